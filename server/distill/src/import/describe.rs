//! What a record says: as far as source, findings and code tell it. What is only guessed is said to be.

use super::{
    Change, Picked, Seen,
    history::{weakness_named, words_of},
    program::{libraries, style, unbound},
    reduce::Reduced,
};
use crate::{corpus::for_each_name, names::PLAIN};
use regex::Regex;
use rescue_knowledge::{Facets, Options, Snapshot, integrity::sha256, pattern::Patterns, words::split_identifiers};
use rescue_syntax::{
    ast::{ExprKind, Function, StmtKind, TextPart},
    document::Document,
    slice::changed_statements,
    walk::every_stmt,
};
use std::{collections::BTreeSet, sync::LazyLock};

/// Longest title.
const TITLE: usize = 80;
/// Longest cause.
const SENTENCE: usize = 300;
/// So much of a message is quoted in a note.
const MESSAGE: usize = 800;

/// A record before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) cwe: String,
    pub(super) title: String,
    pub(super) libraries: Vec<String>,
    pub(super) style: &'static str,
    pub(super) tasks: Vec<String>,
    pub(super) cause: String,
    pub(super) guideline: String,
    pub(super) note: String,
    pub(super) rules: Vec<String>,
    pub(super) origin: Vec<String>,
    pub(super) unsure: Vec<String>,
    pub(super) vulnerable: String,
    pub(super) secure: String,
}

impl Draft {
    /// What it is told apart by: both programs, white space, comments and docstrings left out.
    pub(super) fn key(&self) -> String {
        let normal = |text: &str| {
            let doc = Document::parse(text);
            let all = changed_statements(&Document::parse(""), &doc);
            all.iter()
                .map(|span| doc.slice(*span).split_whitespace().collect::<Vec<_>>().join(" "))
                .collect::<Vec<_>>()
                .join("\n")
        };
        sha256(format!("{}\0{}", normal(&self.vulnerable), normal(&self.secure)).as_bytes())
    }

    /// Another change that is the same repair.
    pub(super) fn merge(&mut self, other: Draft) {
        for origin in other.origin {
            if !self.origin.contains(&origin) {
                self.origin.push(origin);
            }
        }
        for task in other.tasks {
            if !self.tasks.contains(&task) {
                self.tasks.push(task);
            }
        }
        if other.cwe != self.cwe {
            let doubt =
                format!("cwe: {} also says {}", self.origin.last().map_or("a duplicate", String::as_str), other.cwe);
            self.unsure.push(doubt);
        }
    }
}

/// What is known already.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) snapshot: &'a Snapshot,
    /// Modules that patterns name.
    modules: BTreeSet<String>,
}

