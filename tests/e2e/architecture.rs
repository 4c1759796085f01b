//! The house: which crate may know which, and what nobody may be called.

use rescue_tests::repository;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Which of our own crates each may depend on, in tests too.
const ARROWS: &[(&str, &[&str])] = &[
    ("rescue-syntax", &[]),
    ("rescue-knowledge", &[]),
    ("rescue-llm", &[]),
    ("rescue-ide", &["rescue-syntax", "rescue-knowledge"]),
    ("rescue-distill", &["rescue-syntax", "rescue-knowledge", "rescue-llm"]),
    ("rescue-lsp", &["rescue-syntax", "rescue-knowledge", "rescue-ide", "rescue-distill", "rescue-llm"]),
    ("rescue-tests", &["rescue-syntax", "rescue-knowledge", "rescue-ide"]),
    ("xtask", &[]),
];

/// Crates of others that only these of ours may use.
const RESERVED: &[(&str, &[&str])] = &[
    ("tower-lsp-server", &["rescue-lsp"]),
    ("tower-lsp", &["rescue-lsp"]),
    ("ureq", &["rescue-llm"]),
    ("lsp-types", &["rescue-lsp"]),
    ("ls-types", &["rescue-lsp"]),
    ("clap", &["rescue-lsp"]),
    ("ropey", &["rescue-lsp"]),
    ("tokio", &["rescue-lsp", "rescue-llm"]),
    ("reqwest", &["rescue-llm"]),
    ("tree-sitter", &["rescue-syntax"]),
    ("tree-sitter-python", &["rescue-syntax"]),
    ("fastembed", &["rescue-knowledge"]),
    ("ort", &["rescue-knowledge"]),
    ("ort-tract", &["rescue-knowledge"]),
    ("usearch", &["rescue-knowledge"]),
];

/// Our packages as cargo sees them.
fn packages() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(repository())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

fn name(value: &Value) -> &str {
    value["name"].as_str().expect("a name")
}

fn dependencies(package: &Value) -> impl Iterator<Item = &str> {
    package["dependencies"].as_array().expect("dependencies").iter().map(name)
}

#[test]
fn arrows_point_one_way() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().map(name).collect();
    let known: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    assert_eq!(ours, known.keys().copied().collect(), "every crate has its arrows, and no more are listed");
    for package in &packages {
        for other in dependencies(package).filter(|other| ours.contains(other)) {
            // A crate may name itself in its tests; cargo lists that as well.
            let allowed = known[name(package)].contains(&other) || other == name(package);
            assert!(allowed, "{} must not know {other}", name(package));
        }
    }
}

#[test]
fn foreign_crates_stay_in_their_rooms() {
    for package in &packages() {
        for other in dependencies(package) {
            let reserved = RESERVED.iter().find(|(crate_name, _)| *crate_name == other);
            if let Some((_, rooms)) = reserved {
                assert!(rooms.contains(&name(package)), "{} must not use {other}: {rooms:?} do", name(package));
            }
        }
    }
}

#[test]
fn folders_are_called_what_their_crates_are() {
    for package in &packages() {
        let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
        let folder = manifest.parent().and_then(Path::file_name).and_then(|name| name.to_str()).expect("a folder");
        let expected = if folder == "xtask" { folder.to_owned() } else { format!("rescue-{folder}") };
        assert_eq!(name(package), expected);
    }
}

#[test]
fn versions_are_shared_and_nothing_is_taken_from_elsewhere() {
    for package in &packages() {
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let source = dependency["source"].as_str();
            let registry = source.is_none_or(|source| source.starts_with("registry+"));
            assert!(registry, "{} takes {} from {source:?}", name(package), name(dependency));
        }
        let manifest = std::fs::read_to_string(package["manifest_path"].as_str().expect("a path")).expect("a manifest");
        let own: Vec<&str> = manifest
            .lines()
            .skip_while(|line| !line.contains("dependencies]"))
            .take_while(|line| !line.starts_with("[[") && !line.starts_with("[features"))
            .filter(|line| line.contains('=') && !line.starts_with('#') && !line.contains("workspace"))
            .collect();
        assert!(own.is_empty(), "{} has versions of its own: {own:?}", name(package));
    }
}

#[test]
fn nothing_is_called_by_what_it_is_not() {
    let mut folders = vec![repository().join("server"), repository().join("tests"), repository().join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("an entry can be read").path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let banned = ["util", "utils", "common", "helper", "helpers", "misc"];
            assert!(!banned.contains(&stem.as_str()), "{} says nothing about what is in it", path.display());
            if path.is_dir() && stem != "node_modules" && stem != "target" {
                folders.push(path);
            }
        }
    }
}
