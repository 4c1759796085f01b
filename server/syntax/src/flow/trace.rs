//! What the walk of a unit reads and writes outside itself.
//!
//! A *unit* is a function of the top level or a method of a class there, with what is defined in it. Most of what a walk
//! of it finds hangs on its own text alone. What else it hangs on is recorded here, in order: names of the top level,
//! attributes of classes, what other functions leave behind. Where all of that is as it was, so is what the walk found,
//! and what it wrote is written again instead (`memory.rs`). This is the method of self-adjusting computation, as in
//! Acar, Blelloch and Harper, *Adaptive Functional Programming* (POPL 2002), with functions for units.

use super::exports::Exports;
use super::facts::Piece;
use super::interpret::Interpreter;
use super::scope::{ClassHead, ClassState, Declared, FunctionState, Progress};
use super::value::Value;
use crate::ast::Pos;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::sync::Arc;

/// A read or a write.
#[derive(Debug)]
pub(super) enum Event {
    /// A name of the top level was read.
    Outer(Arc<str>, Option<Arc<Value>>),
    /// What functions store in a name of the top level was read.
    Global(Arc<str>, Option<Arc<Value>>),
    /// An attribute that a class of the top level has itself was read.
    Attribute(usize, Arc<str>, Option<Arc<Value>>),
    /// The head of a class was read.
    Head(usize, Arc<ClassHead>),
    /// The definition of a function was read.
    Declared(usize, Arc<Declared>),
    /// What a function has left behind was read.
    Function(usize, Arc<Declared>, Progress),
    /// Whether an option of the command line is plain was read.
    Option(Arc<str>, Option<bool>),
    /// A module was looked for, by level and name.
    Module(u32, Arc<str>, Option<Arc<Exports>>),
    /// A member of a module was read.
    Member(Arc<Exports>, Arc<str>, Option<Arc<Value>>),
    /// Another function was walked, unless that had been done.
    Run(Run),
    /// Something was kept in an attribute of a class.
    KeepAttribute(usize, Arc<str>, Arc<Value>),
    /// Something was kept in a name of the top level.
    KeepGlobal(Arc<str>, Arc<Value>),
    /// A function was handed to what serves it to the outside: its source.
    Register(usize, usize),
    /// An option of the command line was declared, plain or not.
    Declare(Arc<str>, bool),
}

/// A walk inside another.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) function: usize,
    /// How many calls and expressions deeper than the unit's begin.
    pub(super) deeper: usize,
    /// How often it changed what functions keep in names of the top level, and in attributes of classes.
    pub(super) changed: Versions,
}

/// How often names of the top level were kept, and attributes of classes.
pub(super) type Versions = (u64, u64);

/// Reads and writes in order, and what was read since it could change: reading that again says nothing new.
#[derive(Debug, Default)]
struct Trace {
    events: Vec<Event>,
    /// Names of the top level: no walk of a function changes them.
    outer: FxHashSet<Arc<str>>,
    heads: FxHashSet<usize>,
    declared: FxHashSet<usize>,
    /// Functions whose walk had ended.
    done: FxHashSet<usize>,
    globals: FxHashSet<Arc<str>>,
    attributes: FxHashSet<(usize, Arc<str>)>,
}

/// A unit that is being walked; the top level is unit 0.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) number: usize,
    pub(super) piece: Piece,
    /// Nothing is recorded of the top level, and of what is not walked but written again.
    pub(super) is_traced: bool,
    trace: RefCell<Trace>,
    /// How deep calls and expressions were when it began, and how deep they got in it.
    pub(super) depth: usize,
    pub(super) deepest_run: usize,
    pub(super) deepest_expression: usize,
    /// Something in it was too deep to be looked at.
    pub(super) was_cut: bool,
    /// How much of it was looked at.
    pub(super) work: u64,
    /// Functions and classes that are defined in it.
    pub(super) functions: Vec<usize>,
    pub(super) classes: Vec<usize>,
    /// How often something was defined at a place: bodies of loops are walked twice.
    pub(super) occurrences: FxHashMap<Pos, u32>,
}

impl Unit {
    pub(super) fn new(number: usize, depth: usize, is_traced: bool) -> Unit {
        Unit { number, depth, is_traced, ..Unit::default() }
    }

    /// What was recorded.
    pub(super) fn into_events(self) -> Vec<Event> {
        self.trace.into_inner().events
    }
}

