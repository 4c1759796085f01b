//! Applying repairs to a text until none is left that helps.

use rescue_ide::finding::{Finding, Repair, TextEdit, apply_edits};
use rescue_ide::{CheckOptions, Engine};
use rescue_syntax::document::Document;

/// A repair can open the way to another one: so many times at most.
const ROUNDS: usize = 8;

/// How many repairs are tried one by one in a round: each costs a check of the whole file.
const MOST_TRIED: usize = 50;

/// What came of repairing a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repaired {
    /// The text.
    pub(crate) text: String,
    /// How many findings it had.
    pub(crate) before: usize,
    /// How many it has.
    pub(crate) after: usize,
    /// A repair was left out because the text would no longer parse with it.
    pub(crate) refused: bool,
}

/// Repairs a text: with the repairs that keep its behaviour, or with the first of every finding.
pub(crate) fn repaired(engine: &Engine, options: &CheckOptions, text: &str, also_unsafe: bool) -> Repaired {
    let mut state = State { engine, options, also_unsafe, refused: false };
    let mut doc = Document::parse(text);
    let mut findings = engine.check(&doc, options);
    let before = findings.len();
    for _ in 0..ROUNDS {
        let Some((next, left)) = state.round(&doc, &findings) else { break };
        (doc, findings) = (next, left);
    }
    Repaired { text: doc.text().to_owned(), before, after: findings.len(), refused: state.refused }
}

struct State<'a> {
    engine: &'a Engine,
    options: &'a CheckOptions,
    also_unsafe: bool,
    refused: bool,
}

impl State<'_> {
    /// All repairs at once, or, where they do not go together, one by one.
    fn round(&mut self, doc: &Document, findings: &[Finding]) -> Option<(Document, Vec<Finding>)> {
        let repairs: Vec<&Repair> = findings.iter().filter_map(|finding| self.choose(finding)).collect();
        let edits = match self.also_unsafe {
            true => together(&repairs),
            false => self.engine.fix_all(doc, self.options),
        };
        if let Some(better) = self.attempt(doc, findings, &edits) {
            return Some(better);
        }
        repairs.iter().take(MOST_TRIED).find_map(|repair| self.attempt(doc, findings, &repair.edits))
    }

    fn choose<'f>(&self, finding: &'f Finding) -> Option<&'f Repair> {
        match self.also_unsafe {
            true => finding.fixes.first(),
            false => finding.fixes.iter().find(|repair| repair.behaviour.is_none()),
        }
    }

    /// The text with some edits, if it parses as well as before and has fewer findings.
    fn attempt(
        &mut self,
        doc: &Document,
        findings: &[Finding],
        edits: &[TextEdit],
    ) -> Option<(Document, Vec<Finding>)> {
        if edits.is_empty() {
            return None;
        }
        let next = Document::parse(with_edits(doc.text(), edits));
        if next.module().has_errors && !doc.module().has_errors {
            self.refused = true;
            return None;
        }
        let left = self.engine.check(&next, self.options);
        (left.len() < findings.len()).then_some((next, left))
    }
}

/// A text with edits, in the text's own line ends.
pub(crate) fn with_edits(text: &str, edits: &[TextEdit]) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edits: Vec<TextEdit> = edits
        .iter()
        .map(|edit| TextEdit { range: edit.range.clone(), text: edit.text.replace("\r\n", "\n").replace('\n', end) })
        .collect();
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    apply_edits(text, &edits)
}

/// The edits of as many repairs as go together, first come first served; an import that several add comes once.
fn together(repairs: &[&Repair]) -> Vec<TextEdit> {
    let mut taken: Vec<TextEdit> = Vec::new();
    for repair in repairs {
        let collides = |edit: &TextEdit| taken.iter().any(|other| other != edit && overlap(edit, other));
        if repair.edits.iter().any(collides) {
            continue;
        }
        for edit in &repair.edits {
            if !taken.contains(edit) {
                taken.push(edit.clone());
            }
        }
    }
    taken
}

fn overlap(a: &TextEdit, b: &TextEdit) -> bool {
    let same_place = a.range == b.range && !a.range.is_empty();
    same_place || (a.range.start < b.range.end && b.range.start < a.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(range: std::ops::Range<usize>, text: &str) -> TextEdit {
        TextEdit { range, text: text.to_owned() }
    }

    fn repair(edits: &[TextEdit]) -> Repair {
        Repair { title: String::new(), edits: edits.to_vec(), behaviour: None }
    }

    #[test]
    fn repairs_that_collide_wait_and_imports_come_once() {
        let import = edit(0..0, "import html\n");
        let first = repair(&[import.clone(), edit(10..14, "a")]);
        let second = repair(&[import.clone(), edit(12..16, "b")]);
        let third = repair(&[import.clone(), edit(20..22, "c")]);
        let edits = together(&[&first, &second, &third]);
        assert_eq!(edits, [import, edit(10..14, "a"), edit(20..22, "c")]);
    }

    #[test]
    fn edits_take_the_line_ends_of_the_text() {
        assert_eq!(with_edits("a\r\nb\r\n", &[edit(3..4, "c\nd")]), "a\r\nc\r\nd\r\n");
        assert_eq!(with_edits("a\nb\n", &[edit(2..3, "c\r\nd"), edit(0..1, "x")]), "x\nc\nd\n");
    }
}
