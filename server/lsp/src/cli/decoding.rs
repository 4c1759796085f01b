//! The bytes of a Python file as text, by PEP 263, and back.

/// How a file spells its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 that begins with a byte order mark.
    Utf8WithMark,
    /// A declared encoding of one byte a character with ASCII as its lower half. It is read as ISO-8859-1: what is not
    /// ASCII stands only in strings, comments and names, and every byte comes back as it was.
    OneByte,
}

const MARK: &[u8] = b"\xef\xbb\xbf";

/// The text of a file, or a sentence about why it has none.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), String> {
    let marked = bytes.starts_with(MARK);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("it is written in UTF-16, which Python does not read; save it as UTF-8".to_owned());
    }
    if bytes.contains(&0) {
        return Err("it holds NUL bytes, so it is no Python source".to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(mut text) if marked => {
            text.drain(..MARK.len());
            Ok((text, Encoding::Utf8WithMark))
        }
        Ok(text) => Ok((text, Encoding::Utf8)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            other(error.as_bytes(), at)
        }
    }
}

/// The bytes of a text, or the character that the encoding does not have.
pub(crate) fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>, char> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf8WithMark => Ok([MARK, text.as_bytes()].concat()),
        Encoding::OneByte => text.chars().map(|c| u8::try_from(c).map_err(|_| c)).collect(),
    }
}

/// The bytes of lines out of a text; what the encoding does not have stays UTF-8.
pub(crate) fn encode_lines(text: &str, encoding: Encoding) -> Vec<u8> {
    let plain = if encoding == Encoding::Utf8WithMark { Encoding::Utf8 } else { encoding };
    encode(text, plain).unwrap_or_else(|_| text.as_bytes().to_vec())
}

/// Not UTF-8: what its declaration says decides.
fn other(bytes: &[u8], at: usize) -> Result<(String, Encoding), String> {
    let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    match declared(bytes) {
        Some(name) if is_one_byte(&name) => {
            Ok((bytes.iter().map(|byte| char::from(*byte)).collect(), Encoding::OneByte))
        }
        Some(name) if name.to_ascii_lowercase().starts_with("utf") => Err(format!("line {line} is not UTF-8")),
        Some(name) => Err(format!("it is written in `{name}`, which Rescue does not read; save it as UTF-8")),
        None => Err(format!("line {line} is not UTF-8 and the file declares no other encoding (PEP 263)")),
    }
}

fn is_one_byte(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['_', '-'], "");
    ["latin", "iso8859", "l1", "koi8", "cp125", "windows125", "cp437", "cp850", "cp852", "cp866", "mac"]
        .iter()
        .any(|family| name.starts_with(family))
}

/// The encoding that one of the first two lines declares.
fn declared(bytes: &[u8]) -> Option<String> {
    bytes.split(|byte| *byte == b'\n').take(2).find_map(|line| {
        let line: String = line.iter().map(|byte| char::from(*byte)).collect();
        let comment = line.trim_start_matches([' ', '\t', '\x0c']).strip_prefix('#')?;
        let (_, rest) = comment.split_once("coding")?;
        let name = rest.strip_prefix([':', '='])?.trim_start_matches([' ', '\t']);
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(name.len());
        (end > 0).then(|| name[..end].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_and_without_a_mark() {
        assert_eq!(decode(b"x = 1\n".to_vec()), Ok(("x = 1\n".to_owned(), Encoding::Utf8)));
        let (text, encoding) = decode(b"\xef\xbb\xbfx = 1\n".to_vec()).expect("text");
        assert_eq!((text.as_str(), encoding), ("x = 1\n", Encoding::Utf8WithMark));
        assert_eq!(encode(&text, encoding), Ok(b"\xef\xbb\xbfx = 1\n".to_vec()));
    }

    #[test]
    fn a_declared_one_byte_encoding_comes_back_as_it_was() {
        let bytes = b"#!/usr/bin/python\n# -*- coding: latin-1 -*-\nx = '\xe9'\n".to_vec();
        let (text, encoding) = decode(bytes.clone()).expect("text");
        assert!(text.contains('\u{e9}'));
        assert_eq!(encode(&text, encoding), Ok(bytes));
        assert_eq!(encode("\u{20ac}", Encoding::OneByte), Err('\u{20ac}'));
    }

    #[test]
    fn what_can_not_be_read_says_why() {
        assert!(decode(b"x = 1\ny = '\xe9'\n".to_vec()).is_err_and(|why| why.contains("line 2")));
        assert!(decode(b"# coding: shift_jis\n'\x83\x5c'\n".to_vec()).is_err_and(|why| why.contains("shift_jis")));
        assert!(decode(b"\xff\xfex\x00".to_vec()).is_err_and(|why| why.contains("UTF-16")));
        assert!(decode(b"\x00\x01".to_vec()).is_err_and(|why| why.contains("NUL")));
    }
}
