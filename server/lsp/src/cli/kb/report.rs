//! `rescue-lsp kb report`: the knowledge base as one page to look at, with everything inside it.

use crate::cli::Status;
use crate::cli::knowledge::Choice;
use crate::cli::output::{Output, complain};
use anyhow::Context;
use rescue_distill::examples::{Sliced, slice};
use rescue_distill::names::Names;
use rescue_distill::projection::plane;
use rescue_distill::{Corpus, corpus::CWE_LIST};
use rescue_knowledge::words::split_identifiers;
use rescue_knowledge::{Example, Hierarchy, Snapshot, Statement, Weakness};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

const PAGE: &str = include_str!("report/page.html");
const STYLE: &str = include_str!("report/page.css");
const SCRIPT: &str = include_str!("report/page.js");

/// Where the page goes.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// The page: one HTML file that loads nothing.
    #[arg(long, value_name = "FILE.html")]
    out: PathBuf,
    /// The corpus behind the knowledge base: with it, whole programs are shown beside their slices.
    #[arg(long, default_value = "kb-snapshot/corpus", value_name = "DIR")]
    corpus: PathBuf,
}

/// Writes the page.
pub(super) fn run(args: &ReportArgs, choice: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    let snapshot = choice.open()?;
    let wholes = wholes(args, &snapshot);
    let data = json!({
        "figures": figures(&snapshot),
        "tree": tree(&snapshot),
        "weaknesses": snapshot.knowledge().weaknesses.iter().map(weakness).collect::<Value>(),
        "records": snapshot.knowledge().examples.iter().map(|one| record(one, wholes.get(&one.id))).collect::<Value>(),
        "planes": {
            "g": points(&snapshot, |weakness| &weakness.guidelines, |example| &example.guideline)?,
            "c": points(&snapshot, |weakness| &weakness.causes, |example| &example.cause)?,
        },
    });
    // Inside a script element only these could end it.
    let data = serde_json::to_string(&data)?.replace('<', "\\u003c");
    let page = PAGE
        .replacen("{{style}}", STYLE.trim_end(), 1)
        .replacen("{{script}}", SCRIPT.trim_end(), 1)
        .replacen("{{data}}", &data, 1);
    std::fs::write(&args.out, &page).with_context(|| format!("{} can't be written", args.out.display()))?;
    let size = page.len() as f64 / f64::from(1 << 20);
    out.line(format!(
        "{}: {} weaknesses, {} records, {} of them beside their whole programs, {size:.1} MiB.",
        args.out.display(),
        snapshot.knowledge().weaknesses.len(),
        snapshot.knowledge().examples.len(),
        wholes.len(),
    ))?;
    Ok(Status::Clean)
}

/// Both programs of a record.
struct Whole {
    vulnerable: String,
    secure: String,
    sliced: Sliced,
    unsure: Vec<String>,
}

/// The programs of the corpus, by record. Where there is no corpus, slices have to do.
fn wholes(args: &ReportArgs, snapshot: &Snapshot) -> HashMap<String, Whole> {
    let folder = &args.corpus;
    if !folder.is_dir() {
        complain(format_args!(
            "{} is no folder, so the page shows slices without the programs they were cut from: name the corpus with \
             --corpus",
            folder.display()
        ));
        return HashMap::new();
    }
    let corpus =
        if folder.join(CWE_LIST).exists() { Corpus::read(folder) } else { Corpus::on_top_of(folder, snapshot) };
    let libraries = &snapshot.knowledge().libraries;
    let mut all = HashMap::new();
    for weakness in &corpus.weaknesses {
        let Some(cwe) = weakness.weakness.as_ref().map(|weakness| &weakness.cwe) else { continue };
        let known = snapshot.weakness(cwe).map(|weakness| &weakness.patterns);
        let names = Names::new([libraries], known.into_iter().chain([&weakness.patterns.patterns]));
        for record in &weakness.records {
            let sliced = slice(&record.vulnerable, &record.secure, &names);
            let unsure = record.record.as_ref().map(|record| record.unsure.clone()).unwrap_or_default();
            let (vulnerable, secure) = (record.vulnerable.clone(), record.secure.clone());
            all.insert(record.id.clone(), Whole { vulnerable, secure, sliced, unsure });
        }
    }
    // What is not in the snapshot is not on the page.
    let known: BTreeSet<&str> = snapshot.knowledge().examples.iter().map(|example| example.id.as_str()).collect();
    all.retain(|id, _| known.contains(id.as_str()));
    all
}

