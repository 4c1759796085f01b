//! The patterns of a snapshot, compiled to tables that answer by qualified name.

use regex::Regex;
use rescue_knowledge::Knowledge;
use rescue_knowledge::pattern::{
    ArgumentKey, Condition, Guard, Misuse, Patterns, Sink, SourceKind, TypeFact, expand_braces,
};
use rescue_syntax::flow::value::{EVERY, Mask};
use rescue_syntax::flow::{Api, Checked, GuardFact};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// What a source is.
#[derive(Debug, Clone)]
pub(crate) struct SourceFact {
    pub(crate) kind: SourceKind,
    pub(crate) what: String,
}

/// A regular expression that is compiled when it is first needed: most of a snapshot's never are in one session.
#[derive(Debug)]
pub(crate) struct LazyRegex {
    text: String,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    fn new(text: &str) -> Self {
        LazyRegex { text: text.to_owned(), compiled: OnceLock::new() }
    }

    /// Whether the text has a match; one that does not compile (`kb lint` says so) matches nothing.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.compiled.get_or_init(|| Regex::new(&self.text).ok()).as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// A condition with its regular expression compiled and its names expanded.
#[derive(Debug)]
pub(crate) struct CompiledCondition {
    pub(crate) condition: Condition,
    pub(crate) matches: Option<LazyRegex>,
    pub(crate) is: Vec<String>,
    pub(crate) calls: Vec<String>,
    pub(crate) calls_before: Vec<String>,
    pub(crate) imported: Vec<String>,
}

/// A rule with the weakness that it belongs to.
#[derive(Debug)]
pub(crate) struct Rule<T> {
    /// Index into [`Knowledge::weaknesses`].
    pub(crate) weakness: usize,
    pub(crate) pattern: T,
    pub(crate) when: Vec<CompiledCondition>,
    pub(crate) unless: Vec<CompiledCondition>,
    pub(crate) safe_prefix: Option<LazyRegex>,
}

/// What to offer instead of an insecure member.
#[derive(Debug, Clone)]
pub(crate) struct AlternativeFact {
    pub(crate) weakness: usize,
    pub(crate) insecure: Vec<String>,
    pub(crate) secure: String,
    pub(crate) snippet: Option<String>,
    pub(crate) note: String,
}

/// A module that a file has to import for a variable to have the type, and the type.
type VariableType = (Option<String>, Arc<str>);

type ByName = FxHashMap<Arc<str>, Vec<usize>>;

/// All patterns of a snapshot by name.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// No other rules of this process have this number.
    identity: u64,
    pub(crate) sinks: Vec<Rule<Sink>>,
    pub(crate) misuses: Vec<Rule<Misuse>>,
    pub(crate) alternatives: Vec<AlternativeFact>,
    pub(crate) sources: Vec<SourceFact>,
    pub(crate) sink_calls: ByName,
    pub(crate) sink_returns: ByName,
    pub(crate) sink_stores: ByName,
    pub(crate) misuse_calls: ByName,
    pub(crate) misuse_references: ByName,
    pub(crate) misuse_stores: ByName,
    source_names: FxHashMap<Arc<str>, usize>,
    source_decorators: FxHashMap<Arc<str>, usize>,
    source_parameters: FxHashMap<Arc<str>, usize>,
    source_registers: FxHashMap<Arc<str>, usize>,
    call_types: FxHashMap<Arc<str>, Arc<str>>,
    attribute_types: FxHashMap<Arc<str>, Arc<str>>,
    /// What any attribute of a type is that is not known by its name.
    open_types: FxHashMap<Arc<str>, Arc<str>>,
    variables: FxHashMap<Arc<str>, Vec<VariableType>>,
    bases: FxHashMap<Arc<str>, Arc<str>>,
    sanitizers: FxHashMap<Arc<str>, Mask>,
    propagators: FxHashSet<Arc<str>>,
    /// Calls whose result carries some of their arguments and nothing else.
    carriers: FxHashMap<Arc<str>, Vec<Checked>>,
    guards: FxHashMap<Arc<str>, Vec<GuardFact>>,
    /// With which first arguments a guard says something, and with which it does not.
    guard_texts: Vec<[Option<LazyRegex>; 2]>,
    roots: FxHashSet<Arc<str>>,
    /// Names of calls, mentions and stores that rules ask about.
    known: FxHashSet<Arc<str>>,
    /// Qualified names by their last part, for names that nothing binds; none where several have it.
    unbound: FxHashMap<Arc<str>, Option<Arc<str>>>,
}

