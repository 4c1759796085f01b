//! Calls of functions of the same file.

use super::call::{CLEANING_WORDS, Evaluated, has_word};
use super::facts::{Bound, How, LocalCall};
use super::guard::is_checker;
use super::interpret::Interpreter;
use super::scope::{Closure, Progress};
use super::value::{EVERY, OriginKind, Part, StepKind, Value};
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
            self.facts.local_calls.push(LocalCall {
                span,
                callee: id,
                caller: self.frame.function,
                bound: bound.clone(),
            });
        }
        let returned = match &self.functions[id].progress {
            Progress::Done(value) => value.clone(),
            _ => {
                let closure = Arc::new(Closure { env: self.frame.env.clone(), outer: self.frame.closure.clone() });
                self.run_function(id, &closure)
            }
        };
        for (name, value) in self.functions[id].outer_names.clone() {
            let known = self.frame.env.get(&name).map(|known| Value::join(known, &value));
            if let Some(joined) = known {
                self.frame.env.refine(name, joined);
            }
        }
        let name = self.facts.functions[id].name.clone();
        let mut value = self.substituted(&returned, id, &bound, 0);
        if has_word(&name, CLEANING_WORDS) {
            value = value.cleaned(EVERY);
        }
        if is_checker(&name) {
            value.check = self.check_arguments(evaluated);
        }
        Arc::new(value.stepped(span, StepKind::Returned(name)))
    }

    pub(super) fn construct(&mut self, span: Span, class: usize, evaluated: &Evaluated) -> Arc<Value> {
        let instance = self.instance_of_class(class);
        let mut owner = Some(class);
        while let Some(at) = owner {
            if let Some(constructor) = self.own_method(at, "__init__") {
                let receiver = (instance.clone(), span);
                self.local_call(span, constructor, Some(&receiver), evaluated);
                break;
            }
            owner = self.classes[at].local_bases.first().copied();
        }
        instance
    }

    /// Values by index of the parameter.
    pub(super) fn bind(&self, id: usize, receiver: Option<&(Arc<Value>, Span)>, evaluated: &Evaluated) -> Vec<Bound> {
        let kinds = &self.functions[id].kinds;
        let names = &self.facts.functions[id].params;
        let is_method = self.functions[id].class.is_some() && !self.functions[id].is_static && receiver.is_some();
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
