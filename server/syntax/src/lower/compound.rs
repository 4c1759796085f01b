//! Statements with blocks.

use std::sync::Arc;

use tree_sitter::Node;

use super::kinds::{Field, Kind};
use super::{Child, Lowerer, MAX_BLOCK_DEPTH, field, has};
use crate::ast::{Block, Case, Expr, ExprKind, Handler, Span, Stmt, StmtKind, WithItem};

impl<'t> Lowerer<'t> {
    /// A statement with blocks.
    pub(super) fn compound(&mut self, node: Node<'t>, kind: Kind) -> StmtKind {
        match kind {
            Kind::IfStatement => self.if_statement(node),
            Kind::WhileStatement => {
                let children = self.children(node);
                StmtKind::While {
                    test: self.field_expr(&children, Field::Condition, node),
                    body: self.suite(&children),
                    orelse: self.clause_body(&children, Kind::ElseClause),
                }
            }
            Kind::ForStatement => {
                let children = self.children(node);
                StmtKind::For {
                    is_async: has(&children, Kind::AsyncToken),
                    target: self.field_expr(&children, Field::Left, node),
                    iterable: self.field_expr(&children, Field::Right, node),
                    body: self.suite(&children),
                    orelse: self.clause_body(&children, Kind::ElseClause),
                }
            }
            Kind::TryStatement => self.try_statement(node),
            Kind::WithStatement => self.with_statement(node),
            Kind::MatchStatement => self.match_statement(node),
            Kind::FunctionDefinition => StmtKind::Function(Box::new(self.function(node, Vec::new(), node))),
            Kind::ClassDefinition => StmtKind::Class(Box::new(self.class(node, Vec::new(), node))),
            Kind::DecoratedDefinition => self.decorated(node),
            _ => StmtKind::Error,
        }
    }

