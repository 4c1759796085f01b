//! The one owner of the server's state: a thread that takes one message after the other, in order of arrival.
//!
//! A message is a piece of work on the state. Notifications change it; requests only pick what they read and leave
//! the reading to a worker. Nothing here waits for the client, the disk of a slow snapshot, or a worker.

use super::document::OpenDocument;
use super::state::State;
use super::workers::Lane;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel as queue};
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};

/// Messages that may wait; beyond that the transport waits, and so the client. What the server tells itself is never
/// held up, or the owner could wait for itself.
const QUEUE: usize = 1024;

type Message = Box<dyn FnOnce(&mut State) + Send>;

/// A way to reach the owner, in order.
#[derive(Clone)]
pub(super) struct Handle {
    sender: Sender<Message>,
    waiting: Arc<AtomicUsize>,
}

/// A request that reads.
pub(super) trait Request: Send + Sized + 'static {
    /// What it reads.
    type Input: Stale + Send + 'static;
    /// What it answers.
    type Answer: Send + 'static;

    /// Picks what it reads, on the owner: cheap.
    fn select(&self, state: &State) -> Self::Input;

    /// Reads it, on a worker; long ones ask `cancelled` now and then.
    fn run(self, input: &Self::Input, cancelled: &dyn Fn() -> bool) -> Result<Self::Answer>;

    /// What is answered when what was read is not there any more.
    fn outdated() -> Error {
        Error::content_modified()
    }
}

/// Whether what a request read has been overtaken by a change.
pub(super) trait Stale {
    /// It has.
    fn is_stale(&self) -> bool;
}

impl Stale for () {
    fn is_stale(&self) -> bool {
        false
    }
}

impl Stale for Arc<OpenDocument> {
    fn is_stale(&self) -> bool {
        !self.is_current()
    }
}

impl<T: Stale> Stale for Option<T> {
    fn is_stale(&self) -> bool {
        self.as_ref().is_some_and(Stale::is_stale)
    }
}

impl<A: Stale, B> Stale for (A, B) {
    fn is_stale(&self) -> bool {
        self.0.is_stale()
    }
}

/// The queue before its owner starts.
pub(super) struct Inbox {
    receiver: Receiver<Message>,
    waiting: Arc<AtomicUsize>,
}

/// The two ends of the owner's queue.
pub(super) fn channel() -> (Handle, Inbox) {
    let (sender, receiver) = queue();
    let waiting = Arc::new(AtomicUsize::new(0));
    (Handle { sender, waiting: waiting.clone() }, Inbox { receiver, waiting })
}

impl Inbox {
    /// Starts the owner.
    pub(super) fn run(self, mut state: State) -> std::io::Result<()> {
        let work = move || {
            for message in self.receiver {
                self.waiting.fetch_sub(1, Ordering::AcqRel);
                if std::panic::catch_unwind(AssertUnwindSafe(|| message(&mut state))).is_err() {
                    tracing::error!("handling a message panicked; the server goes on");
                }
            }
        };
        std::thread::Builder::new().name("owner".to_owned()).spawn(work).map(drop)
    }
}

impl Handle {
    /// Hands a piece of work to the owner. It is in line when this returns.
    pub(super) fn send(&self, work: impl FnOnce(&mut State) + Send + 'static) {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        if self.sender.send(Box::new(work)).is_err() {
            tracing::error!("the owner of the state is gone");
        }
    }

    /// So much is in line that the client should wait.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.load(Ordering::Acquire) > QUEUE
    }

    /// Puts a request in line, at once, and then waits for its answer. When the client cancels, the waiting stops, and
    /// with it the work.
    pub(super) async fn ask<R: Request>(&self, request: R) -> Result<R::Answer> {
        let (answer, waiting) = oneshot::channel();
        self.send(move |state| dispatch(state, request, answer));
        waiting.await.unwrap_or_else(|_| Err(Error::internal_error()))
    }
}

fn dispatch<R: Request>(state: &mut State, request: R, answer: oneshot::Sender<Result<R::Answer>>) {
    if answer.is_closed() {
        return;
    }
    let input = request.select(state);
    // An answer that is turned away with the job is dropped, and its request answered with an error.
    let taken = state.workers.submit(Lane::Interactive, move || {
        if answer.is_closed() {
            return;
        }
        let result = read(request, input, &|| answer.is_closed());
        let _ = answer.send(result);
    });
    if !taken {
        tracing::warn!("too many requests at once: one was turned away");
    }
}

fn read<R: Request>(request: R, input: R::Input, cancelled: &dyn Fn() -> bool) -> Result<R::Answer> {
    if input.is_stale() {
        return Err(R::outdated());
    }
    let answer = request.run(&input, cancelled);
    if input.is_stale() {
        return Err(R::outdated());
    }
    answer
}

/// An error of the protocol's own.
pub(super) fn error(code: i64, message: &'static str) -> Error {
    Error { code: ErrorCode::ServerError(code), message: message.into(), data: None }
}
