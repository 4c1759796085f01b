//! What the corpus's type facts make of the names in a program: just enough to know which calls a slice holds.

use rescue_knowledge::pattern::{Patterns, TypeFact};
use rescue_syntax::flow::{Api, GuardFact, value::Mask};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Types whose methods are everywhere and say nothing.
pub(crate) const PLAIN: [&str; 9] = ["str", "bytes", "list", "dict", "set", "tuple", "int", "float", "object"];

/// The module that a file has to import for it, and the type.
type Variable = (Option<String>, Arc<str>);

/// Type facts and the names that matter to one weakness.
#[derive(Debug, Default)]
pub struct Names {
    calls: HashMap<String, Arc<str>>,
    attributes: HashMap<String, Arc<str>>,
    variables: HashMap<String, Vec<Variable>>,
    bases: HashMap<String, Arc<str>>,
    matter: BTreeSet<String>,
}

impl Names {
    /// Names of the libraries and of one weakness.
    pub fn new<'a>(
        libraries: impl IntoIterator<Item = &'a Patterns>,
        weakness: impl IntoIterator<Item = &'a Patterns>,
    ) -> Self {
        let mut names = Self::default();
        let of_weakness: Vec<&Patterns> = weakness.into_iter().collect();
        for fact in libraries.into_iter().chain(of_weakness.iter().copied()).flat_map(|patterns| &patterns.types) {
            names.learn(fact);
        }
        for weakness in of_weakness {
            let sinks = weakness.sinks.iter().flat_map(|sink| &sink.names);
            let misuses = weakness.misuses.iter().flat_map(|misuse| &misuse.names);
            let sanitizers = weakness.sanitizers.iter().flat_map(|sanitizer| &sanitizer.names);
            let guards = weakness.guards.iter().flat_map(|guard| &guard.names);
            let secure = weakness.alternatives.iter().map(|alternative| &alternative.secure);
            let all = sinks.chain(misuses).chain(sanitizers).chain(guards).chain(secure);
            names.matter.extend(all.cloned());
        }
        names
    }

    /// Whether calling the name carries security.
    pub fn matters(&self, name: &str) -> bool {
        self.matter.contains(name)
    }

    fn learn(&mut self, fact: &TypeFact) {
        if let Some(is) = &fact.is {
            let is: Arc<str> = is.as_str().into();
            for name in &fact.names {
                self.calls.entry(name.clone()).or_insert_with(|| is.clone());
            }
            for name in &fact.attributes {
                self.attributes.entry(name.clone()).or_insert_with(|| is.clone());
            }
            for name in &fact.variables {
                self.variables.entry(name.clone()).or_default().push((fact.module.clone(), is.clone()));
            }
        }
        if let (Some(class), Some(base)) = (&fact.class, &fact.extends) {
            self.bases.entry(class.clone()).or_insert_with(|| base.as_str().into());
        }
    }
}

impl Api for Names {
    fn call_type(&self, name: &str) -> Option<Arc<str>> {
        self.calls.get(name).cloned()
    }

    fn attribute_type(&self, name: &str) -> Option<Arc<str>> {
        self.attributes.get(name).cloned()
    }

    fn variable_types(&self, name: &str, imported: &dyn Fn(&str) -> bool) -> Vec<Arc<str>> {
        let known = self.variables.get(name).into_iter().flatten();
        known.filter(|(module, _)| module.as_deref().is_none_or(imported)).map(|(_, is)| is.clone()).collect()
    }

    fn base(&self, class: &str) -> Option<Arc<str>> {
        self.bases.get(class).cloned()
    }

    fn source(&self, _: &str) -> Option<usize> {
        None
    }

    fn decorator_source(&self, _: &str) -> Option<usize> {
        None
    }

    fn sanitizer(&self, _: &str) -> Mask {
        0
    }

    fn propagates(&self, _: &str) -> bool {
        false
    }

    fn guards(&self, _: &str) -> &[GuardFact] {
        &[]
    }

    fn is_known(&self, name: &str) -> bool {
        self.matters(name) || name.split_once('.').is_some_and(|(root, _)| root != "*" && !PLAIN.contains(&root))
    }

    fn knows_module(&self, _: &str) -> bool {
        true
    }
}
