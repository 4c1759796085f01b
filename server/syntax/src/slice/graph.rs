//! Statements with what they define and use.

use std::collections::HashSet;
use std::sync::Arc;

use crate::ast::{Expr, ExprKind, Span, Stmt, StmtKind};
use crate::document::Document;
use crate::walk::{bindings, blocks, child_exprs, dotted_name, own_exprs};

/// Every statement of a file, in order.
pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<Node<'a>>,
}

/// A statement; of a compound one its header.
pub(super) struct Node<'a> {
    pub(super) stmt: &'a Stmt,
    /// Its own bytes.
    pub(super) span: Span,
    /// The compound statement around it.
    pub(super) parent: Option<usize>,
    /// The function or class around it.
    pub(super) scope: Option<usize>,
    /// Names and dotted names that it binds, or that it may change.
    pub(super) defs: HashSet<String>,
    /// Those of `defs` that it does not bind anew.
    weak: HashSet<String>,
    /// Names and dotted names that it reads.
    pub(super) uses: HashSet<String>,
    /// Names that a guard tests, or that a call by itself takes: what comes after depends on it.
    checked: HashSet<String>,
    /// Calls in it.
    pub(super) calls: Vec<&'a Expr>,
    /// An `if` whose block leaves the function or the loop.
    pub(super) is_guard: bool,
}

