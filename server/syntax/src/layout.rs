//! How a file is laid out, and what stands around an offset.

use std::ops::Range;
use std::sync::Arc;

use crate::ast::{Arg, Class, Expr, ExprKind, Function, Module, Pos, Stmt, StmtKind, docstring_of};
use crate::document::Document;
use crate::walk::{blocks, child_exprs, every_expr, every_stmt, own_exprs};

/// The white space that begins the line of an offset.
pub fn indentation_at(doc: &Document, offset: usize) -> &str {
    leading(doc.line_text(doc.line_of(offset)))
}

fn leading(line: &str) -> &str {
    let length = line.len() - line.trim_start_matches([' ', '\t', '\x0c']).len();
    line.get(..length).unwrap_or("")
}

/// One step of indentation: the commonest in the file, four spaces where there is none.
pub fn indentation_unit(doc: &Document) -> String {
    doc.habits().indentation.get_or_init(|| commonest_indentation(doc)).clone()
}

fn commonest_indentation(doc: &Document) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    every_stmt(&doc.module().body, &mut |stmt| {
        let outer = indentation_at(doc, doc.byte(stmt.span.start));
        for block in blocks(stmt) {
            let Some(first) = block.first() else { continue };
            let inner = indentation_at(doc, doc.byte(first.span.start));
            let Some(step) = inner.strip_prefix(outer).filter(|step| !step.is_empty()) else {
                continue;
            };
            match counts.iter_mut().find(|(known, _)| known == step) {
                Some((_, count)) => *count += 1,
                None => counts.push((step.to_owned(), 1)),
            }
        }
    });
    counts.into_iter().max_by_key(|(_, count)| *count).map_or_else(|| "    ".to_owned(), |(step, _)| step)
}

/// The quote that most one-line texts of the file use; `"` where it is a draw.
pub fn preferred_quote(doc: &Document) -> char {
    *doc.habits().quote.get_or_init(|| commonest_quote(doc))
}

fn commonest_quote(doc: &Document) -> char {
    let (mut single, mut double) = (0usize, 0usize);
    every_stmt(&doc.module().body, &mut |stmt| {
        own_exprs(stmt, &mut |expr| {
            every_expr(expr, &mut |inner| {
                if let ExprKind::Str(_) = inner.kind {
                    let text = doc.slice(inner.span).trim_start_matches(|at: char| at.is_ascii_alphabetic());
                    if text.starts_with("'") && !text.starts_with("'''") {
                        single += 1;
                    } else if text.starts_with('"') && !text.starts_with("\"\"\"") {
                        double += 1;
                    }
                }
            });
        });
    });
    if single > double { '\'' } else { '"' }
}

/// How lines end: as the first of the file does.
pub fn newline(doc: &Document) -> &'static str {
    let text = doc.text();
    match text.find(['\r', '\n']) {
        Some(at) if text.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => "\r\n",
        Some(at) if text.get(at..).is_some_and(|rest| rest.starts_with('\r')) => "\r",
        _ => "\n",
    }
}

/// The innermost statement that holds the position, both ends included.
pub fn statement_at(module: &Module, pos: Pos) -> Option<&Stmt> {
    let mut found = None;
    let mut body = module.body.as_slice();
    while let Some(stmt) = last_before(body, pos).filter(|stmt| stmt.span.touches(pos)) {
        found = Some(stmt);
        body = blocks(stmt)
            .into_iter()
            .find(|block| last_before(block, pos).is_some_and(|inner| inner.span.touches(pos)))
            .unwrap_or(&[]);
    }
    found
}

fn last_before(body: &[Arc<Stmt>], pos: Pos) -> Option<&Stmt> {
    let after = body.partition_point(|stmt| stmt.span.start <= pos);
    body.get(after.checked_sub(1)?).map(|stmt| &**stmt)
}

/// Statements around an offset, outermost first. An empty line belongs to the block that its indentation, up to the
/// offset, says.
pub fn path_at(doc: &Document, offset: usize) -> Vec<&Stmt> {
    let column = column_at(doc, offset);
    let pos = doc.pos(offset);
    let mut path = Vec::new();
    let mut body = doc.module().body.as_slice();
    while let Some(stmt) = last_before(body, pos) {
        let inner = blocks(stmt);
        let deeper = !inner.is_empty() && column > width(indentation_at(doc, doc.byte(stmt.span.start)));
        if !stmt.span.touches(pos) && !deeper {
            break;
        }
        path.push(stmt);
        body = inner.into_iter().rev().find(|block| last_before(block, pos).is_some()).unwrap_or(&[]);
    }
    path
}

fn column_at(doc: &Document, offset: usize) -> usize {
    let range = doc.line_range(doc.line_of(offset));
    let line = doc.text().get(range.clone()).unwrap_or("");
    let before = line.get(..offset.saturating_sub(range.start).min(line.len())).unwrap_or(line);
    if line.trim().is_empty() { width(before) } else { width(leading(line)) }
}

