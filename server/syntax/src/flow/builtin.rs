//! Functions of the language and the standard library whose results follow from their arguments in ways of their own.

use super::call::{Evaluated, is_plain_type, last_segment};
use super::facts::How;
use super::interpret::Interpreter;
use super::value::{Constant, EVERY, Value};
use crate::ast::{Arg, Expr, Span};
use std::sync::Arc;

/// Functions that give the elements of their argument anew.
const REORDERING: &[&str] = &[
    "sorted",
    "reversed",
    "list",
    "tuple",
    "set",
    "frozenset",
    "iter",
    "collections.deque",
    "copy.copy",
    "copy.deepcopy",
];

impl<'a> Interpreter<'a> {
    /// The result of such a call.
    pub(super) fn builtin(
        &mut self,
        function: &'a Expr,
        names: &[Arc<str>],
        args: &'a [Arg],
        evaluated: &Evaluated,
    ) -> Option<Arc<Value>> {
        let first = evaluated.passed.first().map(|argument| &argument.value);
        match last_segment(function)? {
            "add_argument" | "add_option" => self.note_option(evaluated),
            "enter_context" | "enter_async_context" => return Some(self.entered(first?)),
            _ => {}
        }
        let name = names.first()?;
        match &**name {
            "super" if evaluated.passed.is_empty() => self.above(),
            "dict" if evaluated.passed.iter().all(|argument| matches!(argument.how, How::Keyword(_))) => {
                Some(Arc::new(dictionary(evaluated)))
            }
            "range" => Some(Arc::new(Value { harmless: true, ..Value::instance("range") })),
            "enumerate" => {
                let element = self.iterated(first?);
                let number = Arc::new(Value::instance("int"));
                Some(Arc::new(holding(Arc::new(pair(number, element)), first?)))
            }
            "zip" => {
                let elements: Vec<_> =
                    evaluated.passed.iter().map(|argument| (None, self.iterated(&argument.value))).collect();
                let mut whole = Value::instance("list");
                evaluated.passed.iter().for_each(|argument| whole.merge_origins(&argument.value.live_origins()));
                whole.element = Some(Arc::new(tuple(elements)));
                Some(Arc::new(whole))
            }
            "all" | "any" => {
                let check = first?.check.clone().filter(|check| check.holds == (&**name == "all"));
                Some(Arc::new(Value { check, harmless: true, ..Value::instance("bool") }))
            }
            "bool" => {
                let check = first.and_then(|value| value.check.clone());
                Some(Arc::new(Value { check, harmless: true, ..Value::instance("bool") }))
            }
            "typing.cast" | "cast" => {
                let kind = args.first().map(|arg| &arg.value)?;
                let types = self.annotated_types(kind);
                let value = &evaluated.passed.get(1)?.value;
                Some(Arc::new(if types.is_empty() { (**value).clone() } else { Value { types, ..(**value).clone() } }))
            }
            "bytes.fromhex" | "binascii.unhexlify" | "base64.b64decode" | "base64.urlsafe_b64decode" => {
                let Some(Constant::Text(text)) = &first?.constant else {
                    return None;
                };
                Some(Arc::new(Value { types: vec!["bytes".into()], ..Value::constant(Constant::Text(text.clone())) }))
            }
            "typing.NewType" => evaluated.passed.get(1).map(|argument| argument.value.clone()),
            "importlib.import_module" | "__import__" => {
                let module = first?.text().map(str::to_owned)?;
                Some(Arc::new(Value { harmless: true, ..Value::named(module) }))
            }
            "re.sub" if keeps_good_letters(evaluated) => {
                let value = &evaluated.passed.get(2)?.value;
                Some(Arc::new(Value { parts: None, constant: None, ..value.cleaned(EVERY) }))
            }
            name if REORDERING.contains(&name) && evaluated.passed.len() == 1 => {
                let value = first?;
                let element = value.element.clone().or_else(|| value.any_element());
                let kind = name.rsplit('.').next().unwrap_or(name);
                let kind = if matches!(kind, "tuple" | "set" | "frozenset") { kind } else { "list" };
                let types = if name.starts_with("copy.") { value.types.clone() } else { vec![kind.into()] };
                let mut same = Value { names: Vec::new(), types, element, ..(**value).clone() };
                if kind != "list" || matches!(name, "sorted" | "reversed") {
                    same.items = None;
                }
                Some(Arc::new(same))
            }
            _ => None,
        }
    }

