//! Expressions.

use tree_sitter::Node;

use super::kinds::{Field, Kind};
use super::{Child, Lowerer, MAX_EXPR_DEPTH, field, has};
use crate::ast::{Arg, BinOp, Clause, CmpOp, Expr, ExprKind, Span, Star};

impl<'t> Lowerer<'t> {
    /// Any expression, pattern of an assignment, or type.
    pub(super) fn expr(&mut self, node: Node<'t>) -> Expr {
        let (node, kind) = self.unwrapped(node);
        let span = self.span(node);
        if span.start == span.end {
            return self.broken_expr(node);
        }
        if self.expr_depth >= MAX_EXPR_DEPTH {
            self.skip(node);
            return self.broken_expr(node);
        }
        self.expr_depth += 1;
        let lowered = self.expr_kind(node, kind);
        self.expr_depth -= 1;
        Expr { span, kind: lowered }
    }

    pub(super) fn boxed(&mut self, node: Node<'t>) -> Box<Expr> {
        Box::new(self.expr(node))
    }

    pub(super) fn optional(&mut self, node: Option<Node<'t>>, parent: Node<'t>) -> Box<Expr> {
        match node {
            Some(node) => self.boxed(node),
            None => Box::new(self.broken_expr(parent)),
        }
    }

    /// What parentheses, types and targets of `as` hold.
    fn unwrapped(&mut self, mut node: Node<'t>) -> (Node<'t>, Kind) {
        loop {
            let kind = self.table.kind(node);
            let holds = matches!(
                kind,
                Kind::ParenthesizedExpression
                    | Kind::Type
                    | Kind::AsPatternTarget
                    | Kind::AsPattern
                    | Kind::ConstrainedType
            );
            let inner = if holds { self.named(node).first().map(|child| child.node) } else { None };
            match inner {
                Some(inner) => node = inner,
                None => return (node, kind),
            }
        }
    }

    fn expr_kind(&mut self, node: Node<'t>, kind: Kind) -> ExprKind {
        match kind {
            Kind::Identifier => ExprKind::Name(self.slice(node).to_owned()),
            Kind::DottedName => self.dotted(node),
            Kind::Integer => integer(self.slice(node)),
            Kind::Float => ExprKind::Number,
            Kind::True => ExprKind::Bool(true),
            Kind::False => ExprKind::Bool(false),
            Kind::None => ExprKind::None,
            Kind::Ellipsis => ExprKind::Ellipsis,
            Kind::Str | Kind::ConcatenatedString => ExprKind::Str(self.string(node, kind)),
            Kind::Attribute | Kind::MemberType => self.attribute(node),
            Kind::Call => self.call(node),
            Kind::Subscript | Kind::GenericType => self.subscript(node),
            Kind::Slice => ExprKind::Slice { parts: self.exprs(node) },
            Kind::Tuple | Kind::ExpressionList | Kind::PatternList | Kind::TuplePattern => {
                ExprKind::Tuple(self.exprs(node))
            }
            Kind::List | Kind::ListPattern => ExprKind::List(self.exprs(node)),
            Kind::Set => ExprKind::Set(self.exprs(node)),
            Kind::Dictionary => self.dictionary(node),
            _ => self.operation(node, kind),
        }
    }

    fn operation(&mut self, node: Node<'t>, kind: Kind) -> ExprKind {
        match kind {
            Kind::ListComprehension
            | Kind::SetComprehension
            | Kind::DictionaryComprehension
            | Kind::GeneratorExpression => self.comprehension(node),
            Kind::BinaryOperator | Kind::UnionType => self.binary(node),
            Kind::BooleanOperator => self.bool_op(node),
            Kind::ComparisonOperator => self.comparison(node),
            Kind::NotOperator => ExprKind::Not(self.only(node)),
            Kind::UnaryOperator => self.unary(node),
            Kind::ConditionalExpression => self.conditional(node),
            Kind::Lambda => self.lambda(node),
            Kind::Await => ExprKind::Await(self.only(node)),
            Kind::Yield => {
                let inner = self.named(node).first().map(|child| child.node);
                ExprKind::Yield(inner.map(|inner| self.boxed(inner)))
            }
            Kind::ListSplat
            | Kind::ListSplatPattern
            | Kind::DictionarySplat
            | Kind::DictionarySplatPattern
            | Kind::SplatType => ExprKind::Starred(self.only(node)),
            Kind::NamedExpression => self.walrus(node),
            Kind::KeywordArgument => {
                let children = self.children(node);
                self.optional(field(&children, Field::Value), node).kind
            }
            _ => ExprKind::Error,
        }
    }

    /// The only expression inside a node.
    fn only(&mut self, node: Node<'t>) -> Box<Expr> {
        let inner = self.named(node).first().map(|child| child.node);
        self.optional(inner, node)
    }

    /// Every expression inside a node.
    pub(super) fn exprs(&mut self, node: Node<'t>) -> Vec<Expr> {
        self.named(node).into_iter().map(|child| self.expr(child.node)).collect()
    }

