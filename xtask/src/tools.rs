//! Programs that tasks run, and the folders they run in.

use crate::Outcome;
use crate::report::Report;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The top of the repository.
pub(crate) fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Where cargo builds: two folders above this program, or what cargo was told.
pub(crate) fn target() -> PathBuf {
    let told = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let built = || Some(std::env::current_exe().ok()?.parent()?.parent()?.to_owned());
    let folder = told.or_else(built).unwrap_or_else(|| "target".into());
    if folder.is_absolute() { folder } else { repository().join(folder) }
}

/// The server as cargo builds it for release.
pub(crate) fn server() -> PathBuf {
    target().join("release").join(format!("rescue-lsp{}", std::env::consts::EXE_SUFFIX))
}

/// Cargo itself, the one that runs this.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Where it builds must not depend on where it runs.
    command.current_dir(repository()).env("CARGO_TARGET_DIR", target());
    command
}

/// Whether a program is there, which is what its `--version` says.
pub(crate) fn has(program: &str) -> bool {
    let mut command = Command::new(program);
    let quiet = command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// A command as a person would type it.
fn typed(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs a command to its end, in sight of everybody.
pub(crate) fn run(command: &mut Command) -> Outcome {
    println!("$ {}", typed(command));
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed: {status}", typed(command))),
        Err(error) => Err(format!("`{}` did not start: {error}", typed(command))),
    }
}

/// Runs a command in sight of everybody; the lines of its standard output, and how it went.
pub(crate) fn tee(command: &mut Command) -> (Vec<String>, Outcome) {
    println!("$ {}", typed(command));
    let mut lines = Vec::new();
    let mut child = match command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => {
            return (lines, Err(format!("`{}` did not start: {error}", typed(command))));
        }
    };
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            println!("{line}");
            lines.push(line);
        }
    }
    let outcome = match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{}` failed: {status}", typed(command))),
        Err(error) => Err(format!("`{}` was lost: {error}", typed(command))),
    };
    (lines, outcome)
}

/// `PATH` with one folder before everything else.
pub(crate) fn path_with(folder: &Path) -> OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&rest));
    std::env::join_paths(folders).unwrap_or(rest)
}

/// A Python with the libraries that a file lists, in the target folder; its path.
pub(crate) fn environment(name: &str, requirements: &Path) -> Result<PathBuf, String> {
    let wanted =
        std::fs::read_to_string(requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    let folder = target().join(format!("{name}-venv"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = folder.join("requirements.txt");
    let up_to_date = std::fs::read_to_string(&installed).is_ok_and(|text| text == wanted);
    if up_to_date && has(&python.to_string_lossy()) {
        return Ok(python);
    }
    let base = ["python3", "python"].into_iter().find(|name| has(name)).ok_or("there is no Python")?;
    run(Command::new(base).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(install).arg(requirements))?;
    std::fs::write(&installed, wanted).map_err(|error| format!("{}: {error}", installed.display()))?;
    Ok(python)
}

/// Runs the tests of a folder with the Python of an environment, by its name and what it needs, and the server that has
/// been built.
pub(crate) fn pytest(report: &mut Report, name: &str, (environment_name, requirements): (&str, &Path), folder: &Path) {
    let python = match environment(environment_name, requirements) {
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
