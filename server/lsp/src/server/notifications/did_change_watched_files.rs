//! `workspace/didChangeWatchedFiles`

use crate::server::document::file_path;
use crate::server::state::State;
use tower_lsp::ls_types::DidChangeWatchedFilesParams;

/// Reads settings anew when a `pyproject.toml` or a baseline changed, and checks open documents anew when a Python file
/// did.
pub(in crate::server) fn handle(state: &mut State, params: DidChangeWatchedFilesParams) {
    let changed: Vec<_> = params.changes.iter().filter_map(|change| file_path(&change.uri)).collect();
    if changed.iter().any(|path| state.is_of_settings(path)) {
        return state.settings_changed();
    }
    if let Some(path) = changed.iter().find(|path| path.extension().is_some_and(|ending| ending == "py")) {
        state.imported_changed(path);
    }
}
