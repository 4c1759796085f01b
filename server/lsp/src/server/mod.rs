//! The language server: the protocol around the engine of `rescue-ide`.
//!
//! Threads, and what each may do:
//! - *input* reads standard input, and ends the process at `exit` and at the end of the stream;
//! - the *transport* (the caller's thread) takes one message after the other and the first step of its handler;
//! - the *owner* has the state; it applies changes and picks what requests read, and computes nothing;
//! - *workers* read immutable documents: checks, completions, fixes, hovers;
//! - *output* writes standard output; *knowledge* loads the knowledge base.

mod actor;
mod backend;
mod code_action_data;
mod diagnostics;
mod document;
mod edits;
mod encoding;
mod explain;
mod framing;
mod knowledge;
mod lifecycle;
mod notifications;
mod outbox;
mod output;
mod progress;
mod requests;
mod session;
mod state;
mod transport;
mod workers;
mod workspace;

pub use encoding::Encoding;
pub use knowledge::{Loader, Source};

use outbox::Outbox;
use output::Output;
use rescue_knowledge::Snapshot;
use state::State;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use transport::Ending;
use workers::Workers;

/// Changes how much the log says: `warn`.
pub type SetLogLevel = Arc<dyn Fn(&str) + Send + Sync>;

/// How the server is started.
#[derive(Clone)]
pub struct Options {
    /// A knowledge base in place of the one in the binary; goes before the settings.
    pub snapshot: Option<PathBuf>,
    /// A team's own records on top of it; goes before the settings.
    pub overlay: Option<PathBuf>,
    /// How much the log says until the settings say otherwise: `warn`.
    pub log_level: Option<String>,
    /// Opens knowledge bases.
    pub loader: Loader,
    /// Changes how much the log says, if the log can do that.
    pub set_log_level: Option<SetLogLevel>,
}

impl Default for Options {
    fn default() -> Self {
        Options { snapshot: None, overlay: None, log_level: None, loader: Arc::new(load), set_log_level: None }
    }
}

impl Options {
    /// The command line's word on the log is the last.
    fn set_log_level(&self, level: &str) {
        if let (None, Some(set)) = (&self.log_level, &self.set_log_level) {
            set(level);
        }
    }
}

/// Opens the knowledge base that is meant; the error is one sentence for the user.
pub fn load(source: &Source) -> Result<Option<Arc<Snapshot>>, String> {
    let snapshot = match &source.snapshot {
        Some(folder) => Snapshot::open(folder),
        None => Snapshot::embedded(),
    };
    let snapshot = snapshot.map_err(|error| error.to_string())?;
    let Some(folder) = &source.overlay else {
        return Ok(Some(Arc::new(snapshot)));
    };
    let overlay = Snapshot::open_overlay(folder).map_err(|error| error.to_string())?;
    let both = snapshot.with_overlay(overlay).map_err(|error| error.to_string())?;
    Ok(Some(Arc::new(both)))
}

/// Serves one client over standard input and output. Returns only if it could not start: otherwise the process ends
/// with the client, with 0 after `shutdown` and 1 without.
pub fn run(mut options: Options) -> ExitCode {
    if options.set_log_level.is_none() {
        options.set_log_level = start_log(options.log_level.as_deref().unwrap_or("warn"));
    }
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    match runtime.block_on(serve(options)) {
        Ok(()) => ExitCode::FAILURE,
        Err(error) => failed(&error),
    }
}

fn failed(error: &std::io::Error) -> ExitCode {
    tracing::error!("the server could not start: {error}");
    ExitCode::FAILURE
}

async fn serve(options: Options) -> std::io::Result<()> {
    let ending = Ending::default();
    let output = Output::start(std::io::stdout(), || std::process::exit(1))?;
    let (owner, inbox) = actor::channel();
    let mut client = None;
    let (service, socket) = tower_lsp::LspService::new(|made| {
        client = Some(made);
        backend::Backend::new(owner.clone(), ending.clone())
    });
    let Some(client) = client else {
        return Err(std::io::Error::other("no client"));
    };
    let outbox = Outbox::new(output.clone(), client, tokio::runtime::Handle::current());
    inbox.run(State::new(options, owner.clone(), outbox, Workers::start()?))?;
    let (sender, messages) = tokio::sync::mpsc::channel(transport::QUEUE);
    let (to_client, end) = (output.clone(), ending.clone());
    let input = move || transport::read_input(std::io::stdin().lock(), &sender, &to_client, &end);
    std::thread::Builder::new().name("input".to_owned()).spawn(input)?;
    transport::serve(service, socket, messages, output, ending, owner).await;
    Ok(())
}

/// The log on standard error, unless the caller has one already; returns what changes its level.
fn start_log(level: &str) -> Option<SetLogLevel> {
    let filter = |level: &str| tracing_subscriber::EnvFilter::new(level);
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_env_filter(filter(level));
    let log = log.with_filter_reloading();
    let handle = log.reload_handle();
    log.try_init().ok()?;
    Some(Arc::new(move |level| {
        let _ = handle.reload(filter(level));
    }))
}
