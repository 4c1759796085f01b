//! Branches, loops, exceptions, context managers, matches.

use super::guard::collect_paths;
use super::interpret::Interpreter;
use super::scope::{Env, Loop, path_of};
use super::value::Value;
use crate::ast::{self, Expr, ExprKind, Stmt, StmtKind};
use std::sync::Arc;

/// Loops inside one another whose bodies are walked twice.
const DEEPEST_SECOND_PASS: usize = 3;

impl<'a> Interpreter<'a> {
    pub(super) fn leave_loop(&mut self, is_break: bool) {
        let env = self.frame.env.clone();
        if let Some(inner) = self.frame.loops.last_mut() {
            if is_break {
                inner.breaks.push(env);
            } else {
                inner.continues.push(env);
            }
        }
        self.frame.env.is_dead = true;
    }

    pub(super) fn branch(&mut self, test: &'a Expr, body: &'a [Arc<Stmt>], orelse: &'a [Arc<Stmt>]) {
        self.eval(test);
        if let Some(live) = written_truth(test) {
            return self.block(if live { body } else { orelse });
        }
        let before = self.frame.env.clone();
        let outside = self.frame.under.clone();
        if self.frame.silent == 0 {
            self.frame.under = outside.iter().cloned().chain(names_in(test)).collect();
        }
        self.refine(test, true);
        self.block(body);
        let after = std::mem::replace(&mut self.frame.env, before);
        self.refine(test, false);
        self.block(orelse);
        self.frame.under = outside;
        let other = std::mem::take(&mut self.frame.env);
        self.frame.env = after.join(other);
    }

    pub(super) fn while_loop(&mut self, test: &'a Expr, body: &'a [Arc<Stmt>], orelse: &'a [Arc<Stmt>]) {
        let forever = matches!(test.kind, ExprKind::Bool(true) | ExprKind::Int(1));
        self.looped(orelse, !forever, |walk, entering| {
            if entering {
                walk.eval(test);
                walk.refine(test, true);
                walk.block(body);
            } else {
                walk.refine(test, false);
            }
        });
    }

    pub(super) fn for_loop(
        &mut self,
        target: &'a Expr,
        iterable: &'a Expr,
        body: &'a [Arc<Stmt>],
        orelse: &'a [Arc<Stmt>],
    ) {
        let sequence = self.eval(iterable);
        let element = self.iterated(&sequence);
        self.looped(orelse, true, |walk, entering| {
            if entering {
                walk.assign(target, &element, iterable.span);
                walk.block(body);
            }
        });
    }

    /// Runs a loop's body twice, so that what the end of it stores is seen at its beginning.
    pub(super) fn looped(&mut self, orelse: &'a [Arc<Stmt>], may_end: bool, mut step: impl FnMut(&mut Self, bool)) {
        let before = self.frame.env.clone();
        if self.frame.loops.len() < DEEPEST_SECOND_PASS {
            self.frame.silent += 1;
            self.frame.loops.push(Loop::default());
            step(self, true);
            self.end_pass();
            self.frame.silent -= 1;
            let after = std::mem::take(&mut self.frame.env);
            self.frame.env = before.clone().join(after);
        }
        self.frame.loops.push(Loop::default());
        step(self, true);
        let breaks = self.end_pass();
        let after = std::mem::take(&mut self.frame.env);
        self.frame.env = before.join(after);
        self.frame.env.is_dead |= !may_end;
        step(self, false);
        self.block(orelse);
        for left in breaks {
            let env = std::mem::take(&mut self.frame.env);
            self.frame.env = left.join(env);
        }
    }

    /// Joins `continue`s into the end of a pass and returns the `break`s.
    pub(super) fn end_pass(&mut self) -> Vec<Env> {
        let inner = self.frame.loops.pop().unwrap_or_default();
        for left in inner.continues {
            let env = std::mem::take(&mut self.frame.env);
            self.frame.env = env.join(left);
        }
        inner.breaks
    }

    pub(super) fn try_block(
        &mut self,
        body: &'a [Arc<Stmt>],
        handlers: &'a [ast::Handler],
        orelse: &'a [Arc<Stmt>],
        finally: &'a [Arc<Stmt>],
    ) {
        let before = self.frame.env.clone();
        self.block(body);
        let mut interrupted = self.frame.env.clone();
        interrupted.is_dead = false;
        let interrupted = before.join(interrupted);
        self.block(orelse);
        let mut after = std::mem::take(&mut self.frame.env);
        for handler in handlers {
            self.frame.env = interrupted.clone();
            let kind = handler.kind.as_ref().map(|kind| (kind, self.eval(kind)));
            let class = kind.as_ref().and_then(|(_, value)| value.class);
            if does_nothing(&handler.body) {
                let operands: Vec<_> = kind.into_iter().collect();
                self.record_form("except pass", handler.span, &operands);
            }
            if let Some(name) = &handler.name {
                // What an exception of the program itself says, the program says.
                let caught = match class {
                    Some(_) => Value { class, ..Value::default() },
                    None => Value::instance("Exception"),
                };
                self.frame.env.set(name.name.as_str().into(), Arc::new(caught));
            }
            self.block(&handler.body);
            let handled = std::mem::take(&mut self.frame.env);
            after = after.join(handled);
        }
        let left = after.is_dead;
        self.frame.env = if left && !finally.is_empty() { interrupted } else { after };
        self.block(finally);
        self.frame.env.is_dead |= left;
    }

