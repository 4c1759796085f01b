//! `rescue-lsp kb import`: data sets, advisories and histories become records, and a team's overlay gives them back.

use crate::samples::{HARMLESS, SQL, SQL_FIXED, workspace, write};
use crate::snapshots::copy;
use rescue_tests::client::Session;
use rescue_tests::command::{Outcome, rescue};
use rescue_tests::repository;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a team's repository does in its own way.
const LOANS: &str = r#"import sqlite3
from flask import Flask, request

app = Flask(__name__)
DATABASE = "library.db"
PAGE = 20


def overdue_fee(days):
    return max(0, days - 3) * 25


@app.get("/loans")
def loans_of_member():
    """List the open loans of a library member by the number on the card."""
    card = request.args["card"]
    connection = sqlite3.connect(DATABASE)
    rows = connection.execute(f"SELECT title, due FROM loans WHERE card = '{card}' LIMIT {PAGE}")
    return {"loans": rows.fetchall()}
"#;

fn loans_fixed() -> String {
    LOANS.replace(
        "f\"SELECT title, due FROM loans WHERE card = '{card}' LIMIT {PAGE}\"",
        "\"SELECT title, due FROM loans WHERE card = ? LIMIT ?\", (card, PAGE)",
    )
}

/// Runs git in a folder, away from anybody's configuration.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgSign=false"])
        .args(["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

fn commit(folder: &Path, message: &str) -> String {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", message]);
    git(folder, &["rev-parse", "HEAD"])
}

/// A repository in which one commit repairs a weakness without saying so; that commit.
fn library(folder: &Path) -> String {
    git(folder, &["init", "--quiet", "."]);
    write(folder, "library/loans.py", LOANS);
    write(folder, "library/area.py", HARMLESS);
    commit(folder, "Begin");
    write(folder, "library/area.py", &HARMLESS.replace("width * height", "height * width"));
    commit(folder, "Turn the factors round");
    write(folder, "library/loans.py", &loans_fixed());
    let fix = commit(folder, "Tidy up the loans view");
    write(folder, "library/area.py", &HARMLESS.replace("area", "surface"));
    commit(folder, "Rename the area");
    fix
}

fn import(folder: &Path, arguments: &[&str]) -> Outcome {
    rescue(folder, &[&["kb", "import"], arguments].concat()).expect(0)
}

/// Every record under a folder, with its own folder.
fn records(corpus: &Path) -> Vec<(PathBuf, Value)> {
    let inside = |path: &Path| -> Vec<PathBuf> {
        let mut all: Vec<_> =
            std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        all.sort();
        all
    };
    let folders = inside(corpus).into_iter().flat_map(|weakness| inside(&weakness.join("records")));
    folders
        .map(|folder| {
            let text = std::fs::read_to_string(folder.join("record.toml")).expect("a record");
            let record: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
            let record = serde_json::to_value(record).expect("TOML is JSON");
            (folder, record)
        })
        .collect()
}

fn text(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).expect("a file can be read")
}

fn fixture(name: &str) -> String {
    repository().join("tests/fixtures/import").join(name).to_str().expect("UTF-8").to_owned()
}

fn lines(values: &[Value]) -> String {
    values.iter().map(|value| format!("{value}\n")).collect()
}

#[test]
fn a_history_gives_the_commit_after_which_a_finding_is_gone() {
    let folder = workspace();
    let fix = library(folder.path());
    let said = import(folder.path(), &["--from-git", ".", "--out", "records"]);
    assert!(said.out.contains("1 records written"), "{}\n{}", said.out, said.err);
    let all = records(&folder.path().join("records"));
    let [(path, record)] = &all[..] else { panic!("{all:?}") };
    assert!(path.to_str().expect("UTF-8").contains("cwe-089-sql-injection/records/"), "{}", path.display());
    assert_eq!(record["proven"].as_bool(), Some(false));
    assert_eq!(record["style"].as_str(), Some("web handler"));
    assert!(record["origin"][0].as_str().expect("a text").contains(&fix), "{record}");
    assert!(record["note"].as_str().expect("a text").contains("fire before it and not after it"), "{record}");
    assert_eq!(record["rules"].as_array().map(Vec::len), Some(1), "{record}");
    assert_eq!(record["title"].as_str(), Some("List the open loans of a library member by the number on the card"));
    let (before, after) = (text(path, "vulnerable.py"), text(path, "secure.py"));
    for program in [&before, &after] {
        assert!(program.contains("def loans_of_member") && program.contains("PAGE = 20"), "{program}");
        assert!(!program.contains("overdue_fee"), "what did not change and is not used is left out:\n{program}");
    }
    assert!(before.contains("card = '{card}'") && after.contains("card = ? LIMIT ?"));
    assert!(!path.join("proof.py").exists());

    let again = import(folder.path(), &["--from-git", ".", "--out", "records"]);
    assert!(again.out.contains("0 records written, 1 there already"), "{}", again.out);
    let few = import(folder.path(), &["--from-git", ".", "--commits", "1", "--out", "few"]);
    assert!(few.out.starts_with("0 changes read"), "{}", few.out);
}

#[test]
fn a_team_builds_an_overlay_of_its_history_and_is_offered_its_own_way() {
    let folder = workspace();
    library(folder.path());
    import(folder.path(), &["--from-git", ".", "--out", "security/records"]);
    let lint = rescue(folder.path(), &["kb", "lint", "security/records"]).expect(0);
    assert!(lint.out.contains("0 errors, 0 warnings") && lint.out.contains("1 records are unproven"), "{}", lint.out);
    let build = ["kb", "build", "--corpus", "security/records", "--overlay", "security/overlay"];
    let built = rescue(folder.path(), &build).expect(0);
    assert!(built.out.contains("1 examples") && built.out.contains("unproven"), "{}", built.out);
    assert!(!folder.path().join("security/overlay/encoder").exists(), "the encoder below is used");
    rescue(folder.path(), &["kb", "verify", "security/overlay"]).expect(0);

    let task = "list the open loans of a library member by the number on the card";
    let search = |more: &[&str]| -> Value {
        let outcome = rescue(folder.path(), &[&["kb", "search", task, "--json"], more].concat()).expect(0);
        serde_json::from_str(&outcome.out).expect("JSON")
    };
    let with = search(&["--overlay", "security/overlay"]);
    let first = &with["examples"][0];
    assert!(first["code"].as_str().is_some_and(|code| code.contains("card = ? LIMIT ?")), "{with}");
    assert_eq!((&first["cwe"], &first["unproven"]), (&json!("CWE-89"), &json!(true)));
    assert_eq!(with["weaknesses"][0]["cwe"], "CWE-89");
    assert!(!search(&[])["examples"].to_string().contains("LIMIT ?"), "only the overlay knows it");

    write(folder.path(), "pyproject.toml", "[tool.rescue]\noverlay = \"security/overlay\"\n");
    let program =
        format!("import sqlite3\n\n\ndef loans(connection: sqlite3.Connection, card: str):\n    # {task}\n    \n");
    let uri = write(folder.path(), "desk.py", &program);
    let mut client = Session::default().in_root(folder.path()).start();
    let file = client.open(&uri, &program);
    client.codes(&file);
    let position = file.position(program.len() - 1);
    let params = json!({"textDocument": file.identifier(), "position": position, "context": {"triggerKind": 1}});
    let answer = client.ask("textDocument/completion", params);
    let items = answer.as_array().or_else(|| answer["items"].as_array()).cloned().unwrap_or_default();
    let own =
        items.iter().find(|item| item["label"].as_str().is_some_and(|label| label.starts_with("List the open loans")));
    let own = own.unwrap_or_else(|| panic!("{answer}"));
    assert!(own["textEdit"]["newText"].as_str().is_some_and(|text| text.contains("card = ?")), "{own}");
    assert!(own.to_string().contains("unproven"), "{own}");
    client.finish();
}

#[test]
fn an_altered_overlay_is_refused() {
    let folder = workspace();
    library(folder.path());
    import(folder.path(), &["--from-git", ".", "--out", "records"]);
    rescue(folder.path(), &["kb", "build", "--corpus", "records", "--overlay", "overlay"]).expect(0);
    let path = folder.path().join("overlay/knowledge.json");
    let altered = text(&folder.path().join("overlay"), "knowledge.json").replacen("card = ?", "card = !", 1);
    std::fs::write(path, altered).expect("written");
    let refused = rescue(folder.path(), &["kb", "search", "loans", "--overlay", "overlay"]).expect(2);
    assert!(refused.err.contains("knowledge.json"), "{}", refused.err);
}

/// Everything by which a repository's own configuration starts programs.
#[test]
fn a_repository_starts_nothing() {
    let folder = workspace();
    let root = folder.path();
    library(root);
    let marker = root.join("started");
    let program = root.join("program.sh");
    std::fs::write(&program, format!("#!/bin/sh\ntouch {}\ncat \"$@\" 2>/dev/null\n", marker.display()))
        .expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("it may run");
    }
    let program = program.to_str().expect("UTF-8");
    for (key, value) in [
        ("core.fsmonitor", program.to_owned()),
        ("core.hooksPath", root.to_str().expect("UTF-8").to_owned()),
        ("core.sshCommand", program.to_owned()),
        ("core.pager", program.to_owned()),
        ("core.alternateRefsCommand", program.to_owned()),
        ("diff.external", program.to_owned()),
        ("diff.evil.textconv", program.to_owned()),
        ("diff.evil.command", program.to_owned()),
        ("filter.evil.smudge", program.to_owned()),
        ("filter.evil.clean", program.to_owned()),
        ("gpg.program", program.to_owned()),
        ("log.showSignature", "true".to_owned()),
        ("alias.rev-list", format!("!{program}")),
        ("remote.origin.url", format!("ext::{program}")),
        ("remote.origin.promisor", "true".to_owned()),
    ] {
        git(root, &["config", key, &value]);
    }
    std::fs::write(root.join(".git/info/attributes"), "*.py diff=evil filter=evil\n").expect("written");
    let said = import(root, &["--from-git", ".", "--out", "records"]);
    assert!(said.out.contains("1 records written"), "{}\n{}", said.out, said.err);
    assert!(!marker.exists(), "a program of the repository's was started");
}

