//! `check --baseline` and `check --write-baseline`.

use super::check::files;
use super::inspection::{Inspection, all_marks, hides};
use super::output::Output;
use super::projects::Job;
use crate::baseline::{Baseline, Baselines, Entry};
use anyhow::{Context, bail};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which findings are accepted.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct BaselineArgs {
    /// Report only findings that are not in this baseline, in place of the one that the project names.
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub(crate) baseline: Option<PathBuf>,
    /// Report all findings, also where the project names a baseline.
    #[arg(long)]
    pub(crate) no_baseline: bool,
    /// Accept everything that is found now: writes it to this baseline and reports nothing.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "no_baseline"])]
    pub(crate) write_baseline: Option<PathBuf>,
}

/// What came of the baselines.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Findings that were left out.
    known: usize,
    /// Entries that no finding matches any more.
    gone: usize,
    files: Vec<PathBuf>,
}

impl Tally {
    /// A sentence about it; none where there is no baseline.
    pub(crate) fn sentence(&self) -> Option<String> {
        let name = match self.files.as_slice() {
            [] => return None,
            [one] => one.display().to_string(),
            more => format!("{} baselines", more.len()),
        };
        let known = match self.known {
            1 => "1 known finding is".to_owned(),
            more => format!("{more} known findings are"),
        };
        let gone = match self.gone {
            0 => String::new(),
            1 => "; 1 that it has is gone: write it anew to forget it".to_owned(),
            more => format!("; {more} that it has are gone: write it anew to forget them"),
        };
        Some(format!("{known} left out by {name}{gone}."))
    }
}

/// Takes the findings out that baselines have.
pub(crate) fn subtract(args: &BaselineArgs, jobs: &[Job], inspections: &mut [Inspection]) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    if args.no_baseline {
        return Ok(tally);
    }
    let mut groups: BTreeMap<&Path, Vec<(&Job, &mut Inspection)>> = BTreeMap::new();
    for (job, inspection) in jobs.iter().zip(inspections) {
        if let Some(file) = args.baseline.as_deref().or(job.baseline.as_deref()) {
            groups.entry(file).or_default().push((job, inspection));
        }
    }
    // One that is named is read also where there was nothing to check.
    groups.extend(args.baseline.as_deref().filter(|_| jobs.is_empty()).map(|file| (file, Vec::new())));
    let mut baselines = Baselines::default();
    for (file, group) in groups {
        let baseline = baselines.get(file).map_err(anyhow::Error::msg)?;
        tally.files.push(file.to_owned());
        of_one(&baseline, group, &mut tally);
    }
    Ok(tally)
}

/// One baseline and the files that it is for.
fn of_one(baseline: &Arc<Baseline>, mut group: Vec<(&Job, &mut Inspection)>, tally: &mut Tally) {
    group.retain(|(_, inspection)| inspection.trouble.is_none());
    let mut found: Vec<(&mut Inspection, Vec<bool>, usize)> = group
        .into_par_iter()
        .map(|(job, inspection)| {
            let key = baseline.key(job.target.path());
            let matched = baseline.matched(&key, inspection.marks());
            let left = if matched.left.is_empty() || !hides(&job.options) {
                matched.left
            } else {
                // What is hidden is not gone.
                let text = job.read().map(|source| source.text).unwrap_or_default();
                baseline.matched(&key, &all_marks(job, &text)).left
            };
            (inspection, matched.known, count(&left))
        })
        .collect();
    let mut orphans: Vec<Entry> =
        baseline.keys().filter(|key| baseline.is_gone(key)).flat_map(|key| baseline.entries(key)).cloned().collect();
    for (inspection, known, left) in &mut found {
        for (mark, known) in inspection.marks().iter().zip(known.iter_mut()).filter(|(_, known)| !**known) {
            if let Some(entry) = orphans.iter_mut().find(|entry| entry.count > 0 && entry.mark.same_place(mark)) {
                entry.count -= 1;
                *known = true;
            }
        }
        tally.known += known.iter().filter(|known| **known).count();
        tally.gone += *left;
        inspection.keep(&known.iter().map(|known| !known).collect::<Vec<_>>());
    }
    tally.gone += count(&orphans);
}

fn count(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| entry.count).sum()
}

/// Writes what was found to a baseline. What it had of files that were not checked stays, if they are still there.
pub(crate) fn write(file: &Path, jobs: &[Job], inspections: &[Inspection], out: &mut Output) -> anyhow::Result<()> {
    let mut baseline = match file.exists() {
        true => Baseline::read(file).map_err(anyhow::Error::msg)?,
        false => Baseline::new(file),
    };
    let mut checked = HashSet::new();
    let (mut findings, mut affected) = (0, 0);
    for (job, inspection) in jobs.iter().zip(inspections).filter(|(_, inspection)| inspection.trouble.is_none()) {
        if job.target.is_nameless() {
            bail!("standard input has no place in a baseline: name it with --stdin-filename");
        }
        let key = baseline.key(job.target.path());
        baseline.put(&key, inspection.marks());
        checked.insert(key);
        findings += inspection.marks().len();
        affected += usize::from(!inspection.marks().is_empty());
    }
    let others: Vec<String> = baseline.keys().filter(|key| !checked.contains(*key)).map(str::to_owned).collect();
    let (gone, kept): (Vec<_>, Vec<_>) = others.into_iter().partition(|key| baseline.is_gone(key));
    gone.iter().for_each(|key| baseline.remove(key));
    baseline.write().with_context(|| format!("cannot write the baseline {}", file.display()))?;
    let plural = if findings == 1 { "1 finding".to_owned() } else { format!("{findings} findings") };
    let rest = match kept.len() {
        0 => String::new(),
        more => format!(" What it had of {} that were not checked stays.", files(more)),
    };
    out.line(format!("Wrote {plural} in {} to {}.{rest}", files(affected), file.display()))?;
    Ok(())
}
