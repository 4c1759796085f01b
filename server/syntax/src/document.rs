//! A file as the server holds it: text, tree, typed tree, lines.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use tree_sitter::{InputEdit, Language, ParseOptions, ParseState, Parser, Point, Tree};

use crate::ast::{Module, Pos, Span};
use crate::flow::{self, Api, Facts, Memory, Modules};
use crate::imports::Imports;
use crate::lower::{Before, Lowered, as_read};
use crate::parsable::{Parsable, is_still_plain, parsable};
use crate::positions::Positions;
use crate::repair::{Patch, apply, broken_bytes, patches};

/// A longer text is not read. It takes up to 250 times its length in memory, and nobody wrote it by hand.
pub const LONGEST: usize = 4 << 20;

/// How long the parser may take for a text: most take a thousandth of it. Its error recovery has no bound of its own.
fn patience(length: usize) -> Duration {
    Duration::from_secs(2) + Duration::from_secs(2) * u32::try_from(length >> 20).unwrap_or(u32::MAX >> 1)
}

/// A file at one version. Cloning shares everything.
#[derive(Debug, Clone)]
pub struct Document {
    text: Arc<str>,
    tree: Tree,
    module: Arc<Module>,
    positions: Arc<Positions>,
    memory: Arc<Memory>,
    habits: Arc<Habits>,
    lowered: Lowered,
    lines: Arc<[usize]>,
    /// The parser got the text as it is.
    is_plain: bool,
}

/// How a file is written, as far as somebody has asked.
#[derive(Debug, Default)]
pub(crate) struct Habits {
    imports: OnceLock<Imports>,
    pub(crate) indentation: OnceLock<String>,
    pub(crate) quote: OnceLock<char>,
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

/// Where the positions of a file come from.
enum Numbering<'a> {
    /// They are bytes.
    Bytes,
    /// They have room for edits, and those of an earlier version are kept.
    Room(Option<&'a Document>),
}

impl Document {
    /// Reads a file that is not going to be edited. Its positions are bytes.
    pub fn parse(text: impl Into<Arc<str>>) -> Document {
        Document::read(text.into(), &Numbering::Bytes)
    }

    /// Reads a file that is going to be edited.
    pub fn open(text: impl Into<Arc<str>>) -> Document {
        Document::read(text.into(), &Numbering::Room(None))
    }

    fn read(text: Arc<str>, numbering: &Numbering<'_>) -> Document {
        let changed = parsable(&text);
        let tree = parse(&text, changed.as_ref(), None);
        Document::assemble(text, None, changed, tree, numbering)
    }

    /// The file after edits; `text` is the whole of it. What did not change is not parsed again.
    pub fn edited(&self, edits: &[Edit], text: Arc<str>) -> Document {
        let Some(edit) = joined(edits) else {
            return if *text == *self.text { self.clone() } else { Document::open(text) };
        };
        // Where the parser gets something else, an edit may change it far from where it is.
        let fits = self.text.len() + edit.new_end_byte == text.len() + edit.old_end_byte;
        let reads = fits && self.is_plain && !self.module.given_up && edit.old_end_byte <= self.text.len();
        if !reads {
            return Document::open(text);
        }
        let lines = self.lines_after(edit, &text);
        let changed = line_of(&lines, edit.start_byte)..=line_of(&lines, edit.new_end_byte);
        if !is_still_plain(&text, &lines, changed) {
            return Document::open(text);
        }
        let mut before = self.tree.clone();
        before.edit(&InputEdit {
            start_byte: edit.start_byte,
            old_end_byte: edit.old_end_byte,
            new_end_byte: edit.new_end_byte,
            start_position: point(&self.lines, edit.start_byte),
            old_end_position: point(&self.lines, edit.old_end_byte),
            new_end_position: point(&lines, edit.new_end_byte),
        });
        let mut tree = parse(&text, None, Some(&before));
        // The parser recovers from an error in another way where it knows the version before.
        if text.len() <= MAX_FRESH && tree.as_ref().is_some_and(|tree| tree.root_node().has_error()) {
            tree = parse(&text, None, None);
        }
        Document::assemble(text, Some(lines), None, tree, &Numbering::Room(Some(self)))
    }

    fn assemble(
        text: Arc<str>,
        lines: Option<Vec<usize>>,
        changed: Option<Parsable>,
        tree: Option<Tree>,
        numbering: &Numbering<'_>,
    ) -> Document {
        let lines: Arc<[usize]> = lines.unwrap_or_else(|| line_starts(&text)).into();
        let given_up = tree.is_none();
        let tree = tree.unwrap_or_else(nothing);
        let plain = || Lowered { tree: tree.clone(), text: Arc::clone(&text), shifts: Arc::default() };
        let is_plain = changed.is_none();
        let is_broken = tree.root_node().has_error();
        let closed = if is_broken && is_plain { closed(&tree, &text, &lines) } else { None };
        let lowered = closed.unwrap_or_else(plain);
        let (mut module, positions) = match numbering {
            Numbering::Bytes => (lowered.module(), Positions::bytes()),
            Numbering::Room(before) => lowered.module_with_room(before.map(Document::as_before), text.len()),
        };
        let memory = match numbering {
            Numbering::Room(Some(before)) => Arc::clone(&before.memory),
            _ => Arc::default(),
        };
        module.has_errors = is_broken || given_up;
        module.given_up = given_up;
        let hidden = changed.into_iter().flat_map(|changed| changed.comments);
        module.comments.extend(hidden.map(|comment| positions.span(comment)));
        module.comments.sort_unstable();
        module.comments.dedup();
        Document {
            text,
            tree,
            module: Arc::new(module),
            positions: Arc::new(positions),
            memory,
            habits: Arc::default(),
            lowered,
            lines,
            is_plain,
        }
    }

