//! Functions that are handed to other functions to be called: threads, executors, `map`, `functools.partial`, and
//! attributes that are named by a text.

use super::builtin::list_of;
use super::call::{Evaluated, is_plain_type};
use super::facts::{How, Passed};
use super::interpret::Interpreter;
use super::value::Value;
use crate::ast::{Arg, Expr, ExprKind};
use std::sync::Arc;

/// How a function is handed over together with what it is to be called with.
struct Handing {
    /// Qualified names of what takes it.
    names: &'static [&'static str],
    /// Where the function is: a position, or a keyword.
    function: (usize, &'static str),
    arguments: Arguments,
}

/// Where the arguments are that it is to be called with.
enum Arguments {
    /// From this position on, one by one.
    From(usize),
    /// In a tuple or list, at this position or under this keyword.
    Packed(usize, &'static str),
    /// The elements of what follows the function.
    EachOf(usize),
}

/// The standard library's ways, and those of task queues that look like them.
const HANDINGS: &[Handing] = &[
    Handing {
        names: &["threading.Thread", "multiprocessing.Process", "multiprocessing.context.Process"],
        function: (1, "target"),
        arguments: Arguments::Packed(3, "args"),
    },
    Handing { names: &["threading.Timer"], function: (1, "function"), arguments: Arguments::Packed(2, "args") },
    Handing {
        names: &["asyncio.to_thread", "functools.partial", "*.submit", "*.call_soon", "*.add_task", "atexit.register"],
        function: (0, "func"),
        arguments: Arguments::From(1),
    },
    Handing {
        names: &["*.run_in_executor", "*.call_later", "*.enter_async"],
        function: (1, "func"),
        arguments: Arguments::From(2),
    },
    Handing { names: &["*.apply_async", "*.apply"], function: (0, "func"), arguments: Arguments::Packed(1, "args") },
    Handing {
        names: &["map", "filter", "*.imap", "*.starmap"],
        function: (0, "func"),
        arguments: Arguments::EachOf(1),
    },
];

impl<'a> Interpreter<'a> {
    /// Calls what is handed over, as far as it is known; what `getattr` with a constant name gives comes back.
    pub(super) fn called_back(
        &mut self,
        expr: &'a Expr,
        names: &[Arc<str>],
        args: &'a [Arg],
        evaluated: &Evaluated,
    ) -> Option<Arc<Value>> {
        if names.iter().any(|name| &**name == "getattr") {
            let [owner, member, ..] = evaluated.passed.as_slice() else {
                return None;
            };
            return Some(self.member(&owner.value, member.value.text()?, expr.span));
        }
        let handing = HANDINGS.iter().find(|handing| names.iter().any(|name| handing.takes(name)))?;
        let at = evaluated.passed.iter().position(|argument| is_at(argument, handing.function))?;
        let function = evaluated.passed.get(at)?;
        let called = Evaluated { passed: self.handed(&handing.arguments, evaluated) };
        let value = function.value.clone();
        let is_map = names.iter().any(|name| &**name == "map");
        if let Some(id) = value.function {
            let receiver = value.class.map(|class| (self.instance_of_class(class), function.span));
            let element = self.local_call(expr.span, id, receiver.as_ref(), &called);
            if is_map {
                return Some(Arc::new(list_of(element)));
            }
        } else if let Some(written) = args.iter().find(|arg| arg.value.span == function.span)
            && !value.names.is_empty()
        {
            let receiver = match &written.value.kind {
                ExprKind::Attribute { value: owner, .. } => Some((self.eval_owner(owner), owner.span)),
                _ => None,
            };
            self.record(expr, &written.value, &value.names, &receiver, &called);
        }
        if let (true, [element, ..]) = (is_map, called.passed.as_slice()) {
            return Some(Arc::new(list_of(self.mapped(&value, &element.value))));
        }
        let is_partial = names.iter().any(|name| &**name == "functools.partial");
        (is_partial && value.function.is_some()).then(|| value.clone())
    }

    /// What a function that is known by its name alone makes of an element.
    fn mapped(&self, function: &Value, element: &Arc<Value>) -> Arc<Value> {
        if is_plain_type(function) {
            return Arc::new(Value::instance("int"));
        }
        let cleaned = element.cleaned(self.cleaned_by(&function.names));
        Arc::new(if element.is_number() { Value { harmless: true, ..cleaned } } else { cleaned })
    }

    /// What a function that is handed over is called with.
    fn handed(&self, arguments: &Arguments, evaluated: &Evaluated) -> Vec<Passed> {
        match arguments {
            Arguments::From(first) => {
                let rest = evaluated.passed.iter().filter_map(|argument| match argument.how {
                    How::Position(at) => {
                        Some(Passed { how: How::Position(at.checked_sub(*first)?), ..argument.clone() })
                    }
                    _ => Some(argument.clone()),
                });
                rest.collect()
            }
            Arguments::Packed(position, keyword) => {
                let packed = evaluated.passed.iter().find(|argument| is_at(argument, (*position, keyword)));
                let items = packed.and_then(|argument| Some((argument, argument.value.items.as_ref()?)));
                let items = items.into_iter().flat_map(|(argument, items)| {
                    items.iter().enumerate().map(|(at, (_, value))| Passed {
                        how: How::Position(at),
                        value: value.clone(),
                        path: None,
                        ..argument.clone()
                    })
                });
                items.collect()
            }
            Arguments::EachOf(first) => {
                let sequences = evaluated.passed.iter().filter_map(|argument| match argument.how {
                    How::Position(at) => Some(Passed {
                        how: How::Position(at.checked_sub(*first)?),
                        value: self.iterated(&argument.value),
                        path: None,
                        ..argument.clone()
                    }),
                    _ => None,
                });
                sequences.collect()
            }
        }
    }
}

impl Handing {
    fn takes(&self, name: &str) -> bool {
        self.names.iter().any(|own| match own.strip_prefix("*.") {
            Some(member) => name.rsplit('.').next() == Some(member) && name.contains('.'),
            None => *own == name,
        })
    }
}

fn is_at(argument: &Passed, (position, keyword): (usize, &str)) -> bool {
    match &argument.how {
        How::Position(at) => *at == position,
        How::Keyword(name) => **name == *keyword,
        How::Starred => false,
    }
}
