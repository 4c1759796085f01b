//! Calls of functions of the same file.

use super::call::{CLEANING_WORDS, Evaluated, has_word};
use super::ends::Ends;
use super::facts::{Bound, How, LocalCall};
use super::guard::promise;
use super::interpret::Interpreter;
use super::scope::{Declared, Summary};
use super::value::{Check, EVERY, OriginKind, Part, StepKind, Value};
use crate::ast::{ParamKind, Span};
use std::sync::Arc;

impl<'a> Interpreter<'a> {
    /// A call of a function of this file: what it returns, with the arguments put for the parameters.
    pub(super) fn local_call(
        &mut self,
        span: Span,
        id: usize,
        receiver: Option<&(Arc<Value>, Span)>,
        evaluated: &Evaluated,
    ) -> Arc<Value> {
        let bound = self.bind(id, receiver, evaluated);
        if self.frame.silent == 0 {
            self.unit.piece.local_calls.push(LocalCall {
                span,
                callee: id,
                caller: self.frame.function,
                bound: bound.clone(),
            });
        }
        if receiver.is_some_and(|(owner, _)| owner.class.is_some() && owner.class == self.frame.class) {
            // The method sees what this one has set so far.
            self.keep_attributes();
        }
        let returned = self.run_function(id, None);
        let summary = self.functions[id].summary().cloned().unwrap_or_default();
        for (name, value) in summary.outer_names.iter().cloned() {
            let known = self.frame.env.get(&name).map(|known| Value::join(known, &value));
            if let Some(joined) = known {
                self.frame.env.refine(name, joined);
            }
        }
        let name = self.functions[id].declared.fact.name.clone();
        let mut value = self.substituted(&returned, id, &bound, 0);
        if has_word(&name, CLEANING_WORDS) && !self.does_nothing(id) {
            value = value.cleaned(EVERY);
        }
        value.check = self.said_about(id, &summary.ends, &bound, evaluated);
        self.after_call(id, &summary, &bound, evaluated);
        Arc::new(value.stepped(span, StepKind::Returned(name)))
    }

    /// What a function of the file says about its arguments by being true or false: what its body shows, else what its
    /// name promises.
    fn said_about(&self, id: usize, ends: &Ends, bound: &[Bound], evaluated: &Evaluated) -> Option<Arc<Check>> {
        let always = ends.always.as_ref();
        for (ensured, holds) in [(&ends.when_true, true), (&ends.when_false, false)] {
            let more = ensured.iter().flatten().filter(|entry| !always.is_some_and(|always| always.contains(entry)));
            let mut paths = Vec::new();
            let mut clean = EVERY;
            for (index, mask) in more {
                let found = paths_of(*index, bound, evaluated);
                if !found.is_empty() {
                    clean &= mask;
                }
                paths.extend(found);
            }
            if !paths.is_empty() {
                return Some(Arc::new(Check { paths, clean, holds }));
            }
        }
        let Declared { is_own, fact, .. } = &*self.functions[id].declared;
        let is_empty = ends.when_false.is_none() && *is_own;
        let holds = promise(&fact.name).filter(|_| !is_empty)?;
        let check = self.check_arguments(evaluated)?;
        Some(Arc::new(Check { holds, ..(*check).clone() }))
    }

    /// What holds after a call: arguments that the function made sure of, and containers that it filled.
    fn after_call(&mut self, id: usize, summary: &Summary, bound: &[Bound], evaluated: &Evaluated) {
        for &(index, mask) in summary.ends.always.iter().flatten() {
            self.clean_paths(&paths_of(index, bound, evaluated), mask);
        }
        for (index, value) in &summary.fills {
            let added = Arc::new(self.substituted(value, id, bound, 0));
            for bound in bound.iter().filter(|bound| bound.index == *index) {
                if let Some(path) = path_of(bound, evaluated) {
                    self.keep_in(&path, &bound.value, None, &added);
                }
            }
        }
    }

    /// Whether a function only hands its argument on, with white space and case changed at most.
    fn does_nothing(&self, id: usize) -> bool {
        const NOTHING: &[&str] = &["strip", "lstrip", "rstrip", "lower", "upper", "title", "str", "print"];
        let state = &self.functions[id];
        let Some(summary) = state.summary() else {
            return false;
        };
        let Summary { returned, ends, calls, .. } = &**summary;
        let ensures = ends.always.as_ref().is_some_and(|ensured| !ensured.is_empty());
        let is_plain = calls.keys().all(|name| NOTHING.contains(&name.rsplit('.').next().unwrap_or_default()));
        let is_same = matches!(returned.origins.as_slice(), [origin] if origin.clean == 0) && returned.parts.is_none();
        state.declared.is_own && is_plain && is_same && !ensures
    }

