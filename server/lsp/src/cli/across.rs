//! One defect, one finding: what is said at a call that leads to a sink in another file goes to the sink.

use super::inspection::Inspection;
use rescue_ide::finding::{Finding, FlowStep};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a finding is: file, rule, first and last byte.
type Place = (PathBuf, String, usize, usize);

fn place(path: &Path, rule: &str, range: &Range<usize>) -> Place {
    (path.to_owned(), rule.to_owned(), range.start, range.end)
}

/// Moves findings to their sinks, where the file of the sink was checked as well and the sink was reported there. Of calls
/// that lead to a sink which was not, one speaks for all.
pub(crate) fn merge(inspections: &mut [Inspection]) {
    let mut calls: HashMap<Place, (usize, Finding)> = HashMap::new();
    for (index, inspection) in inspections.iter().enumerate() {
        for finding in inspection.found.iter().flat_map(|found| &found.findings) {
            let Some(sink) = &finding.elsewhere else { continue };
            let place = place(&sink.path, &finding.rule, &sink.range);
            let known = calls.get(&place).is_some_and(|(_, known)| known.confidence >= finding.confidence);
            if !known {
                calls.insert(place, (index, finding.clone()));
            }
        }
    }
    if calls.is_empty() {
        return;
    }
    let callers: Vec<Arc<Path>> =
        inspections.iter().map(|inspection| Arc::from(inspection.location.as_path())).collect();
    let mut settled = HashSet::new();
    for inspection in inspections.iter_mut() {
        let location: Arc<Path> = inspection.location.as_path().into();
        let Some(found) = &mut inspection.found else { continue };
        for finding in found.findings.iter_mut().filter(|finding| finding.elsewhere.is_none()) {
            let place = place(&location, &finding.rule, &finding.range);
            let Some((caller, call)) = calls.get(&place) else { continue };
            if call.confidence >= finding.confidence {
                finding.confidence = call.confidence;
                finding.flow = call.flow.iter().map(|step| seen_from(&location, &callers[*caller], step)).collect();
            }
            settled.insert(place);
        }
    }
    for (index, inspection) in inspections.iter_mut().enumerate() {
        let is_wanted = |finding: &Finding| {
            finding.elsewhere.as_ref().is_none_or(|sink| {
                let place = place(&sink.path, &finding.rule, &sink.range);
                let is_first =
                    calls.get(&place).is_some_and(|(caller, first)| *caller == index && first.range == finding.range);
                is_first && !settled.contains(&place)
            })
        };
        let wanted: Vec<bool> = inspection.findings().iter().map(is_wanted).collect();
        inspection.keep(&wanted);
        if let Some(found) = &mut inspection.found {
            found.read_others();
        }
    }
}

/// A step of a caller's flow, as the file of the sink sees it.
fn seen_from(sink: &Arc<Path>, caller: &Arc<Path>, step: &FlowStep) -> FlowStep {
    let path = step.path.as_ref().unwrap_or(caller);
    FlowStep { path: (path != sink).then(|| path.clone()), ..step.clone() }
}
