//! What other programs read of Rescue, tested with those programs: SARIF by its schema, the hooks by pre-commit.

use crate::report::Report;
use crate::tools::{environment, repository, server, tee};
use std::process::Command;

/// Runs `tests/formats` with the server that has been built.
pub(crate) fn run(report: &mut Report) {
    let name = "formats that other programs read";
    let folder = repository().join("tests/formats");
    let python = match environment("formats", &folder.join("requirements.txt")) {
        Ok(python) => python,
        Err(why) => return report.step(name, &[], Err(why)),
    };
    let (lines, outcome) = tee(Command::new(python)
        .args(["-m", "pytest", "-p", "no:cacheprovider"])
        .current_dir(folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("RESCUE_LSP", server()));
    let last = lines.into_iter().rev().find(|line| !line.trim().is_empty());
    report.step(name, &last.into_iter().collect::<Vec<_>>(), outcome);
}
