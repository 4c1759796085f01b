//! Patterns of `match`: what they bind, and whether they only compare.

use tree_sitter::Node;

use super::Lowerer;
use super::kinds::Kind;
use crate::ast::Ident;

impl<'t> Lowerer<'t> {
    /// Names that a pattern binds, in order.
    pub(super) fn bindings(&mut self, patterns: &[Node<'t>]) -> Vec<Ident> {
        let mut found = Vec::new();
        let mut open: Vec<Node<'t>> = patterns.iter().rev().copied().collect();
        while let Some(node) = open.pop() {
            let kind = self.table.kind(node);
            if matches!(kind, Kind::Str | Kind::ConcatenatedString) {
                continue;
            }
            let mut children = self.named(node);
            match kind {
                Kind::DottedName => {
                    if let [only] = children.as_slice() {
                        found.push(self.ident(only.node));
                    }
                    continue;
                }
                Kind::Identifier => {
                    found.push(self.ident(node));
                    continue;
                }
                // The class, or the name of the attribute.
                Kind::ClassPattern | Kind::KeywordPattern => {
                    children.drain(..children.len().min(1));
                }
                _ => {}
            }
            open.extend(children.iter().rev().map(|child| child.node));
        }
        found.retain(|name| name.name != "_");
        found.sort_by_key(|name| name.span);
        found
    }

    /// Whether a pattern compares with literals and dotted names and does nothing else.
    pub(super) fn compares(&mut self, pattern: Node<'t>) -> bool {
        let mut open = vec![pattern];
        while let Some(node) = open.pop() {
            let children = self.named(node);
            match self.table.kind(node) {
                Kind::CasePattern if children.is_empty() && self.slice(node) == "_" => {
                    return false;
                }
                Kind::CasePattern | Kind::UnionPattern => open.extend(children.iter().map(|child| child.node)),
                Kind::AsPattern => open.extend(children.first().map(|child| child.node)),
                Kind::DottedName if children.len() > 1 => {}
                Kind::Str | Kind::ConcatenatedString | Kind::Integer | Kind::Float | Kind::ComplexPattern => {}
                Kind::True | Kind::False | Kind::None => {}
                _ => return false,
            }
        }
        true
    }
}
