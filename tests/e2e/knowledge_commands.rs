//! `rescue-lsp kb`: the snapshot that is checked in is the one that the corpus gives, and what can be asked of it.

use crate::samples::{workspace, write};
use crate::snapshots::{checked_in, copy, files};
use rescue_tests::command::rescue;
use rescue_tests::repository;
use serde_json::Value;

#[test]
fn a_rebuild_is_byte_identical_to_what_is_checked_in() {
    let folder = workspace();
    let out = folder.path().join("snapshot");
    let built = rescue(repository(), &["kb".as_ref(), "build".as_ref(), "--out".as_ref(), out.as_os_str()]).expect(0);
    println!("{}", built.out);
    let again = "run `cargo xtask snapshot` and check the result in";
    assert_eq!(files(&out), files(&checked_in()), "{again}");
    for file in files(&out) {
        let read = |folder: &std::path::Path| std::fs::read(folder.join(&file)).expect("a file can be read");
        assert!(read(&out) == read(&checked_in()), "{} differs: {again}", file.display());
    }
}

#[test]
fn the_corpus_has_no_errors() {
    let outcome = rescue(repository(), &["kb", "lint"]).expect(0);
    assert!(outcome.out.contains("0 errors"), "{}", outcome.out);
}

#[test]
fn errors_of_a_corpus_name_file_and_line() {
    let folder = workspace();
    let corpus = folder.path().join("corpus");
    copy(&repository().join("kb-snapshot/corpus"), &corpus);
    let weakness = corpus.join("cwe-089-sql-injection");
    let text = std::fs::read_to_string(weakness.join("patterns.toml")).expect("patterns");
    let broken = text.replacen("fires-on = \"", "fires-on = \"bilt", 1);
    assert!(broken != text, "no rule says when it fires");
    let line = broken.lines().position(|line| line.contains("\"bilt")).expect("it is there") + 1;
    std::fs::write(weakness.join("patterns.toml"), broken).expect("written");
    write(&weakness, "records/find-user-by-name/secure.py", "def f(:\n");
    let outcome = rescue(folder.path(), &["kb", "lint", "corpus"]).expect(1);
    assert!(outcome.out.contains(&format!("patterns.toml:{line}")), "line {line}:\n{}", outcome.out);
    assert!(outcome.out.contains("secure.py"), "{}", outcome.out);
    rescue(folder.path(), &["kb", "build", "--corpus", "corpus", "--out", "snapshot"]).expect(2);
    assert!(!folder.path().join("snapshot/manifest.json").exists(), "nothing is built from a corpus with errors");
}

#[test]
fn info_counts_what_there_is() {
    let folder = workspace();
    let text = rescue(folder.path(), &["kb", "info"]).expect(0).out;
    assert!(text.contains("CWE-89"), "{text}");
    let info: Value =
        serde_json::from_str(&rescue(folder.path(), &["kb", "info", "--json"]).expect(0).out).expect("JSON");
    let weaknesses = info["weaknesses"].as_array().unwrap_or_else(|| panic!("{info}"));
    assert!(weaknesses.len() >= 12, "{info}");
    for weakness in weaknesses {
        assert!(weakness["examples"].as_u64().is_some_and(|count| count >= 4), "{weakness}");
        assert!(weakness["causes"].as_u64().is_some_and(|count| count >= 5), "{weakness}");
        assert!(weakness["guidelines"].as_u64().is_some_and(|count| count >= 5), "{weakness}");
    }
}

#[test]
fn search_finds_the_weakness_behind_a_task() {
    let folder = workspace();
    for (task, cwe) in [
        ("look up a user row by username in the sqlite database", "CWE-89"),
        ("extract an uploaded tar archive into a folder", "CWE-22"),
        ("run a shell command with a file name from the request", "CWE-78"),
        ("parse an xml document that a customer uploaded", "CWE-611"),
    ] {
        let outcome = rescue(folder.path(), &["kb", "search", task, "--json"]).expect(0);
        let found: Value = serde_json::from_str(&outcome.out).expect("JSON");
        let names: Vec<&Value> =
            found["weaknesses"].as_array().expect("weaknesses").iter().map(|weakness| &weakness["cwe"]).collect();
        assert!(names.iter().take(3).any(|name| *name == cwe), "{task}: {names:?}");
        let text = rescue(folder.path(), &["kb", "search", task]).expect(0).out;
        assert!(text.contains(cwe), "{text}");
    }
}

#[test]
fn search_is_silent_where_nothing_fits() {
    let folder = workspace();
    let text = rescue(folder.path(), &["kb", "search", "the area of a rectangle"]).expect(0).out;
    assert_eq!(text, "Nothing fits.\n");
}

#[test]
fn verify_tells_sound_from_altered() {
    let folder = workspace();
    rescue(folder.path(), &["kb", "verify"]).expect(0);
    let snapshot = folder.path().join("snapshot");
    copy(&checked_in(), &snapshot);
    rescue(folder.path(), &["kb", "verify", "snapshot"]).expect(0);
    for file in files(&snapshot) {
        let path = snapshot.join(&file);
        let good = std::fs::read(&path).expect("a file can be read");
        std::fs::write(&path, [&good[..], b"x"].concat()).expect("written");
        let outcome = rescue(folder.path(), &["kb", "verify", "snapshot"]);
        assert!(matches!(outcome.code, Some(1 | 2)), "{outcome:?}");
        let said = format!("{}{}", outcome.out, outcome.err);
        assert!(said.contains(file.to_str().expect("names are UTF-8")), "{said}");
        std::fs::write(&path, good).expect("written");
    }
    rescue(folder.path(), &["check", "--snapshot", "nowhere", "."]).expect(2);
}
