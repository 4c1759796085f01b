//! Retrieval: a prompt is all there is, and the weakness that threatens its answer should come up.

use super::{Kind, Sample, SetArgs, by_label, by_number, dataset, number, percent, plot, read, report_failure, share};
use crate::cli::inspection::{guarded, pool};
use crate::cli::output::{Output, Tone, note};
use anyhow::Context;
use rescue_ide::Engine;
use rescue_knowledge::{Options, Snapshot};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Looked at for `family`.
const FAMILY: usize = 3;

/// The bars of a plot.
const SERIES: &[&str] = &["first", "among the first five"];

/// What came up for one prompt.
struct Answer<'a> {
    sample: &'a Sample,
    /// In which place, from 1, a weakness came up that the label names.
    rank: Option<usize>,
    /// Among the first, one came up that is the label, its parent or its child.
    family: bool,
    /// What came up, best first.
    found: Vec<String>,
    took: Duration,
}

/// Measures retrieval.
pub(super) fn run(args: &SetArgs, engine: &Engine, out: &mut Output) -> anyhow::Result<()> {
    let samples = read(&args.file)?;
    let snapshot = engine.snapshot().context("there is no knowledge base")?;
    // The first query pays for loading the encoder, which no keystroke does.
    snapshot.encoder().embed(&["warm".to_owned()])?;
    let prompts = samples.iter().filter(|sample| sample.kind == Kind::Prompt);
    let answers: Vec<Answer<'_>> = pool(1)?.install(|| prompts.map(|sample| ask(sample, engine, snapshot)).collect());
    if args.misses {
        for answer in answers.iter().filter(|answer| answer.is_wrong()) {
            let labels = answer.sample.labels().join(",");
            note(format_args!("{}\t{labels}\t{}", answer.sample.id, answer.found.join(" ")));
        }
    }
    let groups = by_label(&answers, |answer| answer.sample);
    let all: Vec<&Answer<'_>> = answers.iter().collect();
    let title = format!("Retrieval on {}: the labelled weakness came up", dataset(&samples));
    plot(args, title, SERIES, &groups, Some(snapshot.hierarchy()), &all, |group| {
        let labelled: Vec<&&Answer<'_>> = group.iter().filter(|answer| !answer.sample.labels().is_empty()).collect();
        let within = |cut| labelled.iter().filter(|answer| answer.rank.is_some_and(|rank| rank <= cut)).count();
        vec![(within(1), labelled.len()), (within(5), labelled.len())]
    })?;
    if args.json {
        return out.json(&as_json(&dataset(&samples), &answers, &groups));
    }
    table(&dataset(&samples), &answers, &groups, out)
}

impl Answer<'_> {
    fn is_wrong(&self) -> bool {
        if self.sample.labels().is_empty() { !self.found.is_empty() } else { self.rank.is_none() }
    }
}

fn ask<'a>(sample: &'a Sample, engine: &Engine, snapshot: &Snapshot) -> Answer<'a> {
    let start = Instant::now();
    let found = guarded(|| snapshot.retrieve(&engine.facets_of_text(&sample.text), &Options::default()));
    let took = start.elapsed();
    let found = found.and_then(|found| found.map_err(|error| error.to_string())).unwrap_or_else(|why| {
        report_failure(sample, &why);
        Default::default()
    });
    let weaknesses: Vec<_> =
        found.weaknesses.iter().filter_map(|ranked| snapshot.knowledge().weaknesses.get(ranked.index)).collect();
    let named = |label: &String, at: usize| weaknesses[at].cwe == *label || weaknesses[at].also.contains(label);
    let rank = (0..weaknesses.len()).find(|at| sample.labels().iter().any(|label| named(label, *at)));
    let found: Vec<String> = weaknesses.iter().map(|weakness| weakness.cwe.clone()).collect();
    let first = &found[..found.len().min(FAMILY)];
    let family = rank.is_some_and(|rank| rank < FAMILY) || sample.is_labelled_like(first, snapshot.hierarchy());
    Answer { sample, rank: rank.map(|rank| rank + 1), family, found, took }
}

/// The shares over some prompts.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scores {
    hits: [Option<f64>; 3],
    mrr: Option<f64>,
    family: Option<f64>,
    silent: Option<f64>,
}

const CUTS: [usize; 3] = [1, 3, 5];