impl Interpreter<'_> {
    /// The trace, where something is recorded of what happens now.
    fn trace(&self, record: impl FnOnce(&mut Trace)) {
        if self.unit.is_traced {
            record(&mut self.unit.trace.borrow_mut());
        }
    }

    pub(super) fn note_write(&self, event: impl FnOnce() -> Event) {
        self.trace(|trace| {
            let event = event();
            match event {
                Event::KeepGlobal(..) => trace.globals.clear(),
                Event::KeepAttribute(..) => trace.attributes.clear(),
                _ => {}
            }
            trace.events.push(event);
        });
    }

    /// A name of the top level, as the closure of this unit has it.
    pub(super) fn note_outer(&self, name: &str, found: Option<&Arc<Value>>) {
        self.trace(|trace| {
            if !trace.outer.contains(name) {
                let name: Arc<str> = name.into();
                trace.outer.insert(name.clone());
                trace.events.push(Event::Outer(name, found.cloned()));
            }
        });
    }

    /// What functions store in a name of the top level.
    pub(super) fn global(&self, name: &str) -> Option<&Arc<Value>> {
        let found = self.globals.get(name);
        self.trace(|trace| {
            if !trace.globals.contains(name) {
                let name: Arc<str> = name.into();
                trace.globals.insert(name.clone());
                trace.events.push(Event::Global(name, found.cloned()));
            }
        });
        found
    }

    /// An attribute that a class has itself.
    pub(super) fn attribute_of(&self, class: usize, member: &str) -> Option<&Arc<Value>> {
        let state = self.classes.get(class)?;
        let found = state.attributes.get(member);
        if self.is_outside(state) {
            self.trace(|trace| {
                let name: Arc<str> = member.into();
                if trace.attributes.insert((class, name.clone())) {
                    trace.events.push(Event::Attribute(class, name, found.cloned()));
                }
            });
        }
        found
    }

    /// The head of a class.
    pub(super) fn head(&self, class: usize) -> Option<&Arc<ClassHead>> {
        let state = self.classes.get(class)?;
        if self.is_outside(state) {
            self.trace(|trace| {
                if trace.heads.insert(class) {
                    trace.events.push(Event::Head(class, state.head.clone()));
                }
            });
        }
        Some(&state.head)
    }

    /// Whether a class is of the file, and not of the unit that is walked. What a unit defines is there for others once
    /// its walk has ended.
    pub(super) fn is_outside(&self, state: &ClassState) -> bool {
        if state.unit == self.unit.number || state.foreign.is_some() {
            return false;
        }
        self.note_owner(state.unit);
        true
    }

    /// Whether a function belongs to what is walked, or to another file, so that nothing else decides what it is.
    fn is_settled(&self, function: usize, declared: &Declared) -> bool {
        if declared.unit == self.unit.number || declared.fact.foreign.is_some() {
            return true;
        }
        if declared.unit != function {
            self.note_owner(declared.unit);
        }
        false
    }

    fn note_owner(&self, unit: usize) {
        let owner = self.functions.get(unit).filter(|_| unit != 0 && self.memory.is_some());
        if owner.is_some_and(|owner| matches!(owner.progress, Progress::Running)) {
            self.escape();
        }
    }

    /// The definition of a function.
    pub(super) fn declared(&self, function: usize) -> Option<&Arc<Declared>> {
        let declared = &self.functions.get(function)?.declared;
        if !self.is_settled(function, declared) {
            self.trace(|trace| {
                if trace.declared.insert(function) {
                    trace.events.push(Event::Declared(function, declared.clone()));
                }
            });
        }
        Some(declared)
    }

    /// What a function has left behind so far is read.
    pub(super) fn note_function(&self, function: usize) {
        let outside = |state: &&FunctionState| !self.is_settled(function, &state.declared);
        let Some(state) = self.functions.get(function).filter(outside) else {
            return;
        };
        self.trace(|trace| {
            if !trace.done.contains(&function) {
                if matches!(state.progress, Progress::Done(_)) {
                    trace.done.insert(function);
                }
                trace.events.push(Event::Function(function, state.declared.clone(), state.progress.clone()));
            }
        });
    }

    /// Whether an option of the command line is plain.
    pub(super) fn plain_option(&self, name: &str) -> Option<bool> {
        let found = self.plain_options.get(name).copied();
        self.trace(|trace| trace.events.push(Event::Option(name.into(), found)));
        found
    }

    /// A function was walked, unless that had been done; `before` says how things were before that.
    pub(super) fn note_run(&self, function: usize, before: Versions) {
        if self.functions.get(function).is_none_or(|state| self.is_settled(function, &state.declared)) {
            return;
        }
        let deeper = self.depth - self.unit.depth;
        let changed = (self.versions.0 - before.0, self.versions.1 - before.1);
        self.trace(|trace| {
            if changed.0 > 0 {
                trace.globals.clear();
            }
            if changed.1 > 0 {
                trace.attributes.clear();
            }
            if !trace.done.contains(&function) {
                trace.events.push(Event::Run(Run { function, deeper, changed }));
            }
        });
    }

    pub(super) fn note_module(&self, level: u32, name: &str, found: Option<&Arc<Exports>>) {
        self.trace(|trace| trace.events.push(Event::Module(level, name.into(), found.cloned())));
    }

    pub(super) fn note_member(&self, exports: &Arc<Exports>, member: &str, found: Option<&Arc<Value>>) {
        self.trace(|trace| trace.events.push(Event::Member(exports.clone(), member.into(), found.cloned())));
    }
}
