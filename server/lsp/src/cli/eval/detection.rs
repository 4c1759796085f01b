//! Detection: vulnerable samples should be reported, secure ones should not.
//!
//! *any* counts every finding; *strict* only those of the labelled weakness, its parent or its child. A secure sample
//! without a label has nothing to be right about, so there every finding is a false one.

use super::{
    CheckedSetArgs, Kind, Sample, by_label, by_number, dataset, number, percent, plot, read, report_failure, share,
    weaknesses,
};
use crate::cli::inspection::{guarded, pool};
use crate::cli::output::{Output, Tone, note};
use anyhow::Context;
use rayon::prelude::*;
use rescue_ide::{CheckOptions, Engine};
use rescue_knowledge::Hierarchy;
use rescue_syntax::document::Document;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// What was reported on one sample.
struct Verdict<'a> {
    sample: &'a Sample,
    any: bool,
    strict: bool,
    /// `CWE-89 sql-built-from-values`, for the list of misses.
    reported: Vec<String>,
}

/// The bars of a plot.
const SERIES: &[&str] = &["recall on vulnerable samples", "false positives on secure samples"];

/// How many samples of each kind there are, and how many of them were flagged.
#[derive(Debug, Clone, Copy)]
struct Counts {
    vulnerable: usize,
    secure: usize,
    hits: usize,
    alarms: usize,
}

/// The shares of one way to count.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scores {
    recall: Option<f64>,
    fpr: Option<f64>,
    precision: Option<f64>,
    f1: Option<f64>,
    pair: Option<f64>,
}

/// Measures detection.
pub(super) fn run(args: &CheckedSetArgs, engine: &Engine, out: &mut Output) -> anyhow::Result<()> {
    let samples = read(&args.set.file)?;
    let hierarchy = engine.snapshot().context("there is no knowledge base")?.hierarchy();
    let options = args.options();
    let judged: Vec<&Sample> = samples.iter().filter(|sample| sample.kind != Kind::Prompt).collect();
    let verdicts: Vec<Verdict<'_>> =
        pool(0)?.install(|| judged.into_par_iter().map(|sample| judge(sample, engine, &options, hierarchy)).collect());
    if args.set.misses {
        verdicts.iter().for_each(show_miss);
    }
    let groups = by_label(&verdicts, |verdict| verdict.sample);
    let all: Vec<&Verdict<'_>> = verdicts.iter().collect();
    let title = format!("Detection on {}: the labelled weakness", dataset(&samples));
    plot(&args.set, title, SERIES, &groups, Some(hierarchy), &all, |group| {
        let Counts { vulnerable, secure, hits, alarms } = counts(group, strict);
        vec![(hits, vulnerable), (alarms, secure)]
    })?;
    if args.set.json {
        return out.json(&as_json(&dataset(&samples), &verdicts, &groups));
    }
    table(&dataset(&samples), &verdicts, &groups, out)
}

fn judge<'a>(sample: &'a Sample, engine: &Engine, options: &CheckOptions, hierarchy: &Hierarchy) -> Verdict<'a> {
    let checked = guarded(|| engine.check(&Document::parse(sample.text.as_str()), options));
    let findings = match checked {
        Ok(findings) => weaknesses(findings),
        Err(why) => {
            report_failure(sample, &why);
            Vec::new()
        }
    };
    let any = !findings.is_empty();
    let right = findings.iter().any(|finding| sample.is_labelled_like(&finding.cwe, hierarchy));
    let reported = findings.iter().map(|finding| format!("{} {}", finding.cwe.join("/"), finding.rule)).collect();
    Verdict { sample, any, strict: if sample.labels().is_empty() { any } else { right }, reported }
}

fn show_miss(verdict: &Verdict<'_>) {
    let what = match (verdict.sample.kind, verdict.strict, verdict.any) {
        (Kind::Vulnerable, false, false) => "missed",
        (Kind::Vulnerable, false, true) => "other",
        (Kind::Secure, true, _) => "false",
        (Kind::Secure, false, true) => "noise",
        _ => return,
    };
    let labels = verdict.sample.labels().join(",");
    note(format_args!("{what}\t{}\t{labels}\t{}", verdict.sample.id, verdict.reported.join("; ")));
}