#[test]
fn words_of_a_message_are_a_sign_that_says_it_is_weak() {
    let folder = workspace();
    git(folder.path(), &["init", "--quiet", "."]);
    let before = "def session_name(user):\n    return user.name + user.token\n";
    write(folder.path(), "names.py", before);
    commit(folder.path(), "Begin");
    write(folder.path(), "names.py", &before.replace(" + user.token", ""));
    commit(folder.path(), "Fix session fixation in names (CVE-2031-12345)");
    import(folder.path(), &["--from-git", ".", "--out", "records"]);
    let all = records(&folder.path().join("records"));
    let [(path, record)] = &all[..] else { panic!("{all:?}") };
    assert!(path.to_str().expect("UTF-8").contains("cwe-384"), "{}", path.display());
    let unsure = record["unsure"].to_string();
    assert!(unsure.contains("by words alone") && unsure.contains("CVE-2031-12345"), "{unsure}");
    assert!(unsure.contains("guessed from the words"), "{unsure}");
}

#[test]
fn functions_of_sven_and_samples_of_ours_are_read_and_the_rest_is_told_by_line() {
    let folder = workspace();
    let function = |before: &str, after: &str| {
        json!({"func_name": "find_user", "func_src_before": before, "func_src_after": after, "vul_type": "cwe-089",
               "commit_link": "github.com/example/app/commit/abc", "file_name": "app/users.py",
               "line_changes": {"deleted": [], "added": []}})
    };
    let sample = |id: &str, kind: &str, text: &str, pair: &str| json!({"id": id, "dataset": "ours", "cwe": ["CWE-89"], "kind": kind, "text": text, "pair": pair, "line": 1});
    let fixed_yaml = "import yaml\n\ndef read(f):\n    return yaml.safe_load(f)\n";
    let values = [
        function(SQL, SQL_FIXED),
        json!({"func_src_before": "int x;", "func_src_after": "int y;", "vul_type": "cwe-787", "file_name": "a.c"}),
        // The same repair once more, and one of another weakness.
        sample("v", "vulnerable", SQL, "s"),
        sample("s", "secure", SQL_FIXED, "v"),
        sample("p", "prompt", "Write a Python function that finds a user by name.", "s"),
        sample("alone", "vulnerable", SQL, ""),
        function("def f(:\n", "def f(:\n    pass\n"),
        json!({"other": 1}),
        function("import yaml\n\ndef read(f):\n    return yaml.load(f)\n", fixed_yaml),
        function(SQL, SQL),
    ];
    write(folder.path(), "pairs.jsonl", &format!("{}no json\n", lines(&values)));
    let said = import(folder.path(), &["--pairs", "pairs.jsonl", "--out", "records"]);
    for (line, why) in [
        (2, "no Python (`a.c`)"),
        (6, "no secure sample names it"),
        (7, "does not parse"),
        (8, "neither `func_src_before`"),
        (10, "white space only"),
        (11, "no JSON"),
    ] {
        let told = said.err.lines().find(|told| told.contains(&format!("pairs.jsonl:{line}:")));
        assert!(told.is_some_and(|told| told.contains(why)), "{line}: {why}\n{}", said.err);
    }
    assert!(said.out.contains("2 records written, 0 there already, 1 duplicates merged, 6 skipped"), "{}", said.out);
    let all = records(&folder.path().join("records"));
    let of = |part: &str| {
        let is_of = |record: &&(PathBuf, Value)| text(&record.0, "secure.py").contains(part);
        all.iter().find(is_of).map(|(_, record)| record).unwrap_or_else(|| panic!("{all:?}"))
    };
    let merged = of("name = ?");
    assert_eq!(merged["origin"].as_array().map(Vec::len), Some(2), "{merged}");
    assert!(merged["tasks"].to_string().contains("finds a user by name"), "{merged}");
    let doubtful = of("safe_load");
    let unsure = doubtful["unsure"].to_string();
    assert!(unsure.contains("labelled CWE-89, and Rescue's own rules see CWE-502"), "{unsure}");

    let quiet = import(folder.path(), &["--pairs", "pairs.jsonl", "--out", "records", "--quiet"]);
    assert!(quiet.err.is_empty() && quiet.out.contains("2 there already"), "{}\n{}", quiet.out, quiet.err);
}

