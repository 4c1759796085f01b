//! `check --diff-base`: only what has to do with changed lines.

use crate::samples::{HARMLESS, SQL, SQL_AND_YAML, SQL_FIXED, workspace, write};
use rescue_tests::binary;
use rescue_tests::command::{rescue, rescue_reading};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Runs git in a folder, with nobody's configuration.
fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--allow-empty", "--message", "one"]);
}

/// A repository with a commit on `main`, and `work` checked out.
fn repository() -> TempDir {
    let root = workspace();
    git(root.path(), &["init", "--quiet", "--initial-branch", "main"]);
    write(root.path(), "app/users.py", SQL);
    write(root.path(), "app/settings.py", SQL_AND_YAML);
    write(root.path(), "app/shapes.py", HARMLESS);
    commit(root.path());
    git(root.path(), &["checkout", "--quiet", "-b", "work"]);
    root
}

/// Path, line and weakness of what has to do with the changes.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let all = [&["check", "--format", "json", "--diff-base"][..], arguments].concat();
    let outcome = rescue(folder, &all);
    let found: Value = serde_json::from_str(&outcome.out).unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    let line = |finding: &Value| {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        format!("{}:{} {}", text(&finding["path"]), finding["line"], text(&finding["cwe"][0]))
    };
    let found: Vec<String> = found.as_array().expect("a list").iter().map(line).collect();
    assert_eq!(outcome.code, Some(i32::from(!found.is_empty())), "{}", outcome.err);
    found
}

#[test]
fn unchanged_lines_are_left_out_whether_changes_are_committed_or_not() {
    let root = repository();
    let root = root.path();
    assert_eq!(found(root, &["main"]), [""; 0]);
    // A comment above everything moves the lines and changes none of them.
    write(root, "app/users.py", &format!("# users\n{SQL}"));
    assert_eq!(found(root, &["main"]), [""; 0]);
    let changed = SQL_AND_YAML.replace("yaml.load(f)", "yaml.load(f.read())");
    write(root, "app/settings.py", &changed);
    for step in ["in the folder", "in the index", "in a commit"] {
        assert_eq!(found(root, &["main"]), ["app/settings.py:15 CWE-502"], "{step}");
        match step {
            "in the folder" => git(root, &["add", "--all"]),
            _ => commit(root),
        }
    }
    assert_eq!(found(root, &["HEAD"]), [""; 0]);
    let text = rescue(root, &["check", "--diff-base", "main"]).expect(1).out;
    assert!(text.ends_with("1 finding in 1 file, 2 files checked that changed since main.\n"), "{text}");
}

#[test]
fn a_changed_line_of_the_flow_counts() {
    let root = repository();
    let root = root.path();
    // The parameter is a step of the flow; the statement stays.
    write(root, "app/users.py", &SQL.replace("(name):", "(name, limit=3):"));
    assert_eq!(found(root, &["main"]), ["app/users.py:7 CWE-89"]);
    write(root, "app/users.py", &SQL.replace("return cur.fetchone()", "return cur.fetchall()"));
    assert_eq!(found(root, &["main"]), [""; 0]);
}

#[test]
fn what_the_removal_of_a_check_brings_counts() {
    let root = repository();
    let root = root.path();
    let checked = SQL.replace("    cur.execute", "    name = int(name)\n    cur.execute");
    write(root, "app/users.py", &checked);
    commit(root);
    rescue(root, &["check", "app/users.py"]).expect(0);
    git(root, &["checkout", "--quiet", "-b", "more"]);
    write(root, "app/users.py", SQL);
    assert_eq!(found(root, &["work"]), ["app/users.py:7 CWE-89"]);
}

#[test]
fn new_files_count_whole_and_renamed_ones_are_followed() {
    let root = repository();
    let root = root.path();
    write(root, "ünew file.py", SQL);
    assert_eq!(found(root, &["main"]), ["ünew file.py:7 CWE-89"], "git does not know it yet");
    git(root, &["add", "--all"]);
    assert_eq!(found(root, &["main"]), ["ünew file.py:7 CWE-89"]);
    git(root, &["rm", "--quiet", "--force", "ünew file.py"]);
    git(root, &["mv", "app/users.py", "app/people.py"]);
    assert_eq!(found(root, &["main"]), [""; 0]);
    std::fs::rename(root.join("app/settings.py"), root.join("set.py")).expect("moved without git");
    assert_eq!(found(root, &["main"]), [""; 0]);
    let more = SQL_AND_YAML.replace("yaml.load(f)", "yaml.load(f.read())");
    write(root, "set.py", &more);
    assert_eq!(found(root, &["main"]), ["set.py:15 CWE-502"]);
}

#[test]
fn what_others_did_since_the_branch_began_does_not_count() {
    let root = repository();
    let root = root.path();
    git(root, &["checkout", "--quiet", "main"]);
    write(root, "app/users.py", SQL_FIXED);
    commit(root);
    git(root, &["checkout", "--quiet", "work"]);
    assert_eq!(found(root, &["main"]), [""; 0], "main differs in users.py, this branch did not touch it");
}

