//! What the analysis found: calls, stores, returns and mentions, each with the values that were there.

use super::exports::Foreign;
use super::silence::Silence;
use super::value::Value;
use crate::ast::{Pos, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

/// Qualified names that a function calls, with the place where the first call of each begins.
pub type Called = Arc<FxHashMap<Arc<str>, Pos>>;

/// What was found in one piece of a file: the top level, or a function or method there with what is defined in it.
#[derive(Debug, Default)]
pub struct Piece {
    /// Calls of functions that the [`Api`](super::Api) knows.
    pub calls: Vec<Call>,
    /// Calls of functions of this file.
    pub local_calls: Vec<LocalCall>,
    /// Stores to attributes whose owner is known.
    pub stores: Vec<Store>,
    /// Returns of decorated functions.
    pub returns: Vec<Return>,
    /// Mentions of qualified names outside a callee.
    pub mentions: Vec<Mention>,
    pub(super) silence: Silence,
}

/// The facts of one file.
#[derive(Debug, Default)]
pub struct Facts {
    /// What was found, in the order of the text; the top level comes first. Versions of a file share what an edit leaves
    /// as it was.
    pub pieces: Vec<Arc<Piece>>,
    /// Functions of the file and those that it imports; the index is their number. Number 0 is the module itself. Some
    /// numbers are of functions that are there no more.
    pub functions: Vec<Arc<FunctionFact>>,
    /// What each of them calls.
    pub called: Vec<Called>,
    /// Modules that the file imports, with their parents: `os.path` and `os`.
    pub imported: FxHashSet<Arc<str>>,
    /// Numbers of local calls by callee, once somebody has asked.
    pub(crate) callers: OnceLock<Vec<Vec<(u32, u32)>>>,
    /// The next version of the file may share what is here.
    pub(super) is_remembered: bool,
    /// Functions whose callers were asked for.
    pub(super) asked: RefCell<FxHashSet<usize>>,
    /// Analysis stopped early because the file is too large or too tangled.
    pub cut_short: bool,
}

impl Facts {
    /// Calls of functions that the [`Api`](super::Api) knows.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.pieces.iter().flat_map(|piece| &piece.calls)
    }

    /// Calls of functions of this file.
    pub fn local_calls(&self) -> impl Iterator<Item = &LocalCall> {
        self.pieces.iter().flat_map(|piece| &piece.local_calls)
    }

    /// Stores to attributes whose owner is known.
    pub fn stores(&self) -> impl Iterator<Item = &Store> {
        self.pieces.iter().flat_map(|piece| &piece.stores)
    }

    /// Returns of decorated functions.
    pub fn returns(&self) -> impl Iterator<Item = &Return> {
        self.pieces.iter().flat_map(|piece| &piece.returns)
    }

    /// Mentions of qualified names outside a callee.
    pub fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.pieces.iter().flat_map(|piece| &piece.mentions)
    }

    /// Calls of a function of the file.
    pub fn callers(&self, function: usize) -> impl Iterator<Item = &LocalCall> {
        self.asked.borrow_mut().insert(function);
        let all = self.caller_numbers();
        let numbers = all.get(function).into_iter().flatten();
        numbers.filter_map(|&(at, number)| self.pieces.get(at as usize)?.local_calls.get(number as usize))
    }

    /// Calls of each function of the file, as the number of a piece and the number of a call in it.
    pub(super) fn caller_numbers(&self) -> &[Vec<(u32, u32)>] {
        self.callers.get_or_init(|| {
            let mut all: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.functions.len()];
            for (at, piece) in (0..).zip(&self.pieces) {
                for (number, call) in (0..).zip(&piece.local_calls) {
                    if let Some(own) = all.get_mut(call.callee) {
                        own.push((at, number));
                    }
                }
            }
            all
        })
    }
}