#[test]
fn a_cvefixes_database_gives_python_fixes() {
    let folder = workspace();
    let said = import(folder.path(), &["--cvefixes", &fixture("cvefixes.db"), "--out", "records"]);
    assert!(said.err.contains("CVE-2020-0002, app/new.py: it has no text before"), "{}", said.err);
    let all = records(&folder.path().join("records"));
    let [(path, record)] = &all[..] else { panic!("{all:?}") };
    let origin = record["origin"][0].as_str().expect("a text");
    assert!(origin.contains("CVE-2020-0001") && origin.contains("https://example.org/shelf"), "{origin}");
    assert!(record["note"].as_str().expect("a text").contains("A quote in the author's name"), "{record}");
    let program = text(path, "secure.py");
    assert!(
        program.contains("author = ?") && program.contains("class Shelf") && !program.contains("page_1"),
        "{program}"
    );

    write(folder.path(), "no.db", "CREATE TABLE fixes (x);\n");
    let wrong = rescue(folder.path(), &["kb", "import", "--cvefixes", "no.db", "--out", "records"]).expect(2);
    assert!(wrong.err.contains("no SQLite file"), "{}", wrong.err);
    let whole = std::fs::read(fixture("cvefixes.db")).expect("it is there");
    std::fs::write(folder.path().join("cut.db"), &whole[..whole.len() / 2]).expect("written");
    let cut = rescue(folder.path(), &["kb", "import", "--cvefixes", "cut.db", "--out", "records"]).expect(2);
    assert!(cut.err.contains("does not exist") || cut.err.contains("damaged"), "{}", cut.err);
}

