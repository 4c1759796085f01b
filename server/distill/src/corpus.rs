//! The corpus as its files say it. What a file says wrong is collected, so that one run shows everything.

use crate::lint::{Problem, line_at, line_of};
use rescue_knowledge::{
    Knowledge, Snapshot,
    cwe::{Entry, Hierarchy},
    integrity::sha256,
    pattern::{Condition, Patterns, expand_braces},
};
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// The list of CWE entries.
pub const CWE_LIST: &str = "cwe.toml";

/// Everything that people wrote.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Where it lies.
    pub root: PathBuf,
    /// It lies on top of a snapshot …
    pub is_overlay: bool,
    /// … that has these rules.
    pub rules_below: BTreeSet<String>,
    /// One folder each, in the order of their names.
    pub weaknesses: Vec<WeaknessFolder>,
    /// Facts that hold for every weakness, by file.
    pub libraries: Vec<PatternFile>,
    /// MITRE's list.
    pub hierarchy: Hierarchy,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Every file that was read, with its content.
    files: BTreeMap<String, String>,
}

/// `cwe-089-sql-injection/`.
#[derive(Debug)]
pub struct WeaknessFolder {
    /// Name of the folder.
    pub name: String,
    /// `weakness.toml`, where it could be read.
    pub weakness: Option<WeaknessFile>,
    /// The snapshot below has the weakness, and the folder only adds to it.
    pub is_known: bool,
    /// `patterns.toml`.
    pub patterns: PatternFile,
    /// `records/*`, in the order of their names.
    pub records: Vec<RecordFolder>,
}

/// `weakness.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeaknessFile {
    /// `CWE-89`.
    pub cwe: String,
    /// Other entries that a label may use for the same defect in Python.
    #[serde(default)]
    pub also: Vec<String>,
    /// What a developer calls it.
    pub name: String,
    /// What the attacker gains.
    pub summary: String,
    /// Words that point here.
    pub words: Vec<String>,
    /// How it comes about.
    pub causes: Vec<String>,
    /// What prevents it.
    pub guidelines: Vec<String>,
}

/// A file of patterns.
#[derive(Debug, Default)]
pub struct PatternFile {
    /// Its path in the corpus.
    pub path: String,
    /// What it says, braces expanded.
    pub patterns: Patterns,
    /// Its text, for line numbers.
    pub text: String,
}

/// `records/login-by-name/`.
#[derive(Debug)]
pub struct RecordFolder {
    /// `cwe-089-sql-injection/login-by-name`.
    pub id: String,
    /// Path of the folder in the corpus.
    pub path: String,
    /// `record.toml`, where it could be read.
    pub record: Option<RecordFile>,
    /// The text of `record.toml`, for line numbers.
    pub text: String,
    /// `vulnerable.py`.
    pub vulnerable: String,
    /// `secure.py`.
    pub secure: String,
}

/// `record.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordFile {
    /// What the program does.
    pub title: String,
    /// Import names.
    pub libraries: Vec<String>,
    /// What kind of program it is.
    pub style: Style,
    /// The task in several wordings.
    pub tasks: Vec<String>,
    /// How the vulnerable version goes wrong.
    pub cause: String,
    /// What the repair does.
    pub guideline: String,
    /// To a colleague.
    pub note: String,
    /// Rules that fire on the vulnerable version.
    pub rules: Vec<String>,
    /// The rule whose first fix must pass the proof.
    #[serde(default, rename = "fixed-by")]
    pub fixed_by: Option<String>,
    /// Whether a proof vouches for it. What `kb import` writes is unproven, and no default snapshot takes it.
    #[serde(default = "yes")]
    pub proven: bool,
    /// Where an imported record comes from.
    #[serde(default)]
    pub origin: Vec<String>,
    /// What the importer guessed.
    #[serde(default)]
    pub unsure: Vec<String>,
}

fn yes() -> bool {
    true
}

/// What kind of program a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// A function of a library.
    Function,
    /// A handler of a web framework.
    #[serde(rename = "web handler")]
    WebHandler,
    /// A command line.
    Cli,
    /// A worker that takes jobs.
    Worker,
    /// A script.
    Script,
    /// A class.
    Class,
    /// Asynchronous code.
    Async,
    /// A notebook.
    Notebook,
}

impl RecordFolder {
    /// Whether its `record.toml` says that nothing vouches for it.
    pub fn is_unproven(&self) -> bool {
        self.record.as_ref().is_some_and(|record| !record.proven)
    }
}

impl Corpus {
    /// Reads a folder. What is wrong is in [`Corpus::problems`]; the rest is there.
    pub fn read(root: &Path) -> Self {
        Self::read_over(root, None)
    }

    /// Reads a folder that lies on top of a snapshot: what it leaves out (the list of CWE entries, `weakness.toml` of a
    /// weakness that the snapshot has, `patterns.toml`) is the snapshot's.
    pub fn on_top_of(root: &Path, below: &Snapshot) -> Self {
        Self::read_over(root, Some(below))
    }

