//! `completionItem/resolve`

use crate::server::actor::{Request, Stale};
use crate::server::knowledge::Knowledge;
use crate::server::state::State;
use std::sync::Arc;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CompletionItem, Documentation, MarkupContent, MarkupKind};

impl Stale for Arc<Knowledge> {
    fn is_stale(&self) -> bool {
        false
    }
}

impl Request for CompletionItem {
    type Input = Arc<Knowledge>;
    type Answer = CompletionItem;

    fn select(&self, state: &State) -> Arc<Knowledge> {
        state.knowledge.clone()
    }

    fn run(mut self, knowledge: &Arc<Knowledge>, _: &dyn Fn() -> bool) -> Result<CompletionItem> {
        let key = self.data.as_ref().and_then(|data| data.get("key")?.as_str());
        if let Some(value) = key.and_then(|key| knowledge.engine().documentation(key)) {
            let content = MarkupContent { kind: MarkupKind::Markdown, value };
            self.documentation = Some(Documentation::MarkupContent(content));
        }
        Ok(self)
    }
}
