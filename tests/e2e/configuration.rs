//! Settings from every origin, what becomes of bad ones, and what a project may not set.

use crate::samples::{HARMLESS, NOWHERE, SQL, SQL_AND_YAML, workspace, write};
use rescue_tests::client::Session;
use serde_json::{Value, json};

const NONE: [&str; 0] = [];

#[test]
fn initialization_options_in_every_form_that_editors_send() {
    for options in [
        json!({"disable": ["CWE-89"]}),
        json!({"rescue": {"disable": ["CWE-89"]}}),
        json!({"settings": {"rescue": {"disable": ["sql-built-from-values"]}}}),
        json!({"rescue.disable": ["CWE-89"]}),
        json!({"only": ["CWE-79"]}),
        json!({"enable": false}),
        json!({"diagnostics": {"enable": false}}),
        json!({"diagnostics": false}),
        json!({"minimumConfidence": "proven"}),
        json!({"exclude": ["module.py"], "trace": {"server": "off"}}),
    ] {
        println!("{options}");
        let root = workspace();
        let module = write(root.path(), "module.py", SQL);
        let mut client = Session::default().in_root(root.path()).with_options(options).start();
        let file = client.open(&module, SQL);
        assert_eq!(client.codes(&file), NONE);
        client.finish();
    }
}

#[test]
fn settings_change_while_documents_are_open() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, SQL_AND_YAML);
    assert_eq!(client.codes(&file), ["CWE-89", "CWE-502"]);
    for (settings, codes) in [
        (json!({"rescue": {"disable": ["CWE-89"]}}), &["CWE-502"][..]),
        (json!({"rescue": {"only": ["CWE-89"]}}), &["CWE-89"]),
        (json!({"enable": false}), &[]),
        (json!({}), &["CWE-89", "CWE-502"]),
    ] {
        client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
        assert_eq!(client.codes(&file), codes, "{settings}");
    }
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"severity": {"CWE-89": "hint"}}}));
    let found = client.diagnostics(&file);
    assert_eq!(found[0]["severity"], 4);
    // Saying the same again changes nothing, and nothing is published.
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"severity": {"CWE-89": "hint"}}}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.settle();
    client.finish();
}

#[test]
fn a_client_that_wants_to_be_asked_is_asked() {
    let mut session = Session::default()
        .with("/workspace/configuration", json!(true))
        .with("/workspace/didChangeConfiguration", json!({"dynamicRegistration": true}))
        .with("/workspace/didChangeWatchedFiles", json!({"dynamicRegistration": true}));
    session.configuration = json!({"disable": ["CWE-89", "CWE-502"]});
    let mut client = session.start();
    let question = client.question("workspace/configuration");
    assert_eq!(question["params"]["items"][0]["section"], "rescue");
    let registered = client.question("client/registerCapability");
    assert_eq!(registered["params"]["registrations"].as_array().map(Vec::len), Some(2));

    // The answer may arrive before the document is open or after: either way it holds in the end.
    let file = client.open(NOWHERE, SQL);
    while !client.codes(&file).is_empty() {}
    client.set_configuration(json!({"disable": ["CWE-502"]}));
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.question("workspace/configuration");
    while client.codes(&file) != ["CWE-89"] {}
    client.finish();
}

