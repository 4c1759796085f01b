//! `codeAction/resolve`

use super::{Reading, reading};
use crate::server::actor::Request;
use crate::server::code_action_data;
use crate::server::edits::workspace_edit;
use crate::server::state::State;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::CodeAction;

impl Request for CodeAction {
    type Input = Reading;
    type Answer = CodeAction;

    fn select(&self, state: &State) -> Reading {
        match self.data.as_ref().and_then(code_action_data::fix_all_of) {
            Some((uri, _)) => reading(state, &uri),
            None => (None, state.session.clone()),
        }
    }

    fn run(mut self, (document, session): &Reading, _: &dyn Fn() -> bool) -> Result<CodeAction> {
        let Some((_, version)) = self.data.as_ref().and_then(code_action_data::fix_all_of) else {
            return Ok(self);
        };
        let Some(document) = document.as_ref().filter(|document| document.version == version) else {
            return Err(Error::content_modified());
        };
        let edits = document.engine().fix_all(document.syntax(), &document.context.checks);
        self.edit = Some(workspace_edit(document, &edits, session));
        Ok(self)
    }
}
