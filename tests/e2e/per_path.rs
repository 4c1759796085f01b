//! Severities and thresholds by weakness and by path, on the command line and in an editor.

use crate::samples::{SQL, SQL_AND_YAML, workspace, write};
use rescue_tests::client::Session;
use rescue_tests::command::rescue;
use serde_json::{Value, json};
use std::path::Path;

const NONE: [&str; 0] = [];

/// Of the sample, CWE-89 is likely and CWE-502 proven.
const PROJECT: &str = r#"
[tool.rescue]
exclude = ["/generated/"]

[tool.rescue.confidence]
CWE-89 = "proven"

[[tool.rescue.per-path]]
paths = ["tools/", "!tools/live/"]
disable = ["CWE-502"]
severity = { CWE-89 = "hint" }
confidence = { sql-built-from-values = "likely" }

[[tool.rescue.per-path]]
paths = ["*_old.py"]
confidence = { CWE-89 = "possible" }
"#;

/// `path CWE-n` of everything that is found.
fn found(root: &Path, arguments: &[&str]) -> Vec<String> {
    let all = [&["check", "--format", "json", "--exit-zero"][..], arguments].concat();
    let found: Value = serde_json::from_str(&rescue(root, &all).expect(0).out).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let list = found.as_array().expect("a list").iter();
    list.map(|finding| format!("{} {}", text(&finding["path"]), text(&finding["cwe"][0]))).collect()
}

#[test]
fn files_have_settings_of_their_own_on_the_command_line() {
    let root = workspace();
    let root = root.path();
    write(root, "pyproject.toml", PROJECT);
    for path in ["app/a.py", "tools/a.py", "tools/live/a.py", "b_old.py", "generated/a.py", "app/generated/a.py"] {
        write(root, path, SQL_AND_YAML);
    }
    let expected = [
        "app/a.py CWE-502",
        "app/generated/a.py CWE-502",
        "b_old.py CWE-89",
        "b_old.py CWE-502",
        "tools/a.py CWE-89",
        "tools/live/a.py CWE-502",
    ];
    assert_eq!(found(root, &[]), expected);
    let text = rescue(root, &["check", "tools/a.py", "--format", "concise"]).expect(1).out;
    assert!(text.contains(": hint[CWE-89]"), "{text}");
    // The command line goes over all of it.
    assert_eq!(found(root, &["--min-confidence", "possible", "app/a.py"]), ["app/a.py CWE-89", "app/a.py CWE-502"]);
    assert_eq!(found(root, &["--min-severity", "error", "tools/a.py"]), NONE);

    let project = "[[tool.rescue.per-path]]\npaths = [\"/tools\"]\nminimum-confidence = \"proven\"\n\
                   [[tool.rescue.per-path]]\npaths = [\"live\"]\nonly = [\"CWE-89\"]\nminimum-severity = \"error\"\n";
    write(root, "pyproject.toml", project);
    assert_eq!(found(root, &["tools"]), ["tools/a.py CWE-502"], "the last word on a file is that of the last table");
    assert_eq!(found(root, &["b_old.py"]), ["b_old.py CWE-89", "b_old.py CWE-502"]);
}

#[test]
fn files_have_settings_of_their_own_in_an_editor() {
    let root = workspace();
    write(root.path(), "pyproject.toml", PROJECT);
    let mut client = Session::default().in_root(root.path()).start();
    for (path, codes) in [
        ("tools/a.py", &["CWE-89"][..]),
        ("b_old.py", &["CWE-89", "CWE-502"]),
        ("app/a.py", &["CWE-502"]),
        ("generated/a.py", &[]),
    ] {
        let module = write(root.path(), path, SQL_AND_YAML);
        let file = client.open(&module, SQL_AND_YAML);
        let found = client.diagnostics(&file);
        let shown: Vec<&str> = found.iter().filter_map(|diagnostic| diagnostic["code"].as_str()).collect();
        assert_eq!(shown, codes, "{path}");
        if path.starts_with("tools") {
            assert_eq!(found[0]["severity"], 4);
        }
    }
    client.finish();
}

#[test]
fn an_editor_says_it_as_json_and_may_change_its_mind() {
    let root = workspace();
    let module = write(root.path(), "tools/a.py", SQL);
    let options = json!({"perPath": [{"paths": ["/tools/"], "disable": ["CWE-89"]}]});
    let mut client = Session::default().in_root(root.path()).with_options(options).start();
    let file = client.open(&module, SQL);
    assert_eq!(client.codes(&file), NONE);
    let outside = write(root.path(), "app/tools/a.py", SQL);
    let outside = client.open(&outside, SQL);
    assert_eq!(client.codes(&outside), ["CWE-89"], "only the folder at the top is meant");
    client.close(outside);
    // Lists add up, so that what was said first still holds; a table that cannot be read is told and does not.
    let settings = json!({"rescue": {"perPath": [{"disable": ["CWE-89"]}], "confidence": {"CWE-89": "sure"}}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    assert_eq!(client.codes(&file), NONE);
    let logged = [client.logged(), client.logged()].join("\n");
    assert!(logged.contains("needs `paths`") && logged.contains("`confidence.CWE-89`"), "{logged}");
    client.finish();
}

#[test]
fn a_project_inside_the_workspace_means_its_own_folder() {
    let root = workspace();
    write(root.path(), "inner/pyproject.toml", "[tool.rescue]\nexclude = [\"/gen/\"]\n");
    let inside = write(root.path(), "inner/gen/a.py", SQL);
    write(root.path(), "inner/app/gen/a.py", SQL);
    assert_eq!(found(root.path(), &[]), ["inner/app/gen/a.py CWE-89"]);
    let mut client = Session::default().in_root(root.path()).start();
    let file = client.open(&inside, SQL);
    assert_eq!(client.codes(&file), NONE);
    client.finish();
}

/// Nobody attacks a test: what is found there is no more than possible.
#[test]
fn findings_in_tests_are_possible_at_most() {
    let root = workspace();
    let root = root.path();
    let paths = ["app.py", "contest.py", "conftest.py", "lib/tests/data.py", "test_app.py", "unit_test.py"];
    for path in paths {
        write(root, path, SQL_AND_YAML);
    }
    let all = rescue(root, &["check", "--format", "json", "--exit-zero"]).expect(0).out;
    let found: Value = serde_json::from_str(&all).expect("JSON");
    let list = found.as_array().expect("a list");
    for path in paths {
        let own: Vec<&str> = list
            .iter()
            .filter(|finding| finding["path"] == path)
            .map(|finding| finding["confidence"].as_str().expect("a text"))
            .collect();
        let expected = if ["app.py", "contest.py"].contains(&path) { ["likely", "proven"] } else { ["possible"; 2] };
        assert_eq!(own, expected, "{path}");
    }
}
