//! The statements that stay, as code.

use std::collections::HashSet;
use std::sync::Arc;

use super::graph::Graph;
use crate::ast::{Expr, ExprKind, ImportName, Pos, Span, Stmt, StmtKind, docstring_of};
use crate::document::Document;
use crate::walk::{every_expr, own_exprs};

const STEP: &str = "    ";

pub(super) fn print(doc: &Document, graph: &Graph<'_>, kept: &HashSet<usize>, used: &HashSet<&str>) -> String {
    let kept = graph.nodes.iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, node)| node.span).collect();
    let mut printer = Printer { doc, kept, used, code: String::new() };
    printer.block(&doc.module().body, 0);
    printer.code
}

/// Whether code that stays uses a name of this import.
pub(super) fn import_is_used(stmt: &Stmt, used: &HashSet<&str>) -> bool {
    match &stmt.kind {
        StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => names.iter().any(|name| is_used(name, used)),
        _ => false,
    }
}

fn is_used(name: &ImportName, used: &HashSet<&str>) -> bool {
    let local = name.alias.as_ref().map_or_else(|| name.name.split('.').next().unwrap_or(""), |alias| &alias.name);
    used.contains(local)
}

struct Printer<'a> {
    doc: &'a Document,
    kept: HashSet<Span>,
    used: &'a HashSet<&'a str>,
    code: String,
}

