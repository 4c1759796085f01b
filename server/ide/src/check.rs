//! Findings: facts of a file matched against the rules.

use crate::conditions::{At, Place};
use crate::finding::{Confidence, Finding, FindingKind, FlowStep};
use crate::fix;
use crate::origins::{End, Reached, is_closed, reached};
use crate::passes::{Pass, each_foreign_pass};
use crate::project::{Imports, Reading};
use crate::rules::{Rule, Rules, bit};
use rescue_knowledge::Knowledge;
use rescue_knowledge::pattern::{Certainty, FiresOn, Fix, Misuse, Severity, Sink};
use rescue_syntax::ast::Span;
use rescue_syntax::document::Document;
use rescue_syntax::flow::facts::{Bound, Call, How, LocalCall, Mention, Passed, Piece, Return, Store};
use rescue_syntax::flow::value::{Constant, Mask, OriginKind, Part, Value};
use rescue_syntax::flow::{Api, Facts};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What is shared by all matching of one file.
pub(crate) struct Checker<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) facts: &'a Facts,
    pub(crate) rules: &'a Rules,
    pub(crate) knowledge: &'a Knowledge,
    findings: Vec<Finding>,
}

/// What a rule says, whatever its shape.
struct Wording<'a> {
    rule: &'a str,
    weakness: usize,
    cwe: Option<&'a str>,
    severity: Severity,
    message: &'a str,
    instead: &'a str,
    fixes: &'a [Fix],
}

/// Where a rule fires.
pub(crate) struct Hit<'a> {
    pub(crate) span: Span,
    pub(crate) statement: Span,
    pub(crate) callee: Option<Span>,
    pub(crate) call: Option<&'a Call>,
    /// The value that the rule is about.
    pub(crate) value: Option<(&'a Arc<Value>, Span)>,
    pub(crate) function: usize,
}

/// All findings of a file, sorted by place.
pub(crate) fn findings(
    doc: &Document,
    facts: &Facts,
    reading: Reading<'_>,
    imports: Option<&Imports<'_>>,
) -> Vec<Finding> {
    let mut checker = Checker::new(doc, facts, reading);
    for piece in &facts.pieces {
        checker.piece(piece);
    }
    if let Some(imports) = imports {
        checker.foreign_calls(imports);
    }
    let mut found = merge(checker.findings);
    number_fingerprints(&mut found);
    found
}

impl<'a> Checker<'a> {
    pub(crate) fn new(doc: &'a Document, facts: &'a Facts, reading: Reading<'a>) -> Self {
        Checker { doc, facts, rules: reading.rules, knowledge: reading.knowledge, findings: Vec::new() }
    }

    /// Matches what was found in a piece of the file. Most pieces are silent, and stay so until an edit touches them.
    fn piece(&mut self, piece: &'a Piece) {
        let identity = self.rules.identity();
        if self.facts.is_silent(piece, identity) {
            return;
        }
        let known = self.findings.len();
        self.facts.forget_asked();
        piece.calls.iter().for_each(|call| self.call(call));
        piece.stores.iter().for_each(|store| self.store(store));
        piece.mentions.iter().for_each(|mention| self.mention(mention));
        piece.returns.iter().for_each(|returned| self.returned(returned));
        if self.findings.len() == known {
            self.facts.note_silent(piece, identity);
        }
    }

    fn call(&mut self, call: &'a Call) {
        let rules = self.rules;
        let mut seen_sinks = Vec::new();
        let mut seen_misuses = Vec::new();
        for name in &call.names {
            for &index in rules.sink_calls.get(name).into_iter().flatten() {
                if !seen_sinks.contains(&index) {
                    seen_sinks.push(index);
                    self.sink(&rules.sinks[index], call);
                }
            }
            for &index in rules.misuse_calls.get(name).into_iter().flatten() {
                if !seen_misuses.contains(&index) {
                    seen_misuses.push(index);
                    self.misused_call(&rules.misuses[index], call);
                }
            }
            for &index in rules.misuse_references.get(name).into_iter().flatten() {
                if !seen_misuses.contains(&index) {
                    seen_misuses.push(index);
                    self.misused_call(&rules.misuses[index], call);
                }
            }
        }
    }

