//! Half-written code, closed so that it parses.
//!
//! While somebody types, most of what is broken is one line: a bracket or a text that is still open, an operand or a
//! colon that is still to come. Closing it leaves the functions around it whole. What is put in shows nowhere: spans
//! are mapped back, and names and values that stand in for missing ones come out empty.

use tree_sitter::{Node, Tree};

use crate::ast::Span;

/// Where text was put in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shifts {
    /// Offset in the repaired text and length of every insertion, in order.
    inserted: Vec<(usize, usize)>,
}

impl Shifts {
    /// A span of the repaired text in terms of the text before.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        if self.inserted.is_empty() {
            return Span::of_bytes(start, end);
        }
        Span::of_bytes(self.back(start), self.back(end))
    }

    /// Whether anything was put in within or beside a range of the repaired text.
    pub(crate) fn touch(&self, range: &std::ops::Range<usize>) -> bool {
        self.inserted.iter().any(|(at, length)| *at <= range.end && range.start <= at + length)
    }

    fn back(&self, offset: usize) -> usize {
        let mut shift = 0;
        for (at, length) in self.inserted.iter().take_while(|(at, _)| *at < offset) {
            shift += (*length).min(offset - at);
        }
        offset - shift
    }
}

/// Text to put in at an offset of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Patch {
    pub(crate) offset: usize,
    pub(crate) text: String,
}

/// The text with patches applied, and where they are.
pub(crate) fn apply(text: &str, patches: &[Patch]) -> (String, Shifts) {
    let mut whole = String::with_capacity(text.len() + patches.len() * 4);
    let mut shifts = Shifts::default();
    let mut at = 0;
    for patch in patches {
        whole.push_str(text.get(at..patch.offset).unwrap_or(""));
        shifts.inserted.push((whole.len(), patch.text.len()));
        whole.push_str(&patch.text);
        at = patch.offset;
    }
    whole.push_str(text.get(at..).unwrap_or(""));
    (whole, shifts)
}

/// How many bytes of a tree did not parse.
pub(crate) fn broken_bytes(tree: &Tree) -> usize {
    let mut broken = 0;
    let mut open: Vec<Node<'_>> = vec![tree.root_node()];
    let mut cursor = tree.walk();
    while let Some(node) = open.pop() {
        if node.is_error() {
            broken += node.byte_range().len() + 1;
        } else if node.is_missing() {
            broken += 1;
        } else if node.has_error() {
            open.extend(node.children(&mut cursor).filter(|child| child.has_error() || child.is_missing()));
        }
    }
    broken
}

/// What closes the open lines of a text.
pub(crate) fn patches(text: &str) -> Vec<Patch> {
    let mut scan = Scan { text, at: 0, open: Vec::new(), triple: None, line: Line::default(), patches: Vec::new() };
    while scan.at < text.len() {
        scan.physical_line();
    }
    if let Some(quote) = scan.triple.take() {
        scan.patches.push(Patch { offset: text.len(), text: quote.to_string().repeat(3) });
        scan.line.end = text.len();
        scan.line.is_closed = true;
    }
    scan.finish();
    scan.patches
}

/// A logical line as far as it was read.
#[derive(Debug, Default)]
struct Line {
    is_active: bool,
    start: usize,
    indent: usize,
    /// One past its last byte of code.
    end: usize,
    has_colon: bool,
    /// The last byte of code ends a text.
    is_closed: bool,
    /// A blank line came since.
    gap: bool,
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    open: Vec<u8>,
    triple: Option<char>,
    line: Line,
    patches: Vec<Patch>,
}

