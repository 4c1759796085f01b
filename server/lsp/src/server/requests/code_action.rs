//! `textDocument/codeAction`

use super::{Reading, reading};
use crate::server::actor::Request;
use crate::server::document::OpenDocument;
use crate::server::edits::workspace_edit;
use crate::server::lifecycle::FIX_ALL;
use crate::server::session::Session;
use crate::server::state::State;
use crate::server::{code_action_data, diagnostics};
use rescue_ide::completion::Completion;
use rescue_ide::finding::{Finding, Repair, TextEdit};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::*;

impl Request for CodeActionParams {
    type Input = Reading;
    type Answer = Option<CodeActionResponse>;

    fn select(&self, state: &State) -> Reading {
        reading(state, &self.text_document.uri)
    }

    fn run(self, (document, session): &Reading, cancelled: &dyn Fn() -> bool) -> Result<Option<CodeActionResponse>> {
        let Some(document) = document else {
            return Ok(None);
        };
        let menu = Menu { document, session, asked: &self.context, range: document.bytes(self.range) };
        let findings = document.findings();
        let mut actions = Vec::new();
        if menu.wants(&CodeActionKind::QUICKFIX) {
            menu.fixes(&findings, &mut actions);
        }
        if menu.wants(&FIX_ALL) {
            actions.extend(menu.fix_all(&findings));
        }
        if menu.wants(&CodeActionKind::REFACTOR_REWRITE) && !cancelled() {
            menu.examples(&mut actions);
        }
        let actions: Vec<_> = actions.into_iter().map(CodeActionOrCommand::CodeAction).collect();
        Ok((!actions.is_empty()).then_some(actions))
    }
}

struct Menu<'a> {
    document: &'a OpenDocument,
    session: &'a Session,
    asked: &'a CodeActionContext,
    range: std::ops::Range<usize>,
}

impl Menu<'_> {
    /// Whether the client asked for this kind: `quickfix` is meant by `quickfix`, by nothing, and `source.fixAll.rescue`
    /// by `source`.
    fn wants(&self, kind: &CodeActionKind) -> bool {
        let Some(only) = &self.asked.only else {
            return true;
        };
        only.iter().any(|asked| {
            let rest = kind.as_str().strip_prefix(asked.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
        })
    }

    /// The fixes of every finding at the cursor, then ways to ignore them.
    fn fixes(&self, findings: &[Finding], actions: &mut Vec<CodeAction>) {
        let here: Vec<&Finding> = findings.iter().filter(|finding| self.touches(finding)).collect();
        for finding in &here {
            for (rank, repair) in finding.fixes.iter().enumerate() {
                let preferred = rank == 0 && repair.behaviour.is_none();
                actions.push(self.fix(finding, repair, preferred.then_some(true)));
            }
        }
        for finding in here.iter().filter(|finding| !finding.cwe.is_empty()) {
            let repair = self.document.engine().ignore_edit(self.document.syntax(), finding);
            actions.push(self.fix(finding, &repair, None));
        }
    }

    fn touches(&self, finding: &Finding) -> bool {
        let here = finding.range.start <= self.range.end && self.range.start <= finding.range.end;
        here || self.asked.diagnostics.iter().any(|shown| is_of(shown, finding))
    }

    fn fix(&self, finding: &Finding, repair: &Repair, preferred: Option<bool>) -> CodeAction {
        let title = match &repair.behaviour {
            Some(behaviour) => format!("{} (may change behaviour: {behaviour})", repair.title),
            None => repair.title.clone(),
        };
        CodeAction {
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![self.shown(finding)]),
            is_preferred: preferred,
            ..self.action(title, &repair.edits)
        }
    }

    /// The diagnostic as the client sent it, or as it would be sent.
    fn shown(&self, finding: &Finding) -> Diagnostic {
        let range = self.document.range(&finding.range);
        let mut sent = self.asked.diagnostics.iter();
        let same = sent.find(|shown| is_of(shown, finding) || shown.range == range && is_ours(shown));
        same.cloned().unwrap_or_else(|| diagnostics::diagnostic(self.document, finding, self.session))
    }

    /// One action for every fix that keeps what the program does; its edits are made when it is chosen.
    fn fix_all(&self, findings: &[Finding]) -> Option<CodeAction> {
        let keeps = |repair: &Repair| repair.behaviour.is_none();
        findings.iter().any(|finding| finding.fixes.iter().any(keeps)).then_some(())?;
        let title = "Rescue: fix all that keeps its behaviour".to_owned();
        let kind = Some(FIX_ALL);
        if self.session.resolves_edits && self.session.code_action_data {
            let data = Some(code_action_data::fix_all(self.document));
            return Some(CodeAction { title, kind, data, ..CodeAction::default() });
        }
        let edits = self.document.engine().fix_all(self.document.syntax(), &self.document.context.checks);
        (!edits.is_empty()).then(|| CodeAction { kind, ..self.action(title, &edits) })
    }

    /// Secure examples for what is being written here.
    fn examples(&self, actions: &mut Vec<CodeAction>) {
        for example in self.document.engine().examples(self.document.syntax(), self.range.start) {
            let title = format!("Insert secure example: {}", example.label);
            let edits = edits_of(&example);
            actions.push(CodeAction { kind: Some(CodeActionKind::REFACTOR_REWRITE), ..self.action(title, &edits) });
        }
    }

    fn action(&self, title: String, edits: &[TextEdit]) -> CodeAction {
        let edit = Some(workspace_edit(self.document, edits, self.session));
        CodeAction { title, edit, ..CodeAction::default() }
    }
}

/// The edits of an example, in order.
fn edits_of(example: &Completion) -> Vec<TextEdit> {
    let mut edits = example.additional.clone();
    edits.push(TextEdit { range: example.replace.clone(), text: example.plain.clone() });
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

fn is_ours(shown: &Diagnostic) -> bool {
    shown.source.as_deref() == Some("rescue")
}

fn is_of(shown: &Diagnostic, finding: &Finding) -> bool {
    is_ours(shown) && shown.data.as_ref().is_some_and(|data| data.as_str() == Some(&finding.fingerprint))
}
