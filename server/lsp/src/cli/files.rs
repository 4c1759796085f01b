//! Which files a command reads: paths as they were given, folders walked as `.gitignore` says.

use super::output::complain;
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What standard input is called in messages.
const NAMELESS: &str = "<stdin>";

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    /// A file somebody named, or one in a folder somebody named.
    File {
        /// Its path, as it was given or found.
        path: PathBuf,
        /// It was named itself, so nothing excludes it.
        named: bool,
    },
    /// Standard input, under this name.
    Stdin(PathBuf),
}

impl Target {
    /// The path, for messages and settings.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Target::File { path, .. } | Target::Stdin(path) => path,
        }
    }

    /// Whether its name or its first line says that it is Python; standard input is.
    pub(crate) fn is_python(&self) -> bool {
        match self {
            Target::File { path, named: true } => {
                path.extension().is_some_and(|end| end == "py" || end == "pyw" || end == "pyi")
                    || (path.is_file() && has_python_shebang(path))
            }
            Target::File { named: false, .. } | Target::Stdin(_) => true,
        }
    }

    /// Whether it is standard input that nobody named.
    pub(crate) fn is_nameless(&self) -> bool {
        matches!(self, Target::Stdin(path) if path.as_os_str() == NAMELESS)
    }

    /// Whether configuration may leave it out.
    pub(crate) fn is_named(&self) -> bool {
        matches!(self, Target::File { named: true, .. } | Target::Stdin(_))
    }
}

/// The Python files under these paths in order, each once, and what could not be looked into.
pub(crate) fn find(paths: &[PathBuf], stdin_filename: Option<&Path>) -> (Vec<Target>, Vec<String>) {
    let mut targets = Vec::new();
    let mut troubles = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            targets.push(Target::Stdin(stdin_filename.unwrap_or(Path::new(NAMELESS)).to_owned()));
        } else if path.is_dir() {
            let before = (targets.len(), troubles.len());
            walk(path, &mut targets, &mut troubles);
            if (targets.len(), troubles.len()) == before {
                complain(format_args!(
                    "warning: {}: there is no Python file in it, but for what `.gitignore` leaves out",
                    path.display()
                ));
            }
        } else if let Err(error) = path.metadata() {
            troubles.push(unreachable(path, &error));
        } else {
            targets.push(Target::File { path: plain(path), named: true });
        }
    }
    // A file that is named and also found in a folder counts as named.
    targets.sort_by(|a, b| a.path().cmp(b.path()).then(b.is_named().cmp(&a.is_named())));
    targets.dedup_by(|later, kept| later.path() == kept.path());
    troubles.sort();
    (targets, troubles)
}

/// Why a path leads to nothing.
fn unreachable(path: &Path, error: &std::io::Error) -> String {
    let name = path.display();
    if error.kind() != std::io::ErrorKind::NotFound {
        return format!("{name}: {error}");
    }
    if path.is_symlink() {
        return format!("{name}: it is a link to a file that is not there");
    }
    if path.to_string_lossy().contains(['*', '?']) {
        return format!("{name}: no file is called this, and Rescue expands no patterns: name the folder");
    }
    format!("{name}: there is no such file or folder")
}

/// Walks a folder with all cores; `.gitignore` counts outside of a repository too.
fn walk(folder: &Path, targets: &mut Vec<Target>, troubles: &mut Vec<String>) {
    let found = Mutex::new((targets, troubles));
    let walker = WalkBuilder::new(folder).require_git(false).filter_entry(is_ours).build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            let add = |entry: Result<PathBuf, String>| {
                let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                match entry {
                    Ok(path) => found.0.push(Target::File { path: plain(&path), named: false }),
                    Err(trouble) => found.1.push(trouble),
                }
            };
            match entry {
                Ok(entry) if is_python(&entry) => add(Ok(entry.into_path())),
                Ok(_) => {}
                Err(error) => add(Err(error.to_string())),
            }
            WalkState::Continue
        })
    });
}

/// Not a virtual environment and not another tool's packages, unless it was named.
fn is_ours(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    if !is_folder || entry.depth() == 0 {
        return true;
    }
    let name = entry.file_name();
    name != "node_modules" && name != "__pypackages__" && !entry.path().join("pyvenv.cfg").exists()
}

fn is_python(entry: &DirEntry) -> bool {
    if !entry.file_type().is_some_and(|kind| kind.is_file()) {
        return false;
    }
    match entry.path().extension() {
        Some(extension) => extension == "py" || extension == "pyw",
        None => has_python_shebang(entry.path()),
    }
}

/// `#!/usr/bin/env python3` and its relatives.
fn has_python_shebang(path: &Path) -> bool {
    let mut head = [0; 128];
    let Ok(read) = File::open(path).and_then(|mut file| file.read(&mut head)) else {
        return false;
    };
    let line = head[..read].split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.starts_with(b"#!") && line.windows(6).any(|word| word == b"python")
}

/// `./a.py` is `a.py`.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_folder_is_walked_as_gitignore_says() {
        let root = std::env::temp_dir().join(format!("rescue-files-{}", std::process::id()));
        for folder in ["app/build", "env/lib", ".hidden"] {
            fs::create_dir_all(root.join(folder)).expect("a temporary folder");
        }
        for (file, text) in [
            (".gitignore", "build/\n"),
            ("app/b.py", ""),
            ("app/a.py", ""),
            ("app/build/c.py", ""),
            ("app/notes.txt", ""),
            ("app/tool", "#!/usr/bin/env python3\n"),
            ("app/script", "#!/bin/sh\n"),
            ("env/pyvenv.cfg", ""),
            ("env/lib/d.py", ""),
            (".hidden/e.py", ""),
        ] {
            fs::write(root.join(file), text).expect("written");
        }
        let named = root.join("app/notes.txt");
        let (targets, troubles) = find(&[root.clone(), named, root.join("app/a.py"), root.join("gone.py")], None);
        let names: Vec<_> =
            targets.iter().map(|target| (target.path().strip_prefix(&root).ok(), target.is_named())).collect();
        let expected = [("app/a.py", true), ("app/b.py", false), ("app/notes.txt", true), ("app/tool", false)];
        assert_eq!(names, expected.map(|(path, named)| (Some(Path::new(path)), named)));
        assert_eq!(troubles.len(), 1);
        let _ = fs::remove_dir_all(&root);
    }
}
