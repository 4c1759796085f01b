//! How good the proposals are: on records whose pattern is known, with that pattern taken away, and every other one of
//! the weakness that watches the same name.

use super::{Known, Proposal, Role, libraries, of_record};
use crate::{corpus::Corpus, names::Names};
use rescue_knowledge::pattern::{Misuse, Patterns};
use rescue_syntax::flow::Api;
use std::collections::BTreeSet;

/// What was measured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    /// Records that name a rule with calls, attributes or mentions.
    pub records: usize,
    /// In so many the first proposal of a rule has a name of the rule that was taken away.
    pub first: usize,
    /// In so many one of the first three has.
    pub among_three: usize,
    /// In so many any has.
    pub any: usize,
    /// Proposals of rules, over all records.
    pub proposals: usize,
    /// Records where none has.
    pub missed: Vec<String>,
    /// Records whose rules watch only what a function returns: no call can be proposed for those.
    pub without_names: usize,
}

/// Takes the rules of each record away and looks whether its repair proposes their names.
pub fn measure(corpus: &Corpus) -> Measured {
    let mut measured = Measured::default();
    let libraries: Vec<&Patterns> = libraries(corpus, None);
    for folder in &corpus.weaknesses {
        let own = &folder.patterns.patterns;
        for record in &folder.records {
            let Some(rules) = record.record.as_ref().map(|record| &record.rules).filter(|rules| !rules.is_empty())
            else {
                continue;
            };
            let right = names_of(own, rules);
            if right.is_empty() {
                measured.without_names += 1;
                continue;
            }
            // Type facts stay: they are what a newcomer to the weakness has from the libraries. Another rule that
            // watches the same name would hide it, so it goes too.
            let names = Names::new(libraries.iter().copied(), [own]);
            let gone = rules_watching(own, &right);
            let known = Known::new([own].into_iter().chain(libraries.iter().copied()), &gone);
            let proposals = of_record(record, &names, &known);
            let of_rules: Vec<&Proposal> = proposals.iter().filter(|one| is_rule(one)).collect();
            let place = of_rules.iter().position(|one| is_right(&one.name, &right, &names));
            measured.records += 1;
            measured.proposals += of_rules.len();
            measured.first += usize::from(place == Some(0));
            measured.among_three += usize::from(place.is_some_and(|place| place < 3));
            measured.any += usize::from(place.is_some());
            if place.is_none() {
                measured.missed.push(record.id.clone());
            }
        }
    }
    measured
}

fn is_rule(proposal: &Proposal) -> bool {
    matches!(proposal.role, Role::Misuse { .. } | Role::Assigns { .. } | Role::Sink { .. })
}

fn names_of<'a>(patterns: &'a Patterns, rules: &[String]) -> BTreeSet<&'a str> {
    let sinks = patterns.sinks.iter().filter(|sink| rules.contains(&sink.rule)).flat_map(|sink| &sink.names);
    let misuses = patterns.misuses.iter().filter(|misuse| rules.contains(&misuse.rule));
    let misuses = misuses.flat_map(|misuse| misuse.names.iter().chain(&misuse.references).chain(&misuse.assigns));
    sinks.chain(misuses).map(String::as_str).collect()
}

/// Rules that watch one of some names.
fn rules_watching(patterns: &Patterns, names: &BTreeSet<&str>) -> Vec<String> {
    let watches = |all: &[String]| all.iter().any(|name| names.contains(name.as_str()));
    let sinks = patterns.sinks.iter().filter(|sink| watches(&sink.names)).map(|sink| sink.rule.clone());
    let of = |misuse: &&Misuse| watches(&misuse.names) || watches(&misuse.references) || watches(&misuse.assigns);
    sinks.chain(patterns.misuses.iter().filter(of).map(|misuse| misuse.rule.clone())).collect()
}

/// A name of the rule, the same member of a base class, or a method that the rule has for any receiver.
fn is_right(name: &str, right: &BTreeSet<&str>, names: &Names) -> bool {
    if right.contains(name) {
        return true;
    }
    let Some((class, member)) = name.rsplit_once('.') else { return false };
    if right.contains(format!("*.{member}").as_str()) {
        return true;
    }
    // Of an unknown receiver only the method can be proposed.
    if class == "*" && right.iter().any(|right| right.rsplit_once('.').is_some_and(|(_, own)| own == member)) {
        return true;
    }
    let mut class = class.to_owned();
    for _ in 0..8 {
        let Some(base) = names.base(&class) else { return false };
        if right.contains(format!("{base}.{member}").as_str()) {
            return true;
        }
        class = base.to_string();
    }
    false
}
