//! Environments: which abstract value a name has at a point of the program.

use super::ends::Ends;
use super::exports::Foreign;
use super::facts::{Called, FunctionFact};
use super::layered::Layered;
use super::value::{Constant, Value};
use crate::ast;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Values of variables and of dotted paths such as `self.query`.
#[derive(Debug, Clone, Default)]
pub(super) struct Env {
    values: Layered<Arc<Value>>,
    /// Names that dotted paths begin with.
    roots: Arc<FxHashSet<Arc<str>>>,
    /// Dotted paths that stand here because a test said something about them, not because something was stored.
    tested: Arc<FxHashSet<Arc<str>>>,
    /// Variables that a variable was made from by a call or an attribute: a test of the one tests the other.
    derived: Layered<Arc<[Arc<str>]>>,
    /// Control flow does not come here.
    pub(super) is_dead: bool,
}

impl Env {
    pub(super) fn get(&self, path: &str) -> Option<&Arc<Value>> {
        self.values.get(path)
    }

    /// Binds a path; paths below it are forgotten.
    pub(super) fn set(&mut self, path: Arc<str>, value: Arc<Value>) {
        if self.has_below(&path) {
            let prefix = format!("{path}.");
            let below = self.values.iter().filter(|(known, _)| known.starts_with(&prefix));
            for known in below.map(|(known, _)| known.clone()).collect::<Vec<_>>() {
                self.values.remove(&known);
            }
        }
        self.derived.remove(&path);
        if self.tested.contains(&path) {
            Arc::make_mut(&mut self.tested).remove(&path);
        }
        self.note_root(&path);
        self.values.insert(path, value);
    }

    /// Remembers that something stands below a name.
    fn note_root(&mut self, path: &str) {
        if let Some((root, _)) = path.split_once('.')
            && !self.roots.contains(root)
        {
            Arc::make_mut(&mut self.roots).insert(root.into());
        }
    }

    fn has_below(&self, path: &str) -> bool {
        let root = path.split('.').next().unwrap_or_default();
        if !self.roots.contains(root) {
            return false;
        }
        self.values.iter().any(|(known, _)| {
            known.len() > path.len() && known.starts_with(path) && known.as_bytes().get(path.len()) == Some(&b'.')
        })
    }

    /// Remembers what a variable was made from.
    pub(super) fn derive(&mut self, path: Arc<str>, from: Vec<Arc<str>>) {
        self.derived.insert(path, from.into());
    }

    /// What a variable was made from.
    pub(super) fn derived_from(&self, path: &str) -> &[Arc<str>] {
        self.derived.get(path).map_or(&[], |from| from)
    }

    /// Replaces a value without forgetting what is below it.
    pub(super) fn refine(&mut self, path: Arc<str>, value: Arc<Value>) {
        self.note_root(&path);
        self.values.insert(path, value);
    }

    /// What a test says about a path that nothing was stored to.
    pub(super) fn test(&mut self, path: Arc<str>, value: Arc<Value>) {
        if self.values.get(&path).is_none() {
            Arc::make_mut(&mut self.tested).insert(path.clone());
        }
        self.note_root(&path);
        self.values.insert(path, value);
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.values.remove(path);
    }

    /// Puts other objects in the place of values that say the same.
    pub(super) fn replace(&mut self, mut with: impl FnMut(&Arc<str>, &Arc<Value>) -> Arc<Value>) {
        let found: Vec<_> = self.values.iter().map(|(path, value)| (path.clone(), value.clone())).collect();
        for (path, value) in found {
            let other = with(&path, &value);
            if !Arc::ptr_eq(&other, &value) {
                self.values.insert(path, other);
            }
        }
    }

    /// Paths that do not have the same value in another environment, with the value here.
    pub(super) fn changed_since(&self, other: &Env) -> Vec<(Arc<str>, Arc<Value>)> {
        let is_other = |path: &str, value: &Arc<Value>| other.get(path).is_none_or(|known| !Arc::ptr_eq(known, value));
        let all = || self.iter().map(|(path, _)| path.clone()).collect();
        let paths = self.values.differing(&other.values).unwrap_or_else(all);
        let values = paths.into_iter().filter_map(|path| Some((path.clone(), self.get(&path)?.clone())));
        values.filter(|(path, value)| is_other(path, value)).collect()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<Value>)> {
        self.values.iter()
    }

    /// What holds after either of two ways here.
    pub(super) fn join(mut self, mut other: Env) -> Env {
        if self.is_dead {
            return other;
        }
        if other.is_dead {
            return self;
        }
        if !self.tested.is_empty() || !other.tested.is_empty() {
            // What was tested on one way only is untested here.
            let (own, others) = (&self.tested, &other.tested);
            let lost: Vec<Arc<str>> = own
                .iter()
                .filter(|path| other.values.get(path).is_none())
                .chain(others.iter().filter(|path| self.values.get(path).is_none()))
                .cloned()
                .collect();
            for path in lost {
                self.values.remove(&path);
                Arc::make_mut(&mut self.tested).remove(&path);
                other.values.remove(&path);
            }
            Arc::make_mut(&mut self.tested).retain(|path| other.tested.contains(path));
        }
        if !Arc::ptr_eq(&self.roots, &other.roots) {
            Arc::make_mut(&mut self.roots).extend(other.roots.iter().cloned());
        }
        match self.values.differing(&other.values) {
            Some(paths) => paths.into_iter().for_each(|path| self.join_at(path, &other)),
            None => other.values.iter().for_each(|(path, _)| self.join_at(path.clone(), &other)),
        }
        self
    }

