//! A file as the server holds it: text, tree, typed tree, lines.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use tree_sitter::{InputEdit, Language, Parser, Point, Tree};

use crate::ast::Module;
use crate::lower::Lowered;
use crate::repair::{Patch, apply, broken_bytes, patches};

/// A file at one version. Cloning shares everything.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<str>,
    tree: Tree,
    module: Arc<Module>,
    lowered: Lowered,
    lines: Arc<[usize]>,
}

/// A replacement of bytes. Several apply one after the other, each to what the one before left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// First byte that changes.
    pub start_byte: usize,
    /// One past the last byte that goes away.
    pub old_end_byte: usize,
    /// One past the last byte that takes its place.
    pub new_end_byte: usize,
}

impl Document {
    /// Reads a file.
    pub fn parse(text: impl Into<Arc<str>>) -> Document {
        let text = text.into();
        let tree = parse(&text, None);
        Document::assemble(text, tree, None)
    }

    /// The file after edits; `text` is the whole of it. What did not change is not parsed again.
    pub fn edited(&self, edits: &[Edit], text: Arc<str>) -> Document {
        let Some(edit) = joined(edits) else {
            return if *text == *self.text { self.clone() } else { Document::parse(text) };
        };
        // Where a carriage return alone ends a line, an edit beside it changes what the parser sees of it.
        let fits = self.text.len() + edit.new_end_byte == text.len() + edit.old_end_byte;
        if !fits || edit.old_end_byte > self.text.len() || has_lone_return(&self.text) || has_lone_return(&text) {
            return Document::parse(text);
        }
        let lines = line_starts(&text);
        let mut before = self.tree.clone();
        before.edit(&InputEdit {
            start_byte: edit.start_byte,
            old_end_byte: edit.old_end_byte,
            new_end_byte: edit.new_end_byte,
            start_position: point(&self.lines, edit.start_byte),
            old_end_position: point(&self.lines, edit.old_end_byte),
            new_end_position: point(&lines, edit.new_end_byte),
        });
        let tree = parse(&text, Some(&before));
        Document::assemble(text, tree, Some(self))
    }

    fn assemble(text: Arc<str>, tree: Tree, before: Option<&Document>) -> Document {
        let lines: Arc<[usize]> = line_starts(&text).into();
        let plain = || Lowered { tree: tree.clone(), text: Arc::clone(&text), shifts: Arc::default() };
        let closed = if tree.root_node().has_error() { closed(&tree, &text, &lines) } else { None };
        let lowered = closed.unwrap_or_else(plain);
        let mut module = lowered.module(before.map(|before| (&before.lowered, before.module())));
        module.has_errors = tree.root_node().has_error();
        Document { text, tree, module: Arc::new(module), lowered, lines }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole text, shared.
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// The tree-sitter tree.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The typed tree.
    pub fn module(&self) -> &Module {
        &self.module
    }

    /// The typed tree, shared.
    pub fn shared_module(&self) -> Arc<Module> {
        Arc::clone(&self.module)
    }

    /// How many lines there are; an empty file has one.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The line of an offset, from 0. Offsets past the end are on the last line.
    pub fn line_of(&self, offset: usize) -> usize {
        line_of(&self.lines, offset)
    }

    /// The bytes of a line without its line ending; empty and at the end for a line that is not there.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let length = self.text.len();
        let start = self.lines.get(line).copied().unwrap_or(length);
        let end = self.lines.get(line + 1).copied().unwrap_or(length);
        let kept = self.text.get(start..end).map_or(0, |text| text.trim_end_matches(['\r', '\n']).len());
        start..start + kept
    }

    /// A line without its line ending.
    pub fn line_text(&self, line: usize) -> &str {
        self.text.get(self.line_range(line)).unwrap_or("")
    }

    /// What a span covers.
    pub fn slice(&self, span: crate::ast::Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }
}

