//! The entry point: one snapshot, any number of documents.

use crate::check;
use crate::complete;
use crate::completion::Completion;
use crate::facets;
use crate::finding::{Confidence, Finding, FindingKind, Repair, TextEdit, with_edits};
use crate::hover;
use crate::limits;
use crate::project::{self, Imports, Project, Reading};
use crate::rules::Rules;
use crate::suppress;
use rescue_knowledge::pattern::Severity;
use rescue_knowledge::{Facets, Knowledge, Snapshot};
use rescue_syntax::document::Document;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Which findings are wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckOptions {
    /// Findings that are less sure are left out.
    pub minimum_confidence: Confidence,
    /// Findings that are less loud are left out.
    pub minimum_severity: Severity,
    /// CWE numbers and rule identifiers that are left out.
    pub disabled: Vec<String>,
    /// Where not empty: the only CWE numbers and rule identifiers that are wanted.
    pub enabled_only: Vec<String>,
    /// Severities by CWE number or rule identifier.
    pub severity: BTreeMap<String, Severity>,
    /// Also say what was not looked at, as findings of [`FindingKind::Limit`].
    pub limits: bool,
    /// Minimum confidences by CWE number or rule identifier, in place of `minimum_confidence`.
    pub confidence: BTreeMap<String, Confidence>,
}

impl Default for CheckOptions {
    fn default() -> Self {
        CheckOptions {
            minimum_confidence: Confidence::Possible,
            minimum_severity: Severity::Hint,
            disabled: Vec::new(),
            enabled_only: Vec::new(),
            severity: BTreeMap::new(),
            limits: false,
            confidence: BTreeMap::new(),
        }
    }
}

/// How a completion was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompleteOptions {
    /// The client understands snippets.
    pub snippets: bool,
    /// The character that triggered it.
    pub trigger: Option<char>,
    /// The user asked for it, rather than typed.
    pub explicit: bool,
}

/// A hover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub range: Range<usize>,
    /// Its text.
    pub markdown: String,
}

/// Rules compiled from a snapshot, and the snapshot. Without one it has nothing to say. Shared by threads in an `Arc`.
#[derive(Default)]
pub struct Engine {
    snapshot: Option<Arc<Snapshot>>,
    own: Option<Arc<Knowledge>>,
    rules: Rules,
}

impl Engine {
    /// An engine over a snapshot; `None` gives one that finds nothing.
    pub fn new(snapshot: Option<Arc<Snapshot>>) -> Engine {
        let rules = snapshot.as_ref().map(|snapshot| Rules::compile(snapshot.knowledge())).unwrap_or_default();
        Engine { snapshot, own: None, rules }
    }

    /// An engine with rules and no retrieval: what building a snapshot has before there is one.
    pub fn from_knowledge(knowledge: Arc<Knowledge>) -> Engine {
        Engine { snapshot: None, rules: Rules::compile(&knowledge), own: Some(knowledge) }
    }

    /// The snapshot, if there is one.
    pub fn snapshot(&self) -> Option<&Arc<Snapshot>> {
        self.snapshot.as_ref()
    }

    /// What the rules were made of.
    pub fn knowledge(&self) -> Option<&Knowledge> {
        match (&self.snapshot, &self.own) {
            (Some(snapshot), _) => Some(snapshot.knowledge()),
            (None, own) => own.as_deref(),
        }
    }

    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Findings of a file by itself, sorted by place.
    pub fn check(&self, doc: &Document, options: &CheckOptions) -> Vec<Finding> {
        self.check_within(doc, options, None)
    }

    /// Findings of a file, sorted by place. What it imports from other files of the project is followed; the path is
    /// that of the file.
    pub fn check_within(
        &self,
        doc: &Document,
        options: &CheckOptions,
        project: Option<(&Project, &Path)>,
    ) -> Vec<Finding> {
        let Some(knowledge) = self.knowledge() else {
            return Vec::new();
        };
        let reading = Reading { rules: &self.rules, knowledge };
        let imports = project.map(|(project, path)| Imports::of(project, reading, path));
        let facts = project::analyse(doc, &self.rules, imports.as_ref());
        let mut found = check::findings(doc, &facts, reading, imports.as_ref());
        let is_test = project.is_some_and(|(project, path)| project.is_test(path));
        for finding in &mut found {
            if is_test {
                finding.confidence = finding.confidence.min(Confidence::Possible);
            }
            let own = std::iter::once(&finding.rule).chain(&finding.cwe);
            if let Some(severity) = own.into_iter().find_map(|key| options.severity.get(key)) {
                finding.severity = *severity;
            }
        }
        let found = suppress::apply(doc, found);
        let mut found: Vec<Finding> = found.into_iter().filter(|finding| is_wanted(finding, options)).collect();
        if options.limits {
            found.extend(limits::reached(doc, &facts));
        }
        found
    }

    /// How many findings a file has that is small enough to be checked while somebody waits.
    pub(crate) fn check_small(&self, doc: &Document) -> Option<usize> {
        const SMALL: usize = 100_000;
        (doc.text().len() <= SMALL).then(|| self.check(doc, &CheckOptions::default()).len())
    }

    /// Completions at a byte offset, best first.
    pub fn complete(&self, doc: &Document, offset: usize, options: &CompleteOptions) -> Vec<Completion> {
        complete::complete(self, doc, offset, options)
    }

    /// Documentation of a completion by its key, as Markdown.
    pub fn documentation(&self, key: &str) -> Option<String> {
        hover::documentation(self, key)
    }

