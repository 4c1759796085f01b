//! `--format text` and `concise`: for people.

use super::{Placed, severity};
use crate::cli::output::{Output, Paint, Tone, printable};
use crate::cli::source::Lines;
use rescue_knowledge::cwe;
use rescue_knowledge::pattern::Severity;
use std::collections::BTreeMap;
use std::ops::Range;

/// Widest piece of a line that is shown.
const WIDEST: usize = 140;
/// So much of a long line is shown before what is meant.
const BEFORE: usize = 40;
/// Tabs go to multiples of this.
const TAB: usize = 4;

/// One line a finding.
pub(super) fn write_concise<'a>(found: impl Iterator<Item = Placed<'a>>, out: &mut Output) -> anyhow::Result<()> {
    for Placed { path, lines, finding, .. } in found {
        let start = lines.position(finding.range.start);
        let place = out.paint.tone(Tone::Bold, format!("{}:{}:{}", printable(path), start.line, start.column));
        let head = headline(out.paint, finding.severity, &finding.cwe);
        let message = single_line(&finding.message);
        out.line(format!("{place}: {head} {message} ({}, {})", finding.rule, finding.confidence.as_str()))?;
    }
    Ok(())
}

/// The source, the flow, and what to do.
pub(super) fn write<'a>(found: impl Iterator<Item = Placed<'a>>, out: &mut Output) -> anyhow::Result<()> {
    for placed in found {
        let text = block(placed, out.paint);
        out.text(&text)?;
    }
    Ok(())
}

fn block(placed: Placed<'_>, paint: Paint) -> String {
    let Placed { path, lines, finding, .. } = placed;
    let start = lines.position(finding.range.start);
    let head = headline(paint, finding.severity, &finding.cwe);
    let mut text = format!("{head} {}\n", paint.tone(Tone::Bold, single_line(&finding.message)));
    let marks = marks(placed);
    let width = marks.iter().map(|mark| lines.position(mark.range.start).line).max().unwrap_or(1).to_string().len();
    let arrow = paint.tone(Tone::Blue, format!("{:width$}-->", ""));
    text.push_str(&format!("{arrow} {}:{}:{}\n", printable(path), start.line, start.column));
    text.push_str(&excerpt(lines, &marks, width, paint));
    for (path, lines, marks) in elsewhere(placed) {
        let sign = paint.tone(Tone::Blue, format!("{:width$}:::", ""));
        text.push_str(&format!("{sign} {}\n", printable(&path)));
        text.push_str(&excerpt(lines, &marks, width, paint));
    }
    let bar = paint.tone(Tone::Blue, format!("{:width$} =", ""));
    let mut note = |what: &str, note: &str| {
        text.push_str(&format!("{bar} {}: {}\n", paint.tone(Tone::Bold, what), single_line(note)));
    };
    note("rule", &format!("{} ({}), {}", finding.rule, finding.name, finding.confidence.as_str()));
    if !finding.why.is_empty() {
        note("why", &finding.why);
    }
    note("help", &finding.instead);
    if let Some(fix) = finding.fixes.first() {
        let caveat = fix.behaviour.as_ref().map(|why| format!(" (may change behaviour: {why})")).unwrap_or_default();
        note("fix", &format!("{}{caveat}", fix.title));
    }
    if let Some(entry) = finding.cwe.first() {
        note("see", &cwe::link(entry));
    }
    text.push('\n');
    text
}

/// `error[CWE-89]:`
fn headline(paint: Paint, level: Severity, cwe: &[String]) -> String {
    let tone = match level {
        Severity::Error => Tone::Red,
        Severity::Warning => Tone::Yellow,
        Severity::Information | Severity::Hint => Tone::Cyan,
    };
    let entry = cwe.first().map(|entry| format!("[{entry}]")).unwrap_or_default();
    format!("{}:", paint.tone(tone, format!("{}{entry}", severity(level))))
}

/// Something to underline in an excerpt.
pub(crate) struct Excerpt {
    /// What.
    pub(crate) range: Range<usize>,
    /// What to say about it.
    pub(crate) label: String,
    /// Whether it is what everything is about.
    pub(crate) main: bool,
}

/// The finding's place and the steps of its flow, numbered in the order of the flow.
fn marks(placed: Placed<'_>) -> Vec<Excerpt> {
    let finding = placed.finding;
    let many = finding.flow.len() > 1;
    let mut marks: Vec<Excerpt> = Vec::new();
    for (at, step) in finding.flow.iter().enumerate().filter(|(_, step)| step.path.is_none()) {
        let label = if many { format!("{}: {}", at + 1, step.message) } else { step.message.clone() };
        let main = step.range == finding.range;
        marks.push(Excerpt { range: step.range.clone(), label, main });
    }
    if !marks.iter().any(|mark| mark.main) {
        marks.push(Excerpt { range: finding.range.clone(), label: String::new(), main: true });
    }
    marks
}

/// The steps of the flow in other files, file by file in the order of the flow.
fn elsewhere(placed: Placed<'_>) -> Vec<(String, &Lines, Vec<Excerpt>)> {
    let mut files: Vec<(String, &Lines, Vec<Excerpt>)> = Vec::new();
    for (at, step) in placed.finding.flow.iter().enumerate().filter(|(_, step)| step.path.is_some()) {
        let (path, Some(lines)) = placed.file_of(step) else {
            continue;
        };
        let mark = Excerpt { range: step.range.clone(), label: format!("{}: {}", at + 1, step.message), main: false };
        match files.iter_mut().find(|(known, ..)| *known == path) {
            Some((_, _, marks)) => marks.push(mark),
            None => files.push((path.into_owned(), lines, vec![mark])),
        }
    }
    files
}

