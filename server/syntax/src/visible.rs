//! What is bound where the cursor is.

use std::collections::HashSet;
use std::sync::Arc;

use crate::ast::{ExprKind, Function, ParamKind, Pos, Span, Stmt, StmtKind};
use crate::document::Document;
use crate::layout::path_at;
use crate::walk::{Binding, BindingKind, bindings, blocks, every_stmt, target_names};

/// A name that code at the offset can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visible {
    /// As it is written: `name`, or `self.name` for an attribute.
    pub name: String,
    /// Where it is bound.
    pub span: Span,
    /// What it stands for.
    pub kind: BindingKind,
    /// Its annotation as written.
    pub annotation: Option<String>,
}

/// Names in scope at an offset, innermost scope first and the latest binding first within one. A name appears once.
/// Inside a function everything of the file's top level is visible; at the top level only what stands above.
pub fn visible_names(doc: &Document, offset: usize) -> Vec<Visible> {
    let pos = doc.pos(offset);
    let path: Vec<&Stmt> = path_at(doc, offset).into_iter().filter(|stmt| is_inside(stmt, pos)).collect();
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let innermost_function = path.iter().rposition(|stmt| matches!(stmt.kind, StmtKind::Function(_)));
    for (depth, stmt) in path.iter().enumerate().rev() {
        match &stmt.kind {
            StmtKind::Function(function) => {
                let mut scope = scope_bindings(&function.body, pos);
                scope.reverse();
                let mut params = Vec::new();
                params_of(function, &mut params);
                scope.extend(params);
                add(doc, scope, &mut seen, &mut found);
            }
            // The names of a class body are visible in that body alone.
            StmtKind::Class(class) if innermost_function.is_none_or(|function| function < depth) => {
                let mut scope = scope_bindings(&class.body, pos);
                scope.reverse();
                add(doc, scope, &mut seen, &mut found);
            }
            StmtKind::Class(class) => attributes(doc, &class.body, &mut seen, &mut found),
            _ => {}
        }
    }
    let until = if innermost_function.is_some() { Pos::MAX } else { pos };
    let mut scope = scope_bindings(&doc.module().body, until);
    scope.reverse();
    add(doc, scope, &mut seen, &mut found);
    found
}

fn is_inside(stmt: &Stmt, pos: Pos) -> bool {
    match &stmt.kind {
        StmtKind::Function(function) => function.name.span.end <= pos,
        StmtKind::Class(class) => class.name.span.end <= pos,
        _ => true,
    }
}

/// What the statements of one scope bind before a position, in order.
pub(crate) fn scope_bindings(body: &[Arc<Stmt>], until: Pos) -> Vec<Binding<'_>> {
    let mut found = Vec::new();
    collect(body, until, &mut found);
    found
}

fn collect<'a>(body: &'a [Arc<Stmt>], until: Pos, found: &mut Vec<Binding<'a>>) {
    for stmt in body {
        if stmt.span.start >= until {
            return;
        }
        // The target of the statement that the cursor is in is bound after it.
        let simple = blocks(stmt).is_empty();
        if !(simple && stmt.span.touches(until)) {
            bindings(stmt, &mut |binding| {
                if binding.span.end < until {
                    found.push(binding);
                }
            });
        }
        if !matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_)) {
            for block in blocks(stmt) {
                collect(block, until, found);
            }
        }
    }
}

/// Parameters in order.
pub(crate) fn params_of<'a>(function: &'a Function, found: &mut Vec<Binding<'a>>) {
    for param in &function.params {
        let annotation = match param.kind {
            ParamKind::VarArgs | ParamKind::KwArgs => None,
            _ => param.annotation.as_ref().map(|annotation| annotation.span),
        };
        found.push(Binding { name: &param.name.name, span: param.name.span, kind: BindingKind::Parameter, annotation });
    }
}

fn add(doc: &Document, scope: Vec<Binding<'_>>, seen: &mut HashSet<String>, found: &mut Vec<Visible>) {
    for binding in scope {
        if !binding.name.is_empty() && seen.insert(binding.name.to_owned()) {
            found.push(Visible {
                name: binding.name.to_owned(),
                span: binding.span,
                kind: binding.kind,
                annotation: binding.annotation.map(|span| doc.slice(span).to_owned()),
            });
        }
    }
}

/// `self.x` of the methods of a class, and what its body binds, as seen from a method.
fn attributes(doc: &Document, body: &[Arc<Stmt>], seen: &mut HashSet<String>, found: &mut Vec<Visible>) {
    let mut push = |attribute: &str, span: Span, annotation: Option<Span>| {
        let name = format!("self.{attribute}");
        if seen.insert(name.clone()) {
            let annotation = annotation.map(|span| doc.slice(span).to_owned());
            found.push(Visible { name, span, kind: BindingKind::Attribute, annotation });
        }
    };
    every_stmt(body, &mut |stmt| {
        let (targets, annotation) = match &stmt.kind {
            StmtKind::Assign { targets, .. } => (targets.as_slice(), None),
            StmtKind::AnnAssign { target, annotation, .. } => (std::slice::from_ref(target), Some(annotation.span)),
            _ => return,
        };
        for target in targets {
            if let ExprKind::Attribute { value, attribute } = &target.kind
                && matches!(&value.kind, ExprKind::Name(name) if name == "self")
            {
                push(&attribute.name, attribute.span, annotation);
            }
        }
    });
    for stmt in body {
        match &stmt.kind {
            StmtKind::Function(function) => push(&function.name.name, function.name.span, None),
            StmtKind::Assign { targets, .. } => targets
                .iter()
                .for_each(|target| target_names(target, &mut |binding| push(binding.name, binding.span, None))),
            StmtKind::AnnAssign { target, annotation, .. } => {
                target_names(target, &mut |binding| push(binding.name, binding.span, Some(annotation.span)));
            }
            _ => {}
        }
    }
}
