//! `rescue-lsp check`: findings for people, programs and CI.

use super::Status;
use super::across;
use super::inspection::{self, Inspection};
use super::knowledge::Choice;
use super::output::{Output, Tone, complain};
use super::projects::{self, Paths};
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
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Where to write them, in place of standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// End with 0 also where there are findings.
    #[arg(long)]
    exit_zero: bool,
    /// Count findings by rule in place of showing them.
    #[arg(long)]
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
    let mut inspections: Vec<Inspection> =
        inspection::pool(args.jobs)?.install(|| jobs.par_iter().map(inspection::inspect).collect());
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
        summary(&inspections, count, out)?;
    }
    Ok(match (troubles.is_empty(), count) {
        (false, _) => Status::Trouble,
        (true, 1..) if !args.exit_zero => Status::Findings,
        _ => Status::Clean,
    })
}

fn summary(inspections: &[Inspection], count: usize, out: &mut Output) -> anyhow::Result<()> {
    let checked = inspections.iter().filter(|inspection| inspection.trouble.is_none()).count();
    let broken = inspections.iter().filter(|inspection| inspection.has_errors).count();
    let affected = inspections.iter().filter(|inspection| inspection.found.is_some()).count();
    let headline = match count {
        0 => out.paint.tone(Tone::Green, "No findings"),
        1 => out.paint.tone(Tone::Bold, "1 finding"),
        _ => out.paint.tone(Tone::Bold, format!("{count} findings")),
    };
    let place = if count == 0 { String::new() } else { format!(" in {}", files(affected)) };
    out.line(format!("{headline}{place}, {} checked.", files(checked)))?;
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