    fn if_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let test = self.field_expr(&children, Field::Condition, node);
        let body = self.suite(&children);
        let end = self.span(node).end;
        let elifs: Vec<Node<'t>> =
            children.iter().filter(|child| child.kind == Kind::ElifClause).map(|child| child.node).collect();
        let mut clauses = Vec::with_capacity(elifs.len());
        for (at, elif) in elifs.into_iter().enumerate() {
            let inner = self.children(elif);
            let test = self.field_expr(&inner, Field::Condition, elif);
            // Each `elif` nests in the one before.
            let deeper = at % MAX_ELIF + 1;
            self.block_depth += deeper;
            let body = self.suite(&inner);
            self.block_depth -= deeper;
            clauses.push((Span { start: self.span(elif).start, end }, test, body));
        }
        let orelse = chained(clauses, self.clause_body(&children, Kind::ElseClause));
        StmtKind::If { test, body, orelse }
    }

    fn try_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let handlers = children
            .iter()
            .filter(|child| child.kind == Kind::ExceptClause)
            .map(|child| self.handler(child.node))
            .collect();
        StmtKind::Try {
            body: self.suite(&children),
            handlers,
            orelse: self.clause_body(&children, Kind::ElseClause),
            finally: self.clause_body(&children, Kind::FinallyClause),
        }
    }

    fn handler(&mut self, node: Node<'t>) -> Handler {
        let children = self.children(node);
        let mut values: Vec<Child<'t>> =
            children.iter().filter(|child| child.field == Field::Value && child.node.is_named()).copied().collect();
        let mut name = field(&children, Field::Alias);
        // Python 2: `except Kind, name`. Python 3.14's `except A, B` names classes.
        if let [_, second] = values.as_slice()
            && second.kind == Kind::Identifier
            && self.slice(second.node).starts_with(|first: char| first.is_lowercase() || first == '_')
        {
            name = Some(second.node);
            values.truncate(1);
        }
        let kind = match values.as_slice() {
            [] => None,
            [only] if only.kind == Kind::AsPattern => {
                let inner = self.children(only.node);
                name = field(&inner, Field::Alias);
                Some(self.expr(only.node))
            }
            [only] => Some(self.expr(only.node)),
            [first, .., last] => Some(Expr {
                span: self.shifts.span(first.node.start_byte(), last.node.end_byte()),
                kind: ExprKind::Tuple(values.iter().map(|value| self.expr(value.node)).collect()),
            }),
        };
        Handler { kind, name: name.map(|name| self.ident(name)), body: self.suite(&children), span: self.span(node) }
    }

    fn with_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let mut items = Vec::new();
        let clause = children
            .iter()
            .find(|child| child.kind == Kind::WithClause)
            .map(|child| self.named(child.node))
            .unwrap_or_default();
        for item in clause {
            let Some(value) = self.named(item.node).first().copied() else {
                continue;
            };
            // `with (a as b, c as d):` may come as one tuple.
            let inner = if value.kind == Kind::Tuple || value.kind == Kind::ParenthesizedExpression {
                self.named(value.node)
            } else {
                Vec::new()
            };
            if inner.iter().any(|part| part.kind == Kind::AsPattern) {
                items.extend(inner.into_iter().map(|part| self.with_item(part)));
            } else {
                items.push(self.with_item(value));
            }
        }
        StmtKind::With { is_async: has(&children, Kind::AsyncToken), items, body: self.suite(&children) }
    }

    fn with_item(&mut self, value: Child<'t>) -> WithItem {
        let inner = if value.kind == Kind::AsPattern { self.children(value.node) } else { Vec::new() };
        WithItem { context: self.expr(value.node), target: field(&inner, Field::Alias).map(|target| self.expr(target)) }
    }

    fn match_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let subjects: Vec<Node<'t>> = children
            .iter()
            .filter(|child| child.field == Field::Subject && child.node.is_named())
            .map(|child| child.node)
            .collect();
        let subject = match subjects.as_slice() {
            [] => self.broken_expr(node),
            [only] => self.expr(*only),
            [first, .., last] => Expr {
                span: self.shifts.span(first.start_byte(), last.end_byte()),
                kind: ExprKind::Tuple(subjects.iter().map(|subject| self.expr(*subject)).collect()),
            },
        };
        let mut cases = Vec::new();
        if self.block_depth < MAX_BLOCK_DEPTH {
            self.block_depth += 1;
            for block in children.iter().filter(|child| child.kind == Kind::Block) {
                for clause in self.children(block.node) {
                    if clause.kind == Kind::CaseClause {
                        cases.push(self.case(clause.node));
                    }
                }
            }
            self.block_depth -= 1;
        } else {
            self.skip(node);
        }
        StmtKind::Match { subject, cases }
    }

    fn case(&mut self, node: Node<'t>) -> Case {
        let children = self.children(node);
        let patterns: Vec<Node<'t>> =
            children.iter().filter(|child| child.kind == Kind::CasePattern).map(|child| child.node).collect();
        let is_constant = match patterns.as_slice() {
            [only] => self.compares(*only),
            _ => false,
        };
        let guard = field(&children, Field::Guard).and_then(|guard| self.named(guard).first().map(|test| test.node));
        Case {
            bindings: self.bindings(&patterns),
            is_constant,
            guard: guard.map(|guard| self.expr(guard)),
            body: self.suite(&children),
            span: self.span(node),
        }
    }

    fn decorated(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let mut decorators = Vec::new();
        for decorator in children.iter().filter(|child| child.kind == Kind::Decorator) {
            decorators.extend(self.exprs(decorator.node).into_iter().take(1));
        }
        match children.iter().find(|child| child.field == Field::Definition) {
            Some(child) if child.kind == Kind::ClassDefinition => {
                StmtKind::Class(Box::new(self.class(child.node, decorators, node)))
            }
            Some(child) => StmtKind::Function(Box::new(self.function(child.node, decorators, node))),
            None => StmtKind::Error,
        }
    }
}

/// How many `elif` nest before a chain goes on side by side: more paths than there are, but all of its code.
const MAX_ELIF: usize = 100;

/// `elif` clauses as `If` statements, each in the `orelse` of the one before.
fn chained(clauses: Vec<(Span, Expr, Block)>, last: Block) -> Block {
    let mut orelse = last;
    let mut later: Block = Vec::new();
    for (at, (span, test, body)) in clauses.into_iter().enumerate().rev() {
        orelse = vec![Arc::new(Stmt { span, kind: StmtKind::If { test, body, orelse } })];
        if at > 0 && at % MAX_ELIF == 0 {
            orelse.append(&mut later);
            later = std::mem::take(&mut orelse);
        }
    }
    orelse.append(&mut later);
    orelse
}
