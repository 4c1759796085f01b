//! Going over the typed tree.

use std::sync::Arc;

use crate::ast::{Expr, ExprKind, Function, Span, Stmt, StmtKind, TextPart};

/// Calls `visit` with the expressions directly inside an expression. A lambda's body and defaults are inside it.
pub fn child_exprs<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    match &expr.kind {
        ExprKind::Attribute { value, .. }
        | ExprKind::Not(value)
        | ExprKind::Await(value)
        | ExprKind::Starred(value) => visit(value),
        ExprKind::Unary { operand, .. } => visit(operand),
        ExprKind::Walrus { value, .. } | ExprKind::Yield(Some(value)) => visit(value),
        ExprKind::Call { function, args } => {
            visit(function);
            args.iter().for_each(|arg| visit(&arg.value));
        }
        ExprKind::Subscript { value, index } => {
            visit(value);
            visit(index);
        }
        ExprKind::Slice { parts: items } | ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
            items.iter().for_each(visit)
        }
        ExprKind::Str(text) => {
            for part in &text.parts {
                if let TextPart::Interpolation { expr, .. } = part {
                    visit(expr);
                }
            }
        }
        ExprKind::Dict(pairs) => {
            for (key, value) in pairs {
                key.iter().for_each(&mut *visit);
                visit(value);
            }
        }
        ExprKind::Comprehension { key, element, clauses } => {
            for clause in clauses {
                visit(&clause.target);
                visit(&clause.iterable);
                clause.conditions.iter().for_each(&mut *visit);
            }
            key.iter().for_each(|key| visit(key));
            visit(element);
        }
        ExprKind::Binary { left, right, .. } | ExprKind::BoolOp { left, right, .. } => {
            visit(left);
            visit(right);
        }
        ExprKind::Compare { left, rest } => {
            visit(left);
            rest.iter().for_each(|(_, right)| visit(right));
        }
        ExprKind::Conditional { test, body, orelse } => {
            visit(test);
            visit(body);
            visit(orelse);
        }
        ExprKind::Lambda(function) => {
            header_exprs(function, visit);
            function.body.iter().for_each(|stmt| own_exprs(stmt, visit));
        }
        _ => {}
    }
}

/// Decorators, defaults and annotations.
fn header_exprs<'a>(function: &'a Function, visit: &mut dyn FnMut(&'a Expr)) {
    function.decorators.iter().for_each(&mut *visit);
    for param in &function.params {
        param.annotation.iter().for_each(&mut *visit);
        param.default.iter().for_each(&mut *visit);
    }
    function.returns.iter().for_each(visit);
}

/// Calls `visit` with the outermost expressions of a statement, those of its blocks left out.
pub fn own_exprs<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(&'a Expr)) {
    match &stmt.kind {
        StmtKind::Expr(value) | StmtKind::Return(Some(value)) => visit(value),
        StmtKind::TypeAlias { value, .. } => visit(value),
        StmtKind::Assign { targets, value } => {
            targets.iter().for_each(&mut *visit);
            visit(value);
        }
        StmtKind::AnnAssign { target, annotation, value } => {
            visit(target);
            visit(annotation);
            value.iter().for_each(visit);
        }
        StmtKind::AugAssign { target, value, .. } => {
            visit(target);
            visit(value);
        }
        StmtKind::Raise { exception, cause } => exception.iter().chain(cause).for_each(visit),
        StmtKind::Assert { test, message } => {
            visit(test);
            message.iter().for_each(visit);
        }
        StmtKind::Delete(items) => items.iter().for_each(visit),
        StmtKind::If { test, .. } | StmtKind::While { test, .. } => visit(test),
        StmtKind::For { target, iterable, .. } => {
            visit(target);
            visit(iterable);
        }
        StmtKind::Try { handlers, .. } => handlers.iter().filter_map(|handler| handler.kind.as_ref()).for_each(visit),
        StmtKind::With { items, .. } => {
            for item in items {
                visit(&item.context);
                item.target.iter().for_each(&mut *visit);
            }
        }
        StmtKind::Match { subject, cases } => {
            visit(subject);
            cases.iter().filter_map(|case| case.guard.as_ref()).for_each(visit);
        }
        StmtKind::Function(function) => header_exprs(function, visit),
        StmtKind::Class(class) => {
            class.decorators.iter().for_each(&mut *visit);
            class.args.iter().for_each(|arg| visit(&arg.value));
        }
        _ => {}
    }
}

/// The blocks of a statement, in order.
pub fn blocks(stmt: &Stmt) -> Vec<&[Arc<Stmt>]> {
    match &stmt.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => vec![body, orelse],
        StmtKind::Try { body, handlers, orelse, finally } => {
            let mut all: Vec<&[Arc<Stmt>]> = vec![body];
            all.extend(handlers.iter().map(|handler| handler.body.as_slice()));
            all.extend([orelse.as_slice(), finally.as_slice()]);
            all
        }
        StmtKind::With { body, .. } => vec![body],
        StmtKind::Match { cases, .. } => cases.iter().map(|case| case.body.as_slice()).collect(),
        StmtKind::Function(function) => vec![&function.body],
        StmtKind::Class(class) => vec![&class.body],
        _ => Vec::new(),
    }
}

