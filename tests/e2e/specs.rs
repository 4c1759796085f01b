//! The specifications in `tests/specs`: what they expect is found, and nothing else.
//!
//! `cargo run --release -p rescue-tests --bin specs check [PART OF A NAME]` does the same without building the tests.

use rescue_syntax::document::Document;
use rescue_tests::repository;
use rescue_tests::specs::{self, Expectation, Reasons, Specification};
use std::collections::BTreeSet;

fn all() -> Vec<Specification> {
    let all = specs::read("").unwrap_or_else(|why| panic!("{why}"));
    assert!(all.len() >= 20, "{} specifications", all.len());
    all
}

fn expectations(specification: &Specification) -> impl Iterator<Item = &Expectation> {
    let files = specification.projects.iter().flat_map(|project| &project.files);
    files.flat_map(|file| &file.expectations)
}

#[test]
fn what_specifications_expect_is_found_and_nothing_else() {
    let reasons = Reasons::read().unwrap_or_else(|why| panic!("{why}"));
    let mut differences = Vec::new();
    for specification in all() {
        let found = specs::found(&specification).unwrap_or_else(|why| panic!("{}: {why}", specification.name));
        let compared = specs::compare(&specification, &found, &reasons);
        differences.extend(compared.into_iter().map(|difference| format!("{}: {}", difference.place, difference.what)));
    }
    assert!(differences.is_empty(), "{} differences\n\n{}", differences.len(), differences.join("\n\n"));
}

#[test]
fn examples_parse() {
    let mut broken = Vec::new();
    for specification in all() {
        for file in specification.projects.iter().flat_map(|project| &project.files) {
            let is_python = file.path.ends_with(".py");
            if is_python && Document::parse(file.text()).module().has_errors != file.is_broken {
                let what = if file.is_broken { "parses" } else { "does not parse" };
                broken.push(format!("tests/specs/{}:{}: {what}", specification.name, file.fence_line));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A mark about a rule that does not exist would hold for ever.
#[test]
fn every_rule_that_is_named_exists() {
    let reference = repository().join("docs/reference/rules.md");
    let reference = std::fs::read_to_string(&reference).expect("it is checked in");
    let rules: BTreeSet<&str> = reference.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let is_known = |name: &str| {
        rules.contains(name) || name == "unused-ignore" || (name.starts_with("CWE-") && reference.contains(name))
    };
    let mut unknown = Vec::new();
    for specification in all() {
        for expectation in expectations(&specification).filter(|expectation| !is_known(&expectation.rule)) {
            let place = format!("tests/specs/{}:{}", specification.name, expectation.source_line);
            unknown.push(format!("{place}: there is no rule {}", expectation.rule));
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn every_gap_that_is_listed_has_an_example() {
    let reasons = Reasons::read().unwrap_or_else(|why| panic!("{why}"));
    let all = all();
    let used: BTreeSet<&str> =
        all.iter().flat_map(expectations).filter_map(|expectation| expectation.reason.as_deref()).collect();
    let unused: Vec<&String> = reasons.gaps.iter().filter(|gap| !used.contains(gap.as_str())).collect();
    assert!(unused.is_empty(), "no example shows these any more, so remove them from tests/specs/gaps.md: {unused:?}");
}
