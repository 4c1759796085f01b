//! What `check --diff-base` asks git. Only the command line runs it, never a server and never a configuration.

use anyhow::{Context, bail};
use rescue_distill::import::git::without_programs;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// A checkout.
pub(crate) struct Repository {
    root: PathBuf,
}

/// What became of a file of the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    /// It was not there.
    Added,
    /// It had this content, under this name or another one.
    Changed(String),
    /// It had this content, and git does not have it any more.
    Gone(String),
}

impl Change {
    /// The content before.
    pub(crate) fn blob(&self) -> Option<&str> {
        match self {
            Change::Added => None,
            Change::Changed(blob) | Change::Gone(blob) => Some(blob),
        }
    }
}

impl Repository {
    /// The checkout at this folder.
    pub(crate) fn at(root: PathBuf) -> Repository {
        Repository { root }
    }

    /// Whether a file of it is on disk.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.root.join(key).exists()
    }

    /// The commit at which the branches of a commit and of what is checked out parted.
    pub(crate) fn base(&self, reference: &str) -> anyhow::Result<String> {
        let (root, wanted) = (self.root.display(), format!("{reference}^{{commit}}"));
        // What begins with a dash would be an option.
        let known = match reference.starts_with('-') || reference.is_empty() {
            true => None,
            false => Some(self.run(["rev-parse", "--verify", "--quiet", wanted.as_str()])?),
        };
        let Some(commit) = known.as_ref().filter(|output| output.status.success()).map(line) else {
            let why = known.as_ref().map(complaint).filter(|why| !why.is_empty()).map(|why| format!(" ({why})"));
            bail!(
                "`{reference}` names no commit of the repository at {root}{}: fetch it (`git fetch origin {reference}`), \
                 or give --diff-base a branch, tag or commit that `git log` knows",
                why.unwrap_or_default()
            );
        };
        let parted = self.run(["merge-base", commit.as_str(), "HEAD"])?;
        if !parted.status.success() {
            let shallow = line(&self.run(["rev-parse", "--is-shallow-repository"])?) == "true";
            let hint = if shallow {
                "the clone is shallow, so fetch more of it (`git fetch --unshallow`, or `fetch-depth: 0` of \
                 actions/checkout)"
            } else {
                "give --diff-base a commit that HEAD has come from, or a branch beside it"
            };
            bail!("`{reference}` and HEAD of the repository at {root} have no commit in common: {hint}");
        }
        Ok(line(&parted))
    }

    /// What differs between a commit and the files on disk, by the name that it has now.
    pub(crate) fn changes(&self, base: &str) -> anyhow::Result<HashMap<String, Change>> {
        let arguments = [
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--find-renames",
            "--no-ext-diff",
            "--no-relative",
            "--ignore-submodules=all",
            base,
            "--",
        ];
        let output = self.must(arguments)?;
        Ok(parse(&String::from_utf8_lossy(&output.stdout)))
    }

    /// The files that git knows.
    pub(crate) fn tracked(&self) -> anyhow::Result<HashSet<String>> {
        let output = self.must(["ls-files", "-z", "--full-name"])?;
        let names = String::from_utf8_lossy(&output.stdout);
        Ok(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }

    /// The content behind these names.
    pub(crate) fn blobs<'n>(&self, names: impl Iterator<Item = &'n str>) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
        let names: Vec<&str> = names.collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = self.command(["cat-file", "--batch"]).stdin(Stdio::piped()).spawn().map_err(not_started)?;
        let asked: String = names.iter().map(|name| format!("{name}\n")).collect();
        let mut stdin = child.stdin.take().context("git has no standard input")?;
        // Written beside the reading: either pipe may be full.
        let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
        let output = child.wait_with_output().context("git cat-file")?;
        let _ = writer.join();
        if !output.status.success() {
            bail!("git cat-file in {}: {}", self.root.display(), complaint(&output));
        }
        Ok(contents(&output.stdout))
    }

    fn must<const N: usize>(&self, arguments: [&str; N]) -> anyhow::Result<Output> {
        let output = self.run(arguments)?;
        if !output.status.success() {
            let command = arguments.first().copied().unwrap_or_default();
            bail!("git {command} in {}: {}", self.root.display(), complaint(&output));
        }
        Ok(output)
    }

    fn run<const N: usize>(&self, arguments: [&str; N]) -> anyhow::Result<Output> {
        self.command(arguments).output().map_err(not_started)
    }

    /// No shell, no pager, no lock on the index, and no program that a repository's configuration may name for it.
    fn command<const N: usize>(&self, arguments: [&str; N]) -> Command {
        let mut command = Command::new("git");
        command.args(["--no-pager", "--no-optional-locks"]);
        without_programs(&mut command);
        command.args([OsStr::new("-C"), self.root.as_os_str()]).args(arguments);
        command.env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

fn not_started(error: std::io::Error) -> anyhow::Error {
    match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!(
            "--diff-base needs git, and there is no `git` on PATH: install it, or leave --diff-base out"
        ),
        _ => anyhow::anyhow!("git did not start: {error}"),
    }
}

