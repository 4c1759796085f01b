//! From the corpus to the snapshot.

use crate::{
    corpus::{Corpus, WeaknessFile, WeaknessFolder},
    examples::{example, slice},
    lint::{Level, Problem, check},
    names::Names,
    summarise::{Extractive, Summariser, Topic, distil},
};
use rescue_knowledge::{
    Content, Encoder, Example, Hierarchy, Knowledge, Manifest, Snapshot, Statement, Step, Weakness, pattern::Patterns,
    snapshot,
};
use std::path::Path;

/// How far the build has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The corpus has been read.
    Read {
        /// So many weaknesses …
        weaknesses: usize,
        /// … and records.
        records: usize,
    },
    /// A weakness has been summarised and its records sliced.
    Distilled {
        /// `CWE-89`.
        cwe: String,
        /// So many are done …
        done: usize,
        /// … of so many.
        total: usize,
    },
    /// The snapshot is being written.
    Snapshot(Step),
}

/// What was built.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The manifest that was written: counts, files, hashes.
    pub manifest: Manifest,
    /// Lines of all secure versions.
    pub lines_before: usize,
    /// Lines of all slices.
    pub lines_after: usize,
    /// Records that nothing vouches for.
    pub unproven: Unproven,
    /// What the corpus falls short of.
    pub warnings: Vec<Problem>,
}

/// What became of records that nothing vouches for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unproven {
    /// So many stayed outside …
    pub left_out: usize,
    /// … and so many went into an overlay.
    pub taken: usize,
}

impl Report {
    /// The share of lines that slicing took away, in percent.
    pub fn reduction(&self) -> f64 {
        100.0 * (1.0 - self.lines_after as f64 / self.lines_before.max(1) as f64)
    }
}

/// Why nothing was built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The corpus has errors: all of them.
    #[error("The corpus has errors, so nothing is built (`rescue-lsp kb lint` shows each): {}", list(.0))]
    Corpus(Vec<Problem>),
    /// The snapshot could not be written.
    #[error(transparent)]
    Write(#[from] snapshot::WriteError),
    /// The encoder or the summariser failed.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

/// Builds the snapshot of a corpus with the sentences of its people: [`build_with`] and [`Extractive`].
pub fn build(corpus: &Path, encoder: &Path, out: &Path, progress: &mut dyn FnMut(Event)) -> Result<Report, BuildError> {
    build_with(&Extractive, corpus, encoder, out, progress)
}

/// Builds the snapshot of a corpus with a summariser. Records that nothing vouches for stay outside.
pub fn build_with(
    summariser: &dyn Summariser,
    corpus: &Path,
    encoder: &Path,
    out: &Path,
    progress: &mut dyn FnMut(Event),
) -> Result<Report, BuildError> {
    let mut corpus = Corpus::read(corpus);
    let unproven = Unproven { left_out: corpus.leave_out_unproven(), taken: 0 };
    let warnings = warnings(&corpus)?;
    let model = Encoder::open(encoder).map_err(anyhow::Error::from)?;
    let made = make(&corpus, None, &model, summariser, progress)?;
    let hash = corpus.hash();
    let content = Content::new(&made.knowledge, &corpus.hierarchy, &hash);
    let manifest = snapshot::write(out, &content, encoder, &mut |step| progress(Event::Snapshot(step)))?;
    Ok(made.report(manifest, unproven, warnings))
}

/// Builds a snapshot that lies on top of another one: of a team's corpus, unproven records included, with the encoder
/// and everything that is not said again from below.
pub fn build_overlay(
    summariser: &dyn Summariser,
    corpus: &Path,
    below: &Snapshot,
    out: &Path,
    progress: &mut dyn FnMut(Event),
) -> Result<Report, BuildError> {
    let corpus = Corpus::on_top_of(corpus, below);
    let unproven = Unproven { left_out: 0, taken: corpus.unproven().count() };
    let warnings = warnings(&corpus)?;
    let made = make(&corpus, Some(below), below.encoder(), summariser, progress)?;
    let hash = corpus.hash();
    // The list of entries is below already.
    let hierarchy = Hierarchy::default();
    let content = Content::new(&made.knowledge, &hierarchy, &hash);
    let write = &mut |step| progress(Event::Snapshot(step));
    let manifest = snapshot::write_overlay(out, &content, below.encoder(), write)?;
    Ok(made.report(manifest, unproven, warnings))
}

fn warnings(corpus: &Corpus) -> Result<Vec<Problem>, BuildError> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        check(corpus).into_iter().partition(|problem| problem.level == Level::Error);
    if errors.is_empty() { Ok(warnings) } else { Err(BuildError::Corpus(errors)) }
}

