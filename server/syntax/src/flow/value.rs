//! Abstract values: what is known about an expression without running it.

use super::exports::Exports;
use crate::ast::Span;
use std::sync::Arc;

/// A set of weaknesses, one bit each; which bit means what is the business of the [`Api`](super::Api).
pub type Mask = u128;

/// The mask of every weakness.
pub const EVERY: Mask = Mask::MAX;

/// How many names, types, origins and parts one value keeps; what is beyond is dropped.
const MOST_ALTERNATIVES: usize = 4;
const MOST_ORIGINS: usize = 6;
const MOST_PARTS: usize = 40;
const LONGEST_TEXT: usize = 4096;

/// A folded constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant {
    /// Text or bytes.
    Text(Arc<str>),
    /// A whole number.
    Int(i64),
    /// A truth value.
    Bool(bool),
    /// `None`.
    None,
}

/// Elements of a display, with constant keys for a dictionary.
pub type Items = Arc<Vec<(Option<Constant>, Arc<Value>)>>;

/// Where taint came from.
#[derive(Debug, Clone, PartialEq)]
pub enum OriginKind {
    /// A source of the [`Api`](super::Api), by its number.
    Source(usize),
    /// A parameter of a function of this file.
    Parameter {
        /// Number of the function.
        function: usize,
        /// Index of the parameter.
        index: usize,
    },
}

/// Untrusted data, and the way it took.
#[derive(Debug, Clone)]
pub struct Origin {
    /// Where it came from.
    pub kind: OriginKind,
    /// Where the source was read or the parameter stands.
    pub span: Span,
    /// Path of the file of the span, where that is not the file that is analysed.
    pub file: Option<Arc<str>>,
    /// Weaknesses for which it has been made harmless on the way.
    pub clean: Mask,
    /// It passed through a call about which nothing is known.
    pub weak: bool,
    /// A parameter that was kept, in an attribute of an object or in a global name. Most often that is configuration, so
    /// it matters only where a caller is known that passes something untrusted.
    pub kept: bool,
    /// The last step, which links to those before.
    pub steps: Option<Arc<Step>>,
}

/// One step of a flow.
#[derive(Debug)]
pub struct Step {
    /// Where.
    pub span: Span,
    /// Path of the file of the span, where that is not the file that is analysed.
    pub file: Option<Arc<str>>,
    /// What is done there.
    pub what: StepKind,
    /// The step before.
    pub before: Option<Arc<Step>>,
    depth: u32,
}

impl Origin {
    /// Says that what has no file yet is in this one.
    pub(super) fn place_in(&mut self, path: &Arc<str>) {
        self.file.get_or_insert_with(|| path.clone());
        self.steps = self.steps.take().map(|step| step.placed_in(path));
    }
}

impl Step {
    fn placed_in(self: Arc<Self>, path: &Arc<str>) -> Arc<Self> {
        if self.file.is_some() {
            return self;
        }
        Arc::new(Step {
            span: self.span,
            file: Some(path.clone()),
            what: self.what.clone(),
            before: self.before.clone().map(|step| step.placed_in(path)),
            depth: self.depth,
        })
    }

    /// Number of steps up to and including this one.
    pub fn depth(&self) -> u32 {
        self.depth
    }
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// Stored in a variable or attribute of this name.
    Assigned(Arc<str>),
    /// Passed to a function of this file.
    Passed(Arc<str>),
    /// Returned from a function of this file.
    Returned(Arc<str>),
}

/// A part of a text that is put together.
#[derive(Debug, Clone)]
pub enum Part {
    /// Constant characters.
    Constant(Arc<str>),
    /// Something else, and where it stands.
    Dynamic(Arc<Value>, Span),
}

/// A test that a value is the outcome of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Dotted paths of the variables that were tested.
    pub paths: Vec<Arc<str>>,
    /// For which weaknesses they are clean …
    pub clean: Mask,
    /// … where the outcome is this.
    pub holds: bool,
}

