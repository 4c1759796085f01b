//! What identifies a finding where lines move.

use rescue_ide::finding::Finding;
use rescue_syntax::document::Document;
use rescue_syntax::layout::path_at;
use rescue_syntax::walk::blocks;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::ops::Range;

/// What identifies a finding. Of its text it holds hashes only: a statement may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// The rule.
    pub rule: String,
    /// The weakness, for those who read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cwe: Option<String>,
    /// Rule, function and statement.
    pub fingerprint: String,
    /// The statement, without its layout.
    pub statement: String,
}

impl Mark {
    /// The same rule at the same statement of the same function.
    pub fn same_place(&self, other: &Mark) -> bool {
        self.rule == other.rule && self.fingerprint == other.fingerprint
    }

    /// The same rule at the same statement.
    pub fn same_statement(&self, other: &Mark) -> bool {
        self.rule == other.rule && self.statement == other.statement
    }
}

/// The marks of the findings of a document, in their order.
pub fn marks(doc: &Document, findings: &[Finding]) -> Vec<Mark> {
    findings.iter().map(|finding| mark(doc, finding)).collect()
}

fn mark(doc: &Document, finding: &Finding) -> Mark {
    // Findings that look the same are numbered; here they are counted.
    let fingerprint = finding.fingerprint.split('-').next().unwrap_or_default().to_owned();
    Mark {
        rule: finding.rule.clone(),
        cwe: finding.cwe.first().cloned(),
        fingerprint,
        statement: hash(&plain(statement(doc, finding))),
    }
}

/// The statement of a finding; of one with a block, what is before the block. Where there is no such statement, the
/// lines of the finding.
fn statement<'d>(doc: &'d Document, finding: &Finding) -> &'d str {
    let Range { start, end } = finding.range;
    let lines = doc.line_range(doc.line_of(start)).start..doc.line_range(doc.line_of(end)).end;
    let around = path_at(doc, start).last().map(|statement| {
        let block = blocks(statement).into_iter().find_map(|block| block.first());
        doc.byte(statement.span.start)..doc.byte(block.map_or(statement.span.end, |first| first.span.start))
    });
    let is_around = |range: &Range<usize>| range.start <= start && end <= range.end;
    doc.text().get(around.filter(is_around).unwrap_or(lines)).unwrap_or_default()
}

/// A statement as no formatter changes it: without white space, with one kind of quote, without trailing commas.
fn plain(statement: &str) -> String {
    let mut plain = String::with_capacity(statement.len());
    for c in statement.chars().filter(|c| !c.is_whitespace()) {
        if matches!(c, ')' | ']' | '}') && plain.ends_with(',') {
            plain.pop();
        }
        plain.push(if c == '\'' { '"' } else { c });
    }
    plain
}

fn hash(text: &str) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_does_not_matter() {
        assert_eq!(plain("f(\n    'a',\n    b,\n)"), plain("f(\"a\", b)"));
        assert_ne!(plain("f(a, b)"), plain("f(b, a)"));
    }
}