impl<'a> Known<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        let knowledge = snapshot.knowledge();
        let mut patterns: Vec<Patterns> =
            knowledge.weaknesses.iter().map(|weakness| weakness.patterns.clone()).collect();
        patterns.push(knowledge.libraries.clone());
        let mut modules = BTreeSet::new();
        for patterns in &mut patterns {
            for_each_name(patterns, &mut |names| {
                let dotted = names.iter().filter_map(|name| name.split_once('.')).map(|(root, _)| root);
                modules.extend(dotted.filter(|root| *root != "*" && !PLAIN.contains(root)).map(str::to_owned));
            });
        }
        Self { snapshot, modules }
    }

    /// The record of a change, or why there is none.
    pub(super) fn describe(&self, change: &Change, reduced: &Reduced, gone: &[Seen]) -> Result<Draft, String> {
        let mut unsure = Vec::new();
        let cwe = self.cwe(change, reduced, gone, &mut unsure)?;
        let reduced = &self.with_imports(reduced, &mut unsure);
        let doc = Document::parse(reduced.after.as_str());
        let (title, tasks) = titles(change, reduced, &doc, &mut unsure);
        let of_weakness: Vec<&Seen> = gone.iter().filter(|seen| self.fits(&cwe, seen)).collect();
        let (cause, guideline) = self.sentences(change, &cwe, of_weakness.first().copied(), &mut unsure);
        if let Picked::Words(words) = &change.picked {
            unsure.push(format!(
                "picked: by words alone ({}); no rule of Rescue tells the two versions apart",
                words.join(", ")
            ));
        } else if gone.is_empty() {
            unsure.push("rules: none of Rescue's tells the two versions apart".to_owned());
        } else if of_weakness.is_empty() {
            let other: BTreeSet<&str> = gone.iter().map(|seen| seen.rule.as_str()).collect();
            let other: Vec<&str> = other.into_iter().collect();
            unsure.push(format!("rules: {} of another weakness fire on the vulnerable version only", other.join(", ")));
        }
        let rules: BTreeSet<String> = of_weakness.iter().map(|seen| seen.rule.clone()).collect();
        Ok(Draft {
            cwe,
            title,
            libraries: libraries(&doc),
            style: style(&doc),
            tasks,
            cause,
            guideline,
            note: note(change),
            rules: rules.into_iter().collect(),
            origin: vec![change.origin.clone()],
            unsure,
            vulnerable: reduced.before.clone(),
            secure: reduced.after.clone(),
        })
    }

    /// Functions come without the imports of their file: those of modules that Rescue knows by name are put back.
    fn with_imports(&self, reduced: &Reduced, unsure: &mut Vec<String>) -> Reduced {
        let mut added = BTreeSet::new();
        let mut with = |text: &str| {
            let missing = unbound(&Document::parse(text), &self.modules);
            let imports: String = missing.iter().map(|module| format!("import {module}\n")).collect();
            added.extend(missing);
            if imports.is_empty() { text.to_owned() } else { format!("{imports}\n\n{text}") }
        };
        let whole = Reduced {
            before: with(&reduced.before),
            after: with(&reduced.after),
            functions: reduced.functions.clone(),
        };
        if !added.is_empty() {
            let added: Vec<String> = added.into_iter().collect();
            unsure.push(format!("imports: of {}, which the code uses and does not bind", added.join(", ")));
        }
        whole
    }

    /// The weakness, by the best witness there is.
    fn cwe(
        &self,
        change: &Change,
        reduced: &Reduced,
        gone: &[Seen],
        unsure: &mut Vec<String>,
    ) -> Result<String, String> {
        let (known, other): (Vec<&String>, Vec<&String>) =
            change.labels.iter().partition(|label| self.snapshot.hierarchy().get(label).is_some());
        if let Some(first) = known.first() {
            let cwe = self.main(first);
            if known.len() > 1 {
                unsure.push(format!("cwe: the first of the labels {}", change.labels.join(", ")));
            }
            if !gone.is_empty() && !gone.iter().any(|seen| self.fits(&cwe, seen)) {
                let found = gone.iter().filter_map(|seen| seen.cwe.first()).next().map_or("", String::as_str);
                unsure.push(format!("cwe: labelled {first}, and Rescue's own rules see {found}"));
            }
            return Ok(cwe);
        }
        if !other.is_empty() {
            unsure.push(format!("cwe: {} of the source is no single weakness", change.labels.join(", ")));
        }
        if let Some(seen) = gone.first().and_then(|seen| seen.cwe.first()) {
            let cwe = self.main(seen);
            if matches!(change.picked, Picked::Source) {
                unsure.push(format!("cwe: guessed from the rule `{}` of Rescue", gone[0].rule));
            }
            return Ok(cwe);
        }
        if let Some(named) = weakness_named(&change.about).filter(|cwe| self.snapshot.hierarchy().get(cwe).is_some()) {
            unsure.push(format!("cwe: guessed from the words of the message ({})", words_of(&change.about).join(", ")));
            return Ok(self.main(&named));
        }
        let words = vec![cut(&change.about, 300), change.task.clone().unwrap_or_default()];
        let facets = Facets { words, code: reduced.before.clone(), ..Facets::default() };
        let found = self.snapshot.retrieve(&facets, &Options::default()).map_err(|error| error.to_string())?;
        let nearest =
            found.weaknesses.first().and_then(|ranked| self.snapshot.knowledge().weaknesses.get(ranked.index));
        let nearest =
            nearest.ok_or("no weakness can be guessed: it has no label, no rule fires and its words name none")?;
        unsure.push("cwe: guessed by likeness to what Rescue knows, which is often wrong".to_owned());
        Ok(nearest.cwe.clone())
    }

    /// The weakness whose folder an entry belongs to.
    fn main(&self, cwe: &str) -> String {
        self.snapshot.weakness(cwe).map_or_else(|| cwe.to_owned(), |weakness| weakness.cwe.clone())
    }

    fn fits(&self, cwe: &str, seen: &Seen) -> bool {
        seen.cwe.iter().any(|own| self.snapshot.hierarchy().same_or_adjacent(cwe, own))
    }

    fn sentences(&self, change: &Change, cwe: &str, seen: Option<&Seen>, unsure: &mut Vec<String>) -> (String, String) {
        if let Some(seen) = seen {
            return (one_line(&seen.message), one_line(&seen.instead));
        }
        let weakness = self.snapshot.weakness(cwe);
        let said = first_sentence(&change.about);
        let is_advisory = !matches!(change.picked, Picked::Words(_)) && said.split_whitespace().count() >= 6;
        let of_weakness = weakness.and_then(|weakness| weakness.causes.first()).map(|cause| cause.text.clone());
        let cause = match (is_advisory, of_weakness) {
            (true, _) => said,
            (false, Some(cause)) => {
                unsure.push(format!("cause: the commonest one of {cwe}, not read from this code"));
                cause
            }
            (false, None) => {
                unsure.push("cause: nothing says how it comes about".to_owned());
                let name = self.snapshot.hierarchy().get(cwe).map_or(cwe, |entry| entry.name.as_str());
                format!("The code has this weakness: {name}.")
            }
        };
        let guideline =
            weakness.and_then(|weakness| weakness.guidelines.first()).map(|guideline| guideline.text.clone());
        unsure.push(match guideline {
            Some(_) => format!("guideline: the best supported one of {cwe}, not read from this code"),
            None => "guideline: nothing says what the repair does".to_owned(),
        });
        (cause, guideline.unwrap_or_else(|| "Do what the repaired version does.".to_owned()))
    }
}

