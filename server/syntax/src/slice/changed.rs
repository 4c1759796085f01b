//! Which statements a change touched.

use std::collections::HashSet;

use super::graph::Graph;
use crate::ast::{Pos, Span, Stmt, StmtKind, docstring_of};
use crate::document::Document;
use crate::walk::blocks;

/// Above this many comparisons the two sides are compared as sets of lines.
const MAX_CELLS: usize = 16_000_000;

/// Statements of `after` that `before` has not, in order; of a compound statement its header. White space, comments
/// and docstrings do not count.
pub fn changed_statements(before: &Document, after: &Document) -> Vec<Span> {
    let old: Vec<String> = lines(before).into_iter().map(|(_, text)| text).collect();
    let new = lines(after);
    let texts: Vec<&str> = new.iter().map(|(_, text)| text.as_str()).collect();
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let same = common(&old, &texts);
    new.iter().zip(same).filter(|(_, same)| !same).map(|((span, _), _)| *span).collect()
}

/// Statements with their text in normal form.
fn lines(doc: &Document) -> Vec<(Span, String)> {
    let graph = Graph::of(doc);
    let mut docstrings: HashSet<Span> = docstring_of(&doc.module().body).map(|text| text.span).into_iter().collect();
    for node in &graph.nodes {
        docstrings.extend(blocks(node.stmt).into_iter().filter_map(docstring_of).map(|text| text.span));
    }
    let kept = graph.nodes.iter().filter(|node| !docstrings.contains(&node.span));
    let mut spans: Vec<Span> = kept.map(|node| node.span).collect();
    spans.extend(graph.nodes.iter().flat_map(|node| handler_headers(node.stmt)));
    spans.sort_by_key(|span| span.start);
    spans.into_iter().map(|span| (span, normal(doc, span))).collect()
}

/// `except FileNotFoundError as error` of each handler.
fn handler_headers(stmt: &Stmt) -> Vec<Span> {
    const EXCEPT: u32 = "except".len() as u32;
    let StmtKind::Try { handlers, .. } = &stmt.kind else {
        return Vec::new();
    };
    let headers = handlers.iter().map(|handler| {
        let kind = handler.kind.as_ref().map(|kind| kind.span.end);
        let name = handler.name.as_ref().map(|name| name.span.end);
        Span { start: handler.span.start, end: name.or(kind).unwrap_or(Pos(handler.span.start.0 + EXCEPT)) }
    });
    headers.collect()
}

fn normal(doc: &Document, span: Span) -> String {
    let mut text = String::new();
    let mut at = span.start;
    let comments = doc.module().comments.iter().filter(|comment| span.contains(**comment));
    for comment in comments.chain([&Span { start: span.end, end: span.end }]) {
        text.push_str(doc.slice(Span { start: at, end: comment.start }));
        text.push(' ');
        at = comment.end;
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For every line of `new`, whether it is part of the longest common subsequence.
fn common(old: &[&str], new: &[&str]) -> Vec<bool> {
    let head = old.iter().zip(new).take_while(|(left, right)| left == right).count();
    let (old, rest) = (old.get(head..).unwrap_or(&[]), new.get(head..).unwrap_or(&[]));
    let tail = old.iter().rev().zip(rest.iter().rev()).take_while(|(left, right)| left == right).count();
    let (old, middle) = (old.get(..old.len() - tail).unwrap_or(&[]), rest.get(..rest.len() - tail).unwrap_or(&[]));
    let mut same = vec![true; head];
    if old.len().saturating_mul(middle.len()) > MAX_CELLS {
        let known: HashSet<&&str> = old.iter().collect();
        same.extend(middle.iter().map(|line| known.contains(line)));
    } else {
        same.extend(longest(old, middle));
    }
    same.resize(new.len(), true);
    same
}

fn longest(old: &[&str], new: &[&str]) -> Vec<bool> {
    let width = new.len() + 1;
    let mut table = vec![0u32; (old.len() + 1) * width];
    let cell = |table: &[u32], row: usize, column: usize| table.get(row * width + column).copied().unwrap_or(0);
    for (row, left) in old.iter().enumerate().rev() {
        for (column, right) in new.iter().enumerate().rev() {
            let best = if left == right {
                cell(&table, row + 1, column + 1) + 1
            } else {
                cell(&table, row + 1, column).max(cell(&table, row, column + 1))
            };
            if let Some(slot) = table.get_mut(row * width + column) {
                *slot = best;
            }
        }
    }
    let mut same = vec![false; new.len()];
    let (mut row, mut column) = (0, 0);
    while let (Some(left), Some(right)) = (old.get(row), new.get(column)) {
        if left == right {
            if let Some(slot) = same.get_mut(column) {
                *slot = true;
            }
            row += 1;
            column += 1;
        } else if cell(&table, row + 1, column) >= cell(&table, row, column + 1) {
            row += 1;
        } else {
            column += 1;
        }
    }
    same
}
