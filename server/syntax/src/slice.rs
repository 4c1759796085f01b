//! Program slicing: what is left of code when only what bears on a few statements stays.
//!
//! From the criteria and the calls that matter beside them, data dependence is followed backward and forward and
//! control dependence backward, each for a bounded number of hops. The result is Python that parses, without comments
//! and docstrings.

mod changed;
mod graph;
mod print;

use std::collections::{HashSet, VecDeque};

use crate::ast::{Expr, Span};
use crate::document::Document;
use graph::{Graph, Node, is_exit};

pub use changed::changed_statements;

/// What slicing leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// The code that stays. It parses.
    pub code: String,
    /// The statements that stay, in order; of a compound statement its header.
    pub kept: Vec<Span>,
    /// Lines before, empty ones left out.
    pub lines_before: usize,
    /// Lines after, empty ones left out.
    pub lines_after: usize,
}

/// Slices a file. A statement is a criterion where its own bytes (of a compound statement, its header's) overlap one
/// of `criteria`. `calls` says which calls matter: in the functions that hold a criterion they are criteria too, and in
/// the whole file where `criteria` is empty. `hops` bounds how many dependences are followed from a criterion.
pub fn slice(doc: &Document, criteria: &[Span], calls: &dyn Fn(&Expr) -> bool, hops: usize) -> Slice {
    let graph = Graph::of(doc);
    let seeds = seeds(&graph, criteria, calls);
    let mut kept = follow(&graph, &seeds, hops);
    for at in 0..graph.nodes.len() {
        if kept.contains(&at) {
            keep_ancestors(&graph, at, &mut kept);
        }
    }
    let used = used_names(&graph, &kept);
    let code = print::print(doc, &graph, &kept, &used);
    let spans = graph
        .nodes
        .iter()
        .enumerate()
        .filter(|(at, node)| kept.contains(at) || print::import_is_used(node.stmt, &used));
    Slice {
        kept: spans.map(|(_, node)| node.span).collect(),
        lines_before: lines(doc.text()),
        lines_after: lines(&code),
        code,
    }
}

fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

fn seeds(graph: &Graph<'_>, criteria: &[Span], calls: &dyn Fn(&Expr) -> bool) -> Vec<usize> {
    let hit = |node: &Node<'_>| criteria.iter().any(|span| span.start < node.span.end && node.span.start < span.end);
    let mut seeds: Vec<usize> = (0..graph.nodes.len()).filter(|at| graph.nodes.get(*at).is_some_and(hit)).collect();
    for lost in criteria
        .iter()
        .filter(|span| !graph.nodes.iter().any(|node| span.start < node.span.end && node.span.start < span.end))
    {
        seeds.extend(within_innermost(graph, *lost));
    }
    let scopes: HashSet<Option<usize>> =
        seeds.iter().filter_map(|at| graph.nodes.get(*at)).map(|node| node.scope).collect();
    for (at, node) in graph.nodes.iter().enumerate() {
        let near = criteria.is_empty() || scopes.contains(&node.scope);
        if near && node.calls.iter().any(|call| calls(call)) {
            seeds.push(at);
        }
    }
    seeds.sort_unstable();
    seeds.dedup();
    seeds
}

/// What no node has for itself, such as the header of a handler: the innermost statement around it, whole.
fn within_innermost(graph: &Graph<'_>, span: Span) -> Vec<usize> {
    let around = graph.nodes.iter().map(|node| node.stmt.span).filter(|stmt| stmt.contains(span));
    let Some(innermost) = around.min_by_key(|stmt| (std::cmp::Reverse(stmt.start), stmt.end)) else {
        return Vec::new();
    };
    let inside = graph.nodes.iter().enumerate().filter(|(_, node)| innermost.contains(node.stmt.span));
    inside.map(|(at, _)| at).collect()
}

/// Which way a dependence is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    Backward,
    Forward,
}

fn follow(graph: &Graph<'_>, seeds: &[usize], hops: usize) -> HashSet<usize> {
    let mut kept: HashSet<usize> = seeds.iter().copied().collect();
    let mut done: HashSet<(usize, Way)> = HashSet::new();
    let mut open: VecDeque<(usize, usize, Way)> = VecDeque::new();
    for seed in seeds {
        open.push_back((*seed, 0, Way::Backward));
        open.push_back((*seed, 0, Way::Forward));
    }
    while let Some((at, hop, way)) = open.pop_front() {
        if !done.insert((at, way)) {
            continue;
        }
        kept.insert(at);
        if hop >= hops {
            continue;
        }
        match way {
            Way::Forward => open.extend(graph.uses_after(at).into_iter().map(|next| (next, hop + 1, Way::Forward))),
            Way::Backward => {
                open.extend(graph.defs_before(at).into_iter().map(|next| (next, hop + 1, Way::Backward)));
                open.extend(graph.ancestors(at).into_iter().map(|next| (next, hop + 1, Way::Backward)));
                open.extend(guards(graph, at).into_iter().map(|next| (next, hop + 1, Way::Backward)));
            }
        }
    }
    kept
}

/// `if` statements before this one, in its block or one around it, that leave the function and test what it uses.
fn guards(graph: &Graph<'_>, at: usize) -> Vec<usize> {
    let Some(node) = graph.nodes.get(at) else {
        return Vec::new();
    };
    let mut around: HashSet<Option<usize>> = graph.ancestors(at).into_iter().map(Some).collect();
    around.insert(None);
    let shares = |guard: &Node<'_>| guard.uses.iter().any(|name| node.uses.contains(name) || node.defs.contains(name));
    let candidates = graph
        .nodes
        .iter()
        .enumerate()
        .take(at)
        .filter(|(_, guard)| guard.scope == node.scope && around.contains(&guard.parent));
    candidates.filter(|(_, guard)| guard.is_guard && shares(guard)).map(|(at, _)| at).collect()
}

/// Headers around a statement stay; so does what leaves the function in a guard that stays.
fn keep_ancestors(graph: &Graph<'_>, at: usize, kept: &mut HashSet<usize>) {
    kept.extend(graph.ancestors(at));
    if graph.nodes.get(at).is_some_and(|node| node.is_guard) {
        let inside = graph
            .nodes
            .iter()
            .enumerate()
            .skip(at + 1)
            .filter(|(_, node)| node.parent == Some(at) && is_exit(node.stmt));
        kept.extend(inside.map(|(at, _)| at));
    }
}

fn used_names<'a>(graph: &'a Graph<'_>, kept: &HashSet<usize>) -> HashSet<&'a str> {
    let nodes = graph.nodes.iter().enumerate().filter(|(at, _)| kept.contains(at));
    nodes.flat_map(|(_, node)| &node.uses).map(|name| name.split('.').next().unwrap_or("")).collect()
}