/// The bit of a weakness. With more weaknesses than bits some share one, which can only hide a finding of one of them
/// where the other's sanitizer was used.
pub(crate) fn bit(weakness: usize) -> Mask {
    1 << (weakness % Mask::BITS as usize)
}

impl Rules {
    /// Compiles the patterns of a snapshot.
    pub(crate) fn compile(knowledge: &Knowledge) -> Rules {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut rules = Rules { identity: NEXT.fetch_add(1, Ordering::Relaxed), ..Rules::default() };
        rules.add(&knowledge.libraries, None);
        for (index, weakness) in knowledge.weaknesses.iter().enumerate() {
            rules.add(&weakness.patterns, Some(index));
        }
        let tables = [
            &rules.sink_calls,
            &rules.sink_stores,
            &rules.misuse_calls,
            &rules.misuse_references,
            &rules.misuse_stores,
        ];
        rules.known = tables.into_iter().flat_map(|table| table.keys().cloned()).collect();
        rules
    }

    fn add(&mut self, patterns: &Patterns, weakness: Option<usize>) {
        let mask = weakness.map_or(EVERY, bit);
        for source in &patterns.sources {
            let number = self.sources.len();
            self.sources.push(SourceFact { kind: source.kind, what: source.what.clone() });
            for name in self.expand(&source.names) {
                self.source_names.entry(name).or_insert(number);
            }
            for name in self.expand(&source.decorators) {
                self.source_decorators.entry(name).or_insert(number);
            }
            // Names of functions of any program: they say nothing about libraries.
            for name in source.parameters.iter().flat_map(|name| expand_braces(name)) {
                self.source_parameters.entry(name.into()).or_insert(number);
            }
            for name in self.expand(&source.registers) {
                self.source_registers.entry(name).or_insert(number);
            }
        }
        for fact in &patterns.types {
            self.add_type(fact);
        }
        for propagator in &patterns.propagators {
            let names = self.expand(&propagator.names);
            if propagator.only {
                let carried = checked(&propagator.arguments);
                self.carriers.extend(names.iter().map(|name| (name.clone(), carried.clone())));
            }
            self.propagators.extend(names);
        }
        for sanitizer in &patterns.sanitizers {
            for name in self.expand(&sanitizer.names) {
                *self.sanitizers.entry(name).or_default() |= mask;
            }
        }
        for guard in &patterns.guards {
            self.add_guard(guard, mask);
        }
        let Some(weakness) = weakness else {
            return;
        };
        for sink in &patterns.sinks {
            self.add_sink(sink, weakness);
        }
        for misuse in &patterns.misuses {
            self.add_misuse(misuse, weakness);
        }
        for alternative in &patterns.alternatives {
            self.alternatives.push(AlternativeFact {
                weakness,
                insecure: alternative.insecure.iter().flat_map(|name| expand_braces(name)).collect(),
                secure: alternative.secure.clone(),
                snippet: alternative.snippet.clone(),
                note: alternative.note.clone(),
            });
        }
    }

    fn add_type(&mut self, fact: &TypeFact) {
        if let Some(of) = fact.is.as_deref().map(Arc::<str>::from) {
            self.note_root(&of);
            for name in self.expand(&fact.names) {
                self.call_types.insert(name, of.clone());
            }
            for name in self.expand(&fact.attributes) {
                if let Some(owner) = name.strip_suffix(".*") {
                    self.open_types.insert(owner.into(), of.clone());
                    continue;
                }
                self.attribute_types.insert(name, of.clone());
            }
            for name in fact.variables.iter().flat_map(|name| expand_braces(name)) {
                let known = self.variables.entry(name.into()).or_default();
                known.push((fact.module.clone(), of.clone()));
            }
        }
        if let (Some(class), Some(base)) = (&fact.class, &fact.extends) {
            for class in expand_braces(class) {
                self.note_root(&class);
                self.bases.insert(class.into(), base.as_str().into());
            }
        }
    }

