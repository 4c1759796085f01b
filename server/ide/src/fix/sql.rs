//! `parameterize-sql`: values out of the statement's text, into its parameters.

use super::Bench;
use super::pieces::{Piece, literal, pieces_of};
use crate::conditions::arguments;
use crate::finding::TextEdit;
use rescue_knowledge::pattern::{ArgumentKey, Fix};
use rescue_syntax::ast::{Expr, ExprKind, Text};
use rescue_syntax::layout::preferred_quote;

/// Words after which a name of a table or column stands, which can't be a parameter.
const BEFORE_NAMES: &[&str] = &[
    "FROM", "JOIN", "INTO", "UPDATE", "TABLE", "BY", "SELECT", "SET", "DATABASE", "SCHEMA", "INDEX", "VIEW", "COLUMN",
    "AS", "ASC", "DESC", "IN", "PRAGMA", "TRUNCATE", "DISTINCT", "ON", "USE",
];

/// Moves each dynamic part into a tuple of parameters; none where one of them is not a value.
pub(super) fn parameterize(bench: &Bench, fix: &Fix) -> Option<Vec<TextEdit>> {
    let call = bench.hit.call?;
    let (_, span) = bench.hit.value?;
    let already = arguments(
        &call.args,
        &[
            ArgumentKey::Position(1),
            ArgumentKey::Keyword("params".into()),
            ArgumentKey::Keyword("parameters".into()),
            ArgumentKey::Keyword("args".into()),
            ArgumentKey::Keyword("vars".into()),
        ],
    );
    if !already.is_empty() {
        return None;
    }
    let (pieces, source) = pieces_of(bench, bench.expr_at(span)?)?;
    let placeholder = match &fix.placeholder {
        Some(placeholder) => placeholder.as_str(),
        None => placeholder_of(bench),
    };
    let (statement, values) = split(bench, &pieces, placeholder)?;
    let quote = own_quote(bench, source).unwrap_or_else(|| preferred_quote(bench.checker.doc));
    let mut edits = vec![TextEdit { range: bench.range(source.span), text: literal(&statement, quote) }];
    let comma = if values.len() == 1 { "," } else { "" };
    let tuple = format!(", ({}{comma})", values.join(", "));
    let end = bench.range(span).end;
    if source.span == span {
        // One edit, since the tuple follows at once.
        if let Some(edit) = edits.first_mut() {
            edit.text.push_str(&tuple);
        }
    } else {
        edits.push(TextEdit { range: end..end, text: tuple });
    }
    Some(edits)
}

/// `?` for SQLite and what else takes it, `%s` for the rest.
fn placeholder_of(bench: &Bench) -> &'static str {
    const QUESTION_MARKS: &[&str] = &["sqlite3.", "aiosqlite.", "pyodbc.", "duckdb.", "pysqlite"];
    let receiver = bench.hit.call.and_then(|call| call.receiver.as_ref());
    let types = receiver.map(|(value, _)| value.types.as_slice()).unwrap_or_default();
    let is_one = |name: &str| QUESTION_MARKS.iter().any(|prefix| name.starts_with(prefix));
    let is_other = |name: &str| name.contains('.') && !name.starts_with("dbapi.") && !is_one(name);
    if types.iter().any(|of| is_one(of)) {
        return "?";
    }
    let imported = &bench.checker.facts.imported;
    let imports_one = imported.iter().any(|module| is_one(&format!("{module}.")));
    if imports_one && !types.iter().any(|of| is_other(of)) { "?" } else { "%s" }
}

/// The statement with placeholders, and the values in order as Python text.
fn split(bench: &Bench, pieces: &[Piece], placeholder: &str) -> Option<(String, Vec<String>)> {
    let mut statement = String::new();
    let mut values = Vec::new();
    let mut texts: Vec<Option<String>> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Constant(text) => Some(text.clone()),
            Piece::Expr(_) => None,
        })
        .collect();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Constant(_) => {
                let text = texts.get_mut(index).and_then(Option::take).unwrap_or_default();
                statement.push_str(&escape(&text, placeholder));
            }
            Piece::Expr(expr) => {
                let following = texts.get_mut(index + 1).and_then(Option::as_mut);
                values.push(value(bench, expr, &mut statement, following)?);
                statement.push_str(placeholder);
            }
        }
    }
    let open_quotes = statement.matches('\'').count() % 2;
    (!values.is_empty() && open_quotes == 0).then_some((statement, values))
}

fn escape(text: &str, placeholder: &str) -> String {
    if placeholder == "%s" { text.replace('%', "%%") } else { text.to_owned() }
}

/// The parameter for an expression; takes the quotes around it out of the statement.
fn value(bench: &Bench, expr: &Expr, statement: &mut String, following: Option<&mut String>) -> Option<String> {
    let written = bench.text(expr.span);
    let inside = statement.matches('\'').count() % 2 == 1;
    if inside {
        // `'%{name}%'`: what stands between the quotes goes with the value.
        let following = following?;
        let open = statement.rfind('\'')?;
        let close = following.find('\'')?;
        let before = statement.get(open + 1..)?.replace("%%", "%");
        let after = following.get(..close)?.to_owned();
        let is_plain = |text: &str| {
            text.chars()
                .all(|letter| matches!(letter, '%' | '_' | ' ' | '-' | '/' | '.' | ':') || letter.is_alphanumeric())
        };
        if !is_plain(&before) || !is_plain(&after) {
            return None;
        }
        statement.truncate(open);
        following.replace_range(..=close, "");
        if before.is_empty() && after.is_empty() {
            return Some(written.to_owned());
        }
        let quote = if written.contains('"') { '\'' } else { '"' };
        return Some(format!("f{quote}{before}{{{written}}}{after}{quote}"));
    }
    let trimmed = statement.trim_end();
    if trimmed.len() == statement.len()
        && trimmed.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '.' | '"' | '`' | '['))
    {
        return None;
    }
    let last_word = trimmed.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    if BEFORE_NAMES.contains(&last_word.to_ascii_uppercase().as_str()) {
        return None;
    }
    let in_list =
        trimmed.ends_with('(') && trimmed.trim_end_matches('(').trim_end().to_ascii_uppercase().ends_with(" IN");
    let is_operand = trimmed.ends_with(['=', '<', '>', '(', ',', '+', '-', '*', '/', '|'])
        || [
            "LIKE", "AND", "OR", "NOT", "BETWEEN", "LIMIT", "OFFSET", "WHEN", "THEN", "ELSE", "IS", "ILIKE", "GLOB",
            "REGEXP",
        ]
        .contains(&last_word.to_ascii_uppercase().as_str());
    (is_operand && !in_list && !trimmed.is_empty()).then(|| written.to_owned())
}

/// The quote of the literal that the text begins with.
fn own_quote(bench: &Bench, source: &Expr) -> Option<char> {
    fn first_text(expr: &Expr) -> Option<(&Expr, &Text)> {
        match &expr.kind {
            ExprKind::Str(text) => Some((expr, text)),
            ExprKind::Binary { left, .. } => first_text(left),
            ExprKind::Call { function, .. } => match &function.kind {
                ExprKind::Attribute { value, .. } => first_text(value),
                _ => None,
            },
            _ => None,
        }
    }
    let (expr, _) = first_text(source)?;
    bench.text(expr.span).chars().find(|letter| matches!(letter, '"' | '\''))
}
