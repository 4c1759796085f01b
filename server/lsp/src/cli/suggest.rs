//! `rescue-lsp suggest FILE:LINE[:COL]`: everything that Rescue knows about one place.

use super::Status;
use super::diff::unified;
use super::inspection::{guarded, pool};
use super::knowledge::Choice;
use super::output::{Output, Tone, printable};
use super::projects::{self, Job};
use super::repair::with_edits;
use super::report::place;
use super::selection::Selection;
use super::source::Lines;
use anyhow::{Context, bail};
use rescue_ide::completion::Completion;
use rescue_ide::finding::TextEdit;
use rescue_knowledge::{Evidence, Facet, Facets, Options, Retrieved, Snapshot};
use rescue_syntax::document::Document;
use serde_json::{Value, json};
use std::path::PathBuf;

/// So many guidelines of each weakness are shown.
const GUIDELINES: usize = 3;

/// Arguments of `suggest`.
#[derive(Debug, clap::Args)]
pub(crate) struct SuggestArgs {
    /// The place; without a column the end of the line.
    #[arg(value_name = "FILE:LINE[:COL]", value_parser = cursor)]
    at: Cursor,
    /// One JSON object in place of text.
    #[arg(long)]
    json: bool,
}

/// A place on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cursor {
    file: PathBuf,
    line: usize,
    column: Option<usize>,
}

/// What there is to say about a place.
struct Suggestion {
    facets: Facets,
    found: Retrieved,
    examples: Vec<Completion>,
}

/// Shows what Rescue knows about a place.
pub(crate) fn run(args: &SuggestArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let Some(job) = projects::job(&args.at.file, &Selection::default(), choice)? else {
        bail!("{}: Rescue is turned off by its project", args.at.file.display());
    };
    let name = job.name();
    let source = job.read().map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    let lines = Lines::new(source.text.clone());
    if args.at.line > lines.count() {
        bail!("{name} has only {} lines", lines.count());
    }
    let offset = lines.offset(args.at.line, args.at.column.unwrap_or(usize::MAX));
    let snapshot = job.engine.snapshot().context("there is no knowledge base")?;
    let suggestion = pool(1)?
        .install(|| guarded(|| suggest(&job, snapshot, &source.text, offset)))
        .map_err(|why| anyhow::anyhow!("{name}: {why}"))??;
    if args.json {
        out.json(&as_json(&suggestion, snapshot, &lines, &name, offset))?;
    } else {
        show(&suggestion, snapshot, &source.text, &name, out)?;
    }
    Ok(Status::Clean)
}

fn suggest(job: &Job, snapshot: &Snapshot, text: &str, offset: usize) -> anyhow::Result<Suggestion> {
    let doc = Document::parse(text);
    let facets = job.engine.facets(&doc, offset);
    let found = snapshot.retrieve(&facets, &Options::default())?;
    let examples = job.engine.examples(&doc, offset);
    Ok(Suggestion { facets, found, examples })
}

fn show(suggestion: &Suggestion, snapshot: &Snapshot, text: &str, name: &str, out: &mut Output) -> anyhow::Result<()> {
    let paint = out.paint;
    out.line(paint.tone(Tone::Bold, "What is being written"))?;
    let facets = &suggestion.facets;
    for (what, values) in
        [("task", &facets.words), ("calls", &facets.apis), ("imports", &facets.libraries), ("causes", &facets.causes)]
    {
        if !values.is_empty() {
            out.line(format!("  {what:8} {}", printable(&values.join(", "))))?;
        }
    }
    out.line("")?;
    if suggestion.found.weaknesses.is_empty() && suggestion.examples.is_empty() {
        out.line("Nothing here needs security advice.")?;
        return Ok(());
    }
    show_weaknesses(&suggestion.found, snapshot, GUIDELINES, out)?;
    for example in &suggestion.examples {
        out.line("")?;
        out.line(format!("{} {}", paint.tone(Tone::Bold, &example.label), paint.tone(Tone::Dim, &example.detail)))?;
        out.text(&unified(text, &inserted(text, example), name, 2, paint))?;
    }
    Ok(())
}

