//! What a workflow and a person read: annotations, and messages about paths that lead nowhere.

use crate::samples::{HARMLESS, SQL, workspace, write};
use rescue_tests::binary;
use rescue_tests::command::rescue;
use std::path::Path;
use std::process::Command;

/// A workflow command as the runner takes it apart: its name, its properties, its message.
fn parsed(line: &str) -> (String, Vec<(String, String)>, String) {
    let rest = line.strip_prefix("::").expect("a workflow command");
    let (head, message) = rest.split_once("::").expect("a message");
    let (name, properties) = head.split_once(' ').expect("properties");
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let value = |text: &str| plain(&text.replace("%3A", ":").replace("%2C", ","));
    let properties = properties.split(',').map(|property| property.split_once('=').expect("a value"));
    let properties = properties.map(|(key, text)| (key.to_owned(), value(text))).collect();
    (name.to_owned(), properties, plain(message))
}

/// Its command, its properties and its message.
type Annotation = (String, Vec<(String, String)>, String);

/// Runs `check --format github` as a step of a workflow whose checkout is at `top`.
fn annotations(folder: &Path, top: &Path, arguments: &[&str]) -> Vec<Annotation> {
    let output = Command::new(binary())
        .args(["check", "--format", "github"])
        .args(arguments)
        .current_dir(folder)
        .env("GITHUB_WORKSPACE", top)
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(parsed).collect()
}

#[test]
fn annotations_are_what_the_runner_reads() {
    let root = workspace();
    let name = "a, b: 100%.py";
    write(root.path(), &format!("app/{name}"), &SQL.replace("{name}", "{name % 3}"));
    write(root.path(), "pyproject.toml", "[tool.rescue.severity]\nCWE-89 = \"information\"\n");
    let found = annotations(root.path(), root.path(), &[]);
    let [(kind, properties, message)] = &found[..] else { panic!("one annotation is expected: {found:?}") };
    assert_eq!(kind, "notice");
    let value = |key: &str| {
        let found = properties.iter().find(|(name, _)| name == key);
        found.map(|(_, value)| value.as_str()).unwrap_or_else(|| panic!("no {key}: {properties:?}"))
    };
    assert_eq!(value("file"), format!("app/{name}"));
    assert_eq!((value("line"), value("endLine"), value("col")), ("7", "7", "17"));
    assert!(value("title").starts_with("CWE-89 sql-built-from-values ("));
    let lines: Vec<&str> = message.lines().collect();
    assert!(lines.len() >= 4 && lines[0].contains("name % 3"), "{message}");
    assert!(lines[2].starts_with("line 4: ") && lines.last().is_some_and(|last| last.starts_with("line 7: ")));
}

#[test]
fn annotations_are_relative_to_the_checkout_wherever_the_step_runs() {
    let root = workspace();
    write(root.path(), "app/users.py", SQL);
    let app = root.path().join("app");
    let whole = app.join("users.py");
    let whole = whole.to_str().expect("UTF-8");
    let elsewhere = workspace();
    for (top, arguments, file) in [
        (root.path(), &["users.py"][..], "app/users.py"),
        (root.path(), &["../app"], "app/users.py"),
        (root.path(), &[whole], "app/users.py"),
        (elsewhere.path(), &["."], "users.py"),
    ] {
        let found = annotations(&app, top, arguments);
        assert_eq!(found[0].1[0], ("file".to_owned(), file.to_owned()), "{arguments:?}");
        assert_eq!(found[0].0, "error");
    }
    let outside = annotations(elsewhere.path(), elsewhere.path(), &[whole]);
    assert_eq!(outside[0].1[0].1, whole, "a file outside of the checkout has its whole path");
}

#[test]
fn paths_that_lead_to_no_python_are_explained_and_the_others_are_checked() {
    let root = workspace();
    let root = root.path();
    write(root, "app/users.py", SQL);
    write(root, "README.md", "# Users\n\nThis is `no` Python: it's prose.\n");
    write(root, "data.json", "{\"a\": 1}\n");
    write(root, "tool", "#!/usr/bin/env python3\ndef f(:\n");
    write(root, "empty/notes.txt", "");
    std::fs::write(root.join("image.py"), b"\x89PNG\r\n\x00\xff").expect("written");
    for (arguments, code, said) in [
        (&["nowhere.py"][..], 2, "nowhere.py: there is no such file or folder"),
        (&["nowhere/at/all"], 2, "nowhere/at/all: there is no such file or folder"),
        (&["app/*.py"], 2, "Rescue expands no patterns"),
        (&["README.md"], 2, "README.md: it is no Python"),
        (&["image.py"], 2, "image.py: it holds NUL bytes, so it is no Python source"),
        (&["data.json"], 0, "warning: data.json: read as Python, though its name does not say so"),
        (&["empty"], 0, "warning: empty: there is no Python file in it"),
    ] {
        let outcome = rescue(root, &[&["check"][..], arguments].concat()).expect(code);
        assert!(outcome.err.contains(said), "{arguments:?}: {}", outcome.err);
        let both = rescue(root, &[&["check", "app/users.py", "--format", "concise"][..], arguments].concat());
        assert!(both.out.contains("CWE-89"), "{arguments:?}: {}", both.out);
        both.expect(code.max(1));
    }
    assert!(rescue(root, &["check", "tool"]).expect(0).err.is_empty(), "its first line says that it is Python");
}

#[test]
fn what_a_project_excludes_can_stay_excluded_where_it_is_named() {
    let root = workspace();
    let root = root.path();
    write(root, "pyproject.toml", "[tool.rescue]\nexclude = [\"old/\"]\n");
    write(root, "old/users.py", SQL);
    write(root, "shapes.py", HARMLESS);
    rescue(root, &["check", "old/users.py"]).expect(1);
    rescue(root, &["check", "--force-exclude", "old/users.py", "shapes.py"]).expect(0);
    rescue(root, &["fix", "--in-place", "--force-exclude", "old/users.py"]).expect(0);
    assert_eq!(std::fs::read_to_string(root.join("old/users.py")).expect("a file"), SQL);
}
