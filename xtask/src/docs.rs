//! `cargo xtask docs`: the pages of the documentation that are made from data, in `docs/reference`, and those that are
//! made from the specifications in `tests/specs`, in `docs/rules`.

use crate::Outcome;
use crate::report::Report;
use crate::tools::{cargo, repository, run as run_command, server, target};
use std::path::PathBuf;
use std::process::Command;

/// Each page, by its name and what `rescue-lsp docs` calls it.
const PAGES: [&str; 2] = ["rules", "configuration"];

/// Writes the pages anew; with `--check` nothing is written, and one that differs is a failure.
pub(crate) fn task(arguments: &[String]) -> Outcome {
    let is_check = match arguments {
        [] => false,
        [only] if only == "--check" => true,
        _ => return Err("`cargo xtask docs` takes nothing but --check".to_owned()),
    };
    run_command(cargo().args([
        "build",
        "--release",
        "--bins",
        "--package",
        "rescue-lsp",
        "--package",
        "rescue-tests",
    ]))?;
    if is_check {
        compare()?;
        return specifications("compare");
    }
    for page in PAGES {
        let path = file(page);
        let text = made(page)?;
        std::fs::create_dir_all(path.parent().unwrap_or(&path))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("wrote {}", path.display());
    }
    specifications("write")
}

/// The check as a step of `cargo xtask test`, with the server that has been built.
pub(crate) fn check(report: &mut Report) {
    report.step("the reference pages", &[], compare());
    report.step("the pages of the specifications", &[], specifications("compare"));
}

/// Has the pages of the specifications made, or compared with what they would be now.
fn specifications(task: &str) -> Outcome {
    let program = target().join("release").join(format!("specs{}", std::env::consts::EXE_SUFFIX));
    run_command(Command::new(program).arg(task).env("RESCUE_LSP", server()))
}

/// Compares each page with what it would be now.
fn compare() -> Outcome {
    let mut outdated = Vec::new();
    for page in PAGES {
        let path = file(page);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        // A checkout may have turned the line ends.
        if text.replace("\r\n", "\n") != made(page)? {
            outdated.push(format!("docs/reference/{page}.md"));
        }
    }
    if outdated.is_empty() {
        Ok(())
    } else {
        Err(format!("{} out of date: run `cargo xtask docs`", outdated.join(" and ")))
    }
}

fn file(page: &str) -> PathBuf {
    repository().join("docs/reference").join(format!("{page}.md"))
}

/// The page as the server prints it, about the snapshot that is checked in.
fn made(page: &str) -> Result<String, String> {
    let mut command = Command::new(server());
    command.args(["docs", page, "--snapshot", "kb-snapshot/snapshot"]).current_dir(repository());
    let output = command.output().map_err(|error| format!("rescue-lsp docs {page}: {error}"))?;
    if !output.status.success() {
        return Err(format!("rescue-lsp docs {page}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("rescue-lsp docs {page}: {error}"))
}
