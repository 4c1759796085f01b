//! `workspace/didChangeWatchedFiles`

use crate::server::document::file_path;
use crate::server::state::State;
use tower_lsp::ls_types::DidChangeWatchedFilesParams;

/// Reads settings anew when a `pyproject.toml` or a baseline changed; other files do not matter.
pub(in crate::server) fn handle(state: &mut State, params: DidChangeWatchedFilesParams) {
    let changed = params.changes.iter().filter_map(|change| file_path(&change.uri));
    if changed.into_iter().any(|path| state.is_of_settings(&path)) {
        state.settings_changed();
    }
}
