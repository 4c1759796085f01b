//! `cargo xtask test`: everything that can be tested here.

use crate::report::Report;
use crate::tools::{cargo, repository, server, tee};
use crate::{Outcome, docs, editors, formats, lint, proofs, quality};
use std::process::Command;

/// Runs every step, also after one that failed, unless nothing can be built.
pub(crate) fn run() -> Outcome {
    let mut report = Report::default();
    lint::formatting(&mut report);
    // The binary and the tests in one go: cargo then chooses the same features for both and compiles nothing twice.
    let (_, built) = tee(cargo().args(["build", "--release", "--workspace", "--bins", "--tests"]));
    let is_built = built.is_ok();
    report.step("build", &[], built);
    if !is_built {
        return report.finish();
    }
    let fixed = proofs::fixed_folder();
    let (lines, outcome) = tee(cargo()
        .args(["test", "--release", "--workspace", "--no-fail-fast"])
        .env("RESCUE_FIXED", &fixed)
        .env("RESCUE_LSP", server()));
    let results: Vec<String> = lines.into_iter().filter(|line| line.starts_with("test result: ")).collect();
    report.step("Rust tests", &counted(&results), outcome);
    for (name, arguments) in [
        ("the corpus", &["kb", "lint"][..]),
        ("the snapshot that is checked in", &["kb", "verify", "kb-snapshot/snapshot"]),
        ("the snapshot in the binary", &["kb", "verify"]),
    ] {
        let (lines, outcome) = tee(Command::new(server()).args(arguments).current_dir(repository()));
        report.step(name, lines.last().map_or(&[], std::slice::from_ref), outcome);
    }
    docs::check(&mut report);
    formats::run(&mut report);
    proofs::run(&fixed, &[], &mut report);
    quality::run(&mut report);
    editors::run(&mut report);
    report.finish()
}

/// The sum of what cargo's runners said, and each of them that had tests.
fn counted(results: &[String]) -> Vec<String> {
    let number = |line: &str, word: &str| -> usize {
        let before = line.split(word).next().unwrap_or_default().trim_end();
        before.rsplit([' ', '.']).next().and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    let sum = |word: &str| results.iter().map(|line| number(line, word)).sum::<usize>();
    let mut lines: Vec<String> =
        results.iter().filter(|line| number(line, " passed") + number(line, " failed") > 0).cloned().collect();
    lines.push(format!("all together: {} passed, {} failed", sum(" passed"), sum(" failed")));
    lines
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn closing_lines_are_added_up() {
        let results = [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s".to_owned(),
            "test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s".to_owned(),
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s".to_owned(),
        ];
        let lines = counted(&results);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[2], "all together: 15 passed, 2 failed");
    }
}