    fn add_guard(&mut self, guard: &Guard, clean: Mask) {
        let checks = checked(&guard.checks);
        let number = self.guard_texts.len();
        let texts = [&guard.only, &guard.except].map(|text| text.as_deref().map(LazyRegex::new));
        self.guard_texts.push(texts);
        for name in self.expand(&guard.names) {
            let fact = GuardFact { clean, holds: guard.holds, checks: checks.clone(), number };
            self.guards.entry(name).or_default().push(fact);
        }
    }

    fn add_sink(&mut self, sink: &Sink, weakness: usize) {
        let index = self.sinks.len();
        for name in self.expand(&sink.names) {
            self.sink_calls.entry(name).or_default().push(index);
        }
        for name in self.expand(&sink.returns_from) {
            self.sink_returns.entry(name).or_default().push(index);
        }
        for name in self.expand(&sink.assigns) {
            self.sink_stores.entry(name).or_default().push(index);
        }
        self.sinks.push(Rule {
            weakness,
            when: compile_conditions(&sink.when),
            unless: compile_conditions(&sink.unless),
            safe_prefix: sink.safe_prefix.as_deref().map(LazyRegex::new),
            pattern: sink.clone(),
        });
    }

    fn add_misuse(&mut self, misuse: &Misuse, weakness: usize) {
        let index = self.misuses.len();
        for name in self.expand(&misuse.names) {
            self.misuse_calls.entry(name).or_default().push(index);
        }
        for name in self.expand(&misuse.references) {
            self.misuse_references.entry(name).or_default().push(index);
        }
        for name in self.expand(&misuse.assigns) {
            self.misuse_stores.entry(name).or_default().push(index);
        }
        self.misuses.push(Rule {
            weakness,
            when: compile_conditions(&misuse.when),
            unless: compile_conditions(&misuse.unless),
            safe_prefix: None,
            pattern: misuse.clone(),
        });
    }

    fn expand(&mut self, names: &[String]) -> Vec<Arc<str>> {
        let expanded: Vec<Arc<str>> = names.iter().flat_map(|name| expand_braces(name)).map(Arc::from).collect();
        for name in &expanded {
            self.note_root(name);
            self.note_parts(name);
        }
        expanded
    }

    /// The weakness that a call or mention of the name is watched for.
    pub(crate) fn weakness_of(&self, name: &str) -> Option<usize> {
        let misuse = [&self.misuse_calls, &self.misuse_references]
            .into_iter()
            .filter_map(|table| table.get(name))
            .flatten()
            .filter_map(|&index| self.misuses.get(index))
            .find(|rule| !rule.pattern.is_setting_of(name))
            .map(|rule| rule.weakness);
        let sink = || {
            let index = self.sink_calls.get(name)?.first().copied()?;
            self.sinks.get(index).map(|rule| rule.weakness)
        };
        misuse.or_else(sink)
    }

    /// Notes the classes, and the functions of modules, that a qualified name is made of.
    fn note_parts(&mut self, name: &str) {
        let mut start = name.find('.').map_or(name.len(), |dot| dot + 1);
        let mut in_module = !name.starts_with("*.");
        while in_module && start < name.len() {
            let end = name[start..].find('.').map_or(name.len(), |dot| start + dot);
            let part = &name[start..end];
            let is_class = part.starts_with(|first: char| first.is_ascii_uppercase());
            if is_class || (end == name.len() && is_telling(part)) {
                let qualified: Arc<str> = name[..end].into();
                let known = self.unbound.entry(part.into()).or_insert_with(|| Some(qualified.clone()));
                if known.as_ref().is_some_and(|known| !is_same(known, &qualified)) {
                    *known = None;
                }
            }
            in_module = !is_class;
            start = end + 1;
        }
    }

    fn note_root(&mut self, name: &str) {
        if let Some((root, _)) = name.split_once('.')
            && root != "*"
        {
            self.roots.insert(root.into());
        }
    }
}

