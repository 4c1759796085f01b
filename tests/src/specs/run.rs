//! The real binary over the projects of one specification: one process for all of them.

use super::markdown::Specification;
use crate::command::rescue;
use serde_json::Value;
use std::path::Path;

/// A finding as `check --format json` prints it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Line and column where it begins, from 1, and where it ends.
    pub start: (usize, usize),
    /// Line and column behind its last character.
    pub end: (usize, usize),
    /// Its weaknesses, the closest first.
    pub cwe: Vec<String>,
    /// Its rule.
    pub rule: String,
    /// `proven`, `likely` or `possible`.
    pub confidence: String,
    /// What is wrong.
    pub message: String,
    /// Repairs.
    pub fixes: Vec<Fix>,
}

/// A repair.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What an editor's menu shows.
    pub title: String,
    /// What it changes.
    pub edits: Vec<Edit>,
}

/// A change of the text between two places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Line and column, from 1.
    pub start: (usize, usize),
    /// Line and column behind the last character.
    pub end: (usize, usize),
    /// What comes there.
    pub text: String,
}

/// Findings by project and file.
pub type Found = Vec<Vec<Vec<Finding>>>;

/// Writes the projects to a folder that goes away, checks them, and returns what is found in each file.
///
/// # Errors
/// What went wrong other than findings.
pub fn found(specification: &Specification) -> Result<Found, String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no temporary folder: {error}"))?;
    let mut arguments = vec!["check".to_owned(), "--format".to_owned(), "json".to_owned()];
    for (number, project) in specification.projects.iter().enumerate() {
        let root = format!("p{number:03}");
        // A project of its own, whatever lies above the temporary folder.
        write(&folder.path().join(&root).join("pyproject.toml"), "[project]\nname = \"example\"\n")?;
        for file in &project.files {
            write(&folder.path().join(&root).join(&file.path), &file.text())?;
        }
        arguments.push(root);
    }
    let mut found: Found = specification.projects.iter().map(|project| vec![Vec::new(); project.files.len()]).collect();
    if specification.projects.is_empty() {
        return Ok(found);
    }
    let outcome = rescue(folder.path(), &arguments);
    if !matches!(outcome.code, Some(0 | 1)) || !outcome.err.is_empty() {
        return Err(format!("rescue-lsp check ended with {:?}: {}", outcome.code, outcome.err.trim()));
    }
    let findings: Value = serde_json::from_str(&outcome.out).map_err(|error| format!("{error}: {}", outcome.out))?;
    for finding in findings.as_array().into_iter().flatten() {
        let place = place(specification, finding["path"].as_str().unwrap_or_default());
        let (project, file) = place.ok_or_else(|| format!("a finding in no file of ours: {finding}"))?;
        found[project][file].push(read(finding));
    }
    Ok(found)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let wrong = |error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(wrong)?;
    }
    std::fs::write(path, text).map_err(wrong)
}

fn place(specification: &Specification, path: &str) -> Option<(usize, usize)> {
    let (root, path) = path.trim_start_matches("./").split_once('/')?;
    let project: usize = root.strip_prefix('p')?.parse().ok()?;
    let file = specification.projects.get(project)?.files.iter().position(|file| file.path == path)?;
    Some((project, file))
}

fn read(finding: &Value) -> Finding {
    let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (start, end) = range(finding);
    Finding {
        start,
        end,
        cwe: list(&finding["cwe"]).iter().filter_map(|cwe| Some(cwe.as_str()?.to_owned())).collect(),
        rule: text("rule"),
        confidence: text("confidence"),
        message: text("message"),
        fixes: list(&finding["fixes"]).iter().map(|fix| fix_of(fix, &list(&fix["edits"]))).collect(),
    }
}

fn fix_of(fix: &Value, edits: &[Value]) -> Fix {
    let edits = edits.iter().map(|edit| {
        let (start, end) = range(edit);
        Edit { start, end, text: edit["text"].as_str().unwrap_or_default().to_owned() }
    });
    Fix { title: fix["title"].as_str().unwrap_or_default().to_owned(), edits: edits.collect() }
}

fn range(value: &Value) -> ((usize, usize), (usize, usize)) {
    let number = |key: &str| value[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(0);
    ((number("line"), number("column")), (number("end_line"), number("end_column")))
}
