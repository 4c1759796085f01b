//! Patterns that records ask for: what a repair took away, added, replaced or put around a value, as tables to paste
//! into `patterns.toml`, with the records behind them.
//!
//! | in the repair | proposed as |
//! |---|---|
//! | a call gave way to another one in its place | misuse of the old, alternative with the new |
//! | a call stayed and a constant of it changed, came or went | misuse, with a condition on that argument |
//! | a call stayed and what it is given is no longer put together, or was passed through something | sink |
//! | a call stands around a value that stood there bare | sanitizer |
//! | a call stands in a test that was not there | guard |
//! | an attribute is stored with another constant | misuse that `assigns` it |
//! | a call took the value that is tested now | sink, the weakest of all |

mod calls;
mod compare;
mod measure;
mod print;

use crate::{
    corpus::{Corpus, RecordFolder, WeaknessFolder},
    names::Names,
};
use rescue_knowledge::{Snapshot, pattern::Patterns};
use std::collections::{BTreeMap, BTreeSet};

pub use measure::{Measured, measure};
pub use print::to_toml;

/// What a name is proposed as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Wrong by itself; where an argument is named, with that value of it.
    Misuse {
        /// The keyword or position, and the value that the vulnerable version passes; nothing where it passes none.
        argument: Option<(Argument, Option<String>)>,
    },
    /// Storing this value to the attribute is wrong.
    Assigns {
        /// The value.
        value: String,
    },
    /// Untrusted data must not reach an argument.
    Sink {
        /// Which.
        argument: Argument,
        /// The vulnerable version puts a text together there.
        built: bool,
    },
    /// Cleans what it is given.
    Sanitizer,
    /// Tests what it is given.
    Guard {
        /// What of it is tested.
        checks: Argument,
        /// The outcome that lets the value through.
        holds: bool,
    },
    /// Takes the place of others.
    Alternative {
        /// These.
        insecure: BTreeSet<String>,
    },
}

/// One argument of a call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Argument {
    /// By position, from 0.
    Position(usize),
    /// By keyword.
    Keyword(String),
    /// The object before the dot.
    Receiver,
}

/// A name that a record's repair speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The qualified name, `*.method` where the receiver is unknown.
    pub name: String,
    /// What it is proposed as.
    pub role: Role,
    /// How strong the sign is: from 1.
    pub strength: u32,
    /// The records behind it, with the lines that speak.
    pub evidence: Vec<Evidence>,
}

/// Why something is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The record.
    pub record: String,
    /// The line of the vulnerable version, if it has one.
    pub before: String,
    /// The line of the secure version, if it has one.
    pub after: String,
}

/// Proposals of one weakness.
#[derive(Debug, Clone, PartialEq)]
pub struct OfWeakness {
    /// Its folder in the corpus.
    pub folder: String,
    /// `CWE-89`.
    pub cwe: String,
    /// The strongest first.
    pub proposals: Vec<Proposal>,
}

/// Everything that the records of a corpus propose and that no pattern knows.
pub fn propose(corpus: &Corpus, below: Option<&Snapshot>) -> Vec<OfWeakness> {
    let libraries: Vec<&Patterns> = libraries(corpus, below);
    let of_folder = |folder: &WeaknessFolder| {
        let weakness = folder.weakness.as_ref()?;
        let known_below = below.and_then(|below| below.weakness(&weakness.cwe)).map(|known| &known.patterns);
        let own: Vec<&Patterns> = known_below.into_iter().chain([&folder.patterns.patterns]).collect();
        let names = Names::new(libraries.iter().copied(), own.iter().copied());
        let known = Known::new(own.iter().copied().chain(libraries.iter().copied()), &[]);
        let mut all: Vec<Proposal> = Vec::new();
        for record in &folder.records {
            join(&mut all, of_record(record, &names, &known));
        }
        sort(&mut all);
        (!all.is_empty()).then(|| OfWeakness { folder: folder.name.clone(), cwe: weakness.cwe.clone(), proposals: all })
    };
    corpus.weaknesses.iter().filter_map(of_folder).collect()
}

fn libraries<'a>(corpus: &'a Corpus, below: Option<&'a Snapshot>) -> Vec<&'a Patterns> {
    let of_below = below.map(|below| &below.knowledge().libraries).into_iter();
    of_below.chain(corpus.libraries.iter().map(|file| &file.patterns)).collect()
}