/// The lines of some ranges with what is said about them, in the order of the file.
pub(crate) fn excerpt(lines: &Lines, marks: &[Excerpt], width: usize, paint: Paint) -> String {
    let mut by_line: BTreeMap<usize, Vec<&Excerpt>> = BTreeMap::new();
    for mark in marks {
        by_line.entry(lines.position(mark.range.start).line).or_default().push(mark);
    }
    let bar = paint.tone(Tone::Blue, format!("{:width$} |", ""));
    let mut text = format!("{bar}\n");
    let mut before = None;
    for (line, marks) in by_line {
        if before.is_some_and(|before| before + 1 < line) {
            text.push_str(&paint.tone(Tone::Blue, format!("{:width$} ⋮\n", "")));
        }
        before = Some(line);
        let first = marks.iter().map(|mark| lines.position(mark.range.start).column).min().unwrap_or(1);
        let shown = Shown::new(lines.line(line), first);
        let number = paint.tone(Tone::Blue, format!("{line:>width$} |"));
        text.push_str(&format!("{number} {}\n", shown.text));
        for mark in marks {
            text.push_str(&format!("{bar} {}\n", underline(lines, mark, line, &shown, paint)));
        }
    }
    text.push_str(&format!("{bar}\n"));
    text
}

fn underline(lines: &Lines, mark: &Excerpt, line: usize, shown: &Shown, paint: Paint) -> String {
    let (start, end) = lines.span(&mark.range);
    let from = shown.cell(start.column);
    let to = if end.line == line { shown.cell(end.column) } else { shown.width };
    let sign = if mark.main { "^" } else { "-" };
    let tone = if mark.main { Tone::Red } else { Tone::Cyan };
    let more = if end.line > line { format!(" (to line {})", end.line) } else { String::new() };
    let signs = sign.repeat(to.saturating_sub(from).max(1));
    let label = single_line(&mark.label);
    let gap = if label.is_empty() { "" } else { " " };
    format!("{:from$}{}", "", paint.tone(tone, format!("{signs}{gap}{label}{more}")))
}

/// A line as the terminal shows it: tabs expanded, steering characters replaced, cut where it is long.
struct Shown {
    text: String,
    /// The cell at which each column begins, from column 1; the last is one past the end.
    cells: Vec<usize>,
    width: usize,
}

impl Shown {
    fn new(line: &str, first: usize) -> Shown {
        let skipped = if line.chars().count() > WIDEST { first.saturating_sub(BEFORE) } else { 0 };
        let mut text = String::from(if skipped > 0 { "…" } else { "" });
        let mut at = text.chars().count();
        let mut cells = vec![0; skipped];
        for (column, c) in line.chars().enumerate().skip(skipped) {
            if column - skipped >= WIDEST {
                text.push('…');
                break;
            }
            cells.push(at);
            if c == '\t' {
                let gap = TAB - at % TAB;
                text.extend(std::iter::repeat_n(' ', gap));
                at += gap;
            } else {
                text.push_str(&printable(c.encode_utf8(&mut [0; 4])));
                at += cells_of(c);
            }
        }
        cells.push(at);
        Shown { text, cells, width: at }
    }

    fn cell(&self, column: usize) -> usize {
        self.cells.get(column.saturating_sub(1)).copied().unwrap_or(self.width)
    }
}

/// How many cells of a terminal a character takes, near enough.
fn cells_of(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

fn single_line(text: &str) -> String {
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_finding_shows_its_flow_its_place_and_what_to_do() {
        let text = sample::with(|placed| block(placed, Paint(false)));
        let expected = "\
error[CWE-89]: This statement is put together from `name`.
 --> src/my app.py:2:13
  |
1 | name = request.args['n']
  |        ----------------- 1: untrusted data comes in here: the query
2 |     db.execute(f'… {name}')
  |                ^^^^^^^^^^^ 2: reaches `db.execute` here
  |
  = rule: sql-built-from-values (SQL injection), proven
  = why: The attacker reads the database.
  = help: Pass the values as parameters.
  = fix: Pass the values as parameters
  = see: https://cwe.mitre.org/data/definitions/89.html

";
        assert_eq!(text, expected);
    }

    #[test]
    fn long_lines_are_cut_around_what_is_meant() {
        let line = format!("{}eval(x){}", "a + ".repeat(100), " + b".repeat(100));
        let lines = Lines::new(line.into());
        let mark = Excerpt { range: 400..407, label: String::new(), main: true };
        let text = excerpt(&lines, &[mark], 1, Paint(false));
        let row = text.lines().nth(1).expect("the line");
        let under = text.lines().nth(2).expect("the underline");
        let from = under.chars().position(|c| c == '^').expect("a caret");
        assert!(row.chars().count() < 160);
        assert_eq!(row.chars().skip(from).take(7).collect::<String>(), "eval(x)");
    }

    #[test]
    fn a_line_can_not_steer_the_terminal() {
        let shown = Shown::new("x = '\x1b[2J'", 1);
        assert!(!shown.text.contains('\x1b'));
    }
}
