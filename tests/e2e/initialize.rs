//! `initialize` as real editors send it, and as nobody should.

use crate::samples::{NOWHERE, SQL, workspace, write};
use rescue_tests::client::{Client, Session};
use rescue_tests::text::Encoding;
use rescue_tests::{repository, uri};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn payloads() -> Vec<PathBuf> {
    let folder = repository().join("tests/fixtures/initialize");
    let files = std::fs::read_dir(&folder).expect("the payloads are checked in");
    let paths = files.map(|file| file.expect("the folder can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    paths.sort();
    paths
}

/// The parameters with this folder where the recording has `${ROOT}`.
fn parameters(file: &Path, root: &Path) -> Value {
    let text = std::fs::read_to_string(file).expect("a payload can be read");
    let root = root.to_str().expect("test paths are UTF-8");
    let text = text.replace("${ROOT}", root).replace("${HOME}", root);
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    value.get("params").cloned().unwrap_or(value)
}

/// Opens, edits, hovers and asks for actions; what comes back is what this client said it can read.
fn work(client: &mut Client, uri: &str, capabilities: &Value) {
    let mut file = client.open(uri, SQL);
    let found = client.diagnostics(&file);
    let [finding] = &found[..] else { panic!("one finding is expected: {found:#?}") };
    assert_eq!(finding["code"], "CWE-89");
    let hover = client.ask("textDocument/hover", file.place("f\"SELECT"));
    let formats = capabilities.pointer("/textDocument/hover/contentFormat").and_then(Value::as_array);
    let kind = hover["contents"]["kind"].clone();
    assert!(formats.is_none_or(|formats| formats.contains(&kind)), "{kind} for {formats:?}");
    let actions = client.ask(
        "textDocument/codeAction",
        json!({"textDocument": file.identifier(), "range": finding["range"], "context": {"diagnostics": found}}),
    );
    assert!(actions.as_array().is_some_and(|actions| !actions.is_empty()));
    client.ask("textDocument/completion", file.place("cur.execute"));
    let everything = 0..file.text.len();
    client.change(&mut file, everything, "x = 1\n");
    assert_eq!(client.codes(&file), Vec::<String>::new());
}

#[test]
fn every_editor_is_served() {
    let payloads = payloads();
    assert!(payloads.len() >= 3, "recordings of editors are missing: {payloads:?}");
    for payload in payloads {
        println!("{}", payload.display());
        let root = workspace();
        let module = write(root.path(), "module.py", SQL);
        let parameters = parameters(&payload, root.path());
        let capabilities = parameters["capabilities"].clone();
        let mut client = Session::default().spawn();
        let answer = client.initialize(parameters);
        let offered = capabilities.pointer("/general/positionEncodings").and_then(Value::as_array);
        let chosen = &answer["capabilities"]["positionEncoding"];
        assert!(chosen == "utf-16" || offered.is_some_and(|offered| offered.contains(chosen)), "{chosen}");
        assert_eq!(answer["serverInfo"]["name"], "rescue-lsp");
        if capabilities.pointer("/workspace/configuration") == Some(&json!(true)) {
            client.question("workspace/configuration");
        }
        work(&mut client, &module, &capabilities);
        client.finish();
    }
}

#[test]
fn empty_partial_and_absurd_parameters_are_answered() {
    for parameters in [
        json!({"capabilities": {}}),
        json!({}),
        Value::Null,
        json!([]),
        json!({"processId": "seven", "rootUri": 5, "capabilities": {"general": {"positionEncodings": 4}}}),
        json!({"rootUri": "not a uri", "workspaceFolders": [{"uri": 3}], "capabilities": {"textDocument": 1}}),
        json!({"capabilities": {"textDocument": {"completion": 7}}, "trace": "loud", "initializationOptions": {}}),
        json!({"capabilities": {"textDocument": {"publishDiagnostics": {"tagSupport": true}}}}),
    ] {
        println!("{parameters}");
        let mut client = Session::default().spawn();
        let answer = client.initialize(parameters);
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        let file = client.open(NOWHERE, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        client.finish();
    }
}

#[test]
fn the_encoding_is_one_that_the_client_offers() {
    for (offered, chosen) in [
        (json!(["utf-16", "utf-8"]), "utf-8"),
        (json!(["utf-32"]), "utf-32"),
        (json!(["utf-32", "utf-16"]), "utf-16"),
        (json!(["utf-7"]), "utf-16"),
        (json!([]), "utf-16"),
    ] {
        let mut client = Session::default().spawn();
        let answer = client.initialize(json!({"capabilities": {"general": {"positionEncodings": offered}}}));
        assert_eq!(answer["capabilities"]["positionEncoding"], chosen);
        client.finish();
    }
}

#[test]
fn the_answer_promises_what_the_server_does() {
    let answer = |session: Session| {
        let parameters = session.parameters();
        let mut client = session.spawn();
        let answer = client.initialize(parameters);
        client.finish();
        answer["capabilities"].clone()
    };
    let pushing = answer(Session::default());
    assert_eq!(pushing["textDocumentSync"]["change"], 2, "incremental");
    assert_eq!(pushing["textDocumentSync"]["openClose"], true);
    assert_eq!(pushing["hoverProvider"], true);
    assert_eq!(pushing["completionProvider"]["resolveProvider"], true);
    assert_eq!(pushing["workspace"]["workspaceFolders"]["supported"], true);
    assert!(pushing["diagnosticProvider"].is_null(), "a client that cannot ask is told by itself");
    let kinds = pushing["codeActionProvider"]["codeActionKinds"].as_array().expect("kinds of actions");
    for kind in ["quickfix", "source.fixAll.rescue"] {
        assert!(kinds.contains(&json!(kind)), "{kind}");
    }
    let commands = pushing["executeCommandProvider"]["commands"].as_array().expect("commands");
    assert!(commands.iter().all(|command| { command.as_str().is_some_and(|name| name.starts_with("rescue.")) }));
    let pulling = answer(Session::pulling());
    assert_eq!(pulling["diagnosticProvider"]["interFileDependencies"], false);
}

#[test]
fn it_starts_as_editors_start_it() {
    let root = workspace();
    for arguments in [&[][..], &["--stdio"], &["server"], &["server", "--stdio"]] {
        let session = Session {
            arguments: arguments.iter().map(Into::into).collect(),
            encoding: Encoding::Utf8,
            ..Session::default()
        };
        let mut client = session.in_root(root.path()).start();
        let file = client.open(&uri(&root.path().join("a.py")), SQL);
        assert_eq!(client.codes(&file), ["CWE-89"], "{arguments:?}");
        client.finish();
    }
}
