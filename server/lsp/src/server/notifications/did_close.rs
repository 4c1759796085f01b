//! `textDocument/didClose`

use crate::server::diagnostics;
use crate::server::state::State;
use tower_lsp::ls_types::DidCloseTextDocumentParams;

/// Forgets a document and takes its diagnostics away.
pub(in crate::server) fn handle(state: &mut State, params: DidCloseTextDocumentParams) {
    let uri = params.text_document.uri;
    if let Some(document) = state.documents.remove(&uri) {
        document.close();
        if let Some(path) = &document.path {
            state.files.remove(path);
        }
    }
    if state.last_active.as_ref() == Some(&uri) {
        state.last_active = None;
    }
    diagnostics::clear(state, &uri);
}
