//! Lambdas and parameters.

use tree_sitter::Node;

use super::kinds::{Field, Kind};
use super::{Child, Lowerer, field};
use crate::ast::{ExprKind, Function, Ident, Param, ParamKind, Span, Stmt, StmtKind};

impl<'t> Lowerer<'t> {
    /// A lambda as the function that it is.
    pub(super) fn lambda(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let params = field(&children, Field::Parameters).map(|params| self.params(params)).unwrap_or_default();
        let body = *self.optional(field(&children, Field::Body), node);
        let span = self.span(node);
        ExprKind::Lambda(Box::new(Function {
            name: Ident { name: String::new(), span: Span { start: span.start, end: span.start } },
            params,
            returns: None,
            body: vec![Stmt { span: body.span, kind: StmtKind::Return(Some(body)) }.into()],
            decorators: Vec::new(),
            is_async: false,
            has_imports: false,
            span,
        }))
    }

    /// Parameters of a function or lambda.
    pub(super) fn params(&mut self, node: Node<'t>) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::new();
        let mut kind = ParamKind::Normal;
        for child in self.named(node) {
            match child.kind {
                Kind::PositionalSeparator => {
                    for param in &mut params {
                        param.kind = ParamKind::PositionalOnly;
                    }
                }
                Kind::KeywordSeparator => kind = ParamKind::KeywordOnly,
                _ => {
                    if let Some(param) = self.param(child, kind) {
                        if param.kind == ParamKind::VarArgs {
                            kind = ParamKind::KeywordOnly;
                        }
                        params.push(param);
                    }
                }
            }
        }
        params
    }

    fn param(&mut self, child: Child<'t>, kind: ParamKind) -> Option<Param> {
        let children = match child.kind {
            Kind::Identifier => Vec::new(),
            _ => self.children(child.node),
        };
        let named = match child.kind {
            Kind::TypedParameter => children.first().map(|first| first.node)?,
            Kind::DefaultParameter | Kind::TypedDefaultParameter => field(&children, Field::Name)?,
            _ => child.node,
        };
        let kind = match self.table.kind(named) {
            Kind::ListSplatPattern => ParamKind::VarArgs,
            Kind::DictionarySplatPattern => ParamKind::KwArgs,
            _ => kind,
        };
        Some(Param {
            name: self.first_identifier(named)?,
            kind,
            annotation: field(&children, Field::Type).map(|node| self.expr(node)),
            default: field(&children, Field::Value).map(|node| self.expr(node)),
        })
    }

    /// The name in `*args`, or the first one of Python 2's `(a, b)`.
    fn first_identifier(&mut self, mut node: Node<'t>) -> Option<Ident> {
        while self.table.kind(node) != Kind::Identifier {
            node = self.named(node).first()?.node;
        }
        Some(self.ident(node))
    }
}