impl Scan<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    fn physical_line(&mut self) {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let length = rest.find('\n').unwrap_or(rest.len());
        let physical = rest.get(..length).unwrap_or("");
        let code = physical.trim_start();
        let indent = physical.len() - code.len();
        if self.triple.is_none() {
            if code.is_empty() || code.starts_with('#') {
                self.line.gap |= code.is_empty();
                self.at = start + length + 1;
                return;
            }
            if self.line.is_active && !self.open.is_empty() && self.begins_statement(code, indent) {
                self.finish();
            }
            if !self.line.is_active {
                self.line = Line { is_active: true, start: start + indent, indent, ..Line::default() };
            }
            self.line.gap = false;
        }
        let continues = self.scan_line(start + length);
        self.at = self.at.max(start + length + 1);
        if !continues && self.open.is_empty() && self.triple.is_none() {
            self.finish();
        }
    }

    /// Whether a line inside brackets looks like a statement of its own.
    fn begins_statement(&self, code: &str, indent: usize) -> bool {
        let word: &str = code.split(|at: char| !at.is_alphanumeric() && at != '_').next().unwrap_or("");
        let never_inside = matches!(
            word,
            "def"
                | "class"
                | "return"
                | "import"
                | "raise"
                | "pass"
                | "while"
                | "try"
                | "with"
                | "elif"
                | "del"
                | "global"
                | "nonlocal"
                | "assert"
                | "break"
                | "continue"
                | "except"
                | "finally"
        );
        let ends_block =
            code.trim_end().ends_with(':') && matches!(word, "if" | "for" | "else" | "async" | "match" | "case");
        if code.starts_with(['"', '\'', ')', ']', '}']) || indent > self.line.indent {
            return never_inside && indent <= self.line.indent + 4 && word != "class";
        }
        let behind = code
            .get(word.len()..)
            .unwrap_or("")
            .trim_start_matches(|at: char| at.is_alphanumeric() || at == '_' || at == '.');
        let assigns = behind.starts_with(" = ") && !code.trim_end().ends_with([',', ')']);
        never_inside
            || ends_block
            || assigns
            || code.starts_with('@')
            || word == "from"
            || self.line.gap
            || indent < self.line.indent
    }

    /// Reads to the end of a physical line, or past it inside a triple-quoted text; says whether a backslash ends it.
    fn scan_line(&mut self, end: usize) -> bool {
        let mut at = self.at;
        loop {
            if let Some(quote) = self.triple {
                let Some(close) = self.close_of(at, quote) else {
                    self.at = self.text.len();
                    return false;
                };
                self.triple = None;
                self.line.end = close;
                self.line.is_closed = true;
                at = close;
                if at > end {
                    self.at = at;
                    return self.tail_of(at);
                }
            }
            if at >= end {
                return false;
            }
            match self.byte(at) {
                b'#' => return false,
                b'\\' if at + 1 >= end || self.byte(at + 1) == b'\r' => return true,
                quote @ (b'"' | b'\'') => {
                    at = self.text_literal(at, end, quote);
                    continue;
                }
                bracket @ (b'(' | b'[' | b'{') => self.open.push(bracket),
                b')' | b']' | b'}' => drop(self.open.pop()),
                b':' if self.open.is_empty() => self.line.has_colon = true,
                _ => {}
            }
            if !self.byte(at).is_ascii_whitespace() {
                self.line.end = at + 1;
                self.line.is_closed = false;
            }
            at += 1;
        }
    }

    /// What follows a triple-quoted text on its last line.
    fn tail_of(&mut self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        let end = at + rest.find('\n').unwrap_or(rest.len());
        self.at = at;
        let continues = self.scan_line(end);
        self.at = self.at.max(end + 1);
        continues
    }

    /// Past the end of a text; one that is still open at the end of the line is closed there.
    fn text_literal(&mut self, at: usize, end: usize, quote: u8) -> usize {
        if self.byte(at + 1) == quote && self.byte(at + 2) == quote {
            self.triple = Some(char::from(quote));
            return at + 3;
        }
        let mut next = at + 1;
        while next < end && self.byte(next) != quote {
            next += if self.byte(next) == b'\\' { 2 } else { 1 };
        }
        self.line.is_closed = true;
        if next < end {
            self.line.end = next + 1;
            return next + 1;
        }
        if next > end {
            // A backslash carries the text on to the next line, which is rare: it is left as it is.
            self.line.end = end;
            return end;
        }
        let kept = self.text.get(..end).map_or(end, |text| text.trim_end_matches('\r').len());
        let literal = self.text.get(at + 1..kept).unwrap_or("");
        let mut text = if self.is_interpolated(at) { missing_brace(literal).to_owned() } else { String::new() };
        text.push(char::from(quote));
        self.patches.push(Patch { offset: kept, text });
        self.line.end = kept;
        end
    }

    fn is_interpolated(&self, quote: usize) -> bool {
        let before = self.text.as_bytes().get(..quote).unwrap_or(&[]);
        before.iter().rev().take(2).take_while(|byte| byte.is_ascii_alphabetic()).any(|byte| b"fFtT".contains(byte))
    }

    /// One past the three quotes that end a text.
    fn close_of(&self, from: usize, quote: char) -> Option<usize> {
        let marks = quote.to_string().repeat(3);
        let mut at = from;
        loop {
            let found = at + self.text.get(at..)?.find(&marks)?;
            let slashes = self.text.get(at..found)?.bytes().rev().take_while(|byte| *byte == b'\\').count();
            if slashes % 2 == 0 {
                return Some(found + 3);
            }
            at = found + 1;
        }
    }

    /// Closes a logical line.
    fn finish(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut open = std::mem::take(&mut self.open);
        if !line.is_active {
            return;
        }
        let code = self.text.get(line.start..line.end).unwrap_or("");
        let offset = self.room_after(line.end, line.indent, !open.is_empty());
        let mut patch = String::new();
        if !line.is_closed {
            patch.push_str(missing_operand(code, open.last().copied()));
        }
        while let Some(bracket) = open.pop() {
            patch.push(match bracket {
                b'(' => ')',
                b'[' => ']',
                _ => '}',
            });
        }
        if !line.has_colon {
            patch.push_str(missing_header(code, &patch));
        }
        if !patch.is_empty() {
            self.patches.push(Patch { offset, text: patch });
        }
    }

    /// Past the white space behind a line, so that a cursor there is inside what is still open; in brackets past
    /// empty lines that are indented deeper too.
    fn room_after(&self, end: usize, indent: usize, in_brackets: bool) -> usize {
        let mut offset = end;
        let mut at = end;
        while let Some(rest) = self.text.get(at..) {
            let length = rest.find('\n').unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or("").trim_end_matches('\r');
            if !line.trim().is_empty() || (at > end && line.len() <= indent) {
                break;
            }
            offset = at + line.len();
            at += length + 1;
            if !in_brackets {
                break;
            }
        }
        offset
    }
}