    fn join_at(&mut self, path: Arc<str>, other: &Env) {
        let Some(value) = other.values.get(&path) else {
            return;
        };
        match self.values.get(&path) {
            Some(own) if Arc::ptr_eq(own, value) => {}
            Some(own) => {
                let joined = Value::join(own, value);
                self.values.insert(path, joined);
            }
            None => self.values.insert(path, value.clone()),
        }
    }
}

/// Environments around a function.
#[derive(Debug)]
pub(super) struct Closure {
    /// The function whose names these are.
    pub(super) function: usize,
    pub(super) env: Env,
    pub(super) outer: Option<Arc<Closure>>,
}

impl Closure {
    /// What a name is in the functions around, or else at the top level: there, whether the top level was asked.
    pub(super) fn get(&self, name: &str) -> (Option<&Arc<Value>>, bool) {
        match (self.env.get(name), &self.outer) {
            (found, None) => (found, self.function == 0),
            (Some(value), _) => (Some(value), false),
            (None, Some(outer)) => outer.get(name),
        }
    }
}

/// Environments that leave a loop before its end.
#[derive(Debug, Default)]
pub(super) struct Loop {
    pub(super) breaks: Vec<Env>,
    pub(super) continues: Vec<Env>,
}

/// How far a function has been walked.
#[derive(Debug, Clone, Default)]
pub(super) enum Progress {
    #[default]
    Waiting,
    Running,
    Done(Arc<Summary>),
}

/// What a walk of a function leaves behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    /// What it returns, in terms of its parameters.
    pub(super) returned: Arc<Value>,
    /// What it stores in names of the function around it.
    pub(super) outer_names: Vec<(Arc<str>, Arc<Value>)>,
    /// What it makes sure of.
    pub(super) ends: Ends,
    /// What it puts into containers that it is given, by index of the parameter.
    pub(super) fills: Vec<(usize, Arc<Value>)>,
    /// What it calls.
    pub(super) calls: Called,
}

/// What the definition of a function says, before its body is walked.
#[derive(Debug, Clone, Default)]
pub(super) struct Declared {
    pub(super) class: Option<usize>,
    /// The function that it is defined in.
    pub(super) scope: usize,
    /// The function of the top level or method of a class there that it is, or is defined in. 0 for one of another file.
    pub(super) unit: usize,
    /// Values of defaults, by index of the parameter.
    pub(super) defaults: Vec<Option<Arc<Value>>>,
    pub(super) is_static: bool,
    /// Parameters that the address of the view turns into numbers.
    pub(super) plain_params: Vec<Arc<str>>,
    /// How each parameter is passed.
    pub(super) kinds: Vec<ast::ParamKind>,
    /// It is defined in this file.
    pub(super) is_own: bool,
    pub(super) is_async: bool,
    /// Its annotation says that it does not come back.
    pub(super) never_returns: bool,
    pub(super) fact: Arc<FunctionFact>,
}

/// A function of the file while it is analysed.
#[derive(Debug, Clone, Default)]
pub(super) struct FunctionState {
    pub(super) declared: Arc<Declared>,
    /// The source that its parameters are.
    pub(super) source: Option<usize>,
    pub(super) progress: Progress,
}

impl FunctionState {
    /// What its walk left behind; nothing before it has ended.
    pub(super) fn summary(&self) -> Option<&Arc<Summary>> {
        match &self.progress {
            Progress::Done(summary) => Some(summary),
            Progress::Waiting | Progress::Running => None,
        }
    }
}

/// What the definition of a class says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ClassHead {
    pub(super) name: Arc<str>,
    /// Qualified names of bases outside the file.
    pub(super) bases: Vec<Arc<str>>,
    /// Bases inside the file.
    pub(super) local_bases: Vec<usize>,
    pub(super) methods: FxHashMap<Arc<str>, usize>,
}

/// A class of the file while it is analysed.
#[derive(Debug, Clone, Default)]
pub(super) struct ClassState {
    pub(super) head: Arc<ClassHead>,
    pub(super) attributes: FxHashMap<Arc<str>, Arc<Value>>,
    /// The unit that defines it; 0 for the top level.
    pub(super) unit: usize,
    /// Where it comes from, if not from this file.
    pub(super) foreign: Option<Foreign>,
}

/// The dotted path of an expression, where it is only names and attributes.
pub(super) fn path_of(expr: &ast::Expr) -> Option<String> {
    match &expr.kind {
        ast::ExprKind::Name(name) => Some(name.clone()),
        ast::ExprKind::Attribute { value, attribute } => {
            let mut path = path_of(value)?;
            path.push('.');
            path.push_str(&attribute.name);
            Some(path)
        }
        ast::ExprKind::Subscript { value, index } => match &index.kind {
            ast::ExprKind::Str(text) => Some(format!("{}.[{}]", path_of(value)?, text.constant()?)),
            ast::ExprKind::Int(number) => Some(format!("{}.[{number}]", path_of(value)?)),
            _ => None,
        },
        ast::ExprKind::Walrus { target, .. } => Some(target.name.clone()),
        ast::ExprKind::Await(inner) => path_of(inner),
        _ => None,
    }
}

/// The constant key of a subscript.
pub(super) fn constant_key(value: &Value) -> Option<Constant> {
    value.constant.clone()
}
