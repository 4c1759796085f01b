//! Statements.

use std::sync::Arc;

use tree_sitter::Node;

use super::expr::bin_op;
use super::kinds::{Field, Kind};
use super::{Child, Lowerer, MAX_BLOCK_DEPTH, field, has};
use crate::ast::{
    Arg, BinOp, Block, Class, Expr, ExprKind, Function, Ident, ImportName, Pos, Span, Star, Stmt, StmtKind,
};
use crate::walk::has_imports;

/// How many names and dots the name of a module has at most.
const MAX_MODULE_PARTS: usize = 100;

impl<'t> Lowerer<'t> {
    /// Statements of a block or of the file.
    pub(super) fn statements(&mut self, block: Node<'t>) -> Block {
        let mut found = Vec::new();
        if self.block_depth >= MAX_BLOCK_DEPTH {
            if block.end_byte() > block.start_byte() {
                self.skip(block);
                found.push(self.broken_stmt(block).into());
            }
            return found;
        }
        self.block_depth += 1;
        if self.table.kind(block) == Kind::Broken {
            self.recover(block, &mut found);
        } else {
            for child in self.children(block) {
                self.statement_into(child, &mut found);
            }
        }
        self.block_depth -= 1;
        found
    }

    /// A child of a block: a statement, or broken code.
    pub(super) fn statement_into(&mut self, child: Child<'t>, found: &mut Block) {
        if child.kind == Kind::Broken {
            found.extend(self.statements(child.node));
        } else if child.kind.is_statement() {
            found.push(self.stmt(child.node, child.kind));
        } else if child.kind.is_expression() {
            let value = self.expr(child.node);
            found.push(Arc::new(Stmt { span: value.span, kind: StmtKind::Expr(value) }));
        }
    }

    /// One statement.
    pub(super) fn stmt(&mut self, node: Node<'t>, kind: Kind) -> Arc<Stmt> {
        if self.block_depth <= 2
            && let Some(kept) = self.reuse.as_ref().and_then(|reuse| reuse.take(node, self.shifts))
        {
            self.settled.0.extend(kept.comments);
            self.settled.1.extend(kept.too_deep);
            self.taken.insert(Arc::as_ptr(kept.stmt), kept.bytes);
            return Arc::clone(kept.stmt);
        }
        let lowered = self.stmt_kind(node, kind);
        Arc::new(Stmt { span: self.span(node), kind: lowered })
    }

    fn stmt_kind(&mut self, node: Node<'t>, kind: Kind) -> StmtKind {
        match kind {
            Kind::ExpressionStatement => self.expression_statement(node),
            Kind::ReturnStatement => {
                let value = self.named(node).first().map(|child| child.node);
                StmtKind::Return(value.map(|value| self.expr(value)))
            }
            Kind::RaiseStatement => self.raise(node),
            Kind::AssertStatement => {
                let mut parts = self.exprs(node).into_iter();
                match parts.next() {
                    Some(test) => StmtKind::Assert { test, message: parts.next() },
                    None => StmtKind::Error,
                }
            }
            Kind::DeleteStatement => self.delete(node),
            Kind::PassStatement => StmtKind::Pass,
            Kind::BreakStatement => StmtKind::Break,
            Kind::ContinueStatement => StmtKind::Continue,
            Kind::ImportStatement => StmtKind::Import(self.import_names(node)),
            Kind::ImportFromStatement | Kind::FutureImportStatement => self.import_from(node, kind),
            Kind::GlobalStatement => StmtKind::Global(self.idents(node)),
            Kind::NonlocalStatement => StmtKind::Nonlocal(self.idents(node)),
            Kind::PrintStatement | Kind::ExecStatement => self.python2_call(node, kind),
            Kind::TypeAliasStatement => self.type_alias(node),
            _ => self.compound(node, kind),
        }
    }

