//! `rescue-lsp eval`: measures Rescue on any file of labelled samples.
//!
//! Nothing here looks at an identifier or at where a sample comes from: a set that nobody has seen is measured as the
//! known ones are.

mod detection;
mod fixes;
mod retrieval;

use super::Status;
use super::knowledge::Choice;
use super::output::{Output, complain};
use super::selection::confidences;
use anyhow::{Context, bail};
use rescue_ide::CheckOptions;
use rescue_ide::finding::{Confidence, Finding, FindingKind};
use rescue_knowledge::Hierarchy;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What to measure.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum EvalCommand {
    /// Whether the right weakness is found for a prompt.
    Retrieval(SetArgs),
    /// Whether vulnerable code is reported and secure code is not.
    Detection(CheckedSetArgs),
    /// Whether the first fix of a finding removes it.
    Fixes(CheckedSetArgs),
}

/// A set of samples.
#[derive(Debug, clap::Args)]
pub(crate) struct SetArgs {
    /// JSON lines of id, dataset, cwe, kind, text, pair, line.
    file: PathBuf,
    /// One JSON object in place of a table.
    #[arg(long)]
    json: bool,
    /// Also show the samples that went wrong, one a line, on standard error.
    #[arg(long)]
    misses: bool,
}

/// A set of samples that are checked.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckedSetArgs {
    #[command(flatten)]
    set: SetArgs,
    /// Findings that are less certain do not count.
    #[arg(long, value_name = "CONFIDENCE", value_parser = confidences())]
    min_confidence: Option<Confidence>,
}

impl CheckedSetArgs {
    fn options(&self) -> CheckOptions {
        let defaults = CheckOptions::default();
        CheckOptions { minimum_confidence: self.min_confidence.unwrap_or(defaults.minimum_confidence), ..defaults }
    }
}

/// Measures.
pub(crate) fn run(command: EvalCommand, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let engine = choice.engine()?;
    match command {
        EvalCommand::Retrieval(args) => retrieval::run(&args, &engine, out)?,
        EvalCommand::Detection(args) => detection::run(&args, &engine, out)?,
        EvalCommand::Fixes(args) => fixes::run(&args, &engine, out)?,
    }
    Ok(Status::Clean)
}

/// What a sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Prompt,
    Vulnerable,
    Secure,
}

/// One line of a set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Sample {
    id: String,
    #[serde(default)]
    dataset: String,
    #[serde(default)]
    cwe: Option<Vec<String>>,
    kind: Kind,
    text: String,
    #[serde(default)]
    pair: Option<String>,
}

impl Sample {
    fn labels(&self) -> &[String] {
        self.cwe.as_deref().unwrap_or_default()
    }

    /// The labels, or a word for a sample that has none.
    fn groups(&self) -> BTreeSet<&str> {
        let labels: BTreeSet<&str> = self.labels().iter().map(String::as_str).collect();
        if labels.is_empty() { BTreeSet::from(["none"]) } else { labels }
    }

    /// Whether one of these entries is a label, or the parent or child of one.
    fn is_labelled_like(&self, entries: &[String], hierarchy: &Hierarchy) -> bool {
        let mut labels = self.labels().iter();
        labels.any(|label| entries.iter().any(|entry| hierarchy.same_or_adjacent(label, entry)))
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Sample>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let samples = parse(&text).with_context(|| path.display().to_string())?;
    if samples.is_empty() {
        bail!("{} holds no samples", path.display());
    }
    Ok(samples)
}

fn parse(text: &str) -> anyhow::Result<Vec<Sample>> {
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            let mut sample: Sample = serde_json::from_str(line).with_context(|| format!("line {}", at + 1))?;
            sample.cwe.iter_mut().flatten().for_each(|label| *label = canonical(label));
            Ok(sample)
        })
        .collect()
}

/// `cwe-089` as `CWE-89`; anything else as it is.
fn canonical(label: &str) -> String {
    let digits = label.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse::<u32>().map_or_else(|_| label.to_owned(), |number| format!("CWE-{number}"))
}

/// The names of the sets that samples say they are from.
fn dataset(samples: &[Sample]) -> String {
    let names: BTreeSet<&str> = samples.iter().map(|sample| sample.dataset.as_str()).collect();
    names.into_iter().collect::<Vec<_>>().join("+")
}

/// Things by the labels of their samples.
fn by_label<'a, T>(things: impl IntoIterator<Item = &'a T>, sample: fn(&T) -> &Sample) -> BTreeMap<&'a str, Vec<&'a T>>
where
    T: 'a,
{
    let mut groups: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
    for thing in things {
        for label in sample(thing).groups() {
            groups.entry(label).or_default().push(thing);
        }
    }
    groups
}

/// The findings that are weaknesses of the program.
fn weaknesses(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.kind == FindingKind::Weakness).collect()
}

/// A share, or nothing where there is nothing to share.
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A number for JSON, with as many digits as anyone reads.
fn number(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| json!((value * 10_000.0).round() / 10_000.0))
}

/// A share for a table.
fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

/// Says that a sample made analysis fail.
fn report_failure(sample: &Sample, why: &str) {
    complain(format_args!("error: {}: {why}", sample.id));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_read_line_by_line() {
        let text = concat!(
            r#"{"id": "a", "dataset": "d", "cwe": ["cwe-089"], "kind": "vulnerable", "text": "x", "pair": "b", "line": 1}"#,
            "\n\n",
            r#"{"id": "b", "dataset": "d", "cwe": null, "kind": "secure", "text": "y", "extra": {}}"#,
            "\n",
        );
        let samples = parse(text).expect("samples");
        assert_eq!(samples[0].labels(), ["CWE-89"]);
        assert_eq!((samples[1].kind, samples[1].groups()), (Kind::Secure, BTreeSet::from(["none"])));
        assert_eq!(dataset(&samples), "d");
        let wrong = parse("{\"id\": \"a\"}").expect_err("a line that is no sample");
        assert!(format!("{wrong:#}").starts_with("line 1"));
    }

    #[test]
    fn shares_of_nothing_are_null() {
        assert_eq!((number(share(1, 3)), number(share(0, 0))), (json!(0.3333), Value::Null));
        assert_eq!((percent(share(1, 2)), percent(None)), ("50.0 %".to_owned(), "-".to_owned()));
    }
}
