//! Text as an editor holds it: positions in any of the protocol's encodings, and edits.
//!
//! Written from the protocol's text and not from the server's code, so that the two can disagree.

use serde_json::{Value, json};
use std::ops::Range;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// All of them.
    pub const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    /// Its name in the protocol.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        }
    }

    /// How much a character counts.
    fn width(self, character: char) -> usize {
        match self {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}

/// The bytes of every line without its end; lines end at `\n`, `\r\n` and `\r`.
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let end = match (byte, bytes.get(at + 1)) {
            (b'\r', Some(b'\n')) => 2,
            (b'\r' | b'\n', _) => 1,
            _ => 0,
        };
        if end > 0 {
            lines.push(start..at);
            start = at + end;
        }
        at += end.max(1);
    }
    lines.push(start..bytes.len());
    lines
}

/// The position of a byte.
///
/// # Panics
/// If the byte is not at the beginning of a character of a line.
pub fn position(text: &str, byte: usize, encoding: Encoding) -> Value {
    let lines = lines(text);
    let line = lines.iter().rposition(|line| line.start <= byte).expect("the first line begins at 0");
    let before = &text[lines[line].start..byte.min(lines[line].end)];
    let column: usize = before.chars().map(|character| encoding.width(character)).sum();
    json!({"line": line, "character": column})
}

/// The range of bytes.
pub fn range(text: &str, bytes: &Range<usize>, encoding: Encoding) -> Value {
    json!({"start": position(text, bytes.start, encoding), "end": position(text, bytes.end, encoding)})
}

/// The byte at a position, clamped into the text.
///
/// # Panics
/// If it is no position, or one inside a character.
pub fn byte(text: &str, position: &Value, encoding: Encoding) -> usize {
    let number = |key: &str| position[key].as_u64().unwrap_or_else(|| panic!("not a position: {position}"));
    let (line, column) = (number("line"), number("character"));
    let lines = lines(text);
    let Some(line) = usize::try_from(line).ok().and_then(|line| lines.get(line)) else {
        return text.len();
    };
    let mut counted = 0;
    for (at, character) in text[line.clone()].char_indices() {
        if counted >= column {
            assert_eq!(counted, column, "{position} is inside a character");
            return line.start + at;
        }
        counted += encoding.width(character) as u64;
    }
    line.end
}

/// The bytes of a range.
///
/// # Panics
/// If it is no range.
pub fn bytes(text: &str, range: &Value, encoding: Encoding) -> Range<usize> {
    byte(text, &range["start"], encoding)..byte(text, &range["end"], encoding)
}

/// Applies the protocol's text edits, all of which mean the text before any of them.
///
/// # Panics
/// If two of them overlap, or one is malformed.
pub fn apply(text: &str, edits: &[Value], encoding: Encoding) -> String {
    let mut edits: Vec<(Range<usize>, &str)> = edits
        .iter()
        .map(|edit| {
            let new = edit["newText"].as_str().unwrap_or_else(|| panic!("no text edit: {edit}"));
            (bytes(text, &edit["range"], encoding), new)
        })
        .collect();
    // Stable: insertions at one place come in the order in which they are listed.
    edits.sort_by_key(|(range, _)| range.start);
    let (mut result, mut at) = (String::new(), 0);
    for (range, new) in edits {
        assert!(at <= range.start, "edits overlap at byte {}", range.start);
        result.push_str(&text[at..range.start]);
        result.push_str(new);
        at = range.end;
    }
    result.push_str(&text[at..]);
    result
}

/// The text edits that a workspace edit holds for one document, whichever of its two forms it has.
///
/// # Panics
/// If it has none for this document, or touches another one.
pub fn edits_of<'a>(edit: &'a Value, uri: &str) -> &'a [Value] {
    if let Some(changes) = edit["documentChanges"].as_array() {
        let [change] = &changes[..] else { panic!("one document was to change: {edit}") };
        assert_eq!(change["textDocument"]["uri"], uri);
        return change["edits"].as_array().expect("a list of edits");
    }
    let changes = edit["changes"].as_object().unwrap_or_else(|| panic!("not a workspace edit: {edit}"));
    assert!(changes.len() == 1 && changes.contains_key(uri), "only {uri} was to change: {edit}");
    changes[uri].as_array().expect("a list of edits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_what_the_encoding_says() {
        let text = "a\r\n😀é\rz\n";
        assert_eq!(lines(text), [0..1, 3..9, 10..11, 12..12]);
        let columns = Encoding::ALL.map(|encoding| position(text, 9, encoding)["character"].as_u64());
        assert_eq!(columns, [Some(6), Some(3), Some(2)]);
        for encoding in Encoding::ALL {
            for at in [0, 1, 3, 7, 9, 10, 12] {
                assert_eq!(byte(text, &position(text, at, encoding), encoding), at);
            }
            assert_eq!(byte(text, &json!({"line": 9, "character": 9}), encoding), text.len());
            assert_eq!(byte(text, &json!({"line": 0, "character": 9}), encoding), 1);
        }
    }

    #[test]
    fn edits_apply_to_the_text_before_all_of_them() {
        let edit = |a: u32, b: u32, new: &str| json!({"range": {"start": {"line": 0, "character": a}, "end": {"line": 0, "character": b}}, "newText": new});
        let edits = [edit(4, 5, "E"), edit(0, 0, "x"), edit(0, 1, "A")];
        assert_eq!(apply("abcde", &edits, Encoding::Utf16), "xAbcdE");
    }
}