    /// An option of a command line: by its type or its choices it may carry nothing.
    fn note_option(&mut self, evaluated: &Evaluated) {
        let keyword = |wanted: &str| {
            let found = evaluated
                .passed
                .iter()
                .find(|argument| matches!(&argument.how, How::Keyword(name) if **name == *wanted));
            found.map(|argument| &argument.value)
        };
        let texts = evaluated.passed.iter().filter(|argument| matches!(argument.how, How::Position(_)));
        let flags: Vec<String> = texts.filter_map(|argument| argument.value.text().map(str::to_owned)).collect();
        let written = flags.iter().find(|flag| flag.starts_with("--")).or(flags.first());
        let name = keyword("dest").and_then(|value| value.text().map(str::to_owned));
        let Some(name) = name.or_else(|| written.map(|flag| flag.trim_start_matches('-').replace('-', "_"))) else {
            return;
        };
        const SWITCHES: &[&str] = &["store_true", "store_false", "store_const", "count"];
        let is_plain = keyword("type").is_some_and(|value| is_plain_type(value))
            || keyword("choices").is_some_and(|value| value.is_harmless())
            || keyword("action").and_then(|value| value.text()).is_some_and(|action| SWITCHES.contains(&action));
        self.declare_option(name.into(), is_plain);
    }
}

/// `dict(name=value)`.
fn dictionary(evaluated: &Evaluated) -> Value {
    let mut whole = Value { harmless: true, ..Value::instance("dict") };
    let mut items = Vec::new();
    for argument in &evaluated.passed {
        whole.merge_origins(&argument.value.live_origins());
        whole.harmless &= argument.value.is_harmless();
        if let How::Keyword(name) = &argument.how {
            items.push((Some(Constant::Text(name.clone())), argument.value.clone()));
        }
    }
    whole.items = Some(Arc::new(items));
    whole
}

/// Elements one by one, of a sequence.
pub(super) fn holding(element: Arc<Value>, sequence: &Value) -> Value {
    let mut whole = Value::instance("list");
    whole.merge_origins(&sequence.live_origins());
    whole.harmless = sequence.is_harmless();
    whole.clean = sequence.clean;
    whole.element = Some(element);
    whole
}

/// A list of which any element is this.
pub(super) fn list_of(element: Arc<Value>) -> Value {
    let like = element.clone();
    holding(element, &like)
}

pub(super) fn pair(first: Arc<Value>, second: Arc<Value>) -> Value {
    tuple(vec![(None, first), (None, second)])
}

fn tuple(items: Vec<(Option<Constant>, Arc<Value>)>) -> Value {
    let mut whole = Value { harmless: true, ..Value::instance("tuple") };
    for (_, item) in &items {
        whole.merge_origins(&item.live_origins());
        whole.harmless &= item.is_harmless();
    }
    whole.items = Some(Arc::new(items));
    whole
}

/// `table.items()` of a table whose keys are all known: pairs of what the program wrote and what stands under it.
pub(super) fn parts_of_table(function: &Expr, receiver: Option<&(Arc<Value>, Span)>) -> Option<Value> {
    let part = last_segment(function).filter(|part| matches!(*part, "keys" | "values" | "items"))?;
    let (owner, _) = receiver?;
    let items = owner.items.as_ref().filter(|_| owner.is_a("dict"))?;
    let keys: Vec<_> = items.iter().map(|(key, _)| key.clone()).collect::<Option<Vec<_>>>()?;
    let join = |all: Arc<Value>, one| Value::join(&all, &one);
    let keys = keys.into_iter().map(|key| Arc::new(Value::constant(key)));
    let held = items.iter().map(|(_, value)| value.clone());
    Some(list_of(match part {
        "keys" => keys.reduce(join)?,
        "values" => held.reduce(join)?,
        _ => Arc::new(pair(keys.reduce(join)?, held.reduce(join)?)),
    }))
}

/// The bits that a name of `stat` stands for.
pub(super) fn mode_bits(name: &str) -> Option<i64> {
    Some(match name.strip_prefix("stat.S_I")? {
        "SUID" => 0o4000,
        "SGID" => 0o2000,
        "SVTX" => 0o1000,
        "RWXU" => 0o700,
        "RUSR" | "READ" => 0o400,
        "WUSR" | "WRITE" => 0o200,
        "XUSR" | "EXEC" => 0o100,
        "RWXG" => 0o70,
        "RGRP" => 0o40,
        "WGRP" => 0o20,
        "XGRP" => 0o10,
        "RWXO" => 0o7,
        "ROTH" => 0o4,
        "WOTH" => 0o2,
        "XOTH" => 0o1,
        _ => return None,
    })
}

/// `re.sub(r"[^a-z0-9]", "", text)`: what is left is letters, digits and signs without a meaning of their own.
fn keeps_good_letters(evaluated: &Evaluated) -> bool {
    let [pattern, replacement, _, ..] = evaluated.passed.as_slice() else {
        return false;
    };
    let Some(set) = pattern.value.text().and_then(|pattern| pattern.trim_end_matches(['+', '*']).strip_prefix("[^"))
    else {
        return false;
    };
    let Some(set) = set.strip_suffix(']') else {
        return false;
    };
    let is_plain = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_ ".contains(letter));
    is_plain(&set.replace("\\w", "").replace("\\d", "").replace("\\-", ""))
        && replacement.value.text().is_some_and(is_plain)
}
