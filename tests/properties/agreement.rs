//! What holds for every text and every sequence of edits. The tests and the fuzz targets share it.

use rescue_ide::{CheckOptions, CompleteOptions, Completion, Engine, TextEdit, apply_edits};
use rescue_knowledge::Knowledge;
use rescue_syntax::document::{Document, Edit};
use rescue_tests::edits::{Choices, edit, floor};
use rescue_tests::repository;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// An engine with the rules of the snapshot that is checked in, and without its encoder; made once.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let path = repository().join("kb-snapshot/snapshot/knowledge.json");
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let knowledge: Knowledge = serde_json::from_slice(&bytes).expect("the knowledge is JSON");
        Engine::from_knowledge(Arc::new(knowledge))
    })
}

/// A document, a text and the same text by way of edits.
pub struct Edited {
    /// The text.
    pub text: String,
    /// The document that was edited all the way.
    pub document: Document,
}

impl Edited {
    /// A document before its first edit.
    pub fn new(text: &str) -> Edited {
        Edited { text: text.to_owned(), document: Document::open(text) }
    }

    /// Makes one edit and looks for findings, so that the next look takes over what it can; what the edit was.
    pub fn step(&mut self, choices: &mut impl Choices) -> (Range<usize>, String) {
        let (range, new) = edit(choices, &self.text);
        self.text.replace_range(range.clone(), &new);
        let change = Edit { start_byte: range.start, old_end_byte: range.end, new_end_byte: range.start + new.len() };
        self.document = self.document.edited(&[change], self.text.as_str().into());
        engine().check(&self.document, &CheckOptions::default());
        (range, new)
    }

    /// In what the edited document differs from one that is read afresh: text, tree, typed tree.
    pub fn difference(&self) -> Option<String> {
        if self.document.text() != self.text {
            return Some("the text differs".to_owned());
        }
        let fresh = Document::parse(self.text.as_str());
        if let Some(nodes) = trees(&self.document, &fresh) {
            return Some(format!("the tree differs: {nodes}"));
        }
        (self.document.module_as_read() != *fresh.module()).then(|| "the typed tree differs".to_owned())
    }

    /// The same for what is found: facts and findings.
    pub fn difference_found(&self) -> Option<String> {
        let fresh = Document::parse(self.text.as_str());
        let options = CheckOptions::default();
        let (found, expected) = (engine().check(&self.document, &options), engine().check(&fresh, &options));
        (found != expected).then(|| format!("the findings differ: {found:#?}\n{expected:#?}"))
    }
}

/// Everything that a developer may ask about a place in a text. None of it may panic, and every edit has to lie in the
/// text, at the ends of characters, in order and without overlap.
pub fn exercise(engine: &Engine, text: &str, place: usize) {
    let document = Document::open(text);
    let options = CheckOptions::default();
    let findings = engine.check(&document, &options);
    for finding in &findings {
        assert!(text.get(finding.range.clone()).is_some(), "{:?} is not in the text", finding.range);
        finding.flow.iter().for_each(|step| assert!(text.get(step.range.clone()).is_some(), "{step:?}"));
        for repair in finding.fixes.iter().chain([&engine.ignore_edit(&document, finding)]) {
            assert_applies(text, &repair.edits);
            engine.is_sound(&document, finding, repair);
        }
    }
    assert_applies(text, &engine.fix_all(&document, &options));
    for offset in [floor(text, place.min(text.len())), text.len()] {
        engine.hover(&document, &findings, offset);
        for trigger in [None, Some('.'), Some('('), Some('\n')] {
            let asked = CompleteOptions { snippets: true, trigger, explicit: trigger.is_none() };
            engine.complete(&document, offset, &asked).iter().for_each(|completion| assert_inserts(text, completion));
        }
        engine.examples(&document, offset).iter().for_each(|completion| assert_inserts(text, completion));
    }
}

fn assert_inserts(text: &str, completion: &Completion) {
    let own = TextEdit { range: completion.replace.clone(), text: completion.plain.clone() };
    let mut edits = completion.additional.clone();
    edits.push(own);
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    assert_applies(text, &edits);
}

fn assert_applies(text: &str, edits: &[TextEdit]) {
    for edit in edits {
        assert!(text.get(edit.range.clone()).is_some(), "{edit:?} is not in the text");
    }
    for pair in edits.windows(2) {
        assert!(pair[0].range.end <= pair[1].range.start, "{:?} and {:?} overlap", pair[0], pair[1]);
    }
    Document::parse(apply_edits(text, edits));
}

/// The first node that differs between two trees: its kind, its place, or whether it is missing.
fn trees(one: &Document, other: &Document) -> Option<String> {
    let (mut one, mut other) = (one.tree().walk(), other.tree().walk());
    loop {
        let (a, b) = (one.node(), other.node());
        let same = a.kind_id() == b.kind_id()
            && a.range() == b.range()
            && (a.is_missing(), a.is_error(), a.child_count()) == (b.is_missing(), b.is_error(), b.child_count());
        if !same {
            return Some(format!("{a:?} and {b:?}"));
        }
        // The two have the same shape so far: what one cursor can do, the other can.
        if one.goto_first_child() {
            other.goto_first_child();
            continue;
        }
        while !one.goto_next_sibling() {
            if !one.goto_parent() {
                return None;
            }
            other.goto_parent();
        }
        other.goto_next_sibling();
    }
}
