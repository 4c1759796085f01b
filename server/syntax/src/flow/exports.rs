//! What a file offers to files that import it, and how an analysis asks for it.

use super::scope::{ClassHead, ClassState, Declared, FunctionState};
use super::value::{OriginKind, Value};
use crate::ast::ParamKind;
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::Arc;

/// Where modules that a file imports come from.
///
/// Only modules of the same program are to be found, not installed libraries: what those mean is the business of the
/// [`Api`](super::Api).
pub trait Modules {
    /// What a module exports. `level` counts the dots before its name; the name is empty in `from . import x`.
    fn exports(&self, level: u32, name: &str) -> Option<Arc<Exports>>;
    /// What a module inside a package exports.
    fn submodule(&self, package: &Exports, name: &str) -> Option<Arc<Exports>>;
}

/// No modules: a file by itself.
pub struct NoModules;

impl Modules for NoModules {
    fn exports(&self, _: u32, _: &str) -> Option<Arc<Exports>> {
        None
    }

    fn submodule(&self, _: &Exports, _: &str) -> Option<Arc<Exports>> {
        None
    }
}

/// What a file offers: the values of its top-level names, and the functions and classes that they refer to.
#[derive(Default)]
pub struct Exports {
    /// Path of the file, as steps of a flow name it.
    pub path: Arc<str>,
    pub(super) values: FxHashMap<Arc<str>, Arc<Value>>,
    /// By the number that the file's own values use.
    pub(super) functions: Vec<ExportedFunction>,
    pub(super) classes: Vec<ExportedClass>,
}

/// A function that another file may call.
pub(super) struct ExportedFunction {
    pub(super) name: Arc<str>,
    pub(super) class: Option<usize>,
    pub(super) params: Vec<(Arc<str>, ParamKind)>,
    pub(super) is_static: bool,
    /// What it returns, in terms of its parameters.
    pub(super) returned: Arc<Value>,
    /// The file imported it itself.
    pub(super) foreign: Option<Foreign>,
}

/// A class that another file may use.
pub(super) struct ExportedClass {
    pub(super) head: Arc<ClassHead>,
    pub(super) attributes: FxHashMap<Arc<str>, Arc<Value>>,
    pub(super) foreign: Option<Foreign>,
}

/// A function or class of another file.
#[derive(Debug, Clone)]
pub struct Foreign {
    /// The file.
    pub exports: Arc<Exports>,
    /// Its number there.
    pub number: usize,
}

impl fmt::Debug for Exports {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Exports").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Exports {
    /// A package that has no file of its own.
    pub fn of_folder(path: &str) -> Exports {
        Exports { path: path.into(), ..Exports::default() }
    }

    /// What a finished walk leaves behind. `values` are those of the file's top level.
    pub(super) fn collect<'v>(
        path: Arc<str>,
        values: impl Iterator<Item = (&'v Arc<str>, &'v Arc<Value>)>,
        functions: &[FunctionState],
        classes: &[ClassState],
    ) -> Exports {
        let functions = functions.iter().map(|state| {
            let Declared { class, is_static, kinds, fact, .. } = &*state.declared;
            ExportedFunction {
                name: fact.name.clone(),
                class: *class,
                params: fact.params.iter().cloned().zip(kinds.iter().copied()).collect(),
                is_static: *is_static,
                returned: state.summary().map_or_else(Arc::default, |summary| summary.returned.clone()),
                foreign: fact.foreign.clone(),
            }
        });
        let classes = classes.iter().map(|state| ExportedClass {
            head: state.head.clone(),
            attributes: state.attributes.clone(),
            foreign: state.foreign.clone(),
        });
        Exports {
            path,
            values: values
                .filter(|(name, _)| !name.contains('.'))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
            functions: functions.collect(),
            classes: classes.collect(),
        }
    }

    /// Names that `from module import *` binds.
    pub(super) fn public_names(&self) -> Vec<Arc<str>> {
        let listed = self.values.get("__all__").and_then(|all| all.items.clone());
        if let Some(items) = listed {
            return items.iter().filter_map(|(_, item)| item.text().map(Arc::from)).collect();
        }
        let mut names: Vec<_> = self.values.keys().filter(|name| !name.starts_with('_')).cloned().collect();
        names.sort();
        names
    }
}

/// Origins of a value of another file that mean something outside it, with the path of that file in them. Parameters
/// stay those of the function that `own` says, under its new number.
pub(super) fn outside(value: &mut Value, path: &Arc<str>, own: Option<(usize, usize)>) {
    value.check = None;
    value.unbound = false;
    value.origins.retain_mut(|origin| {
        if let OriginKind::Parameter { function, .. } = &mut origin.kind {
            match own {
                Some((before, now)) if *function == before => *function = now,
                _ => return false,
            }
        }
        origin.place_in(path);
        true
    });
}
