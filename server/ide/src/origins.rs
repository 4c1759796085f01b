//! How sure a flow is, and the steps that it took: parameters are followed back to the callers in the same file.

use crate::finding::{Confidence, FlowStep};
use crate::rules::Rules;
use rescue_knowledge::pattern::SourceKind;
use rescue_syntax::ast::Span;
use rescue_syntax::document::Document;
use rescue_syntax::flow::facts::{Facts, LocalCall};
use rescue_syntax::flow::value::{Mask, Origin, OriginKind, Part, StepKind, Value};
use rustc_hash::FxHashSet;
use std::path::Path;

/// How many callers a flow is followed through.
const MOST_CALLERS: usize = 6;

/// How many parameters are looked at for one value: functions that all call each other have endless ways.
const MOST_STEPS: usize = 200;

/// The surest way in which something untrusted reaches a value.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    pub(crate) confidence: Confidence,
    /// It comes from a remote source, and nothing unknown is on the way, whatever a rule makes of that.
    pub(crate) is_proven: bool,
    pub(crate) steps: Vec<FlowStep>,
    /// What it is, as a noun phrase.
    pub(crate) source: String,
    /// Nothing but a parameter is behind it.
    pub(crate) is_parameter: bool,
}

/// A place on the way back from a value to what is behind it.
struct Hop<'a> {
    origin: &'a Origin,
    /// The hop before, and the call and parameter by which this one leads there.
    next: Option<(usize, &'a LocalCall, usize)>,
    /// Callers between the value and this.
    depth: usize,
    /// Something about which nothing is known is on the way from here.
    weak: bool,
    /// What a parameter held was kept on the way from here: callers have to be known.
    kept: bool,
}

/// The search for the surest way. Each parameter is looked at once, nearest first, so that the order of calls decides
/// nothing.
struct Search<'a> {
    doc: &'a Document,
    facts: &'a Facts,
    rules: &'a Rules,
    weakness: Mask,
    hops: Vec<Hop<'a>>,
    seen: FxHashSet<(usize, usize, bool, bool)>,
}

/// What may stand at the end of a way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    hop: usize,
    /// How sure it is that something untrusted stands there.
    pub(crate) confidence: Confidence,
    /// It is a parameter.
    pub(crate) is_parameter: bool,
    /// Whoever starts the program decides it.
    pub(crate) is_operator: bool,
}

/// Follows the origins of a value. `sure` says how sure an end makes a finding, if it makes one. Of ways that are as
/// sure, one from a source comes before one from a parameter, and a shorter one before a longer.
pub(crate) fn reached(
    (doc, facts, rules): (&Document, &Facts, &Rules),
    value: &Value,
    weakness: Mask,
    sure: &dyn Fn(&End) -> Option<Confidence>,
) -> Option<Reached> {
    let mut search = Search { doc, facts, rules, weakness, hops: Vec::new(), seen: FxHashSet::default() };
    for origin in value.origins_for(weakness) {
        search.add(origin, None);
    }
    let mut best: Option<(Confidence, End)> = None;
    let mut at = 0;
    while at < search.hops.len() && search.seen.len() <= MOST_STEPS {
        let found = search.look(at).and_then(|end| Some((sure(&end)?, end)));
        let key = |(confidence, end): &(Confidence, End)| (*confidence, !end.is_parameter);
        best = match (best, found) {
            (Some(best), Some(found)) if key(&found) <= key(&best) => Some(best),
            (best, found) => found.or(best),
        };
        at += 1;
    }
    best.map(|(confidence, end)| Reached { confidence, ..search.way(&end) })
}

