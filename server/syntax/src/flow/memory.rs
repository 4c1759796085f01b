//! What is kept of an analysis of a file for the next one, so that an edit costs what it touches.
//!
//! The top level is walked at each analysis. Of each unit below it, the reads and writes of its last walk are kept
//! (`trace.rs`) together with what it found. Where the unit has the same text and every read gives what it gave, the
//! writes are made again and what was found is taken over; otherwise the unit is walked. Positions outlive edits and
//! numbers of functions and classes are kept by position, so that nothing has to be adjusted.
//!
//! An analysis with a memory and one without say the same: numbers apart, which nobody sees.

use super::facts::Piece;
use super::interpret::{Interpreter, MOST_WORK, Members};
use super::same::{same, same_declared, same_exports, same_found, same_piece, same_summary};
use super::scope::{ClassHead, ClassState, Closure, Declared, FunctionState, Progress, Summary};
use super::trace::{Event, Run, Unit};
use super::value::Value;
use crate::ast::{self, Pos, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};

/// Numbers of functions that are there no more, for each that is, before all are given anew.
const MOST_STALE: usize = 4;

/// Kept from one analysis of a file to the next. Its versions share it.
#[derive(Default)]
pub struct Memory {
    kept: Mutex<Option<Box<Kept>>>,
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Memory {
    /// What the last analysis with these rules left; nobody else gets it until it is put back.
    pub(super) fn take(&self, api: u64) -> Box<Kept> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.filter(|kept| kept.api == api).unwrap_or_else(|| Box::new(Kept { api, ..Kept::default() }))
    }

    pub(super) fn put(&self, kept: Box<Kept>) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}

/// What one analysis leaves to the next.
#[derive(Default)]
pub(super) struct Kept {
    api: u64,
    imported: FxHashSet<Arc<str>>,
    /// By the address of the function in the typed tree, which each keeps.
    units: FxHashMap<usize, Arc<Walked>>,
    functions: FxHashMap<(Pos, u32), usize>,
    classes: FxHashMap<(Pos, u32), usize>,
    /// How many numbers have been given.
    counts: (usize, usize),
    /// What was taken over of other files, by number.
    foreign: Foreigners,
    /// What was said the last time, so that what is said again is the same object.
    summaries: FxHashMap<usize, Arc<Summary>>,
    declared: FxHashMap<usize, Arc<Declared>>,
    heads: FxHashMap<usize, Arc<ClassHead>>,
    attributes: FxHashMap<usize, FxHashMap<Arc<str>, Arc<Value>>>,
    top: FxHashMap<Arc<str>, Arc<Value>>,
    /// What was found in each unit that was walked, by number: of the top level, and of what changed.
    pieces: FxHashMap<usize, Arc<Piece>>,
    joined: Joined,
    inherited: FxHashMap<Arc<str>, Members>,
}

/// Joins by the addresses of what was joined, which each keeps.
type Joined = FxHashMap<(usize, usize), [Arc<Value>; 3]>;

/// Functions and classes of other files, by the address of what their file exports, which each keeps.
#[derive(Default)]
struct Foreigners {
    functions: FxHashMap<(usize, usize), usize>,
    classes: FxHashMap<(usize, usize), usize>,
    function_states: Vec<(usize, FunctionState)>,
    class_states: Vec<(usize, ClassState)>,
}

/// What a walk of a unit read, wrote and found.
struct Walked {
    /// Keeps the address of the unit.
    _module: Arc<ast::Module>,
    events: Vec<Event>,
    declared: Arc<Declared>,
    source: Option<usize>,
    stars: Vec<Arc<str>>,
    depth: usize,
    deepest_run: usize,
    deepest_expression: usize,
    was_cut: bool,
    work: u64,
    summary: Arc<Summary>,
    piece: Arc<Piece>,
    functions: Vec<(usize, FunctionState)>,
    classes: Vec<(usize, ClassState)>,
}

/// How to take back what was written, where a read turns out to give something else.
enum Undo {
    Attribute(usize, Arc<str>, Option<Arc<Value>>),
    Global(Arc<str>, Option<Arc<Value>>),
    Source(usize, Option<usize>),
    Option(Arc<str>, Option<bool>),
    Walk(usize),
}

/// The memory of an analysis that is under way.
pub(super) struct Remembering {
    module: Arc<ast::Module>,
    before: Box<Kept>,
    units: FxHashMap<usize, Arc<Walked>>,
    joined: Joined,
    undo: Vec<Undo>,
    /// A function was walked outside the unit that defines it, or a unit did what no trace tells.
    escapes: Cell<u32>,
    /// Something was taken over.
    pub(super) has_replayed: bool,
}

