//! Unified diffs.

use super::output::{Paint, Tone, printable};
use similar::{ChangeTag, TextDiff};
use std::borrow::Cow;

/// The diff from one text to another, as `patch` and `git apply` read it.
pub(crate) fn unified(old: &str, new: &str, name: &str, context: usize, paint: Paint) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut unified = diff.unified_diff();
    unified.context_radius(context);
    let mut text = format!(
        "{}\n{}\n",
        paint.tone(Tone::Bold, format!("--- a/{}", printable(name))),
        paint.tone(Tone::Bold, format!("+++ b/{}", printable(name)))
    );
    for hunk in unified.iter_hunks() {
        text.push_str(&paint.tone(Tone::Cyan, hunk.header()));
        text.push('\n');
        for change in hunk.iter_changes() {
            text.push_str(&line(change.tag(), change.value(), paint));
            if change.missing_newline() {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// One line; painted, its end stays outside of the paint.
fn line(tag: ChangeTag, value: &str, paint: Paint) -> String {
    let content = value.strip_suffix('\n').unwrap_or(value);
    let end = &value[content.len()..];
    // A terminal is shown what it can't be steered by; a file gets what `patch` needs.
    let content = if paint.0 { Cow::Owned(printable(content.trim_end_matches('\r'))) } else { Cow::Borrowed(content) };
    match tag {
        ChangeTag::Equal => format!(" {content}{end}"),
        ChangeTag::Delete => format!("{}{end}", paint.tone(Tone::Red, format!("-{content}"))),
        ChangeTag::Insert => format!("{}{end}", paint.tone(Tone::Green, format!("+{content}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_has_headers_hunks_and_says_where_a_line_end_is_missing() {
        let text = unified("a\nb\nc", "a\nB\nc", "x.py", 3, Paint(false));
        assert_eq!(text, "--- a/x.py\n+++ b/x.py\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n\\ No newline at end of file\n");
    }
}
