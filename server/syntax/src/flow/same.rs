//! Whether two analyses say the same of something.

use super::exports::{Exports, Foreign};
use super::facts::{Call, FunctionFact, LocalCall, Piece, Store};
use super::scope::{Declared, Summary};
use super::value::{Origin, Part, Step, Value};
use std::sync::Arc;

/// How much is compared before two values count as different. Values share what they are made of, and are larger than
/// they look.
const MOST_COMPARED: u32 = 2_000;

/// Whether two values say the same.
pub(super) fn same(one: &Arc<Value>, other: &Arc<Value>) -> bool {
    Comparison { left: MOST_COMPARED }.values(one, other)
}

/// Whether two values that may not be there say the same.
pub(super) fn same_found(one: Option<&Arc<Value>>, other: Option<&Arc<Value>>) -> bool {
    Comparison { left: MOST_COMPARED }.found(one, other)
}

/// Whether two files that may not be there are one.
pub(super) fn same_exports(one: Option<&Arc<Exports>>, other: Option<&Arc<Exports>>) -> bool {
    one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
}

/// Whether two walks of a function left the same behind.
pub(super) fn same_summary(one: &Arc<Summary>, other: &Arc<Summary>) -> bool {
    let mut comparison = Comparison { left: MOST_COMPARED };
    Arc::ptr_eq(one, other)
        || one.ends == other.ends
            && one.calls == other.calls
            && comparison.all(&one.outer_names, &other.outer_names, Comparison::entries)
            && comparison.all(&one.fills, &other.fills, Comparison::entries)
            && comparison.values(&one.returned, &other.returned)
}

/// Whether the same was found in two pieces.
pub(super) fn same_piece(one: &Piece, other: &Piece) -> bool {
    let mut comparison = Comparison { left: 20 * MOST_COMPARED };
    comparison.all(&one.calls, &other.calls, Comparison::calls)
        && comparison.all(&one.stores, &other.stores, Comparison::stores)
        && comparison.all(&one.mentions, &other.mentions, |_, one, other| one == other)
        && comparison.all(&one.local_calls, &other.local_calls, Comparison::local_calls)
        && comparison.all(&one.returns, &other.returns, |by, one, other| {
            (one.span, one.statement, one.function) == (other.span, other.statement, other.function)
                && by.values(&one.value, &other.value)
        })
}

/// Whether two definitions of a function say the same.
pub(super) fn same_declared(one: &Arc<Declared>, other: &Arc<Declared>) -> bool {
    if Arc::ptr_eq(one, other) {
        return true;
    }
    let plain = |declared: &Declared| {
        let Declared { class, scope, unit, is_static, is_own, is_async, never_returns, .. } = *declared;
        (class, scope, unit, is_static, is_own, is_async, never_returns)
    };
    let mut comparison = Comparison { left: MOST_COMPARED };
    plain(one) == plain(other)
        && one.plain_params == other.plain_params
        && one.kinds == other.kinds
        && same_fact(&one.fact, &other.fact)
        && comparison.all(&one.defaults, &other.defaults, |by, one, other| by.found(one.as_ref(), other.as_ref()))
}

fn same_fact(one: &FunctionFact, other: &FunctionFact) -> bool {
    let FunctionFact { name, class, params, decorators, span, name_span, is_public, foreign } = one;
    let place = |foreign: &Option<Foreign>| foreign.as_ref().map(|of| (Arc::as_ptr(&of.exports), of.number));
    place(foreign) == place(&other.foreign)
        && (name, class, params, decorators) == (&other.name, &other.class, &other.params, &other.decorators)
        && (span, name_span, is_public) == (&other.span, &other.name_span, &other.is_public)
}

/// A comparison with what is left of its bound.
struct Comparison {
    left: u32,
}

