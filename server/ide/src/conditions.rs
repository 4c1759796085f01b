//! Whether the conditions of a rule hold for a call, a store or a mention.

use crate::rules::CompiledCondition;
use rescue_knowledge::pattern::{ArgumentKey, Literal};
use rescue_knowledge::words::split_identifiers;
use rescue_syntax::ast::{Pos, Span};
use rescue_syntax::flow::facts::{Facts, How, Passed};
use rescue_syntax::flow::value::{Constant, Mask, Origin, OriginKind, Part, Value};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// What a condition is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// To speak for a finding; with `defaults`, so does what may be.
    For { defaults: bool },
    /// To speak against it: only what is certain does.
    Against,
}

/// What conditions are asked about.
pub(crate) struct Place<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) args: &'a [Passed],
    pub(crate) receiver: Option<&'a (Arc<Value>, Span)>,
    pub(crate) at: At<'a>,
    pub(crate) weakness: Mask,
}

/// Where in a file something is.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    /// Number of the function around it.
    pub(crate) function: usize,
    /// Names around it.
    pub(crate) context: &'a [Arc<str>],
    /// What the conditions around it ask for.
    pub(crate) under: &'a [Arc<str>],
    pub(crate) span: Span,
    pub(crate) statement: Span,
}

/// The arguments that a name stands for.
pub(crate) fn arguments<'a>(args: &'a [Passed], name: &[ArgumentKey]) -> Vec<&'a Passed> {
    if name.iter().any(|key| matches!(key, ArgumentKey::Keyword(word) if word == "*")) {
        return args.iter().collect();
    }
    let is_named = |passed: &&Passed| {
        name.iter().any(|key| match (key, &passed.how) {
            (ArgumentKey::Position(at), How::Position(position)) => at == position,
            (ArgumentKey::Keyword(word), How::Keyword(keyword)) => **word == **keyword,
            _ => false,
        })
    };
    args.iter().filter(is_named).take(1).collect()
}

/// The argument whose element a key such as `options[verify]` or `0[2]` asks for, and what is between the brackets.
fn owner_of<'a, 'k>(args: &'a [Passed], key: &'k ArgumentKey) -> Option<(&'a Passed, &'k str)> {
    let ArgumentKey::Keyword(word) = key else {
        return None;
    };
    let (argument, key) = word.strip_suffix(']')?.split_once('[')?;
    let argument = argument.parse().map_or_else(|_| ArgumentKey::Keyword(argument.to_owned()), ArgumentKey::Position);
    Some((arguments(args, &[argument]).first()?, key))
}

/// The element that a key such as `options[verify]` or `0[2]` asks for, and where its owner stands.
fn item<'a>(args: &'a [Passed], key: &ArgumentKey) -> Option<(&'a Arc<Value>, Span)> {
    let (owner, key) = owner_of(args, key)?;
    let found = match key.parse::<usize>() {
        Ok(at) => {
            let (known, value) = owner.value.items.as_ref()?.get(at)?;
            known.is_none().then_some(value)
        }
        Err(_) => owner.value.at_key(key),
    };
    Some((found?, owner.span))
}

impl<'a> Place<'a> {
    /// What keys stand for, and where it is: arguments, elements of them, the receiver.
    pub(crate) fn passed(&self, keys: &[ArgumentKey]) -> Vec<(&'a Arc<Value>, Span)> {
        let wants_receiver = keys.iter().any(|key| matches!(key, ArgumentKey::Keyword(word) if word == "receiver"));
        let own = arguments(self.args, keys).into_iter().map(|passed| (&passed.value, passed.span));
        let items = keys.iter().filter_map(|key| item(self.args, key));
        let receiver = self.receiver.filter(|_| wants_receiver).map(|(value, span)| (value, *span));
        own.chain(items).chain(receiver).collect()
    }

    /// Whether it is asked for the element of something whose elements are not known.
    fn hides(&self, name: &[ArgumentKey]) -> bool {
        name.iter()
            .filter_map(|key| owner_of(self.args, key))
            .any(|(owner, _)| owner.value.items.as_ref().is_none_or(|items| items.iter().any(|(key, _)| key.is_none())))
    }

    /// Whether the call may pass more than is known: `f(*args, **options)`.
    fn is_open(&self) -> bool {
        self.args.iter().any(|passed| passed.how == How::Starred)
    }

    /// Whether all of a rule's conditions hold and none that speaks against it does. With `defaults`, a
    /// parameter that has a default is also that, and a value of several ways each of them: the call is wrong whenever
    /// nobody passes anything, or that way is taken.
    pub(crate) fn fits(&self, when: &[CompiledCondition], unless: &[CompiledCondition], defaults: bool) -> bool {
        when.iter().all(|condition| self.holds_with(condition, Asked::For { defaults }))
            && !unless.iter().any(|condition| self.holds_with(condition, Asked::Against))
    }

