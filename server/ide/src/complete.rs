//! Completions: secure members after a dot, secure arguments inside a call, secure examples after a comment.

use crate::adapt::{Adapted, adapt};
use crate::completion::{Completion, CompletionKind};
use crate::engine::{CompleteOptions, Engine};
use crate::facets::task;
use crate::finding::{TextEdit, with_edits};
use crate::rules::Rules;
use rescue_knowledge::pattern::FixKind;
use rescue_knowledge::{Example, Facet, Knowledge, Options, Ranked};
use rescue_syntax::ast::{Expr, ExprKind};
use rescue_syntax::document::Document;
use rescue_syntax::finders::dotted_before;
use rescue_syntax::imports::Imports;
use rescue_syntax::layout::{
    call_at, comment_at, docstring_at, enclosing_functions, indentation_at, indentation_unit, newline,
};
use std::ops::Range;

/// Examples that one list offers at most.
const MOST_EXAMPLES: usize = 3;

/// What to offer at an offset; empty where Rescue has nothing useful to say.
pub(crate) fn complete(engine: &Engine, doc: &Document, offset: usize, options: &CompleteOptions) -> Vec<Completion> {
    let Some(knowledge) = engine.knowledge() else {
        return Vec::new();
    };
    let offset = floor(doc.text(), offset);
    let imports = doc.imports();
    let in_text = is_in_text(doc, offset);
    let in_comment = comment_at(doc, offset).is_some_and(|comment| comment.start < offset);
    if !in_text && !in_comment {
        if let Some((owner, typed)) = dotted_before(doc.text(), offset) {
            return members(engine.rules(), knowledge, imports, owner, typed);
        }
        let found = call_arguments(engine.rules(), knowledge, doc, imports, offset);
        if !found.is_empty() {
            return found;
        }
    }
    if options.trigger.is_some_and(|trigger| trigger != '\n') && !options.explicit {
        return Vec::new();
    }
    if asks_for_code(doc, offset, in_comment) { examples(engine, doc, offset) } else { Vec::new() }
}

/// The offset, moved back to a character's beginning.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn is_in_text(doc: &Document, offset: usize) -> bool {
    let node = doc.tree().root_node().descendant_for_byte_range(offset.saturating_sub(1), offset);
    let mut at = node;
    while let Some(node) = at {
        if node.kind() == "interpolation" {
            return false;
        }
        if node.kind() == "string" {
            return node.start_byte() < offset && (offset < node.end_byte() || docstring_at(doc, offset).is_some());
        }
        at = node.parent();
    }
    false
}

/// The cursor stands where code that a comment or docstring describes comes next: behind the comment, or on an empty
/// line below it or below a docstring.
fn asks_for_code(doc: &Document, offset: usize, in_comment: bool) -> bool {
    let line = doc.line_of(offset);
    let range = doc.line_range(line);
    if in_comment {
        let after = doc.text().get(offset..range.end).unwrap_or_default();
        return after.trim().is_empty() && task(doc, offset).is_some_and(|task| task.split_whitespace().count() >= 3);
    }
    if !doc.line_text(line).trim().is_empty() {
        return false;
    }
    task(doc, offset).is_some() || follows_docstring(doc, line)
}

fn follows_docstring(doc: &Document, line: usize) -> bool {
    let Some(above) = line.checked_sub(1) else {
        return false;
    };
    let range = doc.line_range(above);
    let text = doc.line_text(above).trim_end();
    let end = range.start + text.len();
    docstring_at(doc, end.saturating_sub(1)).is_some_and(|docstring| doc.byte(docstring.span.end) == end)
}

