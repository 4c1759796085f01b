//! `wrap`: the argument, or what is dynamic in it, inside a call.

use super::Bench;
use crate::finding::TextEdit;
use crate::rules::bit;
use rescue_knowledge::pattern::Fix;
use rescue_syntax::ast::Span;
use rescue_syntax::flow::value::{Part, Value};

/// Wraps the whole argument, or each part of it that is not harmless.
pub(super) fn wrap(bench: &Bench, fix: &Fix) -> Option<Vec<TextEdit>> {
    let callee = fix.callee.as_deref()?;
    let (value, span) = bench.hit.value?;
    if !fix.parts {
        return Some(vec![wrapped(bench, callee, span)]);
    }
    let mut spans = Vec::new();
    dynamic_parts(value, &mut spans);
    let mut spans: Vec<Span> = spans.into_iter().filter(|part| is_whole(bench, *part)).collect();
    if spans.is_empty() {
        spans.push(span);
    }
    spans.sort_by_key(|span| span.start);
    spans.dedup();
    Some(spans.into_iter().map(|part| wrapped(bench, callee, part)).collect())
}

fn dynamic_parts(value: &Value, spans: &mut Vec<Span>) {
    let parts = value.parts.iter().flat_map(|parts| parts.iter());
    let all: Vec<_> = parts
        .filter_map(|part| match part {
            Part::Dynamic(inner, span) if !inner.is_harmless() => Some((inner, *span)),
            _ => None,
        })
        .collect();
    // Where something untrusted is known, only that is wrapped.
    let any_tainted =
        all.iter().any(|(inner, _)| inner.origins_for(bit(0)).next().is_some() || !inner.origins.is_empty());
    for (inner, span) in all {
        if !any_tainted || !inner.origins.is_empty() {
            spans.push(span);
        }
    }
}

/// The span is one expression: `%` with a variable on the right has no part to wrap.
fn is_whole(bench: &Bench, span: Span) -> bool {
    bench.expr_at(span).is_some()
}

fn wrapped(bench: &Bench, callee: &str, span: Span) -> TextEdit {
    let text = bench.text(span);
    TextEdit { range: bench.range(span), text: format!("{}({text})", bench.spell(callee)) }
}
