//! One version of an open document, immutable: the owner makes the next one, workers read this one.

use super::encoding::Encoding;
use super::knowledge::Knowledge;
use super::workspace::OpenFiles;
use crate::baseline::{Baseline, marks};
use crate::config::Settings;
use rescue_ide::finding::Finding;
use rescue_ide::{CheckOptions, Engine, Project};
use rescue_syntax::document::{Document, Edit};
use ropey::Rope;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tower_lsp::ls_types::{Location, Position, TextDocumentContentChangeEvent, Uri};

/// More edits than this without anybody reading the document, and it is parsed anew.
const EDITS_KEPT: usize = 512;

/// What a document is read with.
#[derive(Clone)]
pub(super) struct Context {
    /// The engine, as soon as it is there.
    pub(super) knowledge: Arc<Knowledge>,
    /// The settings of this document's project.
    pub(super) settings: Arc<Settings>,
    /// The same for the engine.
    pub(super) checks: Arc<CheckOptions>,
    /// Findings that are not shown.
    pub(super) baseline: Option<Arc<Baseline>>,
    /// Neither Python, nor left alone by the settings.
    pub(super) analysed: bool,
    /// The program that it belongs to.
    pub(super) project: Arc<Project>,
    /// What the editor holds of that.
    pub(super) files: OpenFiles,
}

/// The last tree that was made, and what has changed since.
#[derive(Clone)]
struct Base {
    document: Document,
    edits: Vec<Edit>,
}

/// One version of an open document.
pub(super) struct OpenDocument {
    pub(super) uri: Uri,
    pub(super) path: Option<PathBuf>,
    pub(super) python: bool,
    pub(super) version: i32,
    /// A number that no other text has.
    pub(super) identity: u64,
    pub(super) encoding: Encoding,
    pub(super) context: Context,
    /// A change did not apply: nothing is known until the whole text comes.
    pub(super) reliable: bool,
    rope: Rope,
    sequence: u64,
    latest: Arc<AtomicU64>,
    base: Mutex<Option<Base>>,
    syntax: OnceLock<Document>,
    findings: OnceLock<Arc<Vec<Finding>>>,
}

impl OpenDocument {
    /// A document as it was opened.
    pub(super) fn open(uri: Uri, python: bool, version: i32, text: &str, encoding: Encoding, context: Context) -> Self {
        OpenDocument {
            path: file_path(&uri),
            uri,
            python,
            version,
            identity: new_identity(),
            encoding,
            context,
            reliable: true,
            rope: Rope::from_str(text),
            sequence: 0,
            latest: Arc::default(),
            base: Mutex::default(),
            syntax: OnceLock::new(),
            findings: OnceLock::new(),
        }
    }

    /// The next version; an error says which change did not apply, and leaves a document that is not reliable.
    pub(super) fn changed(
        &self,
        version: i32,
        changes: &[TextDocumentContentChangeEvent],
    ) -> (Self, Result<(), String>) {
        let mut next = self.successor(version);
        let mut base = self.base();
        let mut outcome = Ok(());
        for change in changes {
            if let Err(reason) = next.apply(change, &mut base) {
                next.reliable = false;
                outcome = Err(reason);
            }
        }
        base = base.filter(|base| next.reliable && base.edits.len() <= EDITS_KEPT);
        next.base = Mutex::new(base);
        (next, outcome)
    }

    /// The same text, after a change that could not even be read.
    pub(super) fn unreliable(&self) -> Self {
        OpenDocument { reliable: false, ..self.successor(self.version) }
    }

    /// The same version with the whole text known again.
    pub(super) fn resynchronised(&self, text: &str) -> Self {
        OpenDocument { reliable: true, rope: Rope::from_str(text), ..self.successor(self.version) }
    }

    /// The same text read with other settings or other knowledge. It stays the same version.
    pub(super) fn with_context(&self, context: Context) -> Self {
        let mut same = self.successor(self.version);
        same.sequence = self.sequence;
        same.latest.store(self.sequence, Ordering::Release);
        same.context = context;
        same.base = Mutex::new(self.base());
        same.syntax = self.syntax.clone();
        same
    }

    fn successor(&self, version: i32) -> Self {
        let sequence = self.sequence + 1;
        self.latest.store(sequence, Ordering::Release);
        OpenDocument {
            uri: self.uri.clone(),
            path: self.path.clone(),
            python: self.python,
            version,
            identity: new_identity(),
            encoding: self.encoding,
            context: self.context.clone(),
            reliable: self.reliable,
            rope: self.rope.clone(),
            sequence,
            latest: self.latest.clone(),
            base: Mutex::default(),
            syntax: OnceLock::new(),
            findings: OnceLock::new(),
        }
    }

    fn base(&self) -> Option<Base> {
        let made = || self.syntax.get().map(|document| Base { document: document.clone(), edits: Vec::new() });
        made().or_else(|| self.base.lock().unwrap_or_else(PoisonError::into_inner).clone()).or_else(made)
    }

    fn apply(&mut self, change: &TextDocumentContentChangeEvent, base: &mut Option<Base>) -> Result<(), String> {
        let Some(range) = change.range else {
            self.rope = Rope::from_str(&change.text);
            self.reliable = true;
            *base = None;
            return Ok(());
        };
        if !self.reliable {
            return Err("an earlier change did not apply".to_owned());
        }
        let Some(bytes) = self.encoding.bytes(&self.rope, range) else {
            return Err(format!("its range ends before it begins: {range:?}"));
        };
        let (start, end) = (self.rope.byte_to_char(bytes.start), self.rope.byte_to_char(bytes.end));
        self.rope.remove(start..end);
        self.rope.insert(start, &change.text);
        if let Some(base) = base {
            let new_end_byte = bytes.start + change.text.len();
            base.edits.push(Edit { start_byte: bytes.start, old_end_byte: bytes.end, new_end_byte });
        }
        Ok(())
    }

