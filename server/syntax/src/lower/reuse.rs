//! Statements of the version before that an edit left alone.
//!
//! Lowering costs more than parsing again does, so what neither the edit nor the parser changed is copied, moved to
//! where it stands now.

use std::ops::Range;

use tree_sitter::{Node, Tree};

use super::lowered::{Change, Lowered};
use super::moved::{move_stmt, moved};
use crate::ast::{Module, Span, Stmt};
use crate::repair::Shifts;
use crate::walk::blocks;

/// What can be taken over.
pub(super) struct Reuse<'a> {
    before: &'a Lowered,
    comments: &'a [Span],
    too_deep: &'a [Span],
    /// Statements of the top level and of the blocks directly inside them, by place.
    stmts: Vec<(Span, &'a Stmt)>,
    /// Bytes that changed, in terms of the new text.
    dirty: Vec<Range<usize>>,
    start: usize,
    old_end: usize,
    new_end: usize,
}

/// A statement of the version before.
pub(super) struct Taken {
    pub(super) stmt: Stmt,
    pub(super) comments: Vec<Span>,
    pub(super) too_deep: Vec<Span>,
}

impl<'a> Reuse<'a> {
    /// Compares what was lowered before with what is to be lowered now.
    pub(super) fn new(before: &'a Lowered, module: &'a Module, tree: &Tree, text: &str) -> Reuse<'a> {
        let (edited, Change { start, old_end, new_end }) = before.edited_to(text);
        let mut dirty: Vec<Range<usize>> =
            edited.changed_ranges(tree).map(|range| range.start_byte..range.end_byte).collect();
        dirty.push(start..new_end);
        let mut stmts: Vec<(Span, &Stmt)> = Vec::with_capacity(module.body.len() * 4);
        for stmt in &module.body {
            stmts.push((stmt.span, stmt));
            stmts.extend(blocks(stmt).into_iter().flatten().map(|inner| (inner.span, inner)));
        }
        stmts.sort_by_key(|(span, _)| *span);
        Reuse { before, comments: &module.comments, too_deep: &module.too_deep, stmts, dirty, start, old_end, new_end }
    }

    /// The statement that a node was, where it stands now, and what was noted inside it.
    pub(super) fn take(&self, node: Node<'_>, shifts: &Shifts) -> Option<Taken> {
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
        if self.before.shifts.touch(&old) {
            return None;
        }
        let was = self.before.shifts.span(old.start, old.end);
        let found = self.stmts.binary_search_by_key(&was, |(span, _)| *span).ok()?;
        let (_, stmt) = self.stmts.get(found)?;
        let by = i64::from(shifts.span(range.start, range.end).start) - i64::from(was.start);
        let mut stmt = (*stmt).clone();
        if by != 0 {
            move_stmt(&mut stmt, by);
        }
        Some(Taken { stmt, comments: inside(self.comments, was, by), too_deep: inside(self.too_deep, was, by) })
    }
}

/// Spans that lie in a statement, where they stand now. They are in order.
fn inside(spans: &[Span], was: Span, by: i64) -> Vec<Span> {
    let first = spans.partition_point(|span| span.start < was.start);
    let inside = spans.get(first..).unwrap_or(&[]).iter().take_while(|span| span.start < was.end);
    inside.map(|span| moved(*span, by)).collect()
}
