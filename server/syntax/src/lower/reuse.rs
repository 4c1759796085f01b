//! Statements of the version before that an edit left alone.
//!
//! Lowering costs more than parsing again does, so what neither the edit nor the parser changed is shared with the
//! version before, positions and all.

use std::ops::Range;
use std::sync::Arc;

use tree_sitter::{Node, Tree};

use super::lowered::{Before, Change};
use crate::ast::{Span, Stmt};
use crate::repair::Shifts;
use crate::walk::blocks;

/// What can be taken over.
pub(super) struct Reuse<'a> {
    before: Before<'a>,
    /// Statements of the top level and of the blocks directly inside them, by place.
    stmts: Vec<(Span, &'a Arc<Stmt>)>,
    /// Bytes that changed, in terms of the new text.
    dirty: Vec<Range<usize>>,
    start: usize,
    old_end: usize,
    new_end: usize,
}

/// A statement of the version before.
pub(super) struct Kept<'a> {
    pub(super) stmt: &'a Arc<Stmt>,
    /// Where it stands now, in bytes.
    pub(super) bytes: Span,
    pub(super) comments: &'a [Span],
    pub(super) too_deep: &'a [Span],
}

impl<'a> Reuse<'a> {
    /// Compares what was lowered before with what is to be lowered now.
    pub(super) fn new(before: Before<'a>, tree: &Tree, text: &str) -> Reuse<'a> {
        let Before { lowered, module, .. } = before;
        let (edited, Change { start, old_end, new_end }) = lowered.edited_to(text);
        let mut dirty: Vec<Range<usize>> =
            edited.changed_ranges(tree).map(|range| range.start_byte..range.end_byte).collect();
        dirty.push(start..new_end);
        let mut stmts: Vec<(Span, &Arc<Stmt>)> = Vec::with_capacity(module.body.len() * 4);
        for stmt in &module.body {
            stmts.push((stmt.span, stmt));
            stmts.extend(blocks(stmt).into_iter().flatten().map(|inner| (inner.span, inner)));
        }
        stmts.sort_by_key(|(span, _)| *span);
        Reuse { before, stmts, dirty, start, old_end, new_end }
    }

    /// The statement that a node was, and what was noted inside it.
    pub(super) fn take(&self, node: Node<'_>, shifts: &Shifts) -> Option<Kept<'a>> {
        let range = node.byte_range();
        // Next to a change counts as changed: a statement may end where the next byte says so.
        let touched = self.dirty.iter().any(|dirty| dirty.start <= range.end + 1 && range.start <= dirty.end + 1);
        if touched || node.has_error() || shifts.touch(&range) {
            return None;
        }
        let old = if range.start >= self.new_end {
            (range.start - self.new_end) + self.old_end..(range.end - self.new_end) + self.old_end
        } else if range.end <= self.start {
            range.clone()
        } else {
            return None;
        };
        let Before { lowered, module, positions } = self.before;
        if lowered.shifts.touch(&old) {
            return None;
        }
        let was = positions.span(lowered.shifts.span(old.start, old.end).bytes_as_read());
        let found = self.stmts.binary_search_by_key(&was, |(span, _)| *span).ok()?;
        let (_, stmt) = self.stmts.get(found)?;
        Some(Kept {
            stmt,
            bytes: shifts.span(range.start, range.end),
            comments: inside(&module.comments, was),
            too_deep: inside(&module.too_deep, was),
        })
    }
}

/// Spans that lie in a statement. They are in order.
fn inside(spans: &[Span], stmt: Span) -> &[Span] {
    let first = spans.partition_point(|span| span.start < stmt.start);
    let rest = spans.get(first..).unwrap_or(&[]);
    rest.get(..rest.partition_point(|span| span.start < stmt.end)).unwrap_or(&[])
}