    fn place<'b>(&'b self, args: &'b [Passed], at: At<'b>, weakness: usize) -> Place<'b> {
        Place { facts: self.facts, args, receiver: None, at, weakness: bit(weakness) }
    }

    fn place_of_call(&self, call: &'a Call, weakness: usize) -> Place<'a> {
        let Call { function, span, statement, .. } = *call;
        let at = At { function, context: &call.context, under: &call.under, span, statement };
        let receiver = call.receiver.as_ref();
        Place { facts: self.facts, args: &call.args, receiver, at, weakness: bit(weakness) }
    }

    /// What a call passes to a sink; nothing where a condition of the rule says that it is none.
    pub(crate) fn sink_arguments(&self, rule: &Rule<Sink>, call: &'a Call) -> Vec<(&'a Arc<Value>, Span)> {
        let place = self.place_of_call(call, rule.weakness);
        if !place.fits(&rule.when, &rule.unless, false) {
            return Vec::new();
        }
        place.passed(&rule.pattern.argument)
    }

    fn sink(&mut self, rule: &'a Rule<Sink>, call: &'a Call) {
        for (value, span) in self.sink_arguments(rule, call) {
            let Some(reached) = self.fires(rule, value) else {
                continue;
            };
            let hit = Hit {
                span,
                statement: call.statement,
                callee: Some(call.callee),
                call: Some(call),
                value: Some((value, span)),
                function: call.function,
            };
            self.report(&sink_wording(rule), &hit, reached);
            break;
        }
    }

    /// Whether the value is what the sink must not get, and how sure that is.
    fn fires(&self, rule: &Rule<Sink>, value: &Arc<Value>) -> Option<Reached> {
        let weakness = bit(rule.weakness);
        if is_safe(rule, value) {
            return None;
        }
        let known = (self.doc, self.facts, self.rules);
        if let Some(reached) = reached(known, value, weakness, &|end| capped(rule, end)) {
            if reached.is_parameter && rule.pattern.behind_base_is_safe && is_behind_own(value, weakness) {
                return None;
            }
            // A function that hands its parameter on as it is has put nothing together; its callers may have.
            let is_bare = rule.pattern.fires_on == FiresOn::Assembled && !value.is_built(weakness);
            if !is_bare || reached.is_proven {
                return Some(reached);
            }
        }
        if is_closed(self.facts, value, weakness, 0) {
            return None;
        }
        let unknown = match rule.pattern.fires_on {
            FiresOn::Tainted => false,
            FiresOn::Built | FiresOn::Assembled => value.is_built(weakness),
            FiresOn::Dynamic => !value.is_clean(weakness),
        };
        unknown.then(|| Reached {
            confidence: Confidence::Possible,
            steps: Vec::new(),
            source: "a value that is not constant".to_owned(),
            is_proven: false,
            is_parameter: false,
        })
    }

    /// Calls that hand untrusted data to a function of another file that lets it reach a sink.
    fn foreign_calls(&mut self, imports: &Imports<'_>) {
        let facts = self.facts;
        each_foreign_pass(facts, imports, &mut |call, bound, pass| self.passed_on(call, bound, pass, imports));
    }

    fn passed_on(&mut self, call: &'a LocalCall, bound: &'a Bound, pass: &Pass, imports: &Imports<'_>) {
        let Some(rule) = self.rules.sinks.get(pass.sink) else {
            return;
        };
        if is_safe(rule, &bound.value) {
            return;
        }
        // What only a parameter is behind is said where the sink is.
        let least = if pass.is_bare { Confidence::Proven } else { Confidence::Likely };
        let is_sure = |end: &End| !pass.is_weak && !end.is_parameter && end.confidence >= least;
        let sure = |end: &End| capped(rule, end).filter(|_| is_sure(end));
        let known = (self.doc, self.facts, self.rules);
        let Some(mut reached) = reached(known, &bound.value, bit(rule.weakness), &sure) else {
            return;
        };
        let name = &self.facts.functions[call.callee].name;
        reached.steps.push(pass.step(self.doc, bound.span, name));
        reached.steps.extend(pass.steps.iter().cloned());
        let hit = Hit {
            span: bound.span,
            statement: call.span,
            callee: None,
            call: None,
            value: Some((&bound.value, bound.span)),
            function: call.caller,
        };
        let known = self.findings.len();
        // What is called there has no place here.
        let named = |text: &str| text.replace("{callee}", &pass.callee);
        let wording = sink_wording(rule);
        let (message, instead) = (named(wording.message), named(wording.instead));
        self.report(&Wording { message: &message, instead: &instead, ..wording }, &hit, reached);
        if let Some(finding) = self.findings.get_mut(known) {
            finding.message = format!(
                "{} That happens in {}, line {}, which this call of `{name}` leads to.",
                finding.message,
                imports.shown(&pass.place.path),
                pass.line
            );
            finding.fixes.clear();
            finding.elsewhere = Some(pass.place.clone());
        }
    }

    fn misused_call(&mut self, rule: &'a Rule<Misuse>, call: &'a Call) {
        let Some(reached) = self.misuse_holds(rule, &self.place_of_call(call, rule.weakness)) else {
            return;
        };
        let hit = Hit {
            span: call.span,
            statement: call.statement,
            callee: Some(call.callee),
            call: Some(call),
            value: None,
            function: call.function,
        };
        self.report(&misuse_wording(rule), &hit, reached);
    }

    /// How sure it is that a use is wrong; none where it is not. What hangs on a default, or on one of several ways, is
    /// wrong only there.
    fn misuse_holds(&self, rule: &Rule<Misuse>, place: &Place) -> Option<Reached> {
        let mut reached = wrong_by_itself(rule);
        if !place.fits(&rule.when, &rule.unless, false) {
            (place.has_alternatives() && place.fits(&rule.when, &rule.unless, true)).then_some(())?;
            reached.confidence = reached.confidence.min(Confidence::Likely);
        }
        if place.is_under(&rule.pattern.possible_under) {
            reached.confidence = reached.confidence.min(Confidence::Possible);
        }
        Some(reached)
    }

    fn store(&mut self, store: &'a Store) {
        let rules = self.rules;
        let args = [Passed {
            how: How::Position(0),
            value: store.value.clone(),
            span: store.value_span,
            whole: store.value_span,
            // What is stored goes by the name that it is stored under.
            path: store.context.last().cloned(),
        }];
        let at = At {
            function: store.function,
            context: &store.context,
            under: &store.under,
            span: store.target,
            statement: store.statement,
        };
        let mut seen = Vec::new();
        for &index in store.names.iter().filter_map(|name| rules.sink_stores.get(name)).flatten() {
            let rule = &rules.sinks[index];
            let place = self.place(&args, at, rule.weakness);
            if seen.contains(&index) || !place.fits(&rule.when, &rule.unless, false) {
                continue;
            }
            seen.push(index);
            if let Some(reached) = self.fires(rule, &store.value) {
                self.report(&sink_wording(rule), &stored(store, store.value_span), reached);
            }
        }
        seen.clear();
        for name in &store.names {
            for &index in rules.misuse_stores.get(name).into_iter().flatten() {
                let rule = &rules.misuses[index];
                let place = self.place(&args, at, rule.weakness);
                if seen.contains(&index) {
                    continue;
                }
                let Some(reached) = self.misuse_holds(rule, &place) else {
                    continue;
                };
                seen.push(index);
                self.report(&misuse_wording(rule), &stored(store, store.statement), reached);
            }
        }
    }

    fn mention(&mut self, mention: &'a Mention) {
        let rules = self.rules;
        let at = At {
            function: mention.function,
            context: &mention.context,
            under: &mention.under,
            span: mention.span,
            statement: mention.statement,
        };
        for &index in rules.misuse_references.get(&mention.name).into_iter().flatten() {
            let rule = &rules.misuses[index];
            let place = self.place(&[], at, rule.weakness);
            let Some(reached) = self.misuse_holds(rule, &place) else {
                continue;
            };
            let hit = Hit {
                span: mention.span,
                statement: mention.statement,
                callee: Some(mention.span),
                call: None,
                value: None,
                function: mention.function,
            };
            self.report(&misuse_wording(rule), &hit, reached);
        }
    }

    fn returned(&mut self, returned: &'a Return) {
        let rules = self.rules;
        let decorators = self.facts.functions.get(returned.function).map(|function| &function.decorators);
        let mut seen = Vec::new();
        for name in decorators.into_iter().flatten() {
            for &index in rules.sink_returns.get(name).into_iter().flatten() {
                let rule = &rules.sinks[index];
                if seen.contains(&index) {
                    continue;
                }
                seen.push(index);
                let args = [Passed {
                    how: How::Position(0),
                    value: returned.value.clone(),
                    span: returned.span,
                    whole: returned.span,
                    path: None,
                }];
                let at = At {
                    function: returned.function,
                    context: &[],
                    under: &[],
                    span: returned.span,
                    statement: returned.statement,
                };
                let place = self.place(&args, at, rule.weakness);
                let holds = place.fits(&rule.when, &rule.unless, false);
                let first = first_of_tuple(&returned.value);
                let Some(reached) = holds.then(|| self.fires(rule, first)).flatten() else {
                    continue;
                };
                // What a call of something unknown makes of it may be anything: a redirect, a rendered template. A
                // dictionary or list is sent as data.
                let is_data = first.is_a("dict") || first.is_a("list");
                if is_data
                    || is_no_page(&returned.value)
                    || (reached.confidence == Confidence::Possible && first.parts.is_none())
                {
                    continue;
                }
                let hit = Hit {
                    span: returned.span,
                    statement: returned.statement,
                    callee: None,
                    call: None,
                    value: Some((first, returned.span)),
                    function: returned.function,
                };
                self.report(&sink_wording(rule), &hit, reached);
            }
        }
    }

    fn report(&mut self, wording: &Wording<'_>, hit: &Hit<'a>, mut reached: Reached) {
        let Some(weakness) = self.knowledge.weaknesses.get(wording.weakness) else {
            return;
        };
        let callee = hit.callee.map_or("return", |span| self.text(span));
        let value = hit.value.map_or_else(|| callee.to_owned(), |(value, span)| self.describe(value, span));
        let fill = |text: &str| {
            text.replace("{callee}", &shorten(callee)).replace("{value}", &value).replace("{source}", &reached.source)
        };
        let message = fill(wording.message);
        let instead = fill(wording.instead);
        let is_here = reached.steps.last().is_some_and(|step| step.path.is_none());
        if is_here {
            reached.steps.push(FlowStep {
                range: self.doc.range(hit.span),
                path: None,
                message: format!(
                    "reaches {} here",
                    if hit.callee.is_some() { format!("`{}`", shorten(callee)) } else { "the response".to_owned() }
                ),
            });
            reached.steps.dedup();
        }
        let mut cwe = vec![wording.cwe.unwrap_or(&weakness.cwe).to_owned()];
        if cwe.first() != Some(&weakness.cwe) {
            cwe.push(weakness.cwe.clone());
        }
        let fixes = fix::repairs(self, hit, wording.fixes);
        self.findings.push(Finding {
            kind: FindingKind::Weakness,
            rule: wording.rule.to_owned(),
            cwe,
            name: weakness.name.clone(),
            range: self.doc.range(hit.span),
            severity: wording.severity,
            confidence: reached.confidence,
            message,
            why: weakness.summary.clone(),
            instead,
            flow: reached.steps,
            elsewhere: None,
            fixes,
            fingerprint: self.fingerprint(wording.rule, hit),
        });
    }

    /// The source text of a span.
    pub(crate) fn text(&self, span: Span) -> &'a str {
        self.doc.slice(span)
    }

    /// What a value is made of, for a message: the names of its dynamic parts, or its own text.
    fn describe(&self, value: &Value, span: Span) -> String {
        let mut names: Vec<String> = Vec::new();
        for part in value.parts.iter().flat_map(|parts| parts.iter()) {
            if let Part::Dynamic(inner, at) = part
                && !inner.is_harmless()
                && !at.is_empty()
                && names.len() < 3
            {
                let name = format!("`{}`", shorten(self.text(*at)));
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        match names.as_slice() {
            [] => format!("`{}`", shorten(self.text(span))),
            [one] => one.clone(),
            // In brackets, so that what messages say of one value is right of several.
            [first, others @ ..] => format!("{first} (and {})", others.join(", ")),
        }
    }

    fn fingerprint(&self, rule: &str, hit: &Hit) -> String {
        let scope = self.facts.functions.get(hit.function).map_or("", |function| &function.name);
        let statement: String = self.text(hit.statement).split_whitespace().collect();
        let digest = Sha256::digest(format!("{rule}\n{scope}\n{}", cut(&statement, 400)));
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Whether a value cannot be what the sink must not get, whatever is behind it.
pub(crate) fn is_safe(rule: &Rule<Sink>, value: &Value) -> bool {
    if let Some(ways) = &value.ways {
        return ways.iter().all(|way| is_safe(rule, way));
    }
    let weakness = bit(rule.weakness);
    if value.is_number() || value.constant.is_some() || value.clean & weakness == weakness {
        return true;
    }
    let begins = rule.safe_prefix.as_ref().map(|prefix| (prefix, value.prefix()));
    begins.is_some_and(|(prefix, begins)| !begins.is_empty() && prefix.is_match(&begins))
}

/// Whether a text begins with something that neither callers nor input decide: `self.base + path`.
fn is_behind_own(value: &Value, weakness: Mask) -> bool {
    let first = value.parts.as_ref().and_then(|parts| {
        parts.iter().find_map(|part| match part {
            Part::Dynamic(inner, _) => Some(inner),
            Part::Constant(_) => None,
        })
    });
    first.is_some_and(|first| {
        let mut origins = first.origins_for(weakness);
        origins.all(|origin| origin.kept && matches!(origin.kind, OriginKind::Parameter { .. }))
    })
}

fn wrong_by_itself(rule: &Rule<Misuse>) -> Reached {
    Reached {
        confidence: certainty(rule.pattern.confidence).unwrap_or(Confidence::Possible),
        steps: Vec::new(),
        source: String::new(),
        is_proven: false,
        is_parameter: false,
    }
}

/// What a rule makes of its sources: no surer than it says; none where it asks for silence.
fn capped(rule: &Rule<Sink>, end: &End) -> Option<Confidence> {
    let Sink { confidence, from_parameters, from_operator, .. } = &rule.pattern;
    let caps =
        [Some(*confidence), end.is_parameter.then_some(*from_parameters), end.is_operator.then_some(*from_operator)];
    let mut sure = end.confidence;
    for cap in caps.into_iter().flatten() {
        sure = sure.min(certainty(cap)?);
    }
    Some(sure)
}

/// The confidence that a pattern asks for; none where it asks for silence.
fn certainty(asked: Certainty) -> Option<Confidence> {
    match asked {
        Certainty::Ignore => None,
        Certainty::Possible => Some(Confidence::Possible),
        Certainty::Likely => Some(Confidence::Likely),
        Certainty::Proven => Some(Confidence::Proven),
    }
}

fn stored(store: &Store, span: Span) -> Hit<'_> {
    Hit {
        span,
        statement: store.statement,
        callee: Some(store.target),
        call: None,
        value: Some((&store.value, store.value_span)),
        function: store.function,
    }
}

/// `return text, 200, {"Content-Type": "text/plain"}`: an answer that no browser reads as a page.
fn is_no_page(value: &Value) -> bool {
    let items = value.items.iter().filter(|_| value.is_a("tuple")).flat_map(|items| items.iter());
    items.filter_map(|(_, item)| item.items.as_ref()).flat_map(|headers| headers.iter()).any(|(key, header)| {
        let is_type = matches!(key, Some(Constant::Text(name)) if name.eq_ignore_ascii_case("content-type"));
        is_type && header.text().is_some_and(|kind| !kind.contains("html") && !kind.contains("xml"))
    })
}

fn first_of_tuple(value: &Arc<Value>) -> &Arc<Value> {
    match &value.items {
        Some(items) if value.is_a("tuple") => items.first().map_or(value, |(_, first)| first),
        _ => value,
    }
}

fn sink_wording(rule: &Rule<Sink>) -> Wording<'_> {
    Wording {
        rule: &rule.pattern.rule,
        weakness: rule.weakness,
        cwe: rule.pattern.cwe.as_deref(),
        severity: rule.pattern.severity,
        message: &rule.pattern.message,
        instead: &rule.pattern.instead,
        fixes: &rule.pattern.fix,
    }
}

fn misuse_wording(rule: &Rule<Misuse>) -> Wording<'_> {
    Wording {
        rule: &rule.pattern.rule,
        weakness: rule.weakness,
        cwe: rule.pattern.cwe.as_deref(),
        severity: rule.pattern.severity,
        message: &rule.pattern.message,
        instead: &rule.pattern.instead,
        fixes: &rule.pattern.fix,
    }
}

