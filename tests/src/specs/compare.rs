//! What is expected against what is found, line by line.

use super::expectation::{Expectation, Kind};
use super::fixes;
use super::markdown::{File, Specification};
use super::reasons::Reasons;
use super::run::{Finding, Found};

/// One place where a specification and Rescue disagree.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// `tests/specs/language/scopes.md:12`.
    pub place: String,
    /// What was expected, what came.
    pub what: String,
}

/// Every difference between a specification and what is found.
pub fn compare(specification: &Specification, found: &Found, reasons: &Reasons) -> Vec<Difference> {
    let mut differences = Vec::new();
    let files = specification.projects.iter().zip(found).flat_map(|(project, found)| project.files.iter().zip(found));
    for (file, found) in files {
        let mut told = Vec::new();
        of_file(file, found, reasons, &mut told);
        for fix in &file.fixes {
            told.extend(fixes::check(file, found, fix).err().map(|why| (fix.fence_line, why)));
        }
        told.sort_by_key(|(line, _)| *line);
        differences.extend(
            told.into_iter()
                .map(|(line, what)| Difference { place: format!("tests/specs/{}:{line}", specification.name), what }),
        );
    }
    differences
}

fn of_file(file: &File, found: &[Finding], reasons: &Reasons, told: &mut Vec<(usize, String)>) {
    let mut left: Vec<&Finding> = found.iter().collect();
    let code = |line: usize| file.lines.get(line - 1).map_or("", |code| code.trim());
    // Those that ask for a certain message choose before those that take any.
    let mut expectations: Vec<&Expectation> = file.expectations.iter().collect();
    expectations.sort_by_key(|expectation| (expectation.message.is_none(), expectation.kind == Kind::FalseNegative));
    for expectation in expectations {
        if let Some(reason) = expectation.reason.as_deref().filter(|reason| !reasons.knows(reason)) {
            let why = format!("neither docs/flow.md nor tests/specs/gaps.md lists `{reason}`");
            told.push((expectation.source_line, why));
        }
        let fits = left.iter().position(|finding| fits(expectation, finding));
        match (expectation.kind, fits) {
            (Kind::FalseNegative, Some(at)) => told.push((
                expectation.source_line,
                told_of(
                    "no longer missed, so remove the mark",
                    code(expectation.line),
                    &expectation.text,
                    &shown(left.remove(at)),
                ),
            )),
            (Kind::FalseNegative, None) => {}
            (_, Some(at)) => drop(left.remove(at)),
            (kind, None) => {
                let what =
                    if kind == Kind::FalsePositive { "no longer reported, so remove the mark" } else { "not found" };
                // One of the same rule is what it should have been.
                let near = left.iter().position(|finding| expectation.names(finding));
                let came = match near.map(|at| left.remove(at)) {
                    Some(near) => shown(near),
                    None => all_on(found, expectation.line),
                };
                told.push((expectation.source_line, told_of(what, code(expectation.line), &expectation.text, &came)));
            }
        }
    }
    for finding in left {
        let line = finding.start.0;
        told.push((
            file.source_line(line),
            format!("not expected\n  code:     {}\n  found:    {}", code(line), shown(finding)),
        ));
    }
}

fn told_of(what: &str, code: &str, expected: &str, came: &str) -> String {
    format!("{what}\n  code:     {code}\n  expected: {expected}\n  found:    {came}")
}

/// Everything that is found on a line.
fn all_on(found: &[Finding], line: usize) -> String {
    let others: Vec<String> = found.iter().filter(|finding| finding.start.0 == line).map(shown).collect();
    if others.is_empty() { "nothing".to_owned() } else { others.join("\n            ") }
}

fn fits(expectation: &Expectation, finding: &Finding) -> bool {
    expectation.names(finding) && expectation.is_met(finding)
}

/// A finding as an expectation would be written.
fn shown(finding: &Finding) -> String {
    format!("# {}: [{}] \"{}\"", finding.confidence, finding.rule, finding.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of one block, where one finding lies on its first line.
    fn differences(line: &str, rule: &str, confidence: &str) -> Vec<Difference> {
        let text = format!("# Title\n\n```python\n{line}\n```\n");
        let specification = Specification::parse("x.md", &text).expect("it is sound");
        let finding = Finding {
            start: (1, 1),
            end: (1, 4),
            cwe: vec!["CWE-89".to_owned()],
            rule: rule.to_owned(),
            confidence: confidence.to_owned(),
            message: "made from `name`".to_owned(),
            fixes: Vec::new(),
        };
        let found = if rule.is_empty() { Vec::new() } else { vec![finding] };
        let reasons = Reasons { limits: ["Other files".to_owned()].into(), ..Reasons::default() };
        compare(&specification, &vec![vec![found]], &reasons)
    }

    #[test]
    fn what_is_expected_may_come() {
        for line in [
            "f()  # proven: [rule]",
            "f()  # finds: [CWE-89] \"`name`\"",
            "f()  # false-positive: [rule] (Other files)",
            "f()  # finds: [rule] # false-negative: [other] (Other files)",
        ] {
            assert_eq!(differences(line, "rule", "proven"), [], "{line}");
        }
        assert_eq!(
            differences("f()  # possible: [rule] # false-negative: [rule] likely (Other files)", "rule", "possible"),
            []
        );
        assert_eq!(differences("f()", "", ""), []);
    }

    #[test]
    fn everything_else_is_told_once() {
        for (line, rule, part) in [
            ("f()", "rule", "not expected"),
            ("f()  # likely: [rule]", "rule", "not found"),
            ("f()  # proven: [other]", "", "not found"),
            ("f()  # proven: [rule] \"else\"", "rule", "not found"),
            ("f()  # false-negative: [rule] (Other files)", "rule", "no longer missed"),
            ("f()  # false-negative: [rule] likely (Other files)", "rule", "no longer missed"),
            ("f()  # false-positive: [rule] (Other files)", "", "no longer reported"),
            ("f()  # false-negative: [rule] (No such limit)", "", "neither"),
        ] {
            let told = differences(line, rule, "proven");
            assert_eq!(told.len(), 1, "{line}: {told:?}");
            assert_eq!(told[0].place, "tests/specs/x.md:4");
            assert!(told[0].what.contains(part), "{line}: {}", told[0].what);
        }
    }
}