fn counts(verdicts: &[&Verdict<'_>], flagged: fn(&Verdict<'_>) -> bool) -> Counts {
    let of = |kind: Kind| verdicts.iter().copied().filter(move |verdict| verdict.sample.kind == kind);
    Counts {
        vulnerable: of(Kind::Vulnerable).count(),
        secure: of(Kind::Secure).count(),
        hits: of(Kind::Vulnerable).filter(|verdict| flagged(verdict)).count(),
        alarms: of(Kind::Secure).filter(|verdict| flagged(verdict)).count(),
    }
}

/// The shares over some verdicts.
fn scores(verdicts: &[&Verdict<'_>], flagged: fn(&Verdict<'_>) -> bool) -> Scores {
    let Counts { vulnerable, secure, hits, alarms } = counts(verdicts, flagged);
    let both = vulnerable > 0 && secure > 0;
    let ratio = |part: usize, whole: usize| both.then(|| share(part, whole).unwrap_or(0.0));
    let pairs = pairs(verdicts);
    let told_apart = pairs.iter().filter(|(bad, good)| flagged(bad) && !flagged(good)).count();
    Scores {
        recall: share(hits, vulnerable),
        fpr: share(alarms, secure),
        precision: ratio(hits, hits + alarms),
        f1: ratio(2 * hits, vulnerable + hits + alarms),
        pair: share(told_apart, pairs.len()),
    }
}

/// Vulnerable samples with the secure ones that they name, or that name them.
fn pairs<'v, 's>(verdicts: &[&'v Verdict<'s>]) -> Vec<(&'v Verdict<'s>, &'v Verdict<'s>)> {
    let secure = || verdicts.iter().copied().filter(|verdict| verdict.sample.kind == Kind::Secure);
    let by_id: HashMap<&str, &Verdict<'_>> = secure().map(|verdict| (verdict.sample.id.as_str(), verdict)).collect();
    let by_pair: HashMap<&str, &Verdict<'_>> =
        secure().filter_map(|verdict| Some((verdict.sample.pair.as_deref()?, verdict))).collect();
    let vulnerable = verdicts.iter().copied().filter(|verdict| verdict.sample.kind == Kind::Vulnerable);
    let partner = |verdict: &Verdict<'_>| {
        let named = verdict.sample.pair.as_deref().and_then(|pair| by_id.get(pair));
        named.or_else(|| by_pair.get(verdict.sample.id.as_str())).copied()
    };
    vulnerable.filter_map(|verdict| Some((verdict, partner(verdict)?))).collect()
}

fn any(verdict: &Verdict<'_>) -> bool {
    verdict.any
}

fn strict(verdict: &Verdict<'_>) -> bool {
    verdict.strict
}

fn scores_json(scores: Scores) -> Value {
    json!({
        "recall": number(scores.recall), "fpr": number(scores.fpr), "precision": number(scores.precision),
        "f1": number(scores.f1), "pair": number(scores.pair),
    })
}