/// How prompts begin; what comes after says what the program does.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)^(write|create|generate|implement|develop|build)\s+(an?\s+|the\s+)?(python3?\s+)?([\w-]+\s+){0,3}?(function|method|program|script|class|code)\s+(that|to|which|for)\s+";
    Regex::new(pattern).expect("a pattern of ours compiles")
});

/// The title and the wordings of the task.
fn titles(change: &Change, reduced: &Reduced, doc: &Document, unsure: &mut Vec<String>) -> (String, Vec<String>) {
    let mut tasks: Vec<String> = Vec::new();
    tasks.extend(change.task.as_ref().map(|task| cut(&one_line(task), SENTENCE)));
    let mut documented = Vec::new();
    every_stmt(&doc.module().body, &mut |stmt| {
        if let StmtKind::Function(function) = &stmt.kind {
            documented.extend(docstring(function));
        }
    });
    tasks.extend(documented.into_iter().take(2));
    let is_told = !tasks.is_empty();
    let names = reduced.functions.iter().map(|name| words_of_name(name)).filter(|name| !name.is_empty());
    tasks.extend(names.take(2));
    let of_file = words_of_name(change.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".py"));
    if tasks.is_empty() {
        tasks.push(if of_file.is_empty() { "code of a module".to_owned() } else { format!("code of {of_file}") });
    } else if !is_told && !of_file.is_empty() {
        // The name of a function alone says little: `get` of `orders`.
        let first = tasks[0].clone();
        tasks.push(format!("{first} {of_file}"));
    }
    let mut seen = BTreeSet::new();
    tasks.retain(|task| !task.is_empty() && seen.insert(task.clone()));
    if !is_told {
        unsure.push("tasks: made of names in the code".to_owned());
    }
    if tasks.iter().any(|task| task.contains(' ')) {
        tasks.retain(|task| task.contains(' '));
    }
    let first = first_sentence(tasks.first().map(String::as_str).unwrap_or_default());
    let title = capitalised(cut(ASKED.replace(&first, "").trim_end_matches('.'), TITLE).trim());
    (title, tasks)
}

/// `Users.find_by_name` as `find by name users`.
fn words_of_name(name: &str) -> String {
    let mut parts: Vec<&str> = name.rsplit('.').collect();
    parts.retain(|part| !part.is_empty());
    let text = parts.iter().map(|part| split_identifiers(part)).collect::<Vec<_>>().join(" ");
    text.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn docstring(function: &Function) -> Option<String> {
    let ExprKind::Str(text) = &function.docstring()?.kind else { return None };
    let whole: String = text
        .parts
        .iter()
        .filter_map(|part| match part {
            TextPart::Constant { value, .. } => Some(value.as_str()),
            _ => None,
        })
        .collect();
    let first = first_sentence(&whole);
    (!first.is_empty() && words_of(&first).is_empty()).then_some(first)
}

fn note(change: &Change) -> String {
    let how = match &change.picked {
        Picked::Source => "Its source says that it repairs a weakness.".to_owned(),
        Picked::Words(words) => format!("It was picked for these words: {}.", words.join(", ")),
        Picked::Rules(rules) => {
            format!("It was picked because these rules fire before it and not after it: {}.", rules.join(", "))
        }
    };
    let about = change.about.trim();
    let said = if about.is_empty() { String::new() } else { format!(" It says: {}", cut(&one_line(about), MESSAGE)) };
    format!("Imported, and read by nobody yet. {how}{said}")
}

/// The first line of a message, shortened.
pub(super) fn first_line(text: &str, most: usize) -> String {
    cut(text.trim().lines().next().unwrap_or_default().trim(), most)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence of the first paragraph, at most [`SENTENCE`] characters.
fn first_sentence(text: &str) -> String {
    let paragraph = text.trim().split("\n\n").next().unwrap_or_default();
    let line = one_line(paragraph);
    let end = line.find(". ").map_or(line.len(), |at| at + 1);
    cut(line.get(..end).unwrap_or(&line), SENTENCE)
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let short = text.get(..end).unwrap_or_default();
            let whole_words = short.rfind(' ').filter(|at| *at > most / 2).and_then(|at| short.get(..at));
            format!("{}…", whole_words.unwrap_or(short))
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_cut_at_words() {
        assert_eq!(first_sentence("One thing. Another.\n\nThird."), "One thing.");
        assert_eq!(cut("abc def ghi", 9), "abc def…");
        assert_eq!(cut("äöü", 3), "äöü");
        assert_eq!(capitalised("élan"), "Élan");
        assert_eq!(words_of_name("UserStore.find_by_name"), "find by name user store");
    }
}
