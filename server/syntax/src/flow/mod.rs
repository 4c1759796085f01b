//! Data flow by abstract interpretation of the syntax tree.
//!
//! Statements are walked in the order in which they run, with one environment of abstract [`Value`](value::Value)s:
//! branches work on copies that are joined afterwards, loops run until their second pass, a branch that leaves (return,
//! raise, break, an exit function) does not reach the join, and the condition of a branch cleans what it tested. Each
//! function is walked once; calls of functions of the same file use what the callee returns in terms of its parameters,
//! and are recorded so that a flow into a parameter can be followed back to its callers.
//!
//! What names mean (sources, types, sanitizers, guards) comes from an [`Api`], never from here.

mod builtin;
mod call;
mod callback;
mod control;
mod define;
mod ends;
pub mod exports;
mod expression;
pub mod facts;
mod foreign;
mod guard;
mod interpret;
mod layered;
mod local;
mod memory;
mod refine;
mod same;
mod scope;
mod silence;
mod text;
mod trace;
pub mod value;

pub use exports::{Exports, Foreign, Modules, NoModules};
pub use facts::Facts;
pub use interpret::{analyse, analyse_again, analyse_imported};
pub use memory::Memory;

use facts::How;
use std::sync::Arc;
use value::Mask;

/// How a guard names what it checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The object before the dot.
    Receiver,
    /// The argument at a position.
    Position(usize),
    /// The argument of a keyword.
    Keyword(String),
    /// Every argument.
    All,
}

impl Checked {
    /// Whether an argument that is passed so is meant; the receiver is no argument.
    fn covers(&self, how: &How) -> bool {
        match (self, how) {
            (Checked::All, _) => true,
            (Checked::Position(at), How::Position(position)) => at == position,
            (Checked::Keyword(word), How::Keyword(keyword)) => **word == **keyword,
            _ => false,
        }
    }
}

/// A test after which a value is clean.
#[derive(Debug, Clone)]
pub struct GuardFact {
    /// For which weaknesses.
    pub clean: Mask,
    /// Under which outcome.
    pub holds: bool,
    /// What is checked.
    pub checks: Vec<Checked>,
    /// Its number, for [`Api::guards_with`].
    pub number: usize,
}

/// What qualified names mean. All names are exact: inheritance is resolved here through [`Api::base`].
pub trait Api {
    /// A number that no other meaning of names has: what is remembered of an analysis with one is no good with another. 0
    /// where nothing is to be remembered.
    fn identity(&self) -> u64 {
        0
    }
    /// The type of what a call gives.
    fn call_type(&self, name: &str) -> Option<Arc<str>>;
    /// The type of an attribute's value.
    fn attribute_type(&self, name: &str) -> Option<Arc<str>>;
    /// Types that an otherwise unknown variable of this name has in a file that imports these modules.
    fn variable_types(&self, name: &str, imported: &dyn Fn(&str) -> bool) -> Vec<Arc<str>>;
    /// The base whose patterns apply to a class too.
    fn base(&self, class: &str) -> Option<Arc<str>>;
    /// The number of the source that reading or calling the name is.
    fn source(&self, name: &str) -> Option<usize>;
    /// The number of the source that parameters of a function under this decorator are.
    fn decorator_source(&self, name: &str) -> Option<usize>;
    /// For which weaknesses the result of the call is clean.
    fn sanitizer(&self, name: &str) -> Mask;
    /// The result is known to carry what the arguments carry.
    fn propagates(&self, name: &str) -> bool;
    /// Guards of this name.
    fn guards(&self, name: &str) -> &[GuardFact];
    /// The arguments that the result of a call carries, where it carries nothing else.
    fn carries_only(&self, _name: &str) -> Option<&[Checked]> {
        None
    }
    /// Whether the guard of a number says anything with this constant text as its first argument.
    fn guards_with(&self, _number: usize, _first: Option<&str>) -> bool {
        true
    }
    /// Calls and mentions of the name matter.
    fn is_known(&self, name: &str) -> bool;
    /// Any pattern's name begins with this module.
    fn knows_module(&self, root: &str) -> bool;
    /// The number of the source that a parameter is, by the names of the function and the parameter.
    fn parameter_source(&self, _function: &str, _parameter: &str) -> Option<usize> {
        None
    }
    /// The number of the source that parameters of a function are which is passed to a call of this name.
    fn registering_source(&self, _name: &str) -> Option<usize> {
        None
    }
    /// The qualified name that a name stands for which nothing in the file binds: code whose imports are not written yet,
    /// or come with a star. None where several libraries know the name.
    fn unbound(&self, _name: &str) -> Option<Arc<str>> {
        None
    }
}
