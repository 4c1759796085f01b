//! `initialize`, and what keeps the process from outliving its client.

use super::requests::execute_command;
use super::session::Session;
use serde_json::{Map, Value, json};
use tower_lsp::ls_types::*;

/// What the server can do for this client.
pub(super) fn capabilities(session: &Session) -> InitializeResult {
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(session.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync())),
            completion_provider: Some(completion()),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(code_actions())),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: execute_command::COMMANDS.iter().map(|name| (*name).to_owned()).collect(),
                ..ExecuteCommandOptions::default()
            }),
            diagnostic_provider: session.pulls.then(diagnostics),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                ..WorkspaceServerCapabilities::default()
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "rescue-lsp".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}

fn sync() -> TextDocumentSyncOptions {
    TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    }
}

fn completion() -> CompletionOptions {
    CompletionOptions {
        resolve_provider: Some(true),
        trigger_characters: Some([".", "(", ",", "\n"].map(str::to_owned).into()),
        ..CompletionOptions::default()
    }
}

/// Fixes of everything that can be fixed without changing what the program does.
pub(super) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.rescue");

fn code_actions() -> CodeActionOptions {
    CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, FIX_ALL]),
        resolve_provider: Some(true),
        ..CodeActionOptions::default()
    }
}

fn diagnostics() -> DiagnosticServerCapabilities {
    DiagnosticServerCapabilities::Options(DiagnosticOptions {
        identifier: Some("rescue".to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: false,
        ..DiagnosticOptions::default()
    })
}

/// The parameters of `initialize` without the parts that nobody can read: an editor nobody foresaw is served with what
/// is understood of it.
pub(super) fn tolerant(params: Option<Value>) -> Value {
    let mut params = match params {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let mut capabilities = match params.remove("capabilities") {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let whole = |params: &Map<String, Value>, capabilities: &Value| {
        let mut all = params.clone();
        all.insert("capabilities".to_owned(), capabilities.clone());
        Value::Object(all)
    };
    let everything = whole(&params, &Value::Object(capabilities.clone()));
    if readable(&everything) {
        return everything;
    }
    let alone = |key: &String, value: &Value| {
        let mut params = Map::from_iter([(key.clone(), value.clone())]);
        params.insert("capabilities".to_owned(), json!({}));
        params.entry("processId").or_insert(Value::Null);
        readable(&Value::Object(params))
    };
    params.retain(|key, value| alone(key, value));
    params.entry("processId").or_insert(Value::Null);
    for (group, value) in &mut capabilities {
        if let Value::Object(entries) = value {
            entries.retain(|key, value| {
                readable(&json!({"processId": null, "capabilities": {group.as_str(): {key: value}}}))
            });
        }
    }
    capabilities.retain(|group, value| readable(&json!({"processId": null, "capabilities": {group: value}})));
    tracing::warn!("parts of the client's `initialize` are not understood and were left out");
    whole(&params, &Value::Object(capabilities))
}

fn readable(params: &Value) -> bool {
    serde_json::from_value::<InitializeParams>(params.clone()).is_ok()
}

/// Ends the process when its parent does, if the parent is the client.
#[cfg(unix)]
pub(super) fn follow_parent(process_id: Option<u32>) {
    use std::os::unix::process::parent_id;
    use std::time::Duration;
    if process_id != Some(parent_id()) {
        return;
    }
    let watch = move || {
        while Some(parent_id()) == process_id {
            std::thread::sleep(Duration::from_secs(1));
        }
        tracing::warn!("the client's process is gone");
        std::process::exit(1);
    };
    if let Err(error) = std::thread::Builder::new().name("parent".to_owned()).spawn(watch) {
        tracing::warn!("nobody watches the client's process: {error}");
    }
}

/// A client that goes closes standard input, which ends the process.
#[cfg(not(unix))]
pub(super) fn follow_parent(_process_id: Option<u32>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initialize_is_read_whatever_it_holds() {
        for params in [
            json!(null),
            json!([]),
            json!({}),
            json!({"processId": "seven", "capabilities": 3}),
            json!({"rootUri": 5, "workspaceFolders": [{"uri": "not a uri"}], "capabilities": {"general": {"positionEncodings": 4}}}),
            json!({"trace": "loud", "initializationOptions": [1, 2], "capabilities": {"textDocument": {"completion": 7}}}),
        ] {
            assert!(readable(&tolerant(Some(params.clone()))), "{params}");
        }
        assert!(readable(&tolerant(None)));
    }

    #[test]
    fn what_can_be_read_is_kept() {
        let params = json!({
            "processId": null,
            "trace": "loud",
            "initializationOptions": {"a": 1},
            "capabilities": {"textDocument": {"completion": 7, "diagnostic": {}}, "general": {"positionEncodings": ["utf-8"]}},
        });
        let params: InitializeParams = serde_json::from_value(tolerant(Some(params))).expect("readable");
        assert_eq!(params.initialization_options, Some(json!({"a": 1})));
        let session = Session::new(&params);
        assert!(session.pulls);
        assert_eq!(session.encoding, super::super::encoding::Encoding::Utf8);
    }
}
