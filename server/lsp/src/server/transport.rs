//! Standard input and output, and the loop between them and the service.
//!
//! tower-lsp's own `Server` stops at the first message that is no JSON, polls handlers in an order of its own and
//! serves four at a time; this loop does not. Messages are handed to the service one by one, and the first step of
//! every handler - the one that puts its work in the owner's line - is taken before the next message is looked at:
//! that is what keeps them in order. Standard input has a thread of its own, so that `exit` and the end of the stream
//! are seen whatever the rest is doing.

use super::actor::Handle;
use super::framing::{self, Frame};
use super::lifecycle;
use super::notifications::did_change;
use super::output::Output;
use super::state::State;
use futures::{SinkExt, StreamExt};
use serde_json::Value;
use std::future::Future;
use std::io::BufRead;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{Receiver, Sender};
use tower::Service;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::{ClientSocket, LanguageServer, LspService};

/// Messages that may wait for the loop.
pub(super) const QUEUE: usize = 256;
/// How long the end of the process waits for answers that are under way.
const GRACE: Duration = Duration::from_millis(200);

/// A message of the client.
pub(super) enum Incoming {
    /// It asks or tells.
    Request(Request),
    /// It answers.
    Response(Response),
}

/// What decides when and how the process ends.
#[derive(Clone, Default)]
pub(super) struct Ending {
    /// `shutdown` was asked for.
    pub(super) shut_down: Arc<AtomicBool>,
    /// Messages that were read and are not dealt with yet.
    pending: Arc<AtomicUsize>,
}

impl Ending {
    /// Ends the process, at once but for answers that are about to be written.
    fn end(&self, output: &Output) -> ! {
        let begin = Instant::now();
        while begin.elapsed() < GRACE && (self.pending.load(Ordering::Acquire) > 0 || !output.is_drained()) {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::process::exit(if self.shut_down.load(Ordering::Acquire) { 0 } else { 1 })
    }
}

/// Reads messages until the client says `exit` or closes the stream, and then ends the process.
pub(super) fn read_input(mut stream: impl BufRead, messages: &Sender<Incoming>, output: &Output, ending: &Ending) -> ! {
    loop {
        let body = match framing::read(&mut stream) {
            Ok(Some(Frame::Message(body))) => body,
            Ok(Some(Frame::Garbage(what))) => {
                refuse(output, Error::parse_error(), what);
                continue;
            }
            Ok(None) => ending.end(output),
            Err(error) => {
                tracing::error!("standard input: {error}");
                ending.end(output)
            }
        };
        match parse(&body) {
            Ok(Incoming::Request(request)) if request.method() == "exit" => ending.end(output),
            Ok(message) => {
                ending.pending.fetch_add(1, Ordering::AcqRel);
                if messages.blocking_send(message).is_err() {
                    ending.end(output);
                }
            }
            Err((id, error)) => {
                output.send(&Response::from_error(id, error));
                tracing::warn!("a message that could not be read was refused");
            }
        }
    }
}

fn refuse(output: &Output, error: Error, what: &str) {
    tracing::warn!("refused {what}");
    output.send(&Response::from_error(Id::Null, error));
}

fn parse(body: &[u8]) -> Result<Incoming, (Id, Error)> {
    let value: Value = serde_json::from_slice(body).map_err(|_| (Id::Null, Error::parse_error()))?;
    let id = value.get("id").and_then(|id| serde_json::from_value(id.clone()).ok()).unwrap_or_default();
    let refused = (id, Error::invalid_request());
    if value.get("method").is_some_and(Value::is_string) {
        return serde_json::from_value(value).map(Incoming::Request).map_err(|_| refused);
    }
    if value.get("result").is_some() || value.get("error").is_some() {
        return serde_json::from_value(value).map(Incoming::Response).map_err(|_| refused);
    }
    Err(refused)
}

/// Hands messages to the service, in order, for as long as the process lives.
pub(super) async fn serve<S: LanguageServer>(
    mut service: LspService<S>,
    socket: ClientSocket,
    mut messages: Receiver<Incoming>,
    output: Output,
    ending: Ending,
    owner: Handle,
) {
    let (mut asked_of_client, mut answers) = socket.split();
    let to_client = output.clone();
    tokio::spawn(async move {
        while let Some(request) = asked_of_client.next().await {
            to_client.send(&request);
        }
    });
    while let Some(message) = messages.recv().await {
        while owner.is_full() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        match message {
            Incoming::Request(request) => {
                let answered = Answered { output: output.clone(), pending: ending.pending.clone() };
                take(&mut service, request, answered, &owner);
            }
            Incoming::Response(response) => {
                let _ = answers.send(response).await;
                ending.pending.fetch_sub(1, Ordering::AcqRel);
            }
        }
    }
}

/// Takes the first step of a handler now and, if that does not finish it, the others as they come.
fn take<S: LanguageServer>(service: &mut LspService<S>, request: Request, answered: Answered, owner: &Handle) {
    let request = prepare(request);
    // Messages that the protocol reserves may be ignored as notifications; as requests they want an answer.
    if let (true, Some(id)) = (request.method().starts_with("$/"), request.id()) {
        return answered.with(Some(Response::from_error(id.clone(), Error::method_not_found())));
    }
    let changed = did_change::Watch::of(&request);
    let begins = request.method() == "initialize";
    let mut handler = service.call(request);
    match Pin::new(&mut handler).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => {
            if let Some(changed) = changed {
                changed.verify(owner);
            }
            answered.with(outcome.ok().flatten());
            if begins {
                owner.send(State::begin);
            }
        }
        Poll::Pending => {
            tokio::spawn(async move { answered.with(handler.await.ok().flatten()) });
        }
    }
}

/// `initialize` is read leniently: it must not fail over a setting or a capability nobody foresaw.
fn prepare(request: Request) -> Request {
    if request.method() != "initialize" {
        return request;
    }
    let (method, id, params) = request.into_parts();
    let request = Request::build(method).params(lifecycle::tolerant(params));
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
}

/// Writes the answer of one message and strikes it off, also when its handler is dropped.
struct Answered {
    output: Output,
    pending: Arc<AtomicUsize>,
}

impl Answered {
    fn with(self, response: Option<Response>) {
        if let Some(response) = response {
            self.output.send(&response);
        }
    }
}

impl Drop for Answered {
    fn drop(&mut self) {
        self.pending.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_are_none_are_refused_with_their_id() {
        let code = |body: &[u8]| parse(body).err().map(|(id, error)| (id, error.code.code()));
        assert_eq!(code(b"{"), Some((Id::Null, -32700)));
        assert_eq!(code(b"[]"), Some((Id::Null, -32600)));
        assert_eq!(code(br#"{"jsonrpc":"2.0","id":7}"#), Some((Id::Number(7), -32600)));
        assert_eq!(code(br#"{"jsonrpc":"2.0","id":{},"method":"x"}"#), Some((Id::Null, -32600)));
        assert_eq!(code(br#"{"jsonrpc":"2.0","id":1,"method":"x"}"#), None);
        assert_eq!(code(br#"{"jsonrpc":"2.0","id":1,"result":null}"#), None);
    }
}
