//! A long session of edits on a real file, with the tree and the findings compared after the edits with what a fresh
//! look gives. The sequence is random but always the same; the seed is in the message of a failure.

use crate::samples::{NOWHERE, SQL};
use rescue_syntax::document::{Document, Edit};
use rescue_tests::client::Session;
use rescue_tests::text::Encoding;
use serde_json::Value;
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;

const EDITS: usize = 200;
/// How often the server's findings are compared: a fresh look at 2,500 lines every time would be most of the test.
const STRIDE: usize = 10;

/// A real file of about 2,500 lines, from the installed Python.
fn real_file() -> String {
    let output = Command::new("python3")
        .args(["-c", "import argparse; print(argparse.__file__)"])
        .output()
        .expect("Python starts");
    let path = PathBuf::from(String::from_utf8(output.stdout).expect("a path").trim_end());
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(text.lines().count() > 2000);
    format!("{text}\n\n{SQL}")
}

/// xorshift64*: small, seeded, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("it is smaller than a usize")
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// What people type, paste and delete, and what nobody should.
const PIECES: &[&str] = &[
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
fn edit(random: &mut Random, text: &str) -> (Range<usize>, String) {
    let place = |random: &mut Random| floor(text, random.below(text.len() + 1));
    let start = place(random);
    match random.below(8) {
        0..=3 => (start..start, random.pick(PIECES).to_owned()),
        4 | 5 => (start..floor(text, (start + 1 + random.below(40)).min(text.len())), String::new()),
        6 => {
            let end = floor(text, (start + random.below(200)).min(text.len()));
            (start..end, random.pick(PIECES).repeat(1 + random.below(3)))
        }
        _ => {
            let from = place(random);
            let until = floor(text, (from + random.below(400)).min(text.len()));
            (start..start, text[from..until].to_owned())
        }
    }
}

/// The beginning of the character at a byte; the two halves of `\r\n` stay together, as in an editor.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) || text[..at].ends_with('\r') && text[at..].starts_with('\n') {
        at -= 1;
    }
    at
}

/// The first node that differs between two trees: its kind, its place, or whether it is missing.
fn difference(one: &Document, other: &Document) -> Option<String> {
    let (mut one, mut other) = (one.tree().walk(), other.tree().walk());
    loop {
        let (a, b) = (one.node(), other.node());
        let same = a.kind_id() == b.kind_id()
            && a.range() == b.range()
            && (a.is_missing(), a.is_error(), a.child_count()) == (b.is_missing(), b.is_error(), b.child_count());
        if !same {
            return Some(format!("{a:?} and {b:?}"));
        }
        // The two have the same shape so far: what one cursor can do, the other can.
        if one.goto_first_child() {
            other.goto_first_child();
            continue;
        }
        while !one.goto_next_sibling() {
            if !one.goto_parent() {
                return None;
            }
            other.goto_parent();
        }
        other.goto_next_sibling();
    }
}

#[test]
fn the_tree_after_every_edit_is_that_of_a_fresh_parse() {
    for seed in [1, 2] {
        let mut random = Random(0x9E37_79B9_7F4A_7C15 ^ seed);
        let mut text = real_file();
        let mut document = Document::parse(text.clone());
        for turn in 0..EDITS {
            let (range, new) = edit(&mut random, &text);
            text.replace_range(range.clone(), &new);
            let change =
                Edit { start_byte: range.start, old_end_byte: range.end, new_end_byte: range.start + new.len() };
            document = document.edited(&[change], text.as_str().into());
            assert_eq!(document.text(), text);
            let fresh = Document::parse(text.clone());
            let what = format!("seed {seed}, edit {turn} ({range:?} to {new:?})");
            if let Some(difference) = difference(&document, &fresh) {
                panic!("{what}: {difference}");
            }
            assert!(document.module() == fresh.module(), "{what}: the typed tree differs");
        }
    }
}

#[test]
fn the_findings_after_the_edits_are_those_of_the_text() {
    for encoding in Encoding::ALL {
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let session = Session { encoding, ..Session::pulling() };
        let mut client = session.start();
        let mut file = client.open(NOWHERE, &real_file());
        for turn in 0..EDITS {
            let (range, new) = edit(&mut random, &file.text);
            client.change(&mut file, range, &new);
            if turn % STRIDE != STRIDE - 1 {
                continue;
            }
            let after = client.diagnostics(&file);
            let copy = client.open("file:///nowhere/copy.py", &file.text);
            let fresh = client.diagnostics(&copy);
            client.close(copy);
            let shown = |found: &[Value]| -> Vec<String> {
                let without = |finding: &Value| {
                    let mut finding = finding.clone();
                    finding["relatedInformation"].take();
                    finding.to_string()
                };
                found.iter().map(without).collect()
            };
            assert_eq!(shown(&after), shown(&fresh), "{} after edit {turn}", encoding.name());
        }
        // What the server has is what the client has: a finding behind all of it is on its place.
        client.replace(&mut file, &real_file());
        let end = file.text.len();
        client.change(&mut file, end..end, "\n\nimport os\nos.system(input())\n");
        let found = client.diagnostics(&file);
        let last = found.last().expect("a finding");
        assert_eq!(last["code"], "CWE-78", "{found:#?}");
        assert!(file.covered(&last["range"]).contains("input()"), "{last}");
        client.finish();
    }
}