/// What is known about an expression.
#[derive(Debug, Clone, Default)]
pub struct Value {
    /// Qualified names that it may refer to.
    pub names: Vec<Arc<str>>,
    /// Qualified names of types that it may be an instance of.
    pub types: Vec<Arc<str>>,
    /// Qualified names of the call that gave it.
    pub called: Vec<Arc<str>>,
    /// Its constant.
    pub constant: Option<Constant>,
    /// It can only be something that the program itself wrote.
    pub harmless: bool,
    /// Weaknesses for which it has been made harmless, wherever it came from.
    pub clean: Mask,
    /// Untrusted data behind it.
    pub origins: Vec<Origin>,
    /// How its text is put together.
    pub parts: Option<Arc<Vec<Part>>>,
    /// Elements of a display, with constant keys for a dictionary.
    pub items: Option<Items>,
    /// A function of this file.
    pub function: Option<usize>,
    /// A class of this file, or an instance of it.
    pub class: Option<usize>,
    /// The test whose outcome it is.
    pub check: Option<Arc<Check>>,
    /// The name is not bound anywhere in the file.
    pub unbound: bool,
    /// What any element of it is, where that is known of all of them.
    pub element: Option<Arc<Value>>,
    /// What it is on each of several ways on which control flow came here, where they say more than all of them
    /// together. None of them has ways of its own.
    pub ways: Option<Arc<Vec<Arc<Value>>>>,
    /// What a parameter is where nobody passes anything.
    pub fallback: Option<Arc<Value>>,
    /// A module of the same program.
    pub module: Option<Arc<Exports>>,
}

impl Value {
    /// Nothing is known.
    pub fn unknown() -> Self {
        Value::default()
    }

    /// A constant.
    pub fn constant(constant: Constant) -> Self {
        let kind = match constant {
            Constant::Text(_) => "str",
            Constant::Int(_) => "int",
            Constant::Bool(_) => "bool",
            Constant::None => "None",
        };
        Value { types: vec![kind.into()], constant: Some(constant), harmless: true, ..Value::default() }
    }

    /// A name.
    pub fn named(name: impl Into<Arc<str>>) -> Self {
        Value { names: vec![name.into()], ..Value::default() }
    }

    /// An instance.
    pub fn instance(of: impl Into<Arc<str>>) -> Self {
        Value { types: vec![of.into()], ..Value::default() }
    }

    /// Something of the same types, of which nothing else is known.
    pub fn of_types(value: &Value) -> Arc<Self> {
        Arc::new(Value { types: value.types.clone(), class: value.class, ..Value::default() })
    }