fn width(white: &str) -> usize {
    white.bytes().map(|byte| if byte == b'\t' { 8 } else { 1 }).sum()
}

/// Functions around an offset, outermost first; decorators are outside.
pub fn enclosing_functions(doc: &Document, offset: usize) -> Vec<&Function> {
    let functions = path_at(doc, offset).into_iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Function(function) => Some(function.as_ref()),
        _ => None,
    });
    let pos = doc.pos(offset);
    functions.filter(|function| function.name.span.start <= pos).collect()
}

/// The innermost class around an offset; decorators are outside.
pub fn enclosing_class(doc: &Document, offset: usize) -> Option<&Class> {
    let mut classes = path_at(doc, offset).into_iter().rev().filter_map(|stmt| match &stmt.kind {
        StmtKind::Class(class) => Some(class.as_ref()),
        _ => None,
    });
    let pos = doc.pos(offset);
    classes.find(|class| class.name.span.start <= pos)
}

/// The bytes of the comment that holds an offset, both ends included.
pub fn comment_at(doc: &Document, offset: usize) -> Option<Range<usize>> {
    let (comments, pos) = (&doc.module().comments, doc.pos(offset));
    let after = comments.partition_point(|comment| comment.start <= pos);
    let comment = doc.range(*comments.get(after.checked_sub(1)?)?);
    (offset <= comment.end).then_some(comment)
}

/// The whole-line comments directly above the line of an offset, as one range from the first `#`.
pub fn comment_block_above(doc: &Document, offset: usize) -> Option<Range<usize>> {
    let mut line = doc.line_of(offset);
    let mut found: Option<Range<usize>> = None;
    while let Some(above) = line.checked_sub(1) {
        let range = doc.line_range(above);
        let text = doc.line_text(above);
        let start = range.start + leading(text).len();
        if !text.trim_start().starts_with('#') || comment_at(doc, start).is_none() {
            break;
        }
        found = Some(start..found.map_or(range.end, |found| found.end));
        line = above;
    }
    found
}

/// The docstring that holds an offset.
pub fn docstring_at(doc: &Document, offset: usize) -> Option<&Expr> {
    let pos = doc.pos(offset);
    let holds = |body: &'_ [Arc<Stmt>]| docstring_of(body).is_some_and(|text| text.span.touches(pos));
    let mut bodies = vec![doc.module().body.as_slice()];
    for stmt in path_at(doc, offset) {
        if matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_)) {
            bodies.extend(blocks(stmt));
        }
    }
    bodies.into_iter().find(|body| holds(body)).and_then(docstring_of)
}

/// A call whose parentheses hold an offset.
#[derive(Debug, Clone, Copy)]
pub struct CallAt<'a> {
    /// The whole call.
    pub call: &'a Expr,
    /// What is called.
    pub function: &'a Expr,
    /// Its arguments.
    pub args: &'a [Arg],
    /// Which argument the offset is in, from 0.
    pub index: usize,
    /// The keyword of that argument, where the offset is behind its `=`.
    pub keyword: Option<&'a str>,
}

/// The innermost call whose parentheses hold the offset.
pub fn call_at(doc: &Document, offset: usize) -> Option<CallAt<'_>> {
    let stmt = *path_at(doc, offset).last()?;
    let pos = doc.pos(offset);
    let mut found = None;
    let mut level = Vec::new();
    own_exprs(stmt, &mut |expr| level.push(expr));
    while let Some(expr) = level.into_iter().rev().find(|expr| expr.span.touches(pos)) {
        if let ExprKind::Call { function, args } = &expr.kind
            && inside_parentheses(doc, expr, function, offset)
        {
            found = Some((expr, function.as_ref(), args.as_slice()));
        }
        level = Vec::new();
        child_exprs(expr, &mut |child| level.push(child));
    }
    let (call, function, args) = found?;
    let before = args.partition_point(|arg| doc.byte(arg.span.end) < offset);
    let comma = before.checked_sub(1).and_then(|last| args.get(last)).is_none_or(|last| {
        doc.text().get(doc.byte(last.span.end)..offset).is_some_and(|between| between.contains(','))
    });
    let index = if comma { before } else { before.saturating_sub(1) };
    let keyword = args.get(index).filter(|arg| arg.span.touches(pos)).and_then(|arg| arg.keyword.as_ref());
    let keyword = keyword.filter(|keyword| keyword.span.end < pos).map(|keyword| keyword.name.as_str());
    Some(CallAt { call, function, args, index, keyword })
}

fn inside_parentheses(doc: &Document, call: &Expr, function: &Expr, offset: usize) -> bool {
    let behind = doc.byte(function.span.end);
    let open = doc.text().get(behind..).and_then(|rest| rest.find('(')).map_or(behind, |at| behind + at);
    let end = doc.byte(call.span.end);
    let closed = doc.text().get(..end).is_some_and(|text| text.ends_with(')'));
    open < offset && (offset < end || (!closed && offset == end))
}
