//! `rescue-lsp eval`: the figures of a small set, what is missing in them, its plot, and what a broken set is told.

use crate::samples::{HARMLESS, SQL, SQL_FIXED, workspace};
use rescue_tests::command::rescue;
use serde_json::{Value, json};
use std::path::Path;

fn write(folder: &Path, samples: &[Value]) {
    let lines: String = samples.iter().map(|sample| format!("{sample}\n")).collect();
    std::fs::write(folder.join("set.jsonl"), lines).expect("a file can be written");
}

fn sample(id: &str, kind: &str, cwe: &[&str], text: &str, pair: Option<&str>) -> Value {
    json!({"id": id, "dataset": "small", "cwe": cwe, "kind": kind, "text": text, "pair": pair, "line": null})
}

#[test]
fn detection_has_the_figures_of_the_contract() {
    let folder = workspace();
    write(
        folder.path(),
        &[
            sample("p", "prompt", &["CWE-89"], "find a user", Some("a")),
            sample("a", "vulnerable", &["CWE-89"], SQL, Some("b")),
            sample("b", "secure", &["CWE-89"], SQL_FIXED, Some("a")),
            // The parent counts as right, and what is reported in place of the label does not.
            sample("c", "vulnerable", &["CWE-943"], SQL, None),
            sample("d", "vulnerable", &["CWE-22"], SQL, Some("e")),
            sample("e", "secure", &["CWE-22"], SQL, Some("d")),
        ],
    );
    let said = rescue(folder.path(), &["eval", "detection", "--json", "--plot", "plot.svg", "set.jsonl"]).expect(0);
    let figures: Value = serde_json::from_str(&said.out).expect("one JSON object");
    assert_eq!(figures["dataset"], "small");
    let third = |count: f64| (count / 3.0 * 10_000.0_f64).round() / 10_000.0;
    assert_eq!(figures["any"], json!({"recall": 1.0, "fpr": 0.5, "precision": 0.75, "f1": 0.8571, "pair": 0.5}));
    let strict = json!({"recall": third(2.0), "fpr": 0.0, "precision": 1.0, "f1": 0.8, "pair": 0.5});
    assert_eq!(figures["strict"], strict);
    assert_eq!(figures["by_cwe"]["CWE-943"]["strict"]["recall"], 1.0);
    assert_eq!(figures["by_cwe"]["CWE-943"]["strict"]["fpr"], Value::Null);
    let plot = std::fs::read_to_string(folder.path().join("plot.svg")).expect("a plot");
    for part in ["<svg ", "CWE-22", "SQL Injection", "2 of 3, 66.7 %", "0 of 2, 0.0 %", "prefers-color-scheme:dark"] {
        assert!(plot.contains(part), "{part} is not in\n{plot}");
    }
    let table = rescue(folder.path(), &["eval", "detection", "set.jsonl"]).expect(0).out;
    assert!(table.contains("small: 3 vulnerable, 2 secure") && table.contains("CWE-943 (1/0)"), "{table}");
}

#[test]
fn what_a_set_does_not_have_is_null() {
    let folder = workspace();
    write(folder.path(), &[sample("h", "secure", &[], HARMLESS, None)]);
    let said = rescue(folder.path(), &["eval", "detection", "--json", "set.jsonl"]).expect(0);
    let figures: Value = serde_json::from_str(&said.out).expect("one JSON object");
    for level in ["any", "strict"] {
        let only = json!({"recall": null, "fpr": 0.0, "precision": null, "f1": null, "pair": null});
        assert_eq!(figures[level], only);
    }
    for command in ["retrieval", "fixes"] {
        let plot = format!("{command}.svg");
        rescue(folder.path(), &["eval", command, "set.jsonl", "--plot", &plot]).expect(0);
        assert!(folder.path().join(plot).is_file());
    }
}

#[test]
fn a_broken_set_is_told_where() {
    let folder = workspace();
    let lines = "{\"id\": \"a\", \"kind\": \"secure\", \"text\": \"\"}\n{\"id\":\n";
    std::fs::write(folder.path().join("set.jsonl"), lines).expect("a file can be written");
    let said = rescue(folder.path(), &["eval", "detection", "set.jsonl"]).expect(2);
    assert!(said.err.contains("set.jsonl:2:6: EOF"), "{}", said.err);
    std::fs::write(folder.path().join("set.jsonl"), "\n").expect("a file can be written");
    let said = rescue(folder.path(), &["eval", "detection", "set.jsonl"]).expect(2);
    assert!(said.err.contains("holds no samples"), "{}", said.err);
}

/// The sets of `tests/quality` keep the level that they had reached: floors, a little below what was measured.
#[test]
fn the_sets_of_the_project_keep_their_level() {
    for (set, recall, fpr, pair) in [("tasks", 0.84, 0.02, 0.83), ("applications", 0.63, 0.05, 0.60)] {
        let file = rescue_tests::repository().join(format!("tests/quality/sets/{set}.jsonl"));
        let file = file.to_str().expect("a path");
        let said = rescue(&std::env::temp_dir(), &["eval", "detection", "--json", file]).expect(0).out;
        let found: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let share = |name: &str| found["strict"][name].as_f64().expect("a share");
        assert!(share("recall") >= recall, "{set}: {said}");
        assert!(share("fpr") <= fpr, "{set}: {said}");
        assert!(share("pair") >= pair, "{set}: {said}");
    }
}
