//! Statements get other positions: those that they are to keep for the bytes that they were lowered with, or bytes again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ast::{Arg, Clause, Expr, ExprKind, Function, Ident, ImportName, Span, Stmt, StmtKind, Text, TextPart};

/// Statements that were taken over from the version before, by address, with the bytes where they stand now.
pub(super) type Taken = HashMap<*const Stmt, Span>;

/// Which span a span becomes.
pub(super) struct Places<'a> {
    pub(super) of: &'a dyn Fn(Span) -> Span,
    /// What has its positions already.
    pub(super) taken: &'a Taken,
}

impl Places<'_> {
    fn span(&self, span: Span) -> Span {
        (self.of)(span)
    }
}

/// Gives every span of a block its positions. What somebody else has too is copied.
pub(super) fn move_block(body: &mut [Arc<Stmt>], to: &Places<'_>) {
    for stmt in body {
        if !to.taken.contains_key(&Arc::as_ptr(stmt)) {
            move_stmt(Arc::make_mut(stmt), to);
        }
    }
}

fn move_stmt(stmt: &mut Stmt, to: &Places<'_>) {
    stmt.span = to.span(stmt.span);
    match &mut stmt.kind {
        StmtKind::Expr(value) | StmtKind::Return(Some(value)) => expr(value, to),
        StmtKind::Assign { targets, value } => {
            exprs(targets, to);
            expr(value, to);
        }
        StmtKind::AnnAssign { target, annotation, value } => {
            expr(target, to);
            expr(annotation, to);
            exprs(value, to);
        }
        StmtKind::AugAssign { target, value, .. } => {
            expr(target, to);
            expr(value, to);
        }
        StmtKind::Raise { exception, cause } => {
            exprs(exception, to);
            exprs(cause, to);
        }
        StmtKind::Assert { test, message } => {
            expr(test, to);
            exprs(message, to);
        }
        StmtKind::Delete(items) => exprs(items, to),
        StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
            names.iter_mut().for_each(|name| import(name, to))
        }
        StmtKind::Global(names) | StmtKind::Nonlocal(names) => names.iter_mut().for_each(|name| ident(name, to)),
        StmtKind::TypeAlias { name, value } => {
            ident(name, to);
            expr(value, to);
        }
        _ => compound(&mut stmt.kind, to),
    }
}

fn compound(kind: &mut StmtKind, to: &Places<'_>) {
    match kind {
        StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
            expr(test, to);
            move_block(body, to);
            move_block(orelse, to);
        }
        StmtKind::For { target, iterable, body, orelse, .. } => {
            expr(target, to);
            expr(iterable, to);
            move_block(body, to);
            move_block(orelse, to);
        }
        StmtKind::Try { body, handlers, orelse, finally } => {
            move_block(body, to);
            for handler in handlers {
                exprs(&mut handler.kind, to);
                handler.name.iter_mut().for_each(|name| ident(name, to));
                move_block(&mut handler.body, to);
                handler.span = to.span(handler.span);
            }
            move_block(orelse, to);
            move_block(finally, to);
        }
        StmtKind::With { items, body, .. } => {
            for item in items {
                expr(&mut item.context, to);
                exprs(&mut item.target, to);
            }
            move_block(body, to);
        }
        StmtKind::Match { subject, cases } => {
            expr(subject, to);
            for case in cases {
                case.bindings.iter_mut().for_each(|name| ident(name, to));
                exprs(&mut case.guard, to);
                move_block(&mut case.body, to);
                case.span = to.span(case.span);
            }
        }
        StmtKind::Function(inner) => function(inner, to),
        StmtKind::Class(class) => {
            ident(&mut class.name, to);
            class.args.iter_mut().for_each(|inner| arg(inner, to));
            move_block(&mut class.body, to);
            exprs(&mut class.decorators, to);
            class.span = to.span(class.span);
        }
        _ => {}
    }
}

fn exprs<'a>(many: impl IntoIterator<Item = &'a mut Expr>, to: &Places<'_>) {
    many.into_iter().for_each(|one| expr(one, to));
}

fn ident(name: &mut Ident, to: &Places<'_>) {
    name.span = to.span(name.span);
}

fn import(name: &mut ImportName, to: &Places<'_>) {
    name.span = to.span(name.span);
    name.alias.iter_mut().for_each(|alias| ident(alias, to));
}

fn arg(arg: &mut Arg, to: &Places<'_>) {
    arg.span = to.span(arg.span);
    arg.keyword.iter_mut().for_each(|keyword| ident(keyword, to));
    expr(&mut arg.value, to);
}

fn function(function: &mut Function, to: &Places<'_>) {
    ident(&mut function.name, to);
    for param in &mut function.params {
        ident(&mut param.name, to);
        exprs(&mut param.annotation, to);
        exprs(&mut param.default, to);
    }
    exprs(&mut function.returns, to);
    move_block(&mut function.body, to);
    exprs(&mut function.decorators, to);
    function.span = to.span(function.span);
}

fn clause(clause: &mut Clause, to: &Places<'_>) {
    expr(&mut clause.target, to);
    expr(&mut clause.iterable, to);
    exprs(&mut clause.conditions, to);
}

fn text(text: &mut Text, to: &Places<'_>) {
    for part in &mut text.parts {
        match part {
            TextPart::Constant { span, .. } => *span = to.span(*span),
            TextPart::Interpolation { expr: inner, span, .. } => {
                expr(inner, to);
                *span = to.span(*span);
            }
        }
    }
}

fn expr(whole: &mut Expr, to: &Places<'_>) {
    whole.span = to.span(whole.span);
    match &mut whole.kind {
        ExprKind::Attribute { value, attribute } => {
            expr(value, to);
            ident(attribute, to);
        }
        ExprKind::Call { function, args } => {
            expr(function, to);
            args.iter_mut().for_each(|inner| arg(inner, to));
        }
        ExprKind::Subscript { value, index } => {
            expr(value, to);
            expr(index, to);
        }
        ExprKind::Slice { parts: items } | ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
            exprs(items, to)
        }
        ExprKind::Str(inner) => text(inner, to),
        ExprKind::Dict(pairs) => {
            for (key, value) in pairs {
                exprs(key, to);
                expr(value, to);
            }
        }
        ExprKind::Comprehension { key, element, clauses } => {
            key.iter_mut().for_each(|key| expr(key, to));
            expr(element, to);
            clauses.iter_mut().for_each(|inner| clause(inner, to));
        }
        ExprKind::Binary { left, right, .. } | ExprKind::BoolOp { left, right, .. } => {
            expr(left, to);
            expr(right, to);
        }
        ExprKind::Compare { left, rest } => {
            expr(left, to);
            exprs(rest.iter_mut().map(|(_, right)| right), to);
        }
        ExprKind::Conditional { test, body, orelse } => {
            expr(test, to);
            expr(body, to);
            expr(orelse, to);
        }
        ExprKind::Not(inner) | ExprKind::Await(inner) | ExprKind::Starred(inner) | ExprKind::Yield(Some(inner)) => {
            expr(inner, to)
        }
        ExprKind::Unary { operand, .. } => expr(operand, to),
        ExprKind::Lambda(inner) => function(inner, to),
        ExprKind::Walrus { target, value } => {
            ident(target, to);
            expr(value, to);
        }
        _ => {}
    }
}
