//! `initialized`: now the client may be asked things.

use crate::server::state::State;

/// Asks for the settings and to be told of their changes.
pub(in crate::server) fn handle(state: &mut State) {
    state.outbox.register(&state.session);
    if state.session.configuration {
        state.outbox.ask_configuration(state.handle.clone());
    }
}