impl<'a> Search<'a> {
    fn add(&mut self, origin: &'a Origin, next: Option<(usize, &'a LocalCall, usize)>) {
        let after = next.and_then(|(hop, ..)| self.hops.get(hop));
        let weak = origin.weak || after.is_some_and(|after| after.weak);
        let kept = origin.kept || after.is_some_and(|after| after.kept);
        let depth = after.map_or(0, |after| after.depth + 1);
        let is_new = match origin.kind {
            OriginKind::Parameter { function, index } => self.seen.insert((function, index, weak, kept)),
            OriginKind::Source(_) => true,
        };
        if is_new {
            self.hops.push(Hop { origin, next, depth, weak, kept });
        }
    }

    /// What stands at a hop; callers are added to the search.
    fn look(&mut self, at: usize) -> Option<End> {
        let &Hop { origin, weak, kept, .. } = self.hops.get(at)?;
        let end = |confidence: Confidence, is_parameter, is_operator| {
            let confidence = if weak { confidence.min(Confidence::Possible) } else { confidence };
            End { hop: at, confidence, is_parameter, is_operator }
        };
        match origin.kind {
            OriginKind::Source(number) => Some(match self.rules.sources.get(number)?.kind {
                SourceKind::Remote => end(Confidence::Proven, false, false),
                // Whoever starts the program may well be allowed what it does.
                SourceKind::Local => end(Confidence::Likely, false, false),
                SourceKind::Operator => end(Confidence::Likely, false, true),
            }),
            OriginKind::Parameter { function, index } => {
                let is_open = self.callers(at, function, index);
                let is_public = self.facts.functions.get(function)?.is_public;
                let confidence = if is_public { Confidence::Likely } else { Confidence::Possible };
                (is_open && !kept).then(|| end(confidence, true, false))
            }
        }
    }

    /// Adds what callers in this file pass for a parameter; whether callers elsewhere may pass something else.
    fn callers(&mut self, at: usize, function: usize, index: usize) -> bool {
        let Some(fact) = self.facts.functions.get(function) else {
            return false;
        };
        let follows = self.hops.get(at).is_some_and(|hop| hop.depth < MOST_CALLERS);
        let (mut count, mut is_used, mut is_harmless) = (0, false, true);
        for call in self.facts.callers(function) {
            count += 1;
            is_used |= call.caller != function && is_in_use(self.facts, call.caller);
            for bound in call.bound.iter().filter(|bound| bound.index == index) {
                is_harmless &= is_closed(self.facts, &bound.value, self.weakness, 1);
                for origin in bound.value.origins_for(self.weakness).filter(|_| follows) {
                    self.add(origin, Some((at, call, index)));
                }
            }
        }
        // The program uses it, and passes nothing but what is harmless.
        let is_settled = is_used && is_harmless;
        (fact.is_public && !is_settled) || count == 0
    }

    /// The way that ends somewhere, from there.
    fn way(&self, end: &End) -> Reached {
        let mut reached = self.beginning(end);
        let mut at = self.hops.get(end.hop);
        while let Some(hop) = at {
            reached.steps.extend(own_steps(self.doc, hop.origin));
            at = hop.next.and_then(|(next, call, index)| {
                let fact = self.facts.functions.get(call.callee)?;
                let name = fact.params.get(index).map_or("", |name| name);
                let message = format!("passed to `{}` as `{name}`", fact.name);
                reached.steps.push(step_at(self.doc, call.span, None, message));
                self.hops.get(next)
            });
        }
        reached
    }

    fn beginning(&self, end: &End) -> Reached {
        let mut reached = Reached {
            confidence: end.confidence,
            is_proven: end.confidence == Confidence::Proven,
            steps: Vec::new(),
            source: String::new(),
            is_parameter: end.is_parameter,
        };
        let Some(Hop { origin, .. }) = self.hops.get(end.hop) else {
            return reached;
        };
        let message = match origin.kind {
            OriginKind::Source(number) => {
                let Some(source) = self.rules.sources.get(number) else {
                    return reached;
                };
                reached.source.clone_from(&source.what);
                let from = match source.kind {
                    SourceKind::Remote => "untrusted data",
                    SourceKind::Local | SourceKind::Operator => "data from outside the program",
                };
                format!("{from} comes in here: {}", source.what)
            }
            OriginKind::Parameter { function, index } => {
                let fact = self.facts.functions.get(function);
                let name = fact.and_then(|fact| fact.params.get(index)).map_or("", |name| name);
                reached.source = format!("the parameter `{name}`");
                let function = fact.map_or("", |fact| &fact.name);
                format!("parameter `{name}` of `{function}`: callers decide what it holds")
            }
        };
        reached.steps.push(step_at(self.doc, origin.span, origin.file.as_deref(), message));
        reached
    }
}

/// Whether a function is part of the program, not a test of it or what a script runs by itself.
fn is_in_use(facts: &Facts, function: usize) -> bool {
    facts.functions.get(function).is_some_and(|fact| {
        let name = fact.name.trim_start_matches('_');
        function != 0 && !name.starts_with("test") && name != "main"
    })
}

/// How many functions are looked through for what a private parameter may be.
const MOST_CLOSED: usize = 4;

/// Whether a value is made of nothing but what is harmless and parameters that every caller in the file passes something
/// harmless for: of private functions, and of those that the program itself uses.
pub(crate) fn is_closed(facts: &Facts, value: &Value, weakness: Mask, depth: usize) -> bool {
    if value.is_clean(weakness) {
        return true;
    }
    if depth > MOST_CLOSED {
        return false;
    }
    if let Some(parts) = &value.parts {
        return parts.iter().all(|part| match part {
            Part::Constant(_) => true,
            Part::Dynamic(inner, _) => is_closed(facts, inner, weakness, depth + 1),
        });
    }
    let mut live = value.origins_for(weakness).peekable();
    live.peek().is_some()
        && live.all(|origin| match origin.kind {
            OriginKind::Parameter { function, index } => {
                let is_private = facts.functions.get(function).is_some_and(|fact| !fact.is_public);
                let is_used = facts.callers(function).any(|call| is_in_use(facts, call.caller));
                let mut calls = facts.callers(function).peekable();
                (is_private || is_used)
                    && calls.peek().is_some()
                    && calls.all(|call| {
                        let mut passed = call.bound.iter().filter(|bound| bound.index == index).peekable();
                        let is_default = || value.fallback.as_ref().is_some_and(|default| default.is_harmless());
                        (passed.peek().is_some() || is_default())
                            && passed.all(|bound| is_closed(facts, &bound.value, weakness, depth + 1))
                    })
            }
            OriginKind::Source(_) => false,
        })
}

/// A step in this file or another. Other files are read as a whole.
fn step_at(doc: &Document, span: Span, file: Option<&str>, message: String) -> FlowStep {
    let range = if file.is_some() { span.bytes_as_read() } else { doc.range(span) };
    FlowStep { range, message, path: file.map(|file| Path::new(file).into()) }
}

/// The way of an origin, from its first step.
pub(crate) fn own_steps(doc: &Document, origin: &Origin) -> Vec<FlowStep> {
    let mut steps = Vec::new();
    let mut step = origin.steps.as_ref();
    while let Some(at) = step {
        let message = match &at.what {
            StepKind::Assigned(name) => format!("stored in `{name}`"),
            StepKind::Passed(name) => format!("passed to `{name}`"),
            StepKind::Returned(name) => format!("returned by `{name}`"),
        };
        steps.push(step_at(doc, at.span, at.file.as_deref(), message));
        step = at.before.as_ref();
    }
    steps.reverse();
    steps
}
