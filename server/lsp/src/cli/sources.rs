//! The files of a run: read and parsed once, also where several files import the same one.

use super::source::Source;
use rescue_ide::project::{Disk, Files, Stamp};
use rescue_syntax::document::Document;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many parsed files are kept: those of a few folders, which are what imports each other.
const KEPT: usize = 128;

/// Files on disk, decoded as Python decodes them.
#[derive(Default, Clone)]
pub(crate) struct Sources {
    recent: Arc<Mutex<VecDeque<(PathBuf, Document)>>>,
}

impl Sources {
    /// A file that was read already.
    pub(crate) fn parsed(&self, path: &Path, text: &Arc<str>) -> Document {
        match self.known(path) {
            Some(known) if known.text() == &**text => known,
            _ => self.keep(path, Document::parse(text.clone())),
        }
    }

    fn known(&self, path: &Path) -> Option<Document> {
        let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.iter().find(|(known, _)| known == path).map(|(_, document)| document.clone())
    }

    fn keep(&self, path: &Path, document: Document) -> Document {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() >= KEPT {
            recent.pop_front();
        }
        recent.push_back((path.to_owned(), document.clone()));
        document
    }
}

impl Files for Sources {
    fn stamp(&self, path: &Path, _: &Path) -> Option<Stamp> {
        Disk::stamp(path)
    }

    fn read(&self, path: &Path, _: &Path) -> Option<Document> {
        let read = || Source::read(path).ok().map(|source| self.keep(path, Document::parse(source.text)));
        self.known(path).or_else(read)
    }
}
