//! `rescue-lsp kb suggest-patterns`: patterns that records ask for.

use super::read_corpus;
use crate::cli::Status;
use crate::cli::inspection::pool;
use crate::cli::knowledge::Choice;
use crate::cli::output::{Output, complain};
use anyhow::bail;
use rescue_distill::Level;
use rescue_distill::propose::{Measured, measure, propose, to_toml};
use std::path::PathBuf;

/// Whose records, and how sure a sign has to be.
#[derive(Debug, clap::Args)]
pub(crate) struct PatternsArgs {
    /// The corpus, or what `kb import` wrote.
    #[arg(default_value = "kb-snapshot/corpus", value_name = "DIR")]
    corpus: PathBuf,
    /// Show weak signs too: calls that are only given a value which the repair touches.
    #[arg(long)]
    all: bool,
    /// Measure instead: take the rules of each record away and count how often their names are proposed.
    #[arg(long)]
    measure: bool,
}

/// A sign that is less than fair.
const FAIR: u32 = 3;

/// Proposes, or measures.
pub(super) fn run(args: &PatternsArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    if !args.corpus.is_dir() {
        bail!("{} is no folder: name a corpus, or what `rescue-lsp kb import` wrote", args.corpus.display());
    }
    let (corpus, below) = read_corpus(&args.corpus, choice)?;
    // What can't be read has no records to speak of, and the rest has.
    for problem in corpus.problems.iter().filter(|problem| problem.level == Level::Error) {
        complain(format_args!("{}", args.corpus.join(problem.to_string()).display()));
    }
    if args.measure {
        let measured = pool(1)?.install(|| measure(&corpus));
        show(&measured, out)?;
        return Ok(Status::Clean);
    }
    let proposed = pool(1)?.install(|| propose(&corpus, below.as_deref()));
    let texts: Vec<String> = proposed
        .iter()
        .map(|of| to_toml(of, if args.all { 1 } else { FAIR }))
        .filter(|text| !text.is_empty())
        .collect();
    if texts.is_empty() {
        let more = if args.all { "" } else { " (weak signs are shown with --all)" };
        out.line(format!("# The records propose nothing that the patterns do not know{more}."))?;
        return Ok(Status::Clean);
    }
    out.line("# Proposed by `rescue-lsp kb suggest-patterns`. Read each, write its texts, and paste what is right.")?;
    for text in texts {
        out.line("")?;
        out.text(&text)?;
    }
    Ok(Status::Clean)
}

fn show(measured: &Measured, out: &mut Output) -> anyhow::Result<()> {
    let share = |count: usize| 100.0 * count as f64 / measured.records.max(1) as f64;
    out.line(format!("records with a rule that names calls or attributes  {}", measured.records))?;
    for (what, count) in [
        ("a name of the rule is the first proposal", measured.first),
        ("a name of the rule is among the first three", measured.among_three),
        ("a name of the rule is proposed at all", measured.any),
    ] {
        out.line(format!("{what:50}  {count} ({:.1} %)", share(count)))?;
    }
    let each = measured.proposals as f64 / measured.records.max(1) as f64;
    out.line(format!("proposals of rules a record                         {each:.1}"))?;
    out.line(format!("records whose rules watch returns only, left out    {}", measured.without_names))?;
    for record in &measured.missed {
        complain(format_args!("missed {record}"));
    }
    Ok(())
}
