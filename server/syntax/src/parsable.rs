//! The bytes that the parser gets: those of the file, but for what the grammar does not know or can't bear.
//!
//! Every byte stays at its offset. A carriage return alone ends a line in Python, which the grammar does not know. Its
//! scanner also looks through all comment lines and line continuations that follow before it answers, and does so
//! again behind each of them: a thousand lines of commented-out code cost a third of a second, ten thousand half a
//! minute. Runs of them are blanked, and the comments noted.

use std::ops::{Range, RangeInclusive};

/// Lines of nothing but a comment, or nothing but a continuation, that may follow one another.
const LONGEST_RUN: usize = 100;

/// A text that the parser does not get as it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parsable {
    /// As many bytes as the text has.
    pub(crate) bytes: Vec<u8>,
    /// Comments that are blank in them.
    pub(crate) comments: Vec<Range<usize>>,
}

/// What the parser gets in place of a text; none if it is the text.
pub(crate) fn parsable(text: &str) -> Option<Parsable> {
    let has_lone_return = has_lone_return(text.as_bytes());
    let has_long_run = has_long_run(text.as_bytes());
    if !has_lone_return && !has_long_run {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    if has_lone_return {
        for at in 0..bytes.len() {
            if is_lone_return(&bytes, at) {
                bytes.splice(at..=at, [b'\n']);
            }
        }
    }
    let mut comments = Vec::new();
    if has_long_run {
        for line in long_runs(&bytes) {
            if bytes.get(line.start) == Some(&b'#') {
                comments.push(line.clone());
            }
            bytes.get_mut(line).unwrap_or_default().fill(b' ');
        }
    }
    Some(Parsable { bytes, comments })
}

/// Whether the parser gets a text as it is, where that was so before an edit; `changed` are the lines that the edit
/// touched, and `lines` says where lines start.
pub(crate) fn is_still_plain(text: &str, lines: &[usize], changed: RangeInclusive<usize>) -> bool {
    let bytes = text.as_bytes();
    let start = |line: usize| lines.get(line).copied().unwrap_or(bytes.len());
    let is_code = |line: usize| {
        let line = bytes.get(start(line)..start(line + 1)).unwrap_or_default();
        line_kind(line).0 == Line::Code
    };
    // A run that is too long now goes through the edit: it lies between the nearest lines of code around.
    let (mut first, mut last) = (*changed.start(), *changed.end());
    while first > 0 && !is_code(first - 1) {
        first -= 1;
    }
    while last + 1 < lines.len() && !is_code(last + 1) {
        last += 1;
    }
    !has_lone_return(bytes) && !has_long_run(bytes.get(start(first)..start(last + 1)).unwrap_or_default())
}

fn is_lone_return(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) != Some(&b'\n')
}

fn has_lone_return(bytes: &[u8]) -> bool {
    bytes.contains(&b'\r') && (0..bytes.len()).any(|at| is_lone_return(bytes, at))
}

/// What a line is to the grammar's scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Comment,
    Continuation,
    Blank,
    Code,
}

/// The kind of a line and where its first byte stands that is no space.
fn line_kind(line: &[u8]) -> (Line, usize) {
    let first = line.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'\x0c').unwrap_or(line.len());
    let kind = match line.get(first..).unwrap_or_default() {
        [] => Line::Blank,
        [b'#', ..] => Line::Comment,
        [b'\\'] | [b'\\', b'\n'] | [b'\\', b'\r', b'\n'] => Line::Continuation,
        _ => Line::Code,
    };
    (kind, first)
}

/// Counts lines of one kind that follow one another; blank ones between them do not matter.
#[derive(Default)]
struct Run {
    kind: Option<Line>,
    length: usize,
}

impl Run {
    fn add(&mut self, kind: Line) -> usize {
        match kind {
            Line::Blank => {}
            Line::Code => *self = Run::default(),
            _ if self.kind == Some(kind) => self.length += 1,
            _ => *self = Run { kind: Some(kind), length: 1 },
        }
        self.length
    }
}

