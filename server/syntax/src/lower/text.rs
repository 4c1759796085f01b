//! Texts: prefixes, escapes, interpolations.

use tree_sitter::Node;

use super::kinds::{Field, Kind};
use super::{Lowerer, field};
use crate::ast::{Text, TextPart};

impl<'t> Lowerer<'t> {
    /// A literal, or several that stand beside each other.
    pub(super) fn string(&mut self, node: Node<'t>, kind: Kind) -> Text {
        let mut text = Text { is_bytes: false, is_interpolated: false, parts: Vec::new() };
        if kind == Kind::Str {
            self.literal(node, &mut text);
        } else {
            for child in self.named(node) {
                self.literal(child.node, &mut text);
            }
        }
        text
    }

    fn literal(&mut self, node: Node<'t>, text: &mut Text) {
        let mut prefix = Prefix::default();
        for child in self.children(node) {
            match child.kind {
                Kind::StringStart => prefix = Prefix::read(self.slice(child.node)),
                Kind::StringContent => {
                    let value = self.content(child.node, prefix);
                    let span = self.span(child.node);
                    text.parts.push(TextPart::Constant { value, span });
                }
                Kind::Interpolation => {
                    let part = self.interpolation(child.node);
                    text.parts.push(part);
                }
                _ => {}
            }
        }
        text.is_bytes |= prefix.bytes;
        text.is_interpolated |= prefix.interpolated;
    }

    fn content(&mut self, node: Node<'t>, prefix: Prefix) -> String {
        let whole = self.slice(node);
        let mut value = String::with_capacity(whole.len());
        let mut at = 0;
        for child in self.children(node) {
            let start = child.node.start_byte().saturating_sub(node.start_byte());
            push_lines(&mut value, whole.get(at..start).unwrap_or(""));
            at = start + child.node.byte_range().len();
            let piece = self.slice(child.node);
            match child.kind {
                Kind::EscapeInterpolation => value.push_str(piece.get(..1).unwrap_or("")),
                Kind::EscapeSequence if !prefix.raw => unescape(&mut value, piece, prefix.bytes),
                _ => value.push_str(piece),
            }
        }
        push_lines(&mut value, whole.get(at..).unwrap_or(""));
        value
    }

    fn interpolation(&mut self, node: Node<'t>) -> TextPart {
        let children = self.children(node);
        let expr = match field(&children, Field::Expression) {
            Some(expr) => self.boxed(expr),
            None => Box::new(self.broken_expr(node)),
        };
        let of_kind = |kind: Kind| children.iter().find(|child| child.kind == kind).map(|child| child.node);
        TextPart::Interpolation {
            expr,
            conversion: of_kind(Kind::TypeConversion).and_then(|mark| self.slice(mark).chars().nth(1)),
            spec: of_kind(Kind::FormatSpecifier).map(|spec| self.slice(spec).trim_start_matches(':').to_owned()),
            span: self.span(node),
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Prefix {
    raw: bool,
    bytes: bool,
    interpolated: bool,
}

impl Prefix {
    fn read(start: &str) -> Prefix {
        let mut prefix = Prefix::default();
        for letter in start.chars() {
            match letter {
                'r' | 'R' => prefix.raw = true,
                'b' | 'B' => prefix.bytes = true,
                'f' | 'F' | 't' | 'T' => prefix.interpolated = true,
                _ => {}
            }
        }
        prefix
    }
}

/// Every line ending within a literal is `\n` to Python.
fn push_lines(value: &mut String, piece: &str) {
    if !piece.contains('\r') {
        value.push_str(piece);
        return;
    }
    value.push_str(&piece.replace("\r\n", "\n").replace('\r', "\n"));
}

fn unescape(value: &mut String, escape: &str, bytes: bool) {
    let body = escape.get(1..).unwrap_or("");
    let Some(letter) = body.chars().next() else {
        value.push('\\');
        return;
    };
    let simple = match letter {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'a' => Some('\x07'),
        'b' => Some('\x08'),
        'f' => Some('\x0c'),
        'v' => Some('\x0b'),
        '\\' | '\'' | '"' => Some(letter),
        _ => None,
    };
    if let Some(simple) = simple {
        value.push(simple);
        return;
    }
    match letter {
        '\r' | '\n' => {}
        'N' if !bytes => value.push('\u{fffd}'),
        'x' | 'u' | 'U' if letter == 'x' || !bytes => push_code(value, body.get(1..).unwrap_or(""), 16, escape),
        '0'..='7' => {
            let length = body.find(|at: char| !('0'..='7').contains(&at)).unwrap_or(body.len());
            push_code(value, body.get(..length).unwrap_or(body), 8, escape);
            value.push_str(body.get(length..).unwrap_or(""));
        }
        _ => value.push_str(escape),
    }
}

fn push_code(value: &mut String, digits: &str, radix: u32, escape: &str) {
    match u32::from_str_radix(digits, radix) {
        Ok(code) => value.push(char::from_u32(code).unwrap_or('\u{fffd}')),
        Err(_) => value.push_str(escape),
    }
}
