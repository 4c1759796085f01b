//! `textDocument/diagnostic`

use crate::server::actor::{Request, error};
use crate::server::diagnostics::{report, result_id};
use crate::server::document::OpenDocument;
use crate::server::session::Session;
use crate::server::state::State;
use serde_json::json;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

impl Request for DocumentDiagnosticParams {
    type Input = (Option<Arc<OpenDocument>>, Arc<Session>);
    type Answer = DocumentDiagnosticReportResult;

    fn select(&self, state: &State) -> Self::Input {
        (state.document(&self.text_document.uri), state.session.clone())
    }

    fn run(self, (document, session): &Self::Input, _: &dyn Fn() -> bool) -> Result<Self::Answer> {
        let items = document.as_ref().map(|document| report(document, session)).unwrap_or_default();
        let id = result_id(&items);
        let report = if self.previous_result_id.as_ref() == Some(&id) {
            DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
            })
        } else {
            DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
            })
        };
        Ok(report.into())
    }

    /// The client is to ask again, and not to show an empty list meanwhile.
    fn outdated() -> Error {
        Error { data: Some(json!({"retriggerRequest": true})), ..error(-32802, "The document has changed") }
    }
}
