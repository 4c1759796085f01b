//! `workspace/executeCommand`
//!
//! Every command works without arguments, for editors whose users can give none: it then means the document that was
//! used last, and shows what it found as a message.

use crate::server::actor::{Request, Stale};
use crate::server::document::OpenDocument;
use crate::server::edits::workspace_edit;
use crate::server::explain;
use crate::server::knowledge::{self, Knowledge};
use crate::server::outbox::Outbox;
use crate::server::session::Session;
use crate::server::state::State;
use serde_json::{Value, json};
use std::sync::Arc;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, Uri};

/// Fixes everything in a document that can be fixed without changing what it does.
pub(in crate::server) const FIX_ALL: &str = "rescue.fixAll";
/// Explains a weakness, as Markdown: `CWE-89`.
pub(in crate::server) const EXPLAIN: &str = "rescue.explain";
/// Explains the weaknesses found in a document, as Markdown.
pub(in crate::server) const SHOW_KNOWLEDGE: &str = "rescue.showKnowledge";
/// Says what the server is doing, as JSON.
pub(in crate::server) const STATUS: &str = "rescue.status";
/// Loads the knowledge base anew and checks every open document.
pub(in crate::server) const RESTART_ANALYSIS: &str = "rescue.restartAnalysis";

/// Every command.
pub(in crate::server) const COMMANDS: [&str; 5] = [FIX_ALL, EXPLAIN, SHOW_KNOWLEDGE, STATUS, RESTART_ANALYSIS];

/// What a command may look at.
pub(in crate::server) struct Surroundings {
    document: Option<Arc<OpenDocument>>,
    session: Arc<Session>,
    knowledge: Arc<Knowledge>,
    outbox: Outbox,
    status: Value,
}

impl Stale for Surroundings {
    fn is_stale(&self) -> bool {
        false
    }
}

impl Request for ExecuteCommandParams {
    type Input = Surroundings;
    type Answer = Option<Value>;

    fn select(&self, state: &State) -> Surroundings {
        if self.command == RESTART_ANALYSIS {
            state.handle.send(knowledge::reload);
        }
        let document = match uri_of(&self.arguments) {
            Some(uri) => state.document(&uri),
            None => state.active_document(),
        };
        Surroundings {
            document,
            session: state.session.clone(),
            knowledge: state.knowledge.clone(),
            outbox: state.outbox.clone(),
            status: status(state),
        }
    }

    fn run(self, around: &Surroundings, _: &dyn Fn() -> bool) -> Result<Option<Value>> {
        match self.command.as_str() {
            FIX_ALL => around.fix_all().map(Some),
            EXPLAIN => Ok(around.explain(cwe_of(&self.arguments))),
            SHOW_KNOWLEDGE => Ok(around.explain(None)),
            STATUS => Ok(Some(around.told_status(self.arguments.is_empty()))),
            RESTART_ANALYSIS => Ok(None),
            other => Err(Error::invalid_params(format!("unknown command {other}"))),
        }
    }
}

impl Surroundings {
    /// The edit is sent on its own way: the client is not asked for anything while it waits for this answer.
    fn fix_all(&self) -> Result<Value> {
        let Some(document) = self.document.as_ref().filter(|document| document.is_analysed()) else {
            return Ok(json!({"edits": 0}));
        };
        let edits = document.engine().fix_all(document.syntax(), &document.context.checks);
        if !document.is_current() {
            return Err(Error::content_modified());
        }
        if edits.is_empty() {
            return Ok(json!({"edits": 0}));
        }
        let edit = workspace_edit(document, &edits, &self.session);
        if !self.session.applies_edits {
            return Ok(json!({"edits": edits.len(), "edit": edit}));
        }
        self.outbox.apply_edit(edit);
        Ok(json!({"edits": edits.len()}))
    }

    /// One weakness, or those found in the document.
    fn explain(&self, cwe: Option<String>) -> Option<Value> {
        let named = cwe.is_some();
        let text = match cwe {
            Some(cwe) => explain::weakness(self.knowledge.engine(), &cwe),
            None => self.explain_findings(),
        };
        let text = text.or_else(|| (!named).then(|| "Rescue found nothing in this document.".to_owned()))?;
        if !named {
            self.outbox.show_info(&text);
        }
        Some(Value::String(text))
    }

    fn explain_findings(&self) -> Option<String> {
        let document = self.document.as_ref()?;
        let mut seen: Vec<String> = Vec::new();
        for finding in document.findings().iter() {
            seen.extend(finding.cwe.first().filter(|cwe| !seen.contains(cwe)).cloned());
        }
        let texts: Vec<String> =
            seen.iter().filter_map(|cwe| explain::weakness(self.knowledge.engine(), cwe)).collect();
        (!texts.is_empty()).then(|| texts.join("\n\n---\n\n"))
    }

    fn told_status(&self, show: bool) -> Value {
        if show {
            let text = |key: &str| self.status.get(key).map(ToString::to_string).unwrap_or_default();
            self.outbox.show_info(&format!(
                "Rescue {}: knowledge {}, {} documents open",
                env!("CARGO_PKG_VERSION"),
                text("knowledge").trim_matches('"'),
                text("documents"),
            ));
        }
        self.status.clone()
    }
}

fn status(state: &State) -> Value {
    let source = state.knowledge.source();
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "knowledge": state.knowledge.state(),
        "snapshot": source.snapshot,
        "overlay": source.overlay,
        "documents": state.documents.len(),
        "positionEncoding": state.session.encoding.kind().as_str(),
        "diagnostics": if state.session.pulls { "pull" } else { "push" },
        "roots": state.roots,
    })
}

/// A document as `"file:///a.py"`, `{"uri": ...}` or `{"textDocument": {"uri": ...}}`.
fn uri_of(arguments: &[Value]) -> Option<Uri> {
    let first = arguments.first()?;
    let uri = first.as_str().or_else(|| first.get("uri")?.as_str());
    uri.or_else(|| first.pointer("/textDocument/uri")?.as_str())?.parse().ok()
}

/// A weakness as `"CWE-89"`, `"89"`, `89` or `{"cwe": ...}`.
fn cwe_of(arguments: &[Value]) -> Option<String> {
    let first = arguments.first()?;
    let first = first.get("cwe").unwrap_or(first);
    let text = first.as_str().map_or_else(|| first.to_string(), str::to_owned);
    let number = text.trim().to_ascii_uppercase();
    let number = number.strip_prefix("CWE-").unwrap_or(&number);
    number.parse::<u32>().ok().map(|number| format!("CWE-{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_as_editors_send_them() {
        for argument in [json!("CWE-89"), json!("cwe-89"), json!("89"), json!(89), json!({"cwe": "CWE-089"})] {
            assert_eq!(cwe_of(&[argument]), Some("CWE-89".to_owned()));
        }
        assert_eq!(cwe_of(&[]), None);
        for argument in
            [json!("file:///a.py"), json!({"uri": "file:///a.py"}), json!({"textDocument": {"uri": "file:///a.py"}})]
        {
            assert_eq!(uri_of(&[argument]).map(|uri| uri.as_str().to_owned()), Some("file:///a.py".to_owned()));
        }
        assert_eq!(uri_of(&[json!(7)]), None);
    }
}