fn as_json(dataset: &str, verdicts: &[Verdict<'_>], groups: &BTreeMap<&str, Vec<&Verdict<'_>>>) -> Value {
    let all: Vec<&Verdict<'_>> = verdicts.iter().collect();
    let by_cwe: serde_json::Map<String, Value> = groups
        .iter()
        .map(|(label, group)| {
            let (vulnerable, secure) = sizes(group);
            let value = json!({
                "vulnerable": vulnerable, "secure": secure,
                "any": scores_json(scores(group, any)), "strict": scores_json(scores(group, strict)),
            });
            ((*label).to_owned(), value)
        })
        .collect();
    json!({
        "dataset": dataset,
        "any": scores_json(scores(&all, any)),
        "strict": scores_json(scores(&all, strict)),
        "by_cwe": by_cwe,
    })
}

fn sizes(verdicts: &[&Verdict<'_>]) -> (usize, usize) {
    let Counts { vulnerable, secure, .. } = counts(verdicts, any);
    (vulnerable, secure)
}

fn table(
    dataset: &str,
    verdicts: &[Verdict<'_>],
    groups: &BTreeMap<&str, Vec<&Verdict<'_>>>,
    out: &mut Output,
) -> anyhow::Result<()> {
    let all: Vec<&Verdict<'_>> = verdicts.iter().collect();
    let (vulnerable, secure) = sizes(&all);
    out.line(format!("{dataset}: {vulnerable} vulnerable, {secure} secure"))?;
    let head = format!("{:28}{:>9}{:>9}{:>11}{:>9}{:>9}", "", "recall", "fpr", "precision", "f1", "pair");
    out.line(out.paint.tone(Tone::Bold, head))?;
    out.line(row("any finding", scores(&all, any)))?;
    out.line(row("the labelled weakness", scores(&all, strict)))?;
    out.line("")?;
    out.line(out.paint.tone(Tone::Bold, "the labelled weakness, by label (vulnerable/secure)"))?;
    for (label, group) in by_number(groups) {
        let (vulnerable, secure) = sizes(group);
        out.line(row(&format!("{label} ({vulnerable}/{secure})"), scores(group, strict)))?;
    }
    Ok(())
}

fn row(name: &str, scores: Scores) -> String {
    let Scores { recall, fpr, precision, f1, pair } = scores;
    let [recall, fpr, precision, f1, pair] = [recall, fpr, precision, f1, pair].map(percent);
    format!("{name:28}{recall:>9}{fpr:>9}{precision:>11}{f1:>9}{pair:>9}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(id: &str, kind: Kind, pair: Option<&str>) -> Sample {
        Sample {
            id: id.into(),
            dataset: String::new(),
            cwe: Some(vec!["CWE-89".into()]),
            kind,
            text: String::new(),
            pair: pair.map(str::to_owned),
        }
    }

    fn verdict(sample: &Sample, strict: bool) -> Verdict<'_> {
        Verdict { sample, any: strict, strict, reported: Vec::new() }
    }

    #[test]
    fn shares_are_those_of_the_textbook() {
        let samples = [
            sample("v1", Kind::Vulnerable, Some("s1")),
            sample("s1", Kind::Secure, None),
            sample("v2", Kind::Vulnerable, None),
            sample("s2", Kind::Secure, Some("v2")),
            sample("v3", Kind::Vulnerable, Some("a prompt")),
            sample("s3", Kind::Secure, None),
        ];
        let flags = [true, false, true, true, false, false];
        let verdicts: Vec<Verdict<'_>> =
            samples.iter().zip(flags).map(|(sample, flag)| verdict(sample, flag)).collect();
        let all: Vec<&Verdict<'_>> = verdicts.iter().collect();
        let third = Some(2.0 / 3.0);
        let expected = Scores { recall: third, fpr: Some(1.0 / 3.0), precision: third, f1: third, pair: Some(0.5) };
        assert_eq!(scores(&all, strict), expected);
    }

    #[test]
    fn what_a_set_does_not_have_is_null() {
        let samples = [sample("v", Kind::Vulnerable, None)];
        let verdicts = [verdict(&samples[0], true)];
        let scores = scores(&[&verdicts[0]], strict);
        assert_eq!(
            (scores.recall, scores.fpr, scores.precision, scores.f1, scores.pair),
            (Some(1.0), None, None, None, None)
        );
    }

    #[test]
    fn a_set_without_a_single_report_has_scores_of_zero() {
        let samples = [sample("v", Kind::Vulnerable, None), sample("s", Kind::Secure, None)];
        let verdicts: Vec<Verdict<'_>> = samples.iter().map(|sample| verdict(sample, false)).collect();
        let scores = scores(&verdicts.iter().collect::<Vec<_>>(), strict);
        assert_eq!((scores.precision, scores.f1), (Some(0.0), Some(0.0)));
    }
}
