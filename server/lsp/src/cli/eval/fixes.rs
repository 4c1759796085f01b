//! Fixes: the first fix of each finding on a vulnerable sample, applied alone and then all together.

use super::{
    CheckedSetArgs, Kind, Sample, by_label, by_number, dataset, number, percent, plot, read, report_failure, share,
    weaknesses,
};
use crate::cli::inspection::{guarded, pool};
use crate::cli::output::{Output, Tone, note};
use crate::cli::repair::{repaired, with_edits};
use rayon::prelude::*;
use rescue_ide::finding::Finding;
use rescue_ide::{CheckOptions, Engine};
use rescue_syntax::document::Document;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The bars of a plot.
const SERIES: &[&str] = &["findings with a fix", "fixes that work"];

/// What fixing came to on one sample.
struct Attempt<'a> {
    sample: &'a Sample,
    counts: Counts,
    /// Rules whose fix did not work.
    failed: Vec<String>,
}

/// How many …
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Counts {
    /// … samples,
    samples: usize,
    /// … with a finding,
    found: usize,
    /// … of those, have none once every first fix is applied,
    clean: usize,
    /// … findings,
    findings: usize,
    /// … with a fix,
    offered: usize,
    /// … whose fix leaves text that parses,
    parses: usize,
    /// … and is without the finding.
    fixed: usize,
}

impl Counts {
    fn plus(self, other: Counts) -> Counts {
        Counts {
            samples: self.samples + other.samples,
            found: self.found + other.found,
            clean: self.clean + other.clean,
            findings: self.findings + other.findings,
            offered: self.offered + other.offered,
            parses: self.parses + other.parses,
            fixed: self.fixed + other.fixed,
        }
    }

    fn of(attempts: &[&Attempt<'_>]) -> Counts {
        attempts.iter().fold(Counts::default(), |sum, attempt| sum.plus(attempt.counts))
    }
}

/// Measures fixes.
pub(super) fn run(args: &CheckedSetArgs, engine: &Engine, out: &mut Output) -> anyhow::Result<()> {
    let samples = read(&args.set.file)?;
    let options = args.options();
    let vulnerable: Vec<&Sample> = samples.iter().filter(|sample| sample.kind == Kind::Vulnerable).collect();
    let attempts: Vec<Attempt<'_>> =
        pool(0)?.install(|| vulnerable.into_par_iter().map(|sample| attempt(sample, engine, &options)).collect());
    if args.set.misses {
        for attempt in attempts.iter().filter(|attempt| !attempt.failed.is_empty()) {
            note(format_args!("{}\t{}", attempt.sample.id, attempt.failed.join(" ")));
        }
    }
    let groups = by_label(&attempts, |attempt| attempt.sample);
    let all: Vec<&Attempt<'_>> = attempts.iter().collect();
    let title = format!("Fixes on {}", dataset(&samples));
    let hierarchy = engine.snapshot().map(|snapshot| snapshot.hierarchy());
    plot(&args.set, title, SERIES, &groups, hierarchy, &all, |group| {
        let counts = Counts::of(group);
        vec![(counts.offered, counts.findings), (counts.fixed, counts.offered)]
    })?;
    if args.set.json {
        return out.json(&as_json(&dataset(&samples), &attempts, &groups));
    }
    table(&dataset(&samples), &attempts, &groups, out)
}

fn attempt<'a>(sample: &'a Sample, engine: &Engine, options: &CheckOptions) -> Attempt<'a> {
    guarded(|| try_fixes(sample, engine, options)).unwrap_or_else(|why| {
        report_failure(sample, &why);
        Attempt { sample, counts: Counts { samples: 1, ..Counts::default() }, failed: Vec::new() }
    })
}

fn try_fixes<'a>(sample: &'a Sample, engine: &Engine, options: &CheckOptions) -> Attempt<'a> {
    let doc = Document::parse(sample.text.as_str());
    let findings = weaknesses(engine.check(&doc, options));
    let mut counts = Counts { samples: 1, found: usize::from(!findings.is_empty()), ..Counts::default() };
    let mut failed = Vec::new();
    for finding in &findings {
        counts.findings += 1;
        let Some(fix) = finding.fixes.first() else { continue };
        counts.offered += 1;
        let after = Document::parse(with_edits(doc.text(), &fix.edits));
        let parses = doc.module().has_errors || !after.module().has_errors;
        let fixed = parses && is_gone(finding, &findings, &weaknesses(engine.check(&after, options)));
        counts.parses += usize::from(parses);
        counts.fixed += usize::from(fixed);
        if !fixed {
            failed.push(finding.rule.clone());
        }
    }
    if counts.found > 0 {
        counts.clean = usize::from(repaired(engine, options, doc.text(), true).after == 0);
    }
    Attempt { sample, counts, failed }
}

/// The rule fires less often than before, and no other fires more often.
fn is_gone(finding: &Finding, before: &[Finding], after: &[Finding]) -> bool {
    let count = |findings: &[Finding], rule: &str| findings.iter().filter(|finding| finding.rule == rule).count();
    count(after, &finding.rule) < count(before, &finding.rule)
        && after.iter().all(|other| count(after, &other.rule) <= count(before, &other.rule))
}

fn counts_json(counts: Counts) -> Value {
    json!({
        "samples": counts.samples, "found": counts.found, "findings": counts.findings, "fixes": counts.offered,
        "offered": number(share(counts.offered, counts.findings)),
        "parses": number(share(counts.parses, counts.offered)),
        "fixed": number(share(counts.fixed, counts.offered)),
        "clean": number(share(counts.clean, counts.found)),
    })
}

fn as_json(dataset: &str, attempts: &[Attempt<'_>], groups: &BTreeMap<&str, Vec<&Attempt<'_>>>) -> Value {
    let mut value = counts_json(Counts::of(&attempts.iter().collect::<Vec<_>>()));
    let by_cwe: serde_json::Map<String, Value> =
        groups.iter().map(|(label, group)| ((*label).to_owned(), counts_json(Counts::of(group)))).collect();
    value["dataset"] = dataset.into();
    value["by_cwe"] = by_cwe.into();
    value
}

fn table(
    dataset: &str,
    attempts: &[Attempt<'_>],
    groups: &BTreeMap<&str, Vec<&Attempt<'_>>>,
    out: &mut Output,
) -> anyhow::Result<()> {
    let all = Counts::of(&attempts.iter().collect::<Vec<_>>());
    out.line(format!("{dataset}: {} vulnerable, {} with findings", all.samples, all.found))?;
    let head = format!("{:16}{:>9}{:>9}{:>9}{:>9}{:>9}", "", "findings", "offered", "parses", "fixed", "clean");
    out.line(out.paint.tone(Tone::Bold, head))?;
    out.line(row("all", all))?;
    out.line("")?;
    for (label, group) in by_number(groups) {
        out.line(row(&format!("{label} ({})", group.len()), Counts::of(group)))?;
    }
    Ok(())
}

fn row(name: &str, counts: Counts) -> String {
    let Counts { found, clean, findings, offered, parses, fixed, .. } = counts;
    let shares = [share(offered, findings), share(parses, offered), share(fixed, offered), share(clean, found)];
    let [offered, parses, fixed, clean] = shares.map(percent);
    format!("{name:16}{findings:>9}{offered:>9}{parses:>9}{fixed:>9}{clean:>9}")
}
