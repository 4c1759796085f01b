//! Baselines that are in use, read anew when they change.

use super::Baseline;
use rescue_ide::project::{Disk, Stamp};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A baseline, or why it could not be read.
type Outcome = Result<Arc<Baseline>, String>;

/// The baselines read so far.
#[derive(Debug, Default)]
pub struct Baselines {
    read: HashMap<PathBuf, (Option<Stamp>, Outcome)>,
}

impl Baselines {
    /// The baseline in a file as it is now.
    pub fn get(&mut self, file: &Path) -> Outcome {
        let stamp = Disk::stamp(file);
        if let Some((known, baseline)) = self.read.get(file)
            && *known == stamp
        {
            return baseline.clone();
        }
        let baseline = Baseline::read(file).map(Arc::new);
        self.read.insert(file.to_owned(), (stamp, baseline.clone()));
        baseline
    }

    /// Whether somebody asked for it.
    pub fn uses(&self, file: &Path) -> bool {
        self.read.contains_key(file)
    }
}
