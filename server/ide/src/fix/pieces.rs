//! A text that is put together, taken apart in the source: constant characters and expressions in order.

use super::Bench;
use rescue_syntax::ast::{BinOp, Expr, ExprKind, Span, Stmt, StmtKind, Text, TextPart};
use rescue_syntax::layout::enclosing_functions;
use rescue_syntax::walk::every_stmt;
use std::sync::Arc;

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) enum Piece<'a> {
    /// Characters after escapes are read.
    Constant(String),
    /// An expression that is put in.
    Expr(&'a Expr),
}

/// The pieces of an expression, with the expression that they were taken from: that of the variable's only assignment
/// where the expression is a variable.
pub(super) fn pieces_of<'a>(bench: &Bench<'a, '_>, expr: &'a Expr) -> Option<(Vec<Piece<'a>>, &'a Expr)> {
    let text = match &expr.kind {
        ExprKind::Name(name) => only_assignment(bench, name, expr.span)?,
        _ => expr,
    };
    let mut pieces = Vec::new();
    take_apart(text, &mut pieces, 0).then_some(())?;
    let has_text = pieces.iter().any(|piece| matches!(piece, Piece::Constant(_)));
    has_text.then_some((pieces, text))
}

fn take_apart<'a>(expr: &'a Expr, pieces: &mut Vec<Piece<'a>>, depth: usize) -> bool {
    if depth > 60 {
        return false;
    }
    match &expr.kind {
        ExprKind::Str(text) => interpolated(text, pieces),
        ExprKind::Binary { left, op: BinOp::Add, right } => {
            take_apart(left, pieces, depth + 1) && take_apart(right, pieces, depth + 1)
        }
        ExprKind::Binary { left, op: BinOp::Mod, right } => match &left.kind {
            ExprKind::Str(text) => text.constant().is_some_and(|format| percent(&format, right, pieces)),
            _ => false,
        },
        ExprKind::Call { function, args } => match &function.kind {
            ExprKind::Attribute { value, attribute } if attribute.name == "format" => match &value.kind {
                ExprKind::Str(text) => text.constant().is_some_and(|template| format(&template, args, pieces)),
                _ => false,
            },
            // `str(x)` in a text is `x`.
            ExprKind::Name(name) if name == "str" && args.len() == 1 => {
                pieces.extend(args.first().map(|arg| Piece::Expr(&arg.value)));
                true
            }
            _ => {
                pieces.push(Piece::Expr(expr));
                true
            }
        },
        _ => {
            pieces.push(Piece::Expr(expr));
            true
        }
    }
}

fn interpolated<'a>(text: &'a Text, pieces: &mut Vec<Piece<'a>>) -> bool {
    for part in &text.parts {
        match part {
            TextPart::Constant { value, .. } => pieces.push(Piece::Constant(value.clone())),
            TextPart::Interpolation { expr, conversion: None, spec: None, .. } => pieces.push(Piece::Expr(expr)),
            TextPart::Interpolation { .. } => return false,
        }
    }
    !text.is_bytes
}

fn percent<'a>(format: &str, right: &'a Expr, pieces: &mut Vec<Piece<'a>>) -> bool {
    let values: Vec<&Expr> = match &right.kind {
        ExprKind::Tuple(items) => items.iter().collect(),
        ExprKind::Dict(_) => return false,
        _ => vec![right],
    };
    let mut values = values.into_iter();
    let mut constant = String::new();
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            constant.push(letter);
            continue;
        }
        match letters.next() {
            Some('%') => constant.push('%'),
            Some('s' | 'd' | 'i') => {
                pieces.push(Piece::Constant(std::mem::take(&mut constant)));
                let Some(value) = values.next() else {
                    return false;
                };
                pieces.push(Piece::Expr(value));
            }
            _ => return false,
        }
    }
    pieces.push(Piece::Constant(constant));
    values.next().is_none()
}

fn format<'a>(template: &str, args: &'a [rescue_syntax::ast::Arg], pieces: &mut Vec<Piece<'a>>) -> bool {
    let mut rest = template;
    let mut next = 0;
    let mut constant = String::new();
    while let Some(at) = rest.find(['{', '}']) {
        constant.push_str(&rest[..at]);
        let doubled = ["{{", "}}"].iter().find(|pair| rest[at..].starts_with(**pair));
        if let Some(pair) = doubled {
            constant.push_str(&pair[..1]);
            rest = &rest[at + 2..];
            continue;
        }
        let Some(close) = rest[at..].find('}') else {
            return false;
        };
        let Some(field) = rest.get(at + 1..at + close) else {
            return false;
        };
        let positional = |index: usize| args.iter().filter(|arg| arg.keyword.is_none()).nth(index);
        let found = if field.is_empty() {
            next += 1;
            positional(next - 1)
        } else if let Ok(index) = field.parse() {
            positional(index)
        } else {
            args.iter().find(|arg| arg.keyword.as_ref().is_some_and(|keyword| keyword.name == field))
        };
        let Some(arg) = found else {
            return false;
        };
        pieces.push(Piece::Constant(std::mem::take(&mut constant)));
        pieces.push(Piece::Expr(&arg.value));
        rest = &rest[at + close + 1..];
    }
    constant.push_str(rest);
    pieces.push(Piece::Constant(constant));
    true
}

/// What a variable of the function around the place is assigned, where that happens once and before it.
fn only_assignment<'a>(bench: &Bench<'a, '_>, name: &str, place: Span) -> Option<&'a Expr> {
    let doc = bench.checker.doc;
    let body: &'a [Arc<Stmt>] = match enclosing_functions(doc, doc.byte(place.start)).last() {
        Some(function) => &function.body,
        None => &doc.module().body,
    };
    let mut found = None;
    let mut count = 0;
    every_stmt(body, &mut |statement| {
        let is_it = |target: &Expr| matches!(&target.kind, ExprKind::Name(own) if own == name);
        match &statement.kind {
            StmtKind::Assign { targets, value } if targets.iter().any(is_it) => {
                count += 1;
                found = Some(value);
            }
            StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } | StmtKind::For { target, .. }
                if is_it(target) =>
            {
                count += 2
            }
            _ => {}
        }
    });
    found.filter(|value| count == 1 && value.span.end <= place.start)
}

/// A Python literal with these characters, in the quote that the file prefers.
pub(super) fn literal(text: &str, quote: char) -> String {
    if text.contains('\n') {
        let body = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        return format!("\"\"\"{body}\"\"\"");
    }
    let other = if quote == '"' { '\'' } else { '"' };
    let quote = if text.contains(quote) && !text.contains(other) { other } else { quote };
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push(quote);
    for letter in text.chars() {
        match letter {
            '\\' => literal.push_str("\\\\"),
            '\t' => literal.push_str("\\t"),
            '\r' => literal.push_str("\\r"),
            _ if letter == quote => {
                literal.push('\\');
                literal.push(letter);
            }
            _ => literal.push(letter),
        }
    }
    literal.push(quote);
    literal
}
