//! CVEfixes: a SQLite database of CVE entries, the commits that fix them and the files before and after.

use super::{
    Change, Item, Take,
    pairs::label,
    sqlite::{Database, Value},
};
use anyhow::Context;
use serde_json::Value as Json;
use std::{collections::BTreeMap, path::Path};

/// What is known of a commit before its files are read.
#[derive(Debug, Default)]
struct Fix {
    entries: Vec<String>,
    repository: String,
    message: String,
}

/// Reads a database. Of its tables `fixes`, `cve`, `cwe_classification`, `commits` (if it is there) and `file_change`
/// are used; `method_change` is not needed, because the functions that changed are found anew.
pub fn read(path: &Path, take: &mut Take<'_>) -> anyhow::Result<()> {
    let inside = || format!("{} can't be used as a CVEfixes database", path.display());
    let mut database = Database::open(path)?;
    let mut fixes: BTreeMap<String, Fix> = BTreeMap::new();
    each(&mut database, "fixes", ["cve_id", "hash", "repo_url"], &mut |[entry, hash, repository]| {
        let fix = fixes.entry(hash.to_owned()).or_default();
        fix.entries.push(entry.to_owned());
        fix.repository = repository.to_owned();
        Ok(())
    })
    .with_context(inside)?;
    let mut descriptions: BTreeMap<String, String> = BTreeMap::new();
    each(&mut database, "cve", ["cve_id", "description"], &mut |[entry, text]| {
        descriptions.insert(entry.to_owned(), description(text));
        Ok(())
    })
    .with_context(inside)?;
    let mut labels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    each(&mut database, "cwe_classification", ["cve_id", "cwe_id"], &mut |[entry, cwe]| {
        labels.entry(entry.to_owned()).or_default().extend(label(cwe));
        Ok(())
    })
    .with_context(inside)?;
    // Some who pass the database on leave this table out.
    if database.table("commits").is_ok() {
        each(&mut database, "commits", ["hash", "msg"], &mut |[hash, message]| {
            if let Some(fix) = fixes.get_mut(hash) {
                fix.message = message.to_owned();
            }
            Ok(())
        })
        .with_context(inside)?;
    }
    let columns = ["hash", "filename", "old_path", "new_path", "code_before", "code_after"];
    each(&mut database, "file_change", columns, &mut |[hash, file, old_path, new_path, before, after]| {
        let path_of = if absent(new_path) { old_path } else { new_path };
        let name = if absent(path_of) { file } else { path_of };
        if !name.ends_with(".py") {
            return Ok(());
        }
        let Some(fix) = fixes.get(hash) else { return Ok(()) };
        let entries = fix.entries.join(", ");
        let place = format!("{}: {entries}, {name}", path.display());
        if absent(before) || absent(after) {
            return take(Item::skipped(place, "it has no text before or after the commit"));
        }
        let of_entries = |map: &BTreeMap<String, String>| {
            fix.entries.iter().filter_map(|entry| map.get(entry)).cloned().collect::<Vec<_>>().join("\n")
        };
        let about = of_entries(&descriptions);
        let labels: Vec<String> = fix.entries.iter().flat_map(|entry| labels.get(entry)).flatten().cloned().collect();
        take(Item::Change(Box::new(Change {
            place,
            origin: format!("{entries}, commit {hash} of {}, {name}", fix.repository),
            file: name.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            labels,
            about: if about.trim().is_empty() { fix.message.clone() } else { about },
            ..Change::default()
        })))
    })
    .with_context(inside)
}

/// The missing text of a file, as Python wrote it.
fn absent(text: &str) -> bool {
    matches!(text, "" | "None" | "nan")
}

/// Calls `row` with some columns of each row, as texts.
fn each<const N: usize>(
    database: &mut Database,
    table: &str,
    columns: [&str; N],
    row: &mut dyn FnMut([&str; N]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let table = database.table(table)?;
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = table.column(column)?;
    }
    database
        .rows(&table, &mut |_, values| row(places.map(|at| values.get(at).and_then(Value::as_str).unwrap_or_default())))
}

/// The English text of a description: as it is, or in the list that NVD has, in JSON or as Python writes it.
fn description(written: &str) -> String {
    let text = written.trim();
    if !text.starts_with('[') {
        return text.to_owned();
    }
    if let Ok(Json::Array(all)) = serde_json::from_str::<Json>(text) {
        let english =
            all.iter().find(|one| one.get("lang").and_then(Json::as_str) == Some("en")).or_else(|| all.first());
        return english.and_then(|one| one.get("value")).and_then(Json::as_str).unwrap_or_default().to_owned();
    }
    // [{'lang': 'en', 'value': "…"}]
    let value = text.split_once("'value':").map_or(text, |(_, value)| value.trim());
    let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"')).unwrap_or('\'');
    let inside = value.strip_prefix(quote).unwrap_or(value);
    let end = inside.rfind(&format!("{quote}}}")).unwrap_or(inside.len());
    inside.get(..end).unwrap_or(inside).replace("\\n", " ").replace("\\'", "'").replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_in_three_forms() {
        for written in [
            "A quote ends it's text.",
            r#"[{"lang": "es", "value": "Nada."}, {"lang": "en", "value": "A quote ends it's text."}]"#,
            r#"[{'lang': 'en', 'value': "A quote ends it's text."}]"#,
            r"[{'lang': 'en', 'value': 'A quote ends it\'s text.'}]",
        ] {
            assert_eq!(description(written), "A quote ends it's text.", "{written}");
        }
        assert_eq!(description("[{"), "[{");
    }
}
