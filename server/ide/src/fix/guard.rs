//! `guard`: statements before the statement.

use super::{Bench, template};
use crate::finding::TextEdit;
use rescue_knowledge::pattern::Fix;
use rescue_syntax::layout::{indentation_at, indentation_unit, newline};

/// Inserts the template's lines before the statement, indented like it.
pub(super) fn insert(bench: &Bench, fix: &Fix) -> Option<Vec<TextEdit>> {
    let doc = bench.checker.doc;
    let start = bench.range(bench.hit.statement).start;
    let line = doc.line_range(doc.line_of(start));
    // Only a statement that begins its line has a place before it.
    let before = doc.text().get(line.start..start)?;
    if !before.trim().is_empty() {
        return None;
    }
    let indent = indentation_at(doc, start);
    let unit = indentation_unit(doc);
    let filled = template::fill(bench, fix.template.as_deref()?)?;
    let mut text = String::new();
    for row in filled.lines() {
        let inner = row.trim_start_matches(' ');
        let depth = (row.len() - inner.len()) / 4;
        text.push_str(indent);
        text.push_str(&unit.repeat(depth));
        text.push_str(inner);
        text.push_str(newline(doc));
    }
    Some(vec![TextEdit { range: line.start..line.start, text }])
}
