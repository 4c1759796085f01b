//! `workspace/didChangeConfiguration`

use crate::config::{Layer, Origin};
use crate::server::state::State;
use tower_lsp::ls_types::DidChangeConfigurationParams;

/// Takes over what the message says, or asks for it where the client wants to be asked.
pub(in crate::server) fn handle(state: &mut State, params: DidChangeConfigurationParams) {
    if state.session.configuration {
        state.outbox.ask_configuration(state.handle.clone());
        if !params.settings.is_object() {
            return;
        }
    }
    if params.settings.is_null() {
        return;
    }
    let (layer, warnings) = Layer::read(&params.settings, &Origin::Editor);
    state.configure(layer, warnings);
}
