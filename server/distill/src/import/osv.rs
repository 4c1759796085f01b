//! Advisories in the format of osv.dev, whose fix commits are looked up in clones that the user has.

use super::{
    Item, Take,
    archive::json_files,
    git::{Repository, is_hash},
    history::files_of,
    pairs::label,
};
use anyhow::Context;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// What an advisory says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Advisory {
    id: String,
    labels: Vec<String>,
    about: String,
    commits: BTreeSet<String>,
}

/// Reads advisories: a file, a folder of files, or a zip archive. Their commits are taken from whichever clone has them.
pub fn read(path: &Path, clones: &[Repository], take: &mut Take<'_>) -> anyhow::Result<()> {
    let mut each = |name: &str, text: Result<String, String>| match text {
        Ok(text) => advisory(name, &text, clones, take),
        Err(why) => take(Item::skipped(name, why)),
    };
    if path.extension().is_some_and(|extension| extension == "zip") {
        return json_files(path, &mut |name, text| each(&format!("{}/{name}", path.display()), text));
    }
    for file in files(path)? {
        let text = fs::read_to_string(&file).map_err(|error| format!("it can't be read: {error}"));
        each(&file.display().to_string(), text)?;
    }
    Ok(())
}

/// JSON files of a folder and the folders in it, in the order of their names. Links are not followed.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = || format!("{} can't be read", path.display());
    if fs::metadata(path).with_context(unreadable)?.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).with_context(unreadable)?.flatten() {
            let is = entry.file_type().with_context(unreadable)?;
            let path = entry.path();
            if is.is_dir() {
                open.push(path);
            } else if is.is_file() && path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn advisory(place: &str, text: &str, clones: &[Repository], take: &mut Take<'_>) -> anyhow::Result<()> {
    let advisory = match parse(text) {
        Ok(advisory) => advisory,
        Err(why) => return take(Item::skipped(place, why)),
    };
    if advisory.commits.is_empty() {
        return take(Item::skipped(place, "it names no commit that fixes it"));
    }
    for hash in &advisory.commits {
        let mut found = None;
        for clone in clones {
            if let Some(commit) = clone.commit(hash)? {
                found = Some((clone, commit));
                break;
            }
        }
        let Some((clone, commit)) = found else {
            take(Item::skipped(place, format!("its commit {hash} is in none of the clones: name one with --clone")))?;
            continue;
        };
        let count = files_of(clone, &commit, &mut |file| match file {
            Ok(mut change) => {
                change.place = format!("{place}, {}", change.place);
                change.origin = format!("{}, {}", advisory.id, lowered(&change.origin));
                change.labels.clone_from(&advisory.labels);
                change.about = format!("{}\n{}", advisory.about, change.about);
                take(Item::Change(Box::new(change)))
            }
            Err((path, why)) => take(Item::skipped(format!("{place}, {path}"), why)),
        })?;
        if count == 0 {
            take(Item::skipped(place, format!("its commit {hash} changes no Python file that was there before")))?;
        }
    }
    Ok(())
}

fn lowered(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn parse(text: &str) -> Result<Advisory, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| format!("it is no JSON: {error}"))?;
    let id = value.get("id").and_then(Value::as_str).ok_or("it is no advisory: it has no `id`")?;
    let mut advisory = Advisory { id: id.to_owned(), ..Advisory::default() };
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    advisory.about = format!("{}\n{}", text("summary"), text("details")).trim().to_owned();
    let specific = value.get("database_specific").into_iter();
    let affected = || value.get("affected").and_then(Value::as_array).into_iter().flatten();
    for specific in specific.chain(affected().filter_map(|one| one.get("database_specific"))) {
        let ids =
            ["cwe_ids", "cwes"].into_iter().filter_map(|key| specific.get(key)).filter_map(Value::as_array).flatten();
        let names = ids.filter_map(|id| id.as_str().or_else(|| id.get("cweId").and_then(Value::as_str)));
        for label in names.filter_map(label) {
            if !advisory.labels.contains(&label) {
                advisory.labels.push(label);
            }
        }
    }
    for range in affected().filter_map(|one| one.get("ranges")).filter_map(Value::as_array).flatten() {
        if range.get("type").and_then(Value::as_str) == Some("GIT") {
            let events = range.get("events").and_then(Value::as_array).into_iter().flatten();
            advisory
                .commits
                .extend(events.filter_map(|event| event.get("fixed")).filter_map(Value::as_str).map(str::to_owned));
        }
    }
    for reference in value.get("references").and_then(Value::as_array).into_iter().flatten() {
        let url = reference.get("url").and_then(Value::as_str).unwrap_or_default();
        if let Some((_, hash)) = url.split_once("/commit/") {
            let hash: String = hash.chars().take_while(char::is_ascii_hexdigit).collect();
            // The same commit is often named by a range and by its address.
            let is_known = advisory.commits.iter().any(|known| known.starts_with(&hash));
            if is_hash(&hash) && !is_known {
                advisory.commits.insert(hash);
            }
        }
    }
    advisory.commits.retain(|hash| is_hash(hash));
    Ok(advisory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_come_from_ranges_and_references() {
        let hash = "0123456789abcdef0123456789abcdef01234567";
        let text = format!(
            r#"{{"id": "GHSA-x", "summary": "A quote.", "database_specific": {{"cwe_ids": ["CWE-89", "CWE-89"]}},
                "affected": [{{"ranges": [
                    {{"type": "ECOSYSTEM", "events": [{{"fixed": "1.2"}}]}},
                    {{"type": "GIT", "events": [{{"introduced": "0"}}, {{"fixed": "{hash}"}}]}}]}}],
                "references": [{{"type": "FIX", "url": "https://example.org/a/b/commit/{hash}"}},
                               {{"type": "WEB", "url": "https://example.org/a/b/commit/fedcba9876543210#x"}}]}}"#
        );
        let advisory = parse(&text).unwrap();
        assert_eq!(advisory.labels, ["CWE-89"]);
        assert_eq!(advisory.commits.iter().collect::<Vec<_>>(), [hash, "fedcba9876543210"]);
        assert!(parse("[]").unwrap_err().contains("no `id`"));
        assert!(parse("{").unwrap_err().contains("no JSON"));
        let option =
            r#"{"id": "x", "affected": [{"ranges": [{"type": "GIT", "events": [{"fixed": "--upload-pack=x"}]}]}]}"#;
        assert!(parse(option).unwrap().commits.is_empty());
    }
}
