//! What a fix makes of a block, against the diff that the specification shows.

use super::markdown::{ExpectedFix, File};
use super::run::{Edit, Finding};

/// Whether the fix of this title, applied to every finding that offers it, gives what the diff says.
///
/// # Errors
/// What is different.
pub(super) fn check(file: &File, found: &[Finding], expected: &ExpectedFix) -> Result<(), String> {
    let mut edits: Vec<Edit> = Vec::new();
    for fix in found.iter().filter_map(|finding| finding.fixes.iter().find(|fix| fix.title == expected.title)) {
        edits.extend(fix.edits.iter().cloned());
    }
    if edits.is_empty() {
        let offered: Vec<&str> =
            found.iter().flat_map(|finding| &finding.fixes).map(|fix| fix.title.as_str()).collect();
        return Err(format!("no fix `{}` is offered; these are: {}", expected.title, offered.join("; ")));
    }
    // Two findings may ask for one import.
    edits.sort();
    edits.dedup();
    let wanted = patched(&file.lines, &expected.diff)?;
    let made = applied(&file.text(), &edits);
    if made == wanted { Ok(()) } else { Err(format!("`{}` makes something else:\n{made}", expected.title)) }
}

/// A text with changes that are sorted and do not overlap.
fn applied(text: &str, edits: &[Edit]) -> String {
    let mut made = text.to_owned();
    for edit in edits.iter().rev() {
        made.replace_range(offset(text, edit.start)..offset(text, edit.end), &edit.text);
    }
    made
}

/// Where a line and a column, which count from 1, are in a text.
fn offset(text: &str, (line, column): (usize, usize)) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// Lines with the hunks of a diff applied to them; each hunk is where its old lines first stand.
fn patched(lines: &[String], diff: &[String]) -> Result<String, String> {
    let mut made = lines.to_vec();
    let mut from = 0;
    for hunk in diff.split(|line| line.starts_with("@@")).filter(|hunk| !hunk.is_empty()) {
        let side = |sign: char| {
            let lines = hunk.iter().filter(move |line| !line.starts_with(sign));
            lines.map(|line| line.get(1..).unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        let (old, new) = (side('+'), side('-'));
        let at = (from..=made.len().saturating_sub(old.len())).find(|&at| made[at..].starts_with(&old));
        let at = at.ok_or_else(|| format!("the block does not have the lines\n{}", old.join("\n")))?;
        from = at + new.len();
        made.splice(at..at + old.len(), new);
    }
    Ok(made.iter().map(|line| format!("{line}\n")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_applies_where_its_lines_are() {
        let lines = ["a", "b", "c", "d"].map(str::to_owned);
        let diff = [" a", "+x", "@@", "-c", "+y", " d"].map(str::to_owned);
        assert_eq!(patched(&lines, &diff).as_deref(), Ok("a\nx\nb\ny\nd\n"));
        assert!(patched(&lines, &["-z".to_owned()]).is_err());
    }

    #[test]
    fn edits_count_characters() {
        let edit = Edit { start: (2, 2), end: (2, 3), text: "ab".to_owned() };
        assert_eq!(applied("x\néöü\n", &[edit]), "x\néabü\n");
    }
}
