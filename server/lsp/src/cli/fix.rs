//! `rescue-lsp fix`: repairs, as a diff or in place.

use super::check::files;
use super::files::Target;
use super::inspection::{guarded, pool};
use super::knowledge::Choice;
use super::output::{Output, complain, note};
use super::projects::{self, Job, Paths};
use super::repair::{Repaired, repaired};
use super::selection::Selection;
use super::source::Source;
use super::{Status, diff};
use rayon::prelude::*;
use rescue_ide::CheckOptions;

/// Arguments of `fix`.
#[derive(Debug, clap::Args)]
pub(crate) struct FixArgs {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    selection: Selection,
    /// Show what would change (the default).
    #[arg(long, conflicts_with = "in_place")]
    diff: bool,
    /// Write the files; what comes on standard input goes to standard output.
    #[arg(long, short)]
    in_place: bool,
    /// Also apply repairs that honest code may notice.
    #[arg(long)]
    r#unsafe: bool,
    /// Say nothing about what was done.
    #[arg(long, short)]
    quiet: bool,
}

/// A file with its repairs.
struct Outcome<'a> {
    job: &'a Job,
    result: Result<(Source, Repaired), String>,
}

/// What was done so far.
#[derive(Default)]
struct Totals {
    fixed: usize,
    left: usize,
    files: usize,
    trouble: bool,
}

/// Repairs files.
pub(crate) fn run(args: &FixArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let (jobs, troubles) = projects::jobs(&args.paths, &args.selection, choice)?;
    let mut totals = Totals { trouble: !troubles.is_empty(), ..Totals::default() };
    for trouble in troubles {
        complain(format_args!("error: {trouble}"));
    }
    let outcomes: Vec<Outcome<'_>> =
        pool(0)?.install(|| jobs.par_iter().map(|job| Outcome { job, result: work(job, args.r#unsafe) }).collect());
    for outcome in &outcomes {
        settle(args, outcome, &mut totals, out)?;
    }
    if !args.quiet {
        out.flush()?;
        let verb = if args.in_place { "fixed" } else { "can be fixed" };
        note(format_args!("{} {verb} in {}, {} left.", totals.fixed, files(totals.files), totals.left));
        if totals.left > 0 && !args.r#unsafe {
            note(format_args!("--unsafe also applies repairs that honest code may notice."));
        }
    }
    let open = if args.in_place { totals.left } else { totals.fixed };
    Ok(match (totals.trouble, open) {
        (true, _) => Status::Trouble,
        (false, 0) => Status::Clean,
        _ => Status::Findings,
    })
}

fn work(job: &Job, also_unsafe: bool) -> Result<(Source, Repaired), String> {
    let source = job.read()?;
    // What was not looked at cannot be repaired, and is no finding.
    let options = CheckOptions { limits: false, ..(*job.options).clone() };
    let repaired = guarded(|| repaired(&job.engine, &options, &source.text, also_unsafe))?;
    Ok((source, repaired))
}

/// Shows or writes what came of one file.
fn settle(args: &FixArgs, outcome: &Outcome<'_>, totals: &mut Totals, out: &mut Output) -> anyhow::Result<()> {
    let name = outcome.job.name();
    let (source, repaired) = match &outcome.result {
        Ok(done) => done,
        Err(why) => {
            totals.trouble = true;
            complain(format_args!("error: {name}: {why}"));
            return Ok(());
        }
    };
    if repaired.refused {
        complain(format_args!("warning: {name}: a repair was left out, because the file would not parse with it"));
    }
    let changed = repaired.text != *source.text;
    let is_filter = args.in_place && matches!(outcome.job.target, Target::Stdin(_));
    if is_filter {
        match source.encode(&repaired.text) {
            Ok(bytes) => out.bytes(&bytes)?,
            Err(why) => complain(format_args!("error: {name}: {why}")),
        }
    } else if changed && args.in_place {
        if let Err(why) = source.replace(outcome.job.target.path(), &repaired.text) {
            totals.trouble = true;
            totals.left += repaired.before;
            complain(format_args!("error: {name}: {why}"));
            return Ok(());
        }
    } else if changed {
        let (old, new) = (source.as_written(&source.text), source.as_written(&repaired.text));
        let diff = diff::unified(&old, &new, &name, 3, out.paint);
        // A terminal speaks UTF-8; anything else is read as the file is.
        let bytes = if out.paint.0 { diff.into_bytes() } else { source.encode_diff(&diff) };
        out.bytes(&bytes)?;
    }
    totals.fixed += repaired.before.saturating_sub(repaired.after);
    totals.left += repaired.after;
    totals.files += usize::from(changed);
    if changed && args.in_place && !args.quiet {
        note(format_args!("{name}: {} fixed, {} left", repaired.before.saturating_sub(repaired.after), repaired.after));
    }
    Ok(())
}
