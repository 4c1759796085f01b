//! Several workspace folders at once.

use crate::samples::{SQL_AND_YAML, workspace, write};
use rescue_tests::client::Session;
use rescue_tests::uri;
use serde_json::json;

#[test]
fn each_root_has_its_own_settings() {
    let (one, two) = (workspace(), workspace());
    write(one.path(), "pyproject.toml", "[tool.rescue]\ndisable = [\"CWE-89\"]\n");
    write(two.path(), "pyproject.toml", "[tool.rescue]\ndisable = [\"CWE-502\"]\n");
    let (first, second) = (write(one.path(), "a.py", SQL_AND_YAML), write(two.path(), "deep/er/b.py", SQL_AND_YAML));
    let mut client = Session::default().in_root(one.path()).in_root(two.path()).start();
    let first = client.open(&first, SQL_AND_YAML);
    let second = client.open(&second, SQL_AND_YAML);
    assert_eq!(client.codes(&first), ["CWE-502"]);
    assert_eq!(client.codes(&second), ["CWE-89"]);
    assert_eq!(client.settle()["roots"].as_array().map(Vec::len), Some(2));
    client.finish();
}

#[test]
fn roots_come_and_go() {
    let (one, two) = (workspace(), workspace());
    write(two.path(), "pyproject.toml", "[tool.rescue]\ndisable = [\"CWE-502\"]\n");
    let module = write(two.path(), "b.py", SQL_AND_YAML);
    let folder = json!({"uri": uri(two.path()), "name": "two"});
    let mut client = Session::default().in_root(one.path()).start();
    let file = client.open(&module, SQL_AND_YAML);
    assert_eq!(client.codes(&file), ["CWE-89", "CWE-502"], "outside every root there is no project");
    for (event, codes) in [
        (json!({"added": [folder], "removed": []}), &["CWE-89"][..]),
        (json!({"added": [], "removed": [folder]}), &["CWE-89", "CWE-502"]),
    ] {
        client.notify("workspace/didChangeWorkspaceFolders", json!({"event": event}));
        assert_eq!(client.codes(&file), codes, "{event}");
    }
    client.finish();
}

#[test]
fn a_root_inside_a_root_counts_for_itself() {
    let outer = workspace();
    write(outer.path(), "pyproject.toml", "[tool.rescue]\ndisable = [\"CWE-89\"]\n");
    let module = write(outer.path(), "inner/a.py", SQL_AND_YAML);
    let inner = outer.path().join("inner");
    let mut client = Session::default().in_root(outer.path()).in_root(&inner).start();
    let file = client.open(&module, SQL_AND_YAML);
    assert_eq!(client.codes(&file), ["CWE-89", "CWE-502"]);
    client.finish();
}

#[test]
fn paths_with_spaces_and_letters_beyond_ascii_are_paths() {
    let root = workspace();
    let folder = root.path().join("mein projekt 😀 100%");
    write(&folder, "pyproject.toml", "[tool.rescue]\ndisable = [\"CWE-89\"]\n");
    let module = write(&folder, "übung #1.py", SQL_AND_YAML);
    let mut client = Session::default().in_root(&folder).start();
    let file = client.open(&module, SQL_AND_YAML);
    assert_eq!(client.codes(&file), ["CWE-502"]);
    client.finish();
}