/// A call of a function that the [`Api`](super::Api) knows, or a form of the language that it asks for as if it were
/// one: `==`, `is`, `assert`, and `except pass` for a handler that does nothing.
#[derive(Debug, Clone)]
pub struct Call {
    /// The whole call.
    pub span: Span,
    /// What is called.
    pub callee: Span,
    /// The statement around it.
    pub statement: Span,
    /// Qualified names that it may be, closest first.
    pub names: Vec<Arc<str>>,
    /// The object before the dot.
    pub receiver: Option<(Arc<Value>, Span)>,
    /// Arguments in order.
    pub args: Vec<Passed>,
    /// Number of the function around it.
    pub function: usize,
    /// Names around it: the target of the assignment, the keyword, the key.
    pub context: Vec<Arc<str>>,
    /// What the `if` around it asks for: names, attributes and constant keys, of all that are around it.
    pub under: Arc<[Arc<str>]>,
}

/// How an argument is passed.
#[derive(Debug, Clone, PartialEq)]
pub enum How {
    /// By position, from 0.
    Position(usize),
    /// By keyword.
    Keyword(Arc<str>),
    /// Behind `*` or `**`.
    Starred,
}

/// An argument.
#[derive(Debug, Clone)]
pub struct Passed {
    /// How it is passed.
    pub how: How,
    /// What is known about it.
    pub value: Arc<Value>,
    /// Where the value stands.
    pub span: Span,
    /// Where the argument stands, with its keyword.
    pub whole: Span,
    /// Its dotted path, where it is only names and attributes.
    pub path: Option<Arc<str>>,
}

/// A call of a function of this file, or of one that it imports from another file of the program.
#[derive(Debug, Clone)]
pub struct LocalCall {
    /// The whole call.
    pub span: Span,
    /// Number of the callee.
    pub callee: usize,
    /// Number of the function around the call.
    pub caller: usize,
    /// What is passed, by index of the parameter.
    pub bound: Vec<Bound>,
}

/// What a parameter is called with.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Index of the parameter.
    pub index: usize,
    /// What is passed.
    pub value: Arc<Value>,
    /// Where it stands.
    pub span: Span,
}

/// A store to an attribute.
#[derive(Debug, Clone)]
pub struct Store {
    /// Qualified names of the attribute.
    pub names: Vec<Arc<str>>,
    /// The whole statement.
    pub statement: Span,
    /// The attribute that is stored to.
    pub target: Span,
    /// What is stored.
    pub value: Arc<Value>,
    /// Where it stands.
    pub value_span: Span,
    /// Number of the function around it.
    pub function: usize,
    /// Names around it: the target of the assignment.
    pub context: Vec<Arc<str>>,
    /// What the `if` around it asks for: names, attributes and constant keys, of all that are around it.
    pub under: Arc<[Arc<str>]>,
}

/// A `return` of a decorated function.
#[derive(Debug, Clone)]
pub struct Return {
    /// What is returned.
    pub value: Arc<Value>,
    /// Where it stands.
    pub span: Span,
    /// The statement.
    pub statement: Span,
    /// Number of the function.
    pub function: usize,
}

/// A mention of a qualified name.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The name.
    pub name: Arc<str>,
    /// Where.
    pub span: Span,
    /// The statement around it.
    pub statement: Span,
    /// Number of the function around it.
    pub function: usize,
    /// Names around it.
    pub context: Vec<Arc<str>>,
    /// What the `if` around it asks for: names, attributes and constant keys, of all that are around it.
    pub under: Arc<[Arc<str>]>,
}

/// A function of the file, or one of another file that this one calls.
#[derive(Debug, Clone, Default)]
pub struct FunctionFact {
    /// Its name; empty for the module and for lambdas.
    pub name: Arc<str>,
    /// Name of the class around it.
    pub class: Option<Arc<str>>,
    /// Names of its parameters.
    pub params: Vec<Arc<str>>,
    /// Qualified names of its decorators.
    pub decorators: Vec<Arc<str>>,
    /// From the first decorator to the end.
    pub span: Span,
    /// Where its name stands.
    pub name_span: Span,
    /// Code outside this file may call it.
    pub is_public: bool,
    /// Where it comes from, if not from this file.
    pub foreign: Option<Foreign>,
}
