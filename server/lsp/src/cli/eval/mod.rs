//! `rescue-lsp eval`: measures Rescue on any file of labelled samples.
//!
//! Nothing here looks at an identifier or at where a sample comes from: a set that nobody has seen is measured as the
//! known ones are.

mod detection;
mod fixes;
mod plot;
mod retrieval;

use super::Status;
use super::knowledge::Choice;
use super::output::{Output, complain};
use super::selection::confidences;
use anyhow::{Context, bail};
use plot::{Chart, Row};
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
    /// Also draw the shares by weakness, as an SVG file.
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
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
    let samples = parse(&text, path)?;
    if samples.is_empty() {
        bail!("{} holds no samples", path.display());
    }
    Ok(samples)
}

/// The samples of a text; the first line that is none is the error, and how many more there are.
fn parse(text: &str, path: &Path) -> anyhow::Result<Vec<Sample>> {
    let lines = text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (mut samples, mut broken) = (Vec::new(), Vec::new());
    for (at, line) in lines {
        match serde_json::from_str::<Sample>(line) {
            Ok(mut sample) => {
                sample.cwe.iter_mut().flatten().for_each(|label| *label = canonical(label));
                samples.push(sample);
            }
            Err(error) => broken.push((at + 1, error)),
        }
    }
    let Some((line, error)) = broken.first() else {
        return Ok(samples);
    };
    let told = error.to_string();
    // Where in the line it is stands before the message, as everywhere.
    let what = told.split_once(" at line 1").map_or(told.as_str(), |(what, _)| what);
    let more = match broken.len() {
        1 => String::new(),
        count => format!("; {} more lines are broken", count - 1),
    };
    bail!(
        "{}:{line}:{}: {what}; a line is one JSON object with `id`, `kind` (prompt, vulnerable or secure) and `text`{more}",
        path.display(),
        error.column(),
    )
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

/// Groups in the order of the numbers in their labels; what has no number comes last.
fn by_number<'g, 'a, T>(groups: &'g BTreeMap<&'a str, Vec<T>>) -> Vec<(&'a str, &'g Vec<T>)> {
    let mut ordered: Vec<_> = groups.iter().map(|(label, group)| (*label, group)).collect();
    let number = |label: &str| label.rsplit('-').next().and_then(|digits| digits.parse::<u32>().ok());
    ordered.sort_by_key(|(label, _)| (number(label).unwrap_or(u32::MAX), *label));
    ordered
}

/// Draws some groups below all of them, if a plot is wanted.
fn plot<T>(
    args: &SetArgs,
    title: String,
    series: &'static [&'static str],
    groups: &BTreeMap<&str, Vec<&T>>,
    hierarchy: Option<&Hierarchy>,
    all: &[&T],
    counts: impl Fn(&[&T]) -> Vec<(usize, usize)>,
) -> anyhow::Result<()> {
    let Some(path) = &args.plot else {
        return Ok(());
    };
    let mut rows = vec![Row { label: "all".to_owned(), name: String::new(), bars: counts(all) }];
    for (label, group) in by_number(groups) {
        let name = hierarchy.and_then(|list| list.get(label)).map_or("", |entry| everyday(&entry.name));
        rows.push(Row { label: label.to_owned(), name: name.to_owned(), bars: counts(group) });
    }
    Chart { title, series, rows }.write(path)
}

/// MITRE gives many entries their everyday name in quotes: `... ('SQL Injection')`.
fn everyday(name: &str) -> &str {
    name.split_once("('").and_then(|(_, rest)| rest.split_once("')")).map_or(name, |(everyday, _)| everyday)
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
        let file = Path::new("set.jsonl");
        let samples = parse(text, file).expect("samples");
        assert_eq!(samples[0].labels(), ["CWE-89"]);
        assert_eq!((samples[1].kind, samples[1].groups()), (Kind::Secure, BTreeSet::from(["none"])));
        assert_eq!(dataset(&samples), "d");
        let wrong = parse("\n{\"id\": \"a\"}\nno\n", file).expect_err("lines that are no samples").to_string();
        assert!(wrong.starts_with("set.jsonl:2:11: missing field `kind`; a line is"), "{wrong}");
        assert!(wrong.ends_with("; 1 more lines are broken"), "{wrong}");
    }

    #[test]
    fn groups_stand_in_the_order_of_their_numbers() {
        let groups =
            BTreeMap::from([("CWE-1004", vec![1]), ("CWE-22", vec![2]), ("none", vec![3]), ("CWE-502", vec![])]);
        let order: Vec<&str> = by_number(&groups).into_iter().map(|(label, _)| label).collect();
        assert_eq!(order, ["CWE-22", "CWE-502", "CWE-1004", "none"]);
        assert_eq!(
            (everyday("Improper … ('SQL Injection')"), everyday("Use of a Key")),
            ("SQL Injection", "Use of a Key")
        );
    }

    #[test]
    fn shares_of_nothing_are_null() {
        assert_eq!((number(share(1, 3)), number(share(0, 0))), (json!(0.3333), Value::Null));
        assert_eq!((percent(share(1, 2)), percent(None)), ("50.0 %".to_owned(), "-".to_owned()));
    }
}
