//! The program that open documents belong to: what the editor holds, and the files beside it.

use super::document::OpenDocument;
use rescue_ide::Project;
use rescue_ide::project::{Disk, Files, Stamp};
use rescue_syntax::document::Document;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// Documents of the editor by path, as workers see them. The owner writes, workers read.
#[derive(Default, Clone)]
pub(super) struct OpenFiles {
    documents: Arc<RwLock<HashMap<PathBuf, Arc<OpenDocument>>>>,
}

impl OpenFiles {
    /// A document was opened or changed.
    pub(super) fn put(&self, document: &Arc<OpenDocument>) {
        if let Some(path) = document.path.clone().filter(|_| document.python) {
            self.documents.write().unwrap_or_else(PoisonError::into_inner).insert(path, document.clone());
        }
    }

    /// A document was closed: what is on disk counts again.
    pub(super) fn remove(&self, path: &Path) {
        self.documents.write().unwrap_or_else(PoisonError::into_inner).remove(path);
    }

    fn get(&self, path: &Path, asked: &Path) -> Option<Arc<OpenDocument>> {
        let documents = self.documents.read().unwrap_or_else(PoisonError::into_inner);
        documents.get(path).filter(|document| path != asked && document.reliable).cloned()
    }

    /// The text of a file now.
    pub(super) fn text(&self, path: &Path) -> Option<Arc<str>> {
        match self.get(path, Path::new("")) {
            Some(document) => Some(document.syntax().shared_text()),
            None => std::fs::read_to_string(path).ok().map(Arc::from),
        }
    }

    /// The program that lies in these folders.
    pub(super) fn project(&self, roots: &[PathBuf]) -> Arc<Project> {
        Arc::new(Project::new(roots.to_vec(), Box::new(self.clone())))
    }
}

impl Files for OpenFiles {
    fn stamp(&self, path: &Path, asked: &Path) -> Option<Stamp> {
        match self.get(path, asked) {
            Some(document) => Some(Stamp::Open(document.identity)),
            None => Disk::stamp(path),
        }
    }

    fn read(&self, path: &Path, asked: &Path) -> Option<Document> {
        match self.get(path, asked) {
            Some(document) => Some(document.syntax().clone()),
            None => Disk.read(path, asked),
        }
    }
}