#[test]
fn advisories_are_resolved_in_a_clone_and_nowhere_else() {
    let folder = workspace();
    let clone = folder.path().join("clone");
    std::fs::create_dir(&clone).expect("a folder");
    let fix = library(&clone);
    let advisory = |id: &str, commit: &str| {
        json!({"id": id, "summary": "A card's number can end the statement that lists its loans.", "database_specific": {"cwe_ids": ["CWE-564"]},
               "affected": [{"ranges": [{"type": "GIT", "repo": "https://example.org/library", "events": [{"introduced": "0"}, {"fixed": commit}]}]}]})
    };
    write(folder.path(), "advisories/one.json", &advisory("GHSA-1", &fix).to_string());
    write(folder.path(), "advisories/more/two.json", &advisory("GHSA-2", &"ab".repeat(20)).to_string());
    write(folder.path(), "advisories/three.json", "{\"id\": \"GHSA-3\"}");
    let said = import(folder.path(), &["--osv", "advisories", "--clone", "clone", "--out", "records"]);
    assert!(said.err.contains("two.json: its commit abab"), "{}", said.err);
    assert!(said.err.contains("three.json: it names no commit"), "{}", said.err);
    let all = records(&folder.path().join("records"));
    let [(path, record)] = &all[..] else { panic!("{all:?}") };
    assert!(
        path.to_str().expect("UTF-8").contains("cwe-089"),
        "its label is another name of CWE-89: {}",
        path.display()
    );
    assert!(record["origin"][0].as_str().expect("a text").starts_with("GHSA-1, commit "), "{record}");

    let zip = import(folder.path(), &["--osv", &fixture("advisories.zip"), "--clone", "clone", "--out", "zip"]);
    assert!(zip.err.contains("PYSEC-0000-1.json: its commit 1111"), "{}", zip.err);
    assert!(zip.err.contains("stored/broken.json: it is no JSON"), "{}", zip.err);
    rescue(folder.path(), &["kb", "import", "--osv", "advisories", "--out", "records"]).expect(2);
}

