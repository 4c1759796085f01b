//! What the end-to-end tests need: the real binary, a client for its language server, and text as an editor holds it.
//!
//! Nothing here knows the inside of the server. Waiting is always waiting *for something*, with a limit so generous
//! that only a hang reaches it; no test is decided by how long anything took.

pub mod client;
pub mod command;
pub mod edits;
pub mod framing;
pub mod specs;
pub mod text;

use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for anything before calling it a hang.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// The top of the repository.
pub fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// The server under test: `$RESCUE_LSP`, or what cargo built into the folder where this test lies.
///
/// # Panics
/// If there is none; the message says how to build it.
pub fn binary() -> PathBuf {
    if let Some(named) = std::env::var_os("RESCUE_LSP") {
        return PathBuf::from(named);
    }
    let test = std::env::current_exe().expect("a test has a path");
    let name = format!("rescue-lsp{}", std::env::consts::EXE_SUFFIX);
    let built = test.ancestors().skip(1).take(2).map(|folder| folder.join(&name));
    let found = built.into_iter().find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("no {name} beside the tests: run `cargo build --release -p rescue-lsp` first"))
}

/// A path as a `file:` URI.
///
/// # Panics
/// If the path is not UTF-8, or not absolute.
pub fn uri(path: &Path) -> String {
    let path = path.to_str().expect("test paths are UTF-8");
    assert!(path.starts_with('/'), "{path} is not absolute");
    let mut uri = String::from("file://");
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
