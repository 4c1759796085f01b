//! Every record of the corpus against the rules that ship: they fire on the vulnerable program, are silent on the
//! repaired one, and the fix that a record vouches for is written out for the record's own proof to run.

use rescue_ide::{CheckOptions, Engine, Finding, apply_edits};
use rescue_knowledge::Snapshot;
use rescue_syntax::document::Document;
use rescue_tests::repository;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// The engine over the snapshot in the binary.
pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let snapshot = Snapshot::embedded().expect("the snapshot is sound");
    Engine::new(Some(Arc::new(snapshot)))
});

/// One record, as its files say.
struct Record {
    folder: PathBuf,
    rules: BTreeSet<String>,
    fixed_by: Option<String>,
    /// The rules of its weakness.
    family: BTreeSet<String>,
}

impl Record {
    fn name(&self) -> String {
        self.folder.strip_prefix(corpus()).expect("it is in the corpus").display().to_string()
    }

    fn read(&self, file: &str) -> String {
        read(&self.folder.join(file))
    }
}

fn corpus() -> PathBuf {
    repository().join("kb-snapshot/corpus")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn table(path: &Path) -> toml::Table {
    read(path).parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(of).unwrap_or_else(|error| panic!("{}: {error}", of.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    paths.retain(|path| path.is_dir());
    paths.sort();
    paths
}

fn records() -> Vec<Record> {
    let mut found = Vec::new();
    for weakness in folders(&corpus()).iter().filter(|folder| folder.join("weakness.toml").is_file()) {
        let patterns = table(&weakness.join("patterns.toml"));
        let tables = ["sink", "misuse"].iter().filter_map(|kind| patterns.get(*kind)?.as_array()).flatten();
        let family: BTreeSet<String> =
            tables.filter_map(|table| Some(table.get("rule")?.as_str()?.to_owned())).collect();
        for folder in
            folders(&weakness.join("records")).into_iter().filter(|folder| folder.join("record.toml").is_file())
        {
            let record = table(&folder.join("record.toml"));
            // An imported record vouches for nothing yet.
            if record.get("proven").and_then(toml::Value::as_bool) == Some(false) {
                continue;
            }
            let rules = record["rules"].as_array().expect("a list of rules");
            found.push(Record {
                rules: rules.iter().filter_map(|rule| rule.as_str().map(str::to_owned)).collect(),
                fixed_by: record.get("fixed-by").and_then(|rule| rule.as_str().map(str::to_owned)),
                family: family.clone(),
                folder,
            });
        }
    }
    assert!(found.len() >= 60, "{} records", found.len());
    found
}

fn check(text: &str) -> Vec<Finding> {
    ENGINE.check(&Document::parse(text), &CheckOptions::default())
}

/// A finding as a failure shows it.
fn told(text: &str, finding: &Finding) -> String {
    let line = text[..finding.range.start].lines().count().max(1);
    format!("{} {} on line {line}: {}", finding.rule, finding.cwe.join(" "), &text[finding.range.clone()])
}

#[test]
fn rules_fire_on_what_is_vulnerable() {
    let mut missing = Vec::new();
    for record in records() {
        let text = record.read("vulnerable.py");
        let found = check(&text);
        let fired: BTreeSet<String> = found.iter().map(|finding| finding.rule.clone()).collect();
        for rule in record.rules.difference(&fired) {
            missing.push(format!("{}: {rule} does not fire; {fired:?} do", record.name()));
        }
    }
    assert!(missing.is_empty(), "{} gaps\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn nothing_of_the_weakness_fires_on_what_is_repaired() {
    let mut alarms = Vec::new();
    for record in records() {
        let text = record.read("secure.py");
        for finding in check(&text).iter().filter(|finding| record.family.contains(&finding.rule)) {
            alarms.push(format!("{}: {}", record.name(), told(&text, finding)));
        }
    }
    assert!(alarms.is_empty(), "{} false alarms\n{}", alarms.len(), alarms.join("\n"));
}

/// Where the fixed programs go: a mirror of the corpus, for `RESCUE_FIXED` of the proofs.
fn fixed_folder() -> PathBuf {
    let named = std::env::var_os("RESCUE_FIXED").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixed"))
}

/// The program with the first fix of every finding of this rule; the error says why there is none.
fn fixed(mut text: String, rule: &str) -> Result<String, String> {
    for _ in 0..20 {
        let found = check(&text);
        let Some(finding) = found.iter().find(|finding| finding.rule == rule) else {
            return Ok(text);
        };
        let Some(fix) = finding.fixes.first() else {
            return Err(format!("no fix for {}", told(&text, finding)));
        };
        let next = apply_edits(&text, &fix.edits);
        if Document::parse(next.clone()).module().has_errors {
            return Err(format!("`{}` does not parse:\n{next}", fix.title));
        }
        text = next;
    }
    Err(format!("{rule} fires on what its own fix wrote:\n{text}"))
}

#[test]
fn the_fix_that_a_record_vouches_for_is_written_for_its_proof() {
    let folder = fixed_folder();
    let (mut written, mut failures) = (0, Vec::new());
    for record in records() {
        let target = folder.join(record.folder.strip_prefix(corpus()).expect("it is in the corpus"));
        // What an earlier run wrote must not vouch for this one.
        let _ = std::fs::remove_file(target.join("fixed.py"));
        let Some(rule) = &record.fixed_by else {
            continue;
        };
        let vulnerable = record.read("vulnerable.py");
        match fixed(vulnerable.clone(), rule) {
            Ok(text) if text == vulnerable => failures.push(format!("{}: {rule} does not fire", record.name())),
            Ok(text) => {
                std::fs::create_dir_all(&target).expect("a folder can be made");
                std::fs::write(target.join("fixed.py"), text).expect("a file can be written");
                written += 1;
            }
            Err(why) => failures.push(format!("{}: {why}", record.name())),
        }
    }
    println!("{written} fixed programs in {}", folder.display());
    assert!(failures.is_empty(), "{} fixes\n{}", failures.len(), failures.join("\n"));
}
