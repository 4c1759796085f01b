//! The engine over the knowledge base: loaded in the background, waited for only by workers.

use super::state::State;
use rescue_ide::Engine;
use rescue_knowledge::Snapshot;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Which knowledge base is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// A folder in place of the knowledge base in the binary.
    pub snapshot: Option<PathBuf>,
    /// A team's own records on top of it.
    pub overlay: Option<PathBuf>,
}

/// Opens a knowledge base; the error is one sentence for the user. `Ok(None)`: there is none.
pub type Loader = Arc<dyn Fn(&Source) -> Result<Option<Arc<Snapshot>>, String> + Send + Sync>;

/// One attempt to have an engine.
pub(super) struct Knowledge {
    source: Source,
    engine: OnceLock<Loaded>,
}

struct Loaded {
    engine: Engine,
    state: &'static str,
}

impl Knowledge {
    /// An engine without knowledge.
    pub(super) fn none() -> Arc<Knowledge> {
        let knowledge = Knowledge { source: Source::default(), engine: OnceLock::new() };
        knowledge.settle(None, "none");
        Arc::new(knowledge)
    }

    /// Starts to load, on a thread of its own; `done` hears what is to be said to the user.
    pub(super) fn load(
        source: Source,
        loader: Loader,
        done: impl FnOnce(Result<(), String>) + Send + 'static,
    ) -> Arc<Knowledge> {
        let knowledge = Arc::new(Knowledge { source, engine: OnceLock::new() });
        let target = knowledge.clone();
        let work = move || {
            let outcome = target.fill(&loader);
            done(outcome);
        };
        if let Err(error) = std::thread::Builder::new().name("knowledge".to_owned()).spawn(work) {
            tracing::error!("no thread to load the knowledge base: {error}");
            knowledge.settle(None, "refused");
        }
        knowledge
    }

    fn fill(&self, loader: &Loader) -> Result<(), String> {
        let load = std::panic::AssertUnwindSafe(|| loader(&self.source));
        match std::panic::catch_unwind(load) {
            Ok(Ok(Some(snapshot))) => {
                // The first completion does not wait for the encoder, and nothing else waits for it either.
                let encoder = snapshot.clone();
                self.settle(Some(snapshot), "ready");
                encoder.encoder().warm_up();
            }
            Ok(Ok(None)) => self.settle(None, "none"),
            Ok(Err(sentence)) => {
                self.settle(None, "refused");
                return Err(sentence);
            }
            Err(_) => {
                self.settle(None, "refused");
                return Err("The knowledge base could not be read: its reader stopped.".to_owned());
            }
        }
        Ok(())
    }

    fn settle(&self, snapshot: Option<Arc<Snapshot>>, state: &'static str) {
        let make = std::panic::AssertUnwindSafe(|| Engine::new(snapshot));
        let loaded = match std::panic::catch_unwind(make) {
            Ok(engine) => Loaded { engine, state },
            Err(_) => Loaded { engine: Engine::new(None), state: "refused" },
        };
        let _ = self.engine.set(loaded);
    }

    /// The engine; waits for it. Only for workers.
    pub(super) fn engine(&self) -> &Engine {
        &self.engine.wait().engine
    }

    /// `loading`, `ready`, `none` or `refused`.
    pub(super) fn state(&self) -> &'static str {
        self.engine.get().map_or("loading", |loaded| loaded.state)
    }

    /// Where it comes from.
    pub(super) fn source(&self) -> &Source {
        &self.source
    }
}

/// Loads the knowledge base that the settings mean, and reads every open document with it.
pub(super) fn reload(state: &mut State) {
    let progress = state.outbox.progress(&state.session, "Loading security knowledge");
    let handle = state.handle.clone();
    let loader = state.options.loader.clone();
    state.knowledge = Knowledge::load(state.wanted_source(), loader, move |outcome| {
        drop(progress);
        handle.send(move |state| told(state, outcome));
    });
    state.refresh_documents();
}

fn told(state: &mut State, outcome: Result<(), String>) {
    match outcome {
        Ok(()) => tracing::info!("knowledge base: {}", state.knowledge.state()),
        Err(sentence) => {
            tracing::warn!("{sentence}");
            state.outbox.show_warning(&sentence);
        }
    }
}
