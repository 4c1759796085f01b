//! Texts that are put together: f-strings, `+`, `%`, `format`, `join`, paths.

use super::interpret::Interpreter;
use super::value::{Part, Value};
use crate::ast::{Span, Text, TextPart};
use std::sync::Arc;

impl<'a> Interpreter<'a> {
    /// A text literal.
    pub(super) fn interpolated(&mut self, text: &'a Text) -> Value {
        let mut parts = Vec::new();
        for part in &text.parts {
            match part {
                TextPart::Constant { value, .. } => parts.push(Part::Constant(value.as_str().into())),
                TextPart::Interpolation { expr, spec, conversion, .. } => {
                    let mut value = self.eval(expr);
                    if matches!(conversion, Some('r' | 'a')) {
                        value = Arc::new(value.cleaned(self.api.sanitizer("repr")));
                    }
                    let numeric = spec.as_deref().is_some_and(is_numeric_spec);
                    if numeric {
                        parts.push(Part::Dynamic(Arc::new(Value::instance("int")), expr.span));
                    } else {
                        parts.extend(value.as_parts(expr.span));
                    }
                }
            }
        }
        let mut value = Value::built(parts);
        if text.is_bytes {
            value.types = vec!["bytes".into()];
        }
        value
    }

    /// `left + right`.
    pub(super) fn concatenated(
        &mut self,
        left: &Arc<Value>,
        left_span: Span,
        right: &Arc<Value>,
        right_span: Span,
    ) -> Value {
        let is_text = |value: &Value| value.is_a("str") || value.is_a("bytes") || value.parts.is_some();
        if is_text(left) || is_text(right) {
            let mut parts = left.as_parts(left_span);
            parts.extend(right.as_parts(right_span));
            return Value::built(parts);
        }
        let mut value = Value {
            harmless: left.is_harmless() && right.is_harmless(),
            origins: left.live_origins(),
            types: left.types.clone(),
            ..Value::default()
        };
        value.merge_origins(&right.live_origins());
        let is_list = |value: &Value| value.is_a("list") || value.is_a("tuple");
        if is_list(left) || is_list(right) {
            if let (Some(first), Some(second)) = (&left.items, &right.items) {
                let all = first.iter().chain(second.iter()).cloned().collect();
                value.items = Some(Arc::new(all));
            }
        } else if !left.is_harmless() && !right.is_harmless() {
            // Two things of unknown type: as likely texts as numbers.
            value.parts =
                Some(Arc::new(vec![Part::Dynamic(left.clone(), left_span), Part::Dynamic(right.clone(), right_span)]));
        }
        value
    }

    /// `format % values`.
    ///
    /// `spans` tells where each value stands, when they stand in a tuple.
    pub(super) fn percent(
        &mut self,
        (format, format_span): (&Arc<Value>, Span),
        (values, values_span): (&Arc<Value>, Span),
        spans: &[Span],
    ) -> Value {
        let passed: Vec<Arc<Value>> = match &values.items {
            Some(items) => items.iter().map(|(_, value)| value.clone()).collect(),
            None => vec![values.clone()],
        };
        let Some(text) = format.text() else {
            let mut parts = format.as_parts(format_span);
            let placed = passed.into_iter().enumerate();
            parts.extend(placed.map(|(at, value)| Part::Dynamic(value, spans.get(at).copied().unwrap_or(values_span))));
            return Value::built(parts);
        };
        let mut parts = Vec::new();
        let mut rest = text;
        let mut next = 0;
        while let Some(at) = rest.find('%') {
            push_constant(&mut parts, &rest[..at]);
            let (kind, length) = conversion(&rest[at..]);
            match kind {
                '%' => push_constant(&mut parts, "%"),
                'd' | 'i' | 'x' | 'X' | 'o' | 'f' | 'g' | 'e' | 'u' => {
                    parts.push(Part::Dynamic(Arc::new(Value::instance("int")), values_span));
                    next += 1;
                }
                _ => {
                    let named = rest.get(at + 2..).filter(|_| rest[at + 1..].starts_with('('));
                    let named = named.and_then(|rest| rest.split(')').next());
                    let named = named.and_then(|name| values.at_key(name).cloned());
                    let value = named.or_else(|| passed.get(next).or(passed.last()).cloned()).unwrap_or_default();
                    parts.extend(value.as_parts(spans.get(next).copied().unwrap_or(values_span)));
                    next += 1;
                }
            }
            rest = rest.get(at + length..).unwrap_or_default();
        }
        push_constant(&mut parts, rest);
        Value::built(parts)
    }

