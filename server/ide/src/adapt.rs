//! A secure example in the user's own names, indentation and imports.

use crate::finding::TextEdit;
use rescue_knowledge::words::split_identifiers;
use rescue_syntax::ast::{Expr, ExprKind, Function, Pos, Span, Stmt, StmtKind};
use rescue_syntax::document::Document;
use rescue_syntax::imports::Imports;
use rescue_syntax::layout::{enclosing_functions, indentation_unit, newline, preferred_quote};
use rescue_syntax::visible::{Visible, visible_names};
use rescue_syntax::walk::{BindingKind, every_expr, every_stmt, own_exprs};
use std::collections::BTreeMap;

/// An example ready to be inserted.
#[derive(Debug)]
pub(crate) struct Adapted {
    /// In LSP snippet syntax; names that the file does not have are placeholders.
    pub(crate) snippet: String,
    /// The same without placeholders.
    pub(crate) plain: String,
    /// Imports that it takes.
    pub(crate) imports: Vec<TextEdit>,
}

/// Names of the example that stay or change.
struct Renaming {
    /// Of the example to the user's.
    to: BTreeMap<String, String>,
    /// Placeholders in order of appearance.
    open: Vec<String>,
}

/// Rewrites an example for an offset; `indent` is the white space of the line that it goes to.
///
/// Inside a function the example's own function gives its body; at the top level it stays whole.
pub(crate) fn adapt(doc: &Document, code: &str, offset: usize, indent: &str) -> Option<Adapted> {
    let example = Document::parse(code);
    if example.module().has_errors {
        return None;
    }
    let inside = enclosing_functions(doc, offset).last().copied();
    let functions = top_functions(&example);
    let (lines, params) = match (inside, functions.as_slice()) {
        (Some(_), [function]) => (body_lines(&example, function)?, params_of(function)),
        (Some(_), []) => (statement_lines(&example), Vec::new()),
        (None, _) => (statement_lines(&example), Vec::new()),
        (Some(_), _) => return None,
    };
    if lines.is_empty() {
        return None;
    }
    let imports = import_edits(doc, &example, offset);
    let renaming = rename(doc, offset, &params);
    let unit = indentation_unit(doc);
    let end = newline(doc);
    let mut snippet = String::new();
    let mut plain = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            let blank = line.spans.is_empty();
            snippet.push_str(end);
            plain.push_str(end);
            if !blank {
                snippet.push_str(indent);
                plain.push_str(indent);
            }
        }
        let indentation = unit.repeat(line.depth);
        snippet.push_str(&indentation);
        plain.push_str(&indentation);
        write_line(&example, line, &renaming, &mut snippet, &mut plain);
    }
    if preferred_quote(doc) == '\'' {
        snippet = requote(&snippet);
        plain = requote(&plain);
    }
    Some(Adapted { snippet, plain, imports })
}

/// A line of the example: how deep it stands, and its tokens as spans with the name that a span is, if it is one.
struct Line {
    depth: usize,
    spans: Vec<(Span, Option<String>)>,
}

fn top_functions(example: &Document) -> Vec<&Function> {
    let functions = example.module().body.iter().filter_map(|statement| match &statement.kind {
        StmtKind::Function(function) => Some(function.as_ref()),
        _ => None,
    });
    functions.collect()
}

fn params_of(function: &Function) -> Vec<String> {
    function.params.iter().map(|param| param.name.name.clone()).filter(|name| name != "self" && name != "cls").collect()
}

/// The lines of a function's body, with top-level constants of the example before them.
fn body_lines(example: &Document, function: &Function) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    let names = name_spans(example);
    for statement in &example.module().body {
        match &statement.kind {
            StmtKind::Import(_) | StmtKind::ImportFrom { .. } | StmtKind::Function(_) => {}
            StmtKind::Class(_) => return None,
            _ => add_lines(example, statement.span, &names, &mut lines),
        }
    }
    for statement in &function.body {
        add_lines(example, statement.span, &names, &mut lines);
    }
    Some(lines)
}

