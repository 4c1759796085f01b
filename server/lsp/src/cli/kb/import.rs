//! `rescue-lsp kb import`: other people's fixes as records that nothing vouches for yet.

use crate::cli::Status;
use crate::cli::inspection::{guarded, pool};
use crate::cli::knowledge::Choice;
use crate::cli::output::{Output, complain};
use anyhow::bail;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rescue_distill::import::git::Repository;
use rescue_distill::import::{Importer, Item, Outcome, Seen, cvefixes, history, osv, pairs};
use rescue_ide::{CheckOptions, Engine, FindingKind};
use rescue_syntax::document::Document;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to import, and where to.
#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// JSON lines of vulnerable and fixed functions: SVEN's or SafeCoder's format, or that of `rescue-lsp eval`.
    #[arg(long, value_name = "FILE")]
    pairs: Vec<PathBuf>,
    /// A CVEfixes database (SQLite).
    #[arg(long, value_name = "DB")]
    cvefixes: Vec<PathBuf>,
    /// Advisories in the format of osv.dev: a JSON file, a folder or a zip archive. Their fixes come from --clone.
    #[arg(long, value_name = "PATH", requires = "clones")]
    osv: Vec<PathBuf>,
    /// A local clone in which the commits of advisories are looked up. Nothing is downloaded.
    #[arg(long = "clone", value_name = "REPO", requires = "osv")]
    clones: Vec<PathBuf>,
    /// A local repository whose history is searched for security fixes.
    #[arg(long = "from-git", value_name = "REPO")]
    from_git: Vec<PathBuf>,
    /// Look through at most so many commits of a history, the newest first.
    #[arg(long, value_name = "N", default_value_t = 2000, requires = "from_git")]
    commits: usize,
    /// The folder that the records go to, in the layout of a corpus. Records that are there already stay as they are.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Say only how many were left out, and not which and why.
    #[arg(long)]
    quiet: bool,
}

/// Imports.
pub(super) fn run(args: &ImportArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let named = [&args.pairs, &args.cvefixes, &args.osv, &args.from_git];
    if named.iter().all(|paths| paths.is_empty()) {
        bail!("there is nothing to import: name a source with --pairs, --cvefixes, --osv or --from-git");
    }
    let engine = choice.engine()?;
    // Analysis recurses over trees that nobody here wrote: it gets the stack that `check` gives it.
    let (outcome, skipped) = pool(1)?.install(|| import(args, &engine))?;
    show(&args.out, &outcome, skipped, out)?;
    Ok(Status::Clean)
}

fn import(args: &ImportArgs, engine: &Arc<Engine>) -> anyhow::Result<(Outcome, usize)> {
    let Some(snapshot) = engine.snapshot() else { bail!("there is no knowledge base to judge by") };
    let judge = |text: &str| seen(engine, text);
    let mut importer = Importer::new(snapshot, &judge);
    let mut skipped = 0;
    let mut take = |item: Item| {
        let (place, why) = match item {
            Item::Skipped(skipped) => (skipped.place, skipped.why),
            Item::Change(change) => match importer.take(&change) {
                Ok(()) => return Ok(()),
                Err(why) => (change.place, why),
            },
        };
        skipped += 1;
        if !args.quiet {
            complain(format_args!("skipped {place}: {why}"));
        }
        Ok(())
    };
    for path in &args.pairs {
        pairs::read(path, &mut take)?;
    }
    for path in &args.cvefixes {
        cvefixes::read(path, &mut take)?;
    }
    let clones = args.clones.iter().map(|path| Repository::open(path)).collect::<anyhow::Result<Vec<_>>>()?;
    for path in &args.osv {
        osv::read(path, &clones, &mut take)?;
    }
    for path in &args.from_git {
        let bar = bar();
        let progress = &mut |done: usize, total: usize| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        };
        history::read(&Repository::open(path)?, args.commits, &judge, progress, &mut take)?;
        bar.finish_and_clear();
    }
    Ok((importer.write(&args.out)?, skipped))
}

/// Drawn on standard error, and only where that is a terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("commits [{bar:40}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Rescue's own findings. Where the analysis fails there are none.
fn seen(engine: &Engine, text: &str) -> Vec<Seen> {
    let found = guarded(|| engine.check(&Document::parse(text), &CheckOptions::default())).unwrap_or_default();
    found
        .into_iter()
        .filter(|finding| finding.kind == FindingKind::Weakness)
        .map(|finding| Seen {
            rule: finding.rule,
            cwe: finding.cwe,
            message: finding.message,
            instead: finding.instead,
            at: finding.range.start,
        })
        .collect()
}

fn show(folder: &Path, outcome: &Outcome, skipped: usize, out: &mut Output) -> anyhow::Result<()> {
    for path in &outcome.written {
        out.line(format!("wrote {}", folder.join(path).display()))?;
    }
    let records = outcome.written.len() + outcome.kept.len();
    out.line(format!(
        "{} changes read: {} records written, {} there already, {} duplicates merged, {skipped} skipped.",
        outcome.changes,
        outcome.written.len(),
        outcome.kept.len(),
        outcome.duplicates,
    ))?;
    out.line(format!(
        "Rescue's own rules tell the versions of {} of {records} records apart. All are unproven: no default snapshot \
         takes them.",
        outcome.agreed
    ))?;
    if records > 0 {
        let folder = folder.display();
        out.line(format!("Next: rescue-lsp kb lint {folder}; rescue-lsp kb build --corpus {folder} --overlay DIR"))?;
    }
    Ok(())
}
