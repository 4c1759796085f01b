//! What summaries by a model cost, and what they changed.

use serde::Serialize;
use std::{io, path::Path};

/// Everything that a build with a model did.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LlmReport {
    /// The model.
    pub model: String,
    /// Where it answered.
    pub endpoint: String,
    /// What the causes took.
    pub causes: Stage,
    /// What the guidelines took.
    pub guidelines: Stage,
    /// Every summary that differs from the extractive one, and every one that fell back to it.
    pub changes: Vec<Change>,
}

/// What one stage took. Tokens and seconds are those of this run: an answer that was kept costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Stage {
    /// Batches that were summarised.
    pub batches: usize,
    /// Of these, batches whose statements are all the same: nothing to ask.
    pub alike: usize,
    /// Questions that the model answered in this run.
    pub asked: usize,
    /// Questions whose answer was kept from an earlier run.
    pub kept: usize,
    /// Answers that could not be used; each but the last of a batch was asked for again, with what is wrong in it.
    pub bad: usize,
    /// Batches that got the extractive summary, because no answer could be used.
    pub fallbacks: usize,
    /// Tokens sent.
    pub prompt_tokens: u64,
    /// Tokens received.
    pub completion_tokens: u64,
    /// Seconds waited.
    pub seconds: f64,
}

/// One summary against the extractive one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// `causes` or `guidelines`.
    pub stage: &'static str,
    /// The records whose statements were summarised.
    pub records: Vec<String>,
    /// The sentence that the extractive summariser takes.
    pub extractive: String,
    /// The sentence of the model; nothing where the extractive one stays.
    pub written: Option<String>,
    /// What was wrong with the answers that could not be used.
    pub problems: Vec<String>,
}

impl LlmReport {
    /// Both stages, with their names.
    pub fn stages(&self) -> [(&'static str, &Stage); 2] {
        [("causes", &self.causes), ("guidelines", &self.guidelines)]
    }

    /// So many summaries are the model's own words.
    pub fn rewritten(&self) -> usize {
        self.changes.iter().filter(|change| change.written.is_some()).count()
    }

    /// Writes it as JSON.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        crate::answers::write_whole(path, &bytes)
    }
}
