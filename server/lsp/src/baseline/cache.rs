//! Baselines that are in use, read anew when they change.

use super::Baseline;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// When a file was written, and how long it is.
type Stamp = Option<(SystemTime, u64)>;

/// The baselines read so far, or why they could not be read.
#[derive(Debug, Default)]
pub struct Baselines {
    read: HashMap<PathBuf, (Stamp, Result<Arc<Baseline>, String>)>,
}

impl Baselines {
    /// The baseline in a file as it is now.
    pub fn get(&mut self, file: &Path) -> Result<Arc<Baseline>, String> {
        let stamp = stamp(file);
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

fn stamp(file: &Path) -> Stamp {
    let metadata = std::fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
