//! The history of a local repository: commits that are about security.
//!
//! The strongest sign is a finding of Rescue's own that is there before a commit and gone after it, in a function that
//! both have. Words and identifiers in the message, and identifiers in the lines that changed, are the other ones.

use super::{
    Change, Item, Judge, LONGEST, Picked, Take,
    describe::first_line,
    git::{Commit, Repository},
    gone,
    reduce::lost_with_its_function,
};
use regex::Regex;
use rescue_syntax::tests_of::is_test;
use std::{collections::BTreeSet, sync::LazyLock};

/// A commit that changes more Python files than this says little about each.
const MOST_FILES: usize = 20;

/// Words of a message, with the weakness that they name.
static WORDS: LazyLock<Vec<(Regex, Option<&'static str>)>> = LazyLock::new(|| {
    let words: [(&str, Option<&'static str>); 28] = [
        (r"sql[ -]?injection|sqli", Some("CWE-89")),
        (r"(os[ -])?command[ -]injection|shell[ -]injection", Some("CWE-78")),
        (r"code[ -]injection|remote code execution|rce|arbitrary code", Some("CWE-94")),
        (r"xss|cross[ -]site[ -]scripting|html[ -]injection", Some("CWE-79")),
        (r"csrf|cross[ -]site[ -]request[ -]forgery", Some("CWE-352")),
        (r"ssrf|server[ -]side[ -]request[ -]forgery", Some("CWE-918")),
        (r"xxe|xml external entit(y|ies)|billion laughs", Some("CWE-611")),
        (r"(path|directory)[ -]traversal|zip[ -]?slip|arbitrary file", Some("CWE-22")),
        (r"open[ -]redirect", Some("CWE-601")),
        (r"(unsafe|insecure)[ -]deseriali[sz]ation|unsafe (pickle|yaml)|safe_load|untrusted pickle", Some("CWE-502")),
        (r"redos|catastrophic backtracking", Some("CWE-1333")),
        (r"(crlf|header|response splitting)[ -]injection|response splitting", Some("CWE-113")),
        (r"log[ -]injection|log forging", Some("CWE-117")),
        (r"hard[ -]?coded (password|secret|key|credential|token)s?", Some("CWE-798")),
        (r"session[ -]fixation", Some("CWE-384")),
        (r"weak (hash|cipher|crypto\w*|algorithm)", Some("CWE-327")),
        (r"(certificate|tls|ssl)[ -](verification|validation)|verify=false", Some("CWE-295")),
        (r"insecure temp(orary)? file|mktemp", Some("CWE-377")),
        (r"insecure random\w*|predictable (token|random\w*)", Some("CWE-330")),
        (r"jwt signature|unverified (jwt|token)", Some("CWE-347")),
        (r"timing attack|constant[ -]time", None),
        (r"privilege escalation|auth(entication|orization)? bypass", None),
        (r"vulnerab\w*|exploit\w*|security", None),
        (r"injection|sanit[iy][sz]\w*|untrusted", None),
        (r"clickjacking|cors|hsts", None),
        (r"man[ -]in[ -]the[ -]middle|mitm", None),
        (r"denial[ -]of[ -]service|dos attack", None),
        (r"cve-\d{4}-\d{4,}|cwe-\d+|ghsa(-[0-9a-z]{4}){3}", None),
    ];
    // The patterns are part of the program, and a test compiles them.
    words
        .map(|(word, cwe)| (Regex::new(&format!(r"(?i)\b({word})\b")).expect("a pattern of ours compiles"), cwe))
        .into()
});

static IDENTIFIERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(cve-\d{4}-\d{4,}|cwe-\d+|ghsa(-[0-9a-z]{4}){3})\b").expect("a pattern of ours compiles")
});

/// Words of a text that are about security, as they stand there.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        WORDS.iter().filter_map(|(word, _)| word.find(text)).map(|at| at.as_str().to_owned()).collect();
    found.dedup();
    found
}

/// The weakness that a text names, by number or by its everyday name.
pub(super) fn weakness_named(text: &str) -> Option<String> {
    let number = IDENTIFIERS.find_iter(text).map(|at| at.as_str()).find_map(|at| {
        let at = at.to_ascii_uppercase();
        at.starts_with("CWE-").then_some(at)
    });
    let by_name = || WORDS.iter().find(|(word, cwe)| cwe.is_some() && word.is_match(text)).and_then(|(_, cwe)| *cwe);
    number.or_else(|| by_name().map(str::to_owned))
}

