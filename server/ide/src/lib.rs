//! What a developer sees, over one document and one snapshot: findings, completions, fixes, hovers.
//!
//! Everything here is plain data over byte offsets; the language server and the command line give it their own form.
//! Rules are data of the snapshot: nothing in this crate names a weakness.

mod adapt;
mod check;
mod complete;
pub mod completion;
mod conditions;
mod engine;
mod facets;
pub mod finding;
mod fix;
mod hover;
mod limits;
mod origins;
mod passes;
pub mod project;
mod rules;
mod suppress;

pub use completion::{Completion, CompletionKind};
pub use engine::{CheckOptions, CompleteOptions, Engine, Hover};
pub use finding::{Confidence, Finding, FindingKind, FlowStep, Repair, TextEdit, apply_edits};
pub use hover::link;
pub use project::Project;