/// Whether an import stands somewhere in a block.
pub(crate) fn has_imports(body: &[Arc<Stmt>]) -> bool {
    body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Import(_) | StmtKind::ImportFrom { .. } => true,
        StmtKind::Function(function) => function.has_imports,
        _ => blocks(stmt).into_iter().any(has_imports),
    })
}

/// Calls `visit` with every import, outer ones first.
pub(crate) fn every_import<'a>(body: &'a [Arc<Stmt>], visit: &mut dyn FnMut(&'a Stmt)) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::Import(_) | StmtKind::ImportFrom { .. } => visit(stmt),
            StmtKind::Function(function) if !function.has_imports => {}
            _ => blocks(stmt).into_iter().for_each(|block| every_import(block, visit)),
        }
    }
}

/// Calls `visit` with every statement, outer ones first.
pub fn every_stmt<'a>(body: &'a [Arc<Stmt>], visit: &mut dyn FnMut(&'a Stmt)) {
    for stmt in body {
        visit(stmt);
        for block in blocks(stmt) {
            every_stmt(block, visit);
        }
    }
}

/// Calls `visit` with an expression and everything inside it, outer ones first.
pub fn every_expr<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    child_exprs(expr, &mut |child| every_expr(child, visit));
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BindingKind {
    /// A parameter.
    Parameter,
    /// Anything assigned, looped over, caught or matched.
    Variable,
    /// An imported module or name.
    Import,
    /// A `def`.
    Function,
    /// A `class`.
    Class,
    /// An attribute of `self`.
    Attribute,
}

/// A name and where it is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding<'a> {
    /// The name.
    pub name: &'a str,
    /// Where it is bound.
    pub span: Span,
    /// What it stands for.
    pub kind: BindingKind,
    /// Its annotation.
    pub annotation: Option<Span>,
}

/// Calls `visit` with the names that a statement itself binds, those of its blocks left out.
pub fn bindings<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(Binding<'a>)) {
    let variable = |name: &'a str, span: Span| Binding { name, span, kind: BindingKind::Variable, annotation: None };
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => targets.iter().for_each(|target| target_names(target, visit)),
        StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => target_names(target, visit),
        StmtKind::AnnAssign { target, annotation, .. } => target_names(target, &mut |mut binding| {
            binding.annotation = Some(annotation.span);
            visit(binding);
        }),
        StmtKind::With { items, .. } => {
            items.iter().filter_map(|item| item.target.as_ref()).for_each(|target| target_names(target, visit))
        }
        StmtKind::Import(names) => {
            for name in names {
                let local =
                    name.alias.as_ref().map_or_else(|| name.name.split('.').next().unwrap_or(""), |alias| &alias.name);
                visit(Binding { kind: BindingKind::Import, ..variable(local, name.span) });
            }
        }
        StmtKind::ImportFrom { names, .. } => {
            for name in names {
                let local = name.alias.as_ref().map_or(&name.name, |alias| &alias.name);
                visit(Binding { kind: BindingKind::Import, ..variable(local, name.span) });
            }
        }
        StmtKind::Function(function) => {
            visit(Binding { kind: BindingKind::Function, ..variable(&function.name.name, function.name.span) })
        }
        StmtKind::Class(class) => {
            visit(Binding { kind: BindingKind::Class, ..variable(&class.name.name, class.name.span) })
        }
        StmtKind::TypeAlias { name, .. } => {
            visit(Binding { kind: BindingKind::Class, ..variable(&name.name, name.span) })
        }
        StmtKind::Try { handlers, .. } => {
            for name in handlers.iter().filter_map(|handler| handler.name.as_ref()) {
                visit(variable(&name.name, name.span));
            }
        }
        StmtKind::Match { cases, .. } => {
            for name in cases.iter().flat_map(|case| &case.bindings) {
                visit(variable(&name.name, name.span));
            }
        }
        _ => {}
    }
    own_exprs(stmt, &mut |expr| {
        every_expr(expr, &mut |inner| {
            if let ExprKind::Walrus { target, .. } = &inner.kind {
                visit(variable(&target.name, target.span));
            }
        });
    });
}

/// Calls `visit` with the names that an assignment to `target` binds.
pub fn target_names<'a>(target: &'a Expr, visit: &mut dyn FnMut(Binding<'a>)) {
    match &target.kind {
        ExprKind::Name(name) => {
            visit(Binding { name, span: target.span, kind: BindingKind::Variable, annotation: None })
        }
        ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().for_each(|item| target_names(item, visit)),
        ExprKind::Starred(inner) => target_names(inner, visit),
        _ => {}
    }
}

/// `a.b.c` of names and attributes alone.
pub fn dotted_name(expr: &Expr) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = expr;
    loop {
        match &at.kind {
            ExprKind::Name(name) => {
                parts.push(name.as_str());
                parts.reverse();
                return Some(parts.join("."));
            }
            ExprKind::Attribute { value, attribute } => {
                parts.push(&attribute.name);
                at = value;
            }
            _ => return None,
        }
    }
}
