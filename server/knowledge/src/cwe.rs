//! MITRE's hierarchy of weaknesses (the research view): names, parents, children.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One entry of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// MITRE's name.
    pub name: String,
    /// More general entries.
    #[serde(default)]
    pub parents: Vec<String>,
}

/// All entries by identifier: `CWE-89`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hierarchy(pub BTreeMap<String, Entry>);

impl Hierarchy {
    /// An entry.
    pub fn get(&self, cwe: &str) -> Option<&Entry> {
        self.0.get(cwe)
    }

    /// The entries right above.
    pub fn parents(&self, cwe: &str) -> &[String] {
        self.0.get(cwe).map_or(&[], |entry| &entry.parents)
    }

    /// The entries right below.
    pub fn children<'a>(&'a self, cwe: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(_, entry)| entry.parents.iter().any(|parent| parent == cwe))
            .map(|(child, _)| child.as_str())
    }

    /// All entries above, nearest first.
    pub fn ancestors(&self, cwe: &str) -> Vec<String> {
        let mut above: Vec<String> = self.parents(cwe).to_vec();
        let mut at = 0;
        while at < above.len() {
            for parent in self.parents(&above[at]).to_vec() {
                if !above.contains(&parent) {
                    above.push(parent);
                }
            }
            at += 1;
        }
        above
    }

    /// One entry, or two of which one is the parent of the other: labels that a careful reader may confuse.
    pub fn same_or_adjacent(&self, a: &str, b: &str) -> bool {
        a == b || self.parents(a).iter().any(|parent| parent == b) || self.parents(b).iter().any(|parent| parent == a)
    }
}

/// A page about an entry.
pub fn link(cwe: &str) -> String {
    let number = cwe.strip_prefix("CWE-").unwrap_or(cwe);
    format!("https://cwe.mitre.org/data/definitions/{number}.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relatives() {
        let entry = |parents: &[&str]| Entry {
            name: String::new(),
            parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
        };
        let list = Hierarchy(BTreeMap::from([
            ("CWE-74".to_owned(), entry(&["CWE-707"])),
            ("CWE-77".to_owned(), entry(&["CWE-74"])),
            ("CWE-78".to_owned(), entry(&["CWE-77"])),
            ("CWE-707".to_owned(), entry(&[])),
        ]));
        assert_eq!(list.ancestors("CWE-78"), ["CWE-77", "CWE-74", "CWE-707"]);
        assert_eq!(list.children("CWE-77").collect::<Vec<_>>(), ["CWE-78"]);
        assert!(list.same_or_adjacent("CWE-78", "CWE-77") && list.same_or_adjacent("CWE-77", "CWE-78"));
        assert!(list.same_or_adjacent("CWE-1", "CWE-1"));
        assert!(!list.same_or_adjacent("CWE-78", "CWE-74"));
        assert_eq!(link("CWE-78"), "https://cwe.mitre.org/data/definitions/78.html");
    }
}
