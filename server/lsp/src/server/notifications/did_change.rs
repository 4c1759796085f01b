//! `textDocument/didChange`

use crate::server::actor::Handle;
use crate::server::state::State;
use std::cell::Cell;
use tower_lsp::jsonrpc::Request;
use tower_lsp::ls_types::{DidChangeTextDocumentParams, Uri};

/// Applies changes to a document, in order.
pub(in crate::server) fn handle(state: &mut State, params: DidChangeTextDocumentParams) {
    let uri = params.text_document.uri;
    let Some(document) = state.document(&uri) else {
        return tracing::warn!("{} was changed without being open", uri.as_str());
    };
    let (next, outcome) = document.changed(params.text_document.version, &params.content_changes);
    if let Err(reason) = outcome {
        desynchronised(state, &uri, &reason);
    }
    state.put(next);
}

fn desynchronised(state: &State, uri: &Uri, reason: &str) {
    let message = format!(
        "A change of {} did not apply ({reason}). Rescue is silent about it until it is saved, reopened or sent whole.",
        uri.as_str()
    );
    tracing::warn!("{message}");
    state.outbox.log_warning(&message);
}

thread_local! {
    /// Whether a change has reached its handler since the last look: handlers run on the transport's thread.
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// Says that a change reached its handler.
pub(in crate::server) fn arrived() {
    ARRIVED.set(true);
}

/// Notices a change that cannot even be read: its document is not what the client shows any more.
pub(in crate::server) struct Watch {
    uri: Option<Uri>,
}

impl Watch {
    /// Watches over a message, if it is a change.
    pub(in crate::server) fn of(request: &Request) -> Option<Watch> {
        if request.method() != "textDocument/didChange" {
            return None;
        }
        ARRIVED.set(false);
        let uri = request.params().and_then(|params| params.pointer("/textDocument/uri")?.as_str()?.parse().ok());
        Some(Watch { uri })
    }

    /// Tells the owner if the change never arrived.
    pub(in crate::server) fn verify(self, owner: &Handle) {
        if ARRIVED.get() {
            return;
        }
        let Some(uri) = self.uri else { return };
        owner.send(move |state| {
            if let Some(document) = state.document(&uri) {
                desynchronised(state, &uri, "it could not be read");
                state.put(document.unreliable());
            }
        });
    }
}