#[test]
fn mistakes_are_told_and_the_rest_holds() {
    let options = json!({"disable": "CWE-89", "nonsense": 1, "minimumConfidence": "certain", "only": ["CWE-502"]});
    let mut client = Session::default().with_options(options).start();
    let file = client.open(NOWHERE, SQL_AND_YAML);
    assert_eq!(client.codes(&file), ["CWE-502"]);
    let logged = [client.logged(), client.logged(), client.logged()].join("\n");
    for name in ["disable", "nonsense", "minimumConfidence"] {
        assert!(logged.contains(name), "{name} is not in\n{logged}");
    }
    client.finish();

    for options in [json!(7), json!("text"), json!([])] {
        let mut client = Session::default().with_options(options.clone()).start();
        let file = client.open(NOWHERE, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        client.logged();
        client.finish();
    }
}

#[test]
fn a_project_has_its_own_settings() {
    let root = workspace();
    write(root.path(), "pyproject.toml", "[tool.rescue]\ndisable = [\"CWE-502\"]\n");
    let module = write(root.path(), "src/module.py", SQL_AND_YAML);
    write(root.path(), "inner/pyproject.toml", "[tool.rescue]\nonly = [\"CWE-502\"]\n");
    let inner = write(root.path(), "inner/module.py", SQL_AND_YAML);
    let mut client = Session::default().in_root(root.path()).start();
    let outer = client.open(&module, SQL_AND_YAML);
    assert_eq!(client.codes(&outer), ["CWE-89"]);
    let inner = client.open(&inner, SQL_AND_YAML);
    assert_eq!(client.codes(&inner), ["CWE-502"], "the nearest project counts");

    let project = write(root.path(), "pyproject.toml", "[tool.rescue]\nminimum-severity = \"hint\"\n");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": project, "type": 2}]}));
    assert_eq!(client.codes(&outer), ["CWE-89", "CWE-502"]);
    assert_eq!(client.codes(&inner), ["CWE-502"]);

    write(root.path(), "pyproject.toml", "[tool.rescue]\nenable = false\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": project}}));
    assert_eq!(client.codes(&outer), NONE);
    assert_eq!(client.codes(&inner), ["CWE-502"]);
    client.finish();
}

#[test]
fn a_project_may_not_name_a_snapshot_an_endpoint_or_a_program() {
    for (line, named) in [
        ("snapshot = \"/tmp/evil\"", "snapshot"),
        ("overlay = \"/tmp/evil\"", "overlay"),
        ("overlay = \"../evil\"", "overlay"),
        ("endpoint = \"http://evil.example/v1\"", "endpoint"),
        ("llm = { endpoint = \"http://evil.example/v1\" }", "llm"),
        ("api-key = \"x\"", "api"),
        ("command = \"/bin/sh\"", "command"),
        ("log-level = \"trace\"", "logLevel"),
    ] {
        println!("{line}");
        let root = workspace();
        write(root.path(), "pyproject.toml", &format!("[tool.rescue]\n{line}\n"));
        let module = write(root.path(), "module.py", SQL);
        let mut client = Session::default().in_root(root.path()).start();
        let shown = client.shown();
        assert!(shown.contains(named) && shown.contains("pyproject.toml"), "{shown}");
        assert_eq!(client.logged(), shown, "it is in the log too");
        let file = client.open(&module, SQL);
        assert_eq!(client.codes(&file), ["CWE-89"], "the knowledge of the binary stays");
        assert_eq!(client.settle()["snapshot"], Value::Null);
        client.finish();
    }
}

#[test]
fn a_broken_pyproject_is_told_only_if_it_is_about_rescue() {
    let root = workspace();
    write(root.path(), "pyproject.toml", "[tool.rescue\n");
    let module = write(root.path(), "module.py", SQL);
    let mut client = Session::default().in_root(root.path()).start();
    assert!(client.logged().contains("pyproject.toml"));
    let file = client.open(&module, SQL);
    assert_eq!(client.codes(&file), ["CWE-89"]);
    client.finish();

    write(root.path(), "pyproject.toml", "[tool.other\n");
    let mut client = Session::default().in_root(root.path()).start();
    let file = client.open(&module, SQL);
    assert_eq!(client.codes(&file), ["CWE-89"]);
    client.finish();
}

#[test]
fn completion_and_hover_can_be_off() {
    let mut client = Session::default().with_options(json!({"completion": false, "hover.enable": false})).start();
    let file = client.open(NOWHERE, SQL);
    client.diagnostics(&file);
    assert_eq!(client.ask("textDocument/hover", file.place("SELECT")), Value::Null);
    assert_eq!(client.ask("textDocument/completion", file.place("cur.execute")), Value::Null);
    client.finish();
}

#[test]
fn a_client_that_pulls_is_told_to_pull_again() {
    let session = Session::pulling().with("/workspace/diagnostics", json!({"refreshSupport": true}));
    let mut client = session.start();
    let file = client.open(NOWHERE, SQL);
    assert_eq!(client.codes(&file), ["CWE-89"]);
    client.notify("workspace/didChangeConfiguration", json!({"settings": {"disable": ["CWE-89"]}}));
    client.question("workspace/diagnostic/refresh");
    assert_eq!(client.codes(&file), NONE);
    let file = client.open("file:///nowhere/other.py", HARMLESS);
    assert_eq!(client.codes(&file), NONE);
    client.finish();
}
