//! Hovers, commands and progress.

use crate::samples::{HARMLESS, NOWHERE, SQL, SQL_AND_YAML};
use rescue_tests::client::{Client, Session};
use rescue_tests::text::edits_of;
use serde_json::{Value, json};

fn run(client: &mut Client, command: &str, arguments: Value) -> Value {
    client.ask("workspace/executeCommand", json!({"command": command, "arguments": arguments}))
}

#[test]
fn a_hover_on_a_finding_explains_the_weakness() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, SQL);
    client.diagnostics(&file);
    let hover = client.ask("textDocument/hover", file.place("SELECT"));
    let text = hover["contents"]["value"].as_str().expect("a text");
    assert_eq!(hover["contents"]["kind"], "markdown");
    assert!(text.contains("CWE-89") && text.contains("https://cwe.mitre.org/data/definitions/89.html"), "{text}");
    assert!(text.contains("```python"), "an example is part of it: {text}");
    assert!(file.covered(&hover["range"]).contains("SELECT"));
    client.finish();
}

#[test]
fn a_hover_on_anything_else_is_silent() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, HARMLESS);
    client.diagnostics(&file);
    for needle in ["area", "width *", "return"] {
        assert_eq!(client.ask("textDocument/hover", file.place(needle)), Value::Null, "{needle}");
    }
    client.finish();
}

#[test]
fn commands_answer_with_arguments() {
    let mut client = Session::default().with("/workspace/applyEdit", json!(true)).start();
    let file = client.open(NOWHERE, SQL_AND_YAML);
    client.diagnostics(&file);

    let status = run(&mut client, "rescue.status", json!([{}]));
    assert_eq!((&status["knowledge"], &status["documents"]), (&json!("ready"), &json!(1)));
    for argument in [json!("CWE-89"), json!(89), json!({"cwe": "cwe-89"})] {
        let text = run(&mut client, "rescue.explain", json!([argument]));
        assert!(text.as_str().is_some_and(|text| text.contains("CWE-89")), "{text}");
    }
    assert_eq!(run(&mut client, "rescue.explain", json!(["CWE-1"])), Value::Null);

    let answer = run(&mut client, "rescue.fixAll", json!([NOWHERE]));
    assert!(answer["edits"].as_u64().is_some_and(|edits| edits >= 2), "{answer}");
    let applied = client.question("workspace/applyEdit");
    let fixed = file.edited(edits_of(&applied["params"]["edit"], NOWHERE));
    assert!(fixed.contains("WHERE name = ?"), "{fixed}");
    client.finish();
}

#[test]
fn commands_work_without_arguments() {
    // Helix and Neovim users can give none.
    let mut client = Session::default().with("/workspace/applyEdit", json!(true)).start();
    let mut file = client.open(NOWHERE, SQL_AND_YAML);
    client.diagnostics(&file);
    run(&mut client, "rescue.status", json!([]));
    assert!(client.shown().contains("ready"));
    for command in ["rescue.explain", "rescue.showKnowledge"] {
        run(&mut client, command, json!([]));
        let shown = client.shown();
        assert!(shown.contains("CWE-89") && shown.contains("CWE-502"), "{shown}");
    }
    run(&mut client, "rescue.fixAll", json!([]));
    client.question("workspace/applyEdit");
    run(&mut client, "rescue.restartAnalysis", json!([]));
    assert_eq!(client.codes(&file), ["CWE-89", "CWE-502"], "checked again");
    client.replace(&mut file, HARMLESS);
    client.diagnostics(&file);
    assert_eq!(run(&mut client, "rescue.fixAll", json!([]))["edits"], 0);
    client.finish();
}

#[test]
fn a_command_nobody_knows_is_an_error() {
    let mut client = Session::default().start();
    assert_eq!(client.ask_wrongly("workspace/executeCommand", json!({"command": "rm -rf"})), -32602);
    client.finish();
}

#[test]
fn a_client_that_applies_no_edits_gets_them_in_the_answer() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, SQL);
    client.diagnostics(&file);
    let answer = run(&mut client, "rescue.fixAll", json!([{"uri": NOWHERE}]));
    assert!(file.edited(edits_of(&answer["edit"], NOWHERE)).contains("WHERE name = ?"));
    client.finish();
}

#[test]
fn progress_is_shown_to_those_who_can_show_it() {
    let mut client = Session::default().with("/window/workDoneProgress", json!(true)).start();
    let token = client.question("window/workDoneProgress/create")["params"]["token"].clone();
    assert!(token.is_string() || token.is_number());
    let file = client.open(NOWHERE, SQL);
    assert_eq!(client.codes(&file), ["CWE-89"]);
    client.finish();
}
