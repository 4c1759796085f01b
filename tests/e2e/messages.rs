//! Messages out of order, out of place and out of shape: each is answered as the protocol says, and the server goes on.

use crate::samples::{HARMLESS, NOWHERE, SQL, SQL_STATEMENT, workspace, write};
use rescue_tests::client::{Client, Session};
use rescue_tests::framing::{frame, frame_text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// That the server is alive and does its work.
#[track_caller]
fn works(client: &mut Client) {
    let file = client.open("file:///nowhere/works.py", SQL);
    assert_eq!(client.codes(&file), ["CWE-89"]);
    client.close(file);
}

#[test]
fn before_initialize_requests_are_refused_and_notifications_dropped() {
    let session = Session::default();
    let parameters = session.parameters();
    let mut client = session.spawn();
    assert_eq!(client.ask_wrongly("textDocument/hover", json!({})), -32002);
    assert_eq!(client.ask_wrongly("workspace/executeCommand", json!({"command": "rescue.status"})), -32002);
    client.notify(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": NOWHERE, "languageId": "python", "version": 1, "text": SQL}}),
    );
    client.initialize(parameters.clone());
    assert_eq!(client.ask_wrongly("initialize", parameters), -32600);
    works(&mut client);
    client.finish();
}

#[test]
fn methods_nobody_knows() {
    let mut client = Session::default().start();
    let rename = json!({"textDocument": {"uri": NOWHERE}, "position": {"line": 0, "character": 0}, "newName": "x"});
    for method in ["textDocument/rename", "rescue/nonsense", "$/nonsense", ""] {
        assert_eq!(client.ask_wrongly(method, rename.clone()), -32601, "{method:?}");
        client.notify(method, rename.clone());
    }
    works(&mut client);
    client.finish();
}

#[test]
fn parameters_that_are_none() {
    let mut client = Session::default().start();
    for params in [json!({}), json!([]), json!("text"), json!({"textDocument": 7}), Value::Null] {
        for method in ["textDocument/hover", "textDocument/completion", "textDocument/codeAction"] {
            assert_eq!(client.ask_wrongly(method, params.clone()), -32602, "{method} {params}");
        }
        for method in ["textDocument/didOpen", "textDocument/didClose", "workspace/didChangeConfiguration"] {
            client.notify(method, params.clone());
        }
    }
    client.settle();
    works(&mut client);
    client.finish();
}

#[test]
fn bodies_that_are_no_messages() {
    let mut client = Session::default().start();
    for (body, code) in [
        ("{", -32700),
        ("", -32700),
        ("\u{0}\u{1}", -32700),
        ("[]", -32600),
        ("7", -32600),
        (r#"{"jsonrpc": "2.0"}"#, -32600),
        (r#"{"jsonrpc": "2.0", "method": 7}"#, -32600),
    ] {
        client.send_bytes(&frame_text(body));
        assert_eq!(client.refusal(), code, "{body}");
    }
    client.send_bytes(b"Content-Length: 2\r\n\r\n\xff\xfe");
    assert_eq!(client.refusal(), -32700, "not UTF-8");
    // An answer to a question that was never asked is nobody's business.
    client.send(&json!({"jsonrpc": "2.0", "id": 99, "result": null}));
    client.send(&json!({"jsonrpc": "2.0", "id": "x", "error": {"code": 1, "message": "no"}}));
    works(&mut client);
    client.finish();
}

#[test]
fn headers_that_are_wrong_are_survived() {
    let mut client = Session::default().start();
    let good = |id: &str| frame(&json!({"jsonrpc": "2.0", "id": id, "method": "rescue/nonsense"}));
    let answered = |client: &mut Client, id: &str| {
        let skipped: Vec<Value> = std::iter::from_fn(|| {
            let message = client.next_message();
            (message["id"] != id).then_some(message)
        })
        .collect();
        assert!(skipped.iter().all(|message| message["id"].is_null()), "only refusals: {skipped:#?}");
    };
    // Noise between messages.
    client.send_bytes(b"\r\n\r\nnoise\r\n");
    client.send_bytes(&good("a"));
    answered(&mut client, "a");
    // Lower case, more headers, and no carriage returns.
    let body = r#"{"jsonrpc": "2.0", "id": "b", "method": "rescue/nonsense"}"#;
    let header = format!("content-type: application/vscode-jsonrpc; charset=utf-8\ncontent-length:{}\n\n", body.len());
    client.send_bytes(format!("{header}{body}").as_bytes());
    answered(&mut client, "b");
    // A length that is no number.
    client.send_bytes(b"Content-Length: many\r\n\r\n");
    client.send_bytes(&good("c"));
    answered(&mut client, "c");
    client.send_bytes(b"Content-Length: -5\r\n\r\n");
    client.send_bytes(&good("d"));
    answered(&mut client, "d");
    // A length that is too short: the rest of the body is noise.
    client.send_bytes(b"Content-Length: 9\r\n\r\n{\"jsonrpc\": \"2.0\", \"id\": \"lost\", \"method\": \"x\"}");
    client.send_bytes(&good("e"));
    answered(&mut client, "e");
    works(&mut client);
    client.finish();
}

#[test]
fn documents_that_are_not_open() {
    let mut client = Session::default().start();
    let place = json!({"textDocument": {"uri": NOWHERE}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.ask("textDocument/hover", place.clone()), Value::Null);
    assert_eq!(client.ask("textDocument/completion", place), Value::Null);
    let change = json!({"textDocument": {"uri": NOWHERE, "version": 2}, "contentChanges": [{"text": SQL}]});
    client.notify("textDocument/didChange", change);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": NOWHERE}}));
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": NOWHERE}}));
    assert_eq!(client.settle()["documents"], 0);

    let mut file = client.open(NOWHERE, SQL);
    assert_eq!(client.codes(&file), ["CWE-89"]);
    let closed = file.clone();
    client.close(closed.clone());
    client.replace(&mut file, HARMLESS);
    client.notify("textDocument/didClose", json!({"textDocument": {"uri": NOWHERE}}));
    assert_eq!(client.settle()["documents"], 0, "a change after the close opens nothing");
    works(&mut client);
    client.finish();
}

#[test]
fn a_document_that_is_opened_twice_is_what_came_last() {
    let mut client = Session::default().start();
    let first = client.open(NOWHERE, SQL);
    assert_eq!(client.codes(&first), ["CWE-89"]);
    let mut second = client.open(NOWHERE, HARMLESS);
    assert!(client.codes(&second).is_empty());
    client.replace(&mut second, SQL);
    assert_eq!(client.codes(&second), ["CWE-89"]);
    assert_eq!(client.settle()["documents"], 1);
    client.finish();
}

#[test]
fn positions_outside_the_text_are_clamped() {
    let mut client = Session::default().start();
    let mut file = client.open(NOWHERE, "x = 1\n");
    client.diagnostics(&file);
    let far = json!({"line": 4_000_000_000_u32, "character": 4_000_000_000_u32});
    for method in ["textDocument/hover", "textDocument/completion"] {
        client.ask(method, json!({"textDocument": {"uri": NOWHERE}, "position": far}));
    }
    client.ask(
        "textDocument/codeAction",
        json!({"textDocument": {"uri": NOWHERE}, "range": {"start": far, "end": far}, "context": {"diagnostics": []}}),
    );
    // Beyond the line is its end, beyond the text is the end of all: what VS Code sends for "everything".
    file.text = SQL.to_owned();
    client.change_raw(&mut file, json!([{"range": {"start": {"line": 0, "character": 0}, "end": far}, "text": SQL}]));
    assert_eq!(client.codes(&file), ["CWE-89"]);
    file.text = format!("# {SQL}");
    client.change_raw(
        &mut file,
        json!([
            {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": "# "},
            {"range": {"start": {"line": 0, "character": 999}, "end": {"line": 0, "character": 9999}}, "text": ""},
        ]),
    );
    let found = client.diagnostics(&file);
    let on: Vec<&str> = found.iter().map(|finding| file.covered(&finding["range"])).collect();
    assert_eq!(on, [SQL_STATEMENT], "the text is what the client has");
    client.finish();
}

#[test]
fn a_change_that_does_not_apply_is_told_and_healed() {
    let root = workspace();
    let module = write(root.path(), "module.py", SQL);
    let backwards =
        json!([{"range": {"start": {"line": 3, "character": 0}, "end": {"line": 1, "character": 0}}, "text": "x"}]);
    let malformed =
        json!([{"range": {"start": {"line": -1, "character": 0}, "end": {"line": 1, "character": 0}}, "text": "x"}]);
    for changes in [backwards, malformed] {
        println!("{changes}");
        let mut client = Session::default().in_root(root.path()).start();
        let mut file = client.open(&module, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        client.change_raw(&mut file, changes);
        assert!(client.logged().contains("module.py"));
        let cleared = client.expect("textDocument/publishDiagnostics");
        assert_eq!(cleared["diagnostics"], json!([]), "nothing is said about a text that is not known");
        client.replace(&mut file, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        client.finish();
    }
}

#[test]
fn a_document_out_of_step_is_healed_by_saving_it() {
    let root = workspace();
    let module = write(root.path(), "module.py", SQL);
    let mut client = Session::default().in_root(root.path()).start();
    let mut file = client.open(&module, HARMLESS);
    client.diagnostics(&file);
    client.change_raw(
        &mut file,
        json!([{"range": {"start": {"line": 1, "character": 1}, "end": {"line": 0, "character": 0}}, "text": ""}]),
    );
    client.logged();
    client.diagnostics(&file);
    client.notify("textDocument/didSave", json!({"textDocument": file.identifier()}));
    assert_eq!(client.codes(&file), ["CWE-89"], "what is on the disk now");
    client.finish();
}

#[test]
fn every_request_gets_one_answer_cancelled_or_not() {
    let mut client = Session::default().start();
    let text = format!("{SQL}{}", "\n\ndef area(width, height):\n    return width * height\n".repeat(800));
    let mut file = client.open(NOWHERE, &text);
    let mut waiting = BTreeSet::new();
    for round in 0..40 {
        // Every change makes the answers before it old, so that there is work to cancel.
        client.change(&mut file, 0..0, "# x\n");
        let place = file.place("cur.execute");
        let range = file.range(&file.find(SQL_STATEMENT));
        let actions = json!({"textDocument": file.identifier(), "range": range, "context": {"diagnostics": []}});
        for (method, params) in [
            ("textDocument/hover", place.clone()),
            ("textDocument/completion", place.clone()),
            ("textDocument/codeAction", actions),
        ] {
            let id = client.request(method, params);
            waiting.insert(id);
            if round % 2 == 0 {
                client.notify("$/cancelRequest", json!({"id": id}));
            }
        }
    }
    // Cancelling what is answered already, or was never asked, does nothing.
    client.notify("$/cancelRequest", json!({"id": 1}));
    client.notify("$/cancelRequest", json!({"id": 12345}));
    client.notify("$/cancelRequest", json!({"id": "x"}));
    client.notify("$/cancelRequest", json!({}));
    for id in waiting {
        if let Err(error) = client.answer(id) {
            let code = error["code"].as_i64();
            assert!(matches!(code, Some(-32800 | -32801)), "request {id}: {error}");
        }
    }
    assert_eq!(client.codes(&file), ["CWE-89"]);
    client.finish();
}

#[test]
fn what_was_sent_first_is_seen_first() {
    let mut client = Session::pulling().start();
    let mut file = client.open(NOWHERE, HARMLESS);
    for turn in 0..50 {
        // Nothing is waited for between the change and the question about it.
        let (text, codes) = if turn % 2 == 0 { (SQL, &["CWE-89"][..]) } else { (HARMLESS, &[][..]) };
        client.replace(&mut file, text);
        assert_eq!(client.codes(&file), codes, "turn {turn}");
    }
    client.finish();
}

#[test]
fn a_question_of_the_server_does_not_hold_anything_up() {
    // A client that answers no question: everything else goes on.
    let session = Session::default().with("/workspace/applyEdit", json!(true));
    let mut client = session.start();
    let file = client.open(NOWHERE, SQL);
    client.diagnostics(&file);
    let mut ids = Vec::new();
    for _ in 0..10 {
        ids.push(
            client.request("workspace/executeCommand", json!({"command": "rescue.fixAll", "arguments": [NOWHERE]})),
        );
    }
    ids.push(client.request("textDocument/hover", file.place("SELECT")));
    for id in ids {
        client.answer(id).expect("each is answered before the client answers");
    }
    for _ in 0..10 {
        client.question("workspace/applyEdit");
    }
    client.finish();
}