/// At most `limit` bytes, at a character's end.
fn cut(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// One line, not longer than a message wants it.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut short: String = line.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

/// One defect, one finding: of findings of one rule at one place, the surest stays.
fn merge(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.range.start, finding.range.end);
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule)).then_with(|| b.confidence.cmp(&a.confidence))
    });
    findings.dedup_by(|next, kept| next.range == kept.range && next.rule == kept.rule);
    // A whole call and an argument of it are one place. What lies inside comes behind, and not far.
    let is_inner = |outer: &Finding, inner: &Finding| {
        inner.rule == outer.rule
            && outer.range.start < inner.range.start
            && inner.range.end <= outer.range.end
            && inner.confidence >= outer.confidence
    };
    let keep: Vec<bool> = (0..findings.len())
        .map(|at| {
            let outer = &findings[at];
            let inside = findings[at + 1..].iter().take_while(|inner| inner.range.start < outer.range.end);
            !inside.into_iter().any(|inner| is_inner(outer, inner))
        })
        .collect();
    let mut kept = keep.into_iter();
    findings.retain(|_| kept.next().unwrap_or(true));
    findings
}

/// The same statement twice in one function gives different fingerprints.
fn number_fingerprints(findings: &mut [Finding]) {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = format!("{}-{count}", finding.fingerprint);
        }
    }
}
