//! Completions: useful where they are offered, silent elsewhere, and text that parses and passes Rescue's own checks.

use crate::samples::NOWHERE;
use rescue_tests::client::{Client, OpenFile, Session};
use serde_json::{Value, json};

/// A finished comment, and where the code for it will stand.
const TASK: &str = "import sqlite3\n\n\ndef find_user(conn: sqlite3.Connection, username: str):\n    \
    # look up a user row by username in the sqlite database\n    \n";

/// A module with an insecure member, and a dot behind it.
const MEMBER: &str = "import yaml\n\n\ndef read_settings(stream):\n    return yaml.\n";

fn complete(client: &mut Client, file: &OpenFile, byte: usize, trigger: Option<&str>) -> Vec<Value> {
    let context = match trigger {
        Some(character) => json!({"triggerKind": 2, "triggerCharacter": character}),
        None => json!({"triggerKind": 1}),
    };
    let params = json!({"textDocument": file.identifier(), "position": file.position(byte), "context": context});
    match client.ask("textDocument/completion", params) {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        mut list => list["items"].take().as_array().cloned().expect("a list of items"),
    }
}

/// The document with an item accepted, its placeholders as they stand.
fn accepted(file: &OpenFile, item: &Value) -> String {
    let mut edits = vec![item["textEdit"].clone()];
    if item["insertTextFormat"] == 2 {
        edits[0]["newText"] = plain(edits[0]["newText"].as_str().expect("a text")).into();
    }
    edits.extend(item["additionalTextEdits"].as_array().into_iter().flatten().cloned());
    file.edited(&edits)
}

/// A snippet without its placeholders' dress: `${1:name}` is `name`.
fn plain(snippet: &str) -> String {
    let (mut text, mut rest, mut depth) = (String::new(), snippet.chars().peekable(), 0);
    while let Some(character) = rest.next() {
        match character {
            '\\' => text.extend(rest.next()),
            '$' => {
                let braced = rest.next_if_eq(&'{').is_some();
                while rest.next_if(char::is_ascii_digit).is_some() {}
                if braced {
                    depth += 1;
                    if rest.next_if_eq(&'}').is_some() {
                        depth -= 1;
                    } else {
                        rest.next_if_eq(&':');
                    }
                }
            }
            '}' if depth > 0 => depth -= 1,
            other => text.push(other),
        }
    }
    text
}

#[test]
fn what_is_accepted_parses_and_has_no_finding() {
    let mut client = Session::default().start();
    for (text, trigger) in [(TASK, "\n"), (MEMBER, ".")] {
        let mut file = client.open(NOWHERE, text);
        client.diagnostics(&file);
        for trigger in [Some(trigger), None] {
            let items = complete(&mut client, &file, text.trim_end_matches('\n').len(), trigger);
            assert!(!items.is_empty(), "nothing for {text:?} on {trigger:?}");
            for item in &items {
                let done = accepted(&file, item);
                let tree = rescue_syntax::document::Document::parse(done.clone());
                assert!(!tree.module().has_errors, "{} does not parse:\n{done}", item["label"]);
                client.replace(&mut file, &done);
                let found = client.diagnostics(&file);
                assert!(found.is_empty(), "{} has a finding:\n{done}\n{found:#?}", item["label"]);
                client.replace(&mut file, text);
                client.diagnostics(&file);
            }
        }
        client.close(file);
    }
    client.finish();
}

#[test]
fn a_comment_brings_an_example_in_the_names_in_scope() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, TASK);
    client.diagnostics(&file);
    let items = complete(&mut client, &file, TASK.trim_end_matches('\n').len(), None);
    let done: Vec<String> = items.iter().map(|item| accepted(&file, item)).collect();
    let written = |text: &String| text.contains("conn.") && text.contains("username,)");
    assert!(done.iter().any(written), "no example uses `conn` and `username`:\n{}", done.join("\n---\n"));
    client.finish();
}

#[test]
fn an_item_is_explained_when_it_is_asked_about() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, TASK);
    client.diagnostics(&file);
    for item in complete(&mut client, &file, TASK.trim_end_matches('\n').len(), None) {
        assert!(item["documentation"].is_null(), "not before it is asked for");
        let resolved = client.ask("completionItem/resolve", item.clone());
        let text = resolved["documentation"]["value"].as_str().expect("a documentation");
        assert!(text.contains("CWE-"), "{text}");
        for member in ["label", "textEdit", "sortText", "filterText"] {
            assert_eq!(resolved[member], item[member], "{member}");
        }
    }
    client.finish();
}

#[test]
fn a_client_without_snippets_gets_none() {
    let session =
        Session::default().with("/textDocument/completion", json!({"completionItem": {"snippetSupport": false}}));
    let mut client = session.start();
    for text in [TASK, MEMBER] {
        let file = client.open(NOWHERE, text);
        client.diagnostics(&file);
        let items = complete(&mut client, &file, text.trim_end_matches('\n').len(), None);
        assert!(!items.is_empty());
        for item in items {
            assert_ne!(item["insertTextFormat"], 2);
            assert!(!item["textEdit"]["newText"].as_str().expect("a text").contains("${"), "{item}");
        }
        client.close(file);
    }
    client.finish();
}

#[test]
fn where_there_is_nothing_useful_to_say_nothing_is_said() {
    let mut client = Session::default().start();
    for (text, needle) in [
        ("def area(width, height):\n    return width * height\n", " * height"),
        ("numbers = [1, 2]\nprint(numbers.)\n", ")\n"),
        ("greeting = 'import sqlite3; '\n", "'\n"),
        ("x = 1\n", "\n"),
    ] {
        let file = client.open(NOWHERE, text);
        client.diagnostics(&file);
        for trigger in [".", "(", ",", "\n"] {
            let items = complete(&mut client, &file, file.find(needle).start, Some(trigger));
            assert!(items.is_empty(), "{text:?} on {trigger:?}: {items:#?}");
        }
        client.close(file);
    }
    client.finish();
}
