//! Environments: which abstract value a name has at a point of the program.

use super::ends::Ends;
use super::exports::Foreign;
use super::value::{Constant, Value};
use crate::ast;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Values of variables and of dotted paths such as `self.query`.
#[derive(Debug, Clone, Default)]
pub(super) struct Env {
    values: FxHashMap<Arc<str>, Arc<Value>>,
    /// Names that dotted paths begin with.
    roots: FxHashSet<Arc<str>>,
    /// Dotted paths that stand here because a test said something about them, not because something was stored.
    tested: FxHashSet<Arc<str>>,
    /// Variables that a variable was made from by a call or an attribute: a test of the one tests the other.
    derived: FxHashMap<Arc<str>, Arc<[Arc<str>]>>,
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
            self.values.retain(|known, _| !known.starts_with(&prefix));
        }
        self.derived.remove(&path);
        self.tested.remove(&path);
        self.note_root(&path);
        self.values.insert(path, value);
    }

    /// Remembers that something stands below a name.
    fn note_root(&mut self, path: &str) {
        if let Some((root, _)) = path.split_once('.')
            && !self.roots.contains(root)
        {
            self.roots.insert(root.into());
        }
    }

    fn has_below(&self, path: &str) -> bool {
        let root = path.split('.').next().unwrap_or_default();
        if !self.roots.contains(root) {
            return false;
        }
        self.values.keys().any(|known| {
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
        if !self.values.contains_key(&path) {
            self.tested.insert(path.clone());
        }
        self.note_root(&path);
        self.values.insert(path, value);
    }

    pub(super) fn remove(&mut self, path: &str) {
        self.values.remove(path);
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
                .filter(|path| !other.values.contains_key(*path))
                .chain(others.iter().filter(|path| !self.values.contains_key(*path)))
                .cloned()
                .collect();
            for path in lost {
                self.values.remove(&path);
                self.tested.remove(&path);
                other.values.remove(&path);
            }
            self.tested.retain(|path| other.tested.contains(path));
        }
        self.roots.extend(other.roots);
        for (path, value) in other.values {
            match self.values.get_mut(&path) {
                Some(own) => {
                    if !Arc::ptr_eq(own, &value) {
                        *own = Value::join(own, &value);
                    }
                }
                None => {
                    self.values.insert(path, value);
                }
            }
        }
        self
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
    pub(super) fn get(&self, name: &str) -> Option<&Arc<Value>> {
        match (self.env.get(name), &self.outer) {
            (Some(value), _) => Some(value),
            (None, Some(outer)) => outer.get(name),
            (None, None) => None,
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
    Done(Arc<Value>),
}

/// A function of the file while it is analysed.
#[derive(Debug, Default)]
pub(super) struct FunctionState<'a> {
    pub(super) syntax: Option<&'a ast::Function>,
    pub(super) class: Option<usize>,
    /// The function that it is defined in.
    pub(super) scope: usize,
    pub(super) progress: Progress,
    /// Values of defaults, by index of the parameter.
    pub(super) defaults: Vec<Option<Arc<Value>>>,
    pub(super) source: Option<usize>,
    pub(super) is_static: bool,
    /// What it stores in names of the function around it.
    pub(super) outer_names: Vec<(Arc<str>, Arc<Value>)>,
    /// What it makes sure of.
    pub(super) ends: Ends,
    /// What it puts into containers that it is given, by index of the parameter.
    pub(super) fills: Vec<(usize, Arc<Value>)>,
    /// Parameters that the address of the view turns into numbers.
    pub(super) plain_params: Vec<Arc<str>>,
    /// How each parameter is passed.
    pub(super) kinds: Vec<ast::ParamKind>,
}

/// A class of the file while it is analysed.
#[derive(Debug, Default)]
pub(super) struct ClassState {
    pub(super) name: Arc<str>,
    /// Qualified names of bases outside the file.
    pub(super) bases: Vec<Arc<str>>,
    /// Bases inside the file.
    pub(super) local_bases: Vec<usize>,
    pub(super) methods: FxHashMap<Arc<str>, usize>,
    pub(super) attributes: FxHashMap<Arc<str>, Arc<Value>>,
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
