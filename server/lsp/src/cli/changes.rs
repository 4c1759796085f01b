//! `check --diff-base`: what changed since a commit.

use super::decoding;
use super::files::Target;
use super::git::{Change, Repository};
use super::inspection::{Inspection, all_marks};
use super::projects::Job;
use super::source::Lines;
use crate::baseline::{Entry, matched};
use anyhow::bail;
use similar::{Algorithm, DiffOp, capture_diff_slices, get_diff_ratio};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Files that are more alike than this are one that was renamed, as git has it.
const ALIKE: f32 = 0.5;
/// So many new files are compared with so many that are gone, at most.
const COMPARED: usize = 64;

/// What a file was at the commit.
pub(crate) enum Before {
    /// Not there.
    Nothing,
    /// This text.
    Text(String),
}

/// The jobs whose files changed since the branches of `reference` and the commit that is checked out parted, and what
/// each was there. Changes that nobody committed count.
pub(crate) fn since(reference: &str, jobs: Vec<Job>) -> anyhow::Result<Vec<(Job, Before)>> {
    let mut roots: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut by_root: BTreeMap<PathBuf, Vec<(String, Job)>> = BTreeMap::new();
    for job in jobs {
        if job.target.is_nameless() {
            bail!("standard input has no place in a repository: name it with --stdin-filename");
        }
        let (root, key) = place(job.target.path(), &mut roots)?;
        by_root.entry(root).or_default().push((key, job));
    }
    let mut changed = Vec::new();
    for (root, jobs) in by_root {
        let repository = Repository::at(root);
        in_repository(&repository, reference, jobs, &mut changed)?;
    }
    changed.sort_by(|(a, _), (b, _)| a.target.path().cmp(b.target.path()));
    Ok(changed)
}

/// The repository that a file is in, and its name there.
fn place(path: &Path, roots: &mut HashMap<PathBuf, PathBuf>) -> anyhow::Result<(PathBuf, String)> {
    let whole = std::path::absolute(path)?;
    let folder = whole.parent().unwrap_or(&whole);
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let root = match roots.get(&folder) {
        Some(root) => root.clone(),
        None => {
            let root = folder.ancestors().find(|above| above.join(".git").exists());
            let Some(root) = root else {
                bail!(
                    "{} is in no git repository, so there is nothing that --diff-base could compare it with",
                    path.display()
                );
            };
            roots.insert(folder.clone(), root.to_owned());
            root.to_owned()
        }
    };
    let inside = folder.strip_prefix(&root).unwrap_or(&folder).join(whole.file_name().unwrap_or_default());
    let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    Ok((root, parts.join("/")))
}

fn in_repository(
    repository: &Repository,
    reference: &str,
    jobs: Vec<(String, Job)>,
    changed: &mut Vec<(Job, Before)>,
) -> anyhow::Result<()> {
    let base = repository.base(reference)?;
    let changes = repository.changes(&base)?;
    let tracked = repository.tracked()?;
    let is_touched = |key: &str| changes.contains_key(key) || !tracked.contains(key);
    let jobs: Vec<(String, Job)> = jobs.into_iter().filter(|(key, _)| is_touched(key)).collect();
    let gone: Vec<&str> = changes
        .iter()
        .filter(|(key, change)| matches!(change, Change::Gone(_)) && !repository.has(key))
        .filter_map(|(_, change)| change.blob())
        .take(COMPARED)
        .collect();
    let wanted = jobs.iter().filter_map(|(key, _)| changes.get(key)?.blob()).chain(gone.iter().copied());
    let mut blobs: HashMap<String, String> = HashMap::new();
    for (blob, bytes) in repository.blobs(wanted)? {
        // What is no text of today's kind was replaced as a whole.
        blobs.extend(decoding::decode(bytes).ok().map(|(text, _)| (blob, text)));
    }
    let mut compared = 0;
    for (key, job) in jobs {
        let blob = changes.get(&key).and_then(Change::blob);
        let before = match blob.and_then(|blob| blobs.get(blob)) {
            Some(text) => Before::Text(text.clone()),
            None if tracked.contains(&key) || compared == COMPARED => Before::Nothing,
            None => {
                compared += 1;
                renamed(&job, gone.iter().filter_map(|blob| blobs.get(*blob)))
            }
        };
        changed.push((job, before));
    }
    Ok(())
}

/// A file that git does not know may be one that was moved without git.
fn renamed<'t>(job: &Job, gone: impl Iterator<Item = &'t String>) -> Before {
    let Target::File { .. } = &job.target else {
        return Before::Nothing;
    };
    let Ok(source) = job.read() else {
        return Before::Nothing;
    };
    let new = Lines::new(source.text);
    let new = lines_of(&new);
    let alike = |old: &String| {
        let old = Lines::new(old.as_str().into());
        let old = lines_of(&old);
        get_diff_ratio(&capture_diff_slices(Algorithm::Myers, &old, &new), old.len(), new.len())
    };
    let best = gone.map(|old| (alike(old), old)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((alike, old)) if alike > ALIKE => Before::Text(old.clone()),
        _ => Before::Nothing,
    }
}

/// For each finding, whether it has to do with what changed: it or its flow is on a changed line, or the file did not
/// have it before. The latter is what the removal of a check brings.
pub(crate) fn wanted(job: &Job, inspection: &Inspection, before: &Before) -> Vec<bool> {
    let (Some(found), Before::Text(old)) = (&inspection.found, before) else {
        return vec![true; inspection.findings().len()];
    };
    let changed = changed_lines(old, &found.lines);
    let entries: Vec<Entry> = all_marks(job, old).into_iter().map(|mark| Entry { mark, count: 1 }).collect();
    let known = matched(&entries, &found.marks).known;
    let is_changed = |range: &std::ops::Range<usize>| {
        let (start, end) = found.lines.span(range);
        (start.line..=end.line).any(|line| changed.get(line - 1).copied().unwrap_or(false))
    };
    let touched = |finding: &rescue_ide::Finding| {
        let here = finding.flow.iter().filter(|step| step.path.is_none());
        is_changed(&finding.range) || here.into_iter().any(|step| is_changed(&step.range))
    };
    found.findings.iter().zip(known).map(|(finding, known)| !known || touched(finding)).collect()
}

/// For each line, whether it is new; how it ends does not matter.
fn changed_lines(old: &str, new: &Lines) -> Vec<bool> {
    let old = Lines::new(old.into());
    let mut changed = vec![false; new.count()];
    for op in capture_diff_slices(Algorithm::Myers, &lines_of(&old), &lines_of(new)) {
        if !matches!(op, DiffOp::Equal { .. }) {
            changed.iter_mut().take(op.new_range().end).skip(op.new_range().start).for_each(|line| *line = true);
        }
    }
    changed
}

fn lines_of(lines: &Lines) -> Vec<&str> {
    (1..=lines.count()).map(|line| lines.line(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_came_are_changed_and_line_ends_are_not() {
        let changed = |old: &str, new: &str| changed_lines(old, &Lines::new(new.into()));
        assert_eq!(changed("a\nb\nc", "a\r\nc"), [false, false]);
        assert_eq!(changed("a\nc", "a\nb\nc"), [false, true, false]);
        assert_eq!(changed("", "a"), [true]);
    }
}