impl Remembering {
    pub(super) fn new(module: &Arc<ast::Module>, before: Box<Kept>) -> Remembering {
        Remembering {
            module: module.clone(),
            before,
            units: FxHashMap::default(),
            joined: FxHashMap::default(),
            undo: Vec::new(),
            escapes: Cell::new(0),
            has_replayed: false,
        }
    }
}

fn address(function: &ast::Function) -> usize {
    std::ptr::from_ref(function) as usize
}

impl<'a> Interpreter<'a> {
    /// Begins with what the last analysis left, as far as it is still worth anything.
    pub(super) fn recall(&mut self) {
        let imported = &self.facts.imported;
        let Some(memory) = &mut self.memory else {
            return;
        };
        let before = &mut memory.before;
        let is_crowded = before.counts.0 > MOST_STALE * before.declared.len() + 1_000;
        if before.imported != *imported || is_crowded {
            **before = Kept { api: before.api, imported: imported.clone(), ..Kept::default() };
        }
        let (functions, classes) = before.counts;
        self.functions.resize_with(functions.max(1), FunctionState::default);
        self.classes.resize_with(classes, ClassState::default);
        for (number, state) in before.foreign.function_states.drain(..) {
            self.functions[number] = state;
        }
        for (number, state) in before.foreign.class_states.drain(..) {
            self.classes[number] = state;
        }
        self.foreign_functions = std::mem::take(&mut before.foreign.functions);
        self.foreign_classes = std::mem::take(&mut before.foreign.classes);
        self.inherited = std::mem::take(&mut before.inherited).into();
    }

    /// What is left to the next analysis.
    pub(super) fn leave(&mut self) -> Option<Box<Kept>> {
        let memory = self.memory.take()?;
        let mut kept = memory.before;
        kept.units = memory.units;
        kept.joined = memory.joined;
        kept.counts = (self.functions.len(), self.classes.len());
        kept.pieces.clone_from(&self.pieces);
        kept.summaries.clear();
        kept.declared.clear();
        kept.heads.clear();
        let mut foreign = Foreigners {
            functions: std::mem::take(&mut self.foreign_functions),
            classes: std::mem::take(&mut self.foreign_classes),
            ..Foreigners::default()
        };
        for (number, state) in self.functions.iter().enumerate() {
            if state.declared.fact.foreign.is_some() {
                foreign.function_states.push((number, state.clone()));
            } else if state.declared.is_own {
                kept.declared.insert(number, state.declared.clone());
                kept.summaries.extend(state.summary().map(|summary| (number, summary.clone())));
            }
        }
        for (number, state) in self.classes.iter().enumerate() {
            if state.foreign.is_some() {
                foreign.class_states.push((number, state.clone()));
            } else {
                kept.heads.insert(number, state.head.clone());
            }
        }
        kept.foreign = foreign;
        kept.inherited = self.inherited.take();
        Some(kept)
    }

    /// The number of a function that is defined here.
    pub(super) fn function_number(&mut self, function: &ast::Function) -> usize {
        let next = self.functions.len();
        let key = self.occurrence(&function.name, function.span);
        let number = match &mut self.memory {
            Some(memory) => *memory.before.functions.entry(key).or_insert(next),
            None => next,
        };
        let is_taken = self.functions.get(number).is_some_and(|state| {
            // Two at one place of broken code.
            state.declared.is_own && state.declared.unit != self.unit.number && self.unit.number != 0
        });
        let number = if is_taken { next } else { number };
        if number == next {
            self.functions.push(FunctionState::default());
        }
        self.syntax.resize(self.functions.len(), None);
        self.unit.functions.push(number);
        number
    }

    /// The number of a class that is defined here.
    pub(super) fn class_number(&mut self, class: &ast::Class) -> usize {
        let next = self.classes.len();
        let key = self.occurrence(&class.name, class.span);
        let number = match &mut self.memory {
            Some(memory) => *memory.before.classes.entry(key).or_insert(next),
            None => next,
        };
        if number == next {
            self.classes.push(ClassState::default());
        }
        self.unit.classes.push(number);
        number
    }

    /// Where a definition stands, and how often one was met there in this unit.
    fn occurrence(&mut self, name: &ast::Ident, whole: Span) -> (Pos, u32) {
        let at = if name.name.is_empty() { whole.start } else { name.span.start };
        let count = self.unit.occurrences.entry(at).or_default();
        *count += 1;
        (at, *count)
    }

