//! Of a record's repair, what carries the security: the lower level of the snapshot.

use crate::{
    corpus::{RecordFile, RecordFolder},
    criteria::criteria,
    names::Names,
};
use rescue_knowledge::Example;
use rescue_syntax::{
    ast::Span,
    document::Document,
    flow::{NoModules, analyse},
    slice::{Slice, changed_statements, slice as slice_document},
};
use std::collections::HashSet;

/// For so many hops data and control dependence are followed from what the fix changed.
pub const HOPS: usize = 2;

/// What slicing leaves of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sliced {
    /// Of the secure version.
    pub secure: String,
    /// Of the vulnerable version.
    pub vulnerable: String,
    /// Qualified names of the calls in the secure slice, in order.
    pub api: Vec<String>,
    /// Lines of the secure version before slicing, blank ones not counted.
    pub lines_before: usize,
    /// Lines that are left.
    pub lines_after: usize,
    /// Lines of the secure version that the slice keeps, from 0.
    pub kept: Vec<usize>,
    /// Lines of the secure version that the vulnerable one has not, from 0.
    pub changed: Vec<usize>,
    /// The same of the vulnerable version.
    pub kept_vulnerable: Vec<usize>,
    /// The same of the vulnerable version.
    pub changed_vulnerable: Vec<usize>,
}

/// Slices both versions around what the fix changed and the calls in it that carry security.
pub fn slice(vulnerable: &str, secure: &str, names: &Names) -> Sliced {
    let (before, after) = (Document::parse(vulnerable), Document::parse(secure));
    let (new, old) = (changed_statements(&before, &after), changed_statements(&after, &before));
    let (of_secure, api) = one(&after, &criteria(&after, &new, &before, &old), names);
    let (of_vulnerable, _) = one(&before, &criteria(&before, &old, &after, &new), names);
    Sliced {
        kept: lines(&after, &of_secure.kept),
        changed: lines(&after, &new),
        kept_vulnerable: lines(&before, &of_vulnerable.kept),
        changed_vulnerable: lines(&before, &old),
        secure: of_secure.code,
        vulnerable: of_vulnerable.code,
        api,
        lines_before: of_secure.lines_before,
        lines_after: of_secure.lines_after,
    }
}

/// The lines that some spans cover, from 0.
fn lines(document: &Document, spans: &[Span]) -> Vec<usize> {
    let of = |span: &Span| {
        let bytes = document.range(*span);
        document.line_of(bytes.start)..=document.line_of(bytes.end.saturating_sub(1))
    };
    let mut lines: Vec<usize> = spans.iter().flat_map(of).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn one(document: &Document, changed: &[Span], names: &Names) -> (Slice, Vec<String>) {
    let facts = analyse(document.module(), names, &NoModules);
    let matter: HashSet<Span> =
        facts.calls().filter(|call| call.names.iter().any(|name| names.matters(name))).map(|call| call.span).collect();
    let slice = slice_document(document, changed, &|call| matter.contains(&call.span), HOPS);
    let mut calls: Vec<_> =
        facts.calls().filter(|call| slice.kept.iter().any(|kept| kept.contains(call.span))).collect();
    calls.sort_by_key(|call| call.span);
    let mut api: Vec<String> = Vec::new();
    for name in calls.into_iter().filter_map(|call| call.names.first()) {
        if !api.iter().any(|known| **known == **name) {
            api.push(name.to_string());
        }
    }
    (slice, api)
}

/// The example of a record.
pub fn example(cwe: &str, folder: &RecordFolder, record: &RecordFile, sliced: Sliced) -> Example {
    Example {
        id: folder.id.clone(),
        cwe: cwe.to_owned(),
        title: record.title.clone(),
        tasks: record.tasks.clone(),
        cause: record.cause.clone(),
        guideline: record.guideline.clone(),
        libraries: record.libraries.clone(),
        api: sliced.api,
        code: sliced.secure,
        vulnerable: sliced.vulnerable,
        lines_before: sliced.lines_before,
        rules: record.rules.clone(),
        unproven: !record.proven,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rescue_knowledge::pattern::{Misuse, Patterns};

    #[test]
    fn a_slice_keeps_what_the_fix_changed_and_drops_the_rest() {
        let program = |call: &str| {
            format!(
                "import logging\nimport yaml\n\nlog = logging.getLogger(__name__)\n\n\ndef count(items):\n    total = 0\n    \
                 for item in items:\n        total += item\n    return total\n\n\ndef settings(path):\n    with open(path) as \
                 file:\n        return {call}\n"
            )
        };
        let patterns = Patterns {
            misuses: vec![Misuse {
                possible_under: vec![],
                rule: "yaml-unsafe-load".into(),
                names: vec!["yaml.load".into()],
                references: vec![],
                assigns: vec![],
                when: vec![],
                unless: vec![],
                cwe: None,
                confidence: Default::default(),
                severity: Default::default(),
                message: String::new(),
                instead: String::new(),
                fix: vec![],
            }],
            ..Patterns::default()
        };
        let sliced = slice(
            &program("yaml.load(file, Loader=yaml.Loader)"),
            &program("yaml.safe_load(file)"),
            &Names::new([], [&patterns]),
        );
        assert!(sliced.secure.contains("yaml.safe_load(file)") && sliced.secure.contains("import yaml"));
        assert!(!sliced.secure.contains("total"), "{}", sliced.secure);
        assert!(sliced.vulnerable.contains("yaml.load("));
        assert!(sliced.api.iter().any(|name| name == "yaml.safe_load"), "{:?}", sliced.api);
        assert!(sliced.lines_after < sliced.lines_before);
    }
}
