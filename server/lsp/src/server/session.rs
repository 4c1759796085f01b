//! What the client said about itself: fixed once `initialize` is answered.

use super::document::file_path;
use super::encoding::Encoding;
use std::path::PathBuf;
use tower_lsp::ls_types::{ClientCapabilities, InitializeParams, MarkupKind, WorkspaceFolder};

/// What the client can do, as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Session {
    pub(super) encoding: Encoding,
    /// The client asks for diagnostics; otherwise they are published.
    pub(super) pulls: bool,
    pub(super) refreshes: bool,
    pub(super) related_information: bool,
    pub(super) code_description: bool,
    pub(super) diagnostic_data: bool,
    pub(super) tags: bool,
    pub(super) snippets: bool,
    pub(super) document_changes: bool,
    pub(super) applies_edits: bool,
    pub(super) resolves_edits: bool,
    pub(super) code_action_data: bool,
    pub(super) markdown: bool,
    pub(super) progress: bool,
    pub(super) configuration: bool,
    pub(super) registers_configuration: bool,
    pub(super) registers_watchers: bool,
}

impl Session {
    /// Reads the client's capabilities; what it does not mention, it cannot do.
    pub(super) fn new(params: &InitializeParams) -> Session {
        let client = &params.capabilities;
        let general = client.general.as_ref();
        let mut session = Session {
            encoding: Encoding::negotiate(general.and_then(|general| general.position_encodings.as_deref())),
            progress: client.window.as_ref().and_then(|window| window.work_done_progress).unwrap_or(false),
            ..Session::default()
        };
        session.read_diagnostics(client);
        session.read_editing(client);
        session.read_workspace(client);
        session
    }

    fn read_diagnostics(&mut self, client: &ClientCapabilities) {
        let document = client.text_document.as_ref();
        self.pulls = document.is_some_and(|document| document.diagnostic.is_some());
        match document.and_then(|document| document.publish_diagnostics.as_ref()) {
            Some(able) => {
                self.related_information = able.related_information.unwrap_or(false);
                self.code_description = able.code_description_support.unwrap_or(false);
                self.diagnostic_data = able.data_support.unwrap_or(false);
                self.tags = able.tag_support.is_some();
            }
            // A client that says nothing about diagnostics skips what it does not know.
            None => {
                self.related_information = true;
                self.code_description = true;
                self.diagnostic_data = true;
            }
        }
    }

    fn read_editing(&mut self, client: &ClientCapabilities) {
        self.markdown = true;
        let Some(document) = client.text_document.as_ref() else {
            return;
        };
        let item = document.completion.as_ref().and_then(|completion| completion.completion_item.as_ref());
        self.snippets = item.and_then(|item| item.snippet_support).unwrap_or(false);
        if let Some(action) = &document.code_action {
            let resolve = action.resolve_support.as_ref();
            self.resolves_edits = resolve.is_some_and(|able| able.properties.iter().any(|name| name == "edit"));
            self.code_action_data = action.data_support.unwrap_or(false);
        }
        let formats = document.hover.as_ref().and_then(|hover| hover.content_format.as_ref());
        self.markdown = formats.is_none_or(|formats| formats.contains(&MarkupKind::Markdown));
    }

    fn read_workspace(&mut self, client: &ClientCapabilities) {
        let Some(workspace) = client.workspace.as_ref() else {
            return;
        };
        let edit = workspace.workspace_edit.as_ref();
        self.document_changes = edit.and_then(|edit| edit.document_changes).unwrap_or(false);
        self.applies_edits = workspace.apply_edit.unwrap_or(false);
        self.configuration = workspace.configuration.unwrap_or(false);
        let configuration = workspace.did_change_configuration.as_ref();
        self.registers_configuration = configuration.and_then(|able| able.dynamic_registration).unwrap_or(false);
        let watched = workspace.did_change_watched_files.as_ref();
        self.registers_watchers = watched.and_then(|able| able.dynamic_registration).unwrap_or(false);
        let diagnostics = workspace.diagnostics.as_ref();
        self.refreshes = diagnostics.and_then(|able| able.refresh_support).unwrap_or(false);
    }
}

/// The folders that the client has open.
#[allow(deprecated, reason = "older clients still send rootUri and rootPath")]
pub(super) fn roots(params: &InitializeParams) -> Vec<PathBuf> {
    let folders: Vec<PathBuf> = params.workspace_folders.iter().flatten().filter_map(folder_path).collect();
    if !folders.is_empty() {
        return folders;
    }
    let uri = params.root_uri.as_ref().and_then(file_path);
    uri.or_else(|| params.root_path.as_ref().map(PathBuf::from)).into_iter().collect()
}

/// The path of a workspace folder.
pub(super) fn folder_path(folder: &WorkspaceFolder) -> Option<PathBuf> {
    file_path(&folder.uri)
}