/// What one record proposes, the strongest first.
fn of_record(record: &RecordFolder, names: &Names, known: &Known<'_>) -> Vec<Proposal> {
    let mut found = compare::compare(&record.id, &record.vulnerable, &record.secure, names);
    found.retain(|proposal| !known.has(proposal));
    let mut all = Vec::new();
    join(&mut all, found);
    sort(&mut all);
    all
}

/// Adds proposals to those that are there: the same name in the same role is one.
fn join(all: &mut Vec<Proposal>, more: Vec<Proposal>) {
    for proposal in more {
        match all.iter_mut().find(|known| known.name == proposal.name && known.role == proposal.role) {
            Some(known) => {
                known.strength = known.strength.max(proposal.strength);
                for evidence in proposal.evidence {
                    if !known.evidence.contains(&evidence) {
                        known.evidence.push(evidence);
                    }
                }
            }
            None => all.push(proposal),
        }
    }
}

/// By strength, then by how many records speak for it, then as they were found.
fn sort(all: &mut [Proposal]) {
    let records = |proposal: &Proposal| {
        let records: BTreeSet<&str> = proposal.evidence.iter().map(|evidence| evidence.record.as_str()).collect();
        records.len()
    };
    all.sort_by_key(|proposal| std::cmp::Reverse((proposal.strength, records(proposal))));
}

/// Names that patterns know, by what they say of them.
struct Known<'a> {
    by_name: BTreeMap<&'a str, BTreeSet<&'static str>>,
}

impl<'a> Known<'a> {
    /// What some patterns know, without these rules.
    fn new(patterns: impl IntoIterator<Item = &'a Patterns>, without: &[String]) -> Self {
        let mut known = Known { by_name: BTreeMap::new() };
        let stays = |rule: &String| !without.contains(rule);
        for patterns in patterns {
            for sink in patterns.sinks.iter().filter(|sink| stays(&sink.rule)) {
                known.learn(&sink.names, "rule");
            }
            for misuse in patterns.misuses.iter().filter(|misuse| stays(&misuse.rule)) {
                known.learn(&misuse.names, "rule");
                known.learn(&misuse.references, "rule");
                known.learn(&misuse.assigns, "rule");
            }
            patterns.sanitizers.iter().for_each(|sanitizer| known.learn(&sanitizer.names, "sanitizer"));
            patterns.guards.iter().for_each(|guard| known.learn(&guard.names, "guard"));
            patterns.propagators.iter().for_each(|one| known.learn(&one.names, "propagator"));
            patterns.sources.iter().for_each(|source| known.learn(&source.names, "source"));
            for alternative in &patterns.alternatives {
                known.learn(std::slice::from_ref(&alternative.secure), "alternative");
            }
        }
        known
    }

    fn learn(&mut self, names: &'a [String], role: &'static str) {
        for name in names {
            self.by_name.entry(name).or_default().insert(role);
        }
    }

    /// Whether patterns say the same of the name already, under its own or under a base's or wildcard's name.
    fn has(&self, proposal: &Proposal) -> bool {
        let role = match proposal.role {
            Role::Misuse { .. } | Role::Assigns { .. } | Role::Sink { .. } => "rule",
            Role::Sanitizer => "sanitizer",
            Role::Guard { .. } => "guard",
            Role::Alternative { .. } => "alternative",
        };
        let is_sink = matches!(proposal.role, Role::Sink { .. });
        let says = |known: &str| match known {
            _ if known == role => true,
            // What comes from outside or is made clean is no place that has to be kept clean; what only carries a value
            // on is none either, but may be wrong by itself.
            "sanitizer" | "source" => role == "rule",
            "propagator" => is_sink,
            _ => false,
        };
        let knows = |name: &str| self.by_name.get(name).is_some_and(|roles| roles.iter().any(|known| says(known)));
        knows(&proposal.name) || proposal.also().any(|name| knows(&name))
    }
}

impl Proposal {
    /// `*.member` of a method.
    fn also(&self) -> impl Iterator<Item = String> {
        self.name.rsplit_once('.').map(|(_, member)| format!("*.{member}")).into_iter()
    }
}