/// Secure members of a module that has insecure ones.
fn members(
    rules: &Rules,
    knowledge: &Knowledge,
    imports: &Imports,
    owner: &str,
    typed: Range<usize>,
) -> Vec<Completion> {
    let Some(module) = imports.resolve(owner).or_else(|| Some(owner.to_owned())) else {
        return Vec::new();
    };
    let mut found: Vec<Completion> = Vec::new();
    for (index, alternative) in rules.alternatives.iter().enumerate() {
        let Some((parent, member)) = alternative.secure.rsplit_once('.') else {
            continue;
        };
        let replaced: Vec<&str> = alternative
            .insecure
            .iter()
            .filter_map(|name| name.rsplit_once('.'))
            .filter(|(parent, _)| *parent == module)
            .map(|(_, member)| member)
            .collect();
        if parent != module || replaced.is_empty() || found.iter().any(|known| known.label == member) {
            continue;
        }
        let Some(weakness) = knowledge.weaknesses.get(alternative.weakness) else {
            continue;
        };
        let snippet = alternative.snippet.clone().unwrap_or_else(|| member.to_owned());
        found.push(Completion {
            kind: CompletionKind::Member,
            label: member.to_owned(),
            detail: format!("instead of {}: {}", replaced.join(", "), weakness.name),
            key: format!("alternative:{index}"),
            replace: typed.clone(),
            plain: without_placeholders(&snippet),
            snippet,
            additional: Vec::new(),
            filter: member.to_owned(),
            score: 0.9,
        });
    }
    found
}

/// Keywords that make the call under the cursor secure.
fn call_arguments(
    rules: &Rules,
    knowledge: &Knowledge,
    doc: &Document,
    imports: &Imports,
    offset: usize,
) -> Vec<Completion> {
    let Some(call) = call_at(doc, offset) else {
        return Vec::new();
    };
    let typed = word_before(doc.text(), offset);
    let before = doc.text().get(..typed.start).unwrap_or_default().trim_end();
    if !before.ends_with(['(', ',']) {
        return Vec::new();
    }
    let Some(name) = dotted(call.function) else {
        return Vec::new();
    };
    let qualified = imports.resolve(&name).unwrap_or(name);
    let mut found: Vec<Completion> = Vec::new();
    for &index in rules.misuse_calls.get(qualified.as_str()).into_iter().flatten() {
        let Some(rule) = rules.misuses.get(index) else {
            continue;
        };
        for fix in rule.pattern.fix.iter().filter(|fix| fix.kind == FixKind::Call && fix.callee.is_none()) {
            for (keyword, value) in &fix.set {
                let is_there = call.args.iter().any(|arg| arg.keyword.as_ref().is_some_and(|own| own.name == *keyword));
                let label = format!("{keyword}={}", value.replace('`', ""));
                if is_there || found.iter().any(|known| known.label == label) {
                    continue;
                }
                let (text, additional) = spelled(doc, imports, value, offset);
                let Some(weakness) = knowledge.weaknesses.get(rule.weakness) else {
                    continue;
                };
                let plain = format!("{keyword}={text}");
                found.push(Completion {
                    kind: CompletionKind::Argument,
                    label,
                    detail: weakness.name.clone(),
                    key: format!("misuse:{index}"),
                    replace: typed.clone(),
                    snippet: plain.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}"),
                    plain,
                    additional,
                    filter: keyword.clone(),
                    score: 0.8,
                });
            }
        }
    }
    found
}

/// A value in which names in backticks are qualified names, as this file writes it.
fn spelled(doc: &Document, imports: &Imports, value: &str, offset: usize) -> (String, Vec<TextEdit>) {
    let mut text = String::new();
    let mut edits = Vec::new();
    for (index, part) in value.split('`').enumerate() {
        if index % 2 == 0 {
            text.push_str(part);
            continue;
        }
        let (written, insertion) = imports.spelling_of(doc, part, offset);
        text.push_str(&written);
        edits.extend(
            insertion.map(|insertion| TextEdit { range: insertion.offset..insertion.offset, text: insertion.text }),
        );
    }
    (text, edits)
}

fn dotted(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Attribute { value, attribute } => Some(format!("{}.{}", dotted(value)?, attribute.name)),
        _ => None,
    }
}

fn word_before(text: &str, offset: usize) -> Range<usize> {
    let before = text.get(..offset).unwrap_or_default();
    let kept = before.trim_end_matches(|letter: char| letter.is_alphanumeric() || letter == '_');
    kept.len()..offset
}

