//! A baseline: the findings that a project has accepted, so that only new ones are reported.
//!
//! It holds no line numbers. A finding is known by its fingerprint (rule, function and statement), or else by rule and
//! statement, in its own file; in another one by its fingerprint, if the file of the entry is gone: then it was renamed.
//! The same finding twice needs an entry that counts to two.

mod cache;
mod file;
mod mark;

pub use cache::Baselines;
pub use mark::{Mark, marks};

use crate::paths::relative;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One accepted finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// What identifies it.
    #[serde(flatten)]
    pub mark: Mark,
    /// How often it is there.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub count: usize,
}

fn once() -> usize {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_once(count: &usize) -> bool {
    *count == 1
}

/// The accepted findings of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// The file it is in; paths are relative to its folder.
    file: PathBuf,
    files: BTreeMap<String, Vec<Entry>>,
}

/// Findings of one file beside its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matched {
    /// For each finding, whether it is accepted.
    pub known: Vec<bool>,
    /// The entries that no finding matches, with how often.
    pub left: Vec<Entry>,
}

impl Baseline {
    /// An empty one.
    pub fn new(file: &Path) -> Baseline {
        Baseline { file: std::path::absolute(file).unwrap_or_else(|_| file.to_owned()), files: BTreeMap::new() }
    }

    /// The file it is in.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What a file is called in it.
    pub fn key(&self, path: &Path) -> String {
        relative(path, self.folder())
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(Path::new("/"))
    }

    /// The files it has entries of.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The entries of a file.
    pub fn entries(&self, key: &str) -> &[Entry] {
        self.files.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a file that it has entries of is not there any more.
    pub fn is_gone(&self, key: &str) -> bool {
        !self.folder().join(key).exists()
    }

    /// Puts findings in place of what it had of a file.
    pub fn put(&mut self, key: &str, marks: &[Mark]) {
        let mut counts: BTreeMap<&Mark, usize> = BTreeMap::new();
        for mark in marks {
            *counts.entry(mark).or_default() += 1;
        }
        let entries: Vec<Entry> = counts.into_iter().map(|(mark, count)| Entry { mark: mark.clone(), count }).collect();
        if entries.is_empty() {
            self.files.remove(key);
        } else {
            self.files.insert(key.to_owned(), entries);
        }
    }

    /// Takes a file out.
    pub fn remove(&mut self, key: &str) {
        self.files.remove(key);
    }

    /// Findings of a file beside the entries that it has of it.
    pub fn matched(&self, key: &str, marks: &[Mark]) -> Matched {
        matched(self.entries(key), marks)
    }

    /// Whether a file that is gone has this finding.
    pub fn was_elsewhere(&self, mark: &Mark) -> bool {
        let has = |entries: &[Entry]| entries.iter().any(|entry| entry.mark.same_place(mark));
        self.files.iter().any(|(key, entries)| has(entries) && self.is_gone(key))
    }

    /// For each finding of one file, looked at by itself, whether it is accepted.
    pub fn known(&self, path: &Path, marks: &[Mark]) -> Vec<bool> {
        let mut known = self.matched(&self.key(path), marks).known;
        for (known, mark) in known.iter_mut().zip(marks) {
            *known = *known || self.was_elsewhere(mark);
        }
        known
    }
}

/// Matches findings with entries, each as often as it counts: by fingerprint, then by rule and statement.
pub fn matched(entries: &[Entry], marks: &[Mark]) -> Matched {
    let mut left = entries.to_vec();
    let mut known = vec![false; marks.len()];
    for same in [Mark::same_place, Mark::same_statement] {
        for (mark, known) in marks.iter().zip(&mut known).filter(|(_, known)| !**known) {
            if let Some(entry) = left.iter_mut().find(|entry| entry.count > 0 && same(&entry.mark, mark)) {
                entry.count -= 1;
                *known = true;
            }
        }
    }
    left.retain(|entry| entry.count > 0);
    Matched { known, left }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(fingerprint: &str, statement: &str) -> Mark {
        Mark { rule: "r".into(), cwe: None, fingerprint: fingerprint.into(), statement: statement.into() }
    }

    fn baseline(marks: &[Mark]) -> Baseline {
        let mut baseline = Baseline::new(Path::new("/nowhere/b.json"));
        baseline.put("a.py", marks);
        baseline
    }

    #[test]
    fn the_same_finding_is_known_as_often_as_it_was_there() {
        let twice = baseline(&[mark("1", "s"), mark("1", "s")]);
        assert_eq!(twice.entries("a.py").len(), 1);
        assert_eq!(twice.matched("a.py", &[mark("1", "s"), mark("1", "s"), mark("1", "s")]).known, [true, true, false]);
        let one = twice.matched("a.py", &[mark("1", "s")]);
        assert_eq!((one.known, one.left[0].count), (vec![true], 1));
    }

    #[test]
    fn the_fingerprint_goes_before_the_statement() {
        let entries = baseline(&[mark("1", "s"), mark("2", "s")]);
        // The first is in another function now; the second keeps its own entry.
        let matched = entries.matched("a.py", &[mark("3", "s"), mark("2", "s"), mark("4", "s")]);
        assert_eq!((matched.known, matched.left), (vec![true, true, false], vec![]));
        assert_eq!(entries.matched("a.py", &[mark("5", "other")]).known, [false]);
        assert_eq!(entries.matched("b.py", &[mark("1", "s")]).known, [false]);
    }

    #[test]
    fn a_renamed_file_takes_its_entries_along() {
        let entries = baseline(&[mark("1", "s")]);
        assert_eq!(entries.known(Path::new("/nowhere/b.py"), &[mark("1", "s"), mark("2", "s")]), [true, false]);
    }
}
