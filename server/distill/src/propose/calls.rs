//! The calls and stores of a program, with what a comparison needs to know of them.

use super::Argument;
use crate::names::Names;
use rescue_syntax::{
    ast::{Expr, ExprKind, Span, StmtKind},
    document::Document,
    flow::{Api, GuardFact, NoModules, analyse, facts::How, value::Mask},
    walk::{every_expr, every_stmt},
};
use std::sync::Arc;

/// A call.
#[derive(Debug, Clone)]
pub(super) struct Used {
    /// Qualified names, closest first.
    pub(super) names: Vec<String>,
    /// Its text, white space made even.
    pub(super) text: String,
    /// Its arguments with their texts; the receiver of a method is one.
    pub(super) arguments: Vec<(Argument, String)>,
    /// The line that it stands in.
    pub(super) line: String,
    pub(super) span: Span,
    pub(super) statement: Span,
    pub(super) function: String,
    /// It stands in the test of an `if`, `while` or `assert`: the outcome under which the program goes on.
    pub(super) in_test: Option<bool>,
}

/// A store to an attribute.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) line: String,
}

/// Everything that a program does.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) calls: Vec<Used>,
    pub(super) stores: Vec<Stored>,
    /// Mentions of qualified names, with their lines.
    pub(super) mentions: Vec<(String, String)>,
}

impl Program {
    pub(super) fn of(doc: &Document, names: &Names) -> Program {
        let facts = analyse(doc.module(), &Everything(names), &NoModules);
        let line = |span: Span| doc.line_text(doc.line_of(doc.byte(span.start))).trim().to_owned();
        let text = |span: Span| even(doc.slice(span));
        let tests = tests(doc);
        let imports = doc.imports();
        let calls = facts.calls().map(|call| {
            let passed = call.args.iter().filter_map(|passed| {
                let argument = match &passed.how {
                    How::Position(at) => Argument::Position(*at),
                    How::Keyword(name) => Argument::Keyword(name.to_string()),
                    How::Starred => return None,
                };
                Some((argument, text(passed.span)))
            });
            // A module before the dot is no object.
            let receiver = call.receiver.iter().map(|(_, span)| (Argument::Receiver, text(*span)));
            let receiver = receiver.filter(|(_, text)| imports.resolve(text).is_none());
            Used {
                names: call.names.iter().map(ToString::to_string).collect(),
                text: text(call.span),
                arguments: receiver.chain(passed).collect(),
                line: line(call.span),
                span: call.span,
                statement: call.statement,
                function: facts.functions.get(call.function).map(|of| of.name.to_string()).unwrap_or_default(),
                in_test: tests.iter().find(|(span, _)| span.contains(call.span)).map(|(_, holds)| *holds),
            }
        });
        let mut calls: Vec<Used> = calls.collect();
        // What is analysed twice is one call.
        calls.sort_by_key(|call| (call.span.start, std::cmp::Reverse(call.span.end)));
        calls.dedup_by_key(|call| call.span);
        let stores = facts.stores().filter_map(|store| {
            let name = store.names.first()?.to_string();
            Some(Stored { name, value: text(store.value_span), line: line(store.statement) })
        });
        let mentions = facts.mentions().map(|mention| (mention.name.to_string(), line(mention.span)));
        Program { stores: stores.collect(), mentions: mentions.collect(), calls }
    }
}

/// White space made even.
pub(super) fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tests of a program, with the outcome of a call in them under which the value goes on to be used.
fn tests(doc: &Document) -> Vec<(Span, bool)> {
    let mut found = Vec::new();
    every_stmt(&doc.module().body, &mut |stmt| match &stmt.kind {
        StmtKind::If { test, body, .. } => {
            let leaves = body.last().is_some_and(|last| {
                matches!(last.kind, StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Continue | StmtKind::Break)
                    || matches!(&last.kind, StmtKind::Expr(Expr { kind: ExprKind::Call { .. }, .. }))
            });
            found.push((test.span, leaves == is_negated(test)));
        }
        StmtKind::Assert { test, .. } | StmtKind::While { test, .. } => found.push((test.span, !is_negated(test))),
        _ => {}
    });
    found
}

/// Whether a test holds where the call in it does not.
fn is_negated(test: &Expr) -> bool {
    let mut negated = matches!(test.kind, ExprKind::Not(_));
    every_expr(test, &mut |inner| negated |= matches!(inner.kind, ExprKind::Not(_)));
    negated
}

/// Every call and store matters: what names mean is what is to be found out.
struct Everything<'a>(&'a Names);

impl Api for Everything<'_> {
    fn call_type(&self, name: &str) -> Option<Arc<str>> {
        self.0.call_type(name)
    }

    fn attribute_type(&self, name: &str) -> Option<Arc<str>> {
        self.0.attribute_type(name)
    }

    fn variable_types(&self, name: &str, imported: &dyn Fn(&str) -> bool) -> Vec<Arc<str>> {
        self.0.variable_types(name, imported)
    }

    fn base(&self, class: &str) -> Option<Arc<str>> {
        self.0.base(class)
    }

    fn source(&self, _: &str) -> Option<usize> {
        None
    }

    fn decorator_source(&self, _: &str) -> Option<usize> {
        None
    }

    fn sanitizer(&self, _: &str) -> Mask {
        0
    }

    fn propagates(&self, _: &str) -> bool {
        false
    }

    fn guards(&self, _: &str) -> &[GuardFact] {
        &[]
    }

    fn is_known(&self, _: &str) -> bool {
        true
    }

    fn knows_module(&self, _: &str) -> bool {
        true
    }
}