/// Weaknesses, best first, with what prevents them.
pub(crate) fn show_weaknesses(
    found: &Retrieved,
    snapshot: &Snapshot,
    guidelines: usize,
    out: &mut Output,
) -> anyhow::Result<()> {
    let paint = out.paint;
    out.line(paint.tone(Tone::Bold, "What could go wrong"))?;
    for ranked in &found.weaknesses {
        let Some(weakness) = snapshot.knowledge().weaknesses.get(ranked.index) else { continue };
        let evidence: Vec<String> = ranked.evidence.iter().map(describe).collect();
        let head = paint.tone(Tone::Yellow, format!("{} {}", weakness.cwe, weakness.name));
        let how = paint.tone(Tone::Dim, format!("({})", evidence.join(", ")));
        out.line(format!("  {:.2}  {head}  {how}", ranked.score))?;
        for guideline in weakness.guidelines.iter().take(guidelines) {
            out.line(format!("        - {}", guideline.text))?;
        }
    }
    Ok(())
}

/// `words 1.` for first place by words.
fn describe(evidence: &Evidence) -> String {
    format!("{} {}.", facet(evidence.facet), evidence.rank)
}

fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Cause => "causes",
        Facet::Task => "task",
        Facet::Code => "code",
        Facet::Lexical => "words",
        Facet::Api => "calls",
        Facet::Weakness => "weakness",
    }
}

/// The text with a completion in it.
fn inserted(text: &str, example: &Completion) -> String {
    let mut edits = example.additional.clone();
    edits.push(TextEdit { range: example.replace.clone(), text: example.plain.clone() });
    with_edits(text, &edits)
}

fn as_json(suggestion: &Suggestion, snapshot: &Snapshot, lines: &Lines, name: &str, offset: usize) -> Value {
    let Facets { causes, apis, code, words, libraries } = &suggestion.facets;
    let at = lines.position(offset);
    let edit = |edit: &TextEdit| place(lines, &edit.range, json!({"text": edit.text}));
    let example = |example: &Completion| {
        json!({
            "label": example.label, "detail": example.detail, "score": example.score,
            "insert": place(lines, &example.replace, json!({"text": example.plain})),
            "additional": example.additional.iter().map(edit).collect::<Value>(),
        })
    };
    json!({
        "path": name, "line": at.line, "column": at.column,
        "facets": {"causes": causes, "apis": apis, "code": code, "words": words, "libraries": libraries},
        "weaknesses": weaknesses_json(&suggestion.found, snapshot),
        "examples": suggestion.examples.iter().map(example).collect::<Value>(),
    })
}

/// Weaknesses, best first, as JSON.
pub(crate) fn weaknesses_json(found: &Retrieved, snapshot: &Snapshot) -> Value {
    let weaknesses = found.weaknesses.iter().filter_map(|ranked| {
        let weakness = snapshot.knowledge().weaknesses.get(ranked.index)?;
        let evidence = ranked
            .evidence
            .iter()
            .map(|evidence| json!({"facet": facet(evidence.facet), "rank": evidence.rank, "score": evidence.score}));
        Some(json!({
            "cwe": weakness.cwe, "name": weakness.name, "score": ranked.score,
            "evidence": evidence.collect::<Value>(),
            "guidelines": weakness.guidelines.iter().map(|guideline| guideline.text.as_str()).collect::<Value>(),
        }))
    });
    weaknesses.collect()
}

/// `app.py:12` and `app.py:12:5`; a colon in the path itself is no trouble.
fn cursor(text: &str) -> Result<Cursor, String> {
    let wrong = || format!("`{text}` is not FILE:LINE or FILE:LINE:COL, counted from 1");
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
    let (head, last) = text.rsplit_once(':').ok_or_else(wrong)?;
    let last = number(last).ok_or_else(wrong)?;
    let (file, line, column) = match head.rsplit_once(':').and_then(|(file, line)| Some((file, number(line)?))) {
        Some((file, line)) => (file, line, Some(last)),
        None => (head, last, None),
    };
    if file.is_empty() { Err(wrong()) } else { Ok(Cursor { file: file.into(), line, column }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_from_the_right() {
        let at = |file: &str, line, column| Ok(Cursor { file: file.into(), line, column });
        assert_eq!(cursor("a.py:3"), at("a.py", 3, None));
        assert_eq!(cursor("a.py:3:7"), at("a.py", 3, Some(7)));
        assert_eq!(cursor("C:\\x\\a.py:3"), at("C:\\x\\a.py", 3, None));
        for wrong in ["a.py", "a.py:", "a.py:0", ":3", "a.py:x"] {
            assert!(cursor(wrong).is_err(), "{wrong}");
        }
    }
}