    /// `a.b.c` that the grammar keeps as one name.
    fn dotted(&mut self, node: Node<'t>) -> ExprKind {
        let start = self.span(node).start;
        let mut names = self.named(node).into_iter();
        let Some(first) = names.next() else {
            return ExprKind::Error;
        };
        let mut whole = Expr { span: self.span(first.node), kind: ExprKind::Name(self.slice(first.node).to_owned()) };
        for name in names.take(MAX_EXPR_DEPTH) {
            let attribute = self.ident(name.node);
            whole = Expr {
                span: Span { start, end: attribute.span.end },
                kind: ExprKind::Attribute { value: Box::new(whole), attribute },
            };
        }
        whole.kind
    }

    fn attribute(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.named(node);
        match (children.first(), children.last()) {
            (Some(value), Some(name)) if children.len() > 1 => {
                ExprKind::Attribute { value: self.boxed(value.node), attribute: self.ident(name.node) }
            }
            _ => ExprKind::Error,
        }
    }

    fn call(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let function = self.optional(field(&children, Field::Function), node);
        let args = field(&children, Field::Arguments).map(|args| self.args(args)).unwrap_or_default();
        ExprKind::Call { function, args }
    }

    /// Arguments of a call or bases of a class.
    pub(super) fn args(&mut self, node: Node<'t>) -> Vec<Arg> {
        if self.table.kind(node) == Kind::GeneratorExpression {
            let value = self.expr(node);
            return vec![Arg { keyword: None, star: Star::None, span: value.span, value }];
        }
        self.named(node).into_iter().map(|child| self.arg(child)).collect()
    }

    fn arg(&mut self, child: Child<'t>) -> Arg {
        let span = self.span(child.node);
        let (inner, kind) = self.unwrapped(child.node);
        let star = match kind {
            Kind::ListSplat => Star::One,
            Kind::DictionarySplat => Star::Two,
            _ => Star::None,
        };
        if star != Star::None {
            let value = *self.only(inner);
            return Arg { keyword: None, star, value, span };
        }
        if kind != Kind::KeywordArgument {
            let value = self.expr(child.node);
            return Arg { keyword: None, star, value, span };
        }
        let children = self.children(inner);
        Arg {
            keyword: field(&children, Field::Name).map(|name| self.ident(name)),
            star,
            value: *self.optional(field(&children, Field::Value), inner),
            span,
        }
    }

    fn subscript(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let mut parts = children.iter().filter(|child| child.node.is_named() && child.kind != Kind::Broken);
        let Some(value) = parts.next() else {
            return ExprKind::Error;
        };
        let value = self.boxed(value.node);
        let mut indexes: Vec<Node<'t>> = parts.map(|child| child.node).collect();
        let mut many = has(&children, Kind::CommaToken);
        if let [only] = indexes.as_slice()
            && self.table.kind(*only) == Kind::TypeParameter
        {
            let inner = self.children(*only);
            many = has(&inner, Kind::CommaToken);
            indexes = inner.iter().filter(|child| child.node.is_named()).map(|child| child.node).collect();
        }
        let index = self.index(&indexes, many, node);
        ExprKind::Subscript { value, index: Box::new(index) }
    }

