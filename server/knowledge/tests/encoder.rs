//! The encoder that ships: vectors as its recipe recorded them, words split as its training split them.

use rescue_knowledge::{Encoder, words::split_identifiers};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kb-snapshot/encoder")
}

fn reference() -> Vec<(String, String, Vec<f32>)> {
    let text = std::fs::read(folder().join("reference.json")).expect("reference.json is part of the encoder");
    let all: Vec<serde_json::Value> = serde_json::from_slice(&text).expect("reference.json is a list");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    all.iter()
        .map(|entry| {
            let vector = entry["vector"].as_array().expect("numbers");
            let vector = vector.iter().map(|x| x.as_f64().expect("a number") as f32).collect();
            (text(&entry["text"]), text(&entry["split"]), vector)
        })
        .collect()
}

#[test]
fn identifiers_are_split_as_in_training() {
    for (text, split, _) in reference() {
        assert_eq!(split_identifiers(&text), split, "{text:?}");
    }
}

#[test]
fn vectors_are_those_of_the_recipe_alone_and_in_a_batch() {
    let encoder = Encoder::open(&folder()).expect("the encoder loads");
    let reference = reference();
    let texts: Vec<String> = reference.iter().map(|(_, split, _)| split.clone()).collect();
    let batch = encoder.embed(&texts).expect("texts embed");
    let other = Encoder::open(&folder()).expect("the encoder loads twice in a process");
    assert_eq!(encoder.identity(), other.identity());
    for ((text, split, expected), together) in reference.iter().zip(&batch) {
        let alone = &other.embed(std::slice::from_ref(split)).expect("a text embeds")[0];
        assert_eq!(expected.len(), encoder.dimension());
        for ((a, b), c) in expected.iter().zip(alone).zip(together) {
            assert!((a - b).abs() < 1e-3 && (a - c).abs() < 1e-3, "{text:?}: {a} {b} {c}");
        }
    }
}