/// What was made of a corpus, before it is written.
struct Made {
    knowledge: Knowledge,
    lines_before: usize,
    lines_after: usize,
}

impl Made {
    fn report(self, manifest: Manifest, unproven: Unproven, warnings: Vec<Problem>) -> Report {
        Report { manifest, lines_before: self.lines_before, lines_after: self.lines_after, unproven, warnings }
    }
}

fn make(
    corpus: &Corpus,
    below: Option<&Snapshot>,
    model: &Encoder,
    summariser: &dyn Summariser,
    progress: &mut dyn FnMut(Event),
) -> Result<Made, BuildError> {
    progress(Event::Read {
        weaknesses: corpus.weaknesses.len(),
        records: corpus.weaknesses.iter().map(|folder| folder.records.len()).sum(),
    });
    let mut knowledge = Knowledge::default();
    for file in &corpus.libraries {
        extend(&mut knowledge.libraries, file.patterns.clone());
    }
    let (mut lines_before, mut lines_after) = (0, 0);
    for (done, folder) in corpus.weaknesses.iter().enumerate() {
        let Some(weakness) = &folder.weakness else { continue };
        let known = below.and_then(|below| below.weakness(&weakness.cwe)).map(|known| &known.patterns);
        let libraries = below.map(|below| &below.knowledge().libraries).into_iter().chain([&knowledge.libraries]);
        let names = Names::new(libraries, known.into_iter().chain([&folder.patterns.patterns]));
        for record in &folder.records {
            let Some(read) = &record.record else { continue };
            let sliced = slice(&record.vulnerable, &record.secure, &names);
            lines_before += sliced.lines_before;
            lines_after += sliced.lines_after;
            knowledge.examples.push(example(&weakness.cwe, record, read, sliced));
        }
        knowledge.weaknesses.push(distil_weakness(corpus, folder, weakness, model, summariser)?);
        progress(Event::Distilled { cwe: weakness.cwe.clone(), done: done + 1, total: corpus.weaknesses.len() });
    }
    knowledge.weaknesses.sort_by_key(|weakness| number(&weakness.cwe));
    knowledge.examples.sort_by(|a: &Example, b| a.id.cmp(&b.id));
    Ok(Made { knowledge, lines_before, lines_after })
}

fn distil_weakness(
    corpus: &Corpus,
    folder: &WeaknessFolder,
    weakness: &WeaknessFile,
    model: &Encoder,
    summariser: &dyn Summariser,
) -> anyhow::Result<Weakness> {
    let records: Vec<_> =
        folder.records.iter().filter_map(|folder| folder.record.as_ref().map(|record| (&folder.id, record))).collect();
    let told = |text: &String, id: &String| Statement { text: one_line(text), records: vec![id.clone()] };
    let causes = records.iter().map(|(id, record)| told(&record.cause, id)).collect();
    let guidelines = records.iter().map(|(id, record)| told(&record.guideline, id)).collect();
    let written = |texts: &[String]| texts.iter().map(|text| one_line(text)).collect::<Vec<_>>();
    Ok(Weakness {
        cwe: weakness.cwe.clone(),
        also: weakness.also.clone(),
        name: weakness.name.clone(),
        official_name: corpus.hierarchy.get(&weakness.cwe).map(|entry| entry.name.clone()).unwrap_or_default(),
        parents: corpus.hierarchy.ancestors(&weakness.cwe),
        summary: one_line(&weakness.summary),
        words: weakness.words.clone(),
        causes: distil(Topic::Causes, &written(&weakness.causes), causes, model, summariser)?,
        guidelines: distil(Topic::Guidelines, &written(&weakness.guidelines), guidelines, model, summariser)?,
        patterns: folder.patterns.patterns.clone(),
    })
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn extend(all: &mut Patterns, more: Patterns) {
    all.sources.extend(more.sources);
    all.types.extend(more.types);
    all.propagators.extend(more.propagators);
    all.sanitizers.extend(more.sanitizers);
    all.guards.extend(more.guards);
    all.sinks.extend(more.sinks);
    all.misuses.extend(more.misuses);
    all.alternatives.extend(more.alternatives);
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(cwe: &str) -> u32 {
    cwe.trim_start_matches("CWE-").parse().unwrap_or(u32::MAX)
}
