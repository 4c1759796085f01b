//! Edits over bytes as edits of the protocol.

use super::document::OpenDocument;
use super::session::Session;
use rescue_ide::finding::TextEdit as ByteEdit;
use std::collections::HashMap;
use tower_lsp::ls_types::*;

/// Edits of one document.
pub(super) fn text_edits(document: &OpenDocument, edits: &[ByteEdit]) -> Vec<TextEdit> {
    edits.iter().map(|edit| TextEdit { range: document.range(&edit.range), new_text: edit.text.clone() }).collect()
}

/// The same for a client to apply: with the version they are meant for, where it understands that.
pub(super) fn workspace_edit(document: &OpenDocument, edits: &[ByteEdit], session: &Session) -> WorkspaceEdit {
    let edits = text_edits(document, edits);
    if !session.document_changes {
        // The key is the client's own, and never changes while it is in the map.
        #[allow(clippy::mutable_key_type, reason = "the protocol's own type")]
        let changes = HashMap::from([(document.uri.clone(), edits)]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let text_document =
        OptionalVersionedTextDocumentIdentifier { uri: document.uri.clone(), version: Some(document.version) };
    let edits = edits.into_iter().map(OneOf::Left).collect();
    let changes = DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }]);
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
}
