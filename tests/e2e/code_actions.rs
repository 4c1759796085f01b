//! Code actions, applied to the text as an editor does.

use crate::samples::{NOWHERE, SQL, SQL_AND_YAML, SQL_FIXED};
use rescue_syntax::document::Document;
use rescue_tests::client::{Client, OpenFile, Session};
use rescue_tests::text::edits_of;
use serde_json::{Value, json};

fn actions(client: &mut Client, file: &OpenFile, range: &Value, context: Value) -> Vec<Value> {
    let params = json!({"textDocument": file.identifier(), "range": range, "context": context});
    match client.ask("textDocument/codeAction", params) {
        Value::Null => Vec::new(),
        Value::Array(actions) => actions,
        other => panic!("not a list of actions: {other}"),
    }
}

/// Applies an action and looks that the result parses.
fn apply(client: &mut Client, file: &mut OpenFile, action: &Value) -> String {
    let fixed = file.edited(edits_of(&action["edit"], &file.uri));
    assert!(!Document::parse(fixed.clone()).module().has_errors, "{} does not parse:\n{fixed}", action["title"]);
    client.replace(file, &fixed);
    fixed
}

#[test]
fn the_quick_fix_takes_the_finding_away() {
    let mut client = Session::default().start();
    let mut file = client.open(NOWHERE, SQL);
    let found = client.diagnostics(&file);
    let context = json!({"diagnostics": found, "only": ["quickfix"]});
    let fixes = actions(&mut client, &file, &found[0]["range"], context);
    let fix = &fixes[0];
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"], json!(found), "the diagnostic as it was sent");
    assert_eq!(fix["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(apply(&mut client, &mut file, fix), SQL_FIXED);
    assert!(client.diagnostics(&file).is_empty());
    client.finish();
}

#[test]
fn a_cursor_is_enough() {
    // Helix and others send the cursor, and no diagnostics.
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, SQL);
    let cursor = file.at("SELECT");
    let fixes = actions(&mut client, &file, &json!({"start": cursor, "end": cursor}), json!({"diagnostics": []}));
    client.diagnostics(&file);
    let quick: Vec<_> = fixes.iter().filter(|action| action["kind"] == "quickfix").collect();
    assert!(quick.len() >= 2, "a fix, and a way to ignore: {fixes:#?}");
    let elsewhere = file.at("import sqlite3");
    let none = actions(
        &mut client,
        &file,
        &json!({"start": elsewhere, "end": elsewhere}),
        json!({"diagnostics": [], "only": ["quickfix"]}),
    );
    assert!(none.is_empty(), "{none:#?}");
    client.finish();
}

#[test]
fn the_finding_can_be_ignored() {
    let mut client = Session::default().start();
    let mut file = client.open(NOWHERE, SQL);
    let found = client.diagnostics(&file);
    let context = json!({"diagnostics": found, "only": ["quickfix"]});
    let fixes = actions(&mut client, &file, &found[0]["range"], context);
    let ignore = fixes.iter().find(|action| action["title"].as_str().is_some_and(|title| title.contains("gnore")));
    let ignored = apply(&mut client, &mut file, ignore.expect("an action that ignores"));
    assert!(ignored.contains("# rescue: ignore[CWE-89]"), "{ignored}");
    assert!(client.diagnostics(&file).is_empty());
    client.finish();
}

#[test]
fn fix_all_fixes_what_can_be_fixed_without_changing_the_program() {
    let mut client = Session::default().start();
    let mut file = client.open(NOWHERE, SQL_AND_YAML);
    assert_eq!(client.codes(&file), ["CWE-89", "CWE-502"]);
    let everything = file.range(&(0..file.text.len()));
    for only in ["source.fixAll", "source.fixAll.rescue", "source"] {
        let context = json!({"diagnostics": [], "only": [only]});
        let offered = actions(&mut client, &file, &everything, context);
        let [action] = &offered[..] else { panic!("one action is expected for {only}: {offered:#?}") };
        assert_eq!(action["kind"], "source.fixAll.rescue");
        assert!(action["edit"].is_null(), "this client can wait for the edit");
        let resolved = client.ask("codeAction/resolve", action.clone());
        let fixed = file.edited(edits_of(&resolved["edit"], NOWHERE));
        assert!(fixed.contains("\"SELECT id FROM users WHERE name = ?\", (name,)"), "{fixed}");
        assert!(fixed.contains("yaml.safe_load(f)") || fixed.contains("SafeLoader"), "{fixed}");
    }
    let context = json!({"diagnostics": [], "only": ["source.fixAll.rescue"]});
    let offered = actions(&mut client, &file, &everything, context.clone());
    let resolved = client.ask("codeAction/resolve", offered[0].clone());
    apply(&mut client, &mut file, &resolved);
    assert!(client.diagnostics(&file).is_empty());
    let everything = file.range(&(0..file.text.len()));
    assert!(actions(&mut client, &file, &everything, context).is_empty(), "nothing is left to fix");

    // The action is about the version that it was offered for.
    let id = client.request("codeAction/resolve", offered[0].clone());
    assert_eq!(client.answer(id).expect_err("the document has changed")["code"], -32801);
    client.finish();
}

#[test]
fn a_client_that_cannot_wait_gets_the_edit_at_once() {
    let session = Session::default()
        .with("/textDocument/codeAction", json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}))
        .with("/workspace/workspaceEdit", json!({}));
    let mut client = session.start();
    let mut file = client.open(NOWHERE, SQL_AND_YAML);
    client.diagnostics(&file);
    let everything = file.range(&(0..file.text.len()));
    let context = json!({"diagnostics": [], "only": ["source.fixAll.rescue"]});
    let offered = actions(&mut client, &file, &everything, context);
    assert!(offered[0]["edit"]["changes"].is_object(), "{offered:#?}");
    apply(&mut client, &mut file, &offered[0]);
    assert!(client.diagnostics(&file).is_empty());
    client.finish();
}

#[test]
fn every_action_parses_and_secure_examples_have_no_finding() {
    let mut client = Session::default().start();
    let text = "import sqlite3\n\n\ndef find_user(conn: sqlite3.Connection, username: str):\n    \
        # look up a user row by username in the sqlite database\n    pass\n";
    let mut file = client.open(NOWHERE, text);
    client.diagnostics(&file);
    let end = text.find("pass").expect("it is there") - "    ".len() - 1;
    let cursor = file.position(end);
    let offered = actions(&mut client, &file, &json!({"start": cursor, "end": cursor}), json!({"diagnostics": []}));
    let examples: Vec<_> = offered.iter().filter(|action| action["kind"] == "refactor.rewrite").collect();
    assert!(!examples.is_empty(), "{offered:#?}");
    for example in examples {
        apply(&mut client, &mut file, example);
        let found = client.diagnostics(&file);
        assert!(found.is_empty(), "{}\n{}\n{found:#?}", example["title"], file.text);
        client.replace(&mut file, text);
        client.diagnostics(&file);
    }
    client.finish();
}
