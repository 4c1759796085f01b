//! Whatever is edited, the analysis that takes over what an edit left alone finds what one from scratch finds: every
//! call, store, mention and return, with every value that stands there.

mod real;

use real::{Random, stdlib};
use rescue_syntax::document::{Document, Edit};
use rescue_syntax::flow::facts::{Facts, Passed};
use rescue_syntax::flow::value::{Mask, Origin, OriginKind, Part, Value};
use rescue_syntax::flow::{Api, Checked, GuardFact, NoModules};
use std::fmt::Write;
use std::sync::Arc;

/// Everything matters, and a few names mean something.
struct Everything {
    guards: Vec<GuardFact>,
    identity: u64,
}

impl Everything {
    fn new(identity: u64) -> Everything {
        let guard = GuardFact { clean: 1, holds: true, checks: vec![Checked::All, Checked::Receiver], number: 0 };
        Everything { guards: vec![guard], identity }
    }
}

impl Api for Everything {
    fn identity(&self) -> u64 {
        self.identity
    }

    fn call_type(&self, name: &str) -> Option<Arc<str>> {
        let kind = match name {
            "open" => "io.TextIOWrapper",
            "re.compile" => "re.Pattern",
            "argparse.ArgumentParser.parse_args" => "argparse.Namespace",
            "str" | "repr" => "str",
            "len" | "int" => "int",
            _ => return None,
        };
        Some(kind.into())
    }

    fn attribute_type(&self, name: &str) -> Option<Arc<str>> {
        (name == "os.environ").then(|| "dict".into())
    }

    fn variable_types(&self, name: &str, imported: &dyn Fn(&str) -> bool) -> Vec<Arc<str>> {
        if name == "parser" && imported("argparse") { vec!["argparse.ArgumentParser".into()] } else { Vec::new() }
    }

    fn base(&self, class: &str) -> Option<Arc<str>> {
        (class == "io.TextIOWrapper").then(|| "io.IOBase".into())
    }

    fn source(&self, name: &str) -> Option<usize> {
        ["input", "sys.argv", "os.environ", "sys.stdin"].iter().position(|source| *source == name)
    }

    fn decorator_source(&self, name: &str) -> Option<usize> {
        name.ends_with(".route").then_some(9)
    }

    fn sanitizer(&self, name: &str) -> Mask {
        Mask::from(name == "shlex.quote")
    }

    fn propagates(&self, name: &str) -> bool {
        name.starts_with("os.path.")
    }

    fn guards(&self, name: &str) -> &[GuardFact] {
        if matches!(name, "isinstance" | "hasattr" | "*.startswith") { &self.guards } else { &[] }
    }

    fn is_known(&self, _: &str) -> bool {
        true
    }

    fn knows_module(&self, root: &str) -> bool {
        matches!(root, "os" | "sys" | "re" | "argparse" | "io")
    }
}

/// Facts as text, with bytes for positions and names for numbers.
struct Printed<'a> {
    doc: &'a Document,
    facts: &'a Facts,
    text: String,
}