    /// Where lines start after an edit: what is far enough from it moves along.
    fn lines_after(&self, edit: Edit, text: &str) -> Vec<usize> {
        let Edit { start_byte, old_end_byte, new_end_byte } = edit;
        let kept = self.lines.partition_point(|start| *start < start_byte).max(1);
        let moved = self.lines.partition_point(|start| *start <= old_end_byte);
        let mut lines = Vec::with_capacity(self.lines.len() + 1);
        lines.extend(self.lines.iter().take(kept));
        let bytes = text.as_bytes();
        lines.extend((start_byte.max(1)..=new_end_byte).filter(|start| starts_line(bytes, *start)));
        let later = self.lines.iter().skip(moved);
        lines.extend(later.map(|start| start - old_end_byte + new_end_byte));
        lines
    }

    fn as_before(&self) -> Before<'_> {
        Before { lowered: &self.lowered, module: &self.module, positions: &self.positions }
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

    /// What the data flow analysis finds in it, with other modules of the program looked up in `modules`. Of a file that is
    /// edited only what an edit touched is analysed again.
    pub fn facts(&self, api: &dyn Api, modules: &dyn Modules) -> Facts {
        if self.is_as_read() {
            flow::analyse(&self.module, api, modules)
        } else {
            flow::analyse_again(&self.module, api, modules, &self.memory)
        }
    }

    /// What it imports.
    pub fn imports(&self) -> &Imports {
        self.habits.imports.get_or_init(|| Imports::of(&self.module))
    }

    pub(crate) fn habits(&self) -> &Habits {
        &self.habits
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
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.range(span)).unwrap_or("")
    }

    /// The bytes that a span covers.
    pub fn range(&self, span: Span) -> Range<usize> {
        self.positions.range(span)
    }

    /// The byte of a position.
    pub fn byte(&self, pos: Pos) -> usize {
        self.positions.byte(pos)
    }

    /// The position of a byte. Bytes past the end have positions too.
    pub fn pos(&self, byte: usize) -> Pos {
        self.positions.pos(byte)
    }

    /// The span of bytes.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.positions.span(range)
    }

    /// The typed tree as [`Document::parse`] gives it for this text: its positions are bytes.
    pub fn module_as_read(&self) -> Module {
        as_read(&self.module, &self.positions)
    }

    /// Whether positions are bytes: the file was read by [`Document::parse`], and not edited since.
    pub fn is_as_read(&self) -> bool {
        self.positions.are_bytes()
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
    starts.extend((1..=bytes.len()).filter(|at| starts_line(bytes, *at)));
    starts
}

/// Whether a line starts at an offset that is not the first.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at - 1) {
        Some(b'\n') => true,
        Some(b'\r') => bytes.get(at) != Some(&b'\n'),
        _ => false,
    }
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

/// Up to this many bytes a broken text is parsed afresh, which takes some two milliseconds: what it means must not hang
/// on how it came to be.
const MAX_FRESH: usize = 16 * 1024;

/// Half-written code with its open lines closed, where that parses better.
fn closed(tree: &Tree, text: &str, lines: &[usize]) -> Option<Lowered> {
    let found = patches(text);
    if found.is_empty() {
        return None;
    }
    let (closed, shifts) = apply(text, &found);
    // Never from the version before. A large file's own tree is the start all the same; recovery may then place a line
    // elsewhere than a fresh parse would.
    let known = (closed.len() > MAX_FRESH).then(|| patched(tree, &found, lines));
    let closed_tree = parse(&closed, parsable(&closed).as_ref(), known.as_ref())?;
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

/// The tree of a text, by way of what the parser gets in place of it; none where it does not come to an end.
fn parse(text: &str, changed: Option<&Parsable>, before: Option<&Tree>) -> Option<Tree> {
    if text.len() > LONGEST {
        return None;
    }
    match changed {
        Some(changed) => parse_bytes(&changed.bytes, None),
        None => parse_bytes(text.as_bytes(), before),
    }
}

fn parse_bytes(bytes: &[u8], before: Option<&Tree>) -> Option<Tree> {
    let (begin, patience) = (Instant::now(), patience(bytes.len()));
    let mut is_late = |_: &ParseState| begin.elapsed() > patience;
    let mut read = |at: usize, _: Point| bytes.get(at..).unwrap_or_default();
    PARSER.with_borrow_mut(|parser| {
        let options = ParseOptions::new().progress_callback(&mut is_late);
        let tree = parser.parse_with_options(&mut read, before, Some(options));
        if tree.is_none() {
            // It would go on where it stopped.
            *parser = new_parser();
        }
        tree
    })
}

/// The tree of an empty file.
fn nothing() -> Tree {
    PARSER.with_borrow_mut(|parser| {
        loop {
            // Without a language and a limit a parser always answers.
            if let Some(tree) = parser.parse("", None) {
                return tree;
            }
            *parser = new_parser();
        }
    })
}
