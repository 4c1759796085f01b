//! Work that takes a while, as the client shows it: begun when the client allows it, ended when the value is dropped.

use super::outbox::Outbox;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::oneshot;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::request::WorkDoneProgressCreate;
use tower_lsp::ls_types::*;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Something under way.
pub(super) struct Progress {
    _done: oneshot::Sender<()>,
}

impl Progress {
    /// Asks the client for a place to show it, without waiting for the answer.
    pub(super) fn begin(outbox: Outbox, client: Client, runtime: &tokio::runtime::Handle, title: String) -> Progress {
        let (done, mut ended) = oneshot::channel::<()>();
        runtime.spawn(async move {
            let token = NumberOrString::String(format!("rescue/{}", NEXT.fetch_add(1, Ordering::Relaxed)));
            let create = WorkDoneProgressCreateParams { token: token.clone() };
            // A client that refuses shows nothing; work that is over by then need not be shown.
            let refused = client.send_request::<WorkDoneProgressCreate>(create).await.is_err();
            let over = !matches!(ended.try_recv(), Err(oneshot::error::TryRecvError::Empty));
            if refused || over {
                return;
            }
            let begin = WorkDoneProgressBegin { title, ..WorkDoneProgressBegin::default() };
            outbox.notify::<ProgressNotification>(step(&token, WorkDoneProgress::Begin(begin)));
            let _ = ended.await;
            let end = WorkDoneProgressEnd { message: None };
            outbox.notify::<ProgressNotification>(step(&token, WorkDoneProgress::End(end)));
        });
        Progress { _done: done }
    }
}

fn step(token: &ProgressToken, value: WorkDoneProgress) -> ProgressParams {
    ProgressParams { token: token.clone(), value: ProgressParamsValue::WorkDone(value) }
}