    /// Nothing newer has arrived, and the document is open.
    pub(super) fn is_current(&self) -> bool {
        self.latest.load(Ordering::Acquire) == self.sequence
    }

    /// Makes every version of this document old: it was closed.
    pub(super) fn close(&self) {
        self.latest.store(u64::MAX, Ordering::Release);
    }

    /// Whether there is anything to say about it.
    pub(super) fn is_analysed(&self) -> bool {
        self.reliable && self.python && self.context.analysed
    }

    /// The text as facts: made once, from the last tree and the edits since.
    pub(super) fn syntax(&self) -> &Document {
        let document = self.syntax.get_or_init(|| {
            let text: Arc<str> = String::from(&self.rope).into();
            let base = self.base.lock().unwrap_or_else(PoisonError::into_inner).clone();
            match base {
                Some(base) => base.document.edited(&base.edits, text),
                None => Document::open(text),
            }
        });
        *self.base.lock().unwrap_or_else(PoisonError::into_inner) = None;
        document
    }

    /// The engine, once it is there.
    pub(super) fn engine(&self) -> &Engine {
        self.context.knowledge.engine()
    }

    /// What is wrong with it: found once.
    pub(super) fn findings(&self) -> Arc<Vec<Finding>> {
        if !self.is_analysed() {
            return Arc::default();
        }
        let find = || {
            let within = self.path.as_deref().map(|path| (&*self.context.project, path));
            let found = self.engine().check_within(self.syntax(), &self.context.checks, within);
            Arc::new(self.without_known(found))
        };
        self.findings.get_or_init(find).clone()
    }

    /// Takes out what the baseline has.
    fn without_known(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let (Some(baseline), Some(path), false) = (&self.context.baseline, &self.path, findings.is_empty()) else {
            return findings;
        };
        let known = baseline.known(path, &marks(self.syntax(), &findings));
        findings.into_iter().zip(known).filter(|(_, known)| !known).map(|(finding, _)| finding).collect()
    }

    /// The byte at a position.
    pub(super) fn byte(&self, position: Position) -> usize {
        self.encoding.byte(&self.rope, position)
    }

    /// The range of bytes.
    pub(super) fn range(&self, bytes: &std::ops::Range<usize>) -> tower_lsp::ls_types::Range {
        self.encoding.range(&self.rope, bytes)
    }

    /// The range of bytes of another file of the program, as that file is now.
    pub(super) fn location_in(&self, path: &Path, bytes: &std::ops::Range<usize>) -> Option<Location> {
        let rope = Rope::from_str(&self.context.files.text(path)?);
        Some(Location { uri: Uri::from_file_path(path)?, range: self.encoding.range(&rope, bytes) })
    }

    /// The bytes of a range; one that ends before it begins is turned round.
    pub(super) fn bytes(&self, range: tower_lsp::ls_types::Range) -> std::ops::Range<usize> {
        let (start, end) = (self.byte(range.start), self.byte(range.end));
        start.min(end)..start.max(end)
    }

    /// The whole text.
    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        String::from(&self.rope)
    }
}

fn new_identity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// The path of a `file:` URI.
pub(super) fn file_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.as_str().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
    if is_file { uri.to_file_path().map(|path| path.into_owned()) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower_lsp::ls_types::Range;

    fn open(text: &str, encoding: Encoding) -> OpenDocument {
        let uri = "file:///m.py".parse().expect("a URI");
        let files = OpenFiles::default();
        let context = Context {
            knowledge: Knowledge::none(),
            settings: Arc::default(),
            checks: Arc::default(),
            baseline: None,
            analysed: true,
            project: files.project(&[]),
            files,
        };
        OpenDocument::open(uri, true, 1, text, encoding, context)
    }

    fn change(range: Option<(u32, u32, u32, u32)>, text: &str) -> TextDocumentContentChangeEvent {
        let range = range.map(|(a, b, c, d)| Range::new(Position::new(a, b), Position::new(c, d)));
        TextDocumentContentChangeEvent { range, range_length: None, text: text.to_owned() }
    }

    #[test]
    fn changes_apply_one_after_the_other_and_the_tree_follows() {
        let first = open("x = '😀'\r\ny = 2\r\n", Encoding::Utf16);
        first.syntax();
        let changes =
            [change(Some((0, 7, 0, 8)), "\""), change(Some((0, 4, 0, 5)), "\""), change(Some((9, 9, 9, 9)), "z")];
        let (second, outcome) = first.changed(2, &changes);
        assert_eq!(outcome, Ok(()));
        assert_eq!(second.text(), "x = \"😀\"\r\ny = 2\r\nz");
        assert_eq!(second.syntax().text(), second.text());
        assert!(second.is_current() && !first.is_current());
        assert_eq!(first.text(), "x = '😀'\r\ny = 2\r\n");
    }

    #[test]
    fn a_change_that_does_not_apply_silences_the_document_until_the_whole_text_comes() {
        let first = open("a\nb\n", Encoding::Utf8);
        let (second, outcome) = first.changed(2, &[change(Some((1, 0, 0, 0)), "x"), change(Some((0, 0, 0, 0)), "y")]);
        assert!(outcome.is_err() && !second.is_analysed());
        assert_eq!(second.text(), "a\nb\n");
        let (third, outcome) = second.changed(3, &[change(None, "new\n")]);
        assert!(outcome.is_ok() && third.is_analysed());
        assert_eq!(third.text(), "new\n");
    }

    #[test]
    fn a_closed_document_is_current_no_more() {
        let document = open("a", Encoding::Utf8);
        document.close();
        assert!(!document.is_current());
    }
}
