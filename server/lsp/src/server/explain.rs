//! A weakness as Markdown, for whoever asks about it by number.

use rescue_ide::Engine;
use rescue_knowledge::{Statement, Weakness};

/// Causes and guidelines shown of each.
const STATEMENTS: usize = 6;

/// What the knowledge base says about `CWE-89`, or about the weakness that it is another label of.
pub(super) fn weakness(engine: &Engine, cwe: &str) -> Option<String> {
    let all = &engine.knowledge()?.weaknesses;
    let found = all
        .iter()
        .find(|weakness| weakness.cwe == cwe)
        .or_else(|| all.iter().find(|weakness| weakness.also.iter().any(|also| also == cwe)))?;
    Some(page(found))
}

fn page(weakness: &Weakness) -> String {
    let Weakness { cwe, name, official_name, summary, .. } = weakness;
    let link = rescue_ide::link(cwe);
    let mut text = format!("# {name}\n\n[{cwe}: {official_name}]({link})\n\n{summary}\n");
    list(&mut text, "How it comes about", &weakness.causes);
    list(&mut text, "What prevents it", &weakness.guidelines);
    text
}

fn list(text: &mut String, title: &str, statements: &[Statement]) {
    if statements.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {title}\n\n"));
    for statement in statements.iter().take(STATEMENTS) {
        text.push_str(&format!("- {}\n", statement.text));
    }
}