/// Looks through at most `most` commits, the newest first. Commits that are not about security are no news, so nothing
/// is said about them.
pub fn read(
    repository: &Repository,
    most: usize,
    judge: &Judge<'_>,
    progress: &mut dyn FnMut(usize, usize),
    take: &mut Take<'_>,
) -> anyhow::Result<()> {
    let commits = repository.python_commits(most)?;
    let mut blobs = repository.blobs()?;
    for (done, commit) in commits.iter().enumerate() {
        progress(done, commits.len());
        let words = words_of(&commit.message);
        let files = repository.changed_python(commit)?;
        let files: Vec<_> = files.into_iter().filter(|file| !is_test(&file.path)).collect();
        let place = |path: &str| format!("{} {path}", short(commit));
        if files.len() > MOST_FILES {
            if !words.is_empty() {
                let why = format!("it changes {} Python files, so what matters can't be told", files.len());
                take(Item::skipped(short(commit), why))?;
            }
            continue;
        }
        for file in files {
            let texts = (blobs.text(&file.before, LONGEST)?, blobs.text(&file.after, LONGEST)?);
            let (Some(before), Some(after)) = texts else {
                if !words.is_empty() {
                    take(Item::skipped(place(&file.path), "it is too long, missing or no UTF-8"))?;
                }
                continue;
            };
            let Some(picked) = pick(&words, &before, &after, judge) else { continue };
            take(Item::Change(Box::new(change(repository, commit, &file.path, before, after, picked))))?;
        }
    }
    progress(commits.len(), commits.len());
    Ok(())
}

/// Every Python file that a commit changed, tests left out, as a change of its own.
pub(super) fn files_of(
    repository: &Repository,
    commit: &Commit,
    each: &mut dyn FnMut(Result<Change, (String, String)>) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let mut blobs = repository.blobs()?;
    let files = repository.changed_python(commit)?;
    let files: Vec<_> = files.into_iter().filter(|file| !is_test(&file.path)).collect();
    for file in &files {
        let texts = (blobs.text(&file.before, LONGEST)?, blobs.text(&file.after, LONGEST)?);
        each(match texts {
            (Some(before), Some(after)) => Ok(change(repository, commit, &file.path, before, after, Picked::Source)),
            _ => Err((file.path.clone(), "it is too long, missing or no UTF-8".to_owned())),
        })?;
    }
    Ok(files.len())
}

fn change(
    repository: &Repository,
    commit: &Commit,
    path: &str,
    before: String,
    after: String,
    picked: Picked,
) -> Change {
    let name = repository.path().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Change {
        place: format!("{} {path}", short(commit)),
        origin: format!("Commit {} of {name}, {path}: {}", commit.hash, first_line(&commit.message, 100)),
        file: path.to_owned(),
        before,
        after,
        about: commit.message.clone(),
        picked,
        ..Change::default()
    }
}

/// Why a change is about security, if it is.
fn pick(words: &[String], before: &str, after: &str, judge: &Judge<'_>) -> Option<Picked> {
    let gone = gone(judge, before, after);
    let rules: BTreeSet<String> =
        gone.into_iter().filter(|seen| !lost_with_its_function(before, after, seen.at)).map(|seen| seen.rule).collect();
    if !rules.is_empty() {
        return Some(Picked::Rules(rules.into_iter().collect()));
    }
    let mut words = words.to_vec();
    let known: BTreeSet<&str> = before.lines().collect();
    let new = after.lines().filter(|line| !known.contains(line));
    words.extend(new.flat_map(|line| IDENTIFIERS.find_iter(line)).map(|at| at.as_str().to_owned()));
    (!words.is_empty()).then_some(Picked::Words(words))
}

fn short(commit: &Commit) -> &str {
    commit.hash.get(..12).unwrap_or(&commit.hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_weaknesses() {
        for (message, cwe) in [
            ("Fix SQL injection in search", Some("CWE-89")),
            ("Prevent XSS in comments", Some("CWE-79")),
            ("fix CWE-502 in loader", Some("CWE-502")),
            ("Security: bump the parser", None),
            ("CVE-2020-12345: harden", None),
        ] {
            assert_eq!(weakness_named(message).as_deref(), cwe, "{message}");
            assert!(!words_of(message).is_empty(), "{message}");
        }
        for plain in ["Add a page for orders", "Exclude css from the force", "Rename execute to run"] {
            assert!(words_of(plain).is_empty(), "{plain}");
        }
    }

    #[test]
    fn tests_are_no_fixes() {
        assert!(is_test("app/tests/users.py") && is_test("test_users.py") && is_test("a/conftest.py"));
        assert!(!is_test("app/users.py") && !is_test("latest/contest.py"));
    }
}