#[test]
fn line_ends_folders_and_standard_input_do_not_matter() {
    let root = repository();
    let root = root.path();
    write(root, "app/users.py", &SQL.replace('\n', "\r\n"));
    assert_eq!(found(root, &["main"]), [""; 0]);
    write(root, "app/users.py", SQL_FIXED);
    write(root, "app/settings.py", &SQL_AND_YAML.replace("yaml.load(f)", "yaml.load(f.read())"));
    assert_eq!(found(&root.join("app"), &["main"]), ["settings.py:15 CWE-502"]);
    assert_eq!(found(&root.join("app"), &["main", "users.py"]), [""; 0]);
    let elsewhere = workspace();
    let app = root.join("app");
    let outside = found(elsewhere.path(), &["main", app.to_str().expect("UTF-8")]);
    assert!(outside.len() == 1 && outside[0].ends_with("settings.py:15 CWE-502"), "{outside:?}");
    let named = ["check", "-", "--stdin-filename", "app/users.py", "--diff-base", "main"];
    rescue_reading(root, &named, SQL).expect(0);
    rescue_reading(root, &named, &SQL.replace("WHERE name", "WHERE nick")).expect(1);
}

#[test]
fn what_a_configuration_names_is_not_run() {
    let root = repository();
    let root = root.path();
    write(root, "trap", "#!/bin/sh\ntouch trapped\n");
    git(root, &["update-index", "--add", "--chmod=+x", "trap"]);
    git(root, &["checkout-index", "--force", "trap"]);
    for key in ["core.fsmonitor", "diff.external", "core.pager", "diff.trap.textconv", "diff.trap.command"] {
        git(root, &["config", key, "./trap"]);
    }
    write(root, ".gitattributes", "*.py diff=trap\n");
    for (key, value) in [("diff.noprefix", "true"), ("diff.renames", "false"), ("diff.interHunkContext", "99")] {
        git(root, &["config", key, value]);
    }
    let _ = std::fs::remove_file(root.join("trapped"));
    write(root, "app/settings.py", &SQL_AND_YAML.replace("yaml.load(f)", "yaml.load(f.read())"));
    assert_eq!(found(root, &["main"]), ["app/settings.py:15 CWE-502"]);
    assert!(!root.join("trapped").exists());
}

#[test]
fn what_cannot_be_compared_is_explained() {
    let root = repository();
    let root = root.path();
    for (reference, said) in [("nowhere", "`nowhere` names no commit"), ("--output=x", "`--output=x` names no commit")]
    {
        let error = rescue(root, &["check", &format!("--diff-base={reference}")]).expect(2).err;
        assert!(error.contains(said) && error.contains("fetch"), "{error}");
    }
    git(root, &["checkout", "--quiet", "--orphan", "alone"]);
    // Another tree: a commit of the same files in the same second would be the same commit.
    write(root, "alone.py", "");
    commit(root);
    let error = rescue(root, &["check", "--diff-base", "main"]).expect(2).err;
    assert!(error.contains("no commit in common"), "{error}");
    let error = rescue_reading(root, &["check", "-", "--diff-base", "main"], SQL).expect(2).err;
    assert!(error.contains("--stdin-filename"), "{error}");
    let outside = workspace();
    write(outside.path(), "users.py", SQL);
    let error = rescue(outside.path(), &["check", "--diff-base", "main"]).expect(2).err;
    assert!(error.contains("is in no git repository"), "{error}");
    let without = Command::new(binary())
        .args(["check", "--diff-base", "main"])
        .current_dir(root)
        .env("PATH", root)
        .output()
        .expect("the binary starts");
    let error = String::from_utf8_lossy(&without.stderr).into_owned();
    assert_eq!(without.status.code(), Some(2));
    assert!(error.contains("no `git` on PATH"), "{error}");
}

#[test]
fn a_shallow_clone_says_that_it_is_one() {
    let root = repository();
    write(root.path(), "app/users.py", SQL_FIXED);
    commit(root.path());
    let clone = workspace();
    let from = format!("file://{}", root.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "work", &from, "c"]);
    let error = rescue(&clone.path().join("c"), &["check", "--diff-base", "origin/main"]).expect(2).err;
    assert!(error.contains("shallow") && error.contains("fetch-depth"), "{error}");
}

/// Lines of another file that a flow goes through are not lines of this one.
#[test]
fn steps_in_other_files_say_nothing_about_the_lines_of_this_one() {
    let root = repository();
    let root = root.path();
    write(root, "tools.py", "import os\n\n\ndef pack(name):\n    os.system(\"tar cf x.tar \" + name)\n");
    let app = "from flask import Flask, request\n\nfrom tools import pack\n\napp = Flask(__name__)\n\n\n\
        @app.route(\"/\")\ndef index():\n    pack(request.args[\"n\"])\n    return \"\"\n";
    write(root, "views.py", app);
    commit(root);
    git(root, &["checkout", "--quiet", "-b", "later"]);
    let lines: Vec<String> = app.lines().map(str::to_owned).collect();
    for line in 1..=5 {
        let mut changed = lines.clone();
        changed[line - 1].push_str("  # changed");
        write(root, "views.py", &changed.join("\n"));
        assert_eq!(found(root, &["work"]), [""; 0], "line {line}");
    }
    write(root, "views.py", &app.replace("request.args[\"n\"]", "request.args[\"m\"]"));
    assert_eq!(found(root, &["work"]), ["views.py:10 CWE-78"]);
}
