//! What could go wrong here: the three views of a query, inferred from the code and comment around the cursor.

use rescue_knowledge::Facets;
use rescue_syntax::ast::{ExprKind, Span, Stmt};
use rescue_syntax::document::Document;
use rescue_syntax::imports::Imports;
use rescue_syntax::layout::{comment_at, comment_block_above, docstring_at, enclosing_class, enclosing_functions};
use rescue_syntax::walk::{every_expr, every_stmt, own_exprs};
use std::ops::Range;
use std::sync::Arc;

/// How much code around the cursor is looked at, in bytes.
const MOST_CODE: usize = 2_000;

/// Infers facets at a byte offset.
pub(crate) fn facets(doc: &Document, imports: &Imports, offset: usize) -> Facets {
    let mut facets = Facets::default();
    let functions = enclosing_functions(doc, offset);
    let function = functions.last();
    facets.words.extend(task(doc, offset));
    if let Some(function) = function {
        facets.words.push(function.name.name.clone());
        if facets.words.len() == 1
            && let Some(docstring) = function.docstring()
        {
            facets.words.insert(0, literal_text(doc, docstring.span));
        }
    }
    if let Some(class) = enclosing_class(doc, offset) {
        facets.words.push(class.name.name.clone());
    }
    let body: &[Arc<Stmt>] = function.map_or(&doc.module().body, |function| &function.body);
    facets.apis = called(body, imports);
    facets.code = function.map_or_else(String::new, |function| excerpt(doc, function.span, offset));
    facets.libraries = libraries(imports);
    facets
}

/// The comment, comment block or docstring that says what is to be written at the offset.
pub(crate) fn task(doc: &Document, offset: usize) -> Option<String> {
    let comment = comment_at(doc, offset).filter(|comment| {
        let line = doc.line_range(doc.line_of(comment.start));
        doc.text().get(line.start..comment.start).is_some_and(|before| before.trim().is_empty())
    });
    if let Some(comment) = comment {
        // The whole block that it ends.
        let above = comment_block_above(doc, comment.start);
        let start = above.map_or(comment.start, |above| above.start);
        return Some(comment_text(doc, start..comment.end));
    }
    if let Some(docstring) = docstring_at(doc, offset) {
        return Some(literal_text(doc, docstring.span));
    }
    comment_block_above(doc, offset).map(|block| comment_text(doc, block))
}

fn comment_text(doc: &Document, range: Range<usize>) -> String {
    let text = doc.text().get(range).unwrap_or_default();
    let lines = text.lines().map(|line| line.trim().trim_start_matches('#').trim());
    let text = lines.collect::<Vec<_>>().join(" ");
    let lower = text.to_ascii_lowercase();
    let word = ["todo", "fixme", "xxx", "note"].into_iter().find(|word| lower.starts_with(word));
    match word.and_then(|word| text.get(word.len()..)) {
        Some(rest) => rest.trim_start_matches([':', ' ', '-']).to_owned(),
        None => text,
    }
}

fn literal_text(doc: &Document, span: Span) -> String {
    let text = doc.slice(span);
    text.trim_matches(|letter: char| matches!(letter, '"' | '\'' | 'r' | 'u') || letter.is_whitespace())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Qualified names that are called in a body, as far as imports tell.
fn called(body: &[Arc<Stmt>], imports: &Imports) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    every_stmt(body, &mut |statement| {
        own_exprs(statement, &mut |expr| {
            every_expr(expr, &mut |inner| {
                let ExprKind::Call { function, .. } = &inner.kind else {
                    return;
                };
                let Some(path) = dotted(function) else {
                    return;
                };
                let name = imports.resolve(&path).unwrap_or(path);
                if names.len() < 40 && !names.contains(&name) {
                    names.push(name);
                }
            });
        });
    });
    names
}

fn dotted(expr: &rescue_syntax::ast::Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Attribute { value, attribute } => Some(format!("{}.{}", dotted(value)?, attribute.name)),
        _ => None,
    }
}

fn excerpt(doc: &Document, span: Span, offset: usize) -> String {
    let range = doc.range(span);
    let start = range.start.max(offset.saturating_sub(MOST_CODE));
    let end = range.end.min(offset + MOST_CODE / 4).max(start);
    let text = doc.text();
    let floor = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    text.get(floor(start)..floor(end)).unwrap_or_default().to_owned()
}

fn libraries(imports: &Imports) -> Vec<String> {
    let mut roots: Vec<String> = imports
        .names()
        .filter_map(|(_, target)| target.split('.').next())
        .filter(|root| !root.is_empty())
        .map(str::to_owned)
        .collect();
    roots.sort();
    roots.dedup();
    roots
}

/// Facets of a task given as text alone, which may hold code: a prompt.
pub(crate) fn of_text(text: &str) -> Facets {
    let doc = Document::parse(text);
    let imports = doc.imports();
    let mut facets =
        Facets { apis: called(&doc.module().body, imports), libraries: libraries(imports), ..Facets::default() };
    let has_code = !facets.libraries.is_empty()
        || doc.module().body.iter().any(|statement| {
            matches!(statement.kind, rescue_syntax::ast::StmtKind::Function(_) | rescue_syntax::ast::StmtKind::Class(_))
        });
    if !has_code {
        facets.words.push(text.to_owned());
        return facets;
    }
    every_stmt(&doc.module().body, &mut |statement| {
        if let rescue_syntax::ast::StmtKind::Function(function) = &statement.kind {
            if let Some(docstring) = function.docstring() {
                facets.words.push(literal_text(&doc, docstring.span));
            }
            facets.words.push(function.name.name.clone());
        }
    });
    for comment in doc.module().comments.iter().take(12) {
        facets.words.push(comment_text(&doc, doc.range(*comment)));
    }
    facets.code = text.chars().take(MOST_CODE).collect();
    facets
}