    pub(super) fn construct(&mut self, span: Span, class: usize, evaluated: &Evaluated) -> Arc<Value> {
        if self.head(class).is_some_and(|head| head.bases.iter().any(|base| base.starts_with("enum."))) {
            // A member of an enumeration, or ValueError.
            return Arc::new(Value { class: Some(class), harmless: true, ..Value::default() });
        }
        let instance = self.instance_of_class(class);
        let mut owner = Some(class);
        while let Some(at) = owner {
            if let Some(constructor) = self.own_method(at, "__init__") {
                let receiver = (instance.clone(), span);
                self.local_call(span, constructor, Some(&receiver), evaluated);
                break;
            }
            owner = self.head(at).and_then(|head| head.local_bases.first().copied());
        }
        instance
    }

    /// Values by index of the parameter.
    pub(super) fn bind(&self, id: usize, receiver: Option<&(Arc<Value>, Span)>, evaluated: &Evaluated) -> Vec<Bound> {
        let Declared { kinds, class, is_static, fact, .. } = &*self.functions[id].declared;
        let names = &fact.params;
        let is_method = class.is_some() && !is_static && receiver.is_some();
        let shift = usize::from(is_method);
        let mut bound = Vec::new();
        for argument in &evaluated.passed {
            let index = match &argument.how {
                How::Position(at) => {
                    let at = at + shift;
                    let variadic = kinds.iter().position(|kind| *kind == ParamKind::VarArgs);
                    match variadic {
                        Some(last) if at >= last => Some(last),
                        _ => (at < kinds.len()).then_some(at),
                    }
                }
                How::Keyword(name) => names
                    .iter()
                    .position(|param| param == name)
                    .or_else(|| kinds.iter().position(|kind| *kind == ParamKind::KwArgs)),
                How::Starred => None,
            };
            let passed = |index| Bound { index, value: argument.value.clone(), span: argument.span };
            match index {
                Some(index) => bound.push(passed(index)),
                None if argument.how == How::Starred => bound.extend((shift..kinds.len()).map(passed)),
                None => {}
            }
        }
        bound
    }

    /// A value of a callee with its parameters replaced by what was passed.
    pub(super) fn substituted(&self, value: &Arc<Value>, id: usize, bound: &[Bound], depth: usize) -> Value {
        let mut result = (**value).clone();
        let of_callee = |kind: &OriginKind| match kind {
            OriginKind::Parameter { function, index } if *function == id => Some(*index),
            _ => None,
        };
        if result.origins.iter().any(|origin| of_callee(&origin.kind).is_some()) {
            let before = std::mem::take(&mut result.origins);
            for origin in before {
                let Some(index) = of_callee(&origin.kind) else {
                    result.merge_origins(&[origin]);
                    continue;
                };
                for argument in bound.iter().filter(|argument| argument.index == index) {
                    let mut passed = argument.value.live_origins();
                    for own in &mut passed {
                        own.clean |= origin.clean;
                        own.weak |= origin.weak;
                    }
                    result.merge_origins(&passed);
                }
            }
            // A parameter that comes back as it is comes back as what was passed.
            if let ([origin], None) = (value.origins.as_slice(), &value.parts)
                && origin.steps.is_none()
                && let Some(Bound { value: argument, .. }) =
                    bound.iter().find(|argument| Some(argument.index) == of_callee(&origin.kind))
                && value.types.is_empty()
            {
                result.constant = argument.constant.clone();
                result.harmless |= argument.is_harmless() && origin.clean == 0;
            }
        }
        if depth < 4
            && let Some(parts) = &value.parts
        {
            let replaced = parts
                .iter()
                .map(|part| match part {
                    Part::Constant(text) => Part::Constant(text.clone()),
                    Part::Dynamic(inner, span) => {
                        Part::Dynamic(Arc::new(self.substituted(inner, id, bound, depth + 1)), *span)
                    }
                })
                .collect();
            result.parts = Some(Arc::new(replaced));
        }
        result
    }
}

/// The dotted path of what is passed.
fn path_of(bound: &Bound, evaluated: &Evaluated) -> Option<Arc<str>> {
    evaluated.passed.iter().find(|argument| argument.span == bound.span)?.path.clone()
}

/// The dotted paths of what is passed for a parameter.
fn paths_of(index: usize, bound: &[Bound], evaluated: &Evaluated) -> Vec<Arc<str>> {
    bound.iter().filter(|bound| bound.index == index).filter_map(|bound| path_of(bound, evaluated)).collect()
}
