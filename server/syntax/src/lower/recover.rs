//! What is left of code that did not parse.

use std::sync::Arc;

use tree_sitter::Node;

use super::kinds::Kind;
use super::{Child, Lowerer};
use crate::ast::{Block, Class, Expr, ExprKind, Function, Span, Stmt, StmtKind};
use crate::walk::has_imports;

impl<'t> Lowerer<'t> {
    /// Statements inside a broken node: whole ones as they are, headers of functions and classes with what is
    /// indented below them, assignments, returns and calls; anything else is one [`StmtKind::Error`] a run.
    pub(super) fn recover(&mut self, node: Node<'t>, found: &mut Block) {
        let children = self.children(node);
        if children.is_empty() {
            found.push(self.broken_stmt(node).into());
            return;
        }
        self.recover_run(&children, found);
    }

    fn recover_run(&mut self, mut rest: &[Child<'t>], found: &mut Block) {
        let mut broken: Option<Span> = None;
        while let Some((first, after)) = rest.split_first() {
            let (whole, taken) = self.recover_one(rest);
            if let Some(whole) = whole {
                found.extend(broken.take().map(|span| made(span, StmtKind::Error)));
                found.push(whole);
            } else if matches!(first.kind, Kind::Broken | Kind::Block) {
                found.extend(broken.take().map(|span| made(span, StmtKind::Error)));
                found.extend(self.statements(first.node));
            } else {
                let span = self.span(first.node);
                let start = broken.map_or(span.start, |broken| broken.start);
                broken = Some(Span { start, end: span.end });
            }
            rest = rest.get(taken.max(1)..).unwrap_or(after.get(after.len()..).unwrap_or(&[]));
        }
        found.extend(broken.map(|span| made(span, StmtKind::Error)));
    }

    /// A statement that the run begins with, and how many nodes it takes.
    fn recover_one(&mut self, rest: &[Child<'t>]) -> (Option<Arc<Stmt>>, usize) {
        match rest {
            [first, ..] if first.kind.is_statement() => (Some(self.stmt(first.node, first.kind)), 1),
            [def, name, params, after @ ..]
                if def.kind == Kind::DefToken && name.kind == Kind::Identifier && params.kind == Kind::Parameters =>
            {
                let (body, taken) = self.recover_body(def.node, after);
                let span = self.header_span(def.node, params.node, &body);
                let function = Function {
                    name: self.ident(name.node),
                    params: self.params(params.node),
                    returns: None,
                    has_imports: has_imports(&body),
                    body,
                    decorators: Vec::new(),
                    is_async: false,
                    span,
                };
                (Some(made(span, StmtKind::Function(Box::new(function)))), taken + 3)
            }
            [class, name, after @ ..] if class.kind == Kind::ClassToken && name.kind == Kind::Identifier => {
                let (bases, after, more) = match after.split_first() {
                    Some((bases, after)) if bases.kind == Kind::ArgumentList => (self.args(bases.node), after, 3),
                    _ => (Vec::new(), after, 2),
                };
                let (body, taken) = self.recover_body(class.node, after);
                let span = self.header_span(class.node, name.node, &body);
                let class = Class { name: self.ident(name.node), args: bases, body, decorators: Vec::new(), span };
                (Some(made(span, StmtKind::Class(Box::new(class)))), taken + more)
            }
            [mark, value, ..] if mark.kind == Kind::ReturnToken && value.kind.is_expression() => {
                let value = self.expr(value.node);
                let span = Span { start: self.span(mark.node).start, end: value.span.end };
                (Some(made(span, StmtKind::Return(Some(value)))), 2)
            }
            [target, equals, value, ..]
                if target.kind.is_expression() && equals.kind == Kind::EqualsToken && value.kind.is_expression() =>
            {
                let (target, value) = (self.expr(target.node), self.expr(value.node));
                let span = Span { start: target.span.start, end: value.span.end };
                (Some(made(span, StmtKind::Assign { targets: vec![target], value })), 3)
            }
            [first, ..]
                if matches!(
                    first.kind,
                    Kind::Call | Kind::Await | Kind::Str | Kind::ConcatenatedString | Kind::Attribute
                ) =>
            {
                let value: Expr = self.expr(first.node);
                let is_read = value.kind != ExprKind::Error;
                (is_read.then(|| made(value.span, StmtKind::Expr(value))), 1)
            }
            _ => (None, 1),
        }
    }

    /// What follows a header on its line or is indented deeper than it.
    fn recover_body(&mut self, header: Node<'t>, after: &[Child<'t>]) -> (Block, usize) {
        let from = header.start_position();
        let outside = after.iter().position(|child| {
            let at = child.node.start_position();
            at.row > from.row && at.column <= from.column
        });
        let inside = after.get(..outside.unwrap_or(after.len())).unwrap_or(after);
        let colon = inside.iter().position(|child| child.node.kind() == ":").map_or(0, |at| at + 1);
        let mut body = Vec::new();
        if self.block_depth < super::MAX_BLOCK_DEPTH {
            self.block_depth += 1;
            self.recover_run(inside.get(colon..).unwrap_or(&[]), &mut body);
            self.block_depth -= 1;
        } else {
            self.skip(header);
        }
        (body, inside.len())
    }

    fn header_span(&self, header: Node<'t>, name: Node<'t>, body: &[Arc<Stmt>]) -> Span {
        let end = self.span(name).end;
        let bytes = |stmt: &Arc<Stmt>| self.taken.get(&Arc::as_ptr(stmt)).copied().unwrap_or(stmt.span);
        Span { start: self.span(header).start, end: body.last().map_or(end, |last| bytes(last).end.max(end)) }
    }
}

fn made(span: Span, kind: StmtKind) -> Arc<Stmt> {
    Arc::new(Stmt { span, kind })
}
