//! `replace`: a template in place of the call or the stored value.

use super::Bench;
use crate::finding::TextEdit;
use rescue_knowledge::pattern::Fix;
use rescue_syntax::flow::facts::How;

/// Replaces the call, the stored value or the mention.
pub(super) fn replace(bench: &Bench, fix: &Fix) -> Option<Vec<TextEdit>> {
    let text = fill(bench, fix.template.as_deref()?)?;
    let range = match (bench.hit.call, bench.hit.value) {
        (Some(call), _) => bench.range(call.span),
        (None, Some((_, span))) => bench.range(span),
        (None, None) => bench.range(bench.hit.span),
    };
    Some(vec![TextEdit { range, text }])
}

/// A template with argument texts and names put in; none where it asks for an argument that is not there.
pub(super) fn fill(bench: &Bench, template: &str) -> Option<String> {
    let mut result = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        result.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let close = after.find('}')?;
        let name = &after[..close];
        let is_placeholder = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        if is_placeholder {
            result.push_str(argument(bench, name)?);
        } else {
            result.push('{');
            result.push_str(name);
            result.push('}');
        }
        rest = &after[close + 1..];
    }
    result.push_str(rest);
    Some(bench.spell_all(&result))
}

fn argument<'a>(bench: &Bench<'a, '_>, name: &str) -> Option<&'a str> {
    let hit = bench.hit;
    match name {
        "receiver" => return hit.call?.receiver.as_ref().map(|(_, span)| bench.text(*span)),
        "callee" => return hit.callee.map(|span| bench.text(span)),
        "argument" | "value" => return hit.value.map(|(_, span)| bench.text(span)),
        _ => {}
    }
    let args = &hit.call?.args;
    let found = match name.parse::<usize>() {
        Ok(at) => args.iter().find(|passed| passed.how == How::Position(at)),
        Err(_) => args.iter().find(|passed| matches!(&passed.how, How::Keyword(keyword) if **keyword == *name)),
    };
    found.map(|passed| bench.text(passed.span))
}
