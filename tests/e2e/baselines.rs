//! Baselines: what was accepted stays out of sight, on the command line and in an editor, and what is new does not.

use crate::samples::{HARMLESS, SQL, SQL_AND_YAML, SQL_FIXED, workspace, write};
use rescue_tests::client::Session;
use rescue_tests::command::{rescue, rescue_reading};
use serde_json::{Value, json};
use std::path::Path;

const FILE: &str = "rescue-baseline.json";
const NONE: [&str; 0] = [];

/// A project whose findings are in its baseline: one in `app/users.py`, two in `app/settings.py`.
fn accepted() -> tempfile::TempDir {
    let root = workspace();
    write(root.path(), "app/users.py", SQL);
    write(root.path(), "app/settings.py", SQL_AND_YAML);
    write(root.path(), "app/shapes.py", HARMLESS);
    let told = rescue(root.path(), &["check", "--write-baseline", FILE]).expect(0).out;
    assert_eq!(told, "Wrote 3 findings in 2 files to rescue-baseline.json.\n");
    root
}

/// The path and weakness of everything that is new.
fn new(root: &Path, arguments: &[&str]) -> Vec<(String, String)> {
    let all = [&["check", "--format", "json", "--baseline", FILE][..], arguments].concat();
    let outcome = rescue(root, &all);
    let found: Value = serde_json::from_str(&outcome.out).unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let found: Vec<_> =
        found.as_array().expect("a list").iter().map(|f| (text(&f["path"]), text(&f["cwe"][0]))).collect();
    assert_eq!(outcome.code, Some(i32::from(!found.is_empty())), "only what is new decides: {}", outcome.err);
    found
}

/// What is said about the baseline.
fn told(root: &Path, arguments: &[&str]) -> String {
    let outcome = rescue(root, &[&["check", "--baseline", FILE][..], arguments].concat());
    outcome.out.lines().last().unwrap_or_default().to_owned()
}

#[test]
fn what_was_accepted_is_not_reported() {
    let root = accepted();
    assert_eq!(new(root.path(), &[]), []);
    assert_eq!(told(root.path(), &[]), "3 known findings are left out by rescue-baseline.json.");
    rescue(root.path(), &["check"]).expect(1);
    let text = std::fs::read_to_string(root.path().join(FILE)).expect("a file");
    let keys: Vec<&str> = text.lines().filter(|line| line.starts_with("    \"")).collect();
    assert_eq!(keys, ["    \"app/settings.py\": [", "    \"app/users.py\": ["], "sorted, relative, forward slashes");
    assert!(!text.contains("SELECT"), "no source text, which may be secret");
    rescue(root.path(), &["check", "--write-baseline", FILE]).expect(0);
    assert_eq!(std::fs::read_to_string(root.path().join(FILE)).expect("a file"), text, "the same again");
}

#[test]
fn accepted_findings_survive_what_does_not_change_them() {
    let root = accepted();
    // Lines before it, another layout, another quote.
    let reformatted = SQL
        .replace("def find_user", "LIMIT = 3\n\n\ndef find_user")
        .replace("cur.execute(f\"SELECT", "cur.execute(\n        f\"SELECT")
        .replace("'{name}'\")", "'{name}'\",\n    )");
    assert!(reformatted.contains("        f\"SELECT id FROM users WHERE name = '{name}'\",\n    )\n"), "{reformatted}");
    write(root.path(), "app/users.py", &reformatted);
    assert_eq!(new(root.path(), &[]), []);
    // Another function.
    write(root.path(), "app/users.py", &SQL.replace("find_user", "user_by_name"));
    assert_eq!(new(root.path(), &[]), []);
    // Another file, and not the same in both.
    std::fs::rename(root.path().join("app/users.py"), root.path().join("people.py")).expect("renamed");
    write(root.path(), "people.py", SQL);
    assert_eq!(new(root.path(), &[]), []);
    write(root.path(), "app/users.py", SQL);
    assert_eq!(new(root.path(), &[]), [("people.py".to_owned(), sql())], "the first one is back");
    // From another folder, under another path.
    let inside = rescue(&root.path().join("app"), &["check", "--baseline", "../rescue-baseline.json", "users.py"]);
    inside.expect(0);
    let whole = root.path().join("app/users.py");
    rescue(root.path(), &["check", "--baseline", FILE, whole.to_str().expect("UTF-8")]).expect(0);
}

fn sql() -> String {
    "CWE-89".to_owned()
}

