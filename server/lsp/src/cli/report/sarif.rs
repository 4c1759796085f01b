//! `--format sarif`: SARIF 2.1.0, as code scanning services read it.

use super::Placed;
use super::location::Location;
use crate::cli::source::Lines;
use rescue_ide::finding::{Confidence, Repair};
use rescue_knowledge::cwe;
use rescue_knowledge::pattern::Severity;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What relative references are relative to. Its place is left to the reader: it is another on another machine.
const BASE: &str = "%SRCROOT%";

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The whole log of one run.
pub(super) fn log(found: &[Placed<'_>], troubles: &[String]) -> Value {
    let mut by_rule: BTreeMap<&str, Placed<'_>> = BTreeMap::new();
    for placed in found {
        by_rule.entry(&placed.finding.rule).or_insert(*placed);
    }
    let rules: Vec<Value> = by_rule.values().map(|first| rule(*first)).collect();
    let index: BTreeMap<&str, usize> = by_rule.keys().enumerate().map(|(at, rule)| (*rule, at)).collect();
    let results: Vec<Value> = found.iter().map(|placed| result(*placed, &index)).collect();
    let notifications: Vec<Value> =
        troubles.iter().map(|trouble| json!({"level": "error", "message": {"text": trouble}})).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Rescue",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
                "supportedTaxonomies": [{"name": "CWE", "index": 0}],
            }},
            "taxonomies": [taxonomy(found)],
            "invocations": [{"executionSuccessful": troubles.is_empty(), "toolExecutionNotifications": notifications}],
            "originalUriBaseIds": {BASE: {"description": {"text": "The top of the checkout, or the folder that \
                rescue-lsp ran in."}}},
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }],
    })
}

/// The entries of MITRE's list that findings name.
fn taxonomy(found: &[Placed<'_>]) -> Value {
    let entries: BTreeSet<&str> = found.iter().flat_map(|placed| &placed.finding.cwe).map(String::as_str).collect();
    let taxa: Vec<Value> = entries.iter().map(|entry| json!({"id": entry, "helpUri": cwe::link(entry)})).collect();
    json!({
        "name": "CWE",
        "organization": "MITRE",
        "informationUri": "https://cwe.mitre.org/",
        "shortDescription": {"text": "The MITRE Common Weakness Enumeration"},
        "taxa": taxa,
    })
}

fn rule(first: Placed<'_>) -> Value {
    let finding = first.finding;
    let tags: Vec<String> =
        std::iter::once("security".to_owned()).chain(finding.cwe.iter().map(|cwe| tag(cwe))).collect();
    let mut rule = json!({
        "id": finding.rule,
        "name": pascal(&finding.rule),
        "shortDescription": {"text": finding.name},
        "fullDescription": {"text": finding.why},
        "help": {"text": finding.instead, "markdown": format!("{}\n\n{}", finding.why, finding.instead)},
        "defaultConfiguration": {"level": level(finding.severity)},
        "properties": {"tags": tags},
    });
    if let Some(entry) = finding.cwe.first() {
        rule["helpUri"] = cwe::link(entry).into();
        rule["properties"]["security-severity"] = score(finding.severity).into();
        rule["properties"]["precision"] = "high".into();
    }
    rule["relationships"] = finding.cwe.iter().map(|entry| relationship(entry)).collect();
    rule
}

fn relationship(entry: &str) -> Value {
    json!({"target": {"id": entry, "toolComponent": {"name": "CWE", "index": 0}}, "kinds": ["superset"]})
}

fn result(placed: Placed<'_>, index: &BTreeMap<&str, usize>) -> Value {
    let Placed { path, lines, finding, .. } = placed;
    let own = artifact(path);
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": index.get(finding.rule.as_str()),
        "level": level(finding.severity),
        "message": {"text": format!("{} {}", finding.message, finding.instead)},
        "locations": [{"physicalLocation": physical(&own, lines, &finding.range)}],
        "partialFingerprints": {"rescue/v1": finding.fingerprint},
        "rank": rank(finding.confidence),
        "properties": {"confidence": finding.confidence.as_str(), "cwe": finding.cwe},
    });
    if !finding.flow.is_empty() {
        let step = |step: &rescue_ide::finding::FlowStep| {
            let (path, lines) = placed.file_of(step);
            let location = lines.map(|lines| physical(&artifact(&path), lines, &step.range));
            json!({"location": {"physicalLocation": location, "message": {"text": step.message}}})
        };
        let steps: Vec<Value> = finding.flow.iter().map(step).collect();
        result["codeFlows"] = json!([{"threadFlows": [{"locations": steps}]}]);
    }
    if !finding.fixes.is_empty() {
        result["fixes"] = finding.fixes.iter().map(|fix| repair(&own, lines, fix)).collect();
    }
    result
}