    /// The same object as the last time for a definition that says the same.
    pub(super) fn known_declared(&self, number: usize, declared: Arc<Declared>) -> Arc<Declared> {
        let known = self.memory.as_ref().and_then(|memory| memory.before.declared.get(&number));
        known.filter(|known| same_declared(known, &declared)).cloned().unwrap_or(declared)
    }

    pub(super) fn known_head(&self, number: usize, head: ClassHead) -> Arc<ClassHead> {
        let known = self.memory.as_ref().and_then(|memory| memory.before.heads.get(&number));
        known.filter(|known| ***known == head).cloned().unwrap_or_else(|| Arc::new(head))
    }

    /// The same object as the last time for an attribute that the body of a class sets.
    pub(super) fn known_attribute(&mut self, class: usize, name: &Arc<str>, value: Arc<Value>) -> Arc<Value> {
        let Some(memory) = self.memory.as_mut().filter(|_| self.unit.number == 0) else {
            return value;
        };
        let known = memory.before.attributes.entry(class).or_default();
        known_value(known, name, value)
    }

    /// The same objects as the last time for names of the top level that are what they were.
    pub(super) fn know_top(&mut self, env: &mut super::scope::Env) {
        if let Some(memory) = &mut self.memory {
            let known = &mut memory.before.top;
            env.replace(|name, value| known_value(known, name, value.clone()));
            known.retain(|name, _| env.get(name).is_some());
        }
    }

    /// The same object as the last time for a piece in which the same was found: a matcher need not look at it again.
    pub(super) fn known_piece(&mut self, number: usize, piece: Piece) -> Arc<Piece> {
        let Some(memory) = &mut self.memory else {
            return Arc::new(piece);
        };
        let known = memory.before.pieces.get(&number).filter(|known| same_piece(known, &piece)).cloned();
        let piece = known.unwrap_or_else(|| Arc::new(piece));
        memory.before.pieces.insert(number, piece.clone());
        piece
    }

    fn known_summary(&self, number: usize, summary: Summary) -> Arc<Summary> {
        let summary = Arc::new(summary);
        let known = self.memory.as_ref().and_then(|memory| memory.before.summaries.get(&number));
        known.filter(|known| same_summary(known, &summary)).cloned().unwrap_or(summary)
    }

    /// What is kept where something may be kept already; the same object as the last time where both are.
    fn join_kept(&mut self, known: Option<&Arc<Value>>, value: Arc<Value>) -> Arc<Value> {
        let Some(known) = known else {
            return value;
        };
        let Some(memory) = &mut self.memory else {
            return Value::join(known, &value);
        };
        let key = (Arc::as_ptr(known) as usize, Arc::as_ptr(&value) as usize);
        let before = memory.joined.get(&key).or_else(|| memory.before.joined.get(&key));
        let all = before.cloned().unwrap_or_else(|| [known.clone(), value.clone(), Value::join(known, &value)]);
        memory.joined.insert(key, all.clone());
        let [_, _, joined] = all;
        joined
    }

    fn undo(&mut self, undo: impl FnOnce() -> Undo) {
        if let Some(memory) = &mut self.memory {
            memory.undo.push(undo());
        }
    }

    /// Something is kept in an attribute of a class of the file.
    pub(super) fn keep_attribute(&mut self, class: usize, name: Arc<str>, value: Arc<Value>) {
        let Some(state) = self.classes.get(class) else {
            return;
        };
        let before = state.attributes.get(&name).cloned();
        if self.is_outside(state) {
            self.note_write(|| Event::KeepAttribute(class, name.clone(), value.clone()));
        }
        let joined = self.join_kept(before.as_ref(), value);
        self.undo(|| Undo::Attribute(class, name.clone(), before));
        self.versions.1 += 1;
        self.classes[class].attributes.insert(name, joined);
    }

    /// Something is kept in a name of the top level.
    pub(super) fn keep_global(&mut self, name: Arc<str>, value: Arc<Value>) {
        self.note_write(|| Event::KeepGlobal(name.clone(), value.clone()));
        let before = self.globals.get(&name).cloned();
        let joined = self.join_kept(before.as_ref(), value);
        self.undo(|| Undo::Global(name.clone(), before));
        self.versions.0 += 1;
        self.globals.insert(name, joined);
    }