impl Comparison {
    fn all<T>(&mut self, one: &[T], other: &[T], mut same: impl FnMut(&mut Self, &T, &T) -> bool) -> bool {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(self, one, other))
    }

    fn found(&mut self, one: Option<&Arc<Value>>, other: Option<&Arc<Value>>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => self.values(one, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// Values under keys.
    fn entries<K: PartialEq>(&mut self, (key, value): &(K, Arc<Value>), (other, known): &(K, Arc<Value>)) -> bool {
        key == other && self.values(value, known)
    }

    fn calls(&mut self, one: &Call, other: &Call) -> bool {
        let Call { span, callee, statement, names, receiver, args, function, context, under } = one;
        let receivers = match (receiver, &other.receiver) {
            (Some((one, at)), Some((other, place))) => at == place && self.values(one, other),
            (None, None) => true,
            _ => false,
        };
        receivers
            && (span, callee, statement, function) == (&other.span, &other.callee, &other.statement, &other.function)
            && (names, context, under) == (&other.names, &other.context, &other.under)
            && self.all(args, &other.args, |by, one, other| {
                (&one.how, one.span, one.whole, &one.path) == (&other.how, other.span, other.whole, &other.path)
                    && by.values(&one.value, &other.value)
            })
    }

    fn stores(&mut self, one: &Store, other: &Store) -> bool {
        let Store { names, statement, target, value, value_span, function, context, under } = one;
        (statement, target, value_span, function)
            == (&other.statement, &other.target, &other.value_span, &other.function)
            && (names, context, under) == (&other.names, &other.context, &other.under)
            && self.values(value, &other.value)
    }

    fn local_calls(&mut self, one: &LocalCall, other: &LocalCall) -> bool {
        (one.span, one.callee, one.caller) == (other.span, other.callee, other.caller)
            && self.all(&one.bound, &other.bound, |by, one, other| {
                (one.index, one.span) == (other.index, other.span) && by.values(&one.value, &other.value)
            })
    }

    fn values(&mut self, one: &Arc<Value>, other: &Arc<Value>) -> bool {
        if Arc::ptr_eq(one, other) {
            return true;
        }
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        let names = |value: &Value| (value.harmless, value.clean, value.function, value.class, value.unbound);
        names(one) == names(other)
            && same_exports(one.module.as_ref(), other.module.as_ref())
            && (&one.names, &one.types, &one.called) == (&other.names, &other.types, &other.called)
            && one.constant == other.constant
            && one.check == other.check
            && self.all(&one.origins, &other.origins, Comparison::origins)
            && self.lists(one.parts.as_ref(), other.parts.as_ref(), Comparison::parts)
            && self.lists(one.items.as_ref(), other.items.as_ref(), Comparison::entries)
            && self.lists(one.ways.as_ref(), other.ways.as_ref(), Comparison::values)
            && self.found(one.element.as_ref(), other.element.as_ref())
            && self.found(one.fallback.as_ref(), other.fallback.as_ref())
    }

    fn lists<T>(
        &mut self,
        one: Option<&Arc<Vec<T>>>,
        other: Option<&Arc<Vec<T>>>,
        same: impl FnMut(&mut Self, &T, &T) -> bool,
    ) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other) || self.all(one, other, same),
            (None, None) => true,
            _ => false,
        }
    }

    fn parts(&mut self, one: &Part, other: &Part) -> bool {
        match (one, other) {
            (Part::Constant(one), Part::Constant(other)) => one == other,
            (Part::Dynamic(one, at), Part::Dynamic(other, place)) => at == place && self.values(one, other),
            _ => false,
        }
    }

    fn origins(&mut self, one: &Origin, other: &Origin) -> bool {
        let Origin { kind, span, file, clean, weak, kept, steps } = one;
        (kind, span, file) == (&other.kind, &other.span, &other.file)
            && (clean, weak, kept) == (&other.clean, &other.weak, &other.kept)
            && same_steps(steps.as_ref(), other.steps.as_ref())
    }
}

/// A way is at most as long as ways are kept.
fn same_steps(mut one: Option<&Arc<Step>>, mut other: Option<&Arc<Step>>) -> bool {
    loop {
        match (one, other) {
            (Some(step), Some(known)) => {
                if Arc::ptr_eq(step, known) {
                    return true;
                }
                if (step.span, &step.file, &step.what) != (known.span, &known.file, &known.what) {
                    return false;
                }
                (one, other) = (step.before.as_ref(), known.before.as_ref());
            }
            (None, None) => return true,
            _ => return false,
        }
    }
}
