//! Any stream of bytes: the reader of messages ends with it, panics never, and reads what a client frames.
#![no_main]

#[path = "../../server/lsp/src/server/framing.rs"]
#[allow(dead_code)]
mod framing;

use framing::{Frame, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut stream = bytes;
    while let Ok(Some(_)) = read(&mut stream) {}
    // What is framed comes back whole, whatever its body is.
    let mut framed = format!("Content-Length: {}\r\n\r\n", bytes.len()).into_bytes();
    framed.extend_from_slice(bytes);
    let mut stream = framed.as_slice();
    let first = read(&mut stream).expect("memory does not fail");
    assert_eq!(first, Some(Frame::Message(bytes.to_vec())));
});