    fn index(&mut self, indexes: &[Node<'t>], many: bool, parent: Node<'t>) -> Expr {
        match indexes {
            [] => self.broken_expr(parent),
            [only] if !many => self.expr(*only),
            [first, .., last] | [first @ last] => Expr {
                span: self.shifts.span(first.start_byte(), last.end_byte()),
                kind: ExprKind::Tuple(indexes.iter().map(|index| self.expr(*index)).collect()),
            },
        }
    }

    fn dictionary(&mut self, node: Node<'t>) -> ExprKind {
        let mut pairs = Vec::new();
        for child in self.named(node) {
            match child.kind {
                Kind::Pair => {
                    let children = self.children(child.node);
                    let key = *self.optional(field(&children, Field::Key), child.node);
                    let value = *self.optional(field(&children, Field::Value), child.node);
                    pairs.push((Some(key), value));
                }
                Kind::DictionarySplat => pairs.push((None, *self.only(child.node))),
                _ => pairs.push((None, self.expr(child.node))),
            }
        }
        ExprKind::Dict(pairs)
    }

    fn comprehension(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.named(node);
        let mut key = None;
        let mut element = None;
        let mut clauses: Vec<Clause> = Vec::new();
        for child in children {
            match child.kind {
                Kind::ForInClause => clauses.push(self.clause(child.node)),
                Kind::IfClause => {
                    let condition = *self.only(child.node);
                    if let Some(clause) = clauses.last_mut() {
                        clause.conditions.push(condition);
                    }
                }
                Kind::Pair => {
                    let pair = self.children(child.node);
                    key = Some(self.optional(field(&pair, Field::Key), child.node));
                    element = Some(self.optional(field(&pair, Field::Value), child.node));
                }
                _ => element = Some(self.boxed(child.node)),
            }
        }
        let element = element.unwrap_or_else(|| Box::new(self.broken_expr(node)));
        ExprKind::Comprehension { key, element, clauses }
    }

    fn clause(&mut self, node: Node<'t>) -> Clause {
        let children = self.children(node);
        let target = *self.optional(field(&children, Field::Left), node);
        let right: Vec<Node<'t>> = children
            .iter()
            .filter(|child| child.field == Field::Right && child.node.is_named())
            .map(|child| child.node)
            .collect();
        let iterable = self.index(&right, right.len() > 1, node);
        Clause { target, iterable, conditions: Vec::new() }
    }

    fn binary(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        let operands: Vec<Node<'t>> = children
            .iter()
            .filter(|child| child.node.is_named() && child.kind != Kind::Broken)
            .map(|child| child.node)
            .collect();
        let op = field(&children, Field::Operator).and_then(|token| bin_op(token.kind())).unwrap_or(BinOp::Or);
        match operands.as_slice() {
            [left, .., right] => ExprKind::Binary { left: self.boxed(*left), op, right: self.boxed(*right) },
            _ => ExprKind::Error,
        }
    }

    fn bool_op(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        ExprKind::BoolOp {
            is_and: field(&children, Field::Operator).is_some_and(|token| token.kind() == "and"),
            left: self.optional(field(&children, Field::Left), node),
            right: self.optional(field(&children, Field::Right), node),
        }
    }

    fn comparison(&mut self, node: Node<'t>) -> ExprKind {
        let mut left = None;
        let mut op = CmpOp::Equal;
        let mut rest = Vec::new();
        for child in self.children(node) {
            if child.field == Field::Operators && !child.node.is_named() {
                op = cmp_op(child.node.kind());
            } else if child.node.is_named() && child.kind != Kind::Broken {
                let operand = self.expr(child.node);
                match left {
                    None => left = Some(Box::new(operand)),
                    Some(_) => rest.push((op, operand)),
                }
            }
        }
        match left {
            Some(left) => ExprKind::Compare { left, rest },
            None => ExprKind::Error,
        }
    }

    fn unary(&mut self, node: Node<'t>) -> ExprKind {
        let op = self.slice(node).chars().next().unwrap_or('-');
        ExprKind::Unary { op, operand: self.only(node) }
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.named(node);
        match children.as_slice() {
            [body, test, orelse, ..] => ExprKind::Conditional {
                test: self.boxed(test.node),
                body: self.boxed(body.node),
                orelse: self.boxed(orelse.node),
            },
            _ => ExprKind::Error,
        }
    }

    fn walrus(&mut self, node: Node<'t>) -> ExprKind {
        let children = self.children(node);
        match field(&children, Field::Name) {
            Some(name) => ExprKind::Walrus {
                target: self.ident(name),
                value: self.optional(field(&children, Field::Value), node),
            },
            None => ExprKind::Error,
        }
    }
}

fn integer(text: &str) -> ExprKind {
    let digits: String = text.chars().filter(|at| *at != '_').collect::<String>().to_ascii_lowercase();
    let digits = digits.trim_end_matches('l');
    let parsed = if let Some(hex) = digits.strip_prefix("0x") {
        i64::from_str_radix(hex, 16)
    } else if let Some(octal) = digits.strip_prefix("0o") {
        i64::from_str_radix(octal, 8)
    } else if let Some(binary) = digits.strip_prefix("0b") {
        i64::from_str_radix(binary, 2)
    } else if digits.len() > 1 && digits.starts_with('0') {
        i64::from_str_radix(digits, 8)
    } else {
        digits.parse()
    };
    parsed.map_or(ExprKind::Number, ExprKind::Int)
}

/// The operator of a token such as `+`, or of `+=` without its `=`.
pub(super) fn bin_op(token: &str) -> Option<BinOp> {
    Some(match token {
        "+" => BinOp::Add,
        "-" => BinOp::Sub,
        "*" => BinOp::Mul,
        "/" => BinOp::Div,
        "//" => BinOp::FloorDiv,
        "%" => BinOp::Mod,
        "**" => BinOp::Pow,
        "@" => BinOp::MatMul,
        "<<" => BinOp::ShiftLeft,
        ">>" => BinOp::ShiftRight,
        "&" => BinOp::And,
        "|" => BinOp::Or,
        "^" => BinOp::Xor,
        _ => return None,
    })
}

fn cmp_op(token: &str) -> CmpOp {
    match token {
        "!=" | "<>" => CmpOp::NotEqual,
        "<" => CmpOp::Less,
        "<=" => CmpOp::LessEqual,
        ">" => CmpOp::Greater,
        ">=" => CmpOp::GreaterEqual,
        "in" => CmpOp::In,
        "not in" => CmpOp::NotIn,
        "is" => CmpOp::Is,
        "is not" => CmpOp::IsNot,
        _ => CmpOp::Equal,
    }
}
