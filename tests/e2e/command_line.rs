//! The command line, as shells and CI jobs use it.

use crate::samples::{HARMLESS, SQL, SQL_AND_YAML, SQL_FIXED, SQL_STATEMENT, workspace, write};
use rescue_tests::binary;
use rescue_tests::command::{rescue, rescue_reading, take, text_of, wait};
use serde_json::Value;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A project with findings in two files, a clean one, one that is ignored, and one that does not parse.
fn project() -> TempDir {
    let root = workspace();
    write(root.path(), "pyproject.toml", "[tool.rescue]\nexclude = [\"generated/\"]\n");
    write(root.path(), ".gitignore", "/build/\n");
    write(root.path(), "app/users.py", SQL);
    write(root.path(), "app/settings.py", SQL_AND_YAML);
    write(root.path(), "app/shapes.py", HARMLESS);
    write(root.path(), "app/broken.py", "def f(:\n    return (\n");
    write(root.path(), "generated/users.py", SQL);
    write(root.path(), "build/users.py", SQL);
    write(root.path(), "notes.txt", SQL);
    root
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn check_writes_json_as_the_design_fixes_it() {
    let root = project();
    let found = json(&rescue(root.path(), &["check", ".", "--format", "json"]).expect(1).out);
    let found = found.as_array().expect("an array");
    let places: Vec<(&str, &str, u64)> = found
        .iter()
        .map(|finding| {
            let path = finding["path"].as_str().expect("a path").trim_start_matches("./");
            (path, finding["cwe"][0].as_str().expect("a weakness"), finding["line"].as_u64().expect("a line"))
        })
        .collect();
    let expected =
        [("app/settings.py", "CWE-89", 9), ("app/settings.py", "CWE-502", 15), ("app/users.py", "CWE-89", 7)];
    assert_eq!(places, expected);
    let finding = &found[2];
    let text = |key: &str| finding[key].as_str().unwrap_or_else(|| panic!("{key}: {finding}"));
    assert_eq!(text("rule"), "sql-built-from-values");
    assert!(["possible", "likely", "proven"].contains(&text("confidence")));
    assert!(!text("message").is_empty());
    assert!(finding["fixes"].as_array().is_some_and(|fixes| !fixes.is_empty()));
    assert!(finding["flow"].as_array().is_some_and(|flow| !flow.is_empty()));
    let line = SQL.lines().nth(6).expect("the line of the finding");
    let number = |key: &str| usize::try_from(finding[key].as_u64().expect("a number")).expect("a small one");
    assert_eq!(number("end_line"), 7);
    assert_eq!(&line[number("column") - 1..number("end_column") - 1], SQL_STATEMENT, "columns count from 1");
}

#[test]
fn check_writes_text_with_the_source_and_carets() {
    let root = project();
    let text = rescue(root.path(), &["check", "app"]).expect(1).out;
    for part in ["app/users.py:7:", "CWE-89", "^^^^", SQL_STATEMENT, "3 findings in 2 files, 4 files checked."] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colour is only for terminals");
    let coloured = rescue(root.path(), &["check", "app", "--color", "always"]).expect(1).out;
    assert!(coloured.contains('\u{1b}'));
}

#[test]
fn check_writes_sarif() {
    let root = project();
    let log = json(&rescue(root.path(), &["check", "--format", "sarif"]).expect(1).out);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "Rescue");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small one");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().is_some_and(|uri| uri.ends_with(".py")));
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0));
    }
}

#[test]
fn check_writes_annotations_for_github() {
    let root = project();
    let text = rescue(root.path(), &["check", "--format", "github"]).expect(1).out;
    assert_eq!(text.lines().count(), 3);
    for line in text.lines() {
        let (kind, rest) = line.strip_prefix("::").and_then(|line| line.split_once(' ')).expect("a workflow command");
        assert!(["error", "warning", "notice"].contains(&kind), "{line}");
        assert!(rest.starts_with("file=") && rest.contains(",line=") && rest.contains("::"), "{line}");
    }
}

#[test]
fn exit_codes_tell_findings_from_trouble() {
    let root = project();
    rescue(root.path(), &["check", "app/shapes.py"]).expect(0);
    rescue(root.path(), &["check", "app/users.py"]).expect(1);
    rescue(root.path(), &["check", "app/users.py", "--exit-zero"]).expect(0);
    rescue(root.path(), &["check", "app/users.py", "--ignore", "CWE-89"]).expect(0);
    rescue(root.path(), &["check", "app/users.py", "--select", "CWE-502"]).expect(0);
    rescue(root.path(), &["check", "app/users.py", "--min-confidence", "proven"]).expect(0);
    for arguments in
        [&["check", "nowhere.py"][..], &["check", "--format", "xml"], &["nonsense"], &["check", "--select", "nonsense"]]
    {
        let outcome = rescue(root.path(), arguments).expect(2);
        assert!(!outcome.err.is_empty() && !outcome.err.contains("panicked"), "{}", outcome.err);
    }
}

#[test]
fn check_reads_standard_input() {
    let root = project();
    let outcome = rescue_reading(root.path(), &["check", "-", "--format", "json"], SQL).expect(1);
    assert_eq!(json(&outcome.out)[0]["cwe"][0], "CWE-89");
    let named = ["check", "-", "--stdin-filename", "app/users.py", "--format", "json"];
    let outcome = rescue_reading(root.path(), &named, SQL).expect(1);
    assert_eq!(json(&outcome.out)[0]["path"], "app/users.py");
    rescue_reading(root.path(), &["check", "-"], HARMLESS).expect(0);
    rescue_reading(root.path(), &["check", "-"], "").expect(0);
}

