//! Programs that several tests open.

use rescue_tests::uri;
use std::path::Path;
use tempfile::TempDir;

/// One finding: CWE-89, on the statement's text. Its fix keeps what the program does.
pub(crate) const SQL: &str = r#"import sqlite3


def find_user(name):
    conn = sqlite3.connect("users.db")
    cur = conn.cursor()
    cur.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return cur.fetchone()
"#;

/// What CWE-89's finding in [`SQL`] is about.
pub(crate) const SQL_STATEMENT: &str = r#"f"SELECT id FROM users WHERE name = '{name}'""#;

/// The same program without a finding.
pub(crate) const SQL_FIXED: &str = r#"import sqlite3


def find_user(name):
    conn = sqlite3.connect("users.db")
    cur = conn.cursor()
    cur.execute("SELECT id FROM users WHERE name = ?", (name,))
    return cur.fetchone()
"#;

/// Two findings of different weaknesses, CWE-89 and CWE-502, whose fixes both keep what the program does.
pub(crate) const SQL_AND_YAML: &str = r#"import sqlite3

import yaml


def find_user(name):
    conn = sqlite3.connect("users.db")
    cur = conn.cursor()
    cur.execute(f"SELECT id FROM users WHERE name = '{name}'")
    return cur.fetchone()


def read_settings(path):
    with open(path) as f:
        return yaml.load(f)
"#;

/// No finding, and nothing to say.
pub(crate) const HARMLESS: &str = "def area(width, height):\n    return width * height\n";

/// A folder for a workspace, by its real path.
pub(crate) fn workspace() -> TempDir {
    let folder = std::env::temp_dir().canonicalize().expect("there is a folder for temporary files");
    tempfile::Builder::new().prefix("rescue-e2e-").tempdir_in(folder).expect("a temporary folder can be made")
}

/// Writes a file, with its folders; its URI.
pub(crate) fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).expect("a folder can be made");
    }
    std::fs::write(&path, text).expect("a file can be written");
    uri(&path)
}

/// A URI for a document that is on no disk.
pub(crate) const NOWHERE: &str = "file:///nowhere/module.py";
