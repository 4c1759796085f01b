//! Statements at another place of the file.

use crate::ast::{Arg, Clause, Expr, ExprKind, Function, Ident, ImportName, Span, Stmt, StmtKind, Text, TextPart};

/// Moves every span of a statement.
pub(super) fn move_stmt(stmt: &mut Stmt, by: i64) {
    stmt.span = moved(stmt.span, by);
    match &mut stmt.kind {
        StmtKind::Expr(value) | StmtKind::Return(Some(value)) => expr(value, by),
        StmtKind::Assign { targets, value } => {
            exprs(targets, by);
            expr(value, by);
        }
        StmtKind::AnnAssign { target, annotation, value } => {
            expr(target, by);
            expr(annotation, by);
            exprs(value, by);
        }
        StmtKind::AugAssign { target, value, .. } => {
            expr(target, by);
            expr(value, by);
        }
        StmtKind::Raise { exception, cause } => {
            exprs(exception, by);
            exprs(cause, by);
        }
        StmtKind::Assert { test, message } => {
            expr(test, by);
            exprs(message, by);
        }
        StmtKind::Delete(items) => exprs(items, by),
        StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
            names.iter_mut().for_each(|name| import(name, by))
        }
        StmtKind::Global(names) | StmtKind::Nonlocal(names) => names.iter_mut().for_each(|name| ident(name, by)),
        StmtKind::TypeAlias { name, value } => {
            ident(name, by);
            expr(value, by);
        }
        _ => compound(&mut stmt.kind, by),
    }
}

fn compound(kind: &mut StmtKind, by: i64) {
    match kind {
        StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
            expr(test, by);
            block(body, by);
            block(orelse, by);
        }
        StmtKind::For { target, iterable, body, orelse, .. } => {
            expr(target, by);
            expr(iterable, by);
            block(body, by);
            block(orelse, by);
        }
        StmtKind::Try { body, handlers, orelse, finally } => {
            block(body, by);
            for handler in handlers {
                exprs(&mut handler.kind, by);
                handler.name.iter_mut().for_each(|name| ident(name, by));
                block(&mut handler.body, by);
                handler.span = moved(handler.span, by);
            }
            block(orelse, by);
            block(finally, by);
        }
        StmtKind::With { items, body, .. } => {
            for item in items {
                expr(&mut item.context, by);
                exprs(&mut item.target, by);
            }
            block(body, by);
        }
        StmtKind::Match { subject, cases } => {
            expr(subject, by);
            for case in cases {
                case.bindings.iter_mut().for_each(|name| ident(name, by));
                exprs(&mut case.guard, by);
                block(&mut case.body, by);
                case.span = moved(case.span, by);
            }
        }
        StmtKind::Function(inner) => function(inner, by),
        StmtKind::Class(class) => {
            ident(&mut class.name, by);
            class.args.iter_mut().for_each(|inner| arg(inner, by));
            block(&mut class.body, by);
            exprs(&mut class.decorators, by);
            class.span = moved(class.span, by);
        }
        _ => {}
    }
}

/// A span elsewhere.
pub(super) fn moved(span: Span, by: i64) -> Span {
    let at = |offset: u32| u32::try_from(i64::from(offset) + by).unwrap_or(offset);
    Span { start: at(span.start), end: at(span.end) }
}

fn block(body: &mut [Stmt], by: i64) {
    body.iter_mut().for_each(|stmt| move_stmt(stmt, by));
}

fn exprs<'a>(many: impl IntoIterator<Item = &'a mut Expr>, by: i64) {
    many.into_iter().for_each(|one| expr(one, by));
}

fn ident(name: &mut Ident, by: i64) {
    name.span = moved(name.span, by);
}

fn import(name: &mut ImportName, by: i64) {
    name.span = moved(name.span, by);
    name.alias.iter_mut().for_each(|alias| ident(alias, by));
}

fn arg(arg: &mut Arg, by: i64) {
    arg.span = moved(arg.span, by);
    arg.keyword.iter_mut().for_each(|keyword| ident(keyword, by));
    expr(&mut arg.value, by);
}

fn function(function: &mut Function, by: i64) {
    ident(&mut function.name, by);
    for param in &mut function.params {
        ident(&mut param.name, by);
        exprs(&mut param.annotation, by);
        exprs(&mut param.default, by);
    }
    exprs(&mut function.returns, by);
    block(&mut function.body, by);
    exprs(&mut function.decorators, by);
    function.span = moved(function.span, by);
}

fn clause(clause: &mut Clause, by: i64) {
    expr(&mut clause.target, by);
    expr(&mut clause.iterable, by);
    exprs(&mut clause.conditions, by);
}

fn text(text: &mut Text, by: i64) {
    for part in &mut text.parts {
        match part {
            TextPart::Constant { span, .. } => *span = moved(*span, by),
            TextPart::Interpolation { expr: inner, span, .. } => {
                expr(inner, by);
                *span = moved(*span, by);
            }
        }
    }
}

fn expr(whole: &mut Expr, by: i64) {
    whole.span = moved(whole.span, by);
    match &mut whole.kind {
        ExprKind::Attribute { value, attribute } => {
            expr(value, by);
            ident(attribute, by);
        }
        ExprKind::Call { function, args } => {
            expr(function, by);
            args.iter_mut().for_each(|inner| arg(inner, by));
        }
        ExprKind::Subscript { value, index } => {
            expr(value, by);
            expr(index, by);
        }
        ExprKind::Slice { parts: items } | ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
            exprs(items, by)
        }
        ExprKind::Str(inner) => text(inner, by),
        ExprKind::Dict(pairs) => {
            for (key, value) in pairs {
                exprs(key, by);
                expr(value, by);
            }
        }
        ExprKind::Comprehension { key, element, clauses } => {
            key.iter_mut().for_each(|key| expr(key, by));
            expr(element, by);
            clauses.iter_mut().for_each(|inner| clause(inner, by));
        }
        ExprKind::Binary { left, right, .. } | ExprKind::BoolOp { left, right, .. } => {
            expr(left, by);
            expr(right, by);
        }
        ExprKind::Compare { left, rest } => {
            expr(left, by);
            exprs(rest.iter_mut().map(|(_, right)| right), by);
        }
        ExprKind::Conditional { test, body, orelse } => {
            expr(test, by);
            expr(body, by);
            expr(orelse, by);
        }
        ExprKind::Not(inner) | ExprKind::Await(inner) | ExprKind::Starred(inner) | ExprKind::Yield(Some(inner)) => {
            expr(inner, by)
        }
        ExprKind::Unary { operand, .. } => expr(operand, by),
        ExprKind::Lambda(inner) => function(inner, by),
        ExprKind::Walrus { target, value } => {
            ident(target, by);
            expr(value, by);
        }
        _ => {}
    }
}