fn line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// What git said about what went wrong, on one line.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    said.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Reads `:mode mode blob blob status NUL path NUL`, with two paths where a file was renamed.
fn parse(raw: &str) -> HashMap<String, Change> {
    let mut changes = HashMap::new();
    let mut parts = raw.split('\0');
    while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
        let mut words = head.split(' ').skip(2);
        let (old, status) = (words.next().unwrap_or_default(), words.nth(1).unwrap_or_default());
        let path = if status.starts_with(['R', 'C']) { parts.next().unwrap_or(path) } else { path };
        let is_known = old.bytes().any(|digit| digit != b'0');
        let change = match status.get(..1) {
            Some("D") => Change::Gone(old.to_owned()),
            _ if is_known => Change::Changed(old.to_owned()),
            _ => Change::Added,
        };
        // A file with a conflict comes twice, once without content.
        if change != Change::Added || !changes.contains_key(path) {
            changes.insert(path.to_owned(), change);
        }
    }
    changes
}

/// Reads `name type size LF content LF`; what git does not have is left out.
fn contents(mut bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut blobs = Vec::new();
    while let Some(end) = bytes.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned();
        bytes = bytes.get(end + 1..).unwrap_or_default();
        let mut words = head.split(' ');
        let (Some(name), Some(_), Some(size)) = (words.next(), words.next(), words.next()) else { continue };
        let Some(content) = size.parse().ok().and_then(|size: usize| bytes.get(..size)) else { break };
        blobs.push((name.to_owned(), content.to_vec()));
        bytes = bytes.get(content.len() + 1..).unwrap_or_default();
    }
    blobs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_differences_are_read() {
        let raw = ":100644 100644 aa 00 M\0a b.py\0:000000 100644 00 bb A\0ü.py\0:100644 100644 cc dd R090\0old.py\0\
                   new.py\0:100644 000000 ee 00 D\0gone.py\0:100644 100644 ff 00 M\0u.py\0:000000 000000 00 00 U\0u.py\0";
        let changes = parse(raw);
        let changed = |blob: &str| Change::Changed(blob.to_owned());
        assert_eq!(changes["a b.py"], changed("aa"));
        assert_eq!(changes["ü.py"], Change::Added);
        assert_eq!(changes["new.py"], changed("cc"));
        assert_eq!(changes["gone.py"], Change::Gone("ee".to_owned()));
        assert_eq!(changes["u.py"], changed("ff"));
        assert_eq!((changes.len(), parse("").len()), (5, 0));
    }

    #[test]
    fn contents_are_read_and_what_is_missing_is_left_out() {
        let blobs = contents(b"aa blob 4\nx\ny\n\nbb missing\ncc blob 0\n\n");
        assert_eq!(blobs, [("aa".to_owned(), b"x\ny\n".to_vec()), ("cc".to_owned(), Vec::new())]);
    }
}
