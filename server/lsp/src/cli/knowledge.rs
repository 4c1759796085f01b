//! Which knowledge base a command uses.

use crate::server::{Source, load};
use rescue_ide::Engine;
use rescue_knowledge::Snapshot;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The knowledge base on the command line.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Choice {
    /// A knowledge base in place of the one in the binary.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) snapshot: Option<PathBuf>,
    /// A team's own knowledge on top of it.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) overlay: Option<PathBuf>,
}

impl Choice {
    /// Opens the knowledge base.
    pub(crate) fn open(&self) -> anyhow::Result<Arc<Snapshot>> {
        open(self.snapshot.as_deref(), self.overlay.as_deref())
    }

    /// An engine over the knowledge base.
    pub(crate) fn engine(&self) -> anyhow::Result<Arc<Engine>> {
        Ok(Arc::new(Engine::new(Some(self.open()?))))
    }
}

/// Engines by the overlay that projects name.
pub(crate) struct Engines<'a> {
    choice: &'a Choice,
    by_overlay: HashMap<Option<PathBuf>, Arc<Engine>>,
}

impl<'a> Engines<'a> {
    /// No engine yet.
    pub(crate) fn new(choice: &'a Choice) -> Self {
        Engines { choice, by_overlay: HashMap::new() }
    }

    /// The engine for a project; the command line's overlay goes before the project's.
    pub(crate) fn get(&mut self, overlay: Option<&Path>) -> anyhow::Result<Arc<Engine>> {
        let overlay = self.choice.overlay.as_deref().or(overlay).map(Path::to_owned);
        if let Some(engine) = self.by_overlay.get(&overlay) {
            return Ok(engine.clone());
        }
        let snapshot = open(self.choice.snapshot.as_deref(), overlay.as_deref())?;
        let engine = Arc::new(Engine::new(Some(snapshot)));
        self.by_overlay.insert(overlay, engine.clone());
        Ok(engine)
    }
}

fn open(snapshot: Option<&Path>, overlay: Option<&Path>) -> anyhow::Result<Arc<Snapshot>> {
    let source = Source { snapshot: snapshot.map(Path::to_owned), overlay: overlay.map(Path::to_owned) };
    let snapshot = load(&source).map_err(|sentence| anyhow::anyhow!("{}", sentence.trim_end_matches('.')))?;
    snapshot.ok_or_else(|| anyhow::anyhow!("there is no knowledge base"))
}