fn figures(snapshot: &Snapshot) -> Value {
    let knowledge = snapshot.knowledge();
    let sum = |count: fn(&Weakness) -> usize| knowledge.weaknesses.iter().map(count).sum::<usize>().to_string();
    let libraries: BTreeSet<&String> = knowledge.examples.iter().flat_map(|example| &example.libraries).collect();
    let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).count();
    let before: usize = knowledge.examples.iter().map(|example| example.lines_before).sum();
    let after: usize = knowledge.examples.iter().map(|example| lines(&example.code)).sum();
    let fewer = 100.0 * (1.0 - after as f64 / before.max(1) as f64);
    json!([
        ["weaknesses", knowledge.weaknesses.len().to_string()],
        ["records", knowledge.examples.len().to_string()],
        ["guidelines", sum(|weakness| weakness.guidelines.len())],
        ["causes", sum(|weakness| weakness.causes.len())],
        ["rules", sum(|weakness| super::rules(&weakness.patterns).len())],
        ["libraries", libraries.len().to_string()],
        ["lines cut away", format!("{fewer:.0} %")],
    ])
}

fn weakness(weakness: &Weakness) -> Value {
    let statements = |all: &[Statement]| -> Value {
        all.iter().map(|statement| json!({"text": statement.text, "records": statement.records})).collect()
    };
    json!({
        "cwe": weakness.cwe, "name": weakness.name, "official": weakness.official_name, "also": weakness.also,
        "summary": weakness.summary, "words": weakness.words, "rules": super::rules(&weakness.patterns),
        "causes": statements(&weakness.causes), "guidelines": statements(&weakness.guidelines),
    })
}

fn record(example: &Example, whole: Option<&Whole>) -> Value {
    let mut record = json!({
        "id": example.id, "cwe": example.cwe, "title": example.title, "tasks": example.tasks, "cause": example.cause,
        "guideline": example.guideline, "libraries": example.libraries, "code": example.code,
        "vulnerable": example.vulnerable,
    });
    if example.unproven {
        record["unproven"] = true.into();
    }
    if let Some(whole) = whole {
        let sliced = &whole.sliced;
        record["whole"] = json!({"text": whole.secure, "kept": sliced.kept, "changed": sliced.changed});
        record["whole_vulnerable"] =
            json!({"text": whole.vulnerable, "kept": sliced.kept_vulnerable, "changed": sliced.changed_vulnerable});
        if !whole.unsure.is_empty() {
            record["unsure"] = json!(whole.unsure);
        }
    }
    record
}

/// Weaknesses under the entries above them, each in one place: under the first of its parents.
fn tree(snapshot: &Snapshot) -> Value {
    let hierarchy = snapshot.hierarchy();
    let mut children: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut roots = BTreeSet::new();
    for weakness in &snapshot.knowledge().weaknesses {
        let mut at = weakness.cwe.clone();
        let mut seen = BTreeSet::from([at.clone()]);
        while let Some(parent) = hierarchy.parents(&at).first().filter(|parent| seen.insert((*parent).clone())) {
            children.entry(parent.clone()).or_default().insert(at);
            at = parent.clone();
        }
        roots.insert(at);
    }
    roots.iter().map(|root| node(root, &children, hierarchy)).collect()
}

fn node(cwe: &str, children: &BTreeMap<String, BTreeSet<String>>, hierarchy: &Hierarchy) -> Value {
    let mut below: Vec<&String> = children.get(cwe).into_iter().flatten().collect();
    below.sort_by_key(|cwe| cwe.trim_start_matches("CWE-").parse::<u32>().unwrap_or(u32::MAX));
    let below: Value = below.into_iter().map(|child| node(child, children, hierarchy)).collect();
    json!({"cwe": cwe, "name": hierarchy.get(cwe).map_or(cwe, |entry| entry.name.as_str()), "children": below})
}

/// Statements of weaknesses and of their records on a plane; a record's points to the statement that it is behind.
fn points(
    snapshot: &Snapshot,
    statements: fn(&Weakness) -> &Vec<Statement>,
    told: fn(&Example) -> &String,
) -> anyhow::Result<Value> {
    let knowledge = snapshot.knowledge();
    let mut texts = Vec::new();
    let mut points = Vec::new();
    let mut behind: HashMap<(&str, &str), usize> = HashMap::new();
    for weakness in &knowledge.weaknesses {
        for statement in statements(weakness) {
            for record in &statement.records {
                behind.insert((weakness.cwe.as_str(), record.as_str()), points.len());
            }
            let records = statement.records.len();
            points
                .push(json!({"cwe": weakness.cwe, "text": statement.text, "said": records.max(1), "records": records}));
            texts.push(split_identifiers(&statement.text));
        }
    }
    for example in &knowledge.examples {
        let of = behind.get(&(example.cwe.as_str(), example.id.as_str()));
        let text = told(example).split_whitespace().collect::<Vec<_>>().join(" ");
        points.push(json!({"cwe": example.cwe, "text": text, "record": example.id, "of": of}));
        texts.push(split_identifiers(told(example)));
    }
    let plane = plane(&snapshot.encoder().embed(&texts)?);
    for (point, at) in points.iter_mut().zip(&plane.points) {
        point["at"] = json!([rounded(at[0]), rounded(at[1])]);
    }
    Ok(json!({"shown": plane.shown.map(rounded), "points": points}))
}

/// Three places are finer than a screen.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}