    /// A function is handed to what serves it to the outside.
    pub(super) fn register_source(&mut self, function: usize, source: usize) {
        let Some(state) = self.functions.get(function) else {
            return;
        };
        let (before, is_inner) = (state.source, state.declared.unit == self.unit.number);
        if !is_inner {
            self.note_write(|| Event::Register(function, source));
        }
        self.undo(|| Undo::Source(function, before));
        self.functions[function].source.get_or_insert(source);
    }

    /// An option of the command line. Two parsers may have an option of one name: it is plain where both say so.
    pub(super) fn declare_option(&mut self, name: Arc<str>, is_plain: bool) {
        self.note_write(|| Event::Declare(name.clone(), is_plain));
        let before = self.plain_options.get(&name).copied();
        self.undo(|| Undo::Option(name.clone(), before));
        self.plain_options.insert(name, before.unwrap_or(true) && is_plain);
    }

    /// What no trace tells happened: nothing that is being walked can be taken over.
    pub(super) fn escape(&self) {
        if let Some(memory) = &self.memory {
            memory.escapes.set(memory.escapes.get() + 1);
        }
    }

    fn escapes(&self) -> u32 {
        self.memory.as_ref().map_or(0, |memory| memory.escapes.get())
    }

    /// Walks a unit, or takes over what its last walk found.
    pub(super) fn run_unit(&mut self, number: usize, syntax: &'a ast::Function, closure: Option<Arc<Closure>>) {
        if let Some(walked) = self.walked(syntax) {
            let outer = std::mem::replace(&mut self.unit, Unit::new(number, self.depth, false));
            let is_same = self.replay(number, &walked, closure.as_ref());
            self.unit = outer;
            if is_same {
                self.remember(syntax, walked);
                return;
            }
        }
        let escapes = self.escapes();
        let unit = Unit::new(number, self.depth, self.memory.is_some());
        let outer = std::mem::replace(&mut self.unit, unit);
        let source = self.functions[number].source;
        let stars = self.stars.clone();
        let summary = self.walk(number, syntax, closure);
        let mut unit = std::mem::replace(&mut self.unit, outer);
        let summary = self.known_summary(number, summary);
        let piece = self.known_piece(number, std::mem::take(&mut unit.piece));
        self.finish_unit(number, &summary, &piece);
        let is_whole = unit.functions.iter().all(|&inner| self.functions[inner].summary().is_some());
        let Some(memory) = self.memory.as_ref().filter(|_| is_whole && self.escapes() == escapes) else {
            return;
        };
        let walked = Walked {
            _module: memory.module.clone(),
            declared: self.functions[number].declared.clone(),
            source,
            stars,
            depth: unit.depth,
            deepest_run: unit.deepest_run,
            deepest_expression: unit.deepest_expression,
            was_cut: unit.was_cut,
            work: unit.work,
            summary,
            piece,
            functions: unit.functions.iter().map(|&inner| (inner, self.functions[inner].clone())).collect(),
            classes: unit.classes.iter().map(|&inner| (inner, self.classes[inner].clone())).collect(),
            events: unit.into_events(),
        };
        self.remember(syntax, Arc::new(walked));
    }

    fn walked(&self, syntax: &ast::Function) -> Option<Arc<Walked>> {
        let memory = self.memory.as_ref()?;
        let key = address(syntax);
        memory.units.get(&key).or_else(|| memory.before.units.get(&key)).cloned()
    }

    fn remember(&mut self, syntax: &ast::Function, walked: Arc<Walked>) {
        if let Some(memory) = &mut self.memory {
            memory.units.insert(address(syntax), walked);
        }
    }

    fn finish_unit(&mut self, number: usize, summary: &Arc<Summary>, piece: &Arc<Piece>) {
        self.functions[number].progress = Progress::Done(summary.clone());
        self.pieces.insert(number, piece.clone());
        self.undo(|| Undo::Walk(number));
    }

    /// Makes the writes of the last walk again. Where a read gives something else, all of it is taken back.
    fn replay(&mut self, number: usize, walked: &Walked, closure: Option<&Arc<Closure>>) -> bool {
        let state = &self.functions[number];
        let is_as_deep = self.depth == walked.depth || (!walked.was_cut && self.fits(walked));
        let begins_the_same = is_as_deep
            && state.source == walked.source
            && self.stars == walked.stars
            && same_declared(&state.declared, &walked.declared);
        if !begins_the_same {
            return false;
        }
        let (mark, work) = (self.memory.as_ref().map_or(0, |memory| memory.undo.len()), self.work);
        if !walked.events.iter().all(|event| self.repeat(event, closure)) {
            self.take_back(mark);
            self.work = work;
            return false;
        }
        for (inner, state) in &walked.functions {
            self.functions[*inner] = state.clone();
        }
        for (inner, state) in &walked.classes {
            self.classes[*inner] = state.clone();
        }
        self.work += walked.work;
        self.facts.cut_short |= self.work > MOST_WORK;
        self.finish_unit(number, &walked.summary, &walked.piece);
        if let Some(memory) = &mut self.memory {
            memory.has_replayed = true;
        }
        true
    }

