//! What Rescue did not look at in a file, as something that its user can see.

use crate::finding::{Confidence, Finding, FindingKind};
use rescue_knowledge::pattern::Severity;
use rescue_syntax::document::{Document, LONGEST};
use rescue_syntax::flow::Facts;
use rescue_syntax::lower::{MAX_BLOCK_DEPTH, MAX_EXPR_DEPTH};
use std::ops::Range;

/// A word on each limit that a file reached; nothing for almost every file.
pub(crate) fn reached(doc: &Document, facts: &Facts) -> Vec<Finding> {
    let module = doc.module();
    let first_line = doc.line_range(0);
    let mut found = Vec::new();
    if module.given_up {
        let why = match doc.text().len() {
            length if length > LONGEST => format!("it is longer than {} MiB", LONGEST >> 20),
            _ => "its syntax is too tangled for the parser".to_owned(),
        };
        found.push(told(first_line.clone(), format!("Rescue did not look at this file: {why}.")));
    }
    if facts.cut_short {
        found.push(told(
            first_line,
            "Rescue looked at a part of this file only: it is too large or too tangled for the flow analysis."
                .to_owned(),
        ));
    }
    if let Some(first) = module.too_deep.first() {
        let places = match module.too_deep.len() {
            1 => String::new(),
            more => format!(" (nor at {} more places)", more - 1),
        };
        found.push(told(
            doc.line_range(doc.line_of(doc.byte(first.start))),
            format!(
                "Rescue did not look at what is nested here more than {MAX_EXPR_DEPTH} expressions or \
                 {MAX_BLOCK_DEPTH} blocks deep{places}."
            ),
        ));
    }
    found
}

fn told(range: Range<usize>, message: String) -> Finding {
    Finding {
        kind: FindingKind::Limit,
        rule: "analysis-limit".to_owned(),
        cwe: Vec::new(),
        name: "Limit of the analysis".to_owned(),
        range,
        severity: Severity::Information,
        confidence: Confidence::Proven,
        message,
        why: String::new(),
        instead: "No finding there does not mean no weakness; split generated code from code that people write."
            .to_owned(),
        flow: Vec::new(),
        elsewhere: None,
        fixes: Vec::new(),
        fingerprint: "analysis-limit".to_owned(),
    }
}
