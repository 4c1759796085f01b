//! `cargo xtask editors`: the VS Code extension's own tests, and every editor that is installed, driven with the binary.

use crate::Outcome;
use crate::report::Report;
use crate::tools::{cargo, has, path_with, repository, run as run_command, server, target, tee};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a drive ends with where its editor is not installed.
const NOT_HERE: i32 = 3;

/// The task alone.
pub(crate) fn task() -> Outcome {
    run_command(cargo().args(["build", "--release", "--package", "rescue-lsp"]))?;
    let mut report = Report::default();
    run(&mut report);
    report.finish()
}

/// All of it.
pub(crate) fn run(report: &mut Report) {
    extension(report);
    for drive in drives() {
        let name = drive.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        driven(&name, &drive, report);
    }
}

fn extension(report: &mut Report) {
    let name = "the VS Code extension";
    if !has("npm") {
        return report.skipped(name, "there is no npm");
    }
    let folder = repository().join("editors/vscode");
    let npm = |arguments: &[&str]| {
        let mut command = Command::new("npm");
        command.args(arguments).current_dir(&folder).env("RESCUE_LSP", server());
        command
    };
    let installed = run_command(&mut npm(&["ci", "--no-audit", "--no-fund"]));
    let (lines, outcome) = match installed {
        Ok(()) => tee(&mut npm(&["test"])),
        Err(why) => (Vec::new(), Err(why)),
    };
    // Node's runner closes with `ℹ pass 12` and its like.
    let closing = lines
        .into_iter()
        .filter(|line| ["ℹ pass ", "ℹ fail ", "# pass ", "# fail "].iter().any(|head| line.starts_with(head)));
    report.step(name, &closing.collect::<Vec<_>>(), outcome);
}

/// One program an editor: those beside `install.sh` that are not what the others share.
fn drives() -> Vec<PathBuf> {
    let folder = repository().join("tests/editors");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let shared = ["drive.py", "record.py"];
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|end| end == "py"))
        .filter(|path| !shared.iter().any(|name| path.ends_with(name)))
        .collect();
    paths.sort();
    paths
}

fn driven(name: &str, drive: &Path, report: &mut Report) {
    let title = format!("a drive of {name}");
    let Some(python) = ["python3", "python"].into_iter().find(|python| has(python)) else {
        return report.skipped(&title, "there is no Python");
    };
    println!("$ {python} {}", drive.display());
    let binaries = server().parent().map(Path::to_owned).unwrap_or_default();
    let status = Command::new(python)
        .arg(drive)
        .current_dir(repository())
        .env("RESCUE_LSP", server())
        .env("CARGO_TARGET_DIR", target())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PATH", path_with(&binaries))
        .stdin(std::process::Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => report.step(&title, &[], Ok(())),
        Ok(status) if status.code() == Some(NOT_HERE) => {
            report.skipped(&title, "it is not installed (tests/editors/install.sh)")
        }
        Ok(status) => report.step(&title, &[], Err(status.to_string())),
        Err(error) => report.step(&title, &[], Err(error.to_string())),
    }
}
