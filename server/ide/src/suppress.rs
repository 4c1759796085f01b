//! Comments that ask for silence: `# rescue: ignore[CWE-89]`, `# nosec`, `# noqa: S608`.

use crate::finding::{Confidence, Finding, FindingKind, Repair, TextEdit};
use rescue_knowledge::pattern::Severity;
use rescue_syntax::document::Document;
use rescue_syntax::layout::path_at;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// A comment that ignores findings.
struct Ignore {
    /// Lines, from 0, that it covers.
    lines: Range<usize>,
    /// What it ignores; empty for everything.
    what: Vec<String>,
    /// It is Rescue's own, so that it is reported where it ignores nothing.
    is_own: bool,
    range: Range<usize>,
    used: bool,
}

/// Takes out what comments ignore, and adds a finding for each own comment that ignores nothing.
pub(crate) fn apply(doc: &Document, findings: Vec<Finding>) -> Vec<Finding> {
    let mut ignores = collect(doc);
    if ignores.is_empty() {
        return findings;
    }
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        let lines = covered(doc, &finding);
        let mut is_ignored = false;
        for ignore in &mut ignores {
            let overlaps = ignore.lines.start < lines.end && lines.start < ignore.lines.end;
            if overlaps && (ignore.what.is_empty() || ignore.what.iter().any(|what| names(what, &finding))) {
                ignore.used = true;
                is_ignored = true;
            }
        }
        if !is_ignored {
            kept.push(finding);
        }
    }
    let mut unused: Vec<Finding> =
        ignores.iter().filter(|ignore| ignore.is_own && !ignore.used).map(|ignore| unused(doc, ignore)).collect();
    number(&mut unused);
    kept.append(&mut unused);
    kept.sort_by_key(|finding| (finding.range.start, finding.range.end));
    kept
}

fn names(what: &str, finding: &Finding) -> bool {
    finding.rule == what || finding.cwe.iter().any(|cwe| cwe.eq_ignore_ascii_case(what))
}

/// Lines of a finding: its own, and the first and last of a statement without a block.
fn covered(doc: &Document, finding: &Finding) -> Range<usize> {
    let first = doc.line_of(finding.range.start);
    let mut last = doc.line_of(finding.range.end);
    if let Some(statement) = path_at(doc, finding.range.start).last()
        && rescue_syntax::walk::blocks(statement).is_empty()
    {
        last = last.max(doc.line_of(doc.byte(statement.span.end)));
    }
    first..last + 1
}

fn collect(doc: &Document) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    for comment in &doc.module().comments {
        let (text, range) = (doc.slice(*comment), doc.range(*comment));
        let Some((what, is_own)) = read(text) else {
            continue;
        };
        let line = doc.line_of(range.start);
        let alone = doc.line_text(line).trim_start().starts_with('#');
        let lines = if alone { line..line + 2 } else { line..line + 1 };
        ignores.push(Ignore { lines, what, is_own, range, used: false });
    }
    ignores
}

/// What a comment ignores, and whether it speaks to Rescue alone.
fn read(comment: &str) -> Option<(Vec<String>, bool)> {
    if let Some(at) = find(comment, "rescue:") {
        let rest = comment.get(at + "rescue:".len()..)?.trim_start();
        let rest = rest.strip_prefix("ignore")?.trim_start();
        let Some(list) = rest.strip_prefix('[') else {
            return Some((Vec::new(), true));
        };
        let list = list.split(']').next().unwrap_or_default();
        let what: Vec<_> = list.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect();
        return Some((what, true));
    }
    let mut words = comment.split(|letter: char| !letter.is_alphanumeric());
    if find(comment, "nosec").is_some() && words.any(|word| word.eq_ignore_ascii_case("nosec")) {
        return Some((Vec::new(), false));
    }
    let at = find(comment, "noqa:")?;
    let codes = comment.get(at + "noqa:".len()..)?;
    let has_security = codes.split([',', ' ']).map(str::trim).any(|code| {
        code.strip_prefix(['s', 'S'])
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    has_security.then_some((Vec::new(), false))
}

/// Where a word stands in a comment, in letters of either case. Most comments have none, so nothing is copied for it.
fn find(comment: &str, word: &str) -> Option<usize> {
    comment.as_bytes().windows(word.len()).position(|letters| letters.eq_ignore_ascii_case(word.as_bytes()))
}

fn unused(doc: &Document, ignore: &Ignore) -> Finding {
    let text = doc.text().get(ignore.range.clone()).unwrap_or_default();
    let before = doc.text().get(..ignore.range.start).unwrap_or_default();
    // With the blanks before it, so that no trailing white space stays.
    let start = before.trim_end_matches([' ', '\t']).len();
    Finding {
        kind: FindingKind::UnusedIgnore,
        rule: "unused-ignore".to_owned(),
        cwe: Vec::new(),
        name: "Unused ignore comment".to_owned(),
        range: ignore.range.clone(),
        severity: Severity::Information,
        confidence: Confidence::Proven,
        message: format!("`{text}` ignores nothing: no finding is here."),
        why: "A comment that ignores nothing hides the next defect that is written here.".to_owned(),
        instead: "Remove the comment.".to_owned(),
        flow: Vec::new(),
        elsewhere: None,
        fixes: vec![Repair {
            title: "Remove the unused ignore comment".to_owned(),
            edits: vec![TextEdit { range: start..ignore.range.end, text: String::new() }],
            behaviour: None,
        }],
        fingerprint: fingerprint(doc.line_text(doc.line_of(ignore.range.start))),
    }
}

/// Stable under edits of other lines.
fn fingerprint(line: &str) -> String {
    let line: String = line.split_whitespace().collect();
    let digest = Sha256::digest(format!("unused-ignore\n{line}"));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The same line twice gives different fingerprints.
fn number(unused: &mut [Finding]) {
    let plain: Vec<String> = unused.iter().map(|finding| finding.fingerprint.clone()).collect();
    for (at, finding) in unused.iter_mut().enumerate() {
        let before = plain.iter().take(at).filter(|other| **other == finding.fingerprint).count();
        if before > 0 {
            finding.fingerprint = format!("{}-{}", finding.fingerprint, before + 1);
        }
    }
}

/// Adds `# rescue: ignore[CWE-n]` at the end of the finding's line, or to the list of one that is there.
pub(crate) fn ignore_edit(doc: &Document, finding: &Finding) -> Repair {
    let cwe = finding.cwe.first().cloned().unwrap_or_else(|| finding.rule.clone());
    let line = doc.line_of(finding.range.start);
    let range = doc.line_range(line);
    let text = doc.line_text(line);
    let own = text.find("rescue: ignore[").and_then(|at| Some(range.start + at + text.get(at..)?.find(']')?));
    let edit = match own {
        Some(at) => TextEdit { range: at..at, text: format!(", {cwe}") },
        None => {
            let end = range.start + text.trim_end().len();
            TextEdit { range: end..end, text: format!("  # rescue: ignore[{cwe}]") }
        }
    };
    Repair { title: format!("Ignore {cwe} on this line"), edits: vec![edit], behaviour: None }
}
