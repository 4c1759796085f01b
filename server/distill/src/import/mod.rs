//! Records from other people's fixes: data sets, advisories and the history of a repository become folders of the
//! corpus that nothing vouches for yet.
//!
//! A source ([`pairs`], [`cvefixes`], [`osv`], [`history`]) reads [`Change`]s. Each is cut down to the functions that
//! changed ([`reduce`]), judged by Rescue's own rules (a [`Judge`]), described as far as that is known ([`describe`])
//! and written with `proven = false` ([`record`]), together with everything that is only guessed. Nothing is
//! downloaded, and no code is run.

mod archive;
pub mod cvefixes;
mod describe;
pub mod git;
pub mod history;
pub mod osv;
pub mod pairs;
mod program;
mod record;
mod reduce;
pub mod sqlite;

pub(crate) use record::quoted;

use describe::{Draft, Known};
use reduce::{Reduced, reduce};
use rescue_knowledge::Snapshot;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Longer programs are generated, or data.
const LONGEST: usize = 1 << 20;

/// What a rule says about a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The rule's identifier.
    pub rule: String,
    /// Most specific entry first: `CWE-89`.
    pub cwe: Vec<String>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub instead: String,
    /// Where, as a byte offset.
    pub at: usize,
}

/// Rescue's own findings in a program.
pub type Judge<'a> = dyn Fn(&str) -> Vec<Seen> + 'a;

/// A program before and after a fix, and what its source says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Where it stands, for messages: `pairs.jsonl:12`.
    pub place: String,
    /// Where it comes from, for the record: a sentence without its full stop.
    pub origin: String,
    /// The file that it changed, where that is known.
    pub file: String,
    /// The vulnerable version.
    pub before: String,
    /// The fixed version.
    pub after: String,
    /// Labels: `CWE-89`.
    pub labels: Vec<String>,
    /// A commit message or the description of an advisory.
    pub about: String,
    /// What a developer was asked to write.
    pub task: Option<String>,
    /// How it was found to be about security.
    pub picked: Picked,
}

/// How a change was found to be about security.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Picked {
    /// Its source says so.
    #[default]
    Source,
    /// These words of its message or of its lines do.
    Words(Vec<String>),
    /// Rules that fire before and no longer after it.
    Rules(Vec<String>),
}

/// What a source gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A change.
    Change(Box<Change>),
    /// Something that is no change that can be used.
    Skipped(Skipped),
}

/// What was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub place: String,
    /// Why, as the second half of a sentence.
    pub why: String,
}

impl Item {
    /// Leaves something out.
    pub fn skipped(place: impl Into<String>, why: impl Into<String>) -> Item {
        Item::Skipped(Skipped { place: place.into(), why: why.into() })
    }
}

/// Where items go.
pub type Take<'a> = dyn FnMut(Item) -> anyhow::Result<()> + 'a;

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Changes that were read.
    pub changes: usize,
    /// Records that were written, by path in the folder.
    pub written: Vec<String>,
    /// Records that were there already and were left alone.
    pub kept: Vec<String>,
    /// Changes that another one is equal to.
    pub duplicates: usize,
    /// How many records Rescue's own rules agree with.
    pub agreed: usize,
}

/// Makes records of changes.
pub struct Importer<'a> {
    known: Known<'a>,
    judge: &'a Judge<'a>,
    drafts: BTreeMap<String, Draft>,
    changes: usize,
    duplicates: usize,
}

impl<'a> Importer<'a> {
    /// An importer that knows what a snapshot knows and judges by its rules.
    pub fn new(snapshot: &'a Snapshot, judge: &'a Judge<'a>) -> Self {
        Importer { known: Known::new(snapshot), judge, drafts: BTreeMap::new(), changes: 0, duplicates: 0 }
    }

    /// Takes a change; where it gives no record, why.
    pub fn take(&mut self, change: &Change) -> Result<(), String> {
        self.changes += 1;
        if change.before.len().max(change.after.len()) > LONGEST {
            return Err(format!("it is longer than {} KiB", LONGEST >> 10));
        }
        let gone = gone(self.judge, &change.before, &change.after);
        let places: BTreeSet<usize> = gone.iter().map(|seen| seen.at).collect();
        let reduced = reduce(&change.before, &change.after, &places)?;
        let gone = agreed(self.judge, &reduced, &gone);
        let draft = self.known.describe(change, &reduced, &gone)?;
        let key = draft.key();
        match self.drafts.get_mut(&key) {
            Some(known) => {
                self.duplicates += 1;
                known.merge(draft);
            }
            None => {
                self.drafts.insert(key, draft);
            }
        }
        Ok(())
    }

    /// Writes the records into a folder of the corpus's layout. A record that is there already stays as it is.
    pub fn write(self, out: &Path) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome { changes: self.changes, duplicates: self.duplicates, ..Outcome::default() };
        for (key, draft) in &self.drafts {
            let (path, is_new) = record::write(out, key, draft, self.known.snapshot)?;
            outcome.agreed += usize::from(!draft.rules.is_empty());
            if is_new { &mut outcome.written } else { &mut outcome.kept }.push(path);
        }
        Ok(outcome)
    }
}

/// Findings of the first program that the second has not: by rule, and by how often it fires.
pub fn gone(judge: &Judge<'_>, before: &str, after: &str) -> Vec<Seen> {
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    for seen in judge(after) {
        *left.entry(seen.rule).or_default() += 1;
    }
    let found = judge(before);
    let mut here: BTreeMap<&str, usize> = BTreeMap::new();
    for seen in &found {
        *here.entry(&seen.rule).or_default() += 1;
    }
    let fewer = |rule: &str| left.get(rule).copied().unwrap_or(0) < here.get(rule).copied().unwrap_or(0);
    found.iter().filter(|seen| fewer(&seen.rule)).cloned().collect()
}

/// What the rules still say once the programs are cut down; a source may have been cut off, and then the finding in the
/// whole file stands for it.
fn agreed(judge: &Judge<'_>, reduced: &Reduced, whole: &[Seen]) -> Vec<Seen> {
    let found = gone(judge, &reduced.before, &reduced.after);
    if found.is_empty() { whole.to_vec() } else { found }
}
