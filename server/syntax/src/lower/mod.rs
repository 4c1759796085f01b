//! From the tree-sitter tree to the typed syntax tree.
//!
//! Lowering never fails: what did not parse becomes [`StmtKind::Error`] or [`ExprKind::Error`], and whole statements
//! inside broken code are kept. Nesting is bounded, so hostile input costs no stack.

mod compound;
mod expr;
mod kinds;
mod lowered;
mod moved;
mod params;
mod pattern;
mod recover;
mod reuse;
mod settle;
mod stmt;
mod text;

use tree_sitter::{Node, Tree, TreeCursor};

use crate::ast::{Expr, ExprKind, Ident, Module, Span, Stmt, StmtKind};
use crate::repair::Shifts;
use kinds::{Field, Kind, Table};
pub(crate) use lowered::{Before, Lowered};
use moved::Taken;
use reuse::Reuse;
pub(crate) use settle::as_read;

/// How deep expressions nest before the rest becomes [`ExprKind::Error`].
pub const MAX_EXPR_DEPTH: usize = 400;

/// How deep blocks nest before the rest becomes [`StmtKind::Error`].
pub const MAX_BLOCK_DEPTH: usize = 200;

/// What lowering made. Its positions are bytes, but for what was taken over.
struct Raw {
    module: Module,
    taken: Taken,
    /// Comments in what was taken over, and what is nested too deep there.
    settled: (Vec<Span>, Vec<Span>),
}

/// Lowers a parsed file. `text` is what the tree was parsed from.
fn lower(tree: &Tree, text: &str, shifts: &Shifts, reuse: Option<Reuse<'_>>) -> Raw {
    let root = tree.root_node();
    let mut lowerer = Lowerer {
        text,
        shifts,
        reuse,
        table: Table::get(),
        cursor: root.walk(),
        taken: Taken::new(),
        settled: (Vec::new(), Vec::new()),
        comments: Vec::new(),
        too_deep: Vec::new(),
        expr_depth: 0,
        block_depth: 0,
    };
    let body = lowerer.statements(root);
    let Lowerer { comments, too_deep, taken, settled, .. } = lowerer;
    let module = Module { body, comments, has_errors: root.has_error(), too_deep, given_up: false };
    Raw { module, taken, settled }
}

/// A child of a node with what lowering asks about it.
#[derive(Clone, Copy)]
struct Child<'t> {
    node: Node<'t>,
    kind: Kind,
    field: Field,
}

struct Lowerer<'t> {
    text: &'t str,
    shifts: &'t Shifts,
    reuse: Option<Reuse<'t>>,
    table: &'static Table,
    cursor: TreeCursor<'t>,
    taken: Taken,
    settled: (Vec<Span>, Vec<Span>),
    comments: Vec<Span>,
    too_deep: Vec<Span>,
    expr_depth: usize,
    block_depth: usize,
}

impl<'t> Lowerer<'t> {
    /// Children without comments and line continuations.
    fn children(&mut self, node: Node<'t>) -> Vec<Child<'t>> {
        let mut found = Vec::with_capacity(4);
        self.cursor.reset(node);
        let mut more = self.cursor.goto_first_child();
        while more {
            let node = self.cursor.node();
            let kind = self.table.kind(node);
            match kind {
                Kind::Comment => {
                    let span = self.comment_span(node);
                    self.comments.push(span);
                }
                Kind::LineContinuation => {}
                _ => found.push(Child { node, kind, field: self.table.field(self.cursor.field_id()) }),
            }
            more = self.cursor.goto_next_sibling();
        }
        found
    }

    /// Children that are neither tokens nor broken.
    fn named(&mut self, node: Node<'t>) -> Vec<Child<'t>> {
        let mut found = self.children(node);
        found.retain(|child| child.node.is_named() && child.kind != Kind::Broken);
        found
    }

    /// A comment ends before its carriage return.
    fn comment_span(&self, node: Node<'t>) -> Span {
        let text = self.slice(node);
        let end = node.start_byte() + text.trim_end_matches(['\r', '\n']).len();
        self.shifts.span(node.start_byte(), end)
    }

    fn span(&self, node: Node<'_>) -> Span {
        self.shifts.span(node.start_byte(), node.end_byte())
    }

    fn slice(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or("")
    }

    fn ident(&self, node: Node<'_>) -> Ident {
        let span = self.span(node);
        // What a repair put in has no bytes.
        let name = if span.start == span.end { "" } else { self.slice(node) };
        Ident { name: name.to_owned(), span }
    }

    /// Notes that a node is not looked at.
    fn skip(&mut self, node: Node<'_>) {
        self.too_deep.push(self.span(node));
    }

    fn broken_expr(&self, node: Node<'_>) -> Expr {
        Expr { span: self.span(node), kind: ExprKind::Error }
    }

    fn broken_stmt(&self, node: Node<'_>) -> Stmt {
        Stmt { span: self.span(node), kind: StmtKind::Error }
    }
}

/// The first child with a role.
fn field<'t>(children: &[Child<'t>], field: Field) -> Option<Node<'t>> {
    children.iter().find(|child| child.field == field && child.kind != Kind::Broken).map(|child| child.node)
}

/// Whether a token is among the children.
fn has(children: &[Child<'_>], kind: Kind) -> bool {
    children.iter().any(|child| child.kind == kind)
}
