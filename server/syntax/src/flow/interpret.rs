//! Statements in the order in which they run.

use super::Api;
use super::builtin::mode_bits;
use super::ends::Ends;
use super::exports::{Exports, Modules};
use super::facts::{Called, Facts, FunctionFact, Piece, Return, Store};
use super::guard::collect_paths;
use super::memory::{Memory, Remembering};
use super::scope::{ClassState, Closure, Declared, Env, FunctionState, Loop, Progress, Summary, path_of};
use super::trace::{Unit, Versions};
use super::value::{Constant, StepKind, Value};
use crate::ast::{self, BinOp, Expr, ExprKind, Pos, Span, Stmt, StmtKind};
use crate::walk::every_import;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::sync::Arc;

/// Expressions and statements that are looked at before the analysis of a file gives up.
pub(super) const MOST_WORK: u64 = 3_000_000;

/// A member of another file, with the file.
pub(super) type ForeignMember = (Arc<Exports>, Option<Arc<Value>>);

/// Qualified names by member.
pub(super) type Members = FxHashMap<Arc<str>, Arc<[Arc<str>]>>;

/// The state of one walk.
pub(super) struct Interpreter<'a> {
    pub(super) api: &'a dyn Api,
    pub(super) modules: &'a dyn Modules,
    pub(super) facts: Facts,
    pub(super) functions: Vec<FunctionState>,
    /// Functions whose definition was met.
    pub(super) syntax: Vec<Option<&'a ast::Function>>,
    pub(super) classes: Vec<ClassState>,
    pub(super) frame: Frame,
    pub(super) unit: Unit,
    /// What was found in each unit whose walk has ended.
    pub(super) pieces: FxHashMap<usize, Arc<Piece>>,
    pub(super) versions: Versions,
    /// What is kept for the next analysis, where there may be one.
    pub(super) memory: Option<Remembering>,
    pub(super) work: u64,
    pub(super) depth: usize,
    /// Qualified names of members by type and member: most are asked for again and again.
    pub(super) inherited: RefCell<FxHashMap<Arc<str>, Members>>,
    /// Modules that are imported with a star.
    pub(super) stars: Vec<Arc<str>>,
    /// Options of the command line that carry no attack, by their attribute.
    pub(super) plain_options: FxHashMap<Arc<str>, bool>,
    /// What functions store in names of the module.
    pub(super) globals: FxHashMap<Arc<str>, Arc<Value>>,
    /// What was taken over of other files, by the file's address and the name or number there. Each entry keeps its
    /// file, so that the address stays its own.
    pub(super) foreign_members: FxHashMap<(usize, Arc<str>), ForeignMember>,
    pub(super) foreign_functions: FxHashMap<(usize, usize), usize>,
    pub(super) foreign_classes: FxHashMap<(usize, usize), usize>,
}

/// The function that is being walked.
#[derive(Default)]
pub(super) struct Frame {
    pub(super) function: usize,
    pub(super) class: Option<usize>,
    pub(super) env: Env,
    pub(super) closure: Option<Arc<Closure>>,
    pub(super) returned: Option<Arc<Value>>,
    /// What it calls.
    pub(super) calls: FxHashMap<Arc<str>, Pos>,
    /// What was last kept of each attribute of its object.
    pub(super) kept: FxHashMap<Arc<str>, Arc<Value>>,
    /// What it puts into containers that it is given.
    pub(super) fills: Vec<(usize, Arc<Value>)>,
    /// What it stores in names of the function around it.
    pub(super) outer_names: Vec<(Arc<str>, Arc<Value>)>,
    pub(super) loops: Vec<Loop>,
    /// Functions defined here that nobody has called yet.
    pub(super) pending: Vec<usize>,
    /// Names around the expression: targets, keywords, keys.
    pub(super) context: Vec<Arc<str>>,
    pub(super) statement: Span,
    /// What the conditions around the statement ask for.
    pub(super) under: Arc<[Arc<str>]>,
    /// First passes of loops record nothing.
    pub(super) silent: usize,
    /// Names of what containers were changed here.
    pub(super) mutated: Vec<Arc<str>>,
    /// What holds of parameters wherever the function ends by itself, and by the truth of what it returns.
    pub(super) ends: Ends,
    /// Types that annotations without a value declare.
    pub(super) declared: Vec<(Arc<str>, Vec<Arc<str>>)>,
    /// Names that belong to the module, and to the function around this one.
    pub(super) globals: Vec<Arc<str>>,
    pub(super) nonlocals: Vec<Arc<str>>,
}

