//! Any edits of a file: after them it has the tree, the typed tree and the findings of one that is read afresh.
#![no_main]

#[path = "../../tests/properties/agreement.rs"]
#[allow(dead_code)]
mod agreement;

use agreement::Edited;
use libfuzzer_sys::fuzz_target;
use rescue_tests::edits::Choices;

/// The bytes of the fuzzer as choices; when they are used up, everything is 0.
struct Bytes<'a>(&'a [u8]);

impl Choices for Bytes<'_> {
    fn below(&mut self, end: usize) -> usize {
        let wide = end > 256;
        let (taken, rest) = self.0.split_at(self.0.len().min(if wide { 2 } else { 1 }));
        self.0 = rest;
        taken.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)) % end.max(1)
    }
}

fuzz_target!(|bytes: &[u8]| {
    // A text, a NUL, and the choices of the edits.
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    let (text, choices) = bytes.split_at(end);
    let mut choices = Bytes(choices.get(1..).unwrap_or_default());
    let mut edited = Edited::new(&String::from_utf8_lossy(text));
    while !choices.0.is_empty() {
        let step = edited.step(&mut choices);
        if let Some(difference) = edited.difference() {
            panic!("after {step:?}: {difference}\n{:?}", edited.text);
        }
    }
    if let Some(difference) = edited.difference_found() {
        panic!("{difference}\n{:?}", edited.text);
    }
});
