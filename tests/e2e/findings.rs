//! Programs whose comments say what is found in them: all of it, and nothing else.
//!
//! Under a line, `#    ^^^^ CWE-89 sql-built-from-values proven` says that a finding covers what the carets are under.
//! Of a finding over several lines the carets cover the first, from where it begins to the line's end. Files
//! ending in `_clean.py` have no annotation at all.

use crate::records::ENGINE;
use rescue_ide::{CheckOptions, Finding};
use rescue_syntax::document::Document;
use rescue_tests::repository;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Line from 0, first and last column in characters, and what is found.
type Note = (usize, usize, usize, String);

fn fixtures() -> Vec<PathBuf> {
    let folder = repository().join("tests/fixtures/findings");
    let entries = std::fs::read_dir(&folder).expect("the fixtures are checked in");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "py"));
    paths.sort();
    paths
}

/// What a line says about the line before it: columns of the carets, and the rest.
fn note(line: &str) -> Option<(usize, usize, String)> {
    let rest = line.strip_prefix('#')?;
    let start = rest.find('^')?;
    if !rest[..start].trim().is_empty() {
        return None;
    }
    let carets = rest[start..].chars().take_while(|character| *character == '^').count();
    let (start, end) = (start + 1, start + 1 + carets);
    Some((start, end, rest[start - 1 + carets..].trim().to_owned()))
}

fn annotated(text: &str) -> BTreeSet<Note> {
    let mut last = 0;
    let mut notes = BTreeSet::new();
    for (number, line) in text.lines().enumerate() {
        match note(line) {
            Some((start, end, what)) => drop(notes.insert((last, start, end, what))),
            None => last = number,
        }
    }
    notes
}

fn found(text: &str, finding: &Finding) -> Note {
    let line = text[..finding.range.start].matches('\n').count();
    let begin = text[..finding.range.start].rfind('\n').map_or(0, |at| at + 1);
    let covered = &text[finding.range.clone()];
    let first = covered.lines().next().unwrap_or_default();
    let start = text[begin..finding.range.start].chars().count();
    let what = format!("{} {} {}", finding.cwe.join(" "), finding.rule, finding.confidence.as_str());
    (line, start, start + first.chars().count(), what)
}

/// A note as it stands in a file.
fn shown((line, start, end, what): &Note, text: &str) -> String {
    let code = text.lines().nth(*line).unwrap_or_default();
    format!("line {}\n{code}\n#{}{} {what}", line + 1, " ".repeat(start.saturating_sub(1)), "^".repeat(end - start))
}

#[test]
fn what_is_annotated_is_found_and_nothing_else() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 24, "a file with findings and a clean one a weakness: {}", fixtures.len());
    let mut differences = Vec::new();
    for path in &fixtures {
        let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8");
        let text = std::fs::read_to_string(path).expect("a fixture can be read");
        let document = Document::parse(text.clone());
        assert!(!document.module().has_errors, "{name} does not parse");
        let expected = annotated(&text);
        assert_eq!(expected.is_empty(), name.ends_with("_clean.py"), "{name}");
        let actual: BTreeSet<Note> =
            ENGINE.check(&document, &CheckOptions::default()).iter().map(|finding| found(&text, finding)).collect();
        for note in expected.difference(&actual) {
            differences.push(format!("{name}: not found, {}", shown(note, &text)));
        }
        for note in actual.difference(&expected) {
            differences.push(format!("{name}: not annotated, {}", shown(note, &text)));
        }
    }
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn annotations_are_read_as_they_are_meant() {
    let text = "x = 1\nos.system(y)\n#         ^ CWE-78 rule likely\n# a comment ^\n";
    assert_eq!(annotated(text), [(1, 10, 11, "CWE-78 rule likely".to_owned())].into());
}
