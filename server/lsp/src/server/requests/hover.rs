//! `textDocument/hover`

use super::{Reading, reading};
use crate::server::actor::Request;
use crate::server::state::State;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

impl Request for HoverParams {
    type Input = Reading;
    type Answer = Option<Hover>;

    fn select(&self, state: &State) -> Reading {
        reading(state, &self.text_document_position_params.text_document.uri)
    }

    fn run(self, (document, session): &Reading, _: &dyn Fn() -> bool) -> Result<Option<Hover>> {
        let Some(document) = document.as_ref().filter(|document| document.context.settings.hover) else {
            return Ok(None);
        };
        let offset = document.byte(self.text_document_position_params.position);
        let findings = document.findings();
        let hover = document.engine().hover(document.syntax(), &findings, offset);
        Ok(hover.map(|hover| Hover {
            contents: HoverContents::Markup(MarkupContent {
                kind: if session.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText },
                value: hover.markdown,
            }),
            range: Some(document.range(&hover.range)),
        }))
    }
}
