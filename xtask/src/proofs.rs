//! `cargo xtask proofs`: every record's proof, on its own two programs and on what Rescue's fix makes of the first.

use crate::Outcome;
use crate::report::Report;
use crate::tools::{cargo, environment, repository, server, target, tee};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the tests write the programs that Rescue fixed.
pub(crate) fn fixed_folder() -> PathBuf {
    target().join("fixed")
}

/// The task alone: has the fixes written, then runs the proofs. More arguments go to pytest.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let mut report = Report::default();
    let fixed = fixed_folder();
    let (_, outcome) = tee(cargo()
        .args(["test", "--release", "--package", "rescue-tests", "--test", "e2e", "--", "records::"])
        .env("RESCUE_FIXED", &fixed)
        .env("RESCUE_LSP", server()));
    report.step("the rules on the records", &[], outcome);
    run(&fixed, arguments, &mut report);
    report.finish()
}

/// Runs the proofs with the libraries of the corpus.
pub(crate) fn run(fixed: &Path, arguments: &[String], report: &mut Report) {
    let name = "proofs of the corpus";
    let requirements = repository().join("kb-snapshot/corpus/requirements.txt");
    let python = match environment("proofs", &requirements) {
        Ok(python) => python,
        Err(why) => return report.step(name, &[], Err(why)),
    };
    let (lines, outcome) = tee(Command::new(python)
        .args(["-m", "pytest", "-n", "2"])
        .args(arguments)
        .current_dir(repository().join("kb-snapshot/corpus"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("RESCUE_FIXED", fixed));
    let last = lines.iter().rev().find(|line| !line.trim().is_empty()).cloned();
    let programs = count(fixed);
    let mut closing: Vec<String> = last.into_iter().collect();
    closing.push(format!("{programs} of Rescue's own fixes among them"));
    report.step(name, &closing, outcome);
}

/// How many fixed programs there are.
fn count(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let paths = entries.flatten().map(|entry| entry.path());
    paths.map(|path| if path.is_dir() { count(&path) } else { usize::from(path.ends_with("fixed.py")) }).sum()
}
