//! `textDocument/completion`

use super::{Reading, reading};
use crate::server::actor::Request;
use crate::server::document::OpenDocument;
use crate::server::edits::text_edits;
use crate::server::state::State;
use rescue_ide::completion::{Completion, CompletionKind};
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

impl Request for CompletionParams {
    type Input = Reading;
    type Answer = Option<CompletionResponse>;

    fn select(&self, state: &State) -> Reading {
        reading(state, &self.text_document_position.text_document.uri)
    }

    fn run(self, (document, session): &Reading, _: &dyn Fn() -> bool) -> Result<Option<CompletionResponse>> {
        let Some(document) = document.as_ref().filter(|document| document.context.settings.completion) else {
            return Ok(None);
        };
        let offset = document.byte(self.text_document_position.position);
        let context = self.context.as_ref();
        let trigger = context.and_then(|context| context.trigger_character.as_ref()?.chars().next());
        let explicit = context.is_none_or(|context| context.trigger_kind == CompletionTriggerKind::INVOKED);
        let options = document.context.settings.complete_options(session.snippets, trigger, explicit);
        let found = document.engine().complete(document.syntax(), offset, &options);
        let examples = found.iter().any(|completion| completion.kind == CompletionKind::Example);
        let items: Vec<CompletionItem> = found
            .iter()
            .filter(|completion| fits(document, offset, completion))
            .enumerate()
            .map(|(rank, completion)| item(document, completion, rank, session.snippets))
            .collect();
        if items.is_empty() {
            return Ok(None);
        }
        // Examples depend on every word written, so they are to be asked for again.
        Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: examples, items })))
    }
}

/// The protocol wants what is replaced to lie on the cursor's line and to touch the cursor.
fn fits(document: &OpenDocument, offset: usize, completion: &Completion) -> bool {
    let range = document.range(&completion.replace);
    let fits =
        range.start.line == range.end.line && completion.replace.start <= offset && offset <= completion.replace.end;
    if !fits {
        tracing::debug!("the completion {} does not fit the cursor", completion.key);
    }
    fits
}

fn item(document: &OpenDocument, completion: &Completion, rank: usize, snippets: bool) -> CompletionItem {
    let text = if snippets { &completion.snippet } else { &completion.plain };
    let edit = TextEdit { range: document.range(&completion.replace), new_text: text.clone() };
    let additional = text_edits(document, &completion.additional);
    CompletionItem {
        label: completion.label.clone(),
        kind: Some(kind(completion.kind)),
        detail: Some(completion.detail.clone()),
        sort_text: Some(format!("{rank:04}")),
        filter_text: Some(completion.filter.clone()),
        insert_text_format: Some(if snippets { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT }),
        insert_text_mode: Some(InsertTextMode::AS_IS),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        additional_text_edits: (!additional.is_empty()).then_some(additional),
        data: Some(json!({"key": completion.key})),
        ..CompletionItem::default()
    }
}

fn kind(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Member => CompletionItemKind::FUNCTION,
        CompletionKind::Argument => CompletionItemKind::PROPERTY,
        CompletionKind::Example => CompletionItemKind::SNIPPET,
    }
}