    fn fits(&self, walked: &Walked) -> bool {
        let deeper = |relative: usize| self.depth + relative;
        deeper(walked.deepest_run) <= super::define::DEEPEST_CALLS
            && deeper(walked.deepest_expression) <= super::expression::DEEPEST_EXPRESSION
    }

    /// Whether a read gives what it gave; a write is made.
    fn repeat(&mut self, event: &Event, closure: Option<&Arc<Closure>>) -> bool {
        match event {
            Event::Outer(name, seen) => {
                let found = closure.and_then(|closure| closure.get(name).0);
                same_found(found, seen.as_ref())
            }
            Event::Global(name, seen) => same_found(self.globals.get(name), seen.as_ref()),
            Event::Attribute(class, name, seen) => {
                let found = self.classes.get(*class).and_then(|state| state.attributes.get(name));
                same_found(found, seen.as_ref())
            }
            Event::Head(class, seen) => self.classes.get(*class).is_some_and(|state| state.head == *seen),
            Event::Declared(function, seen) => {
                self.functions.get(*function).is_some_and(|state| same_declared(&state.declared, seen))
            }
            Event::Function(function, declared, progress) => self.functions.get(*function).is_some_and(|state| {
                let is_as_far = match (&state.progress, progress) {
                    (Progress::Done(one), Progress::Done(other)) => same_summary(one, other),
                    (Progress::Waiting, Progress::Waiting) | (Progress::Running, Progress::Running) => true,
                    _ => false,
                };
                is_as_far && same_declared(&state.declared, declared)
            }),
            Event::Option(name, seen) => self.plain_options.get(name) == seen.as_ref(),
            Event::Module(level, name, seen) => same_exports(self.module_of(*level, name).as_ref(), seen.as_ref()),
            Event::Member(exports, member, seen) => {
                same_found(self.foreign_member(exports, member).as_ref(), seen.as_ref())
            }
            Event::Run(Run { function, deeper, changed }) => {
                let (depth, before, escapes) = (self.depth, self.versions, self.escapes());
                self.depth += deeper;
                self.run_function(*function, closure.cloned());
                self.depth = depth;
                // What the last walk did not read again after this is as it was.
                let is_as_it_was =
                    (changed.0 > 0 || self.versions.0 == before.0) && (changed.1 > 0 || self.versions.1 == before.1);
                is_as_it_was && self.escapes() == escapes
            }
            Event::KeepAttribute(class, name, value) => {
                self.keep_attribute(*class, name.clone(), value.clone());
                true
            }
            Event::KeepGlobal(name, value) => {
                self.keep_global(name.clone(), value.clone());
                true
            }
            Event::Register(function, source) => {
                self.register_source(*function, *source);
                true
            }
            Event::Declare(name, is_plain) => {
                self.declare_option(name.clone(), *is_plain);
                true
            }
        }
    }

    fn take_back(&mut self, mark: usize) {
        let Some(memory) = &mut self.memory else {
            return;
        };
        for undo in memory.undo.drain(mark..).rev() {
            match undo {
                Undo::Attribute(class, name, before) => put_back(&mut self.classes[class].attributes, name, before),
                Undo::Global(name, before) => put_back(&mut self.globals, name, before),
                Undo::Option(name, before) => put_back(&mut self.plain_options, name, before),
                Undo::Source(function, before) => self.functions[function].source = before,
                Undo::Walk(number) => {
                    self.functions[number].progress = Progress::Waiting;
                    self.pieces.remove(&number);
                }
            }
        }
    }
}

fn put_back<V>(map: &mut FxHashMap<Arc<str>, V>, name: Arc<str>, before: Option<V>) {
    match before {
        Some(value) => map.insert(name, value),
        None => map.remove(&name),
    };
}

fn known_value(known: &mut FxHashMap<Arc<str>, Arc<Value>>, name: &Arc<str>, value: Arc<Value>) -> Arc<Value> {
    match known.get(name) {
        Some(before) if same(before, &value) => before.clone(),
        _ => {
            known.insert(name.clone(), value.clone());
            value
        }
    }
}
