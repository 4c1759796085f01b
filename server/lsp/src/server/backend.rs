//! The protocol's methods. Each puts its work in the owner's line in its first step, before anything is awaited, and
//! the transport takes first steps in order of arrival.

use super::actor::Handle;
use super::lifecycle;
use super::notifications::*;
use super::session::{Session, roots};
use super::transport::Ending;
use serde_json::Value;
use std::sync::atomic::Ordering;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

/// The server as tower-lsp sees it.
pub(super) struct Backend {
    owner: Handle,
    ending: Ending,
}

impl Backend {
    /// A server whose state is behind this handle.
    pub(super) fn new(owner: Handle, ending: Ending) -> Backend {
        Backend { owner, ending }
    }
}

impl LanguageServer for Backend {
    /// Answered without waiting for anything: what follows is begun by the transport once the answer is on its way.
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let session = Session::new(&params);
        let result = lifecycle::capabilities(&session);
        lifecycle::follow_parent(params.process_id);
        self.owner.send(move |state| state.meet(session, roots(&params), params.initialization_options));
        Ok(result)
    }

    async fn initialized(&self, _: InitializedParams) {
        self.owner.send(initialized::handle);
    }

    async fn shutdown(&self) -> Result<()> {
        self.ending.shut_down.store(true, Ordering::Release);
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.owner.send(|state| did_open::handle(state, params));
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        did_change::arrived();
        self.owner.send(|state| did_change::handle(state, params));
    }

    async fn did_save(&self, params: DidSaveTextDocumentParams) {
        self.owner.send(|state| did_save::handle(state, params));
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.owner.send(|state| did_close::handle(state, params));
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        self.owner.send(|state| did_change_configuration::handle(state, params));
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.owner.send(|state| did_change_workspace_folders::handle(state, params));
    }

    async fn did_change_watched_files(&self, params: DidChangeWatchedFilesParams) {
        self.owner.send(|state| did_change_watched_files::handle(state, params));
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        self.owner.ask(params).await
    }

    async fn completion_resolve(&self, params: CompletionItem) -> Result<CompletionItem> {
        self.owner.ask(params).await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        self.owner.ask(params).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        self.owner.ask(params).await
    }

    async fn code_action_resolve(&self, params: CodeAction) -> Result<CodeAction> {
        self.owner.ask(params).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        self.owner.ask(params).await
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        self.owner.ask(params).await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        self.owner.ask(params).await
    }
}
