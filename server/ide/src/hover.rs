//! Hovers: what is wrong here, or what Rescue knows about the name under the cursor.

use crate::engine::{Engine, Hover};
use crate::finding::{Finding, FindingKind};
use rescue_knowledge::{Example, Knowledge, Weakness};
use rescue_syntax::ast::{Expr, ExprKind};
use rescue_syntax::document::Document;
use rescue_syntax::imports::Imports;
use rescue_syntax::layout::path_at;
use rescue_syntax::walk::{child_exprs, own_exprs};

/// The hover at an offset: a finding's, else that of a name that a pattern knows.
pub(crate) fn hover(engine: &Engine, doc: &Document, findings: &[Finding], offset: usize) -> Option<Hover> {
    let knowledge = engine.knowledge()?;
    let here = findings
        .iter()
        .filter(|finding| {
            finding.kind == FindingKind::Weakness && finding.range.start <= offset && offset <= finding.range.end
        })
        .min_by_key(|finding| finding.range.len());
    if let Some(finding) = here {
        return Some(Hover { range: finding.range.clone(), markdown: of_finding(knowledge, finding, doc.imports()) });
    }
    let (expr, path) = name_at(doc, offset)?;
    let imports = doc.imports();
    let qualified = imports.resolve(&path).unwrap_or(path);
    let weakness = engine.rules().weakness_of(&qualified).and_then(|index| knowledge.weaknesses.get(index))?;
    Some(Hover { range: doc.range(expr.span), markdown: of_name(engine, knowledge, &qualified, weakness, imports) })
}

/// The longest dotted name whose last part the offset touches.
fn name_at(doc: &Document, offset: usize) -> Option<(&Expr, String)> {
    let statement = *path_at(doc, offset).last()?;
    let pos = doc.pos(offset);
    let mut level = Vec::new();
    own_exprs(statement, &mut |expr| level.push(expr));
    loop {
        let around = level.into_iter().find(|expr: &&Expr| expr.span.touches(pos))?;
        let last = match &around.kind {
            ExprKind::Attribute { attribute, .. } => Some(attribute.span),
            ExprKind::Name(_) => Some(around.span),
            _ => None,
        };
        if last.is_some_and(|last| last.touches(pos)) {
            return dotted(around).map(|path| (around, path));
        }
        level = Vec::new();
        child_exprs(around, &mut |child| level.push(child));
    }
}

fn dotted(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Attribute { value, attribute } => Some(format!("{}.{}", dotted(value)?, attribute.name)),
        _ => None,
    }
}

fn of_finding(knowledge: &Knowledge, finding: &Finding, imports: &Imports) -> String {
    let cwe = finding.cwe.first().map_or("", String::as_str);
    let mut text = format!(
        "**{}** ([{cwe}]({})) — {}\n\n{}\n\n*Why:* {}\n\n*Instead:* {}\n",
        finding.name,
        link(cwe),
        finding.confidence.as_str(),
        finding.message,
        finding.why,
        finding.instead
    );
    let weakness = knowledge.weaknesses.iter().find(|weakness| finding.cwe.contains(&weakness.cwe));
    if let Some(weakness) = weakness {
        text.push_str(&guideline_and_example(knowledge, weakness, &finding.rule, imports));
    }
    text
}

/// A guideline and an example of the weakness: of the libraries that the file imports, where there is one.
fn guideline_and_example(knowledge: &Knowledge, weakness: &Weakness, rule: &str, imports: &Imports) -> String {
    let roots: Vec<&str> = imports.names().filter_map(|(_, target)| target.split('.').next()).collect();
    let fit = |example: &Example| {
        let of_rule = example.rules.iter().any(|own| own == rule);
        let shared = example.libraries.iter().filter(|library| roots.contains(&library.as_str())).count();
        (shared > 0, of_rule, shared)
    };
    let of_weakness = knowledge.examples.iter().filter(|example| example.cwe == weakness.cwe);
    // The first of those that fit best.
    let example = of_weakness.rev().max_by_key(|example| fit(example));
    let own = example
        .filter(|example| fit(example).0)
        .and_then(|example| weakness.guidelines.iter().find(|guideline| guideline.records.contains(&example.id)));
    let general = weakness.guidelines.iter().find(|guideline| guideline.records.is_empty());
    let mut text = String::new();
    if let Some(guideline) = own.or(general).or(weakness.guidelines.first()) {
        text.push_str(&format!("\n*Guideline:* {}\n", guideline.text));
    }
    if let Some(example) = example {
        text.push_str(&format!("\n*Example:* {}\n\n```python\n{}\n```\n", example.title, example.code.trim_end()));
    }
    text
}

fn of_name(engine: &Engine, knowledge: &Knowledge, qualified: &str, weakness: &Weakness, imports: &Imports) -> String {
    let mut text = format!(
        "`{qualified}` — Rescue watches it for **{}** ([{}]({})).\n\n{}\n",
        weakness.name,
        weakness.cwe,
        link(&weakness.cwe),
        weakness.summary
    );
    if let Some(cause) = weakness.causes.first() {
        text.push_str(&format!("\n*How it happens:* {}\n", cause.text));
    }
    let alternative = engine
        .rules()
        .alternatives
        .iter()
        .find(|alternative| alternative.insecure.iter().any(|name| name == qualified));
    if let Some(alternative) = alternative {
        text.push_str(&format!("\n*Better:* `{}`. {}\n", alternative.secure, alternative.note));
    }
    text.push_str(&guideline_and_example(knowledge, weakness, "", imports));
    text
}

/// MITRE's page of an entry.
pub fn link(cwe: &str) -> String {
    format!("https://cwe.mitre.org/data/definitions/{}.html", cwe.trim_start_matches("CWE-"))
}

/// Documentation of a completion, as Markdown.
pub(crate) fn documentation(engine: &Engine, key: &str) -> Option<String> {
    let knowledge = engine.knowledge()?;
    let (kind, rest) = key.split_once(':')?;
    match kind {
        "alternative" => {
            let alternative = engine.rules().alternatives.get(rest.parse::<usize>().ok()?)?;
            let weakness = knowledge.weaknesses.get(alternative.weakness)?;
            Some(format!(
                "{}\n\nPrevents **{}** ([{}]({})).\n\n{}",
                alternative.note,
                weakness.name,
                weakness.cwe,
                link(&weakness.cwe),
                weakness.summary
            ))
        }
        "misuse" => {
            let rule = engine.rules().misuses.get(rest.parse::<usize>().ok()?)?;
            let weakness = knowledge.weaknesses.get(rule.weakness)?;
            let instead = rule.pattern.instead.replace("{callee}", "this call").replace("{value}", "the value");
            Some(format!("{instead}\n\nPrevents **{}** ([{}]({})).", weakness.name, weakness.cwe, link(&weakness.cwe)))
        }
        "example" => {
            let example = knowledge.examples.iter().find(|example| example.id == rest)?;
            Some(format!(
                "*What goes wrong without it:* {}\n\n*Guideline:* {}\n\n```python\n{}\n```\n[{}]({})",
                example.cause,
                example.guideline,
                example.code.trim_end(),
                example.cwe,
                link(&example.cwe)
            ))
        }
        _ => None,
    }
}