impl Printer<'_> {
    /// Prints what stays of a block; says whether anything does.
    fn block(&mut self, body: &[Arc<Stmt>], depth: usize) -> bool {
        let before = self.code.len();
        let docstring = docstring_of(body).map(|text| text.span);
        for stmt in body.iter().filter(|stmt| Some(stmt.span) != docstring) {
            self.stmt(stmt, depth);
        }
        self.code.len() > before
    }

    fn suite(&mut self, body: &[Arc<Stmt>], depth: usize) {
        if !self.block(body, depth + 1) {
            self.line("pass", depth + 1);
        }
    }

    fn line(&mut self, text: &str, depth: usize) {
        for _ in 0..depth {
            self.code.push_str(STEP);
        }
        self.code.push_str(text);
        self.code.push('\n');
    }

    fn stmt(&mut self, stmt: &Stmt, depth: usize) {
        match &stmt.kind {
            StmtKind::Error => return,
            StmtKind::Import(_) | StmtKind::ImportFrom { .. } => return self.import(stmt, depth),
            _ if !self.kept.contains(&super::graph::header_span(self.doc, stmt)) => {
                return;
            }
            _ => {}
        }
        match &stmt.kind {
            StmtKind::If { body, orelse, .. } => {
                self.clause(stmt.span.start, body, stmt, depth);
                self.orelse(orelse, depth);
            }
            StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => {
                self.clause(stmt.span.start, body, stmt, depth);
                self.orelse(orelse, depth);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.line("try:", depth);
                self.suite(body, depth);
                for handler in handlers {
                    self.clause(handler.span.start, &handler.body, stmt, depth);
                }
                self.rest("else:", orelse, depth);
                let needs_end = handlers.is_empty();
                if needs_end || finally.iter().any(|stmt| self.stays(stmt)) {
                    self.line("finally:", depth);
                    self.suite(finally, depth);
                }
            }
            StmtKind::Match { cases, .. } => {
                let first = cases.first().map_or(stmt.span.end, |case| case.span.start);
                self.header(stmt.span.start, first, stmt, depth);
                for case in cases {
                    self.clause(case.span.start, &case.body, stmt, depth + 1);
                }
            }
            StmtKind::With { body, .. } => self.clause(stmt.span.start, body, stmt, depth),
            StmtKind::Function(function) => self.clause(stmt.span.start, &function.body, stmt, depth),
            StmtKind::Class(class) => self.clause(stmt.span.start, &class.body, stmt, depth),
            _ => self.header(stmt.span.start, stmt.span.end, stmt, depth),
        }
    }

    /// Whether anything of a statement stays.
    fn stays(&self, stmt: &Stmt) -> bool {
        self.kept.iter().any(|span| stmt.span.contains(*span))
    }

    fn clause(&mut self, start: Pos, body: &[Arc<Stmt>], stmt: &Stmt, depth: usize) {
        let end = body.first().map_or(stmt.span.end, |first| first.span.start);
        self.header(start, end, stmt, depth);
        self.suite(body, depth);
    }

    fn orelse(&mut self, orelse: &[Arc<Stmt>], depth: usize) {
        if let [only] = orelse
            && let StmtKind::If { body, orelse: more, .. } = &only.kind
            && self.doc.slice(only.span).starts_with("elif")
        {
            if self.stays(only) {
                self.clause(only.span.start, body, only, depth);
            }
            return self.orelse(more, depth);
        }
        self.rest("else:", orelse, depth);
    }

    fn rest(&mut self, header: &str, body: &[Arc<Stmt>], depth: usize) {
        if body.iter().any(|stmt| self.stays(stmt)) {
            self.line(header, depth);
            self.suite(body, depth);
        }
    }

    fn import(&mut self, stmt: &Stmt, depth: usize) {
        let clauses = |names: &[ImportName]| {
            let kept = names.iter().filter(|name| is_used(name, self.used));
            kept.map(|name| match &name.alias {
                Some(alias) => format!("{} as {}", name.name, alias.name),
                None => name.name.clone(),
            })
            .collect::<Vec<_>>()
            .join(", ")
        };
        let line = match &stmt.kind {
            StmtKind::Import(names) => {
                Some(clauses(names)).filter(|names| !names.is_empty()).map(|names| format!("import {names}"))
            }
            StmtKind::ImportFrom { module, level, names, .. } => {
                let dots = ".".repeat(usize::try_from(*level).unwrap_or(0).min(64));
                Some(clauses(names))
                    .filter(|names| !names.is_empty())
                    .map(|names| format!("from {dots}{module} import {names}"))
            }
            _ => None,
        };
        if let Some(line) = line {
            self.line(&line, depth);
        }
    }

    /// Bytes of a statement without comments, its lines moved to the depth.
    fn header(&mut self, start: Pos, end: Pos, stmt: &Stmt, depth: usize) {
        let texts = long_texts(stmt);
        let range = Span { start, end };
        let mut clean = String::new();
        let mut at = start;
        let comments = self.doc.module().comments.iter().filter(|comment| range.contains(**comment));
        for comment in comments.chain([&Span { start: end, end }]) {
            clean.push_str(&self.moved(Span { start: at, end: comment.start }, start, &texts, depth));
            at = comment.end;
        }
        let lines: Vec<&str> = if texts.is_empty() {
            clean.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect()
        } else {
            vec![clean.trim_end()]
        };
        let text = lines.join("\n");
        self.line(text.trim_start(), depth);
    }

    /// A piece of source; outside of texts its lines move from the statement's own indentation to the new one.
    fn moved(&self, piece: Span, start: Pos, texts: &[Span], depth: usize) -> String {
        let old = crate::layout::indentation_at(self.doc, self.doc.byte(start));
        let mut out = String::new();
        let texts: Vec<_> = texts.iter().map(|text| self.doc.range(*text)).collect();
        let begin = self.doc.byte(piece.start);
        let mut offset = begin;
        for line in self.doc.slice(piece).split_inclusive('\n') {
            let inside = offset != begin && texts.iter().any(|text| text.start < offset && offset < text.end);
            match line.strip_prefix(old) {
                Some(rest) if offset != begin && !inside => {
                    out.push_str(&STEP.repeat(depth));
                    out.push_str(rest);
                }
                _ => out.push_str(line),
            }
            offset += line.len();
        }
        out
    }
}

/// Texts over several lines.
fn long_texts(stmt: &Stmt) -> Vec<Span> {
    let mut found = Vec::new();
    own_exprs(stmt, &mut |expr| {
        every_expr(expr, &mut |inner: &Expr| {
            if let ExprKind::Str(text) = &inner.kind {
                let long = text
                    .parts
                    .iter()
                    .any(|part| matches!(part, crate::ast::TextPart::Constant { value, .. } if value.contains('\n')));
                if long {
                    found.push(inner.span);
                }
            }
        });
    });
    found
}