    /// Its text where it is a constant text.
    pub fn text(&self) -> Option<&str> {
        match &self.constant {
            Some(Constant::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether it may be an instance of the type.
    pub fn is_a(&self, name: &str) -> bool {
        self.types.iter().any(|t| &**t == name)
    }

    /// Numbers and truth values can't carry an attack.
    pub fn is_number(&self) -> bool {
        !self.types.is_empty() && self.types.iter().all(|of| HARMLESS_TYPES.contains(&&**of))
    }

    /// The program itself wrote it, whatever it is.
    pub fn is_harmless(&self) -> bool {
        self.harmless || self.constant.is_some() || self.is_number()
    }

    /// Origins that still matter to a weakness.
    pub fn origins_for(&self, weakness: Mask) -> impl Iterator<Item = &Origin> {
        let number = self.is_number();
        self.origins.iter().filter(move |origin| !number && origin.clean & weakness != weakness)
    }

    /// The same value, kept where other functions find it.
    pub(super) fn kept(&self) -> Value {
        let mut value = Value { fallback: None, ..self.clone() };
        for origin in &mut value.origins {
            origin.kept |= matches!(origin.kind, OriginKind::Parameter { .. });
        }
        value
    }

    /// Whether the text is put together with at least one part that isn't harmless for the weakness.
    pub fn is_built(&self, weakness: Mask) -> bool {
        let Some(parts) = &self.parts else {
            return false;
        };
        !self.is_clean(weakness)
            && parts.iter().any(|part| match part {
                Part::Constant(_) => false,
                Part::Dynamic(value, _) => !value.is_clean(weakness),
            })
    }

    /// Whether it cannot carry an attack of this weakness, as far as is known.
    pub fn is_clean(&self, weakness: Mask) -> bool {
        self.is_harmless() || self.clean & weakness == weakness
    }

    /// The constant text that it begins with; empty where it begins with something else.
    pub fn prefix(&self) -> String {
        if let Some(text) = self.text() {
            return text.to_owned();
        }
        if let Some(ways) = &self.ways {
            let all = ways.iter().map(|way| way.prefix());
            return all.reduce(|known, other| common_beginning(&known, &other)).unwrap_or_default();
        }
        let mut prefix = String::new();
        for part in self.parts.iter().flat_map(|parts| parts.iter()) {
            match part {
                Part::Constant(text) => prefix.push_str(text),
                Part::Dynamic(value, _) => match value.text() {
                    Some(text) => prefix.push_str(text),
                    None => {
                        let inner = value.prefix();
                        prefix.push_str(&inner);
                        break;
                    }
                },
            }
        }
        prefix
    }

    /// Its parts where it takes part in a larger text.
    pub fn as_parts(self: &Arc<Self>, span: Span) -> Vec<Part> {
        if let Some(text) = self.text() {
            return vec![Part::Constant(text.into())];
        }
        match &self.parts {
            // What was made sure of for the whole holds for each part.
            Some(parts) if self.clean != 0 => {
                let cleaned = parts.iter().map(|part| match part {
                    Part::Constant(text) => Part::Constant(text.clone()),
                    Part::Dynamic(value, span) => Part::Dynamic(Arc::new(value.cleaned(self.clean)), *span),
                });
                cleaned.collect()
            }
            Some(parts) => parts.to_vec(),
            None => vec![Part::Dynamic(self.clone(), span)],
        }
    }

    /// A text that is put together.
    pub fn built(parts: Vec<Part>) -> Self {
        let mut value = Value::instance("str");
        let mut whole = Some(String::new());
        value.harmless = true;
        value.clean = EVERY;
        for part in &parts {
            match part {
                Part::Constant(text) => {
                    if let Some(whole) = &mut whole {
                        whole.push_str(text);
                    }
                }
                Part::Dynamic(inner, _) => {
                    let folded = match &inner.constant {
                        Some(Constant::Text(text)) => Some(text.to_string()),
                        Some(Constant::Int(number)) => Some(number.to_string()),
                        _ => None,
                    };
                    whole = whole.zip(folded).map(|(whole, text)| whole + &text);
                    value.harmless &= inner.is_harmless();
                    value.clean &= if inner.is_harmless() { EVERY } else { inner.clean };
                    value.merge_origins(&inner.live_origins());
                }
            }
        }
        match whole.filter(|text| text.len() <= LONGEST_TEXT) {
            Some(text) => Value::constant(Constant::Text(text.into())),
            None => {
                let mut parts = parts;
                parts.truncate(MOST_PARTS);
                value.parts = Some(Arc::new(parts));
                value
            }
        }
    }

    /// Origins that flow on: none from a number.
    pub fn live_origins(&self) -> Vec<Origin> {
        if self.is_number() { Vec::new() } else { self.origins.clone() }
    }

    /// Adds origins; one that is there already stays clean only for what both are clean.
    pub fn merge_origins(&mut self, others: &[Origin]) {
        for other in others {
            let known = self
                .origins
                .iter()
                .position(|own| own.kind == other.kind && own.span == other.span && own.file == other.file);
            if let Some(own) = known.and_then(|at| self.origins.get_mut(at)) {
                own.clean &= other.clean;
                own.weak &= other.weak;
            } else if self.origins.len() < MOST_ORIGINS {
                self.origins.push(other.clone());
            }
        }
    }

    /// What may be either of two values, where control flow joins.
    pub fn join(left: &Arc<Value>, right: &Arc<Value>) -> Arc<Value> {
        if Arc::ptr_eq(left, right) {
            return left.clone();
        }
        let mut value = Value {
            names: union(&left.names, &right.names),
            types: union(&left.types, &right.types),
            called: union(&left.called, &right.called),
            harmless: left.is_harmless() && right.is_harmless(),
            clean: left.cleanness() & right.cleanness(),
            origins: left.origins.clone(),
            function: left.function.or(right.function),
            class: left.class.or(right.class),
            unbound: left.unbound && right.unbound,
            module: left.module.clone().or_else(|| right.module.clone()),
            fallback: left.fallback.clone().or_else(|| right.fallback.clone()),
            ..Value::default()
        };
        value.merge_origins(&right.origins);
        if left.constant == right.constant {
            value.constant = left.constant.clone();
        }
        value.parts = match (&left.parts, &right.parts) {
            (Some(parts), Some(others)) => Some(if others.len() > parts.len() { others } else { parts }.clone()),
            (parts, others) => parts.clone().or_else(|| others.clone()),
        };
        value.items = match (&left.items, &right.items) {
            (Some(items), Some(others)) => Some(joined_items(items, others)),
            _ => None,
        };
        value.element = match (left.any_element(), right.any_element()) {
            (Some(own), Some(other)) => Some(Value::join(&own, &other)),
            (own, other) => own.or(other),
        };
        value.check = left.check.clone().or_else(|| right.check.clone());
        value.ways = ways(left, right);
        Arc::new(value)
    }

    /// For which weaknesses it cannot carry an attack.
    fn cleanness(&self) -> Mask {
        if self.is_harmless() { EVERY } else { self.clean }
    }

    /// What stands under a key, where its elements are known.
    pub fn at_key(&self, key: &str) -> Option<&Arc<Value>> {
        let is_it = |known: &Option<Constant>| matches!(known, Some(Constant::Text(text)) if **text == *key);
        self.items.as_ref()?.iter().find(|(known, _)| is_it(known)).map(|(_, value)| value)
    }

    /// What any element of it is.
    pub(super) fn any_element(&self) -> Option<Arc<Value>> {
        if let Some(element) = &self.element {
            return Some(element.clone());
        }
        let mut elements = self.items.as_ref()?.iter().filter(|(key, _)| key.is_none()).map(|(_, item)| item.clone());
        let first = elements.next()?;
        Some(elements.fold(first, |joined, item| Value::join(&joined, &item)))
    }

    /// The same value, clean for the weaknesses.
    pub fn cleaned(&self, mask: Mask) -> Value {
        let mut value = self.clone();
        for origin in &mut value.origins {
            origin.clean |= mask;
        }
        value.clean |= mask;
        value.element = value.element.map(|element| Arc::new(element.cleaned(mask)));
        value.ways = None;
        value
    }

    /// The same value after another step of its flow.
    pub fn stepped(&self, span: Span, what: StepKind) -> Value {
        let mut value = self.clone();
        for origin in &mut value.origins {
            let depth = origin.steps.as_ref().map_or(0, |step| step.depth);
            let repeats = origin.steps.as_ref().is_some_and(|step| step.span == span);
            if depth < MOST_STEPS && !repeats {
                origin.steps = Some(Arc::new(Step {
                    span,
                    file: None,
                    what: what.clone(),
                    before: origin.steps.take(),
                    depth: depth + 1,
                }));
            }
        }
        value
    }
}

/// Types whose values can't carry an attack, whatever their text is.
const HARMLESS_TYPES: &[&str] = &[
    "int",
    "float",
    "bool",
    "uuid.UUID",
    "decimal.Decimal",
    "datetime.date",
    "datetime.datetime",
    "datetime.time",
    "datetime.timedelta",
];

/// How many ways are kept.
const MOST_WAYS: usize = 4;

/// The ways of two values, where there are few and they differ in what rules ask about.
fn ways(left: &Arc<Value>, right: &Arc<Value>) -> Option<Arc<Vec<Arc<Value>>>> {
    let says = |value: &Value| value.ways.is_some() || value.constant.is_some() || value.parts.is_some();
    if !says(left) && !says(right) {
        return None;
    }
    let mut all: Vec<Arc<Value>> = Vec::new();
    for side in [left, right] {
        let own: &[Arc<Value>] = side.ways.as_ref().map_or(std::slice::from_ref(side), |ways| ways.as_slice());
        for way in own {
            let known = all
                .iter()
                .any(|known| Arc::ptr_eq(known, way) || (known.constant.is_some() && known.constant == way.constant));
            if !known {
                all.push(way.clone());
            }
        }
    }
    (all.len() > 1 && all.len() <= MOST_WAYS).then(|| Arc::new(all))
}

/// Elements of two displays, either of which a value may be.
fn joined_items(left: &Items, right: &Items) -> Items {
    if Arc::ptr_eq(left, right) {
        return left.clone();
    }
    let mut all = left.to_vec();
    for (at, (key, item)) in right.iter().enumerate() {
        let same = match key {
            Some(_) => all.iter().position(|(known, _)| known == key),
            None => Some(at).filter(|at| *at < all.len()),
        };
        match same.and_then(|at| all.get_mut(at)) {
            Some((_, own)) => *own = Value::join(own, item),
            None => all.push((key.clone(), item.clone())),
        }
    }
    Arc::new(all)
}

fn common_beginning(one: &str, other: &str) -> String {
    one.chars().zip(other.chars()).take_while(|(own, its)| own == its).map(|(own, _)| own).collect()
}

/// The longest flow that is kept.
const MOST_STEPS: u32 = 24;

fn union(left: &[Arc<str>], right: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut all = left.to_vec();
    for name in right {
        if all.len() < MOST_ALTERNATIVES && !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}