    fn read_over(root: &Path, below: Option<&Snapshot>) -> Self {
        let mut corpus = Self { root: root.to_owned(), is_overlay: below.is_some(), ..Self::default() };
        corpus.rules_below = below.map(|below| rules_of(below.knowledge())).unwrap_or_default();
        let has = |path: &str| root.join(path).exists();
        match below {
            Some(below) if !has(CWE_LIST) => corpus.hierarchy = below.hierarchy().clone(),
            _ => {
                if let Some((list, _)) = corpus.toml::<BTreeMap<String, Entry>>(CWE_LIST) {
                    corpus.hierarchy = Hierarchy(list);
                }
            }
        }
        for name in folder(&root.join("libraries")) {
            if name.ends_with(".toml") {
                let patterns = corpus.patterns(&format!("libraries/{name}"));
                corpus.libraries.push(patterns);
            }
        }
        let folders = folder(root).into_iter().filter(|name| name.starts_with("cwe-") && root.join(name).is_dir());
        for name in folders.collect::<Vec<_>>() {
            let (weakness_path, patterns_path) = (format!("{name}/weakness.toml"), format!("{name}/patterns.toml"));
            let known = below.filter(|_| !has(&weakness_path)).and_then(|below| known_weakness(below, &name));
            let is_known = known.is_some();
            let weakness = match known {
                Some(known) => Some(known),
                None => corpus.toml(&weakness_path).map(|(weakness, _)| weakness),
            };
            let patterns = match below {
                Some(_) if !has(&patterns_path) => PatternFile { path: patterns_path, ..PatternFile::default() },
                _ => corpus.patterns(&patterns_path),
            };
            let mut records = Vec::new();
            for record in folder(&root.join(&name).join("records")) {
                let path = format!("{name}/records/{record}");
                if !root.join(&path).is_dir() || record.starts_with(['.', '_']) {
                    continue;
                }
                let (read, text) = corpus.toml::<RecordFile>(&format!("{path}/record.toml")).unzip();
                let proof = format!("{path}/proof.py");
                if read.as_ref().is_none_or(|record| record.proven) || has(&proof) {
                    corpus.text(&proof);
                }
                records.push(RecordFolder {
                    id: format!("{name}/{record}"),
                    record: read,
                    text: text.unwrap_or_default(),
                    vulnerable: corpus.text(&format!("{path}/vulnerable.py")).unwrap_or_default(),
                    secure: corpus.text(&format!("{path}/secure.py")).unwrap_or_default(),
                    path,
                });
            }
            corpus.weaknesses.push(WeaknessFolder { name, weakness, is_known, patterns, records });
        }
        if corpus.weaknesses.is_empty() {
            corpus.problems.push(Problem::error(".", 1, "No folder `cwe-…` is in here, so there is nothing to build."));
        }
        corpus
    }

    /// Takes out what nothing vouches for; says how many records that were.
    pub fn leave_out_unproven(&mut self) -> usize {
        let mut gone = Vec::new();
        for folder in &mut self.weaknesses {
            folder.records.retain(|record| {
                let stays = !record.is_unproven();
                if !stays {
                    gone.push(format!("{}/", record.path));
                }
                stays
            });
        }
        self.files.retain(|path, _| !gone.iter().any(|folder| path.starts_with(folder)));
        gone.len()
    }

    /// Records that nothing vouches for.
    pub fn unproven(&self) -> impl Iterator<Item = &RecordFolder> {
        self.weaknesses.iter().flat_map(|folder| &folder.records).filter(|record| record.is_unproven())
    }

    /// SHA-256 over the name and content of every file that was read.
    pub fn hash(&self) -> String {
        let mut all = String::new();
        for (name, text) in self.files.iter().filter(|(name, _)| !name.ends_with("proof.py")) {
            let _ = writeln!(all, "{} {name}", sha256(text.as_bytes()));
        }
        sha256(all.as_bytes())
    }

    /// The text of a file that was read.
    pub fn file(&self, path: &str) -> &str {
        self.files.get(path).map_or("", String::as_str)
    }

