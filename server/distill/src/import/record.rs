//! Writes drafts as folders of the corpus.

use super::describe::Draft;
use anyhow::Context;
use rescue_knowledge::Snapshot;
use std::{fmt::Write as _, fs, path::Path};

/// Longest name of a folder, without the part that tells equal names apart.
const NAME: usize = 40;

/// Writes a record; gives its path in the folder, and whether it is new. What is there already is left alone, because
/// somebody may have worked on it.
pub(super) fn write(out: &Path, key: &str, draft: &Draft, snapshot: &Snapshot) -> anyhow::Result<(String, bool)> {
    let weakness = folder(&draft.cwe, snapshot);
    let name = format!("{}-{}", slug(&draft.title, NAME), key.get(..8).unwrap_or(key));
    let path = format!("{weakness}/records/{name}");
    let folder = out.join(&path);
    if folder.join("record.toml").exists() {
        return Ok((path, false));
    }
    let put =
        |file: &Path, text: &str| fs::write(file, text).with_context(|| format!("{} can't be written", file.display()));
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    let of_weakness = out.join(&weakness).join("weakness.toml");
    if snapshot.weakness(&draft.cwe).is_none() && !of_weakness.exists() {
        put(&of_weakness, &new_weakness(&draft.cwe, snapshot))?;
    }
    put(&folder.join("vulnerable.py"), &draft.vulnerable)?;
    put(&folder.join("secure.py"), &draft.secure)?;
    // What says that the record is there comes last.
    put(&folder.join("record.toml"), &toml(draft))?;
    Ok((path, true))
}

/// The folder of a weakness: that of the records that are known, else one named after MITRE's entry.
fn folder(cwe: &str, snapshot: &Snapshot) -> String {
    let known = snapshot.knowledge().examples.iter().find(|example| example.cwe == cwe);
    if let Some((folder, _)) = known.and_then(|example| example.id.split_once('/')) {
        return folder.to_owned();
    }
    let number: u32 = cwe.trim_start_matches("CWE-").parse().unwrap_or(0);
    let name = snapshot.hierarchy().get(cwe).map_or("", |entry| entry.name.as_str());
    format!("cwe-{number:03}-{}", slug(name.split('(').next().unwrap_or(name), NAME))
}

fn new_weakness(cwe: &str, snapshot: &Snapshot) -> String {
    let name = snapshot.hierarchy().get(cwe).map_or(cwe, |entry| entry.name.as_str());
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 3).map(str::to_lowercase).collect();
    let mut text =
        String::from("# Made by `rescue-lsp kb import` from MITRE's list: nobody has described this weakness yet.\n");
    let _ = writeln!(text, "cwe = {}\nname = {}", quoted(cwe), quoted(name));
    let _ = writeln!(text, "summary = {}", quoted(&format!("MITRE calls it: {name}.")));
    let _ = writeln!(text, "words = {}\ncauses = []\nguidelines = []", list(&words));
    text
}

fn toml(draft: &Draft) -> String {
    let mut text = String::from(
        "# Imported and unproven. What is under `unsure` is guessed; a proof.py and `proven = true` end that.\n",
    );
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("title", quoted(&draft.title));
    line("libraries", list(&draft.libraries));
    line("style", quoted(draft.style));
    line("tasks", list(&draft.tasks));
    line("cause", quoted(&draft.cause));
    line("guideline", quoted(&draft.guideline));
    line("note", quoted(&draft.note));
    line("rules", list(&draft.rules));
    line("proven", "false".to_owned());
    line("origin", list(&draft.origin));
    line("unsure", list(&draft.unsure));
    text
}

fn list(texts: &[String]) -> String {
    match texts {
        [] => "[]".to_owned(),
        [one] => format!("[{}]", quoted(one)),
        many => {
            let lines: String = many.iter().map(|text| format!("    {},\n", quoted(text))).collect();
            format!("[\n{lines}]")
        }
    }
}

/// A text as a TOML basic string.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text as a part of a path: lower-case letters, digits and dashes.
fn slug(text: &str, most: usize) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.len() + word.len() > most && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(most).map(|c| c.to_ascii_lowercase()));
    }
    if slug.is_empty() { "record".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::RecordFile;

    #[test]
    fn what_is_written_is_read_again() {
        let odd = "a \"quote\", a \\ and\na line\u{7f}\u{1b}[0m é".to_owned();
        let draft = Draft {
            cwe: "CWE-89".into(),
            title: odd.clone(),
            libraries: vec![],
            style: "web handler",
            tasks: vec![odd.clone(), "two".into()],
            cause: odd.clone(),
            guideline: odd.clone(),
            note: odd.clone(),
            rules: vec!["a".into()],
            origin: vec![odd.clone()],
            unsure: vec![],
            vulnerable: String::new(),
            secure: String::new(),
        };
        let read: RecordFile = toml::from_str(&toml(&draft)).unwrap();
        assert_eq!((&read.title, &read.tasks[0], &read.origin[0], read.proven), (&odd, &odd, &odd, false));
    }

    #[test]
    fn names_are_harmless() {
        assert_eq!(slug("../../etc/passwd: Find the User!", 40), "etc-passwd-find-the-user");
        assert_eq!(slug("日本", 40), "record");
        assert_eq!(slug("one two three", 7), "one-two");
    }
}
