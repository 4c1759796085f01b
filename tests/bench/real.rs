//! Real Python: the standard library of the installed interpreter.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Modules that are joined until a file is long enough: ordinary code, much of it about files, processes and networks.
const MODULES: &[&str] =
    &["tempfile", "shelve", "shutil", "smtplib", "subprocess", "ftplib", "zipfile", "imaplib", "tarfile", "argparse"];

/// A place to write at, in the middle of the files that [`lines`] makes.
pub const HANDLER: &str = r#"

def rescue_bench_handler(name):
    import sqlite3
    conn = sqlite3.connect("users.db")
    cur = conn.cursor()
    cur.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return cur.fetchone()
"#;

/// The folder of the standard library.
pub fn folder() -> PathBuf {
    let program = "import sysconfig; print(sysconfig.get_paths()['stdlib'])";
    let output = Command::new("python3").args(["-c", program]).output().expect("python3 starts");
    PathBuf::from(String::from_utf8(output.stdout).expect("a path").trim_end())
}

/// A file of this many lines of the standard library, with [`HANDLER`] near its middle.
pub fn lines(count: usize) -> String {
    let folder = folder();
    let mut text = String::new();
    let mut has_handler = false;
    for module in MODULES.iter().cycle().take(MODULES.len() * 4) {
        let Ok(source) = std::fs::read_to_string(folder.join(module).with_extension("py")) else { continue };
        text.push_str(&source);
        text.push('\n');
        if !has_handler && text.lines().count() * 2 >= count {
            text.push_str(HANDLER);
            has_handler = true;
        }
        if has_handler && text.lines().count() >= count {
            break;
        }
    }
    assert!(has_handler, "the standard library is not in {}", folder.display());
    // Cut behind the handler, before something that stands at the beginning of a line.
    let handler = text.find(HANDLER).unwrap_or(0) + HANDLER.len();
    let starts: Vec<usize> = text.match_indices("\n\n\n").map(|(at, _)| at + 3).filter(|at| *at >= handler).collect();
    let full = starts.into_iter().find(|at| text[..*at].lines().count() >= count);
    text.truncate(full.unwrap_or(text.len()));
    text
}

/// Copies the Python files of the standard library that Python 3 can read as UTF-8 into one folder, so that every tool
/// gets the same; how many files and lines there are.
pub fn copy(to: &Path, most_lines: usize) -> (usize, usize) {
    let (mut files, mut lines) = (0, 0);
    let mut open = vec![folder()];
    let mut sources = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if path.is_dir()
                && !["site-packages", "dist-packages", "test", "tests", "lib2to3"].iter().any(|skip| name == *skip)
            {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                sources.push(path);
            }
        }
    }
    sources.sort();
    // Spread over all of them where not all are wanted.
    let texts: Vec<(PathBuf, String)> =
        sources.into_iter().filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?))).collect();
    let total: usize = texts.iter().map(|(_, text)| text.lines().count()).sum();
    let stride = total.div_ceil(most_lines.max(1)).max(1);
    for (number, (_, text)) in texts.iter().enumerate().filter(|(number, _)| number % stride == 0) {
        std::fs::write(to.join(format!("module_{number:05}.py")), text).expect("a file can be written");
        files += 1;
        lines += text.lines().count();
    }
    (files, lines)
}
