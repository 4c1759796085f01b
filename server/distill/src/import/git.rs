//! A local repository, read with the `git` program.
//!
//! The repository is not trusted. Only plumbing commands that read objects are run, without a shell, without the user's
//! and the system's configuration and environment, and with everything switched off by which a repository's own
//! configuration could start a program or reach the network.

use anyhow::{Context, bail, ensure};
use std::{
    ffi::OsString,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

/// Set before any command: a repository can't set these back.
const SWITCHED_OFF: [&str; 14] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.sshCommand=false",
    "core.gitProxy=false",
    "core.askPass=false",
    "core.pager=cat",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
    "submodule.recurse=false",
];

const ENVIRONMENT: [(&str, &str); 8] = [
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_SYSTEM", "/dev/null"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_PAGER", "cat"),
    ("LC_ALL", "C"),
];

/// Switches off what a repository's configuration may name for git to run, and what would go out to fetch or ask for
/// something. To be called before git's own command is added.
pub fn without_programs(command: &mut Command) {
    for setting in SWITCHED_OFF {
        command.arg("-c").arg(setting);
    }
    command.envs([("GIT_NO_LAZY_FETCH", "1"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_ALLOW_PROTOCOL", "none")]);
}

/// What the program itself may need from outside.
const KEPT: [&str; 6] = ["PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR", "PATHEXT"];

/// Fields and commits of a listing.
const FIELD: char = '\x1f';
const RECORD: char = '\x1e';

/// A repository.
#[derive(Debug, Clone)]
pub struct Repository {
    path: PathBuf,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its hash.
    pub hash: String,
    /// Hashes of its parents.
    pub parents: Vec<String>,
    /// Its message.
    pub message: String,
}

/// A file that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its path after the commit.
    pub path: String,
    /// The blob before it.
    pub before: String,
    /// The blob after it.
    pub after: String,
}

impl Repository {
    /// A repository that a folder belongs to.
    pub fn open(path: &Path) -> anyhow::Result<Repository> {
        let path =
            path.canonicalize().with_context(|| format!("{} can't be opened as a repository", path.display()))?;
        let repository = Repository { path };
        repository.run(["rev-parse", "--git-dir"])?;
        Ok(repository)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Commits that can be reached from HEAD and touch Python files, the newest first, merges left out.
    pub fn python_commits(&self, most: usize) -> anyhow::Result<Vec<Commit>> {
        let most = format!("--max-count={most}");
        let format = format!("--format={FORMAT}");
        let listing =
            self.run(["rev-list", "--no-merges", &most, "--encoding=UTF-8", &format, "HEAD", "--", "*.py"])?;
        Ok(commits(&listing))
    }

    /// A commit by its hash, if the repository has it.
    pub fn commit(&self, hash: &str) -> anyhow::Result<Option<Commit>> {
        if !is_hash(hash) || self.run(["cat-file", "-e", &format!("{hash}^{{commit}}")]).is_err() {
            return Ok(None);
        }
        let format = format!("--format={FORMAT}");
        let listing = self.run(["rev-list", "--max-count=1", "--encoding=UTF-8", &format, hash, "--"])?;
        Ok(commits(&listing).into_iter().next())
    }

    /// Python files that a commit changed against its first parent: those that are there before and after it.
    pub fn changed_python(&self, commit: &Commit) -> anyhow::Result<Vec<ChangedFile>> {
        let Some(parent) = commit.parents.first() else { return Ok(Vec::new()) };
        let listing = self.run([
            "diff-tree",
            "-r",
            "-z",
            "--raw",
            "--no-abbrev",
            "--no-ext-diff",
            "--no-textconv",
            "--find-renames",
            "--diff-filter=MR",
            parent,
            &commit.hash,
            "--",
        ])?;
        let mut parts = listing.split(|byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned());
        let mut files = Vec::new();
        while let Some(header) = parts.next() {
            let fields: Vec<&str> = header.trim_start_matches(':').split(' ').collect();
            let [old_mode, new_mode, before, after, status] = fields[..] else { continue };
            let first = parts.next().unwrap_or_default();
            let path = if status.starts_with('R') { parts.next().unwrap_or_default() } else { first };
            let is_file = old_mode.starts_with("100") && new_mode.starts_with("100");
            if is_file && path.ends_with(".py") && is_hash(before) && is_hash(after) && before != after {
                files.push(ChangedFile { path, before: before.to_owned(), after: after.to_owned() });
            }
        }
        Ok(files)
    }

    /// A reader of blobs.
    pub fn blobs(&self) -> anyhow::Result<Blobs> {
        let mut command = self.command();
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(not_started)?;
        let (Some(asks), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("git gives no pipes");
        };
        Ok(Blobs { child, asks: Some(asks), answers: BufReader::new(answers) })
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.env_clear();
        command.envs(KEPT.iter().filter_map(|name| Some((*name, std::env::var_os(name)?))));
        command.envs(ENVIRONMENT);
        command.arg("--no-pager").arg("--no-optional-locks").arg("-C").arg(&self.path);
        without_programs(&mut command);
        // The user named this folder; that somebody else owns it matters for configuration that runs programs.
        let mut safe = OsString::from("safe.directory=");
        safe.push(&self.path);
        command.arg("-c").arg(safe).arg("-c").arg("safe.bareRepository=all").stdin(Stdio::null());
        command
    }

    fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> anyhow::Result<Vec<u8>> {
        let args: Vec<&str> = args.into_iter().collect();
        let output = self.command().args(&args).output().map_err(not_started)?;
        let said = String::from_utf8_lossy(&output.stderr);
        let what = args.first().copied().unwrap_or_default();
        ensure!(
            output.status.success(),
            "`git {what}` fails in {}: {}",
            self.path.display(),
            said.lines().next().unwrap_or("it says nothing").trim_start_matches("fatal: ")
        );
        Ok(output.stdout)
    }
}

const FORMAT: &str = "%x1e%H%x1f%P%x1f%B%x1f";

fn not_started(error: io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!("there is no program `git` on the path: install it, and try again"),
        _ => anyhow::anyhow!("`git` can't be started: {error}"),
    }
}

fn commits(listing: &[u8]) -> Vec<Commit> {
    let text = String::from_utf8_lossy(listing);
    let mut found = Vec::new();
    for record in text.split(RECORD).skip(1) {
        let mut fields = record.split(FIELD);
        let (Some(hash), Some(parents), Some(message)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let parents: Vec<String> = parents.split(' ').filter(|hash| is_hash(hash)).map(str::to_owned).collect();
        // A message may hold anything, the separators included.
        if is_hash(hash) {
            found.push(Commit { hash: hash.to_owned(), parents, message: message.trim().to_owned() });
        }
    }
    found
}

/// A whole hash, and neither an option nor an expression.
pub(super) fn is_hash(text: &str) -> bool {
    (7..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Reads blobs, one after the other.
pub struct Blobs {
    child: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    /// The text of a blob of at most `most` bytes; nothing where it is longer or no UTF-8.
    pub fn text(&mut self, hash: &str, most: usize) -> anyhow::Result<Option<String>> {
        ensure!(is_hash(hash), "`{hash}` is no hash");
        let asks = self.asks.as_mut().context("git has ended")?;
        writeln!(asks, "{hash}").and_then(|()| asks.flush()).context("git takes no more questions")?;
        let mut header = String::new();
        self.answers.read_line(&mut header).context("git gives no answer")?;
        let mut fields = header.split_whitespace();
        let (_, kind, size) = (fields.next(), fields.next().unwrap_or_default(), fields.next());
        let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
            // `HASH missing`
            return Ok(None);
        };
        let mut content = (&mut self.answers).take(size);
        if kind != "blob" || size > most as u64 {
            io::copy(&mut content, &mut io::sink())?;
            self.answers.read_exact(&mut [0])?;
            return Ok(None);
        }
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        self.answers.read_exact(&mut [0])?;
        Ok(String::from_utf8(bytes).ok())
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // At the end of its questions it ends by itself.
        drop(self.asks.take());
        let _ = self.child.wait();
    }
}
