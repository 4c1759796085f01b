//! Python's syntax as typed data, from Python 3.8 to 3.14.
//!
//! The tree-sitter tree stays the truth about every byte; this is what analysis walks. Code that does not parse becomes
//! [`StmtKind::Error`] and [`ExprKind::Error`], and what surrounds it stays intact.

use std::sync::Arc;

/// A place in a file, in the order of its text.
///
/// It is no byte: statements that an edit leaves alone keep their positions, wherever the edit moves them. The
/// [`Document`](crate::document::Document) says which byte a position stands for, and the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Pos(pub(crate) u32);

impl Pos {
    /// Where every file begins.
    pub const MIN: Pos = Pos(0);
    /// Behind everything.
    pub const MAX: Pos = Pos(u32::MAX);
}

/// Half-open range of positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Where the first byte is.
    pub start: Pos,
    /// Behind the last byte.
    pub end: Pos,
}

impl Span {
    /// A span of bytes, in a file whose positions are bytes.
    pub(crate) fn of_bytes(start: usize, end: usize) -> Self {
        let clamp = |at: usize| Pos(u32::try_from(at).unwrap_or(u32::MAX));
        Span { start: clamp(start), end: clamp(end) }
    }

    /// The bytes of a span of a file that was read by [`Document::parse`](crate::document::Document::parse): until it is
    /// edited, its positions are bytes.
    pub fn bytes_as_read(self) -> std::ops::Range<usize> {
        self.start.0 as usize..self.end.0 as usize
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the position lies inside, the end included.
    pub fn touches(self, pos: Pos) -> bool {
        self.start <= pos && pos <= self.end
    }

    /// Whether the other span lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Statements one after the other. Versions of a file share those that an edit left alone.
pub type Block = Vec<Arc<Stmt>>;

/// A file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Module {
    /// Statements at the top level.
    pub body: Block,
    /// Comments in order, the `#` included.
    pub comments: Vec<Span>,
    /// Whether any part did not parse.
    pub has_errors: bool,
    /// What is nested deeper than is looked at, in order.
    pub too_deep: Vec<Span>,
    /// The file was not read: it is too long, or the parser did not come to an end with it.
    pub given_up: bool,
}

/// An identifier where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ident {
    /// Its text.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Stmt {
    /// From its first to its last byte; decorators included.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind,
}

/// The kinds of statement.
#[derive(Debug, Clone, PartialEq)]
pub enum StmtKind {
    /// An expression by itself.
    Expr(Expr),
    /// `a = b = value`.
    Assign {
        /// Left-hand sides, in order.
        targets: Vec<Expr>,
        /// Right-hand side.
        value: Expr,
    },
    /// `target: annotation = value`.
    AnnAssign {
        /// Left-hand side.
        target: Expr,
        /// The type.
        annotation: Expr,
        /// Right-hand side.
        value: Option<Expr>,
    },
    /// `target += value`.
    AugAssign {
        /// Left-hand side.
        target: Expr,
        /// The operator before `=`.
        op: BinOp,
        /// Right-hand side.
        value: Expr,
    },
    /// `return value`.
    Return(Option<Expr>),
    /// `raise exception from cause`.
    Raise {
        /// What is raised.
        exception: Option<Expr>,
        /// Its cause.
        cause: Option<Expr>,
    },
    /// `assert test, message`.
    Assert {
        /// What is asserted.
        test: Expr,
        /// The message.
        message: Option<Expr>,
    },
    /// `del a, b`.
    Delete(Vec<Expr>),
    /// `pass`.
    Pass,
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `import a.b as c, d`.
    Import(Vec<ImportName>),
    /// `from ..module import a as b`.
    ImportFrom {
        /// Dotted name after the dots; empty for `from . import x`.
        module: String,
        /// Number of leading dots.
        level: u32,
        /// Imported names; empty with `star`.
        names: Vec<ImportName>,
        /// `import *`.
        star: bool,
    },
    /// `global a, b`.
    Global(Vec<Ident>),
    /// `nonlocal a, b`.
    Nonlocal(Vec<Ident>),
    /// `if test: … else: …`; `elif` is an `If` alone in `orelse`.
    If {
        /// The condition.
        test: Expr,
        /// Where it holds.
        body: Block,
        /// Where it does not.
        orelse: Block,
    },
    /// `while test: … else: …`.
    While {
        /// The condition.
        test: Expr,
        /// The loop.
        body: Block,
        /// After the loop without `break`.
        orelse: Block,
    },
    /// `for target in iterable: … else: …`.
    For {
        /// `async for`.
        is_async: bool,
        /// What is bound.
        target: Expr,
        /// What is iterated.
        iterable: Expr,
        /// The loop.
        body: Block,
        /// After the loop without `break`.
        orelse: Block,
    },
    /// `try: … except …: … else: … finally: …`.
    Try {
        /// The guarded statements.
        body: Block,
        /// `except` clauses.
        handlers: Vec<Handler>,
        /// `else`.
        orelse: Block,
        /// `finally`.
        finally: Block,
    },
    /// `with context as target: …`.
    With {
        /// `async with`.
        is_async: bool,
        /// Context managers and what they bind.
        items: Vec<WithItem>,
        /// The block.
        body: Block,
    },
    /// `match subject: case …`.
    Match {
        /// What is matched.
        subject: Expr,
        /// The cases.
        cases: Vec<Case>,
    },
    /// `def` and `async def`.
    Function(Box<Function>),
    /// `class`.
    Class(Box<Class>),
    /// `type Name = value`.
    TypeAlias {
        /// The name.
        name: Ident,
        /// The aliased type.
        value: Expr,
    },
    /// Something that did not parse.
    Error,
}

