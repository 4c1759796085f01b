//! Edits as people and fuzzers make them: typing, deleting, replacing, moving lines; also what nobody should type.

use std::ops::Range;

/// Where choices come from: a seed, or the bytes of a fuzzer.
pub trait Choices {
    /// A number below `end`; 0 where `end` is 0.
    fn below(&mut self, end: usize) -> usize;
}

/// xorshift64*: small, seeded, and the same everywhere.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Random {
        Random(0x9E37_79B9_7F4A_7C15 ^ seed)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
}

impl Choices for Random {
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }
}

/// What people type, paste and delete, and what nobody should.
pub const PIECES: &[&str] = &[
    "x",
    "(",
    ")",
    "\"",
    "'",
    ":",
    "\n",
    "    ",
    "\n    ",
    "#",
    "😀",
    "漢字",
    "e\u{301}",
    "\"\"\"",
    "\\",
    "\t",
    "{",
    "]",
    "def f(a, *, b=1):\n    return a\n",
    "import os\n",
    "f'{x!r:>{y}}'",
    "async ",
    "lambda: ",
    " if x else ",
    "\r\n",
    "@",
    "cur.execute(f\"SELECT {x}\")\n",
    "eval(input())\n",
    "match x:\n    case [1, *_]:\n        pass\n",
    "\u{2028}",
    "=",
];

/// The next edit: typing, deleting, replacing, or moving a few lines.
pub fn edit(choices: &mut impl Choices, text: &str) -> (Range<usize>, String) {
    let start = floor(text, choices.below(text.len() + 1));
    match choices.below(8) {
        0..=3 => (start..start, piece(choices).to_owned()),
        4 | 5 => (start..floor(text, (start + 1 + choices.below(40)).min(text.len())).max(start), String::new()),
        6 => {
            let end = floor(text, (start + choices.below(200)).min(text.len())).max(start);
            let new = piece(choices);
            (start..end, new.repeat(1 + choices.below(3)))
        }
        _ => {
            let from = floor(text, choices.below(text.len() + 1));
            let until = floor(text, (from + choices.below(400)).min(text.len())).max(from);
            (start..start, text[from..until].to_owned())
        }
    }
}

fn piece(choices: &mut impl Choices) -> &'static str {
    PIECES[choices.below(PIECES.len())]
}

/// The beginning of the character at a byte; the two halves of `\r\n` stay together, as in an editor.
pub fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n') {
        at -= 1;
    }
    at
}