#[test]
fn a_finding_more_of_the_same_kind_is_new() {
    let root = accepted();
    let line = SQL.lines().nth(6).expect("the statement");
    write(root.path(), "app/users.py", &SQL.replace(line, &format!("{line}\n{line}")));
    assert_eq!(new(root.path(), &[]), [("app/users.py".to_owned(), sql())]);
    rescue(root.path(), &["check", "--write-baseline", FILE]).expect(0);
    assert_eq!(new(root.path(), &[]), []);
    assert_eq!(told(root.path(), &[]), "4 known findings are left out by rescue-baseline.json.");
    write(root.path(), "app/users.py", SQL);
    let told = told(root.path(), &[]);
    assert!(told.starts_with("3 known") && told.contains("1 that it has is gone"), "{told}");
}

#[test]
fn what_is_gone_is_told_and_what_was_not_looked_at_is_not_gone() {
    let root = accepted();
    write(root.path(), "app/users.py", SQL_FIXED);
    assert!(told(root.path(), &[]).contains("; 1 that it has is gone"));
    assert!(!told(root.path(), &["app/settings.py"]).contains("gone"), "another file was not checked");
    assert!(!told(root.path(), &["app/settings.py", "--select", "CWE-502"]).contains("gone"), "hidden is not gone");
    assert!(told(root.path(), &["--min-confidence", "proven"]).contains("; 1 that it has is gone"));
    std::fs::remove_file(root.path().join("app/settings.py")).expect("removed");
    assert!(told(root.path(), &[]).contains("; 3 that it has are gone"));
    // A machine reads standard output, so it is told beside it.
    let outcome = rescue(root.path(), &["check", "--baseline", FILE, "--format", "sarif"]).expect(0);
    assert!(outcome.err.contains("3 that it has are gone"), "{}", outcome.err);
    assert!(rescue(root.path(), &["check", "--baseline", FILE, "--format", "sarif", "-q"]).expect(0).err.is_empty());
}

#[test]
fn writing_for_some_files_keeps_the_others() {
    let root = accepted();
    write(root.path(), "app/users.py", SQL_FIXED);
    let told = rescue(root.path(), &["check", "--write-baseline", FILE, "app/users.py"]).expect(0).out;
    assert!(told.contains("Wrote 0 findings in 0 files") && told.contains("1 file that were not checked"), "{told}");
    assert_eq!(new(root.path(), &[]), []);
    std::fs::remove_file(root.path().join("app/settings.py")).expect("removed");
    rescue(root.path(), &["check", "--write-baseline", FILE, "app/users.py"]).expect(0);
    let text = std::fs::read_to_string(root.path().join(FILE)).expect("a file");
    assert_eq!(text, "{\n  \"format\": \"rescue-baseline/1\",\n  \"findings\": {}\n}\n");
}

#[test]
fn a_baseline_that_cannot_be_read_is_an_error_that_says_what_to_do() {
    let root = accepted();
    let good = std::fs::read_to_string(root.path().join(FILE)).expect("a file");
    for (text, said) in [
        ("", "is broken"),
        (&good[..good.len() / 2], "is broken"),
        (&format!("<<<<<<< HEAD\n{good}"), "line 1"),
        ("[]", "no baseline of Rescue"),
        ("{\"version\": 1}", "rescue-baseline/1"),
        (&good.replace("baseline/1", "baseline/2"), "format 2"),
        (&good.replace("\"rule\"", "\"role\""), "missing field `rule`"),
        (&good.replace("\"findings\"", "\"found\""), "unknown field `found`"),
    ] {
        write(root.path(), FILE, text);
        for option in ["--baseline", "--write-baseline"] {
            let error = rescue(root.path(), &["check", option, FILE]).expect(2).err;
            assert!(error.contains(said) && error.contains(FILE), "{option}: {error}");
            assert_eq!(std::fs::read_to_string(root.path().join(FILE)).expect("a file"), text, "it is left as it was");
        }
    }
    std::fs::remove_file(root.path().join(FILE)).expect("removed");
    let error = rescue(root.path(), &["check", "--baseline", FILE]).expect(2).err;
    assert!(error.contains("--write-baseline"), "{error}");
    let error = rescue_reading(root.path(), &["check", "-", "--write-baseline", FILE], SQL).expect(2).err;
    assert!(error.contains("--stdin-filename"), "{error}");
    let nowhere = rescue(root.path(), &["check", "--write-baseline", "nowhere/b.json"]).expect(2).err;
    assert!(nowhere.contains("nowhere/b.json"), "{nowhere}");
}