#[test]
fn check_says_where_it_cannot_read() {
    let root = workspace();
    std::fs::write(root.path().join("latin.py"), b"# -*- coding: latin-1 -*-\nname = '\xe9'\n").expect("written");
    std::fs::write(root.path().join("bytes.py"), b"x = '\xff\xfe\x00'\n").expect("written");
    std::fs::write(root.path().join("marked.py"), format!("\u{feff}{SQL}")).expect("written");
    let outcome = rescue(root.path(), &["check", ".", "--format", "json"]);
    assert!(!outcome.err.contains("panicked"), "{}", outcome.err);
    let found = json(&outcome.out);
    let paths: Vec<&str> = found.as_array().expect("an array").iter().filter_map(|f| f["path"].as_str()).collect();
    assert!(paths.iter().any(|path| path.ends_with("marked.py")), "a byte order mark is no obstacle: {paths:?}");
}

#[test]
fn fix_shows_a_diff_that_applies() {
    let root = project();
    let diff = rescue(root.path(), &["fix", "app/users.py", "--diff"]).expect(1).out;
    assert!(diff.contains("-    cur.execute(f\"SELECT") && diff.contains("+    cur.execute(\"SELECT"), "{diff}");
    let kept = std::fs::read_to_string(root.path().join("app/users.py")).expect("a file");
    assert_eq!(kept, SQL, "a diff writes nothing");
    let mut patch = Command::new("git")
        .args(["apply", "-p0", "--unsafe-paths", "-"])
        .current_dir(root.path())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("git starts");
    let complaint = text_of(patch.stderr.take().expect("it is piped"));
    let stdin = patch.stdin.take().expect("it is piped");
    // `a/` and `b/` before the names mean -p1, their absence -p0.
    let bare = diff.replace("--- a/", "--- ").replace("+++ b/", "+++ ");
    std::io::Write::write_all(&mut { stdin }, bare.as_bytes()).expect("git reads");
    let status = wait(patch);
    assert!(status.success(), "{}\n{diff}", take(&complaint));
    let fixed = std::fs::read_to_string(root.path().join("app/users.py")).expect("a file");
    assert_eq!(fixed, SQL_FIXED);
}

#[test]
fn fix_in_place_writes_what_check_then_passes() {
    let root = project();
    rescue(root.path(), &["fix", "app", "--in-place"]).expect(0);
    assert_eq!(std::fs::read_to_string(root.path().join("app/users.py")).expect("a file"), SQL_FIXED);
    rescue(root.path(), &["check", "app"]).expect(0);
    let untouched = std::fs::read_to_string(root.path().join("generated/users.py")).expect("a file");
    assert_eq!(untouched, SQL);
    let piped = rescue_reading(root.path(), &["fix", "-", "--in-place"], SQL).expect(0);
    assert_eq!(piped.out, SQL_FIXED);
}

#[test]
fn fix_keeps_line_ends_and_byte_order_marks() {
    let root = workspace();
    let text = format!("\u{feff}{}", SQL.replace('\n', "\r\n"));
    write(root.path(), "users.py", &text);
    rescue(root.path(), &["fix", "users.py", "--in-place"]).expect(0);
    let fixed = std::fs::read_to_string(root.path().join("users.py")).expect("a file");
    assert_eq!(fixed, format!("\u{feff}{}", SQL_FIXED.replace('\n', "\r\n")));
}

#[test]
fn suggest_tells_what_is_known_about_a_place() {
    let root = workspace();
    write(
        root.path(),
        "users.py",
        "import sqlite3\n\n\ndef find_user(conn: sqlite3.Connection, username: str):\n    \
         # look up a user row by username in the sqlite database\n    pass\n",
    );
    let text = rescue(root.path(), &["suggest", "users.py:5"]).expect(0).out;
    assert!(text.contains("CWE-89"), "{text}");
    let object = json(&rescue(root.path(), &["suggest", "users.py:5", "--json"]).expect(0).out);
    assert!(object.is_object());
    for wrong in ["users.py", "users.py:0", "users.py:99", "nowhere.py:1", "users.py:x"] {
        rescue(root.path(), &["suggest", wrong]).expect(2);
    }
}

#[test]
fn the_demo_runs_to_its_end() {
    let root = workspace();
    let outcome = rescue(root.path(), &["demo"]).expect(0);
    assert!(outcome.out.contains("CWE-89"), "{}", outcome.out);
}

#[test]
fn version_help_and_completions() {
    let root = workspace();
    let version = rescue(root.path(), &["--version"]).expect(0).out;
    assert_eq!(version.trim_end(), concat!("rescue-lsp ", env!("CARGO_PKG_VERSION")));
    for command in ["check", "fix", "suggest", "kb", "eval", "demo", "completions"] {
        assert!(rescue(root.path(), &["--help"]).expect(0).out.contains(command));
        assert!(!rescue(root.path(), &[command, "--help"]).expect(0).out.is_empty());
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(rescue(root.path(), &["completions", shell]).expect(0).out.contains("rescue-lsp"));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let root = workspace();
    write(root.path(), "many.py", &SQL.repeat(400));
    for arguments in
        [&["check", "many.py"][..], &["check", "many.py", "--format", "json"], &["kb", "info"], &["--help"]]
    {
        let mut child = Command::new(binary())
            .args(arguments)
            .current_dir(root.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        drop(child.stdout.take());
        let complaint = text_of(child.stderr.take().expect("it is piped"));
        wait(child);
        let complaint = take(&complaint);
        assert!(complaint.is_empty(), "{arguments:?}: {complaint}");
    }
}
