//! `--format json`: one object a finding.

use super::{Placed, place};
use crate::cli::source::Lines;
use rescue_ide::finding::{FlowStep, Repair, TextEdit};
use serde_json::{Value, json};

/// A finding as the design fixes it.
pub(super) fn finding(placed: Placed<'_>) -> Value {
    let Placed { path, lines, finding, .. } = placed;
    let fixes: Vec<Value> = finding.fixes.iter().map(|fix| repair(lines, fix)).collect();
    let step = |step: &FlowStep| {
        let (path, lines) = placed.file_of(step);
        let said = json!({"path": path, "message": step.message});
        lines.map_or(said.clone(), |lines| place(lines, &step.range, said))
    };
    let flow: Vec<Value> = finding.flow.iter().map(step).collect();
    let members = json!({
        "path": path,
        "cwe": finding.cwe,
        "rule": finding.rule,
        "confidence": finding.confidence.as_str(),
        "message": finding.message,
        "fixes": fixes,
        "flow": flow,
    });
    place(lines, &finding.range, members)
}

fn repair(lines: &Lines, repair: &Repair) -> Value {
    let edits: Vec<Value> = repair.edits.iter().map(|edit| text_edit(lines, edit)).collect();
    json!({"title": repair.title, "behaviour": repair.behaviour, "edits": edits})
}

fn text_edit(lines: &Lines, edit: &TextEdit) -> Value {
    place(lines, &edit.range, json!({"text": edit.text}))
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    #[test]
    fn a_finding_has_the_members_that_the_design_names() {
        let value = sample::with(super::finding);
        for member in [
            "path",
            "line",
            "column",
            "end_line",
            "end_column",
            "cwe",
            "rule",
            "confidence",
            "message",
            "fixes",
            "flow",
        ] {
            assert!(value.get(member).is_some(), "{member}");
        }
        assert_eq!((&value["line"], &value["column"], &value["end_column"]), (&2.into(), &13.into(), &24.into()));
        assert_eq!(value["cwe"][0], "CWE-89");
        assert_eq!(value["flow"][0]["line"], 1);
        assert_eq!(value["fixes"][0]["edits"][0]["text"], "'… ?', (name,)");
    }
}
