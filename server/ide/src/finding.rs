//! What Rescue reports about a document, as plain data. Ranges are byte offsets into its UTF-8 text.

use rescue_knowledge::pattern::Severity;
use rescue_syntax::document::{Document, Edit};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How sure Rescue is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// The code has the shape, and nothing untrusted is known to reach it.
    Possible,
    /// A parameter that other code can fill reaches it, or the use is wrong by itself in most programs.
    Likely,
    /// An untrusted source reaches it in this file, or the use is wrong by itself.
    Proven,
}

impl Confidence {
    /// Lower-case name, as on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::Possible => "possible",
            Confidence::Likely => "likely",
            Confidence::Proven => "proven",
        }
    }
}

/// Why a finding exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// A weakness of the program.
    Weakness,
    /// A `# rescue: ignore` that ignores nothing.
    UnusedIgnore,
    /// A part of the file was not looked at. Only where [`CheckOptions::limits`](crate::CheckOptions::limits) asks.
    Limit,
}

/// One place that matches a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Why it exists.
    pub kind: FindingKind,
    /// The rule's identifier: `sql-built-from-values`.
    pub rule: String,
    /// Most specific entry first: `CWE-89`.
    pub cwe: Vec<String>,
    /// The weakness's everyday name.
    pub name: String,
    /// The place: the argument or the call.
    pub range: Range<usize>,
    /// How loud.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What to write instead.
    pub instead: String,
    /// Source, steps, sink; empty where no flow is involved.
    pub flow: Vec<FlowStep>,
    /// Where the sink is, when that is in another file: the finding's own place then is the call that leads there.
    pub elsewhere: Option<Elsewhere>,
    /// Repairs, best first.
    pub fixes: Vec<Repair>,
    /// Stable under edits elsewhere in the file: SHA-256 of rule, scope and normalised line, 16 hex digits.
    pub fingerprint: String,
}

/// One step of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowStep {
    /// Where.
    pub range: Range<usize>,
    /// What happens there.
    pub message: String,
    /// The file of the range, where that is not the file of the finding.
    pub path: Option<Arc<Path>>,
}

/// The place of a defect that another file leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The file.
    pub path: Arc<Path>,
    /// Where in it.
    pub range: Range<usize>,
}

/// A repair as edits to the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What the editor's menu shows.
    pub title: String,
    /// Edits in order of position; they do not overlap.
    pub edits: Vec<TextEdit>,
    /// What honest code may notice; such a repair is never part of fix-all.
    pub behaviour: Option<String>,
}

/// Replaces a range of the document by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What goes.
    pub range: Range<usize>,
    /// What comes.
    pub text: String,
}

/// The document with edits that are sorted and do not overlap. Of one that is being edited, what they leave alone is not
/// read again.
pub(crate) fn with_edits(doc: &Document, edits: &[TextEdit]) -> Document {
    let text = apply_edits(doc.text(), edits);
    if doc.is_as_read() {
        return Document::parse(text);
    }
    // From the last to the first, so that offsets hold.
    let steps = edits.iter().rev().map(|edit| Edit {
        start_byte: edit.range.start,
        old_end_byte: edit.range.end,
        new_end_byte: edit.range.start + edit.text.len(),
    });
    let edited = doc.edited(&steps.collect::<Vec<_>>(), text.into());
    // How the parser recovers hangs on what it read before.
    if edited.module().has_errors { Document::parse(edited.shared_text()) } else { edited }
}

/// Applies edits that are sorted and do not overlap.
pub fn apply_edits(text: &str, edits: &[TextEdit]) -> String {
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if let Some(kept) = text.get(at..edit.range.start) {
            result.push_str(kept);
            result.push_str(&edit.text);
            at = edit.range.end;
        }
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}