/// What ends the last `{` of an interpolated text.
fn missing_brace(literal: &str) -> &'static str {
    let plain = literal.replace("{{", "  ").replace("}}", "  ");
    match (plain.rfind('{'), plain.rfind('}')) {
        (Some(open), close) if close.is_none_or(|close| close < open) => {
            let inner = plain.get(open + 1..).unwrap_or("").trim_end();
            if inner.is_empty() || inner.ends_with('.') { "_}" } else { "}" }
        }
        _ => "",
    }
}

/// What stands in for the operand that is still to come.
fn missing_operand(code: &str, bracket: Option<u8>) -> &'static str {
    let word = code.rsplit(|at: char| !at.is_alphanumeric() && at != '_').next().unwrap_or("");
    if code.ends_with("...") {
        return "";
    }
    if code.ends_with('.') {
        return if code.starts_with("from") { " import _" } else { "_" };
    }
    match word {
        "import" | "as" | "from" | "def" | "class" | "global" | "nonlocal" => return " _",
        "in" | "not" | "and" | "or" | "is" | "await" | "if" | "elif" | "while" | "with" | "assert" | "del" | "else"
            if !matches!(code, "else") =>
        {
            return " ...";
        }
        "lambda" => return ": ...",
        _ => {}
    }
    if code.ends_with(['=', '+', '-', '*', '/', '%', '|', '&', '^', '<', '>', '~', '@']) {
        return " ...";
    }
    match bracket {
        Some(b'{') if code.ends_with(':') => " ...",
        _ => "",
    }
}

/// What ends the header of a compound statement.
fn missing_header(code: &str, patch: &str) -> &'static str {
    let word = code.split(|at: char| !at.is_alphanumeric() && at != '_').next().unwrap_or("");
    let code = code.strip_prefix("async ").map_or(code, str::trim_start);
    let word = if word == "async" { code.split(' ').next().unwrap_or("") } else { word };
    match word {
        "def" if !code.contains('(') => "():",
        "for" if !code.contains(" in ") && !code.ends_with(" in") => " in ...:",
        "def" | "class" | "if" | "elif" | "else" | "for" | "while" | "with" | "try" | "except" | "finally" => ":",
        "from" if !code.contains(" import") && !patch.contains(" import") => " import _",
        _ => "",
    }
}
