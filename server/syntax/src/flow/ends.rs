//! What a function makes sure of: what holds of its parameters where it ends without an exception, and what it says about
//! them by what it returns.

use super::interpret::Interpreter;
use super::value::{Constant, EVERY, Mask, OriginKind, Value};
use crate::ast::Expr;
use std::sync::Arc;

/// By index of a parameter: for which weaknesses it is clean.
pub(super) type Ensured = Vec<(usize, Mask)>;

/// Where a function ends.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Ends {
    /// At every end.
    pub(super) always: Option<Ensured>,
    /// Where it returns something true.
    pub(super) when_true: Option<Ensured>,
    /// Where it returns something false.
    pub(super) when_false: Option<Ensured>,
}

impl<'a> Interpreter<'a> {
    /// The function ends here; with a value, if it returns one.
    pub(super) fn note_end(&mut self, value: Option<&Arc<Value>>) {
        if self.frame.function == 0 {
            return;
        }
        let own = self.ensured();
        let truth = value.map_or(Some(false), |value| match &value.constant {
            Some(Constant::Bool(truth)) => Some(*truth),
            Some(Constant::None) => Some(false),
            _ => None,
        });
        let (mut yes, mut no) = (own.clone(), own.clone());
        if let Some(check) = value.and_then(|value| value.check.clone()) {
            let paths = self.with_derived(&check.paths);
            let checked = if check.holds { &mut yes } else { &mut no };
            self.add_paths(&paths, check.clean, checked);
        }
        let ends = &mut self.frame.ends;
        meet(&mut ends.always, own);
        if truth != Some(false) {
            meet(&mut ends.when_true, yes);
        }
        if truth != Some(true) {
            meet(&mut ends.when_false, no);
        }
    }

    /// The function returns the outcome of a test.
    pub(super) fn note_test(&mut self, test: &'a Expr) {
        if self.frame.function == 0 {
            return;
        }
        let before = self.frame.env.clone();
        let own = self.ensured();
        self.refine(test, true);
        let yes = self.ensured();
        self.frame.env = before.clone();
        self.refine(test, false);
        let no = self.ensured();
        self.frame.env = before;
        let ends = &mut self.frame.ends;
        meet(&mut ends.always, own);
        meet(&mut ends.when_true, yes);
        meet(&mut ends.when_false, no);
    }

    /// Parameters that are clean here.
    fn ensured(&self) -> Ensured {
        let function = self.frame.function;
        let names = &self.functions[function].declared.fact.params;
        let clean = names.iter().enumerate().filter_map(|(at, name)| {
            let value = self.frame.env.get(name)?;
            let is_own = |kind: &OriginKind| *kind == OriginKind::Parameter { function, index: at };
            let origin = value.origins.iter().find(|origin| is_own(&origin.kind))?;
            let mask = if value.is_number() { EVERY } else { value.clean & origin.clean };
            (mask != 0).then_some((at, mask))
        });
        clean.collect()
    }

    fn add_paths(&self, paths: &[Arc<str>], mask: Mask, ensured: &mut Ensured) {
        let names = &self.functions[self.frame.function].declared.fact.params;
        for index in paths.iter().filter_map(|path| names.iter().position(|name| name == path)) {
            match ensured.iter_mut().find(|(at, _)| *at == index) {
                Some((_, known)) => *known |= mask,
                None => ensured.push((index, mask)),
            }
        }
    }
}

/// What holds at both ends.
fn meet(known: &mut Option<Ensured>, here: Ensured) {
    *known = Some(match known.take() {
        None => here,
        Some(before) => {
            let both = before.into_iter().filter_map(|(index, mask)| {
                let (_, other) = here.iter().find(|(at, _)| *at == index)?;
                (mask & other != 0).then_some((index, mask & other))
            });
            both.collect()
        }
    });
}