/// Walks a file and returns its facts. What it imports from other files of the program comes from `modules`.
pub fn analyse(module: &ast::Module, api: &dyn Api, modules: &dyn Modules) -> Facts {
    let mut walk = Interpreter::new(api, modules);
    walk.module(module);
    walk.facts()
}

/// Walks a version of a file again, as far as it is not what it was at the last analysis with this memory. What comes out
/// is what [`analyse`] gives.
pub fn analyse_again(module: &Arc<ast::Module>, api: &dyn Api, modules: &dyn Modules, memory: &Memory) -> Facts {
    if api.identity() == 0 {
        return analyse(module, api, modules);
    }
    let mut walk = Interpreter::new(api, modules);
    walk.memory = Some(Remembering::new(module, memory.take(api.identity())));
    walk.module(module);
    let is_exact = walk.memory.as_ref().is_none_or(|memory| !memory.has_replayed);
    if walk.facts.cut_short {
        // Where it ends hangs on the order of the walk.
        return if is_exact { walk.facts() } else { analyse(module, api, modules) };
    }
    if let Some(kept) = walk.leave() {
        memory.put(kept);
    }
    Facts { is_remembered: true, ..walk.facts() }
}

/// Walks a file that others import: its facts, and what it offers to them. `path` is how flows are to name it.
pub fn analyse_imported(
    module: &ast::Module,
    api: &dyn Api,
    modules: &dyn Modules,
    path: Arc<str>,
) -> (Facts, Exports) {
    let mut walk = Interpreter::new(api, modules);
    walk.module(module);
    let exports = Exports::collect(path, walk.frame.env.iter(), &walk.functions, &walk.classes);
    (walk.facts(), exports)
}

impl<'a> Interpreter<'a> {
    fn new(api: &'a dyn Api, modules: &'a dyn Modules) -> Self {
        Interpreter {
            api,
            modules,
            facts: Facts::default(),
            functions: vec![FunctionState::default()],
            syntax: Vec::new(),
            classes: Vec::new(),
            frame: Frame::default(),
            unit: Unit::default(),
            pieces: FxHashMap::default(),
            versions: Versions::default(),
            memory: None,
            work: 0,
            depth: 0,
            inherited: RefCell::default(),
            stars: Vec::new(),
            plain_options: FxHashMap::default(),
            globals: FxHashMap::default(),
            foreign_members: FxHashMap::default(),
            foreign_functions: FxHashMap::default(),
            foreign_classes: FxHashMap::default(),
        }
    }

    fn module(&mut self, module: &'a ast::Module) {
        self.collect_imports(&module.body);
        self.recall();
        let fact = Arc::new(FunctionFact { is_public: true, ..FunctionFact::default() });
        let declared = Arc::new(Declared { is_static: true, is_own: true, fact, ..Declared::default() });
        self.functions[0] = FunctionState { declared, source: None, progress: Progress::Running };
        self.block(&module.body);
        self.finish_scope();
        let calls = Called::new(std::mem::take(&mut self.frame.calls));
        self.functions[0].progress = Progress::Done(Arc::new(Summary { calls, ..Summary::default() }));
        let piece = std::mem::take(&mut self.unit.piece);
        let piece = self.known_piece(0, piece);
        self.pieces.insert(0, piece);
    }

    /// What was found, in the order of the text.
    fn facts(self) -> Facts {
        let Interpreter { mut facts, functions, pieces, .. } = self;
        let place = |unit: usize| functions.get(unit).map_or(Pos::MIN, |state| state.declared.fact.span.start);
        let mut pieces: Vec<_> = pieces.into_iter().collect();
        pieces.sort_by_key(|&(unit, _)| (unit != 0, place(unit), unit));
        facts.pieces = pieces.into_iter().map(|(_, piece)| piece).collect();
        let called = |state: &FunctionState| state.summary().map(|summary| summary.calls.clone()).unwrap_or_default();
        facts.called = functions.iter().map(called).collect();
        facts.functions = functions.into_iter().map(|state| state.declared.fact.clone()).collect();
        facts
    }

