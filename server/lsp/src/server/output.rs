//! Standard output: a queue of whole messages and one thread that writes them, so that a client that reads slowly
//! stops nobody else, and the end of the process can wait for what is still to be written.

use serde::Serialize;
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// More than this unread, and the client is not reading.
const MOST: usize = 256 << 20;

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    writing: bool,
}

/// The client's end of the line.
#[derive(Clone, Default)]
pub(super) struct Output {
    queue: Arc<(Mutex<Queue>, Condvar)>,
}

impl Output {
    /// Starts to write to `sink`; when it is closed, nobody is there any more, and `gone` is called.
    pub(super) fn start(
        mut sink: impl Write + Send + 'static,
        gone: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<Output> {
        let output = Output::default();
        let queue = output.queue.clone();
        let work = move || {
            while write_next(&queue, &mut sink).is_ok() {}
            gone();
        };
        std::thread::Builder::new().name("output".to_owned()).spawn(work)?;
        Ok(output)
    }

    /// Puts a message in line.
    pub(super) fn send(&self, message: &impl Serialize) {
        let body = match serde_json::to_vec(message) {
            Ok(body) => body,
            Err(error) => return tracing::error!("a message could not be written: {error}"),
        };
        let (queue, changed) = &*self.queue;
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.bytes.len() + body.len() > MOST {
            return tracing::error!("the client does not read: a message was dropped");
        }
        queue.bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
        queue.bytes.extend_from_slice(&body);
        changed.notify_all();
    }

    /// Nothing is left to be written.
    pub(super) fn is_drained(&self) -> bool {
        let queue = self.queue.0.lock().unwrap_or_else(PoisonError::into_inner);
        queue.bytes.is_empty() && !queue.writing
    }
}

fn write_next(queue: &(Mutex<Queue>, Condvar), sink: &mut impl Write) -> std::io::Result<()> {
    let (queue, changed) = queue;
    let mut waiting = queue.lock().unwrap_or_else(PoisonError::into_inner);
    while waiting.bytes.is_empty() {
        waiting = changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
    }
    let bytes = std::mem::take(&mut waiting.bytes);
    waiting.writing = true;
    drop(waiting);
    let outcome = sink.write_all(&bytes).and_then(|()| sink.flush());
    queue.lock().unwrap_or_else(PoisonError::into_inner).writing = false;
    outcome
}
