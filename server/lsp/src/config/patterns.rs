//! Files by patterns, as in `.gitignore`.

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;
use std::sync::Arc;

/// Patterns of one origin, in order: a later one wins, and `!` takes back.
#[derive(Debug, Clone)]
pub struct Patterns {
    globs: Vec<String>,
    /// Compiled where the folder is known that they are relative to: that of a project.
    compiled: Option<Arc<Gitignore>>,
}

impl Patterns {
    /// Reads patterns; beside them, a sentence about each that is none. Without a root they are relative to whatever
    /// workspace a file is in.
    pub(super) fn new(globs: Vec<String>, root: Option<&Path>) -> (Patterns, Vec<String>) {
        let mut mistakes = Vec::new();
        let compiled = compile(&globs, root.unwrap_or(Path::new("/")), &mut mistakes);
        (Patterns { globs, compiled: root.and(compiled) }, mistakes)
    }

    /// Whether they name a file: yes, not after all, or nothing is said about it.
    pub(super) fn name(&self, root: Option<&Path>, path: &Path) -> Option<bool> {
        match &self.compiled {
            Some(compiled) => said(compiled, path),
            None => {
                let root = root.or_else(|| path.parent()).unwrap_or(Path::new("/"));
                said(&*compile(&self.globs, root, &mut Vec::new())?, path)
            }
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.globs.is_empty()
    }
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Patterns) -> bool {
        let root = |patterns: &Patterns| patterns.compiled.as_ref().map(|compiled| compiled.path().to_owned());
        self.globs == other.globs && root(self) == root(other)
    }
}

fn compile(globs: &[String], root: &Path, mistakes: &mut Vec<String>) -> Option<Arc<Gitignore>> {
    let mut builder = GitignoreBuilder::new(root);
    for glob in globs {
        if let Err(error) = builder.add_line(None, glob) {
            mistakes.push(format!("`{glob}` is no pattern: {error}"));
        }
    }
    builder.build().ok().map(Arc::new)
}

fn said(patterns: &Gitignore, path: &Path) -> Option<bool> {
    if !path.starts_with(patterns.path()) {
        return None;
    }
    match patterns.matched_path_or_any_parents(path, false) {
        Match::None => None,
        Match::Ignore(_) => Some(true),
        Match::Whitelist(_) => Some(false),
    }
}