    pub(super) fn field_expr(&mut self, children: &[Child<'t>], role: Field, parent: Node<'t>) -> Expr {
        match field(children, role) {
            Some(node) => self.expr(node),
            None => self.broken_expr(parent),
        }
    }

    /// The block of a compound statement; what broke before it belongs to it.
    pub(super) fn suite(&mut self, children: &[Child<'t>]) -> Block {
        let mut body = Vec::new();
        let mut seen = false;
        for child in children {
            match child.kind {
                Kind::Broken if child.node.start_byte() < child.node.end_byte() => {
                    body.extend(self.statements(child.node))
                }
                Kind::Block if !seen => {
                    body.extend(self.statements(child.node));
                    seen = true;
                }
                _ => {}
            }
        }
        body
    }

    pub(super) fn clause_body(&mut self, children: &[Child<'t>], kind: Kind) -> Block {
        match children.iter().find(|child| child.kind == kind) {
            Some(clause) => {
                let inner = self.children(clause.node);
                self.suite(&inner)
            }
            None => Vec::new(),
        }
    }

    fn expression_statement(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let Some(first) = children.iter().find(|child| child.node.is_named() && child.kind != Kind::Broken) else {
            return StmtKind::Error;
        };
        match first.kind {
            Kind::Assignment => self.assignment(first.node),
            Kind::AugmentedAssignment => {
                let parts = self.children(first.node);
                let token = field(&parts, Field::Operator).map_or("", |token| token.kind());
                StmtKind::AugAssign {
                    target: self.field_expr(&parts, Field::Left, node),
                    op: bin_op(token.trim_end_matches('=')).unwrap_or(BinOp::Add),
                    value: self.field_expr(&parts, Field::Right, node),
                }
            }
            _ if has(&children, Kind::CommaToken) => {
                let items = self.exprs(node);
                StmtKind::Expr(Expr { span: self.span(node), kind: ExprKind::Tuple(items) })
            }
            _ => StmtKind::Expr(self.expr(first.node)),
        }
    }

    fn assignment(&mut self, mut node: Node<'t>) -> StmtKind {
        let mut targets = Vec::new();
        loop {
            let children = self.children(node);
            let target = self.field_expr(&children, Field::Left, node);
            let right = field(&children, Field::Right);
            if let Some(annotation) = field(&children, Field::Type) {
                let annotation = self.expr(annotation);
                let value = right.map(|right| self.expr(right));
                return StmtKind::AnnAssign { target, annotation, value };
            }
            targets.push(target);
            match right {
                Some(next) if self.table.kind(next) == Kind::Assignment => node = next,
                Some(right) => {
                    return StmtKind::Assign { targets, value: self.expr(right) };
                }
                None => {
                    return StmtKind::Assign { targets, value: self.broken_expr(node) };
                }
            }
        }
    }

    fn raise(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let cause = field(&children, Field::Cause).map(|cause| self.expr(cause));
        let raised = children
            .iter()
            .find(|child| child.node.is_named() && child.field != Field::Cause && child.kind != Kind::Broken);
        let exception = raised.map(|raised| match raised.kind {
            // Python 2: `raise Kind, message`.
            Kind::ExpressionList => match self.exprs(raised.node).into_iter().next() {
                Some(kind) => kind,
                None => self.broken_expr(raised.node),
            },
            _ => self.expr(raised.node),
        });
        StmtKind::Raise { exception, cause }
    }

    fn delete(&mut self, node: Node<'t>) -> StmtKind {
        let inner = self.named(node).first().copied();
        StmtKind::Delete(match inner {
            Some(child) if child.kind == Kind::ExpressionList => self.exprs(child.node),
            Some(child) => vec![self.expr(child.node)],
            None => Vec::new(),
        })
    }

    fn idents(&mut self, node: Node<'t>) -> Vec<Ident> {
        self.named(node).into_iter().map(|child| self.ident(child.node)).collect()
    }

    fn dotted_text(&mut self, node: Node<'t>) -> String {
        let parts: Vec<&str> = self.named(node).into_iter().map(|child| self.slice(child.node)).collect();
        parts.join(".")
    }

    fn import_names(&mut self, node: Node<'t>) -> Vec<ImportName> {
        let mut names = Vec::new();
        for child in self.children(node) {
            if child.field != Field::Name {
                continue;
            }
            let inner = if child.kind == Kind::AliasedImport { self.children(child.node) } else { Vec::new() };
            let name = field(&inner, Field::Name).unwrap_or(child.node);
            names.push(ImportName {
                name: self.module_name(name),
                alias: field(&inner, Field::Alias).map(|alias| self.ident(alias)),
                span: self.span(child.node),
            });
        }
        names.retain(|name| !name.name.is_empty());
        names
    }

    /// `a.b.c`; empty where it has more parts than anybody looks up: each stands for a module of its own.
    fn module_name(&mut self, node: Node<'t>) -> String {
        let name = self.dotted_text(node);
        if name.matches('.').count() < MAX_MODULE_PARTS {
            return name;
        }
        self.skip(node);
        String::new()
    }

    fn import_from(&mut self, node: Node<'t>, kind: Kind) -> StmtKind {
        let children = self.children(node);
        let mut module = String::new();
        let mut level = 0;
        if kind == Kind::FutureImportStatement {
            "__future__".clone_into(&mut module);
        }
        if let Some(source) = field(&children, Field::ModuleName) {
            let mut dotted = Some(source);
            if self.table.kind(source) == Kind::RelativeImport {
                dotted = None;
                for part in self.named(source) {
                    match part.kind {
                        Kind::ImportPrefix => level = self.slice(part.node).matches('.').count(),
                        _ => dotted = Some(part.node),
                    }
                }
            }
            module = dotted.map(|dotted| self.module_name(dotted)).unwrap_or_default();
        }
        StmtKind::ImportFrom {
            module,
            level: u32::try_from(level.min(MAX_MODULE_PARTS)).unwrap_or(u32::MAX),
            names: self.import_names(node),
            star: has(&children, Kind::WildcardImport),
        }
    }

    /// `print "x"` and `exec "x"` as the calls that they are in Python 3.
    fn python2_call(&mut self, node: Node<'t>, kind: Kind) -> StmtKind {
        let name = if kind == Kind::PrintStatement { "print" } else { "exec" };
        let span = self.span(node);
        let end = Pos(span.start.0 + u32::try_from(name.len()).unwrap_or(0));
        let mut args = Vec::new();
        for child in self.named(node) {
            let value = if child.kind == Kind::Chevron {
                self.named(child.node).first().map(|inner| inner.node)
            } else {
                Some(child.node)
            };
            let Some(value) = value.map(|value| self.expr(value)) else {
                continue;
            };
            let span = self.span(child.node);
            let mark = Span { start: span.start, end: span.start };
            let keyword = (child.kind == Kind::Chevron).then(|| Ident { name: "file".to_owned(), span: mark });
            args.push(Arg { keyword, star: Star::None, value, span });
        }
        let function = Expr { span: Span { start: span.start, end }, kind: ExprKind::Name(name.to_owned()) };
        StmtKind::Expr(Expr { span, kind: ExprKind::Call { function: Box::new(function), args } })
    }

    fn type_alias(&mut self, node: Node<'t>) -> StmtKind {
        let children = self.children(node);
        let (Some(left), Some(right)) = (field(&children, Field::Left), field(&children, Field::Right)) else {
            return StmtKind::Error;
        };
        let mut name = left;
        while self.table.kind(name) != Kind::Identifier {
            match self.named(name).first() {
                Some(inner) => name = inner.node,
                None => break,
            }
        }
        StmtKind::TypeAlias { name: self.ident(name), value: self.expr(right) }
    }

    pub(super) fn function(&mut self, node: Node<'t>, decorators: Vec<Expr>, whole: Node<'t>) -> Function {
        let children = self.children(node);
        let name = field(&children, Field::Name).map_or_else(Ident::nameless, |name| self.ident(name));
        let params = field(&children, Field::Parameters).map(|params| self.params(params)).unwrap_or_default();
        let returns = field(&children, Field::ReturnType).map(|returns| self.expr(returns));
        let body = self.suite(&children);
        Function {
            name,
            params,
            returns,
            has_imports: has_imports(&body),
            body,
            decorators,
            is_async: has(&children, Kind::AsyncToken),
            span: self.span(whole),
        }
    }

    pub(super) fn class(&mut self, node: Node<'t>, decorators: Vec<Expr>, whole: Node<'t>) -> Class {
        let children = self.children(node);
        Class {
            name: field(&children, Field::Name).map_or_else(Ident::nameless, |name| self.ident(name)),
            args: field(&children, Field::Superclasses).map(|bases| self.args(bases)).unwrap_or_default(),
            body: self.suite(&children),
            decorators,
            span: self.span(whole),
        }
    }
}

impl Ident {
    fn nameless() -> Ident {
        Ident { name: String::new(), span: Span::default() }
    }
}