    /// `template.format(values)`.
    pub(super) fn formatted(
        &mut self,
        template: &Arc<Value>,
        template_span: Span,
        positional: &[(Arc<Value>, Span)],
        keywords: &[(Arc<str>, Arc<Value>, Span)],
    ) -> Value {
        let all = || positional.iter().cloned().chain(keywords.iter().map(|(_, value, span)| (value.clone(), *span)));
        let Some(text) = template.text() else {
            let mut parts = template.as_parts(template_span);
            parts.extend(all().map(|(value, span)| Part::Dynamic(value, span)));
            return Value::built(parts);
        };
        let mut parts = Vec::new();
        let mut rest = text;
        let mut next = 0;
        while let Some(open) = rest.find('{') {
            push_constant(&mut parts, &rest[..open]);
            let after = &rest[open + 1..];
            if let Some(escaped) = after.strip_prefix('{') {
                push_constant(&mut parts, "{");
                rest = escaped;
                continue;
            }
            let close = after.find('}').unwrap_or(after.len());
            let field = &after[..close];
            let (name, spec) = field.split_once(':').unwrap_or((field, ""));
            let name = name.split(['!', '.', '[']).next().unwrap_or_default();
            let found = if name.is_empty() {
                next += 1;
                positional.get(next - 1).cloned()
            } else if let Ok(index) = name.parse::<usize>() {
                positional.get(index).cloned()
            } else {
                let named = keywords.iter().find(|(keyword, ..)| &**keyword == name);
                named.map(|(_, value, span)| (value.clone(), *span))
            };
            let (value, span) = found.or_else(|| all().next()).unwrap_or((Arc::default(), template_span));
            if is_numeric_spec(spec) {
                parts.push(Part::Dynamic(Arc::new(Value::instance("int")), span));
            } else {
                parts.extend(value.as_parts(span));
            }
            rest = after.get(close + 1..).unwrap_or_default();
        }
        push_constant(&mut parts, rest);
        Value::built(parts)
    }

    /// `separator.join(parts)`.
    pub(super) fn joined(
        &mut self,
        separator: &Arc<Value>,
        separator_span: Span,
        sequence: &Arc<Value>,
        span: Span,
    ) -> Value {
        let mut parts = Vec::new();
        match &sequence.items {
            Some(items) => {
                for (index, (_, item)) in items.iter().enumerate() {
                    if index > 0 {
                        parts.extend(separator.as_parts(separator_span));
                    }
                    parts.extend(item.as_parts(span));
                }
            }
            None => {
                let mut element = (**sequence).clone();
                element.types = vec!["str".into()];
                parts.push(Part::Dynamic(Arc::new(element), span));
                parts.extend(separator.as_parts(separator_span));
            }
        }
        Value::built(parts)
    }

    /// Segments of a path with separators between them.
    pub(super) fn joined_path(&mut self, segments: &[(Arc<Value>, Span)], of: &str) -> Value {
        let mut parts = Vec::new();
        for (index, (segment, span)) in segments.iter().enumerate() {
            if index > 0 {
                parts.push(Part::Constant("/".into()));
            }
            parts.extend(segment.as_parts(*span));
        }
        let mut value = Value::built(parts);
        value.types = vec![of.into()];
        value
    }
}

fn push_constant(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Constant(text.into()));
    }
}

/// A format specification that only numbers have.
fn is_numeric_spec(spec: &str) -> bool {
    spec.ends_with(['d', 'f', 'x', 'X', 'e', 'g', 'b', 'o', '%']) && !spec.contains('{')
}

/// The conversion of a `%` format at its beginning, and its length in bytes.
fn conversion(text: &str) -> (char, usize) {
    let mut in_name = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '(' => in_name = true,
            ')' => in_name = false,
            _ if in_name => {}
            '0'..='9' | '.' | '-' | '+' | '#' | ' ' | '*' | 'l' | 'h' => {}
            _ => return (character, at + character.len_utf8()),
        }
    }
    ('s', text.len())
}
