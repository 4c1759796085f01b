//! Diagnostics as they are pushed and pulled.

use crate::samples::{HARMLESS, NOWHERE, SQL, SQL_FIXED, SQL_STATEMENT};
use rescue_tests::client::Session;
use serde_json::json;

#[test]
fn a_finding_says_what_why_and_what_instead() {
    let mut client = Session::default().start();
    let file = client.open(NOWHERE, SQL);
    let found = client.diagnostics(&file);
    let [finding] = &found[..] else { panic!("one finding is expected: {found:#?}") };
    assert_eq!(finding["code"], "CWE-89");
    assert_eq!(finding["codeDescription"]["href"], "https://cwe.mitre.org/data/definitions/89.html");
    assert_eq!(file.covered(&finding["range"]), SQL_STATEMENT);
    assert!(finding["severity"].as_u64().is_some_and(|severity| (1..=4).contains(&severity)));
    let message = finding["message"].as_str().expect("a message");
    assert!(message.lines().count() >= 2, "what is wrong and what to write instead: {message}");
    // The parameter that reaches the statement is shown where it comes from.
    let steps = finding["relatedInformation"].as_array().expect("the steps of the flow");
    assert!(steps.iter().all(|step| step["location"]["uri"] == NOWHERE));
    let covered: Vec<&str> = steps.iter().map(|step| file.covered(&step["location"]["range"])).collect();
    assert!(covered.iter().any(|text| text.contains("name")), "{covered:?}");
    client.finish();
}

#[test]
fn nothing_is_sent_that_the_client_cannot_read() {
    let session = Session::default().with("/textDocument/publishDiagnostics", json!({}));
    let mut client = session.start();
    let file = client.open(NOWHERE, SQL);
    let found = client.diagnostics(&file);
    for member in ["relatedInformation", "codeDescription", "data", "tags"] {
        assert!(found[0].get(member).is_none_or(serde_json::Value::is_null), "{member}");
    }
    client.finish();
}

#[test]
fn every_version_that_stays_is_published_and_the_last_one_always() {
    let mut client = Session::default().start();
    let mut file = client.open(NOWHERE, HARMLESS);
    assert!(client.diagnostics(&file).is_empty());
    for turn in 0..20 {
        // Bursts of edits, as somebody types; only the end of each is waited for.
        for text in [SQL, HARMLESS, SQL_FIXED, SQL] {
            client.replace(&mut file, text);
        }
        assert_eq!(client.codes(&file), ["CWE-89"], "turn {turn}");
        client.replace(&mut file, SQL_FIXED);
        assert!(client.diagnostics(&file).is_empty(), "turn {turn}");
    }
    client.close(file);
    client.finish();
}

#[test]
fn other_languages_are_left_alone() {
    let mut client = Session::default().start();
    client.open_as("file:///nowhere/notes.md", "markdown", SQL);
    let file = client.open_as("untitled:Untitled-1", "python", SQL);
    assert_eq!(client.codes(&file), ["CWE-89"], "a document without a file");
    let file = client.open_as("file:///nowhere/plain.py", "plaintext", SQL);
    assert_eq!(client.codes(&file), ["CWE-89"], "an editor without a mode for Python");
    client.finish();
}

#[test]
fn a_report_that_did_not_change_is_not_sent_again() {
    let mut client = Session::pulling().start();
    let mut file = client.open(NOWHERE, SQL);
    let ask = |previous: Option<&str>| {
        let mut params = json!({"textDocument": {"uri": NOWHERE}, "identifier": "rescue"});
        if let Some(previous) = previous {
            params["previousResultId"] = previous.into();
        }
        params
    };
    let first = client.ask("textDocument/diagnostic", ask(None));
    assert_eq!((&first["kind"], &first["items"][0]["code"]), (&json!("full"), &json!("CWE-89")));
    let id = first["resultId"].as_str().expect("a report has an id").to_owned();

    let second = client.ask("textDocument/diagnostic", ask(Some(&id)));
    assert_eq!(second, json!({"kind": "unchanged", "resultId": id}));

    // An edit behind the finding leaves the report as it was; one before it does not.
    let end = file.text.len();
    client.change(&mut file, end..end, "\n\nx = 1\n");
    assert_eq!(client.ask("textDocument/diagnostic", ask(Some(&id)))["kind"], "unchanged");
    client.change(&mut file, 0..0, "# a comment\n");
    let third = client.ask("textDocument/diagnostic", ask(Some(&id)));
    assert_eq!(third["kind"], "full");
    assert_ne!(third["resultId"], json!(id));
    assert_eq!(file.covered(&third["items"][0]["range"]), SQL_STATEMENT);

    client.replace(&mut file, SQL_FIXED);
    assert_eq!(client.ask("textDocument/diagnostic", ask(Some(&id)))["items"], json!([]));
    client.finish();
}

#[test]
fn a_workspace_is_reported_document_by_document() {
    let mut client = Session::pulling().start();
    client.open("file:///nowhere/a.py", SQL);
    client.open("file:///nowhere/b.py", HARMLESS);
    let report = client.ask("workspace/diagnostic", json!({"previousResultIds": []}));
    let mut items = report["items"].as_array().expect("reports").clone();
    items.sort_by_key(|item| item["uri"].to_string());
    assert_eq!(items.len(), 2);
    assert_eq!(items[0]["items"][0]["code"], "CWE-89");
    assert_eq!(items[1]["items"], json!([]));
    let previous: Vec<_> = items.iter().map(|item| json!({"uri": item["uri"], "value": item["resultId"]})).collect();
    let again = client.ask("workspace/diagnostic", json!({"previousResultIds": previous}));
    assert!(again["items"].as_array().expect("reports").iter().all(|item| item["kind"] == "unchanged"), "{again}");
    client.finish();
}

#[test]
fn an_ignore_is_honoured_and_one_too_many_reported() {
    let mut client = Session::default().start();
    let ignored = SQL.replace("'{name}'\")", "'{name}'\")  # rescue: ignore[CWE-89]");
    let file = client.open(NOWHERE, &ignored);
    assert!(client.diagnostics(&file).is_empty());
    let mut other = client.open("file:///nowhere/other.py", &SQL.replace("'{name}'\")", "'{name}'\")  # nosec"));
    assert!(client.diagnostics(&other).is_empty());
    client.replace(&mut other, "x = 1  # rescue: ignore[CWE-89]\n");
    let found = client.diagnostics(&other);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(other.covered(&found[0]["range"]).contains("rescue: ignore"), "{found:#?}");
    client.finish();
}
