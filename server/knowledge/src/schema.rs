//! What a snapshot holds: weaknesses above, examples below.

use crate::pattern::Patterns;
use serde::{Deserialize, Serialize};

/// The upper level: one CWE entry and what Rescue knows about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weakness {
    /// `CWE-89`.
    pub cwe: String,
    /// Other entries that label the same defect in Python.
    pub also: Vec<String>,
    /// What a developer calls it.
    pub name: String,
    /// MITRE's name of the entry.
    pub official_name: String,
    /// Parents in MITRE's research view, nearest first: `CWE-943`.
    pub parents: Vec<String>,
    /// What the attacker gains, in plain words.
    pub summary: String,
    /// Words in a task, comment or identifier that point here.
    pub words: Vec<String>,
    /// How this weakness comes about, most supported first.
    pub causes: Vec<Statement>,
    /// What prevents it, most supported first.
    pub guidelines: Vec<Statement>,
    /// What qualified names do to this weakness.
    pub patterns: Patterns,
}

/// A cause or a guideline with what it was distilled from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// One sentence.
    pub text: String,
    /// Identifiers of the records behind it (`cwe-089-sql-injection/login-by-name`); empty for one written for the
    /// weakness as a whole.
    pub records: Vec<String>,
}

/// The lower level: what slicing leaves of a record's fix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// `cwe-089-sql-injection/login-by-name`.
    pub id: String,
    /// The weakness it belongs to: `CWE-89`.
    pub cwe: String,
    /// The record's title.
    pub title: String,
    /// The task in several wordings.
    pub tasks: Vec<String>,
    /// How the vulnerable version goes wrong.
    pub cause: String,
    /// What the fix does.
    pub guideline: String,
    /// Import names of the libraries it shows.
    pub libraries: Vec<String>,
    /// Qualified names of the calls in the slice, in order.
    pub api: Vec<String>,
    /// The slice of the secure version: parses, with the imports it needs.
    pub code: String,
    /// The slice of the vulnerable version, for comparison in a hover.
    pub vulnerable: String,
    /// Lines of the secure version before slicing.
    pub lines_before: usize,
    /// Rules that fire on the vulnerable version.
    pub rules: Vec<String>,
    /// Imported, and no proof vouches for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unproven: bool,
}

/// Everything a snapshot says, without its vectors.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Knowledge {
    /// Upper level, by CWE number.
    pub weaknesses: Vec<Weakness>,
    /// Lower level, by identifier.
    pub examples: Vec<Example>,
    /// Patterns that hold for every weakness: sources, types, propagators, sanitizers, guards.
    pub libraries: Patterns,
}