#[test]
fn a_project_names_its_baseline() {
    let root = accepted();
    write(root.path(), "pyproject.toml", "[tool.rescue]\nbaseline = \"rescue-baseline.json\"\n");
    rescue(root.path(), &["check"]).expect(0);
    rescue(&root.path().join("app"), &["check"]).expect(0);
    rescue(root.path(), &["check", "--no-baseline"]).expect(1);
    rescue_reading(root.path(), &["check", "-", "--stdin-filename", "app/users.py"], SQL).expect(0);
    write(root.path(), "app/more.py", SQL);
    rescue(root.path(), &["check", "app/more.py"]).expect(1);
    std::fs::remove_file(root.path().join(FILE)).expect("removed");
    let error = rescue(root.path(), &["check"]).expect(2).err;
    assert!(error.contains("there is no baseline"), "{error}");
    rescue(root.path(), &["check", "--write-baseline", FILE]).expect(0);
    rescue(root.path(), &["check"]).expect(0);
}

#[test]
fn an_ignore_that_ignores_nothing_can_be_accepted() {
    let root = workspace();
    let text = format!("{HARMLESS}\n\nWIDTH = 3  # rescue: ignore\n");
    write(root.path(), "shapes.py", &text);
    rescue(root.path(), &["check", "--write-baseline", FILE]).expect(0);
    write(root.path(), "shapes.py", &format!("HEIGHT = 1\n{text}"));
    rescue(root.path(), &["check", "--baseline", FILE]).expect(0);
    write(root.path(), "shapes.py", &format!("{text}HEIGHT = 1  # rescue: ignore\n"));
    rescue(root.path(), &["check", "--baseline", FILE]).expect(1);
}

#[test]
fn an_editor_shows_only_what_is_new() {
    let root = accepted();
    write(root.path(), "pyproject.toml", "[tool.rescue]\nbaseline = \"rescue-baseline.json\"\n");
    let users = rescue_tests::uri(&root.path().join("app/users.py"));
    let mut client = Session::default().in_root(root.path()).start();
    let mut file = client.open(&users, SQL);
    assert_eq!(client.codes(&file), NONE);
    let line = SQL.lines().nth(6).expect("the statement");
    client.replace(&mut file, &format!("# moved\n{}", SQL.replace(line, &format!("{line}\n{line}"))));
    assert_eq!(client.codes(&file), ["CWE-89"], "one more is new");
    client.replace(&mut file, SQL);
    assert_eq!(client.codes(&file), NONE);
    let other = write(root.path(), "app/other.py", SQL);
    let other = client.open(&other, SQL);
    assert_eq!(client.codes(&other), ["CWE-89"]);

    // Accepted on the command line, while the editor is open.
    rescue(root.path(), &["check", "--write-baseline", FILE]).expect(0);
    let baseline = rescue_tests::uri(&root.path().join(FILE));
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": baseline, "type": 2}]}));
    assert_eq!(client.codes(&other), NONE);
    assert_eq!(client.codes(&file), NONE);

    // A broken one hides nothing, and that is said.
    write(root.path(), FILE, "{");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": baseline}}));
    assert_eq!(client.codes(&file), ["CWE-89"]);
    assert_eq!(client.codes(&other), ["CWE-89"]);
    let shown = client.shown();
    assert!(shown.contains("shows every finding") && shown.contains(FILE), "{shown}");
    assert_eq!(client.logged(), shown);
    client.finish();
}

#[test]
fn an_editor_names_a_baseline_too_and_a_project_only_one_inside_itself() {
    let root = accepted();
    let users = rescue_tests::uri(&root.path().join("app/users.py"));
    let mut client = Session::default().in_root(root.path()).with_options(json!({"baseline": FILE})).start();
    let file = client.open(&users, SQL);
    assert_eq!(client.codes(&file), NONE);
    client.finish();
    for outside in ["/etc/passwd", "../elsewhere.json", "a/../../b.json"] {
        write(root.path(), "pyproject.toml", &format!("[tool.rescue]\nbaseline = \"{outside}\"\n"));
        let mut client = Session::default().in_root(root.path()).start();
        let shown = client.shown();
        assert!(shown.contains("refused `baseline`"), "{shown}");
        assert_eq!(client.logged(), shown);
        let file = client.open(&users, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        client.finish();
    }
}
