//! `workspace/diagnostic`: of the documents that are open.

use crate::server::actor::{Request, Stale};
use crate::server::diagnostics::{report, result_id};
use crate::server::document::OpenDocument;
use crate::server::session::Session;
use crate::server::state::State;
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::*;

/// Each document answers for itself: one that changes meanwhile is left out and asked for by itself.
impl Stale for Vec<Arc<OpenDocument>> {
    fn is_stale(&self) -> bool {
        false
    }
}

impl Request for WorkspaceDiagnosticParams {
    type Input = (Vec<Arc<OpenDocument>>, Arc<Session>);
    type Answer = WorkspaceDiagnosticReportResult;

    fn select(&self, state: &State) -> Self::Input {
        (state.documents.values().cloned().collect(), state.session.clone())
    }

    fn run(self, (documents, session): &Self::Input, cancelled: &dyn Fn() -> bool) -> Result<Self::Answer> {
        let mut items = Vec::new();
        for document in documents {
            if cancelled() {
                return Err(Error::request_cancelled());
            }
            let previous = self.previous_result_ids.iter().find(|previous| previous.uri == document.uri);
            let item = of_document(document, session, previous.map(|previous| previous.value.as_str()));
            if document.is_current() {
                items.push(item);
            }
        }
        Ok(WorkspaceDiagnosticReport { items }.into())
    }
}

fn of_document(
    document: &OpenDocument,
    session: &Session,
    previous: Option<&str>,
) -> WorkspaceDocumentDiagnosticReport {
    let items = report(document, session);
    let id = result_id(&items);
    let (uri, version) = (document.uri.clone(), Some(i64::from(document.version)));
    if previous == Some(id.as_str()) {
        return WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        });
    }
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
    })
}