fn physical(artifact: &Value, lines: &Lines, range: &Range<usize>) -> Value {
    json!({"artifactLocation": artifact, "region": region(lines, range)})
}

fn region(lines: &Lines, range: &Range<usize>) -> Value {
    let (start, end) = lines.span(range);
    let (start, end) = (lines.utf16(start), lines.utf16(end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn repair(artifact: &Value, lines: &Lines, repair: &Repair) -> Value {
    let text =
        repair.behaviour.as_ref().map_or_else(|| repair.title.clone(), |why| format!("{} ({why})", repair.title));
    let replacements: Vec<Value> = repair
        .edits
        .iter()
        .map(|edit| json!({"deletedRegion": region(lines, &edit.range), "insertedContent": {"text": edit.text}}))
        .collect();
    json!({
        "description": {"text": text},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// What GitHub sorts by, as CVSS would put it.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "8.8",
        Severity::Warning => "6.5",
        Severity::Information => "3.5",
        Severity::Hint => "1.0",
    }
}

fn rank(confidence: Confidence) -> f32 {
    match confidence {
        Confidence::Proven => 90.0,
        Confidence::Likely => 60.0,
        Confidence::Possible => 30.0,
    }
}

/// `external/cwe/cwe-089`.
fn tag(cwe: &str) -> String {
    let number = cwe.strip_prefix("CWE-").unwrap_or(cwe);
    format!("external/cwe/cwe-{number:0>3}")
}

/// `sql-built-from-values` as `SqlBuiltFromValues`.
fn pascal(rule: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    };
    rule.split('-').map(word).collect()
}

/// A reference that is relative to the base, or a `file:` URI for what is somewhere else.
fn artifact(path: &str) -> Value {
    match Location::of(path) {
        Location::Inside(path) => json!({"uri": encoded(&path), "uriBaseId": BASE}),
        Location::Outside(path) => json!({"uri": format!("file:///{}", encoded(&path))}),
    }
}

/// A path as a URI spells it.
fn encoded(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_log_has_what_code_scanning_needs() {
        let log = sample::with(|placed| log(&[placed], &["gone.py: not found".to_owned()]));
        let run = &log["runs"][0];
        assert_eq!(log["version"], "2.1.0");
        let rule = &run["tool"]["driver"]["rules"][0];
        assert_eq!(rule["id"], "sql-built-from-values");
        assert_eq!(rule["properties"]["tags"], json!(["security", "external/cwe/cwe-089"]));
        assert_eq!(rule["helpUri"], "https://cwe.mitre.org/data/definitions/89.html");
        let result = &run["results"][0];
        assert_eq!(result["ruleIndex"], 0);
        assert_eq!(result["partialFingerprints"]["rescue/v1"], "0123456789abcdef");
        let physical = &result["locations"][0]["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "src/my%20app.py");
        assert_eq!(physical["region"], json!({"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 24}));
        let steps = &result["codeFlows"][0]["threadFlows"][0]["locations"];
        assert_eq!(steps.as_array().map(Vec::len), Some(2));
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], "'… ?', (name,)");
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        assert_eq!(run["taxonomies"][0]["taxa"][0]["id"], "CWE-89");
    }

    #[test]
    fn names_and_paths_are_spelled_as_sarif_wants() {
        assert_eq!(pascal("yaml-unsafe-load"), "YamlUnsafeLoad");
        assert_eq!(tag("CWE-1336"), "external/cwe/cwe-1336");
        assert_eq!(artifact("a b/ü:1.py"), json!({"uri": "a%20b/%C3%BC%3A1.py", "uriBaseId": "%SRCROOT%"}));
        assert_eq!(artifact("/nowhere/b.py"), json!({"uri": "file:///nowhere/b.py"}));
    }
}
