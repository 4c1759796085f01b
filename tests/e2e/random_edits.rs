//! A long session of edits on a real file, with the tree and the findings compared after the edits with what a fresh
//! look gives. The sequence is random but always the same; the seed is in the message of a failure.

use crate::agreement::{Edited, exercise};
use crate::samples::{NOWHERE, SQL, SQL_AND_YAML};
use rescue_tests::client::Session;
use rescue_tests::edits::{Random, edit};
use rescue_tests::text::Encoding;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

const EDITS: usize = 200;
/// How often the server's findings are compared: a fresh look at 2,500 lines every time would be most of the test.
const STRIDE: usize = 10;

/// A real file of about 2,500 lines, from the installed Python.
fn real_file() -> String {
    let output = Command::new("python3")
        .args(["-c", "import argparse; print(argparse.__file__)"])
        .output()
        .expect("Python starts");
    let path = PathBuf::from(String::from_utf8(output.stdout).expect("a path").trim_end());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(text.lines().count() > 2000);
    format!("{text}\n\n{SQL}")
}

#[test]
fn the_tree_after_every_edit_is_that_of_a_fresh_parse() {
    for seed in [1, 2] {
        let mut random = Random::new(seed);
        let mut edited = Edited::new(&real_file());
        for turn in 0..EDITS {
            let step = edited.step(&mut random);
            if let Some(difference) = edited.difference() {
                panic!("seed {seed}, edit {turn} {step:?}: {difference}");
            }
        }
        assert_eq!(edited.difference_found(), None, "seed {seed}");
    }
}

#[test]
fn nothing_that_a_developer_asks_panics_whatever_stands_there() {
    let snapshot = rescue_knowledge::Snapshot::embedded().expect("the snapshot opens");
    let engine = rescue_ide::Engine::new(Some(std::sync::Arc::new(snapshot)));
    for seed in 3..15 {
        let mut random = Random::new(seed);
        let mut edited = Edited::new(SQL_AND_YAML);
        for _ in 0..30 {
            let (range, _) = edited.step(&mut random);
            exercise(&engine, &edited.text, range.start);
        }
    }
}

#[test]
fn the_findings_after_the_edits_are_those_of_the_text() {
    for encoding in Encoding::ALL {
        let mut random = Random::new(0);
        let session = Session { encoding, ..Session::pulling() };
        let mut client = session.start();
        let mut file = client.open(NOWHERE, &real_file());
        for turn in 0..EDITS {
            let (range, new) = edit(&mut random, &file.text);
            client.change(&mut file, range, &new);
            if turn % STRIDE != STRIDE - 1 {
                continue;
            }
            let after = client.diagnostics(&file);
            let copy = client.open("file:///nowhere/copy.py", &file.text);
            let fresh = client.diagnostics(&copy);
            client.close(copy);
            let shown = |found: &[Value]| -> Vec<String> {
                let without = |finding: &Value| {
                    let mut finding = finding.clone();
                    finding["relatedInformation"].take();
                    finding.to_string()
                };
                found.iter().map(without).collect()
            };
            assert_eq!(shown(&after), shown(&fresh), "{} after edit {turn}", encoding.name());
        }
        // What the server has is what the client has: a finding behind all of it is on its place.
        client.replace(&mut file, &real_file());
        let end = file.text.len();
        client.change(&mut file, end..end, "\n\nimport os\nos.system(input())\n");
        let found = client.diagnostics(&file);
        let last = found.last().expect("a finding");
        assert_eq!(last["code"], "CWE-78", "{found:#?}");
        assert!(file.covered(&last["range"]).contains("input()"), "{last}");
        client.finish();
    }
}