    /// Counts work; true when there is no more.
    pub(super) fn is_spent(&mut self) -> bool {
        self.work += 1;
        self.unit.work += 1;
        if self.work > MOST_WORK {
            self.facts.cut_short = true;
        }
        self.facts.cut_short
    }

    fn collect_imports(&mut self, body: &[Arc<Stmt>]) {
        every_import(body, &mut |statement| match &statement.kind {
            StmtKind::Import(names) => {
                for name in names {
                    self.add_import(&name.name);
                }
            }
            StmtKind::ImportFrom { module, level: 0, names, .. } => {
                self.add_import(module);
                for name in names {
                    self.add_import(&format!("{module}.{}", name.name));
                }
            }
            _ => {}
        });
    }

    fn add_import(&mut self, module: &str) {
        let mut end = Some(module.len());
        while let Some(at) = end {
            let part = &module[..at];
            self.facts.imported.insert(part.into());
            end = part.rfind('.');
        }
    }

    pub(super) fn block(&mut self, body: &'a [Arc<Stmt>]) {
        for statement in body {
            if self.frame.env.is_dead || self.is_spent() {
                // Definitions after a return are still definitions.
                if matches!(statement.kind, StmtKind::Function(_) | StmtKind::Class(_)) && !self.facts.cut_short {
                    self.frame.env.is_dead = false;
                    self.statement(statement);
                    self.frame.env.is_dead = true;
                }
                continue;
            }
            let outer = std::mem::replace(&mut self.frame.statement, statement.span);
            self.statement(statement);
            self.frame.statement = outer;
        }
    }