    /// Whether anything here has a default, or is one of several things.
    pub(crate) fn has_alternatives(&self) -> bool {
        let values = self.args.iter().map(|passed| &passed.value).chain(self.receiver.map(|(value, _)| value));
        values.into_iter().any(|value| value.fallback.is_some() || value.ways.is_some())
    }

    /// What callers in the file pass for a parameter that a value is and nothing else.
    fn passed_for(&self, value: &Value) -> impl Iterator<Item = &Arc<Value>> {
        let lone = match (value.origins.as_slice(), &value.parts) {
            ([Origin { kind: OriginKind::Parameter { function, index }, .. }], None) => Some((*function, *index)),
            _ => None,
        };
        lone.into_iter().flat_map(|(function, index)| {
            let bound = self.facts.callers(function).flat_map(|call| &call.bound);
            bound.filter(move |bound| bound.index == index).map(|bound| &bound.value)
        })
    }

    /// Whether the condition holds; one that says nothing holds.
    fn holds_with(&self, compiled: &CompiledCondition, asked: Asked) -> bool {
        let condition = &compiled.condition;
        let mut values: Vec<Arc<Value>> =
            self.passed(&condition.argument).into_iter().map(|(value, _)| value.clone()).collect();
        if let Asked::For { defaults: true } = asked {
            let fallbacks: Vec<_> = values.iter().filter_map(|value| value.fallback.clone()).collect();
            let ways: Vec<_> = values.iter().filter_map(|value| value.ways.clone()).collect();
            values.extend(fallbacks);
            values.extend(ways.iter().flat_map(|ways| ways.iter().cloned()));
        }
        if let Some(missing) = condition.missing {
            let is_missing = values.is_empty() && !self.is_open() && !self.hides(&condition.argument);
            if missing != is_missing {
                return false;
            }
        }
        let any = |test: &dyn Fn(&Value) -> bool| values.iter().any(|value| test(value));
        // A list or tuple as it is written: any of its elements.
        let any_element = |test: &dyn Fn(&Value) -> bool| {
            any(test)
                || values.iter().any(|value| {
                    let mut items = value.items.iter().flat_map(|items| items.iter());
                    items.any(|(key, item)| key.is_none() && test(item))
                })
        };
        if let Some(wanted) = &condition.equals
            && !any_element(&|value| wanted.iter().any(|literal| is_equal(value, literal)))
        {
            return false;
        }
        // What all callers in the file pass is what a parameter is.
        let is_passed = |value: &Value| {
            let mut passed = self.passed_for(value).peekable();
            asked == Asked::Against && passed.peek().is_some() && passed.all(|value| is_one_of(value, &compiled.is))
        };
        if condition.is.is_some() && !any_element(&|value| is_one_of(value, &compiled.is) || is_passed(value)) {
            return false;
        }
        if let Some(limit) = condition.less_than
            && !any(&|value| matches!(value.constant, Some(Constant::Int(number)) if number < limit))
        {
            return false;
        }
        if let Some(pattern) = &compiled.matches
            && !any_element(&|value| {
                let is_match = |value: &Value| {
                    let text = value.prefix();
                    (!text.is_empty() || value.text().is_some()) && pattern.is_match(&text)
                };
                is_match(value) || (asked != Asked::Against && self.passed_for(value).any(|passed| is_match(passed)))
            })
        {
            return false;
        }
        if let Some(wanted) = condition.constant
            && (values.is_empty() || any(&|value| (value.constant.is_some() || value.harmless) != wanted))
        {
            return false;
        }
        if let Some(wanted) = condition.tainted
            && any(&|value| value.origins_for(self.weakness).any(|origin| !origin.kept)) != wanted
        {
            return false;
        }
        if let Some(wanted) = &condition.named
            && !self.is_named(&condition.argument, wanted)
        {
            return false;
        }
        if let Some(wanted) = condition.empty
            && (values.is_empty() || any(&is_empty) != wanted)
        {
            return false;
        }
        if let Some(wanted) = condition.joined
            && any(&|value| is_joined(value, self.weakness)) != wanted
        {
            return false;
        }
        self.surroundings_hold(compiled)
    }