/// All lines but imports.
fn statement_lines(example: &Document) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let names = name_spans(example);
    for statement in &example.module().body {
        if matches!(statement.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. }) {
            continue;
        }
        let is_block = matches!(statement.kind, StmtKind::Function(_) | StmtKind::Class(_));
        if is_block && !lines.is_empty() {
            for _ in 0..2 {
                lines.push(Line { depth: 0, spans: Vec::new() });
            }
        }
        add_lines(example, statement.span, &names, &mut lines);
    }
    lines
}

/// Every identifier of the example that is a variable, by place.
fn name_spans(example: &Document) -> BTreeMap<Pos, (Span, String)> {
    let mut names = BTreeMap::new();
    every_stmt(&example.module().body, &mut |statement: &Stmt| {
        if let StmtKind::Function(function) = &statement.kind {
            for param in &function.params {
                names.insert(param.name.span.start, (param.name.span, param.name.name.clone()));
            }
        }
        own_exprs(statement, &mut |expr| {
            every_expr(expr, &mut |inner: &Expr| {
                if let ExprKind::Name(name) = &inner.kind {
                    names.insert(inner.span.start, (inner.span, name.clone()));
                }
            });
        });
    });
    names
}

fn add_lines(example: &Document, span: Span, names: &BTreeMap<Pos, (Span, String)>, lines: &mut Vec<Line>) {
    let first = example.line_of(example.byte(span.start));
    let last = example.line_of(example.byte(span.end));
    let base = indent_of(example.line_text(first));
    for number in first..=last {
        let range = example.line_range(number);
        let text = example.line_text(number);
        let trimmed = text.trim_end();
        let white = indent_of(trimmed);
        let start = range.start + white;
        let end = range.start + trimmed.len();
        let depth = white.saturating_sub(base).div_ceil(4);
        let mut spans = Vec::new();
        let mut at = start;
        for (own, name) in names.range(example.pos(start)..).map(|(_, found)| found) {
            let own_range = example.range(*own);
            if own_range.start >= end {
                break;
            }
            if own_range.start < at || own_range.end > end {
                continue;
            }
            if own_range.start > at {
                spans.push((example.span(at..own_range.start), None));
            }
            spans.push((*own, Some(name.clone())));
            at = own_range.end;
        }
        if at < end {
            spans.push((example.span(at..end), None));
        }
        lines.push(Line { depth, spans });
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn write_line(example: &Document, line: &Line, renaming: &Renaming, snippet: &mut String, plain: &mut String) {
    for (span, name) in &line.spans {
        let text = example.slice(*span);
        let Some(name) = name else {
            plain.push_str(text);
            escape_snippet(text, snippet);
            continue;
        };
        if let Some(own) = renaming.to.get(name) {
            plain.push_str(own);
            escape_snippet(own, snippet);
        } else if let Some(index) = renaming.open.iter().position(|open| open == name) {
            plain.push_str(name);
            snippet.push_str(&format!("${{{}:{name}}}", index + 1));
        } else {
            plain.push_str(text);
            escape_snippet(text, snippet);
        }
    }
}

fn escape_snippet(text: &str, snippet: &mut String) {
    for letter in text.chars() {
        if matches!(letter, '$' | '}' | '\\') {
            snippet.push('\\');
        }
        snippet.push(letter);
    }
}

/// Which of the user's names stand for the example's parameters: the same name, else one that shares a word.
fn rename(doc: &Document, offset: usize, params: &[String]) -> Renaming {
    let visible: Vec<Visible> = visible_names(doc, offset)
        .into_iter()
        .filter(|visible| {
            matches!(visible.kind, BindingKind::Parameter | BindingKind::Variable | BindingKind::Attribute)
        })
        .filter(|visible| !matches!(visible.name.as_str(), "self" | "cls" | "_"))
        .collect();
    let mut renaming = Renaming { to: BTreeMap::new(), open: Vec::new() };
    let mut taken: Vec<String> = Vec::new();
    for param in params {
        let exact = visible.iter().find(|visible| visible.name == *param);
        let best = exact.or_else(|| similar(param, &visible, &taken));
        match best {
            Some(own) => {
                taken.push(own.name.clone());
                if own.name != *param {
                    renaming.to.insert(param.clone(), own.name.clone());
                }
            }
            None => renaming.open.push(param.clone()),
        }
    }
    renaming
}

/// Names that mean the same in most programs.
const SAME: &[&[&str]] = &[
    &["conn", "connection", "db", "database", "con"],
    &["cursor", "cur", "curs"],
    &["name", "username", "user", "login"],
    &["path", "filename", "file", "filepath", "target"],
    &["url", "uri", "address", "link"],
    &["host", "hostname", "server", "domain"],
    &["data", "payload", "body", "content", "text", "raw", "stream"],
    &["base", "root", "directory", "folder", "dir"],
    &["command", "cmd"],
    &["password", "passwd", "pwd"],
];

fn similar<'a>(param: &str, visible: &'a [Visible], taken: &[String]) -> Option<&'a Visible> {
    let wanted = split_identifiers(param);
    let wanted: Vec<&str> = wanted.split(' ').collect();
    let means_same = |a: &str, b: &str| a == b || SAME.iter().any(|group| group.contains(&a) && group.contains(&b));
    let mut best: Option<(usize, &Visible)> = None;
    for own in visible.iter().filter(|own| !taken.contains(&own.name)) {
        let words = split_identifiers(own.name.trim_start_matches("self."));
        let shared = words.split(' ').filter(|word| wanted.iter().any(|other| means_same(word, other))).count();
        if shared > 0 && best.is_none_or(|(most, _)| shared > most) {
            best = Some((shared, own));
        }
    }
    best.map(|(_, own)| own)
}

