//! Baselines on disk: one entry a line, sorted, so that they diff and merge well.

use super::{Baseline, Entry};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What a baseline calls itself, before the number of its format.
const NAME: &str = "rescue-baseline/";
/// The format that is read and written.
const FORMAT: u32 = 1;
/// Nobody accepts so many findings.
const LARGEST: u64 = 64 << 20;

/// How to get a good one.
const WRITE_ANEW: &str = "delete it and write it anew with `rescue-lsp check --write-baseline`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    #[serde(rename = "format")]
    _format: String,
    findings: BTreeMap<String, Vec<Entry>>,
}

impl Baseline {
    /// Reads one; the error is a sentence without its full stop.
    pub fn read(file: &Path) -> Result<Baseline, String> {
        let name = file.display();
        let text = text_of(file).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => {
                format!("there is no baseline {name}: write it with `rescue-lsp check --write-baseline`")
            }
            _ => format!("the baseline {name} cannot be read: {error}"),
        })?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| format!("the baseline {name} is broken, it is no JSON: {error}; {WRITE_ANEW}"))?;
        check_format(&value).map_err(|why| format!("{name} {why}"))?;
        let whole: Whole = serde_json::from_value(value)
            .map_err(|error| format!("the baseline {name} is broken: {error}; {WRITE_ANEW}"))?;
        Ok(Baseline { files: whole.findings, ..Baseline::new(file) })
    }

    /// Writes it.
    pub fn write(&self) -> std::io::Result<()> {
        std::fs::write(&self.file, self.text())
    }

    fn text(&self) -> String {
        let mut text = format!("{{\n  \"format\": \"{NAME}{FORMAT}\",\n  \"findings\": {{");
        for (number, (key, entries)) in self.files.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let _ = write!(text, "{comma}\n    {}: [", json(key));
            for (number, entry) in entries.iter().enumerate() {
                let comma = if number == 0 { "" } else { "," };
                let _ = write!(text, "{comma}\n      {}", json(entry));
            }
            text.push_str("\n    ]");
        }
        text.push_str(if self.files.is_empty() { "}\n}\n" } else { "\n  }\n}\n" });
        text
    }
}

fn text_of(file: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    File::open(file)?.take(LARGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// A value on one line.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The second half of a sentence about why a file is no baseline that can be read here.
fn check_format(value: &Value) -> Result<(), String> {
    let format = value.get("format").and_then(Value::as_str);
    match format.and_then(|format| format.strip_prefix(NAME)) {
        None => Err(format!("is no baseline of Rescue, which would begin with `\"format\": \"{NAME}{FORMAT}\"`")),
        Some(number) if number == FORMAT.to_string() => Ok(()),
        Some(number) => Err(format!(
            "is a baseline of format {number}, and Rescue {} reads format {FORMAT}: use the Rescue that wrote it, or \
             {WRITE_ANEW}",
            env!("CARGO_PKG_VERSION")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Mark;
    use super::*;

    #[test]
    fn what_is_written_is_read_and_has_a_line_an_entry() {
        let folder = std::env::temp_dir().join(format!("rescue-baseline-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let mut baseline = Baseline::new(&folder.join("b.json"));
        let mark = |rule: &str| Mark {
            rule: rule.into(),
            cwe: Some("CWE-89".into()),
            fingerprint: "0123".into(),
            statement: "\"4567".into(),
        };
        baseline.put("b.py", &[mark("z"), mark("a"), mark("z")]);
        baseline.put("a.py", &[mark("a")]);
        baseline.write().expect("written");
        let text = std::fs::read_to_string(baseline.file()).expect("a file");
        let line = r#"      {"rule":"z","cwe":"CWE-89","fingerprint":"0123","statement":"\"4567","count":2}"#;
        assert!(text.lines().any(|found| found == line), "{text}");
        assert_eq!(text.lines().filter(|line| line.contains("\"rule\"")).count(), 3);
        assert!(text.find("a.py") < text.find("b.py"));
        assert_eq!(Baseline::read(baseline.file()), Ok(baseline));
        let empty = Baseline::new(&folder.join("b.json"));
        empty.write().expect("written");
        assert_eq!(Baseline::read(empty.file()), Ok(empty));
        let _ = std::fs::remove_dir_all(&folder);
    }
}