    pub(super) fn with_block(&mut self, items: &'a [ast::WithItem], body: &'a [Arc<Stmt>]) {
        for item in items {
            let context = self.eval(&item.context);
            if let Some(target) = &item.target {
                let entered = self.entered(&context);
                self.assign(target, &entered, item.context.span);
            }
        }
        self.block(body);
    }

    /// What `__enter__` gives: most often the object itself.
    pub(super) fn entered(&self, context: &Arc<Value>) -> Arc<Value> {
        let declared = context.types.iter().find_map(|of| {
            ["__enter__", "__aenter__"]
                .iter()
                .find_map(|method| self.inherited(of, method).iter().find_map(|name| self.api.call_type(name)))
        });
        match declared {
            Some(of) => {
                let mut value = (**context).clone();
                value.types = vec![of];
                value.names.clear();
                Arc::new(value)
            }
            None => context.clone(),
        }
    }

    pub(super) fn match_block(&mut self, subject: &'a Expr, cases: &'a [ast::Case]) {
        let value = self.eval(subject);
        let path = path_of(subject);
        let before = self.frame.env.clone();
        let mut after = before.clone();
        after.is_dead = cases.iter().any(|case| case.guard.is_none() && is_catch_all(case));
        for case in cases {
            self.frame.env = before.clone();
            if let (true, Some(path)) = (case.is_constant, &path) {
                let clean = value.cleaned(super::value::EVERY);
                self.frame.env.refine(path.as_str().into(), Arc::new(clean));
            }
            let bound = if case.is_constant { Arc::new(value.cleaned(super::value::EVERY)) } else { value.clone() };
            for binding in &case.bindings {
                self.frame.env.set(binding.name.as_str().into(), bound.clone());
            }
            if let Some(guard) = &case.guard {
                self.eval(guard);
                self.refine(guard, true);
            }
            self.block(&case.body);
            let ended = std::mem::take(&mut self.frame.env);
            after = after.join(ended);
        }
        self.frame.env = after;
    }
}

/// The truth of a condition that is written out: `if False`, `if TYPE_CHECKING`.
fn written_truth(test: &Expr) -> Option<bool> {
    match &test.kind {
        ExprKind::Bool(truth) => Some(*truth),
        ExprKind::Int(number) => Some(*number != 0),
        ExprKind::Name(name) if name == "TYPE_CHECKING" => Some(true),
        _ => None,
    }
}

/// A block of nothing but `pass`, `...` and `continue`.
fn does_nothing(body: &[Arc<Stmt>]) -> bool {
    body.iter().all(|statement| match &statement.kind {
        StmtKind::Pass | StmtKind::Continue => true,
        StmtKind::Expr(value) => matches!(value.kind, ExprKind::Ellipsis | ExprKind::Str(_)),
        _ => false,
    })
}

fn is_catch_all(case: &ast::Case) -> bool {
    !case.is_constant && case.bindings.len() <= 1
}

/// How many names of conditions are noted.
const MOST_ASKED: usize = 8;

/// The last parts of the names that a condition asks for: `verify` of `self.options.verify` and of `options["verify"]`.
fn names_in(test: &Expr) -> Vec<Arc<str>> {
    let mut paths = Vec::new();
    let mut waiting = vec![test];
    while let Some(expr) = waiting.pop() {
        match &expr.kind {
            ExprKind::Not(inner) => waiting.push(inner),
            ExprKind::BoolOp { left, right, .. } => waiting.extend([&**left, &**right]),
            ExprKind::Compare { left, rest } => {
                waiting.push(left);
                waiting.extend(rest.iter().map(|(_, operand)| operand));
            }
            ExprKind::Call { args, .. } => waiting.extend(args.iter().map(|arg| &arg.value)),
            ExprKind::Str(text) => paths.extend(text.constant().map(Arc::from)),
            _ => collect_paths(expr, &mut paths),
        }
    }
    paths.truncate(MOST_ASKED);
    let last = |path: &Arc<str>| path.rsplit(['.', '[']).next().unwrap_or_default().trim_end_matches(']').into();
    paths.iter().map(last).collect()
}
