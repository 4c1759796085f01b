//! Repairs: the fix templates of a rule applied to the place where it fired.

mod argv;
mod call;
mod guard;
mod pieces;
mod sql;
mod template;
mod wrap;

use crate::check::{Checker, Hit};
use crate::finding::{Repair, TextEdit};
use rescue_knowledge::pattern::{Fix, FixKind};
use rescue_syntax::ast::{Expr, Span};
use rescue_syntax::layout::path_at;
use rescue_syntax::walk::{child_exprs, own_exprs};
use std::cell::RefCell;
use std::ops::Range;

/// Where a fix is made: names are spelled as the file does it, and the imports that this takes are collected.
pub(crate) struct Bench<'a, 'b> {
    pub(crate) checker: &'b Checker<'a>,
    pub(crate) hit: &'b Hit<'a>,
    added: RefCell<Vec<TextEdit>>,
}

/// Applies each template; one that does not fit the place is left out.
pub(crate) fn repairs(checker: &Checker, hit: &Hit, fixes: &[Fix]) -> Vec<Repair> {
    if fixes.is_empty() {
        return Vec::new();
    }
    fixes.iter().filter_map(|fix| repair(checker, hit, fix)).collect()
}

fn repair(checker: &Checker, hit: &Hit, fix: &Fix) -> Option<Repair> {
    let bench = Bench { checker, hit, added: RefCell::new(Vec::new()) };
    let mut edits = match fix.kind {
        FixKind::Call => call::rewrite(&bench, fix),
        FixKind::Replace => template::replace(&bench, fix),
        FixKind::Wrap => wrap::wrap(&bench, fix),
        FixKind::ParameterizeSql => sql::parameterize(&bench, fix),
        FixKind::Argv => argv::without_shell(&bench),
        FixKind::Guard => guard::insert(&bench, fix),
    }?;
    edits.extend(bench.added.take());
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup();
    let overlaps = edits.windows(2).any(|pair| matches!(pair, [a, b] if a.range.end > b.range.start));
    (!overlaps && !edits.is_empty()).then(|| Repair {
        title: fix.title.clone(),
        edits,
        behaviour: fix.behaviour.clone(),
    })
}

impl<'a> Bench<'a, '_> {
    /// The source text of a span.
    pub(crate) fn text(&self, span: Span) -> &'a str {
        self.checker.text(span)
    }

    /// The bytes of a span.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        self.checker.doc.range(span)
    }

    /// A qualified name as this file writes it; an import is added where it takes one.
    pub(crate) fn spell(&self, qualified: &str) -> String {
        let at = self.range(self.hit.span).start;
        let (written, insertion) = self.checker.doc.imports().spelling_of(self.checker.doc, qualified, at);
        if let Some(insertion) = insertion {
            let edit = TextEdit { range: insertion.offset..insertion.offset, text: insertion.text };
            let mut added = self.added.borrow_mut();
            if !added.contains(&edit) {
                added.push(edit);
            }
        }
        written
    }

    /// A text in which names in backticks are qualified names.
    pub(crate) fn spell_all(&self, text: &str) -> String {
        let mut result = String::new();
        for (index, part) in text.split('`').enumerate() {
            if index % 2 == 1 {
                result.push_str(&self.spell(part));
            } else {
                result.push_str(part);
            }
        }
        result
    }

    /// The expression with exactly this span.
    pub(crate) fn expr_at(&self, span: Span) -> Option<&'a Expr> {
        let statement = *path_at(self.checker.doc, self.range(span).start).last()?;
        let mut level = Vec::new();
        own_exprs(statement, &mut |expr| level.push(expr));
        loop {
            let around = level.into_iter().find(|expr: &&Expr| expr.span.contains(span))?;
            if around.span == span {
                return Some(around);
            }
            level = Vec::new();
            child_exprs(around, &mut |child| level.push(child));
        }
    }
}