    fn surroundings_hold(&self, compiled: &CompiledCondition) -> bool {
        let condition = &compiled.condition;
        if let Some(wanted) = &condition.context
            && !self.has_context(wanted)
        {
            return false;
        }
        if condition.calls.is_some() && !self.is_called(&compiled.calls, Pos::MAX) {
            return false;
        }
        if condition.calls_before.is_some() && !self.is_called(&compiled.calls_before, self.at.span.start) {
            return false;
        }
        if let Some(wanted) = condition.unused
            && (self.at.span == self.at.statement) != wanted
        {
            return false;
        }
        if condition.imported.is_some()
            && !compiled.imported.iter().any(|module| self.facts.imported.contains(module.as_str()))
        {
            return false;
        }
        true
    }

    /// Whether the function around calls one of the names before a place.
    fn is_called(&self, names: &[String], before: Pos) -> bool {
        let called = self.facts.called.get(self.at.function);
        called.into_iter().flat_map(|called| called.iter()).filter(|(_, at)| **at < before).any(|(name, _)| {
            let last = name.rsplit('.').next().unwrap_or_default();
            names.iter().any(|wanted| match wanted.strip_prefix("*.") {
                Some(member) => member == last,
                None => **wanted == **name,
            })
        })
    }

    /// Whether the name under which an argument is known has one of the words.
    fn is_named(&self, argument: &[ArgumentKey], wanted: &[String]) -> bool {
        arguments(self.args, argument).iter().filter_map(|passed| passed.path.as_deref()).any(|path| {
            let last = path.rsplit('.').next().unwrap_or(path).trim_matches(['[', ']']);
            has_word(last, wanted)
        })
    }

    /// Whether a condition around it asks for one of the words.
    pub(crate) fn is_under(&self, words: &[String]) -> bool {
        !words.is_empty() && self.at.under.iter().any(|name| has_word(name, words))
    }

    fn has_context(&self, wanted: &[String]) -> bool {
        let function = self.facts.functions.get(self.at.function);
        let names = self
            .at
            .context
            .iter()
            .cloned()
            .chain(function.map(|function| function.name.clone()))
            .chain(function.and_then(|function| function.class.clone()));
        names.into_iter().any(|name| has_word(&name, wanted))
    }
}

thread_local! {
    /// Words of names that were asked about: each is asked about by many rules.
    static WORDS: RefCell<FxHashMap<String, Rc<str>>> = RefCell::default();
}

/// How many names are remembered.
const MOST_NAMES: usize = 4096;

/// The words of a name, with blanks between them.
fn words_of(name: &str) -> Rc<str> {
    WORDS.with_borrow_mut(|known| {
        if let Some(words) = known.get(name) {
            return words.clone();
        }
        if known.len() >= MOST_NAMES {
            known.clear();
        }
        let words: Rc<str> = split_identifiers(name).into();
        known.insert(name.to_owned(), words.clone());
        words
    })
}

/// Whether one of the words stands in a name, in the singular or the plural.
fn has_word(name: &str, wanted: &[String]) -> bool {
    let words = words_of(name);
    let mut words = words.split(' ');
    words.any(|own| wanted.iter().any(|word| own == word || own.strip_suffix('s').is_some_and(|one| one == word)))
}

fn is_empty(value: &Value) -> bool {
    let no_items = value.items.as_ref().is_some_and(|items| items.is_empty());
    no_items || matches!(&value.constant, Some(Constant::Text(text)) if text.is_empty())
}

fn is_equal(value: &Value, literal: &Literal) -> bool {
    match (&value.constant, literal) {
        (Some(Constant::Bool(truth)), Literal::Bool(wanted)) => truth == wanted,
        (Some(Constant::Int(number)), Literal::Int(wanted)) => number == wanted,
        (Some(Constant::Int(number)), Literal::Bool(wanted)) => *number == i64::from(*wanted),
        (Some(Constant::Text(text)), Literal::Text(wanted)) => **text == **wanted,
        (Some(Constant::None), Literal::Text(wanted)) => wanted == "None",
        _ => false,
    }
}

/// Whether a value refers to one of the names, or is an instance or a call of one.
fn is_one_of(value: &Value, names: &[String]) -> bool {
    names.iter().any(|wanted| {
        let is_it = |name: &Arc<str>| {
            **name == **wanted
                || wanted.strip_prefix("*.").is_some_and(|member| name.rsplit('.').next() == Some(member))
        };
        value.names.iter().chain(&value.types).chain(&value.called).any(is_it)
    })
}

/// Whether something untrusted stands behind another part.
fn is_joined(value: &Value, weakness: Mask) -> bool {
    let parts = value.parts.iter().flat_map(|parts| parts.iter());
    parts.skip(1).any(|part| match part {
        Part::Dynamic(inner, _) => !inner.is_clean(weakness) && inner.origins_for(weakness).any(|origin| !origin.kept),
        Part::Constant(_) => false,
    })
}
