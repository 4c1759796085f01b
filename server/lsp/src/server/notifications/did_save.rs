//! `textDocument/didSave`

use crate::server::document::file_path;
use crate::server::state::State;
use tower_lsp::ls_types::DidSaveTextDocumentParams;

/// What was saved is what the client shows: a document that got out of step is read anew, and so are settings.
pub(in crate::server) fn handle(state: &mut State, params: DidSaveTextDocumentParams) {
    let uri = params.text_document.uri;
    if file_path(&uri).is_some_and(|path| state.is_of_settings(&path)) {
        return state.settings_changed();
    }
    let Some(document) = state.document(&uri) else {
        return;
    };
    if document.reliable {
        if let Some(path) = document.path.as_deref().filter(|_| document.python) {
            state.imported_changed(path);
        }
        return;
    }
    let text = params.text.or_else(|| std::fs::read_to_string(document.path.as_ref()?).ok());
    if let Some(text) = text {
        tracing::info!("{} is in step again", uri.as_str());
        state.put(document.resynchronised(&text));
    }
}
