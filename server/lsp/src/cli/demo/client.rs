//! An LSP client as small as can be: framing, requests with a deadline, notifications as they come.

use anyhow::{Context, anyhow, bail};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(4);

/// A server process and the conversation with it.
pub(super) struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Notifications that came while something else was waited for.
    waiting: Vec<Value>,
    next_id: u64,
}

impl Client {
    /// Starts a server.
    pub(super) fn start(program: &Path, arguments: &[&std::ffi::OsStr]) -> anyhow::Result<Client> {
        let mut command = Command::new(program);
        command.args(arguments).arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let input = server.stdin.take();
        let output = server.stdout.take().context("the server has no output")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || read_messages(BufReader::new(output), &sender));
        Ok(Client { server, input, messages, waiting: Vec::new(), next_id: 1 })
    }

    /// Asks and waits for the answer.
    pub(super) fn request(&mut self, method: &str, params: Value) -> anyhow::Result<Value> {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}))?;
        let end = Instant::now() + PATIENCE;
        loop {
            let message = self.receive(end).with_context(|| format!("no answer to {method}"))?;
            if message.get("method").is_some() {
                self.waiting.push(message);
            } else if message["id"] == id {
                if let Some(error) = message.get("error") {
                    bail!("{method} failed: {}", error["message"].as_str().unwrap_or("no reason given"));
                }
                return Ok(message["result"].clone());
            }
        }
    }

    /// Tells.
    pub(super) fn notify(&mut self, method: &str, params: Value) -> anyhow::Result<()> {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}))
    }

    /// Waits for the parameters of a notification that passes the test.
    pub(super) fn wait_for(&mut self, method: &str, test: impl Fn(&Value) -> bool) -> anyhow::Result<Value> {
        let fits = |message: &Value| message["method"] == method && test(&message["params"]);
        if let Some(at) = self.waiting.iter().position(fits) {
            return Ok(self.waiting.swap_remove(at)["params"].clone());
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let message = self.receive(end).with_context(|| format!("{method} did not come"))?;
            if fits(&message) {
                return Ok(message["params"].clone());
            }
            self.waiting.push(message);
        }
    }

    /// Ends the conversation as the protocol says; whether the server ended well.
    pub(super) fn finish(mut self) -> anyhow::Result<bool> {
        self.request("shutdown", Value::Null)?;
        self.notify("exit", Value::Null)?;
        self.input = None;
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.server.try_wait()? {
                return Ok(status.success());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("the server did not end after `exit`");
    }

    fn send(&mut self, message: &Value) -> anyhow::Result<()> {
        let body = message.to_string();
        let input = self.input.as_mut().context("the conversation is over")?;
        let sent = write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).and_then(|()| input.flush());
        // Not with the error in the chain: a pipe that the server closed is not our own output's.
        sent.map_err(|error| anyhow!("the server does not listen: {error}"))
    }

    /// The next message; what the server asks of its client is answered with nothing.
    fn receive(&mut self, end: Instant) -> anyhow::Result<Value> {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = match self.messages.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => bail!("nothing came within {} s", PATIENCE.as_secs()),
                Err(RecvTimeoutError::Disconnected) => bail!("the server closed its output"),
            };
            match (message.get("method"), message.get("id")) {
                (Some(_), Some(id)) => self.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}))?,
                _ => return Ok(message),
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // Ends with its input; a server that hangs is ended for it.
        self.input = None;
        if !matches!(self.server.try_wait(), Ok(Some(_))) {
            let _ = self.server.kill();
            let _ = self.server.wait();
        }
    }
}

fn read_messages(mut output: impl BufRead, sender: &Sender<Value>) {
    while let Some(message) = read_message(&mut output) {
        if sender.send(message).is_err() {
            return;
        }
    }
}

/// One framed message; nothing at the end of the stream or where it makes no sense.
fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let mut body = Vec::new();
    output.take(length?).read_to_end(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_framed_by_their_length() {
        let mut stream = "Content-Length: 8\r\nX: y\r\n\r\n{\"a\": 1}content-length: 2\r\n\r\n{}".as_bytes();
        assert_eq!(read_message(&mut stream), Some(json!({"a": 1})));
        assert_eq!(read_message(&mut stream), Some(json!({})));
        assert_eq!(read_message(&mut stream), None);
    }
}