/// Whether there may be a long run: texts that look like one count too.
fn has_long_run(bytes: &[u8]) -> bool {
    let mut run = Run::default();
    bytes.split_inclusive(|byte| *byte == b'\n').any(|line| run.add(line_kind(line).0) > LONGEST_RUN)
}

/// The bytes to blank: comments without their line ends, continuations with theirs.
fn long_runs(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut found, mut pending) = (Vec::new(), Vec::new());
    let mut close = |pending: &mut Vec<Range<usize>>| {
        if pending.len() > LONGEST_RUN {
            found.append(pending);
        }
        pending.clear();
    };
    let (mut run, mut at, mut quote) = (Run::default(), 0, None);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (kind, first) = if quote.is_some() { (Line::Code, 0) } else { line_kind(line) };
        // One line: the first of its run.
        if run.add(kind) <= 1 && kind != Line::Blank {
            close(&mut pending);
        }
        match kind {
            Line::Comment => pending.push(at + first..at + line.trim_ascii_end().len()),
            Line::Continuation => pending.push(at + first..at + line.len()),
            Line::Blank => {}
            Line::Code => quote = open_quote(line, quote),
        }
        at += line.len();
    }
    close(&mut pending);
    found
}

/// Inside which text of three quotes a line ends that began inside this one.
fn open_quote(line: &[u8], mut quote: Option<u8>) -> Option<u8> {
    let mut short = None;
    let mut at = 0;
    while let Some(byte) = line.get(at) {
        let is_triple = line.get(at..at + 3) == Some(&[*byte; 3]);
        match (byte, quote, short) {
            (b'\\', ..) => at += 1,
            (_, Some(open), _) if *byte == open && is_triple => {
                quote = None;
                at += 2;
            }
            (_, Some(_), _) => {}
            (_, None, Some(open)) if *byte == open => short = None,
            (_, None, Some(_)) => {}
            (b'#', None, None) => return None,
            (b'"' | b'\'', None, None) if is_triple => {
                quote = Some(*byte);
                at += 2;
            }
            (b'"' | b'\'', None, None) => short = Some(*byte),
            _ => {}
        }
        at += 1;
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_stays_as_it_is() {
        assert_eq!(parsable("x = 1\r\n# a\n# b\n\"\"\"\n# c\n\"\"\"\n"), None);
        let mixed = "# a\n\n    # b\nx\n".repeat(LONGEST_RUN);
        assert_eq!(parsable(&mixed), None);
    }

    #[test]
    fn a_carriage_return_alone_becomes_a_line_end() {
        let changed = parsable("a\rb\r\nc\r").expect("it is changed");
        assert_eq!(changed.bytes, b"a\nb\r\nc\n");
    }

    #[test]
    fn long_runs_are_blanked_outside_texts_only() {
        let run = "  # é\n\n".repeat(LONGEST_RUN + 1);
        let text = format!("def f():\n{run}  x = '''it\\'s'''; y = \"\"\"\n{run}\"\"\"\n# z\n");
        let changed = parsable(&text).expect("it is changed");
        assert_eq!(changed.bytes.len(), text.len());
        assert_eq!(changed.comments.len(), LONGEST_RUN + 1);
        assert_eq!(text.get(changed.comments[1].clone()), Some("# é"));
        let after = String::from_utf8(changed.bytes).expect("UTF-8");
        assert_eq!(after.matches("# é").count(), LONGEST_RUN + 1, "those inside the text stay");
        assert!(after.ends_with("\"\"\"\n# z\n"));

        let text = format!("x = 1\n{}y = 2\n", "  \\\n".repeat(LONGEST_RUN + 1));
        let after = parsable(&text).expect("it is changed").bytes;
        assert!(after.starts_with(b"x = 1\n    ") && after.ends_with(b"  y = 2\n") && !after.contains(&b'\\'));
    }
}