/// Secure examples for what the comment, docstring or function around the offset describes.
pub(crate) fn examples(engine: &Engine, doc: &Document, offset: usize) -> Vec<Completion> {
    let Some(snapshot) = engine.snapshot() else {
        return Vec::new();
    };
    let offset = floor(doc.text(), offset);
    // Without words about what is to be written there is nothing to go by but a guess.
    let described = task(doc, offset).is_some()
        || enclosing_functions(doc, offset).last().is_some_and(|function| function.docstring().is_some());
    if !described {
        return Vec::new();
    }
    let query = engine.facets(doc, offset);
    let options = Options { examples: MOST_EXAMPLES, ..Options::default() };
    let retrieved = match snapshot.retrieve(&query, &options) {
        Ok(retrieved) => retrieved,
        Err(error) => {
            tracing::warn!("retrieval failed: {error}");
            return Vec::new();
        }
    };
    let knowledge = snapshot.knowledge();
    let found = retrieved.examples.iter().filter_map(|ranked| {
        let example = knowledge.examples.get(ranked.index).filter(|_| is_sure(ranked))?;
        insertion(knowledge, doc, example, offset, ranked.score)
    });
    let known = engine.check_small(doc);
    found.filter(|completion| is_sound(engine, doc, completion, known)).take(MOST_EXAMPLES).collect()
}

/// Whether the task says nearly the same, or the code already calls what the example is about: a list that nobody asked
/// for is worse than none.
fn is_sure(ranked: &Ranked) -> bool {
    /// Cosine from which two wordings are of one task.
    const SAME_TASK: f32 = 0.5;
    ranked.evidence.iter().any(|evidence| match evidence.facet {
        Facet::Task => evidence.score >= SAME_TASK,
        Facet::Api => evidence.score > 0.0,
        _ => false,
    })
}

/// Whether the file parses as well as before with the completion in it, and has no more findings.
fn is_sound(engine: &Engine, doc: &Document, completion: &Completion, known: Option<usize>) -> bool {
    let mut edits = completion.additional.clone();
    edits.push(TextEdit { range: completion.replace.clone(), text: completion.plain.clone() });
    edits.sort_by_key(|edit| edit.range.start);
    let with = with_edits(doc, &edits);
    let parses = !with.module().has_errors || doc.module().has_errors;
    parses && engine.check_small(&with).zip(known).is_none_or(|(now, before)| now <= before)
}

/// An example as a completion: on the cursor's line where that is empty, else on a line of its own below.
fn insertion(
    knowledge: &Knowledge,
    doc: &Document,
    example: &Example,
    offset: usize,
    score: f32,
) -> Option<Completion> {
    let line = doc.line_of(offset);
    let range = doc.line_range(line);
    let text = doc.line_text(line);
    let is_empty = text.trim().is_empty();
    let indent = if is_empty {
        text.get(..offset - range.start).unwrap_or_default().to_owned()
    } else {
        block_indent(doc, offset)
    };
    let Adapted { snippet, plain, imports } = adapt(doc, &example.code, offset, &indent)?;
    let (replace, lead) = if is_empty {
        (offset..range.start + text.trim_end_matches(['\r', '\n']).len().max(offset - range.start), String::new())
    } else {
        (offset..offset, format!("{}{indent}", newline(doc)))
    };
    let weakness = knowledge.weaknesses.iter().find(|weakness| weakness.cwe == example.cwe)?;
    let filter = doc.text().get(replace.start.min(offset)..offset).unwrap_or_default().to_owned();
    let unproven = if example.unproven { ", unproven" } else { "" };
    Some(Completion {
        kind: CompletionKind::Example,
        label: example.title.clone(),
        detail: format!("prevents {} ({}{unproven})", weakness.name, weakness.cwe),
        key: format!("example:{}", example.id),
        replace,
        snippet: format!("{}{snippet}", lead.replace('$', "\\$")),
        plain: format!("{lead}{plain}"),
        additional: imports,
        filter,
        score,
    })
}

/// Indentation of what comes after the line: one step deeper behind a header.
fn block_indent(doc: &Document, offset: usize) -> String {
    let indent = indentation_at(doc, offset).to_owned();
    let text = doc.line_text(doc.line_of(offset)).trim_end();
    if text.ends_with(':') && !text.trim_start().starts_with('#') {
        return indent + &indentation_unit(doc);
    }
    indent
}

/// A snippet's text with its placeholders' defaults.
pub(crate) fn without_placeholders(snippet: &str) -> String {
    let mut plain = String::new();
    let mut letters = snippet.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            '$' if letters.peek() == Some(&'{') => {
                letters.next();
                while letters.peek().is_some_and(char::is_ascii_digit) {
                    letters.next();
                }
                if letters.peek() == Some(&':') {
                    letters.next();
                }
            }
            '$' => while letters.next_if(char::is_ascii_digit).is_some() {},
            '}' => {}
            _ => plain.push(letter),
        }
    }
    plain
}