/// One name of an import statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportName {
    /// Dotted name.
    pub name: String,
    /// After `as`.
    pub alias: Option<Ident>,
    /// The whole clause.
    pub span: Span,
}

/// `except kind as name: body`.
#[derive(Debug, Clone, PartialEq)]
pub struct Handler {
    /// What is caught.
    pub kind: Option<Expr>,
    /// After `as`.
    pub name: Option<Ident>,
    /// The block.
    pub body: Block,
    /// The whole clause.
    pub span: Span,
}

/// `context as target`.
#[derive(Debug, Clone, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context: Expr,
    /// What it binds.
    pub target: Option<Expr>,
}

/// `case pattern if guard: body`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Names that the pattern binds.
    pub bindings: Vec<Ident>,
    /// Whether every alternative of the pattern is a literal or a dotted name.
    pub is_constant: bool,
    /// After `if`.
    pub guard: Option<Expr>,
    /// The block.
    pub body: Block,
    /// The whole clause.
    pub span: Span,
}

/// A function, method or lambda.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name; empty for a lambda.
    pub name: Ident,
    /// Parameters in order.
    pub params: Vec<Param>,
    /// After `->`.
    pub returns: Option<Expr>,
    /// The block; a lambda's is one `Return`.
    pub body: Block,
    /// Without the `@`.
    pub decorators: Vec<Expr>,
    /// `async def`.
    pub is_async: bool,
    /// An import stands somewhere in the block.
    pub has_imports: bool,
    /// From the first decorator to the end.
    pub span: Span,
}

impl Function {
    /// The docstring expression, if the body begins with one.
    pub fn docstring(&self) -> Option<&Expr> {
        docstring_of(&self.body)
    }
}

/// The docstring expression that begins a block.
pub fn docstring_of(body: &[Arc<Stmt>]) -> Option<&Expr> {
    match &body.first()?.kind {
        StmtKind::Expr(value) if matches!(value.kind, ExprKind::Str(_)) => Some(value),
        _ => None,
    }
}

/// How a parameter takes its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or name.
    Normal,
    /// After `*`.
    KeywordOnly,
    /// `*args`.
    VarArgs,
    /// `**kwargs`.
    KwArgs,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// Its name, without stars.
    pub name: Ident,
    /// How it takes its argument.
    pub kind: ParamKind,
    /// After `:`.
    pub annotation: Option<Expr>,
    /// After `=`.
    pub default: Option<Expr>,
}

/// A class.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its name.
    pub name: Ident,
    /// Bases and keywords.
    pub args: Vec<Arg>,
    /// The block.
    pub body: Block,
    /// Without the `@`.
    pub decorators: Vec<Expr>,
    /// From the first decorator to the end.
    pub span: Span,
}

