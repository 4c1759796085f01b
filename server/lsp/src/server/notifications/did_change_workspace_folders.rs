//! `workspace/didChangeWorkspaceFolders`

use crate::server::session::folder_path;
use crate::server::state::State;
use tower_lsp::ls_types::DidChangeWorkspaceFoldersParams;

/// Adds and removes roots; documents may belong to another project now.
pub(in crate::server) fn handle(state: &mut State, params: DidChangeWorkspaceFoldersParams) {
    let removed: Vec<_> = params.event.removed.iter().filter_map(folder_path).collect();
    let mut roots = state.roots.clone();
    roots.retain(|root| !removed.contains(root));
    for root in params.event.added.iter().filter_map(folder_path) {
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    state.set_roots(roots);
    state.settings_changed();
}
