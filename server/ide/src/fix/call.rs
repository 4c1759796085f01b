//! `call`: another callee, arguments dropped, keywords set.

use super::Bench;
use crate::conditions::arguments;
use crate::finding::TextEdit;
use rescue_knowledge::pattern::Fix;
use rescue_syntax::flow::facts::{How, Passed};

/// Rewrites the call in place: what is not named stays as it was written.
pub(super) fn rewrite(bench: &Bench, fix: &Fix) -> Option<Vec<TextEdit>> {
    let call = bench.hit.call?;
    let mut edits = Vec::new();
    if let Some(callee) = &fix.callee {
        edits.push(TextEdit { range: bench.range(call.callee), text: bench.spell(callee) });
    }
    let dropped: Vec<&Passed> = fix.drop.iter().flat_map(|name| arguments(&call.args, name)).collect();
    let changes = !dropped.is_empty() || !fix.set.is_empty();
    if changes {
        edits.push(rewritten_arguments(bench, fix, &dropped)?);
    }
    Some(edits)
}

/// The argument list as one edit, so that commas come out right.
fn rewritten_arguments(bench: &Bench, fix: &Fix, dropped: &[&Passed]) -> Option<TextEdit> {
    let call = bench.hit.call?;
    let is_dropped = |passed: &Passed| dropped.iter().any(|gone| gone.whole == passed.whole);
    let mut written: Vec<String> = Vec::new();
    let mut set: Vec<&str> = Vec::new();
    for passed in &call.args {
        if is_dropped(passed) {
            continue;
        }
        let replacement = match &passed.how {
            How::Keyword(name) => fix.set.get_key_value(&**name),
            _ => None,
        };
        match replacement {
            Some((name, value)) => {
                set.push(name);
                written.push(format!("{name}={}", bench.spell_all(value)));
            }
            None => {
                let text = bench.text(passed.whole).to_owned();
                if written.last() != Some(&text) || passed.how != How::Starred {
                    written.push(text);
                }
            }
        }
    }
    for (name, value) in fix.set.iter().filter(|(name, _)| !set.contains(&name.as_str())) {
        let at = written.iter().position(|text| text.starts_with("**")).unwrap_or(written.len());
        written.insert(at, format!("{name}={}", bench.spell_all(value)));
    }
    let (start, end) = parentheses(bench)?;
    let source = bench.checker.doc.text();
    let is_multiline = source.get(start..end)?.contains('\n');
    let text = match (is_multiline, call.args.first()) {
        // Arguments on lines of their own stay there.
        (true, Some(first)) if source.get(start..bench.range(first.whole).start)?.contains('\n') => {
            let indent = source.get(start..bench.range(first.whole).start)?;
            let tail = source.get(bench.range(call.args.last()?.whole).end..end)?;
            format!("{indent}{}{tail}", written.join(&format!(",{indent}")))
        }
        _ => written.join(", "),
    };
    Some(TextEdit { range: start..end, text })
}

/// Offsets between the parentheses of the call.
pub(super) fn parentheses(bench: &Bench) -> Option<(usize, usize)> {
    let call = bench.hit.call?;
    let source = bench.checker.doc.text();
    let after = bench.range(call.callee).end;
    let end = bench.range(call.span).end.checked_sub(1)?;
    let open = source.get(after..end)?.find('(')? + after;
    (source.as_bytes().get(end) == Some(&b')')).then_some((open + 1, end))
}