impl Printed<'_> {
    fn function(&self, number: usize) -> String {
        let fact = &self.facts.functions[number];
        format!("{}@{}", fact.name, self.doc.byte(fact.name_span.start))
    }

    fn origin(&mut self, origin: &Origin) {
        let kind = match origin.kind {
            OriginKind::Source(number) => format!("source {number}"),
            OriginKind::Parameter { function, index } => format!("parameter {index} of {}", self.function(function)),
        };
        let range = self.doc.range(origin.span);
        write!(self.text, " <{kind} {range:?} {:x} {} {}", origin.clean, origin.weak, origin.kept).expect("text");
        let mut step = origin.steps.as_ref();
        while let Some(at) = step {
            write!(self.text, " {:?}{:?}", self.doc.range(at.span), at.what).expect("text");
            step = at.before.as_ref();
        }
        self.text.push('>');
    }

    fn value(&mut self, value: &Value, depth: usize) {
        let Value { names, types, called, constant, harmless, clean, unbound, .. } = value;
        write!(self.text, "{names:?}{types:?}{called:?}{constant:?}{harmless}{clean:x}{unbound}").expect("text");
        value.origins.iter().for_each(|origin| self.origin(origin));
        if let Some(function) = value.function {
            self.text += &self.function(function);
        }
        if let Some(check) = &value.check {
            write!(self.text, "{check:?}").expect("text");
        }
        if depth == 0 {
            return;
        }
        for part in value.parts.iter().flat_map(|parts| parts.iter()) {
            match part {
                Part::Constant(text) => write!(self.text, " +{text:?}").expect("text"),
                Part::Dynamic(inner, span) => {
                    write!(self.text, " +{:?}", self.doc.range(*span)).expect("text");
                    self.value(inner, depth - 1);
                }
            }
        }
        for (key, item) in value.items.iter().flat_map(|items| items.iter()) {
            write!(self.text, " [{key:?}]").expect("text");
            self.value(item, depth - 1);
        }
        let others = value.element.iter().chain(&value.fallback).chain(value.ways.iter().flat_map(|ways| ways.iter()));
        for inner in others {
            self.text.push('|');
            self.value(inner, depth - 1);
        }
    }

    fn passed(&mut self, args: &[Passed]) {
        for passed in args {
            let range = self.doc.range(passed.span);
            write!(self.text, "\n    {:?} {range:?} {:?} ", passed.how, passed.path).expect("text");
            self.value(&passed.value, 2);
        }
    }

    fn all(mut self) -> String {
        let facts = self.facts;
        for call in facts.calls() {
            let (range, function) = (self.doc.range(call.span), self.function(call.function));
            write!(self.text, "\ncall {range:?} {:?} in {function} {:?} {:?}", call.names, call.context, call.under)
                .expect("text");
            if let Some((receiver, _)) = &call.receiver {
                self.value(receiver, 2);
            }
            self.passed(&call.args);
        }
        for call in facts.local_calls() {
            let (callee, caller) = (self.function(call.callee), self.function(call.caller));
            write!(self.text, "\nlocal {:?} {callee} {caller}", self.doc.range(call.span)).expect("text");
            for bound in &call.bound {
                write!(self.text, "\n    {} {:?} ", bound.index, self.doc.range(bound.span)).expect("text");
                self.value(&bound.value, 1);
            }
        }
        for store in facts.stores() {
            write!(self.text, "\nstore {:?} {:?}", self.doc.range(store.target), store.names).expect("text");
            self.value(&store.value, 2);
        }
        for returned in facts.returns() {
            write!(self.text, "\nreturn {:?} ", self.doc.range(returned.span)).expect("text");
            self.value(&returned.value, 2);
        }
        for mention in facts.mentions() {
            write!(self.text, "\nmention {:?} {}", self.doc.range(mention.span), mention.name).expect("text");
        }
        let mut called: Vec<String> = (0..facts.functions.len())
            .filter(|number| !facts.called[*number].is_empty())
            .map(|number| {
                let mut calls: Vec<_> =
                    facts.called[number].iter().map(|(name, at)| (name.clone(), self.doc.byte(*at))).collect();
                calls.sort();
                format!("\n{} calls {calls:?}", self.function(number))
            })
            .collect();
        called.sort();
        self.text + &called.concat()
    }
}

fn printed(doc: &Document, api: &Everything) -> String {
    let facts = doc.facts(api, &NoModules);
    Printed { doc, facts: &facts, text: String::new() }.all()
}

fn assert_same(again: &str, scratch: &str, what: &str) {
    if again != scratch {
        let differs = again.lines().zip(scratch.lines()).find(|(one, other)| one != other);
        panic!("{what}: {differs:#?}, {} lines against {}", again.lines().count(), scratch.lines().count());
    }
}

/// A file that is edited, and analysed again after each edit.
struct Edited {
    text: String,
    doc: Document,
    api: Everything,
}

impl Edited {
    fn new(text: &str) -> Edited {
        let edited = Edited { text: text.to_owned(), doc: Document::open(text), api: Everything::new(1) };
        edited.check("before an edit");
        edited
    }

    fn replace(&mut self, range: std::ops::Range<usize>, new: &str) {
        self.text.replace_range(range.clone(), new);
        let edit = Edit { start_byte: range.start, old_end_byte: range.end, new_end_byte: range.start + new.len() };
        self.doc = self.doc.edited(&[edit], self.text.as_str().into());
    }

    fn check(&self, what: &str) {
        let fresh = Document::parse(self.text.as_str());
        // Recovery from errors in large files hangs on the version before.
        if self.doc.module_as_read() == *fresh.module() {
            assert_same(&printed(&self.doc, &self.api), &printed(&fresh, &self.api), what);
        }
    }
}

/// One text for another, once.
fn edits(text: &str, steps: &[(&str, &str)]) {
    let mut edited = Edited::new(text);
    for (old, new) in steps {
        let at = edited.text.find(old).unwrap_or_else(|| panic!("{old:?} is in the text"));
        edited.replace(at..at + old.len(), new);
        edited.check(&format!("{old:?} for {new:?}"));
    }
}

const PROGRAM: &str = r#"
import os
import sys
import argparse

LIMIT = 10
stored = None


def first(value):
    return second(value) + "x"


def second(value):
    global stored
    stored = value
    return value.strip()


class Base:
    def __init__(self, path):
        self.path = path
        self.set()

    def set(self):
        self.name = first(self.path)


class Job(Base):
    limit = LIMIT

    def run(self):
        os.system(self.name + self.path)
        def inner():
            return self.limit
        return inner

    def uses(self):
        return self.run()()


