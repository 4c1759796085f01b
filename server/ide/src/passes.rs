//! What the functions of an imported file do with their parameters: which sinks they let them reach.

use crate::check::{Checker, is_safe};
use crate::finding::{Elsewhere, FlowStep};
use crate::origins::own_steps;
use crate::project::{Imports, Reading};
use crate::rules::bit;
use rescue_knowledge::pattern::FiresOn;
use rescue_syntax::ast::Span;
use rescue_syntax::document::Document;
use rescue_syntax::flow::Facts;
use rescue_syntax::flow::facts::{Bound, LocalCall};
use rescue_syntax::flow::value::{Origin, OriginKind};
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::Arc;

/// Passes that are kept of one parameter.
const MOST_PASSES: usize = 8;

/// How often callers inside the file are followed.
const MOST_ROUNDS: usize = 4;

/// A parameter that reaches a sink.
#[derive(Debug, Clone)]
pub(crate) struct Pass {
    /// Index into [`Rules::sinks`](crate::rules::Rules::sinks).
    pub(crate) sink: usize,
    /// Something about which nothing is known is on the way.
    pub(crate) is_weak: bool,
    /// The sink wants a text that is put together, and the parameter is handed on as it is.
    pub(crate) is_bare: bool,
    /// What is called there.
    pub(crate) callee: String,
    /// Where the sink is.
    pub(crate) place: Elsewhere,
    /// The line of that, from 1.
    pub(crate) line: usize,
    /// The way from the parameter to the sink.
    pub(crate) steps: Vec<FlowStep>,
    /// The name of the parameter.
    parameter: Arc<str>,
}

type Passes = FxHashMap<(usize, usize), Vec<Pass>>;

impl Pass {
    /// The step into the function whose parameter this is of.
    pub(crate) fn step(&self, doc: &Document, span: Span, function: &str) -> FlowStep {
        let message = format!("passed to `{function}` as `{}`", self.parameter);
        FlowStep { range: doc.range(span), message, path: None }
    }
}

/// What an imported file's functions let their parameters reach.
pub(crate) fn passes(doc: &Document, facts: &Facts, reading: Reading<'_>, imports: &Imports<'_>) -> Passes {
    let path: Arc<Path> = imports.path.as_path().into();
    let mut found = Passes::default();
    direct(doc, facts, reading, &path, &mut found);
    each_foreign_pass(facts, imports, &mut |call, bound, pass| {
        through((doc, facts), reading, (call, bound), pass, &path, &mut found);
    });
    for _ in 0..MOST_ROUNDS {
        if !follow_callers((doc, facts), reading, &path, &mut found) {
            break;
        }
    }
    found
}

/// Visits what is passed to a function of another file that lets it reach a sink.
pub(crate) fn each_foreign_pass<'f>(
    facts: &'f Facts,
    imports: &Imports<'_>,
    visit: &mut dyn FnMut(&'f LocalCall, &'f Bound, &Pass),
) {
    for call in facts.local_calls() {
        let Some(foreign) = facts.functions.get(call.callee).and_then(|fact| fact.foreign.as_ref()) else {
            continue;
        };
        let Some(imported) = imports.imported(&foreign.exports) else {
            continue;
        };
        for bound in &call.bound {
            let passes = imported.passes.get(&(foreign.number, bound.index));
            passes.into_iter().flatten().for_each(|pass| visit(call, bound, pass));
        }
    }
}

/// Parameters that reach a sink in their own function.
fn direct(doc: &Document, facts: &Facts, reading: Reading<'_>, path: &Arc<Path>, found: &mut Passes) {
    let checker = Checker::new(doc, facts, reading);
    for call in facts.calls() {
        let mut seen = Vec::new();
        for &index in call.names.iter().filter_map(|name| reading.rules.sink_calls.get(name)).flatten() {
            if seen.contains(&index) {
                continue;
            }
            seen.push(index);
            let rule = &reading.rules.sinks[index];
            let weakness = bit(rule.weakness);
            for (value, span) in checker.sink_arguments(rule, call) {
                if is_safe(rule, value) {
                    continue;
                }
                for origin in value.origins_for(weakness) {
                    let mut steps = placed(own_steps(doc, origin), path);
                    let callee = crate::check::shorten(checker.text(call.callee));
                    steps.push(FlowStep {
                        range: doc.range(span),
                        message: format!("reaches `{callee}` here"),
                        path: Some(path.clone()),
                    });
                    let pass = Pass {
                        sink: index,
                        is_weak: origin.weak,
                        is_bare: rule.pattern.fires_on == FiresOn::Assembled && !value.is_built(weakness),
                        callee,
                        place: Elsewhere { path: path.clone(), range: doc.range(span) },
                        line: doc.line_of(doc.byte(span.start)) + 1,
                        steps,
                        parameter: Arc::default(),
                    };
                    add(facts, origin, pass, found);
                }
            }
        }
    }
}

/// Parameters that are passed to a function of the file whose parameter reaches a sink; whether there are new ones.
fn follow_callers(
    (doc, facts): (&Document, &Facts),
    reading: Reading<'_>,
    path: &Arc<Path>,
    found: &mut Passes,
) -> bool {
    let before: usize = found.values().map(Vec::len).sum();
    for call in facts.local_calls() {
        for bound in &call.bound {
            let known = found.get(&(call.callee, bound.index)).cloned();
            for pass in known.into_iter().flatten() {
                through((doc, facts), reading, (call, bound), &pass, path, found);
            }
        }
    }
    found.values().map(Vec::len).sum::<usize>() > before
}

/// A parameter that is handed on to another function.
fn through(
    (doc, facts): (&Document, &Facts),
    reading: Reading<'_>,
    (call, bound): (&LocalCall, &Bound),
    pass: &Pass,
    path: &Arc<Path>,
    found: &mut Passes,
) {
    let (Some(callee), Some(rule)) = (facts.functions.get(call.callee), reading.rules.sinks.get(pass.sink)) else {
        return;
    };
    if is_safe(rule, &bound.value) {
        return;
    }
    for origin in bound.value.origins_for(bit(rule.weakness)) {
        let mut steps = placed(own_steps(doc, origin), path);
        steps.extend(placed(vec![pass.step(doc, bound.span, &callee.name)], path));
        steps.extend(pass.steps.iter().cloned());
        add(facts, origin, Pass { steps, is_weak: pass.is_weak || origin.weak, ..pass.clone() }, found);
    }
}

fn add(facts: &Facts, origin: &Origin, mut pass: Pass, found: &mut Passes) {
    let OriginKind::Parameter { function, index } = origin.kind else {
        return;
    };
    let name = facts.functions.get(function).and_then(|fact| fact.params.get(index));
    pass.parameter = name.cloned().unwrap_or_default();
    let known = found.entry((function, index)).or_default();
    let is_new = !known.iter().any(|own| own.sink == pass.sink && own.place == pass.place);
    if is_new && known.len() < MOST_PASSES {
        known.push(pass);
    }
}

/// Steps of this file as another file sees them.
fn placed(mut steps: Vec<FlowStep>, path: &Arc<Path>) -> Vec<FlowStep> {
    for step in &mut steps {
        step.path.get_or_insert_with(|| path.clone());
    }
    steps
}
