//! What the client asks: one file a request. The owner picks what is read, a worker reads it.

pub(super) mod code_action;
pub(super) mod code_action_resolve;
pub(super) mod completion;
pub(super) mod completion_resolve;
pub(super) mod document_diagnostic;
pub(super) mod execute_command;
pub(super) mod hover;
pub(super) mod workspace_diagnostic;

use super::document::OpenDocument;
use super::session::Session;
use super::state::State;
use std::sync::Arc;
use tower_lsp::ls_types::Uri;

/// A document, if it is open and Rescue has anything to do with it, and the client it is read for.
type Reading = (Option<Arc<OpenDocument>>, Arc<Session>);

fn reading(state: &State, uri: &Uri) -> Reading {
    (state.document(uri).filter(|document| document.is_analysed()), state.session.clone())
}
