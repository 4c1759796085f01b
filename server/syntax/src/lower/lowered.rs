//! What a module was lowered from.

use std::sync::Arc;

use tree_sitter::{InputEdit, Point, Tree};

use super::lower_with;
use super::reuse::Reuse;
use crate::ast::Module;
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

impl Lowered {
    /// The typed tree, with what is as it was taken from the version before.
    pub(crate) fn module(&self, before: Option<(&Lowered, &Module)>) -> Module {
        let reuse = before.map(|(before, module)| Reuse::new(before, module, &self.tree, &self.text));
        lower_with(&self.tree, &self.text, &self.shifts, reuse)
    }

    /// The tree with its nodes where a new text has them, and what changed.
    pub(super) fn edited_to(&self, text: &str) -> (Tree, Change) {
        let change = difference(&self.text, text);
        let mut tree = self.tree.clone();
        tree.edit(&InputEdit {
            start_byte: change.start,
            old_end_byte: change.old_end,
            new_end_byte: change.new_end,
            start_position: point(text, change.start),
            old_end_position: point(&self.text, change.old_end),
            new_end_position: point(text, change.new_end),
        });
        (tree, change)
    }
}

fn difference(old: &str, new: &str) -> Change {
    let (before, after) = (old.as_bytes(), new.as_bytes());
    let mut start = before.iter().zip(after).take_while(|(left, right)| left == right).count();
    while !new.is_char_boundary(start) || !old.is_char_boundary(start) {
        start -= 1;
    }
    let most = before.len().min(after.len()) - start;
    let pairs = before.iter().rev().zip(after.iter().rev()).take(most);
    let mut same = pairs.take_while(|(left, right)| left == right).count();
    while !old.is_char_boundary(before.len() - same) || !new.is_char_boundary(after.len() - same) {
        same -= 1;
    }
    Change { start, old_end: before.len() - same, new_end: after.len() - same }
}

fn point(text: &str, offset: usize) -> Point {
    let before = text.as_bytes().get(..offset).unwrap_or(&[]);
    let row = before.iter().filter(|byte| **byte == b'\n').count();
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count();
    Point { row, column }
}