impl<'a> Graph<'a> {
    pub(super) fn of(doc: &'a Document) -> Graph<'a> {
        let mut graph = Graph { nodes: Vec::new() };
        graph.add(doc, &doc.module().body, None, None);
        graph
    }

    fn add(&mut self, doc: &Document, body: &'a [Arc<Stmt>], parent: Option<usize>, scope: Option<usize>) {
        for stmt in body {
            let at = self.nodes.len();
            self.nodes.push(node(doc, stmt, parent, scope));
            let inner = if matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_)) { Some(at) } else { scope };
            for block in blocks(stmt) {
                self.add(doc, block, Some(at), inner);
            }
        }
    }

    /// Compound statements around a node, innermost first.
    pub(super) fn ancestors(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut next = self.nodes.get(at).and_then(|node| node.parent);
        while let Some(parent) = next {
            found.push(parent);
            next = self.nodes.get(parent).and_then(|node| node.parent);
        }
        found
    }

    /// Where the names that a node uses may have got their values: in its function, else at the top level.
    pub(super) fn defs_before(&self, at: usize) -> Vec<usize> {
        let Some(node) = self.nodes.get(at) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for name in &node.uses {
            let mut scope = node.scope;
            loop {
                let (defs, complete) = self.reaching(at, name, scope);
                let none = defs.is_empty();
                found.extend(defs);
                let Some(inner) = scope.filter(|_| none && !complete) else {
                    break;
                };
                scope = self.nodes.get(inner).and_then(|node| node.scope);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Nodes of one scope that may define a name before a use, and whether one of them surely does.
    fn reaching(&self, at: usize, name: &str, scope: Option<usize>) -> (Vec<usize>, bool) {
        let here = self.nodes.get(at).is_some_and(|node| node.scope == scope);
        let around = self.ancestors(at);
        let mut found = Vec::new();
        // From another scope all of this one is seen.
        let until = if here { at } else { self.nodes.len() };
        for (before, node) in self.nodes.iter().enumerate().take(until).rev() {
            let is_header = scope == Some(before);
            if is_header && node.params().contains(&name) {
                return (found, true);
            }
            if node.scope != scope || !node.defs.contains(name) || before == at {
                continue;
            }
            found.push(before);
            let surely = !node.weak.contains(name) && node.parent.is_none_or(|parent| around.contains(&parent));
            if surely && here {
                return (found, true);
            }
        }
        (found, false)
    }

    /// Where what a node defines is read, until it is bound anew.
    pub(super) fn uses_after(&self, at: usize) -> Vec<usize> {
        let Some(node) = self.nodes.get(at) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let checked = node.checked.iter().filter(|name| self.is_local(at, name, node.scope));
        for name in node.defs.iter().chain(checked) {
            if matches!(node.stmt.kind, StmtKind::Function(_) | StmtKind::Class(_)) {
                break;
            }
            for (after, next) in self.nodes.iter().enumerate().skip(at + 1) {
                if next.scope != node.scope {
                    continue;
                }
                if next.uses.contains(name) {
                    found.push(after);
                }
                if next.defs.contains(name) && !next.weak.contains(name) && next.parent == node.parent {
                    break;
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Graph<'_> {
    fn is_local(&self, at: usize, name: &str, scope: Option<usize>) -> bool {
        let (defs, complete) = self.reaching(at, name, scope);
        let binds = |def: &usize| self.nodes.get(*def).is_some_and(|node| !node.weak.contains(name));
        scope.is_some() && (complete || defs.iter().any(binds))
    }
}

impl Node<'_> {
    fn params(&self) -> Vec<&str> {
        match &self.stmt.kind {
            StmtKind::Function(function) => function.params.iter().map(|param| param.name.name.as_str()).collect(),
            _ => Vec::new(),
        }
    }
}

fn node<'a>(doc: &Document, stmt: &'a Stmt, parent: Option<usize>, scope: Option<usize>) -> Node<'a> {
    let mut node = Node {
        stmt,
        span: header_span(doc, stmt),
        parent,
        scope,
        defs: HashSet::new(),
        weak: HashSet::new(),
        uses: HashSet::new(),
        checked: HashSet::new(),
        calls: Vec::new(),
        is_guard: is_guard(stmt),
    };
    bindings(stmt, &mut |binding| {
        node.defs.insert(binding.name.to_owned());
    });
    let mut found = Vec::new();
    own_exprs(stmt, &mut |expr| found.push(expr));
    found.into_iter().for_each(|expr| read(expr, &mut node));
    targets(stmt, &mut node);
    let is_call = matches!(&stmt.kind, StmtKind::Expr(Expr { kind: ExprKind::Call { .. }, .. }));
    if node.is_guard || is_call {
        node.checked = node.uses.iter().filter(|name| !name.contains('.')).cloned().collect();
    }
    node
}

/// The bytes of a statement without those of its blocks.
pub(super) fn header_span(doc: &Document, stmt: &Stmt) -> Span {
    let Some(first) = blocks(stmt).into_iter().flatten().map(|inner| inner.span.start).min() else {
        return stmt.span;
    };
    let start = doc.byte(stmt.span.start);
    let text = doc.text().get(start..doc.byte(first)).unwrap_or("");
    doc.span(start..start + text.trim_end().len())
}

/// Assignments to attributes and items, and calls of methods, may change what stands before the dot or bracket.
fn targets(stmt: &Stmt, node: &mut Node<'_>) {
    let mut weaken = |expr: &Expr| {
        let mut at = expr;
        if let Some(whole) = dotted_name(expr).filter(|name| name.contains('.')) {
            node.defs.insert(whole);
        }
        while let ExprKind::Attribute { value, .. }
        | ExprKind::Subscript { value, .. }
        | ExprKind::Call { function: value, .. } = &at.kind
        {
            at = value;
            if let Some(name) = dotted_name(at) {
                node.weak.insert(name.clone());
                node.defs.insert(name);
            }
        }
    };
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => targets.iter().for_each(&mut weaken),
        StmtKind::AnnAssign { target, .. } => weaken(target),
        StmtKind::AugAssign { target, .. } => {
            weaken(target);
            if let Some(name) = dotted_name(target) {
                node.weak.insert(name);
            }
        }
        StmtKind::Expr(value) if matches!(value.kind, ExprKind::Call { .. }) => weaken(value),
        _ => {}
    }
    // A module is no variable of the file: `os.remove(p)` defines nothing.
    node.weak.retain(|name| node.defs.contains(name));
}

/// Names and dotted names of an expression, and its calls.
fn read<'a>(expr: &'a Expr, node: &mut Node<'a>) {
    if let Some(name) = dotted_name(expr) {
        let root = name.split('.').next().unwrap_or("").to_owned();
        node.uses.insert(root);
        node.uses.insert(name);
    }
    if matches!(expr.kind, ExprKind::Call { .. }) {
        node.calls.push(expr);
    }
    child_exprs(expr, &mut |child| read(child, node));
}

fn is_guard(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::If { body, .. } => body.last().is_some_and(|last| is_exit(last)),
        _ => false,
    }
}

/// Whether a statement leaves the function or the loop.
pub(super) fn is_exit(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Continue | StmtKind::Break => true,
        StmtKind::Expr(Expr { kind: ExprKind::Call { function, .. }, .. }) => {
            let name = dotted_name(function).unwrap_or_default();
            matches!(name.rsplit('.').next(), Some("abort" | "exit" | "_exit"))
        }
        _ => false,
    }
}