fn line_of(lines: &[usize], offset: usize) -> usize {
    lines.partition_point(|start| *start <= offset).saturating_sub(1)
}

fn point(lines: &[usize], offset: usize) -> Point {
    let row = line_of(lines, offset);
    Point { row, column: offset - lines.get(row).copied().unwrap_or(0).min(offset) }
}

/// Offsets at which lines start. Lines end at `\n`, `\r\n` and `\r`.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
    starts.push(0);
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
            starts.push(at + 1);
        }
    }
    starts
}

/// One edit that does what all of them do.
fn joined(edits: &[Edit]) -> Option<Edit> {
    let (first, rest) = edits.split_first()?;
    let mut whole = *first;
    for edit in rest {
        // Both ends in terms of the text before the first edit and after this one.
        let past = edit.old_end_byte.saturating_sub(whole.new_end_byte);
        let end = whole.new_end_byte.max(edit.old_end_byte);
        whole = Edit {
            start_byte: whole.start_byte.min(edit.start_byte),
            old_end_byte: whole.old_end_byte + past,
            new_end_byte: (end + edit.new_end_byte).checked_sub(edit.old_end_byte)?,
        };
    }
    Some(whole)
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.contains(&b'\r')
        && bytes.iter().enumerate().any(|(at, byte)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
}

/// Up to this many bytes a closed text is parsed afresh, which takes some two milliseconds.
const MAX_FRESH: usize = 16 * 1024;

/// Half-written code with its open lines closed, where that parses better.
fn closed(tree: &Tree, text: &str, lines: &[usize]) -> Option<Lowered> {
    let found = patches(text);
    if found.is_empty() || has_lone_return(text) {
        return None;
    }
    let (closed, shifts) = apply(text, &found);
    // Never from the version before: what a broken file means must not hang on how it came to be. A large file's own
    // tree is the start all the same; recovery may then place a line elsewhere than a fresh parse would.
    let known = (closed.len() > MAX_FRESH).then(|| patched(tree, &found, lines));
    let closed_tree = parse(&closed, known.as_ref());
    let better = broken_bytes(&closed_tree) < broken_bytes(tree);
    better.then(|| Lowered { tree: closed_tree, text: closed.into(), shifts: Arc::new(shifts) })
}

/// The tree with its nodes where patches move them. From the last to the first, so that offsets hold.
fn patched(tree: &Tree, patches: &[Patch], lines: &[usize]) -> Tree {
    let mut tree = tree.clone();
    for patch in patches.iter().rev() {
        let at = point(lines, patch.offset);
        tree.edit(&InputEdit {
            start_byte: patch.offset,
            old_end_byte: patch.offset,
            new_end_byte: patch.offset + patch.text.len(),
            start_position: at,
            old_end_position: at,
            new_end_position: Point { row: at.row, column: at.column + patch.text.len() },
        });
    }
    tree
}

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(new_parser());
}

fn new_parser() -> Parser {
    let mut parser = Parser::new();
    // The grammar and the library are built together; a test parses with them.
    let _ = parser.set_language(&Language::new(tree_sitter_python::LANGUAGE));
    parser
}

/// The tree of a text. A carriage return alone ends a line in Python, which the grammar does not know.
pub(crate) fn parse(text: &str, before: Option<&Tree>) -> Tree {
    if has_lone_return(text) {
        let mut bytes = text.as_bytes().to_vec();
        for at in 0..bytes.len() {
            if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) != Some(&b'\n') {
                bytes.splice(at..=at, [b'\n']);
            }
        }
        return parse_bytes(&bytes, None);
    }
    parse_bytes(text.as_bytes(), before)
}

fn parse_bytes(bytes: &[u8], before: Option<&Tree>) -> Tree {
    PARSER.with_borrow_mut(|parser| {
        loop {
            if let Some(tree) = parser.parse(bytes, before) {
                return tree;
            }
            // Without a language, a time limit or a cancellation flag a parser always answers.
            *parser = new_parser();
        }
    })
}
