//! What a module was lowered from.

use std::ops::Range;
use std::sync::Arc;

use tree_sitter::{InputEdit, Point, Tree};

use super::lower;
use super::reuse::Reuse;
use super::settle::{in_bytes, settled, with_room};
use crate::ast::Module;
use crate::positions::Positions;
use crate::repair::Shifts;

/// A text with its tree: the document's, or the document's with its open lines closed.
#[derive(Debug, Clone)]
pub(crate) struct Lowered {
    pub(crate) tree: Tree,
    pub(crate) text: Arc<str>,
    pub(crate) shifts: Arc<Shifts>,
}

/// The bytes in which two texts differ.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) old_end: usize,
    pub(super) new_end: usize,
}

/// The version before.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    pub(crate) lowered: &'a Lowered,
    pub(crate) module: &'a Module,
    pub(crate) positions: &'a Positions,
}

impl Lowered {
    /// The typed tree, with bytes for positions.
    pub(crate) fn module(&self) -> Module {
        in_bytes(lower(&self.tree, &self.text, &self.shifts, None))
    }

    /// The typed tree of a text that long, with positions that have room for edits. What is as it was is that of the
    /// version before.
    pub(crate) fn module_with_room(&self, before: Option<Before<'_>>, length: usize) -> (Module, Positions) {
        let known = before.filter(|before| !before.positions.are_bytes());
        let again = known.and_then(|before| {
            let reuse = Reuse::new(before, &self.tree, &self.text);
            settled(lower(&self.tree, &self.text, &self.shifts, Some(reuse)), before.positions, length)
        });
        again.unwrap_or_else(|| with_room(lower(&self.tree, &self.text, &self.shifts, None), length))
    }

    /// The tree with its nodes where a new text has them, and what changed.
    pub(super) fn edited_to(&self, text: &str) -> (Tree, Change) {
        let change = difference(&self.text, text);
        let mut tree = self.tree.clone();
        let start = behind(Point { row: 0, column: 0 }, text, 0..change.start);
        tree.edit(&InputEdit {
            start_byte: change.start,
            old_end_byte: change.old_end,
            new_end_byte: change.new_end,
            start_position: start,
            old_end_position: behind(start, &self.text, change.start..change.old_end),
            new_end_position: behind(start, text, change.start..change.new_end),
        });
        (tree, change)
    }
}

fn difference(old: &str, new: &str) -> Change {
    let (before, after) = (old.as_bytes(), new.as_bytes());
    let mut start = shared(before, after);
    while !new.is_char_boundary(start) || !old.is_char_boundary(start) {
        start -= 1;
    }
    let (before, after) = (before.get(start..).unwrap_or_default(), after.get(start..).unwrap_or_default());
    let mut same = shared_at_end(before, after);
    while !old.is_char_boundary(old.len() - same) || !new.is_char_boundary(new.len() - same) {
        same -= 1;
    }
    Change { start, old_end: old.len() - same, new_end: new.len() - same }
}

/// Bytes that are compared at once.
const BLOCK: usize = 256;

/// How many bytes two texts begin with that are the same.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let whole = blocks.take_while(|(one, other)| one == other).count() * BLOCK;
    let (one, other) = (one.get(whole..).unwrap_or_default(), other.get(whole..).unwrap_or_default());
    whole + one.iter().zip(other).take_while(|(one, other)| one == other).count()
}

/// How many bytes two texts end with that are the same.
fn shared_at_end(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK));
    let whole = blocks.take_while(|(one, other)| one == other).count() * BLOCK;
    let rest = |text: &[u8]| text.len() - whole;
    let (one, other) = (one.get(..rest(one)).unwrap_or_default(), other.get(..rest(other)).unwrap_or_default());
    whole + one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// Where bytes end that begin at a point.
fn behind(begin: Point, text: &str, bytes: Range<usize>) -> Point {
    let bytes = text.as_bytes().get(bytes).unwrap_or_default();
    let column = bytes.iter().rev().take_while(|byte| **byte != b'\n').count();
    if column == bytes.len() {
        return Point { row: begin.row, column: begin.column + column };
    }
    let lines: usize = bytes.iter().map(|byte| usize::from(*byte == b'\n')).sum();
    Point { row: begin.row + lines, column }
}
