//! What the server says to the client without being asked. Nothing here waits: notifications are put in line, and
//! questions are asked by tasks of their own, whose answers come back through the owner's line.

use super::actor::Handle;
use super::output::Output;
use super::progress::Progress;
use super::session::Session;
use crate::config::{Layer, Origin};
use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::notification::{LogMessage, Notification, PublishDiagnostics, ShowMessage};
use tower_lsp::ls_types::*;

/// The way to the client.
#[derive(Clone)]
pub(super) struct Outbox {
    output: Output,
    client: Client,
    runtime: tokio::runtime::Handle,
}

impl Outbox {
    /// A way to this client; its questions are asked on this runtime.
    pub(super) fn new(output: Output, client: Client, runtime: tokio::runtime::Handle) -> Outbox {
        Outbox { output, client, runtime }
    }

    /// Tells the client something.
    pub(super) fn notify<N: Notification>(&self, params: N::Params) {
        match serde_json::to_value(params) {
            Ok(params) => self.output.send(&Request::build(N::METHOD).params(params).finish()),
            Err(error) => tracing::error!("{} could not be written: {error}", N::METHOD),
        }
    }

    /// Publishes the findings of one version of a document.
    pub(super) fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        self.notify::<PublishDiagnostics>(PublishDiagnosticsParams { uri, diagnostics, version });
    }

    /// Shows a warning.
    pub(super) fn show_warning(&self, message: &str) {
        self.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::WARNING, message: message.to_owned() });
    }

    /// Shows what a command found out.
    pub(super) fn show_info(&self, message: &str) {
        self.notify::<ShowMessage>(ShowMessageParams { typ: MessageType::INFO, message: message.to_owned() });
    }

    /// Writes a warning to the client's log.
    pub(super) fn log_warning(&self, message: &str) {
        self.notify::<LogMessage>(LogMessageParams { typ: MessageType::WARNING, message: message.to_owned() });
    }

    /// Shows that something is under way until the value is dropped; nothing for a client that cannot show it.
    pub(super) fn progress(&self, session: &Session, title: &str) -> Option<Progress> {
        session.progress.then(|| Progress::begin(self.clone(), self.client.clone(), &self.runtime, title.to_owned()))
    }

    /// Asks the client to ask for diagnostics again.
    pub(super) fn refresh_diagnostics(&self) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            if let Err(error) = client.workspace_diagnostic_refresh().await {
                tracing::debug!("workspace/diagnostic/refresh: {error}");
            }
        });
    }

    /// Asks the client to apply an edit, and says so in the log if it does not.
    pub(super) fn apply_edit(&self, edit: WorkspaceEdit) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            match client.apply_edit(edit).await {
                Ok(answer) if answer.applied => {}
                Ok(answer) => {
                    tracing::warn!("the edit was not applied: {:?}", answer.failure_reason)
                }
                Err(error) => tracing::warn!("workspace/applyEdit: {error}"),
            }
        });
    }

    /// Asks for the settings; the answer goes to the owner.
    pub(super) fn ask_configuration(&self, owner: Handle) {
        let client = self.client.clone();
        self.runtime.spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some("rescue".to_owned()) };
            match client.configuration(vec![item]).await {
                Ok(answers) => owner.send(move |state| {
                    let answer = answers.into_iter().next().unwrap_or(Value::Null);
                    // A client that has no such section answers null, and what `initialize` said stays.
                    if !answer.is_null() {
                        let (layer, warnings) = Layer::read(&answer, &Origin::Editor);
                        state.configure(layer, warnings);
                    }
                }),
                Err(error) => tracing::warn!("workspace/configuration: {error}"),
            }
        });
    }

    /// Asks to be told when settings, a `pyproject.toml` or a baseline change.
    pub(super) fn register(&self, session: &Session) {
        let mut registrations = Vec::new();
        if session.registers_configuration {
            let options = json!({"section": "rescue"});
            registrations.push(registration("workspace/didChangeConfiguration", options));
        }
        if session.registers_watchers {
            let watched = ["**/pyproject.toml", "**/*baseline*.json", "**/*.py"];
            let watchers: Vec<_> = watched.iter().map(|pattern| json!({"globPattern": pattern})).collect();
            let options = json!({"watchers": watchers});
            registrations.push(registration("workspace/didChangeWatchedFiles", options));
        }
        if registrations.is_empty() {
            return;
        }
        let client = self.client.clone();
        self.runtime.spawn(async move {
            if let Err(error) = client.register_capability(registrations).await {
                tracing::warn!("client/registerCapability: {error}");
            }
        });
    }
}

fn registration(method: &str, options: Value) -> Registration {
    Registration { id: format!("rescue/{method}"), method: method.to_owned(), register_options: Some(options) }
}