def last(kind=LIMIT):
    os.system(stored)
    make = lambda text: text + Job(text).path
    return make(input()) + first(sys.argv[1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int)
    os.system(parser.parse_args().count)
    last()
"#;

#[test]
fn what_other_functions_say_reaches_those_that_ask() {
    edits(
        PROGRAM,
        &[
            ("value.strip()", "input()"),
            ("return input()", "return 1"),
            ("stored = value\n", "stored = 'fixed'\n"),
            ("self.path = path\n", "self.path = 'fixed'\n"),
            ("'fixed'\n        self.set()", "path\n"),
            ("first(self.path)", "self.path"),
            ("return second(value) + \"x\"", "return value"),
        ],
    );
}

#[test]
fn what_the_top_level_says_reaches_those_that_ask() {
    edits(
        PROGRAM,
        &[
            ("LIMIT = 10", "LIMIT = input()"),
            ("kind=LIMIT", "kind=None"),
            ("class Job(Base)", "class Job"),
            ("class Job", "class Job(Other, Base)"),
            ("def set(self)", "def put(self)"),
            ("def put(self)", "@staticmethod\n    def set(self)"),
            ("type=int", "type=str"),
            ("import sys", "import sys as system"),
            ("def second(value)", "def second(value, more=3)"),
            ("def first(value):", "def first(value):\n    return value\n\n\ndef first(value, other):"),
        ],
    );
}

#[test]
fn what_functions_keep_outside_reaches_those_that_ask() {
    let text = "import os\n\nwhere = None\nseen = []\n\n\ndef reader():\n    os.system(where)\n    os.system(seen)\n\n\n\
        def setter():\n    global where\n    where = input()\n\n\ndef filler():\n    seen.append(input())\n";
    edits(
        text,
        &[("where = input()", "where = 'fixed'"), ("append(input())", "append('fixed')"), ("global where", "pass")],
    );
}

#[test]
fn what_moves_is_what_it_was() {
    edits(
        PROGRAM,
        &[
            ("import os\n", "# A comment.\n\nimport os\n"),
            ("class Base", "def new():\n    return first(1)\n\n\nclass Base"),
            ("def new():\n    return first(1)\n\n\n", ""),
            ("    def uses(self):\n        return self.run()()\n", ""),
            (
                "        def inner():\n            return self.limit\n        return inner",
                "        return lambda: self.limit",
            ),
            ("lambda: self.limit", "self.limit"),
        ],
    );
}

#[test]
fn what_belongs_to_a_function_that_is_walked_is_no_one_elses() {
    // `other` calls what `maker` defines, while `maker` runs.
    let text = "def maker(value):\n    class Local:\n        def get(self):\n            return value\n    def inner():\n        return Local().get()\n    return other(inner), Local\n\n\ndef other(call):\n    return list(map(call, input()))\n\n\nmade = maker(input())\nprint(made, other(maker))\n";
    edits(
        text,
        &[
            ("return value\n", "return 1\n"),
            ("return other(inner), Local", "return other(inner), Local()"),
            ("list(map(call, input()))", "call()"),
            ("print(made", "print(made[1].get()"),
        ],
    );
}

/// Drops a line, copies one, comments one out, or puts a word of the file in the place of a letter.
fn random_edit(random: &mut Random, text: &str) -> Option<(std::ops::Range<usize>, String)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (at, from) = (random.below(lines.len()), random.below(lines.len()));
    let start: usize = lines.iter().take(at).map(|line| line.len()).sum();
    let (line, other) = (*lines.get(at)?, *lines.get(from)?);
    Some(match random.below(5) {
        0 => (start..start + line.len(), String::new()),
        1 => (start..start, other.to_owned()),
        2 => (start..start, "# ".to_owned()),
        3 => (start..start, format!("{}pass\n", " ".repeat(line.len() - line.trim_start().len()))),
        _ => {
            let words: Vec<&str> = other.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
            let letters: Vec<usize> =
                line.char_indices().filter(|(_, letter)| letter.is_ascii_alphabetic()).map(|(at, _)| at).collect();
            let at = start + letters.get(random.below(letters.len()))?;
            (at..at + 1, words.get(random.below(words.len()))?.to_string())
        }
    })
}

#[test]
fn real_files_are_what_they_are_after_any_edits() {
    let lib = stdlib().expect("Python starts");
    for (seed, name) in (1..).zip(["shlex.py", "ftplib.py", "cmd.py", "textwrap.py", "gettext.py"]) {
        let text = std::fs::read_to_string(lib.join(name)).expect("the standard library");
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ seed);
        let mut edited = Edited::new(&text);
        for turn in 0..60 {
            let (range, new) = match turn % 12 {
                // Now and then all is well again, as people leave it.
                11 => (0..edited.text.len(), text.clone()),
                _ => match random_edit(&mut random, &edited.text) {
                    Some(edit) => edit,
                    None => continue,
                },
            };
            edited.replace(range.clone(), &new);
            edited.check(&format!("{name}, edit {turn}: {range:?} {new:?}"));
        }
    }
}