    fn statement(&mut self, statement: &'a Stmt) {
        match &statement.kind {
            StmtKind::Expr(expr) => self.expression_statement(expr),
            StmtKind::Assign { targets, value } => self.assignment(targets, value),
            StmtKind::AnnAssign { target, annotation, value } => self.annotated(target, annotation, value.as_ref()),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value),
            StmtKind::Return(value) => self.returned(value.as_ref()),
            StmtKind::Raise { exception, cause } => {
                for expr in [exception, cause].into_iter().flatten() {
                    self.eval(expr);
                }
                self.frame.env.is_dead = true;
            }
            StmtKind::Assert { test, message } => {
                let value = self.eval(test);
                self.record_form("assert", statement.span, &[(test, value)]);
                if let Some(message) = message {
                    self.eval(message);
                }
                self.refine(test, true);
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    if let Some(path) = path_of(target) {
                        self.frame.env.remove(&path);
                    }
                }
            }
            StmtKind::Break => self.leave_loop(true),
            StmtKind::Continue => self.leave_loop(false),
            StmtKind::Import(names) => self.import(names),
            StmtKind::ImportFrom { module, level, names, star } => self.import_from(module, *level, names, *star),
            StmtKind::If { test, body, orelse } => self.branch(test, body, orelse),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse),
            StmtKind::For { target, iterable, body, orelse, .. } => self.for_loop(target, iterable, body, orelse),
            StmtKind::Try { body, handlers, orelse, finally } => self.try_block(body, handlers, orelse, finally),
            StmtKind::With { items, body, .. } => self.with_block(items, body),
            StmtKind::Match { subject, cases } => self.match_block(subject, cases),
            StmtKind::Function(function) => self.define_function(function),
            StmtKind::Class(class) => self.define_class(class),
            StmtKind::TypeAlias { name, value } => {
                let value = self.eval_owner(value);
                self.frame.env.set(name.name.as_str().into(), value);
            }
            StmtKind::Global(names) => {
                self.frame.globals.extend(names.iter().map(|name| Arc::from(name.name.as_str())))
            }
            StmtKind::Nonlocal(names) => {
                self.frame.nonlocals.extend(names.iter().map(|name| Arc::from(name.name.as_str())));
            }
            StmtKind::Pass | StmtKind::Error => {}
        }
    }

    fn expression_statement(&mut self, expr: &'a Expr) {
        self.eval(expr);
        if let ExprKind::Call { function, args } = strip_await(expr) {
            if self.never_returns(function) {
                self.frame.env.is_dead = true;
            }
            self.refine_by_validator(function, args);
            self.refine_by_conversion(expr);
        }
    }

    fn assignment(&mut self, targets: &'a [Expr], value: &'a Expr) {
        let mark = self.frame.context.len();
        for target in targets {
            if let Some(path) = path_of(target) {
                self.frame.context.push(path.into());
            }
        }
        let result = self.eval(value);
        self.frame.context.truncate(mark);
        for target in targets {
            if let (ExprKind::Name(name), true) = (&target.kind, says_something(&result)) {
                self.frame.context.push(name.as_str().into());
                let names = vec!["=".into(), format!("=[{name}]").into()];
                self.record_store(names, target.span, &result, value.span);
                self.frame.context.pop();
            }
            self.assign(target, &result, value.span);
        }
        if let ([Expr { kind: ExprKind::Name(name), .. }], ExprKind::Call { .. } | ExprKind::Attribute { .. }) =
            (targets, strip_await(strip_default(value)))
        {
            let mut from = Vec::new();
            collect_paths(strip_default(value), &mut from);
            from.retain(|path| **path != **name);
            self.frame.env.derive(name.as_str().into(), from);
        }
        self.refine_by_conversion(value);
    }

    fn annotated(&mut self, target: &'a Expr, annotation: &'a Expr, value: Option<&'a Expr>) {
        let types = self.annotated_types(annotation);
        let Some(value) = value else {
            if let (Some(path), false) = (path_of(target), types.is_empty()) {
                let path: Arc<str> = path.into();
                let element = self.annotated_element(annotation);
                let declared = Value { types: types.clone(), element, ..Value::default() };
                self.frame.env.set(path.clone(), Arc::new(declared));
                self.frame.declared.push((path, types));
            }
            return;
        };
        let mark = self.frame.context.len();
        self.frame.context.extend(path_of(target).map(Arc::from));
        let mut result = self.eval(value);
        self.frame.context.truncate(mark);
        if result.types.is_empty() && !types.is_empty() {
            let mut typed = (*result).clone();
            typed.types = types;
            result = Arc::new(typed);
        }
        self.assign(target, &result, value.span);
    }

    fn augmented(&mut self, target: &'a Expr, op: BinOp, value: &'a Expr) {
        let before = self.eval(target);
        let after = self.eval(value);
        let result = self.binary(&before, target.span, op, &after, value.span);
        self.assign(target, &Arc::new(result), value.span);
    }

    /// Binds what stands left of `=`.
    pub(super) fn assign(&mut self, target: &'a Expr, value: &Arc<Value>, value_span: Span) {
        match &target.kind {
            ExprKind::Name(name) => {
                let name: Arc<str> = name.as_str().into();
                let mut stepped = value.stepped(target.span, StepKind::Assigned(name.clone()));
                if stepped.types.is_empty()
                    && let Some((_, types)) = self.frame.declared.iter().find(|(declared, _)| *declared == name)
                {
                    stepped.types = types.clone();
                }
                self.frame.mutated.retain(|known| *known != name);
                self.frame.env.set(name, Arc::new(stepped));
            }
            ExprKind::Attribute { value: owner, attribute } => {
                self.store(target, owner, &attribute.name, value, value_span);
            }
            ExprKind::Subscript { value: owner, index } => {
                let key = self.eval(index);
                let owner_value = self.eval(owner);
                let names = self.key_names(owner, &owner_value, &key);
                self.record_store(names, target.span, value, value_span);
                self.store_item(target, owner, &owner_value, value);
            }
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                for (index, inner) in targets.iter().enumerate() {
                    let part = self.element(value, index);
                    self.assign(inner, &part, value_span);
                }
            }
            ExprKind::Starred(inner) => self.assign(inner, value, value_span),
            _ => {
                self.eval(target);
            }
        }
    }

    fn store(&mut self, target: &'a Expr, owner: &'a Expr, attribute: &str, value: &Arc<Value>, value_span: Span) {
        let owner_value = self.eval(owner);
        let names = self.member_names(&owner_value, attribute);
        self.record_store(names, target.span, value, value_span);
        if let Some(path) = path_of(target) {
            let path: Arc<str> = path.into();
            let stepped = value.stepped(target.span, StepKind::Assigned(path.clone()));
            self.frame.env.set(path, Arc::new(stepped));
        }
    }

    /// Notes a store, where the API knows one of its names.
    pub(super) fn record_store(&mut self, names: Vec<Arc<str>>, target: Span, value: &Arc<Value>, value_span: Span) {
        let known: Vec<_> = names.into_iter().filter(|name| self.api.is_known(name)).collect();
        if !known.is_empty() && self.frame.silent == 0 {
            self.unit.piece.stores.push(Store {
                names: known,
                statement: self.frame.statement,
                target,
                value: value.clone(),
                value_span,
                function: self.frame.function,
                context: self.frame.context.clone(),
                under: self.frame.under.clone(),
            });
        }
    }

    /// Names of a store under a constant key: `flask.Flask.config[DEBUG]`, `*.headers[Location]`.
    fn key_names(&self, owner: &Expr, owner_value: &Value, key: &Value) -> Vec<Arc<str>> {
        let Some(key) = key.text() else {
            return Vec::new();
        };
        let mut owners: Vec<String> =
            owner_value.names.iter().chain(&owner_value.types).map(|name| name.to_string()).collect();
        if let Some(last) = super::call::last_segment(owner) {
            owners.push(format!("*.{last}"));
        }
        owners.into_iter().map(|owner| format!("{owner}[{key}]").into()).collect()
    }

    /// A container carries what is put into it.
    fn store_item(&mut self, target: &'a Expr, owner: &'a Expr, owner_value: &Arc<Value>, value: &Arc<Value>) {
        if let Some(path) = path_of(owner) {
            let key = match &target.kind {
                ExprKind::Subscript { index, .. } => self.eval(index).constant.clone(),
                _ => None,
            };
            self.keep_in(&path, owner_value, key, value);
        }
        if let Some(path) = path_of(target) {
            self.frame.env.refine(path.into(), value.clone());
        }
    }

    /// A container at a path, with one more element; under a key, in place of what was there.
    pub(super) fn keep_in(&mut self, path: &str, owner: &Arc<Value>, key: Option<Constant>, value: &Arc<Value>) {
        let mut container = (**owner).clone();
        container.merge_origins(&value.live_origins());
        container.harmless &= value.is_harmless();
        container.constant = None;
        container.ways = None;
        let known = container.any_element();
        match (&container.items, key) {
            (Some(items), Some(key)) if items.iter().all(|(known, _)| known.is_some()) && items.len() < 64 => {
                let mut items = items.to_vec();
                items.retain(|(known, _)| known.as_ref() != Some(&key));
                items.push((Some(key), value.clone()));
                container.items = Some(Arc::new(items));
            }
            _ => {
                let is_empty = container.items.as_ref().is_some_and(|items| items.is_empty());
                container.element = match known {
                    Some(known) => Some(Value::join(&known, value)),
                    None => is_empty.then(|| value.clone()),
                };
                container.items = None;
            }
        }
        if self.frame.env.get(path).is_some() {
            self.mutated(path);
            self.frame.env.refine(path.into(), Arc::new(container));
        } else if self.frame.function != 0 && !path.contains('.') && !owner.unbound {
            // A container of the module.
            self.keep_global(path.into(), Arc::new(container.kept()));
        } else {
            self.frame.env.refine(path.into(), Arc::new(container));
        }
    }

    /// Notes that what a parameter refers to was changed, not the parameter.
    fn mutated(&mut self, path: &str) {
        let name: Arc<str> = path.into();
        if !self.frame.mutated.contains(&name) {
            self.frame.mutated.push(name);
        }
    }

    fn returned(&mut self, value: Option<&'a Expr>) {
        let result = match value {
            Some(expr) => {
                let value = self.eval(expr);
                let fact = &self.functions[self.frame.function].declared.fact;
                if !fact.decorators.is_empty() && self.frame.silent == 0 {
                    self.unit.piece.returns.push(Return {
                        value: value.clone(),
                        span: expr.span,
                        statement: self.frame.statement,
                        function: self.frame.function,
                    });
                }
                value
            }
            None => Arc::new(Value::constant(Constant::None)),
        };
        match value {
            Some(expr)
                if matches!(expr.kind, ExprKind::BoolOp { .. } | ExprKind::Compare { .. } | ExprKind::Not(_)) =>
            {
                self.note_test(expr);
            }
            _ => self.note_end(value.map(|_| &result)),
        }
        self.frame.returned = Some(match &self.frame.returned {
            Some(before) => Value::join(before, &result),
            None => result,
        });
        self.frame.env.is_dead = true;
    }

    fn import(&mut self, names: &[ast::ImportName]) {
        for name in names {
            let (local, qualified) = match &name.alias {
                Some(alias) => (alias.name.as_str(), name.name.as_str()),
                None => {
                    let root = name.name.split('.').next().unwrap_or_default();
                    (root, root)
                }
            };
            let module = self.module_of(0, qualified);
            self.bind_import(local, qualified, module);
        }
    }

    fn import_from(&mut self, module: &str, level: u32, names: &[ast::ImportName], star: bool) {
        if star && level == 0 {
            self.stars.push(module.into());
            self.escape();
        }
        let dots = ".".repeat(level as usize);
        let exports = self.module_of(level, module);
        for name in names {
            let local = name.alias.as_ref().map_or(name.name.as_str(), |alias| &alias.name);
            if let Some(value) = exports.as_ref().and_then(|exports| self.foreign_member(exports, &name.name)) {
                self.frame.env.set(local.into(), value);
                continue;
            }
            self.bind_import(local, &format!("{dots}{module}.{}", name.name), None);
        }
        if star && let Some(exports) = exports {
            for name in exports.public_names() {
                if let Some(value) = self.foreign_member(&exports, &name) {
                    self.frame.env.set(name, value);
                }
            }
        }
    }

    fn bind_import(&mut self, local: &str, qualified: &str, module: Option<Arc<Exports>>) {
        let constant = mode_bits(qualified).map(Constant::Int);
        let value = Value { harmless: true, module, constant, ..Value::named(qualified) };
        self.frame.env.set(local.into(), Arc::new(value));
    }

    /// The element that a loop takes from a value.
    pub(super) fn iterated(&self, sequence: &Arc<Value>) -> Arc<Value> {
        if let Some(element) = &sequence.element {
            return element.clone();
        }
        if sequence.is_a("range") {
            return Arc::new(Value::instance("int"));
        }
        let mut element = Value {
            origins: sequence.live_origins(),
            harmless: sequence.is_harmless(),
            clean: sequence.clean,
            ..Value::default()
        };
        if let Some(items) = &sequence.items {
            let mut joined: Option<Arc<Value>> = None;
            for (key, item) in items.iter() {
                let taken = match key {
                    Some(key) => Arc::new(Value::constant(key.clone())),
                    None => item.clone(),
                };
                joined = Some(match joined {
                    Some(before) => Value::join(&before, &taken),
                    None => taken,
                });
            }
            if let Some(joined) = joined {
                return joined;
            }
        }
        let declared = sequence
            .types
            .iter()
            .find_map(|of| self.inherited(of, "__iter__").iter().find_map(|name| self.api.call_type(name)));
        element.types.extend(declared);
        if let (Some(parts), true) = (&sequence.parts, sequence.is_a("str")) {
            element.parts = Some(parts.clone());
        }
        Arc::new(element)
    }

    /// The element at an index, where a value is unpacked.
    fn element(&self, value: &Arc<Value>, index: usize) -> Arc<Value> {
        if let Some((None, item)) = value.items.as_ref().and_then(|items| items.get(index)) {
            return item.clone();
        }
        self.iterated(value)
    }
}

/// Whether a rule may ask about a variable's value: it is written out, or a name of a library.
fn says_something(value: &Value) -> bool {
    value.constant.is_some()
        || value.items.is_some()
        || value.ways.is_some()
        || value.names.first().is_some_and(|name| !name.starts_with("*."))
}

/// `url.hostname or ""` is the first, or nothing.
fn strip_default(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::BoolOp { is_and: false, left, right } if matches!(right.kind, ExprKind::Str(_) | ExprKind::None) => {
            left
        }
        _ => expr,
    }
}

pub(super) fn strip_await(expr: &Expr) -> &ExprKind {
    match &expr.kind {
        ExprKind::Await(inner) => &inner.kind,
        kind => kind,
    }
}
