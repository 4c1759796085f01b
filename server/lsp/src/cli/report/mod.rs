//! Findings in the formats that somebody reads.

mod github;
mod json;
mod location;
mod sarif;
mod text;

pub(super) use text::{Excerpt, excerpt};

use super::inspection::Inspection;
use super::output::Output;
use super::source::Lines;
use rescue_ide::finding::{Finding, FlowStep};
use rescue_knowledge::pattern::Severity;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// How findings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// With the source, the flow and what to do.
    #[default]
    Text,
    /// One line each.
    Concise,
    /// A JSON array.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations in a GitHub workflow.
    Github,
}

impl Format {
    /// Whether a person reads it as it is.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Format::Text | Format::Concise)
    }
}

/// A finding with the file it is in.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    /// The file, as messages show it.
    pub(super) path: &'a str,
    /// Its lines.
    pub(super) lines: &'a Lines,
    /// Lines of other files that its flow goes through.
    pub(super) others: &'a HashMap<Arc<Path>, Lines>,
    /// The finding.
    pub(super) finding: &'a Finding,
}

impl<'a> Placed<'a> {
    /// The file of a step of its flow, as messages show it, and its lines.
    pub(super) fn file_of(&self, step: &FlowStep) -> (Cow<'a, str>, Option<&'a Lines>) {
        match &step.path {
            None => (Cow::Borrowed(self.path), Some(self.lines)),
            Some(path) => (Cow::Owned(shown(path)), self.others.get(path)),
        }
    }
}

/// A path as messages show it: from the current folder where it is below that.
fn shown(path: &Path) -> String {
    let below = std::env::current_dir().ok().and_then(|folder| path.strip_prefix(folder).ok().map(Path::to_owned));
    below.as_deref().unwrap_or(path).display().to_string()
}

/// Writes everything that was found, and what could not be checked where the format has room for it.
pub(crate) fn write(
    format: Format,
    inspections: &[Inspection],
    troubles: &[String],
    out: &mut Output,
) -> anyhow::Result<()> {
    let found = inspections.iter().filter_map(|inspection| Some((inspection, inspection.found.as_ref()?)));
    let placed = found.flat_map(|(inspection, found)| {
        let place = |finding| Placed { path: &inspection.path, lines: &found.lines, others: &found.others, finding };
        found.findings.iter().map(place)
    });
    match format {
        Format::Text => text::write(placed, out),
        Format::Concise => text::write_concise(placed, out),
        Format::Json => out.json(&placed.map(json::finding).collect()),
        Format::Sarif => out.json(&sarif::log(&placed.collect::<Vec<_>>(), troubles)),
        Format::Github => github::write(placed, out),
    }
}

/// The word for a severity.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "hint",
        Severity::Information => "information",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// `line`, `column`, `end_line` and `end_column` of a range, and more members.
pub(crate) fn place(lines: &Lines, range: &Range<usize>, more: Value) -> Value {
    let (start, end) = lines.span(range);
    let mut value = json!({
        "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
    });
    if let (Value::Object(members), Value::Object(more)) = (&mut value, more) {
        members.extend(more);
    }
    value
}

#[cfg(test)]
pub(super) mod sample {
    //! A finding for the formats' tests.

    use super::{HashMap, Lines, Placed};
    use rescue_ide::finding::{Confidence, Finding, FindingKind, FlowStep, Repair, TextEdit};
    use rescue_knowledge::pattern::Severity;

    pub(crate) const TEXT: &str = "name = request.args['n']\n\tdb.execute(f'… {name}')\n";

    pub(crate) fn finding() -> Finding {
        let sink = TEXT.find("f'").unwrap_or(0)..TEXT.rfind(')').unwrap_or(0);
        Finding {
            kind: FindingKind::Weakness,
            rule: "sql-built-from-values".into(),
            cwe: vec!["CWE-89".into()],
            name: "SQL injection".into(),
            range: sink.clone(),
            severity: Severity::Error,
            confidence: Confidence::Proven,
            message: "This statement is put together from `name`.".into(),
            why: "The attacker reads the database.".into(),
            instead: "Pass the values as parameters.".into(),
            flow: vec![
                FlowStep { range: 7..24, message: "untrusted data comes in here: the query".into(), path: None },
                FlowStep { range: sink.clone(), message: "reaches `db.execute` here".into(), path: None },
            ],
            elsewhere: None,
            fixes: vec![Repair {
                title: "Pass the values as parameters".into(),
                edits: vec![TextEdit { range: sink, text: "'… ?', (name,)".into() }],
                behaviour: None,
            }],
            fingerprint: "0123456789abcdef".into(),
        }
    }

    pub(crate) fn with<T>(check: impl FnOnce(Placed<'_>) -> T) -> T {
        let (lines, finding) = (Lines::new(TEXT.into()), finding());
        check(Placed { path: "src/my app.py", lines: &lines, others: &HashMap::new(), finding: &finding })
    }
}
