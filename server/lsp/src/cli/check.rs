//! `rescue-lsp check`: findings for people, programs and CI.

use super::Status;
use super::across;
use super::baseline::{self, BaselineArgs};
use super::changes::{self, Before};
use super::inspection::{self, Inspection};
use super::knowledge::Choice;
use super::output::{Output, Tone, complain, note};
use super::projects::{self, Job, Paths};
use super::report::{self, Format};
use super::selection::Selection;
use anyhow::Context;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    paths: Paths,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    baseline: BaselineArgs,
    /// Report only what has to do with lines that changed since the branch of this commit began. Needs git.
    #[arg(long, value_name = "REF", conflicts_with = "write_baseline")]
    diff_base: Option<String>,
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Where to write them, in place of standard output.
    #[arg(long, short, value_name = "FILE", conflicts_with = "write_baseline")]
    output: Option<PathBuf>,
    /// End with 0 also where there are findings.
    #[arg(long)]
    exit_zero: bool,
    /// Count findings by rule in place of showing them.
    #[arg(long, conflicts_with = "write_baseline")]
    statistics: bool,
    /// Only findings and errors: no summary.
    #[arg(long, short)]
    quiet: bool,
    /// How many threads; 0 is one a core.
    #[arg(long, default_value_t = 0, value_name = "N")]
    jobs: usize,
}

/// Checks files and reports.
pub(crate) fn run(args: CheckArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let (jobs, mut troubles) = projects::jobs(&args.paths, &args.selection, choice)?;
    let (jobs, before) = match &args.diff_base {
        Some(reference) => changes::since(reference, jobs)?.into_iter().map(|(job, old)| (job, Some(old))).unzip(),
        None => (jobs, Vec::new()),
    };
    let pool = inspection::pool(args.jobs)?;
    let mut inspections: Vec<Inspection> = pool.install(|| jobs.par_iter().map(inspection::inspect).collect());
    across::merge(&mut inspections);
    for inspection in &inspections {
        troubles.extend(inspection.trouble.iter().map(|why| format!("{}: {why}", inspection.path)));
    }
    for trouble in &troubles {
        complain(format_args!("error: {trouble}"));
    }
    for limit in inspections.iter().flat_map(|inspection| &inspection.limits) {
        complain(format_args!("warning: {limit}"));
    }
    for (job, inspection) in jobs.iter().zip(&inspections) {
        if inspection.trouble.is_none() && !job.target.is_python() {
            complain(format_args!("warning: {}: read as Python, though its name does not say so", inspection.path));
        }
    }
    if let Some(file) = &args.baseline.write_baseline {
        baseline::write(file, &jobs, &inspections, out)?;
        return Ok(if troubles.is_empty() { Status::Clean } else { Status::Trouble });
    }
    let tally = pool.install(|| baseline::subtract(&args.baseline, &jobs, &mut inspections))?;
    pool.install(|| only_changed(&jobs, &before, &mut inspections));
    let mut file = match &args.output {
        Some(path) => Some(Output::file(path).with_context(|| format!("cannot write {}", path.display()))?),
        None => None,
    };
    let to = file.as_mut().unwrap_or(&mut *out);
    if args.statistics {
        statistics(&inspections, args.format, to)?;
    } else {
        report::write(args.format, &inspections, &troubles, to)?;
    }
    to.flush()?;
    let count =
        inspections.iter().filter_map(|inspection| inspection.found.as_ref()).map(|found| found.findings.len()).sum();
    if args.format.is_for_people() && !args.quiet {
        summary(&inspections, count, args.diff_base.as_deref(), out)?;
        if let Some(sentence) = tally.sentence() {
            out.line(sentence)?;
        }
    } else if !args.quiet
        && let Some(sentence) = tally.sentence()
    {
        note(format_args!("{sentence}"));
    }
    Ok(match (troubles.is_empty(), count) {
        (false, _) => Status::Trouble,
        (true, 1..) if !args.exit_zero => Status::Findings,
        _ => Status::Clean,
    })
}

/// Takes the findings out that have nothing to do with what changed.
fn only_changed(jobs: &[Job], before: &[Option<Before>], inspections: &mut [Inspection]) {
    let all = jobs.par_iter().zip(before).zip(inspections);
    all.for_each(|((job, before), inspection)| {
        if let Some(before) = before {
            inspection.keep(&changes::wanted(job, inspection, before));
        }
    });
}

fn summary(inspections: &[Inspection], count: usize, diff_base: Option<&str>, out: &mut Output) -> anyhow::Result<()> {
    let checked = inspections.iter().filter(|inspection| inspection.trouble.is_none()).count();
    let broken = inspections.iter().filter(|inspection| inspection.has_errors).count();
    let affected = inspections.iter().filter(|inspection| inspection.found.is_some()).count();
    let headline = match count {
        0 => out.paint.tone(Tone::Green, "No findings"),
        1 => out.paint.tone(Tone::Bold, "1 finding"),
        _ => out.paint.tone(Tone::Bold, format!("{count} findings")),
    };
    let place = if count == 0 { String::new() } else { format!(" in {}", files(affected)) };
    let which = diff_base.map_or(String::new(), |reference| format!(" that changed since {reference}"));
    out.line(format!("{headline}{place}, {} checked{which}.", files(checked)))?;
    if broken > 0 {
        out.line(format!("{} with syntax errors: what could be read of it was checked.", files(broken)))?;
    }
    Ok(())
}

/// So many files, in words.
pub(crate) fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// How often each rule fired, most often first.
fn statistics(inspections: &[Inspection], format: Format, out: &mut Output) -> anyhow::Result<()> {
    let mut counts: BTreeMap<(&str, &str, &str), [usize; 3]> = BTreeMap::new();
    for finding in
        inspections.iter().filter_map(|inspection| inspection.found.as_ref()).flat_map(|found| &found.findings)
    {
        let cwe = finding.cwe.first().map_or("-", String::as_str);
        counts.entry((&finding.rule, cwe, &finding.name)).or_default()[finding.confidence as usize] += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    if !format.is_for_people() {
        let row = |((rule, cwe, name), [possible, likely, proven]): ((&str, &str, &str), [usize; 3])| {
            serde_json::json!({"rule": rule, "cwe": cwe, "name": name, "count": possible + likely + proven,
                "proven": proven, "likely": likely, "possible": possible})
        };
        return out.json(&rows.into_iter().map(row).collect());
    }
    if !rows.is_empty() {
        out.line(out.paint.tone(Tone::Bold, " count  proven  likely  possible  weakness   rule"))?;
    }
    for ((rule, cwe, name), [possible, likely, proven]) in rows {
        let total = possible + likely + proven;
        out.line(format!("{total:6}  {proven:6}  {likely:6}  {possible:8}  {cwe:9}  {rule} ({name})"))?;
    }
    Ok(())
}