/// Whether the name of a function says enough to know it by: `render_template_string`, not `load`.
fn is_telling(name: &str) -> bool {
    name.len() >= 10 || (name.len() >= 7 && name.contains('_'))
}

/// Whether two names are of the same thing: PyCryptodome goes by two names of its package.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.replacen("Cryptodome.", "Crypto.", 1);
    one == other || plain(one) == plain(other)
}

/// The arguments that a list of keys stands for.
fn checked(keys: &[ArgumentKey]) -> Vec<Checked> {
    let one = |key: &ArgumentKey| match key {
        ArgumentKey::Position(at) => Checked::Position(*at),
        ArgumentKey::Keyword(word) if word == "receiver" => Checked::Receiver,
        ArgumentKey::Keyword(word) if word == "*" => Checked::All,
        ArgumentKey::Keyword(word) => Checked::Keyword(word.clone()),
    };
    keys.iter().map(one).collect()
}

fn compile_conditions(conditions: &[Condition]) -> Vec<CompiledCondition> {
    let expand = |names: &Option<Vec<String>>| -> Vec<String> {
        names.iter().flatten().flat_map(|name| expand_braces(name)).collect()
    };
    conditions
        .iter()
        .map(|condition| CompiledCondition {
            matches: condition.matches.as_deref().map(LazyRegex::new),
            is: expand(&condition.is),
            calls: expand(&condition.calls),
            calls_before: expand(&condition.calls_before),
            imported: expand(&condition.imported),
            condition: condition.clone(),
        })
        .collect()
}

impl Api for Rules {
    fn identity(&self) -> u64 {
        self.identity
    }

    fn call_type(&self, name: &str) -> Option<Arc<str>> {
        self.call_types.get(name).cloned()
    }

    fn attribute_type(&self, name: &str) -> Option<Arc<str>> {
        let of_any = || self.open_types.get(name.rsplit_once('.')?.0);
        self.attribute_types.get(name).or_else(of_any).cloned()
    }

    fn variable_types(&self, name: &str, imported: &dyn Fn(&str) -> bool) -> Vec<Arc<str>> {
        let Some(known) = self.variables.get(name) else {
            return Vec::new();
        };
        known.iter().filter(|(module, _)| module.as_deref().is_none_or(imported)).map(|(_, of)| of.clone()).collect()
    }

    fn base(&self, class: &str) -> Option<Arc<str>> {
        self.bases.get(class).cloned()
    }

    fn source(&self, name: &str) -> Option<usize> {
        self.source_names.get(name).copied()
    }

    fn decorator_source(&self, name: &str) -> Option<usize> {
        self.source_decorators.get(name).copied()
    }

    fn sanitizer(&self, name: &str) -> Mask {
        self.sanitizers.get(name).copied().unwrap_or(0)
    }

    fn propagates(&self, name: &str) -> bool {
        self.propagators.contains(name)
    }

    fn carries_only(&self, name: &str) -> Option<&[Checked]> {
        self.carriers.get(name).map(Vec::as_slice)
    }

    fn guards_with(&self, number: usize, first: Option<&str>) -> bool {
        let Some([only, except]) = self.guard_texts.get(number) else {
            return true;
        };
        let is_match = |text: &LazyRegex| first.is_some_and(|first| text.is_match(first));
        only.as_ref().is_none_or(is_match) && !except.as_ref().is_some_and(is_match)
    }

    fn guards(&self, name: &str) -> &[GuardFact] {
        self.guards.get(name).map_or(&[], Vec::as_slice)
    }

    fn is_known(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    fn knows_module(&self, root: &str) -> bool {
        self.roots.contains(root)
    }

    fn parameter_source(&self, function: &str, parameter: &str) -> Option<usize> {
        if self.source_parameters.is_empty() || parameter.is_empty() {
            return None;
        }
        self.source_parameters.get(format!("{function}.{parameter}").as_str()).copied()
    }

    fn registering_source(&self, name: &str) -> Option<usize> {
        self.source_registers.get(name).copied()
    }

    fn unbound(&self, name: &str) -> Option<Arc<str>> {
        self.unbound.get(name).cloned().flatten()
    }
}
