//! How sure a flow is, and the steps that it took: parameters are followed back to the callers in the same file.

use crate::finding::{Confidence, FlowStep};
use crate::rules::Rules;
use rescue_knowledge::pattern::SourceKind;
use rescue_syntax::ast::Span;
use rescue_syntax::document::Document;
use rescue_syntax::flow::facts::Facts;
use rescue_syntax::flow::value::{Mask, Origin, OriginKind, Part, StepKind, Value};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How many callers a flow is followed through.
const MOST_CALLERS: usize = 6;

/// How many parameters are looked at for one value: functions that all call each other have endless ways.
const MOST_STEPS: usize = 200;

/// Parameters on the way back, and how many may still be looked at.
struct Visited {
    path: Vec<(usize, usize)>,
    left: usize,
}

/// The surest way in which something untrusted reaches a value.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    pub(crate) confidence: Confidence,
    pub(crate) steps: Vec<FlowStep>,
    /// What it is, as a noun phrase.
    pub(crate) source: String,
    /// Nothing but a parameter is behind it.
    pub(crate) is_parameter: bool,
    /// Whoever starts the program decides it.
    pub(crate) is_operator: bool,
}

/// The file, its facts and the rules.
type Known<'a> = (&'a Document, &'a Facts, &'a Rules);

/// Follows the origins of a value.
pub(crate) fn reached(doc: &Document, facts: &Facts, rules: &Rules, value: &Value, weakness: Mask) -> Option<Reached> {
    let mut visited = Visited { path: Vec::new(), left: MOST_STEPS };
    let mut best: Option<Reached> = None;
    for origin in value.origins_for(weakness) {
        if let Some(found) = follow((doc, facts, rules), origin, weakness, &mut visited)
            && best.as_ref().is_none_or(|best| found.confidence > best.confidence)
        {
            best = Some(found);
        }
    }
    best
}

fn follow(known: Known<'_>, origin: &Origin, weakness: Mask, visited: &mut Visited) -> Option<Reached> {
    let (doc, _, rules) = known;
    let mut found = match origin.kind {
        OriginKind::Source(number) => {
            let source = rules.sources.get(number)?;
            let (confidence, from) = match source.kind {
                SourceKind::Remote => (Confidence::Proven, "untrusted data"),
                // Whoever starts the program may well be allowed what it does.
                SourceKind::Local | SourceKind::Operator => (Confidence::Likely, "data from outside the program"),
            };
            Reached {
                confidence,
                steps: vec![FlowStep {
                    range: bytes(doc, origin.span, origin.file.as_deref()),
                    message: format!("{from} comes in here: {}", source.what),
                    path: path(origin.file.as_deref()),
                }],
                source: source.what.clone(),
                is_parameter: false,
                is_operator: source.kind == SourceKind::Operator,
            }
        }
        OriginKind::Parameter { function, index } => {
            let found = parameter(known, (function, index), origin.span, weakness, visited)?;
            if origin.kept && found.is_parameter {
                return None;
            }
            found
        }
    };
    found.steps.extend(own_steps(doc, origin));
    if origin.weak && found.confidence > Confidence::Possible {
        found.confidence = Confidence::Possible;
    }
    Some(found)
}

/// A parameter: what callers in this file pass, or what callers elsewhere may.
fn parameter(
    known: Known<'_>,
    (function, index): (usize, usize),
    span: Span,
    weakness: Mask,
    visited: &mut Visited,
) -> Option<Reached> {
    let (doc, facts, _) = known;
    let fact = facts.functions.get(function)?;
    let name = fact.params.get(index).map_or("", |name| name);
    let mut best: Option<Reached> = None;
    let mut callers = 0;
    let (mut is_used, mut is_harmless) = (false, true);
    if !visited.path.contains(&(function, index)) && visited.path.len() < MOST_CALLERS && visited.left > 0 {
        visited.left -= 1;
        visited.path.push((function, index));
        for call in facts.callers(function) {
            callers += 1;
            is_used |= call.caller != function && is_in_use(facts, call.caller);
            for bound in call.bound.iter().filter(|bound| bound.index == index) {
                is_harmless &= is_closed(facts, &bound.value, weakness, 1);
                for origin in bound.value.origins_for(weakness) {
                    let Some(mut found) = follow(known, origin, weakness, visited) else {
                        continue;
                    };
                    found.steps.push(FlowStep {
                        range: doc.range(call.span),
                        message: format!("passed to `{}` as `{name}`", fact.name),
                        path: None,
                    });
                    if best.as_ref().is_none_or(|best| found.confidence > best.confidence) {
                        best = Some(found);
                    }
                }
            }
        }
        visited.path.pop();
    }
    // The program uses it, and passes nothing but what is harmless.
    let is_settled = is_used && is_harmless;
    let is_open = (fact.is_public && !is_settled) || callers == 0;
    let confidence = if fact.is_public { Confidence::Likely } else { Confidence::Possible };
    match best {
        Some(found) if found.confidence >= confidence || !is_open => Some(found),
        _ if is_open => Some(Reached {
            confidence,
            steps: vec![FlowStep {
                range: doc.range(span),
                message: format!("parameter `{name}` of `{}`: callers decide what it holds", fact.name),
                path: None,
            }],
            source: format!("the parameter `{name}`"),
            is_parameter: true,
            is_operator: false,
        }),
        other => other,
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

/// The bytes of a span, of this file or another. Other files are read as a whole.
fn bytes(doc: &Document, span: Span, file: Option<&str>) -> Range<usize> {
    if file.is_some() { span.bytes_as_read() } else { doc.range(span) }
}

/// The path of a file that is not the one in question.
fn path(file: Option<&str>) -> Option<Arc<Path>> {
    file.map(|file| Path::new(file).into())
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
        steps.push(FlowStep {
            range: bytes(doc, at.span, at.file.as_deref()),
            message,
            path: path(at.file.as_deref()),
        });
        step = at.before.as_ref();
    }
    steps.reverse();
    steps
}
