//! The comparison with peers is itself compared with what it should say.

use crate::report::Report;
use crate::tools::{environment, repository, server, tee};
use std::process::Command;

/// Runs its tests with the Python of the proofs. Peers that are not installed there are named so by the comparison.
pub(crate) fn run(report: &mut Report) {
    let name = "the comparison with peers";
    let requirements = repository().join("kb-snapshot/corpus/requirements.txt");
    let python = match environment("proofs", &requirements) {
        Ok(python) => python,
        Err(why) => return report.step(name, &[], Err(why)),
    };
    let (lines, outcome) = tee(Command::new(python)
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/quality"])
        .current_dir(repository())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("RESCUE_LSP", server()));
    let last: Vec<String> = lines.iter().rev().find(|line| !line.trim().is_empty()).cloned().into_iter().collect();
    report.step(name, &last, outcome);
}
