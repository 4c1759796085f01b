//! Positions of the protocol and bytes of the text, in the encoding that the client and the server agreed on.
//!
//! Every function here is total: a position outside the text is moved to the nearest place inside it, and one in the
//! middle of a character to its beginning.

use ropey::{Rope, RopeSlice};
use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, what every client understands.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The cheapest one that the client offers; UTF-16 where it says nothing that is known.
    pub fn negotiate(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        let offered = offered.unwrap_or_default();
        if offered.contains(&PositionEncodingKind::UTF8) {
            Encoding::Utf8
        } else if offered.contains(&PositionEncodingKind::UTF32) && !offered.contains(&PositionEncodingKind::UTF16) {
            Encoding::Utf32
        } else {
            Encoding::Utf16
        }
    }

    /// Its name in the protocol.
    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
            Encoding::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// The byte at a position.
    pub fn byte(self, rope: &Rope, position: Position) -> usize {
        let line = position.line as usize;
        if line >= rope.len_lines() {
            return rope.len_bytes();
        }
        let column = position.character as usize;
        let start = rope.line_to_char(line);
        let end = start + visible_chars(rope.line(line));
        let char = match self {
            Encoding::Utf8 => rope.byte_to_char((rope.char_to_byte(start) + column).min(rope.char_to_byte(end))),
            Encoding::Utf16 => {
                let unit = rope.char_to_utf16_cu(start) + column;
                rope.utf16_cu_to_char(unit.min(rope.char_to_utf16_cu(end)))
            }
            Encoding::Utf32 => start + column,
        };
        rope.char_to_byte(char.min(end))
    }

    /// The position of a byte.
    pub fn position(self, rope: &Rope, byte: usize) -> Position {
        let mut byte = byte.min(rope.len_bytes());
        let line = rope.byte_to_line(byte);
        let start = rope.line_to_byte(line);
        // Inside a character: before it.
        let before = loop {
            match rope.get_byte_slice(start..byte) {
                Some(before) => break before,
                None => byte -= 1,
            }
        };
        let length = match self {
            Encoding::Utf8 => before.len_bytes(),
            Encoding::Utf16 => before.len_utf16_cu(),
            Encoding::Utf32 => before.len_chars(),
        };
        // Inside a line end: before it.
        let is_in_end = before.len_chars().checked_sub(1).and_then(|last| before.get_char(last)) == Some('\r');
        let column = length - usize::from(is_in_end);
        Position::new(narrow(line), narrow(column))
    }

    /// The bytes of a range; `None` if it ends before it begins.
    pub fn bytes(self, rope: &Rope, range: Range) -> Option<std::ops::Range<usize>> {
        if range.end < range.start {
            return None;
        }
        Some(self.byte(rope, range.start)..self.byte(rope, range.end))
    }

    /// The range of bytes.
    pub fn range(self, rope: &Rope, bytes: &std::ops::Range<usize>) -> Range {
        Range::new(self.position(rope, bytes.start), self.position(rope, bytes.end))
    }
}

/// Characters of a line before its line end.
fn visible_chars(line: RopeSlice<'_>) -> usize {
    let len = line.len_chars();
    let last = |back: usize| len.checked_sub(back).and_then(|at| line.get_char(at));
    match (last(2), last(1)) {
        (Some('\r'), Some('\n')) => len - 2,
        (_, Some('\n' | '\r')) => len - 1,
        _ => len,
    }
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];
    /// One, two, three and four bytes of UTF-8; one and two units of UTF-16; every line end there is.
    const TEXT: &str = "aé€😀z\r\nzweite 😀\rdritte\n\u{2028}no line end\u{b}\u{c}\u{85}\n";

    #[test]
    fn columns_count_what_was_agreed() {
        let rope = Rope::from_str(TEXT);
        let z = TEXT.find('z').expect("there");
        for (encoding, column) in ALL.into_iter().zip([10, 5, 4]) {
            assert_eq!(encoding.position(&rope, z), Position::new(0, column));
            assert_eq!(encoding.byte(&rope, Position::new(0, column)), z);
        }
    }

    #[test]
    fn line_ends_are_those_of_the_protocol() {
        let rope = Rope::from_str(TEXT);
        assert_eq!(rope.len_lines(), 5);
        assert_eq!(rope.line_to_byte(3), TEXT.find('\u{2028}').expect("there"));
    }

    #[test]
    fn every_character_goes_there_and_back() {
        let rope = Rope::from_str(TEXT);
        for encoding in ALL {
            for (byte, _) in
                TEXT.char_indices().filter(|(at, _)| !TEXT[..*at].ends_with('\r') || !TEXT[*at..].starts_with('\n'))
            {
                assert_eq!(encoding.byte(&rope, encoding.position(&rope, byte)), byte, "{encoding:?} {byte}");
            }
            assert_eq!(encoding.byte(&rope, encoding.position(&rope, TEXT.len())), TEXT.len());
        }
    }

    #[test]
    fn positions_outside_the_text_are_moved_into_it() {
        let rope = Rope::from_str(TEXT);
        let first_line = TEXT.find('\r').expect("there");
        for encoding in ALL {
            assert_eq!(encoding.byte(&rope, Position::new(0, u32::MAX)), first_line);
            assert_eq!(encoding.byte(&rope, Position::new(u32::MAX, 7)), TEXT.len());
            assert_eq!(encoding.byte(&rope, Position::new(4, 9)), TEXT.len());
            assert_eq!(encoding.position(&rope, usize::MAX), Position::new(4, 0));
        }
        assert_eq!(Encoding::Utf16.byte(&Rope::from_str(""), Position::new(3, 3)), 0);
    }

    #[test]
    fn the_middle_of_a_character_is_its_beginning() {
        let rope = Rope::from_str(TEXT);
        let face = TEXT.find('😀').expect("there");
        assert_eq!(Encoding::Utf16.byte(&rope, Position::new(0, 4)), face);
        assert_eq!(Encoding::Utf8.byte(&rope, Position::new(0, 8)), face);
        assert_eq!(Encoding::Utf8.position(&rope, face + 2), Position::new(0, 6));
    }

    #[test]
    fn a_range_that_ends_before_it_begins_is_none() {
        let rope = Rope::from_str(TEXT);
        let range = Range::new(Position::new(1, 0), Position::new(0, 0));
        assert_eq!(Encoding::Utf16.bytes(&rope, range), None);
    }

    #[test]
    fn utf_8_is_preferred_and_utf_16_the_default() {
        let (utf8, utf16, utf32) =
            (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16, PositionEncodingKind::UTF32);
        assert_eq!(Encoding::negotiate(None), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[])), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[PositionEncodingKind::from("utf-7")])), Encoding::Utf16);
        assert_eq!(Encoding::negotiate(Some(&[utf16.clone(), utf8])), Encoding::Utf8);
        assert_eq!(Encoding::negotiate(Some(std::slice::from_ref(&utf32))), Encoding::Utf32);
        assert_eq!(Encoding::negotiate(Some(&[utf32, utf16])), Encoding::Utf16);
    }
}