/// Imports of the example that the file does not have yet.
fn import_edits(doc: &Document, example: &Document, offset: usize) -> Vec<TextEdit> {
    let imports = doc.imports();
    let mut edits: Vec<TextEdit> = Vec::new();
    for statement in &example.module().body {
        match &statement.kind {
            StmtKind::Import(names) => {
                for name in names {
                    let (_, insertion) = imports.spelling(doc, &name.name, "", offset);
                    edits.extend(
                        insertion.map(|insertion| TextEdit {
                            range: insertion.offset..insertion.offset,
                            text: insertion.text,
                        }),
                    );
                }
            }
            StmtKind::ImportFrom { module, level: 0, names, .. } => {
                for name in names {
                    let own = name.alias.as_ref().map_or(name.name.as_str(), |alias| &alias.name);
                    if imports.resolve(own).is_none() {
                        let (line, at) = from_import(doc, imports, module, &name.name, offset);
                        edits.push(TextEdit { range: at..at, text: line });
                    }
                }
            }
            _ => {}
        }
    }
    edits.dedup();
    edits
}

/// `from module import member` where the file's imports end.
fn from_import(doc: &Document, imports: &Imports, module: &str, member: &str, offset: usize) -> (String, usize) {
    // The place is that of any new import; the line is the example's own form, since its code uses the bare name.
    let (_, insertion) = imports.spelling(doc, "rescue_no_such_module", "", offset);
    match insertion {
        Some(insertion) => (
            insertion.text.replace("import rescue_no_such_module", &format!("from {module} import {member}")),
            insertion.offset,
        ),
        None => (format!("from {module} import {member}{}", newline(doc)), 0),
    }
}

/// Double quotes to single ones where nothing inside speaks against it.
fn requote(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['"', '\'']) {
        let (before, from) = rest.split_at(open);
        result.push_str(before);
        let quote = if from.starts_with('"') { "\"" } else { "'" };
        let triple = quote.repeat(3);
        let delimiter = if from.starts_with(&triple) { triple.as_str() } else { quote };
        let width = delimiter.len();
        let close = from.get(width..).and_then(|inner| inner.find(delimiter)).map(|at| at + width);
        let Some(close) = close else {
            result.push_str(from);
            return result;
        };
        let inner = &from[width..close];
        if delimiter == "\"" && !inner.contains(['\'', '\\', '\n']) {
            result.push('\'');
            result.push_str(inner);
            result.push('\'');
        } else {
            result.push_str(&from[..close + width]);
        }
        rest = &from[close + width..];
    }
    result.push_str(rest);
    result
}
