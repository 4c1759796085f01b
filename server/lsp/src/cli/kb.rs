//! `rescue-lsp kb`: the knowledge base itself.

mod import;
mod patterns;
mod report;

use super::Status;
use super::knowledge::Choice;
use super::llm::{self, LlmArgs};
use super::output::{Output, Tone, complain};
use super::suggest::{show_weaknesses, weaknesses_json};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rescue_distill::corpus::CWE_LIST;
use rescue_distill::summarise::{Extractive, Summariser};
use rescue_distill::{BuildError, Corpus, Event, Level, Report, Unproven};
use rescue_knowledge::pattern::Patterns;
use rescue_knowledge::{Facets, Options, Snapshot, Step};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to do with the knowledge base.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum KbCommand {
    /// Build a snapshot from a corpus; with --overlay DIR, build DIR as an overlay on top of the knowledge base.
    Build {
        /// What people wrote.
        #[arg(long, default_value = "kb-snapshot/corpus", value_name = "DIR")]
        corpus: PathBuf,
        /// The embedding model; an overlay has that of the knowledge base below.
        #[arg(long, default_value = "kb-snapshot/encoder", value_name = "DIR")]
        encoder: PathBuf,
        /// Where the snapshot goes; an overlay goes where --overlay says.
        #[arg(long, default_value = "kb-snapshot/snapshot", value_name = "DIR")]
        out: PathBuf,
        #[command(flatten)]
        llm: LlmArgs,
    },
    /// Make records of other people's fixes: data sets, advisories, the history of a repository.
    Import(import::ImportArgs),
    /// Propose patterns for records that no pattern covers, as TOML with the evidence in comments.
    SuggestPatterns(patterns::PatternsArgs),
    /// Say what is wrong in a corpus, with file and line. One without `cwe.toml` is checked as a team's, on top of the
    /// knowledge base.
    Lint {
        /// The corpus.
        #[arg(default_value = "kb-snapshot/corpus", value_name = "DIR")]
        corpus: PathBuf,
    },
    /// Write the knowledge base as one HTML page: hierarchy, coverage, map, guidelines and slices.
    Report(report::ReportArgs),
    /// Show what the knowledge base holds.
    Info {
        /// One JSON object in place of text.
        #[arg(long)]
        json: bool,
    },
    /// Search the knowledge base with the words of a task.
    Search {
        /// The words.
        #[arg(required = true)]
        text: Vec<String>,
        /// One JSON object in place of text.
        #[arg(long)]
        json: bool,
    },
    /// Check every file of a snapshot against its manifest.
    Verify {
        /// The snapshot; without it the one in the binary.
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// Does it.
pub(crate) fn run(command: KbCommand, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    match command {
        KbCommand::Build { corpus, encoder, out: folder, llm } => match &choice.overlay {
            Some(overlay) => {
                let below = Choice { overlay: None, ..choice.clone() }.open()?;
                build(overlay, llm, out, &corpus, &mut |summariser, progress| {
                    rescue_distill::build_overlay(summariser, &corpus, &below, overlay, progress)
                })
            }
            None => build(&folder, llm, out, &corpus, &mut |summariser, progress| {
                rescue_distill::build_with(summariser, &corpus, &encoder, &folder, progress)
            }),
        },
        KbCommand::Import(args) => import::run(&args, choice, out),
        KbCommand::Report(args) => report::run(&args, choice, out),
        KbCommand::SuggestPatterns(args) => patterns::run(&args, choice, out),
        KbCommand::Lint { corpus } => lint(&corpus, choice, out),
        KbCommand::Info { json } => info(&*choice.open()?, json, out),
        KbCommand::Search { text, json } => search(&*choice.open()?, &text.join(" "), json, out),
        KbCommand::Verify { folder } => verify(folder.or_else(|| choice.snapshot.clone()).as_deref(), out),
    }
}

/// Builds with a summariser and tells how far it is.
type Build<'a> = dyn FnMut(&dyn Summariser, &mut dyn FnMut(Event)) -> Result<Report, BuildError> + 'a;

fn build(folder: &Path, llm: LlmArgs, out: &mut Output, corpus: &Path, with: &mut Build<'_>) -> anyhow::Result<Status> {
    let price = llm.price;
    let model = llm.summariser()?;
    // indicatif draws on standard error, and only where that is a terminal.
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg:28} [{bar:40}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    let summariser: &dyn Summariser = match &model {
        Some(model) => model,
        None => &Extractive,
    };
    let report = with(summariser, &mut |event| progress(&bar, event))?;
    bar.finish_and_clear();
    for warning in &report.warnings {
        complain(format_args!("{}", corpus.join(warning.to_string()).display()));
    }
    let counts = &report.manifest.counts;
    let bytes: u64 = report.manifest.files.iter().map(|file| file.bytes).sum();
    out.line(format!(
        "{}: {} weaknesses, {} examples, {} causes, {} guidelines, {} rules, {} vectors of {} numbers, {:.1} MiB.",
        folder.display(),
        counts.weaknesses,
        counts.examples,
        counts.causes,
        counts.guidelines,
        counts.rules,
        counts.weakness_vectors + counts.example_vectors,
        report.manifest.encoder.dimension,
        bytes as f64 / f64::from(1 << 20),
    ))?;
    out.line(format!(
        "Slicing kept {} of {} lines ({:.1} % fewer).",
        report.lines_after,
        report.lines_before,
        report.reduction()
    ))?;
    match report.unproven {
        Unproven { left_out: 0, taken: 0 } => {}
        Unproven { left_out: 0, taken } => out.line(format!("{taken} of the examples are unproven."))?,
        Unproven { left_out, .. } => {
            out.line(format!("{left_out} unproven records are left out: only an overlay takes them."))?;
        }
    }
    if let Some(model) = &model {
        llm::show(model, price, out)?;
    }
    Ok(Status::Clean)
}

fn progress(bar: &ProgressBar, event: Event) {
    let show = |message: String, done: usize, total: usize| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        bar.set_message(message);
    };
    match event {
        Event::Read { weaknesses, records } => show(format!("{records} records"), 0, weaknesses),
        Event::Distilled { cwe, done, total } => show(format!("distilling {cwe}"), done, total),
        Event::Snapshot(Step::Embedding { done, total }) => show("embedding".to_owned(), done, total),
        Event::Snapshot(Step::Indexing { level }) => bar.set_message(format!("indexing {level}")),
        Event::Snapshot(Step::Written { file }) => bar.set_message(format!("wrote {file}")),
    }
}

/// A corpus; one without `cwe.toml` is a team's, on top of the knowledge base.
fn read_corpus(folder: &Path, choice: &Choice) -> anyhow::Result<(Corpus, Option<Arc<Snapshot>>)> {
    if folder.is_dir() && !folder.join(CWE_LIST).exists() {
        let below = choice.open()?;
        return Ok((Corpus::on_top_of(folder, &below), Some(below)));
    }
    Ok((Corpus::read(folder), None))
}

fn lint(folder: &Path, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let (corpus, _) = read_corpus(folder, choice)?;
    let problems = rescue_distill::lint::check(&corpus);
    let mut errors = 0;
    for problem in &problems {
        let tone = match problem.level {
            Level::Error => Tone::Red,
            Level::Warning => Tone::Yellow,
        };
        errors += usize::from(problem.level == Level::Error);
        out.line(out.paint.tone(tone, folder.join(problem.to_string()).display()))?;
    }
    out.line(format!("{errors} errors, {} warnings.", problems.len() - errors))?;
    let unproven = corpus.unproven().count();
    if unproven > 0 {
        out.line(format!("{unproven} records are unproven: they have no proof, and only an overlay takes them."))?;
    }
    Ok(if errors == 0 { Status::Clean } else { Status::Findings })
}

fn rules(patterns: &Patterns) -> BTreeSet<&str> {
    let sinks = patterns.sinks.iter().map(|sink| sink.rule.as_str());
    sinks.chain(patterns.misuses.iter().map(|misuse| misuse.rule.as_str())).collect()
}

fn info(snapshot: &Snapshot, as_json: bool, out: &mut Output) -> anyhow::Result<Status> {
    let manifest = snapshot.manifest();
    let knowledge = snapshot.knowledge();
    let examples = |cwe: &str| knowledge.examples.iter().filter(|example| example.cwe == cwe).count();
    if as_json {
        let weakness = |weakness: &rescue_knowledge::Weakness| {
            json!({
                "cwe": weakness.cwe, "name": weakness.name, "also": weakness.also,
                "causes": weakness.causes.len(), "guidelines": weakness.guidelines.len(),
                "examples": examples(&weakness.cwe), "rules": rules(&weakness.patterns),
            })
        };
        let weaknesses: Value = knowledge.weaknesses.iter().map(weakness).collect();
        out.json(&json!({"manifest": manifest, "weaknesses": weaknesses}))?;
        return Ok(Status::Clean);
    }
    out.line(format!("format      {}", manifest.format))?;
    out.line(format!("built from  {}", manifest.built_from))?;
    out.line(format!("encoder     {} ({} numbers a vector)", manifest.encoder.identity, manifest.encoder.dimension))?;
    let bytes: u64 = manifest.files.iter().map(|file| file.bytes).sum();
    out.line(format!("files       {} ({:.1} MiB)", manifest.files.len(), bytes as f64 / f64::from(1 << 20)))?;
    out.line("")?;
    out.line(out.paint.tone(Tone::Bold, "weakness   causes  guidelines  examples  name: rules"))?;
    for weakness in &knowledge.weaknesses {
        let rules: Vec<&str> = rules(&weakness.patterns).into_iter().collect();
        out.line(format!(
            "{:9}  {:6}  {:10}  {:8}  {}: {}",
            weakness.cwe,
            weakness.causes.len(),
            weakness.guidelines.len(),
            examples(&weakness.cwe),
            weakness.name,
            rules.join(", ")
        ))?;
    }
    Ok(Status::Clean)
}

fn search(snapshot: &Snapshot, text: &str, as_json: bool, out: &mut Output) -> anyhow::Result<Status> {
    let facets = Facets { words: vec![text.to_owned()], ..Facets::default() };
    let found = snapshot.retrieve(&facets, &Options::default())?;
    let examples = || {
        let example = |ranked: &rescue_knowledge::Ranked| snapshot.knowledge().examples.get(ranked.index);
        found.examples.iter().filter_map(move |ranked| Some((ranked.score, example(ranked)?)))
    };
    if as_json {
        let examples: Value = examples()
            .map(|(score, example)| {
                json!({
                    "id": example.id, "cwe": example.cwe, "title": example.title, "score": score, "code": example.code,
                    "unproven": example.unproven,
                })
            })
            .collect();
        out.json(&json!({"weaknesses": weaknesses_json(&found, snapshot), "examples": examples}))?;
        return Ok(Status::Clean);
    }
    if found.weaknesses.is_empty() {
        out.line("Nothing fits.")?;
        return Ok(Status::Clean);
    }
    show_weaknesses(&found, snapshot, 1, out)?;
    for (score, example) in examples() {
        out.line("")?;
        let head = out.paint.tone(Tone::Bold, format!("{} {}", example.cwe, example.title));
        let unproven = if example.unproven { ", unproven" } else { "" };
        out.line(format!("  {score:.2}  {head}  {}{unproven}", out.paint.tone(Tone::Dim, &example.id)))?;
        for line in example.code.lines() {
            out.line(format!("        {line}").trim_end())?;
        }
    }
    Ok(Status::Clean)
}

/// The folder's files one by one; of the one in the binary everything is checked as it is read.
fn verify(folder: Option<&Path>, out: &mut Output) -> anyhow::Result<Status> {
    let Some(folder) = folder else {
        let snapshot = Snapshot::embedded()?;
        snapshot.encoder().embed(&["anything".to_owned()])?;
        out.line(format!("The knowledge base in the binary is sound: {} files.", snapshot.manifest().files.len()))?;
        return Ok(Status::Clean);
    };
    let report = Snapshot::verify(folder);
    for file in &report.files {
        match &file.problem {
            Some(problem) => out.line(format!("{} {problem}", out.paint.tone(Tone::Red, "wrong")))?,
            None => out.line(format!("{}    {}", out.paint.tone(Tone::Green, "ok"), file.name))?,
        }
    }
    if !report.is_sound() {
        return Ok(Status::Findings);
    }
    // Sound files may still not fit together.
    Snapshot::open(folder)?;
    out.line(format!("{} is sound: {} files.", folder.display(), report.files.len()))?;
    Ok(Status::Clean)
}
