//! What Rescue offers at the cursor, as plain data.

use crate::finding::TextEdit;
use std::ops::Range;

/// What a completion inserts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// A secure member of a module: `safe_load`.
    Member,
    /// A secure argument of the call under the cursor: `timeout=10`.
    Argument,
    /// A secure example in the user's own names.
    Example,
}

/// One completion.
#[derive(Debug, Clone, PartialEq)]
pub struct Completion {
    /// What it inserts.
    pub kind: CompletionKind,
    /// What the list shows.
    pub label: String,
    /// Beside the label: the weakness it prevents.
    pub detail: String,
    /// Key for [`crate::completion::documentation`]; short and stable.
    pub key: String,
    /// What goes.
    pub replace: Range<usize>,
    /// What comes, in LSP snippet syntax.
    pub snippet: String,
    /// What comes for a client without snippets.
    pub plain: String,
    /// Other edits: imports.
    pub additional: Vec<TextEdit>,
    /// What the client filters by.
    pub filter: String,
    /// Higher is better, 0 to 1.
    pub score: f32,
}