fn scores(answers: &[&Answer<'_>]) -> Scores {
    let labelled: Vec<&Answer<'_>> =
        answers.iter().copied().filter(|answer| !answer.sample.labels().is_empty()).collect();
    let count = |test: &dyn Fn(&Answer<'_>) -> bool| labelled.iter().filter(|answer| test(answer)).count();
    let reciprocal: f64 =
        labelled.iter().filter_map(|answer| answer.rank).map(|rank| 1.0 / rank as f64).fold(0.0, |sum, own| sum + own);
    Scores {
        hits: CUTS.map(|cut| share(count(&|answer| answer.rank.is_some_and(|rank| rank <= cut)), labelled.len())),
        mrr: (!labelled.is_empty()).then(|| reciprocal / labelled.len() as f64),
        family: share(count(&|answer| answer.family), labelled.len()),
        silent: share(answers.iter().filter(|answer| answer.found.is_empty()).count(), answers.len()),
    }
}

/// The time that this share of the answers stayed within, in milliseconds.
fn percentile(answers: &[Answer<'_>], percent: usize) -> Option<f64> {
    let mut times: Vec<Duration> = answers.iter().map(|answer| answer.took).collect();
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(place).map(|took| took.as_secs_f64() * 1e3)
}

fn scores_json(scores: Scores) -> Value {
    json!({
        "hit@1": number(scores.hits[0]), "hit@3": number(scores.hits[1]), "hit@5": number(scores.hits[2]),
        "mrr": number(scores.mrr), "family@3": number(scores.family), "silent": number(scores.silent),
    })
}

fn as_json(dataset: &str, answers: &[Answer<'_>], groups: &BTreeMap<&str, Vec<&Answer<'_>>>) -> Value {
    let mut value = scores_json(scores(&answers.iter().collect::<Vec<_>>()));
    let by_cwe: serde_json::Map<String, Value> = groups
        .iter()
        .map(|(label, group)| {
            let mut value = scores_json(scores(group));
            value["prompts"] = group.len().into();
            ((*label).to_owned(), value)
        })
        .collect();
    value["dataset"] = dataset.into();
    value["p50_ms"] = number(percentile(answers, 50));
    value["p99_ms"] = number(percentile(answers, 99));
    value["by_cwe"] = by_cwe.into();
    value
}

fn table(
    dataset: &str,
    answers: &[Answer<'_>],
    groups: &BTreeMap<&str, Vec<&Answer<'_>>>,
    out: &mut Output,
) -> anyhow::Result<()> {
    let milliseconds = |percent| percentile(answers, percent).map_or("-".to_owned(), |time| format!("{time:.2} ms"));
    let times = format!("p50 {}, p99 {}", milliseconds(50), milliseconds(99));
    out.line(format!("{dataset}: {} prompts, {times}", answers.len()))?;
    let head =
        format!("{:16}{:>9}{:>9}{:>9}{:>7}{:>10}{:>9}", "", "hit@1", "hit@3", "hit@5", "mrr", "family@3", "silent");
    out.line(out.paint.tone(Tone::Bold, head))?;
    out.line(row("all", scores(&answers.iter().collect::<Vec<_>>())))?;
    out.line("")?;
    for (label, group) in by_number(groups) {
        out.line(row(&format!("{label} ({})", group.len()), scores(group)))?;
    }
    Ok(())
}

fn row(name: &str, scores: Scores) -> String {
    let [one, three, five] = scores.hits.map(percent);
    let mrr = scores.mrr.map_or("-".to_owned(), |mrr| format!("{mrr:.3}"));
    let (family, silent) = (percent(scores.family), percent(scores.silent));
    format!("{name:16}{one:>9}{three:>9}{five:>9}{mrr:>7}{family:>10}{silent:>9}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(labels: &[&str]) -> Sample {
        Sample {
            id: String::new(),
            dataset: String::new(),
            cwe: Some(labels.iter().map(|label| (*label).to_owned()).collect()),
            kind: Kind::Prompt,
            text: String::new(),
            pair: None,
        }
    }

    #[test]
    fn ranks_become_shares_and_harmless_prompts_count_for_silence_only() {
        let (labelled, harmless) = (sample(&["CWE-89"]), sample(&[]));
        let answer = |sample, rank: Option<usize>, found: usize, took| Answer {
            sample,
            rank,
            family: rank.is_some(),
            found: vec![String::new(); found],
            took: Duration::from_millis(took),
        };
        let answers = [
            answer(&labelled, Some(1), 1, 4),
            answer(&labelled, Some(4), 4, 2),
            answer(&labelled, None, 0, 3),
            answer(&labelled, Some(2), 2, 1),
            answer(&harmless, None, 0, 9),
        ];
        let scores = scores(&answers.iter().collect::<Vec<_>>());
        assert_eq!(scores.hits, [Some(0.25), Some(0.5), Some(0.75)]);
        assert_eq!(scores.mrr, Some((1.0 + 0.25 + 0.5) / 4.0));
        assert_eq!((scores.family, scores.silent), (Some(0.75), Some(0.4)));
        assert_eq!((percentile(&answers, 50), percentile(&answers, 99)), (Some(3.0), Some(9.0)));
        assert_eq!(percentile(&[], 50), None);
    }
}
