//! The binary's command line, run to its end.

use crate::{PATIENCE, binary};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;

/// What a command said and how it ended.
#[derive(Debug)]
pub struct Outcome {
    /// Its exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Outcome {
    /// The outcome, if it ended with this code.
    ///
    /// # Panics
    /// If it ended with another one.
    #[track_caller]
    pub fn expect(self, code: i32) -> Outcome {
        assert_eq!(self.code, Some(code), "\nstandard output:\n{}\nstandard error:\n{}", self.out, self.err);
        self
    }
}

/// Runs `rescue-lsp` in a folder, with a closed standard input.
pub fn rescue<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Outcome {
    rescue_reading(folder, arguments, "")
}

/// Runs `rescue-lsp` in a folder with this text on its standard input.
///
/// # Panics
/// If it does not end, or what it says is not UTF-8.
pub fn rescue_reading<A: AsRef<OsStr>>(folder: &Path, arguments: &[A], input: &str) -> Outcome {
    let mut child = Command::new(binary())
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_owned();
    // A command that does not read its input closes it, which is no failure of ours.
    std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let out = text_of(child.stdout.take().expect("it is piped"));
    let err = text_of(child.stderr.take().expect("it is piped"));
    let status = wait(child);
    Outcome { code: status.code(), out: take(&out), err: take(&err) }
}

/// Waits for a process to end.
///
/// # Panics
/// If it does not; it is killed then.
pub fn wait(mut child: Child) -> ExitStatus {
    let id = child.id();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || drop(sender.send(child.wait())));
    match receiver.recv_timeout(PATIENCE) {
        Ok(status) => status.expect("a child can be waited for"),
        Err(_) => {
            let _ = Command::new("kill").arg("-9").arg(id.to_string()).status();
            panic!("the process {id} does not end");
        }
    }
}

/// Reads a stream to its end on a thread of its own.
pub fn text_of(mut stream: impl Read + Send + 'static) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let _ = sender.send(String::from_utf8(bytes).unwrap_or_else(|error| format!("not UTF-8: {error}")));
    });
    receiver
}

/// What such a thread read.
///
/// # Panics
/// If the stream stays open.
pub fn take(stream: &mpsc::Receiver<String>) -> String {
    stream.recv_timeout(PATIENCE).expect("the stream ends with the process")
}
