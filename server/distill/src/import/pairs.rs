//! JSON lines of vulnerable and fixed functions, in the formats of SVEN and SafeCoder and in Rescue's own evaluation
//! format.

use super::{Change, Item, Take};
use anyhow::Context;
use serde_json::Value;
use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// A sample of the evaluation format that waits for its partner.
struct Sample {
    line: usize,
    kind: String,
    pair: String,
    text: String,
    labels: Vec<String>,
    dataset: String,
}

/// Reads a file. Each line says its format by its keys; what can't be used is told by line.
pub fn read(path: &Path, take: &mut Take<'_>) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
    let mut samples: Vec<(String, Sample)> = Vec::new();
    let place = |line: usize| format!("{}:{line}", path.display());
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let number = number + 1;
        let line = line.with_context(|| format!("{} can't be read", place(number)))?;
        if line.trim().is_empty() {
            continue;
        }
        let value: Value = match serde_json::from_str(&line) {
            Ok(value) => value,
            Err(error) => {
                take(Item::skipped(place(number), format!("it is no JSON: {error}")))?;
                continue;
            }
        };
        if value.get("func_src_before").is_some() {
            take(function(&value, &place(number)))?;
        } else if value.get("kind").is_some() && value.get("text").is_some() {
            let id = text(&value, "id");
            samples.push((id, sample(&value, number)));
        } else {
            let why = "it has neither `func_src_before` (SVEN, SafeCoder) nor `kind` and `text` (Rescue's format)";
            take(Item::skipped(place(number), why))?;
        }
    }
    join(samples, &place, take)
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A line of SVEN or SafeCoder.
fn function(value: &Value, place: &str) -> Item {
    let file = text(value, "file_name");
    let language = text(value, "lang");
    let is_python = match (language.is_empty(), file.is_empty()) {
        (false, _) => matches!(language.as_str(), "py" | "python" | "Python"),
        (true, false) => file.ends_with(".py"),
        (true, true) => true,
    };
    if !is_python {
        let what = if language.is_empty() { &file } else { &language };
        return Item::skipped(place, format!("it is no Python (`{what}`)"));
    }
    let after = text(value, "func_src_after");
    if after.is_empty() {
        return Item::skipped(place, "it has no `func_src_after`, so there is no fix");
    }
    let link = text(value, "commit_link");
    let label = label(&text(value, "vul_type"));
    Item::Change(Box::new(Change {
        place: place.to_owned(),
        origin: if link.is_empty() { format!("From {place}") } else { format!("Commit {link}, {file}") },
        file,
        before: text(value, "func_src_before"),
        after,
        labels: label.into_iter().collect(),
        about: text(value, "description"),
        ..Change::default()
    }))
}

/// `cwe-089`, `CWE-89` and `89` as `CWE-89`; nothing where there is no number (`NVD-CWE-noinfo`).
pub(super) fn label(written: &str) -> Option<String> {
    let written = written.trim();
    let lower = written.to_ascii_lowercase();
    let digits = lower.strip_prefix("cwe-").or_else(|| lower.strip_prefix("cwe")).unwrap_or(&lower);
    let number: u32 = digits.parse().ok()?;
    Some(format!("CWE-{number}"))
}

fn sample(value: &Value, line: usize) -> Sample {
    let labels = match value.get("cwe") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).filter_map(label).collect(),
        Some(Value::String(one)) => label(one).into_iter().collect(),
        _ => Vec::new(),
    };
    Sample {
        line,
        kind: text(value, "kind"),
        pair: text(value, "pair"),
        text: text(value, "text"),
        labels,
        dataset: text(value, "dataset"),
    }
}

/// Vulnerable samples with the secure one that they name, or that names them, and the prompt of either.
fn join(samples: Vec<(String, Sample)>, place: &dyn Fn(usize) -> String, take: &mut Take<'_>) -> anyhow::Result<()> {
    let of = |kind: &'static str| samples.iter().filter(move |(_, sample)| sample.kind == kind);
    let secure: HashMap<&str, &Sample> = of("secure").map(|(id, sample)| (id.as_str(), sample)).collect();
    let secure_by_pair: HashMap<&str, (&str, &Sample)> =
        of("secure").map(|(id, sample)| (sample.pair.as_str(), (id.as_str(), sample))).collect();
    let prompts: HashMap<&str, &str> =
        of("prompt").map(|(_, sample)| (sample.pair.as_str(), sample.text.as_str())).collect();
    for (id, sample) in &samples {
        let here = place(sample.line);
        match sample.kind.as_str() {
            "vulnerable" => {
                let named = secure.get(sample.pair.as_str()).map(|found| (sample.pair.as_str(), *found));
                let Some((secure_id, partner)) = named.or_else(|| secure_by_pair.get(id.as_str()).copied()) else {
                    take(Item::skipped(here, "no secure sample names it and it names none"))?;
                    continue;
                };
                let task = prompts.get(id.as_str()).or_else(|| prompts.get(secure_id)).map(|task| (*task).to_owned());
                take(Item::Change(Box::new(Change {
                    place: here,
                    origin: format!("Samples {id} and {secure_id} of the set {}", sample.dataset),
                    before: sample.text.clone(),
                    after: partner.text.clone(),
                    labels: sample.labels.clone(),
                    task,
                    ..Change::default()
                })))?;
            }
            "secure" | "prompt" => {}
            other => {
                take(Item::skipped(here, format!("`{other}` is none of `prompt`, `vulnerable` and `secure`")))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_written_in_many_ways() {
        for written in ["cwe-089", "CWE-89", "89", " CWE-089 ", "cwe89"] {
            assert_eq!(label(written).as_deref(), Some("CWE-89"), "{written}");
        }
        for none in ["", "NVD-CWE-noinfo", "NVD-CWE-Other", "xss"] {
            assert_eq!(label(none), None, "{none}");
        }
    }
}
