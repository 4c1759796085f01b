//! Findings as diagnostics, and their publication: one check a document at a time, the newest version only.

use super::document::OpenDocument;
use super::session::Session;
use super::state::State;
use super::workers::Lane;
use rescue_ide::finding::{Finding, FindingKind};
use rescue_knowledge::pattern::Severity;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use tower_lsp::ls_types::*;

/// Documents that are being checked now; the value says whether to check again after that.
#[derive(Default)]
pub(super) struct Flights {
    running: HashMap<Uri, bool>,
    /// Documents that the client shows diagnostics of.
    shown: HashSet<Uri>,
}

/// Has a document checked and published, unless the client asks by itself.
pub(super) fn schedule(state: &mut State, uri: &Uri) {
    if state.session.pulls {
        return;
    }
    if let Some(again) = state.flights.running.get_mut(uri) {
        *again = true;
        return;
    }
    let Some(document) = state.document(uri) else {
        return;
    };
    let (handle, session) = (state.handle.clone(), state.session.clone());
    let landing = Landing { uri: uri.clone(), handle: Some(handle) };
    let taken = state.workers.submit(Lane::Background, move || {
        let diagnostics = report(&document, &session);
        landing.land(Some((document, diagnostics)));
    });
    // Set after the job was handed over: if it was turned away, nobody is on the way.
    if taken {
        state.flights.running.insert(uri.clone(), false);
    }
}

/// Tells the owner that a check is over, also when it panicked.
struct Landing {
    uri: Uri,
    handle: Option<super::actor::Handle>,
}

impl Landing {
    fn land(mut self, checked: Option<(Arc<OpenDocument>, Vec<Diagnostic>)>) {
        self.tell(checked);
    }

    fn tell(&mut self, checked: Option<(Arc<OpenDocument>, Vec<Diagnostic>)>) {
        if let Some(handle) = self.handle.take() {
            let uri = self.uri.clone();
            handle.send(move |state| landed(state, &uri, checked));
        }
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.tell(None);
    }
}

fn landed(state: &mut State, uri: &Uri, checked: Option<(Arc<OpenDocument>, Vec<Diagnostic>)>) {
    let again = state.flights.running.remove(uri).unwrap_or(false);
    if let Some((document, diagnostics)) = checked
        && state.documents.get(uri).is_some_and(|current| Arc::ptr_eq(current, &document))
    {
        let silent = diagnostics.is_empty() && !document.python;
        if !silent {
            state.flights.shown.insert(uri.clone());
            state.outbox.publish(uri.clone(), diagnostics, Some(document.version));
        }
    }
    if again {
        schedule(state, uri);
    }
}

/// Takes the diagnostics of a closed document away.
pub(super) fn clear(state: &mut State, uri: &Uri) {
    if state.flights.shown.remove(uri) {
        state.outbox.publish(uri.clone(), Vec::new(), None);
    }
}

/// What is shown of a document.
pub(super) fn report(document: &OpenDocument, session: &Session) -> Vec<Diagnostic> {
    if !document.context.settings.diagnostics {
        return Vec::new();
    }
    document.findings().iter().map(|finding| diagnostic(document, finding, session)).collect()
}

/// One finding as the client sees it.
pub(super) fn diagnostic(document: &OpenDocument, finding: &Finding, session: &Session) -> Diagnostic {
    let unused = finding.kind == FindingKind::UnusedIgnore;
    let cwe = finding.cwe.first();
    let code = cwe.unwrap_or(&finding.rule).clone();
    Diagnostic {
        range: document.range(&finding.range),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(code)),
        code_description: if session.code_description { cwe.and_then(|cwe| description(cwe)) } else { None },
        source: Some("rescue".to_owned()),
        message: message(finding),
        related_information: session.related_information.then(|| flow(document, finding)).flatten(),
        tags: (session.tags && unused).then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: session.diagnostic_data.then(|| serde_json::Value::String(finding.fingerprint.clone())),
    }
}

/// What is wrong, why it matters, what to write instead: a line each.
fn message(finding: &Finding) -> String {
    let lines = [&finding.message, &finding.why, &finding.instead];
    let said: Vec<&str> = lines.into_iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    said.join("\n")
}

fn flow(document: &OpenDocument, finding: &Finding) -> Option<Vec<DiagnosticRelatedInformation>> {
    let steps = finding.flow.iter().filter_map(|step| {
        let location = match &step.path {
            None => Location { uri: document.uri.clone(), range: document.range(&step.range) },
            Some(path) => document.location_in(path, &step.range)?,
        };
        Some(DiagnosticRelatedInformation { location, message: step.message.clone() })
    });
    let steps: Vec<_> = steps.collect();
    (!steps.is_empty()).then_some(steps)
}

fn description(cwe: &str) -> Option<CodeDescription> {
    let number = cwe.strip_prefix("CWE-")?;
    let href = format!("https://cwe.mitre.org/data/definitions/{number}.html").parse().ok()?;
    Some(CodeDescription { href })
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Hint => DiagnosticSeverity::HINT,
        Severity::Information => DiagnosticSeverity::INFORMATION,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Error => DiagnosticSeverity::ERROR,
    }
}

/// Names a report by what it says, so that the same report is never sent twice.
pub(super) fn result_id(diagnostics: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(diagnostics).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
