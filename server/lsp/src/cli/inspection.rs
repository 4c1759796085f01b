//! Checking one file so that nothing in it can end the run.

use super::projects::Job;
use super::source::{Lines, Source};
use crate::baseline::{Mark, marks};
use rescue_ide::CheckOptions;
use rescue_ide::finding::{Confidence, Finding, FindingKind};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Analysis recurses over the tree, and people generate deep ones.
const STACK: usize = 16 << 20;

/// Why a file was not checked that was named and holds something else.
const NOT_PYTHON: &str = "it is no Python: its name does not say so and it does not parse; name Python files, or \
                          folders to look for them in";

/// What came of one file.
pub(crate) struct Inspection {
    /// Its path, as messages show it.
    pub(crate) path: String,
    /// Its path without a `.` or `..` in it.
    pub(crate) location: PathBuf,
    /// Its findings, with its lines where there are any.
    pub(crate) found: Option<Found>,
    /// Why it was not checked: the second half of a sentence.
    pub(crate) trouble: Option<String>,
    /// A part of it did not parse.
    pub(crate) has_errors: bool,
    /// What of it was not looked at, as sentences behind its path and line.
    pub(crate) limits: Vec<String>,
}

/// Findings of one file.
pub(crate) struct Found {
    /// The file's lines.
    pub(crate) lines: Lines,
    /// Lines of other files that steps of a flow are in.
    pub(crate) others: HashMap<Arc<Path>, Lines>,
    /// Its findings, by place.
    pub(crate) findings: Vec<Finding>,
    /// What identifies each of them.
    pub(crate) marks: Vec<Mark>,
}

impl Inspection {
    /// Its findings.
    pub(crate) fn findings(&self) -> &[Finding] {
        self.found.as_ref().map_or(&[], |found| &found.findings)
    }

    /// What identifies its findings.
    pub(crate) fn marks(&self) -> &[Mark] {
        self.found.as_ref().map_or(&[], |found| &found.marks)
    }

    /// Keeps the findings of which this is true.
    pub(crate) fn keep(&mut self, wanted: &[bool]) {
        let Some(found) = &mut self.found else {
            return;
        };
        let mut wanted_findings = wanted.iter();
        found.findings.retain(|_| wanted_findings.next().copied().unwrap_or(true));
        let mut wanted_marks = wanted.iter();
        found.marks.retain(|_| wanted_marks.next().copied().unwrap_or(true));
        if found.findings.is_empty() {
            self.found = None;
        }
    }
}

/// Reads and checks a file.
pub(crate) fn inspect(job: &Job) -> Inspection {
    let mut inspection = Inspection {
        path: job.name(),
        location: job.path.clone(),
        found: None,
        trouble: None,
        has_errors: false,
        limits: Vec::new(),
    };
    let source = match job.read() {
        Ok(source) => source,
        Err(why) => {
            inspection.trouble = Some(why);
            return inspection;
        }
    };
    let checked = guarded(|| {
        let doc = job.document(&source.text);
        let mut findings = job.check(&doc);
        findings.sort_by(|a, b| (a.range.start, a.range.end, &a.rule).cmp(&(b.range.start, b.range.end, &b.rule)));
        let marks = marks(&doc, &findings);
        (findings, marks, doc.module().has_errors)
    });
    match checked {
        Ok((_, _, true)) if !job.target.is_python() => inspection.trouble = Some(NOT_PYTHON.to_owned()),
        Ok((findings, marks, has_errors)) => {
            inspection.has_errors = has_errors;
            let (limits, findings): (Vec<_>, Vec<_>) =
                findings.into_iter().partition(|finding| finding.kind == FindingKind::Limit);
            if !limits.is_empty() {
                let lines = Lines::new(source.text.clone());
                let told = |limit: Finding| {
                    let line = lines.position(limit.range.start).line;
                    format!("{}:{line}: {} {}", inspection.path, limit.message, limit.instead)
                };
                inspection.limits = limits.into_iter().map(told).collect();
            }
            if !findings.is_empty() {
                let mut found = Found { lines: Lines::new(source.text), others: HashMap::new(), findings, marks };
                found.read_others();
                inspection.found = Some(found);
            }
        }
        Err(why) => inspection.trouble = Some(why),
    }
    inspection
}

impl Found {
    /// Reads the files that steps of a flow are in.
    pub(crate) fn read_others(&mut self) {
        for path in self.findings.iter().flat_map(|finding| &finding.flow).filter_map(|step| step.path.as_ref()) {
            if !self.others.contains_key(path)
                && let Ok(source) = Source::read(path)
            {
                self.others.insert(path.clone(), Lines::new(source.text));
            }
        }
    }
}

/// What identifies all findings of a text, those included that its project or the command line hides.
pub(crate) fn all_marks(job: &Job, text: &str) -> Vec<Mark> {
    let all = CheckOptions { severity: job.options.severity.clone(), ..CheckOptions::default() };
    let checked = guarded(|| {
        let doc = job.document(&text.into());
        marks(&doc, &job.check_with(&doc, &all))
    });
    checked.unwrap_or_default()
}

/// Whether there may be findings that these options hide.
pub(crate) fn hides(options: &CheckOptions) -> bool {
    options.minimum_confidence > Confidence::Possible
        || options.minimum_severity > CheckOptions::default().minimum_severity
        || !options.confidence.is_empty()
        || !options.disabled.is_empty()
        || !options.enabled_only.is_empty()
}

/// Threads for analysis; `jobs` 0 takes one a core.
pub(crate) fn pool(jobs: usize) -> anyhow::Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK);
    Ok(pool.thread_name(|index| format!("check-{index}")).build()?)
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
    /// How many calls of [`guarded`] this thread is in.
    static GUARDED: Cell<usize> = const { Cell::new(0) };
}

/// Keeps what a panic says for whoever catches it, in place of printing it.
fn remember_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if GUARDED.get() == 0 {
                return before(info);
            }
            let payload = info.payload();
            let text = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
            let place = info.location().map_or(String::new(), |at| format!(" at {}:{}", at.file(), at.line()));
            LAST_PANIC.with(|last| *last.borrow_mut() = format!("{}{place}", text.unwrap_or("a panic")));
        }));
    });
}

/// Runs analysis; where it panics, a sentence about that comes back.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    remember_panics();
    GUARDED.set(GUARDED.get() + 1);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(GUARDED.get().saturating_sub(1));
    outcome.map_err(|_| {
        let what = LAST_PANIC.with(|last| last.take());
        format!("internal error, please report it: {what}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        assert_eq!(guarded(|| 1), Ok(1));
        let why = guarded(|| -> u8 { panic!("boom {}", 3) });
        assert!(why.is_err_and(|why| why.contains("internal error") && why.contains("boom 3 at ")));
    }
}
