//! `textDocument/didOpen`

use crate::server::document::{OpenDocument, file_path};
use crate::server::state::State;
use tower_lsp::ls_types::DidOpenTextDocumentParams;

/// Opens a document; one that is open already is opened anew.
pub(in crate::server) fn handle(state: &mut State, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    if let Some(old) = state.documents.remove(&item.uri) {
        tracing::warn!("{} was opened twice", item.uri.as_str());
        old.close();
    }
    let path = file_path(&item.uri);
    let context = state.context_of(path.as_deref());
    let python = is_python(&item.language_id, item.uri.as_str());
    let encoding = state.session.encoding;
    state.put(OpenDocument::open(item.uri, python, item.version, &item.text, encoding, context));
}

fn is_python(language: &str, uri: &str) -> bool {
    match language.to_ascii_lowercase().as_str() {
        "python" | "py" | "python3" => true,
        "" | "plaintext" | "plain" | "text" => [".py", ".pyi", ".pyw"].iter().any(|end| uri.ends_with(end)),
        _ => false,
    }
}
