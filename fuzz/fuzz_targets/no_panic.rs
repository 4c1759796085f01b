//! Any bytes as a file: reading, checking, completing, hovering and fixing it never panics.
#![no_main]

#[path = "../../tests/properties/agreement.rs"]
#[allow(dead_code)]
mod agreement;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first two bytes are the place that is asked about.
    let Some((place, bytes)) = bytes.split_first_chunk::<2>() else { return };
    agreement::exercise(agreement::engine(), &String::from_utf8_lossy(bytes), usize::from(u16::from_le_bytes(*place)));
});