/// An expression. Parentheses are not kept: the span is that of what they hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// An identifier.
    Name(String),
    /// `value.attribute`.
    Attribute {
        /// Before the dot.
        value: Box<Expr>,
        /// After it.
        attribute: Ident,
    },
    /// `function(args)`.
    Call {
        /// What is called.
        function: Box<Expr>,
        /// The arguments.
        args: Vec<Arg>,
    },
    /// `value[index]`; several indexes are a tuple.
    Subscript {
        /// Before the bracket.
        value: Box<Expr>,
        /// Inside it.
        index: Box<Expr>,
    },
    /// `lower:upper:step`.
    Slice {
        /// Parts that are there.
        parts: Vec<Expr>,
    },
    /// Texts, bytes, f-strings and t-strings; neighbours are one.
    Str(Text),
    /// A whole number that fits.
    Int(i64),
    /// Any other number.
    Number,
    /// `True` and `False`.
    Bool(bool),
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `a, b`.
    Tuple(Vec<Expr>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{a, b}`.
    Set(Vec<Expr>),
    /// `{key: value, **rest}`; the rest has no key.
    Dict(Vec<(Option<Expr>, Expr)>),
    /// `[element for …]`, `{key: element for …}`, `(element for …)`.
    Comprehension {
        /// Key of a dictionary comprehension.
        key: Option<Box<Expr>>,
        /// The element, or the value of a dictionary comprehension.
        element: Box<Expr>,
        /// `for` clauses with their `if`s.
        clauses: Vec<Clause>,
    },
    /// `left op right`.
    Binary {
        /// Left operand.
        left: Box<Expr>,
        /// Operator.
        op: BinOp,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `not x`.
    Not(Box<Expr>),
    /// `-x`, `+x`, `~x`.
    Unary {
        /// The sign.
        op: char,
        /// The operand.
        operand: Box<Expr>,
    },
    /// `a and b`, `a or b`.
    BoolOp {
        /// `and` rather than `or`.
        is_and: bool,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `a < b < c`.
    Compare {
        /// First operand.
        left: Box<Expr>,
        /// Operators with their right operands.
        rest: Vec<(CmpOp, Expr)>,
    },
    /// `body if test else orelse`.
    Conditional {
        /// The condition.
        test: Box<Expr>,
        /// Where it holds.
        body: Box<Expr>,
        /// Where it does not.
        orelse: Box<Expr>,
    },
    /// `lambda params: body`.
    Lambda(Box<Function>),
    /// `await x`.
    Await(Box<Expr>),
    /// `yield x` and `yield from x`.
    Yield(Option<Box<Expr>>),
    /// `*x` and, in subscripts and calls, `**x`.
    Starred(Box<Expr>),
    /// `name := value`.
    Walrus {
        /// What is bound.
        target: Ident,
        /// The value.
        value: Box<Expr>,
    },
    /// Something that did not parse.
    Error,
}

/// A text, bytes or interpolated literal, neighbours joined.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Bytes rather than text.
    pub is_bytes: bool,
    /// Any piece is an f-string or a t-string.
    pub is_interpolated: bool,
    /// Constant and interpolated parts in order.
    pub parts: Vec<TextPart>,
}

impl Text {
    /// The whole value where nothing is interpolated.
    pub fn constant(&self) -> Option<String> {
        let mut whole = String::new();
        for part in &self.parts {
            match part {
                TextPart::Constant { value, .. } => whole.push_str(value),
                TextPart::Interpolation { .. } => return None,
            }
        }
        Some(whole)
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum TextPart {
    /// Characters as they are after escapes are read.
    Constant {
        /// The characters.
        value: String,
        /// Where they stand, without quotes.
        span: Span,
    },
    /// `{expression!r:spec}`.
    Interpolation {
        /// The expression.
        expr: Box<Expr>,
        /// `r`, `s` or `a`.
        conversion: Option<char>,
        /// Text after the colon, as written.
        spec: Option<String>,
        /// With the braces.
        span: Span,
    },
}

/// `for target in iterable if condition`.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What is bound.
    pub target: Expr,
    /// What is iterated.
    pub iterable: Expr,
    /// Conditions.
    pub conditions: Vec<Expr>,
}

/// How an argument is passed.
#[derive(Debug, Clone, PartialEq)]
pub struct Arg {
    /// `name=`.
    pub keyword: Option<Ident>,
    /// `*` or `**` before the value.
    pub star: Star,
    /// The value.
    pub value: Expr,
    /// The whole argument.
    pub span: Span,
}

/// Stars before an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Star {
    /// None.
    #[default]
    None,
    /// `*x`.
    One,
    /// `**x`.
    Two,
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    ShiftLeft,
    ShiftRight,
    And,
    Or,
    Xor,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CmpOp {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
    Is,
    IsNot,
}
