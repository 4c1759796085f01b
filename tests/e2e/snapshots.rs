//! Knowledge bases that are missing, altered or of another time: one sentence, and the server goes on without.

use crate::samples::{NOWHERE, SQL, workspace};
use rescue_tests::client::{Client, Session};
use rescue_tests::repository;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The snapshot that is checked in.
pub(crate) fn checked_in() -> PathBuf {
    repository().join("kb-snapshot/snapshot")
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("an entry can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// The files of a folder, by their paths inside it.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            let name = path.file_name().expect("a folder has a name").to_owned();
            found.extend(files(&path).into_iter().map(|file| Path::new(&name).join(file)));
        } else {
            found.push(path.file_name().expect("a file has a name").into());
        }
    }
    found.sort();
    found
}

fn with_snapshot(folder: &Path, by_argument: bool) -> Client {
    let mut session = Session::default();
    if by_argument {
        session.arguments = vec!["--snapshot".into(), folder.into()];
    } else {
        session.options = json!({"snapshot": folder});
    }
    session.start()
}

/// That the server says one sentence with this in it, and serves on without knowledge.
#[track_caller]
fn refused(folder: &Path, names: &str) {
    for by_argument in [true, false] {
        let mut client = with_snapshot(folder, by_argument);
        let shown = client.shown();
        assert!(shown.contains(names), "{names} is not in: {shown}");
        assert!(!shown.contains('\n') && shown.ends_with('.'), "one sentence: {shown}");
        let file = client.open(NOWHERE, SQL);
        assert!(client.diagnostics(&file).is_empty());
        client.ask("textDocument/hover", file.place("SELECT"));
        client.ask("textDocument/completion", file.place("SELECT"));
        assert_eq!(client.settle()["knowledge"], "refused");
        // The way back is a setting away.
        if !by_argument {
            client.notify("workspace/didChangeConfiguration", json!({"settings": {"snapshot": checked_in()}}));
            while client.codes(&file) != ["CWE-89"] {}
        }
        client.finish();
    }
}

#[test]
fn a_snapshot_of_the_users_own_is_used() {
    for by_argument in [true, false] {
        let folder = workspace();
        let snapshot = folder.path().join("snapshot");
        copy(&checked_in(), &snapshot);
        let mut client = with_snapshot(&snapshot, by_argument);
        let file = client.open(NOWHERE, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        let status = client.settle();
        assert_eq!((&status["knowledge"], &status["snapshot"]), (&json!("ready"), &json!(snapshot)));
        client.finish();
    }
}

#[test]
fn a_missing_snapshot_is_refused() {
    let folder = workspace();
    refused(&folder.path().join("nowhere"), "manifest.json");
    refused(folder.path(), "manifest.json");
}

#[test]
fn every_altered_truncated_or_missing_file_is_named() {
    let folder = workspace();
    let snapshot = folder.path().join("snapshot");
    copy(&checked_in(), &snapshot);
    let files = files(&snapshot);
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let name = file.to_str().expect("names are UTF-8");
        let path = snapshot.join(&file);
        let good = std::fs::read(&path).expect("a file can be read");
        let mut altered = good.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        // The manifest has no hash of its own: what a flipped bit in it does depends on where it is.
        if name != "manifest.json" {
            std::fs::write(&path, &altered).expect("a file can be written");
            refused(&snapshot, name);
        }
        std::fs::write(&path, &good[..middle]).expect("a file can be written");
        refused(&snapshot, name);
        std::fs::remove_file(&path).expect("a file can be removed");
        refused(&snapshot, name);
        std::fs::write(&path, &good).expect("a file can be written");
    }
}

#[test]
fn a_snapshot_of_a_newer_format_is_refused() {
    let folder = workspace();
    let snapshot = folder.path().join("snapshot");
    copy(&checked_in(), &snapshot);
    let path = snapshot.join("manifest.json");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    let mut manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(manifest["format"].is_u64(), "{manifest}");
    manifest["format"] = 4_000_000_000_u32.into();
    std::fs::write(&path, manifest.to_string()).expect("a file can be written");
    refused(&snapshot, "manifest.json");
}