    /// Paths and texts of all files that were read.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn text(&mut self, path: &str) -> Option<String> {
        match fs::read_to_string(self.root.join(path)) {
            Ok(text) => {
                // A checkout may have turned the line ends.
                let text = text.replace("\r\n", "\n");
                self.files.insert(path.to_owned(), text.clone());
                Some(text)
            }
            Err(error) => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "The file is missing.".to_owned(),
                    _ => format!("The file can't be read: {error}."),
                };
                self.problems.push(Problem::error(path, 1, why));
                None
            }
        }
    }

    fn toml<T: DeserializeOwned>(&mut self, path: &str) -> Option<(T, String)> {
        let text = self.text(path)?;
        match toml::from_str(&text) {
            Ok(value) => Some((value, text)),
            Err(error) => {
                let line = error.span().map_or(1, |span| line_at(&text, span.start));
                self.problems.push(Problem::error(path, line, error.message().trim_end()));
                None
            }
        }
    }

    fn patterns(&mut self, path: &str) -> PatternFile {
        let Some((mut patterns, text)) = self.toml::<Patterns>(path) else {
            return PatternFile { path: path.to_owned(), ..PatternFile::default() };
        };
        let mut wrong = Vec::new();
        for_each_name(&mut patterns, &mut |names| {
            for name in names.iter() {
                if let Some(why) = wrong_braces(name) {
                    wrong.push(Problem::error(path, line_of(&text, name), format!("`{name}`: {why}.")));
                }
            }
            *names = names.iter().flat_map(|name| expand_braces(name)).collect();
        });
        self.problems.extend(wrong);
        PatternFile { path: path.to_owned(), patterns, text }
    }
}

/// Identifiers of all rules.
fn rules_of(knowledge: &Knowledge) -> BTreeSet<String> {
    let patterns = || knowledge.weaknesses.iter().map(|weakness| &weakness.patterns);
    let sinks = patterns().flat_map(|patterns| patterns.sinks.iter().map(|sink| sink.rule.clone()));
    sinks.chain(patterns().flat_map(|patterns| patterns.misuses.iter().map(|misuse| misuse.rule.clone()))).collect()
}

/// What a snapshot says of the weakness that a folder's name begins with (`cwe-089-…`); what it says itself is not
/// said again.
fn known_weakness(below: &Snapshot, folder: &str) -> Option<WeaknessFile> {
    let number: u32 = folder.strip_prefix("cwe-")?.split('-').next()?.parse().ok()?;
    let known = below.weakness(&format!("CWE-{number}"))?;
    Some(WeaknessFile {
        cwe: known.cwe.clone(),
        also: Vec::new(),
        name: known.name.clone(),
        summary: known.summary.clone(),
        words: known.words.clone(),
        causes: Vec::new(),
        guidelines: Vec::new(),
    })
}

/// The names of what is in a folder, sorted.
fn folder(path: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn wrong_braces(name: &str) -> Option<&'static str> {
    let mut inside = false;
    let mut part = 0;
    for c in name.chars() {
        match (c, inside) {
            ('{', true) => return Some("braces can't stand inside braces"),
            ('{', false) => (inside, part) = (true, 0),
            ('}', false) => return Some("a brace is closed that was never opened"),
            ('}' | ',', true) if part == 0 => return Some("a part between the braces is empty"),
            ('}', true) => inside = false,
            (',', true) => part = 0,
            (c, true) if !c.is_whitespace() => part += 1,
            _ => {}
        }
    }
    inside.then_some("a brace is never closed")
}

/// Visits every list of qualified names.
pub(crate) fn for_each_name(patterns: &mut Patterns, visit: &mut dyn FnMut(&mut Vec<String>)) {
    let conditions = |all: &mut Vec<Condition>, visit: &mut dyn FnMut(&mut Vec<String>)| {
        for condition in all {
            [&mut condition.is, &mut condition.calls, &mut condition.calls_before, &mut condition.imported]
                .into_iter()
                .flatten()
                .for_each(&mut *visit);
        }
    };
    for source in &mut patterns.sources {
        visit(&mut source.names);
        visit(&mut source.decorators);
        visit(&mut source.parameters);
        visit(&mut source.registers);
    }
    for fact in &mut patterns.types {
        visit(&mut fact.names);
        visit(&mut fact.attributes);
    }
    patterns.propagators.iter_mut().for_each(|propagator| visit(&mut propagator.names));
    patterns.sanitizers.iter_mut().for_each(|sanitizer| visit(&mut sanitizer.names));
    patterns.guards.iter_mut().for_each(|guard| visit(&mut guard.names));
    for sink in &mut patterns.sinks {
        visit(&mut sink.names);
        visit(&mut sink.returns_from);
        visit(&mut sink.assigns);
        conditions(&mut sink.when, visit);
        conditions(&mut sink.unless, visit);
    }
    for misuse in &mut patterns.misuses {
        visit(&mut misuse.names);
        visit(&mut misuse.references);
        visit(&mut misuse.assigns);
        conditions(&mut misuse.when, visit);
        conditions(&mut misuse.unless, visit);
    }
    patterns.alternatives.iter_mut().for_each(|alternative| visit(&mut alternative.insecure));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces() {
        assert_eq!(wrong_braces("os.{popen,system}"), None);
        assert_eq!(wrong_braces("plain.name"), None);
        for wrong in ["os.{popen,{a}}", "os.popen}", "os.{popen", "os.{popen,}", "os.{}"] {
            assert!(wrong_braces(wrong).is_some(), "{wrong}");
        }
    }
}
