//! What stands before the cursor while it is being typed, and may not parse yet.

use std::ops::Range;

/// The dotted name before the last dot, and the range of what has been typed after it: `yaml.lo|` gives `yaml` and the
/// range of `lo`. None where the cursor is not behind a dot of a plain name.
pub fn dotted_before(text: &str, offset: usize) -> Option<(&str, Range<usize>)> {
    let before = text.get(..offset)?;
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let head = before.trim_end_matches(is_word);
    let owner_end = head.strip_suffix('.')?;
    let start = owner_end.trim_end_matches(|letter: char| is_word(letter) || letter == '.').len();
    let owner = owner_end.get(start..)?;
    let is_name = owner.starts_with(|first: char| first.is_alphabetic() || first == '_');
    is_name.then_some((owner, head.len()..offset))
}