    /// What is wrong or known at a byte offset.
    pub fn hover(&self, doc: &Document, findings: &[Finding], offset: usize) -> Option<Hover> {
        hover::hover(self, doc, findings, offset)
    }

    /// Secure examples that fit the code around a byte offset.
    pub fn examples(&self, doc: &Document, offset: usize) -> Vec<Completion> {
        complete::examples(self, doc, offset)
    }

    /// The query that the code around a byte offset makes.
    pub fn facets(&self, doc: &Document, offset: usize) -> Facets {
        let mut facets = facets::facets(doc, doc.imports(), offset);
        self.infer_causes(&mut facets);
        facets
    }

    /// What could go wrong with the names that are called: the commonest cause of each weakness that watches them.
    fn infer_causes(&self, facets: &mut Facets) {
        let Some(knowledge) = self.knowledge() else {
            return;
        };
        let mut seen = Vec::new();
        for name in &facets.apis {
            let Some(index) = self.rules.weakness_of(name).filter(|index| !seen.contains(index)) else {
                continue;
            };
            seen.push(index);
            let cause = knowledge.weaknesses.get(index).and_then(|weakness| weakness.causes.first());
            facets.causes.extend(cause.map(|cause| cause.text.clone()));
        }
    }

    /// The query that a task makes which is given as text, with or without code.
    pub fn facets_of_text(&self, text: &str) -> Facets {
        let mut facets = facets::of_text(text);
        self.infer_causes(&mut facets);
        facets
    }

    /// Edits of all repairs that keep the program's behaviour: sorted, without overlap, and checked, so that each
    /// takes its finding away and breaks nothing.
    pub fn fix_all(&self, doc: &Document, options: &CheckOptions) -> Vec<TextEdit> {
        let findings = self.check(doc, options);
        let repairs: Vec<(&Finding, &Repair)> = findings
            .iter()
            .filter_map(|finding| Some((finding, finding.fixes.iter().find(|repair| repair.behaviour.is_none())?)))
            .take(MOST_FIXED)
            .collect();
        let (count, edits) = together(repairs.iter().map(|(_, repair)| *repair));
        if self.are_sound(doc, findings.len(), count, &edits, options) {
            return edits;
        }
        // One by one: each costs two checks of the whole file.
        let sound = repairs.iter().take(MOST_TRIED).filter(|(finding, repair)| self.is_sound(doc, finding, repair));
        together(sound.map(|(_, repair)| *repair)).1
    }

    /// Whether the text with the edits of so many repairs parses as well as before and has that many findings less.
    fn are_sound(
        &self,
        doc: &Document,
        before: usize,
        repairs: usize,
        edits: &[TextEdit],
        options: &CheckOptions,
    ) -> bool {
        let fixed = with_edits(doc, edits);
        let parses = !fixed.module().has_errors || doc.module().has_errors;
        parses && self.check(&fixed, options).len() + repairs <= before
    }

    /// Whether the repaired text parses as well as before and has one finding of this rule less.
    pub fn is_sound(&self, doc: &Document, finding: &Finding, repair: &Repair) -> bool {
        let fixed = with_edits(doc, &repair.edits);
        if fixed.module().has_errors && !doc.module().has_errors {
            return false;
        }
        if finding.kind != FindingKind::Weakness {
            return true;
        }
        let options = CheckOptions::default();
        let count = |doc: &Document| {
            let found = self.check(doc, &options);
            let weakness = finding.cwe.last();
            found.iter().filter(|other| other.cwe.last() == weakness).count()
        };
        count(&fixed) < count(doc)
    }

    /// Adds `# rescue: ignore[CWE-n]` to the finding's line.
    pub fn ignore_edit(&self, doc: &Document, finding: &Finding) -> Repair {
        suppress::ignore_edit(doc, finding)
    }
}

/// How many findings are repaired at once.
const MOST_FIXED: usize = 500;

/// How many repairs are tried one by one where they do not go together.
const MOST_TRIED: usize = 50;

/// How many repairs go together, first come first served, and their edits, sorted; what several add comes once.
fn together<'a>(repairs: impl Iterator<Item = &'a Repair>) -> (usize, Vec<TextEdit>) {
    let mut edits: Vec<TextEdit> = Vec::new();
    let mut count = 0;
    for repair in repairs {
        let is_free = repair.edits.iter().all(|edit| edits.iter().all(|own| own == edit || !overlap(own, edit)));
        if is_free {
            count += 1;
            for edit in &repair.edits {
                if !edits.contains(edit) {
                    edits.push(edit.clone());
                }
            }
        }
    }
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    (count, edits)
}

fn overlap(a: &TextEdit, b: &TextEdit) -> bool {
    let is_insertion = a.range.is_empty() && b.range.is_empty();
    if is_insertion {
        return false;
    }
    a.range.start < b.range.end && b.range.start < a.range.end
        || (a.range.is_empty() && b.range.start < a.range.start && a.range.start < b.range.end)
        || (b.range.is_empty() && a.range.start < b.range.start && b.range.start < a.range.end)
}

fn is_wanted(finding: &Finding, options: &CheckOptions) -> bool {
    let names = |list: &[String]| {
        list.iter()
            .any(|wanted| *wanted == finding.rule || finding.cwe.iter().any(|cwe| cwe.eq_ignore_ascii_case(wanted)))
    };
    let minimum = std::iter::once(&finding.rule).chain(&finding.cwe).find_map(|key| options.confidence.get(key));
    finding.confidence >= *minimum.unwrap_or(&options.minimum_confidence)
        && finding.severity >= options.minimum_severity
        && !names(&options.disabled)
        && (options.enabled_only.is_empty() || names(&options.enabled_only))
}