#[test]
fn what_is_missing_is_said() {
    let folder = workspace();
    for (arguments, says) in [
        (&["--out", "x"][..], "nothing to import"),
        (&["--from-git", ".", "--out", "x"], "not a git repository"),
        (&["--from-git", "nowhere", "--out", "x"], "nowhere can't be opened"),
        (&["--pairs", "none.jsonl", "--out", "x"], "none.jsonl can't be read"),
    ] {
        let outcome = rescue(folder.path(), &[&["kb", "import"], arguments].concat()).expect(2);
        assert!(outcome.err.contains(says), "{says}: {}", outcome.err);
    }
}

#[test]
fn an_unproven_record_in_the_corpus_stays_out_of_the_default_snapshot() {
    let folder = workspace();
    let corpus = folder.path().join("corpus");
    copy(&repository().join("kb-snapshot/corpus"), &corpus);
    let encoder = repository().join("kb-snapshot/encoder");
    let encoder = encoder.to_str().expect("UTF-8");
    let build = |out: &str| {
        let built = rescue(folder.path(), &["kb", "build", "--corpus", "corpus", "--encoder", encoder, "--out", out]);
        (built.expect(0).out, text(&folder.path().join(out), "manifest.json"))
    };
    let (_, without) = build("without");
    library(folder.path());
    import(folder.path(), &["--from-git", ".", "--out", "corpus"]);
    let lint = rescue(folder.path(), &["kb", "lint", "corpus"]).expect(0);
    assert!(lint.out.contains("1 records are unproven"), "{}", lint.out);
    let (said, with) = build("with");
    assert!(said.contains("1 unproven records are left out"), "{said}");
    assert_eq!(without, with, "the same snapshot, to the byte");
}
