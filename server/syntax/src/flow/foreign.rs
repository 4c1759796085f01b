//! Functions, classes and values of other files of the program, taken over when they are first used.

use super::exports::{Exports, Foreign, outside};
use super::facts::FunctionFact;
use super::interpret::Interpreter;
use super::scope::{ClassHead, ClassState, Declared, FunctionState, Progress, Summary};
use super::value::{Part, Value};
use std::sync::Arc;

/// How deep a value's parts and elements are taken over.
const DEEPEST: usize = 4;

impl<'a> Interpreter<'a> {
    /// What a module exports; installed libraries that the API knows are not looked for.
    pub(super) fn module_of(&self, level: u32, name: &str) -> Option<Arc<Exports>> {
        let root = name.split('.').next().unwrap_or_default();
        if level == 0 && self.api.knows_module(root) {
            return None;
        }
        let found = self.modules.exports(level, name);
        self.note_module(level, name, found.as_ref());
        found
    }

    /// A member of a module of the program.
    pub(super) fn foreign_member(&mut self, exports: &Arc<Exports>, member: &str) -> Option<Arc<Value>> {
        let found = self.member_of(exports, member);
        self.note_member(exports, member, found.as_ref());
        found
    }

    fn member_of(&mut self, exports: &Arc<Exports>, member: &str) -> Option<Arc<Value>> {
        let key = (Arc::as_ptr(exports) as usize, Arc::<str>::from(member));
        if let Some((_, known)) = self.foreign_members.get(&key) {
            return known.clone();
        }
        let found = match exports.values.get(member) {
            Some(value) => Some(self.adopt(value, exports, None, 0)),
            None => self
                .modules
                .submodule(exports, member)
                .map(|module| Arc::new(Value { module: Some(module), harmless: true, ..Value::named(member) })),
        };
        self.foreign_members.insert(key, (exports.clone(), found.clone()));
        found
    }

    /// A value of another file in terms of this one.
    fn adopt(
        &mut self,
        value: &Arc<Value>,
        exports: &Arc<Exports>,
        own: Option<(usize, usize)>,
        depth: usize,
    ) -> Arc<Value> {
        let mut adopted = (**value).clone();
        outside(&mut adopted, &exports.path, own);
        adopted.function = value.function.map(|number| self.adopt_function(exports, number));
        adopted.class = value.class.map(|number| self.adopt_class(exports, number));
        if depth >= DEEPEST {
            let shallow = Value { parts: None, items: None, element: None, ways: None, fallback: None, ..adopted };
            return Arc::new(shallow);
        }
        adopted.element = value.element.as_ref().map(|element| self.adopt(element, exports, own, depth + 1));
        adopted.fallback = value.fallback.as_ref().map(|default| self.adopt(default, exports, own, depth + 1));
        adopted.ways = value.ways.as_ref().map(|ways| {
            let ways = ways.iter().map(|way| self.adopt(way, exports, own, depth + 1));
            Arc::new(ways.collect())
        });
        adopted.parts = value.parts.as_ref().map(|parts| {
            let parts = parts.iter().map(|part| match part {
                Part::Constant(text) => Part::Constant(text.clone()),
                // The place is in another file, and nobody is to look for it in this one.
                Part::Dynamic(inner, _) => {
                    Part::Dynamic(self.adopt(inner, exports, own, depth + 1), crate::ast::Span::default())
                }
            });
            Arc::new(parts.collect())
        });
        adopted.items = value.items.as_ref().map(|items| {
            let items = items.iter().map(|(key, item)| (key.clone(), self.adopt(item, exports, own, depth + 1)));
            Arc::new(items.collect())
        });
        Arc::new(adopted)
    }

    fn adopt_function(&mut self, exports: &Arc<Exports>, number: usize) -> usize {
        let Some(function) = exports.functions.get(number) else {
            return 0;
        };
        if let Some(Foreign { exports, number }) = &function.foreign {
            return self.adopt_function(exports, *number);
        }
        let key = (Arc::as_ptr(exports) as usize, number);
        if let Some(&known) = self.foreign_functions.get(&key) {
            return known;
        }
        let id = self.functions.len();
        self.foreign_functions.insert(key, id);
        let fact = FunctionFact {
            name: function.name.clone(),
            params: function.params.iter().map(|(name, _)| name.clone()).collect(),
            foreign: Some(Foreign { exports: exports.clone(), number }),
            ..FunctionFact::default()
        };
        let mut declared = Declared {
            is_static: function.is_static,
            kinds: function.params.iter().map(|(_, kind)| *kind).collect(),
            fact: Arc::new(fact),
            ..Declared::default()
        };
        let state = |declared: &Declared, progress| FunctionState {
            declared: Arc::new(declared.clone()),
            source: None,
            progress,
        };
        self.functions.push(state(&declared, Progress::Running));
        // After the function has its number: its class has methods, and this one may return another.
        declared.class = function.class.map(|class| self.adopt_class(exports, class));
        let returned = self.adopt(&function.returned, exports, Some((number, id)), 0);
        self.functions[id] = state(&declared, Progress::Done(Arc::new(Summary { returned, ..Summary::default() })));
        id
    }

    fn adopt_class(&mut self, exports: &Arc<Exports>, number: usize) -> usize {
        let Some(class) = exports.classes.get(number) else {
            let id = self.classes.len();
            self.classes.push(ClassState::default());
            return id;
        };
        if let Some(Foreign { exports, number }) = &class.foreign {
            return self.adopt_class(exports, *number);
        }
        let key = (Arc::as_ptr(exports) as usize, number);
        if let Some(&known) = self.foreign_classes.get(&key) {
            return known;
        }
        let id = self.classes.len();
        self.foreign_classes.insert(key, id);
        let ClassHead { name, bases, local_bases, .. } = &*class.head;
        let head = ClassHead { name: name.clone(), bases: bases.clone(), ..ClassHead::default() };
        self.classes.push(ClassState {
            head: Arc::new(head),
            foreign: Some(Foreign { exports: exports.clone(), number }),
            ..ClassState::default()
        });
        let bases = local_bases.iter().map(|&base| self.adopt_class(exports, base)).collect();
        Arc::make_mut(&mut self.classes[id].head).local_bases = bases;
        id
    }

    /// A member that a class of another file declares itself; it is kept once it was asked for.
    pub(super) fn foreign_attribute(&mut self, class: usize, member: &str) -> Option<Arc<Value>> {
        let Foreign { exports, number } = self.classes.get(class)?.foreign.clone()?;
        let declared = exports.classes.get(number)?;
        if let Some(value) = declared.attributes.get(member) {
            let value = self.adopt(value, &exports, None, 0);
            self.classes[class].attributes.insert(member.into(), value.clone());
            return Some(value);
        }
        let method = *declared.head.methods.get(member)?;
        let id = self.adopt_function(&exports, method);
        Arc::make_mut(&mut self.classes[class].head).methods.insert(member.into(), id);
        Some(Arc::new(Value { function: Some(id), class: Some(class), ..Value::default() }))
    }

    /// The number of a method that a class declares itself.
    pub(super) fn own_method(&mut self, class: usize, name: &str) -> Option<usize> {
        let known = self.head(class)?.methods.get(name).copied();
        known.or_else(|| self.foreign_attribute(class, name)?.function)
    }
}
