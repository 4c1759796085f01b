//! A corpus is linted and built: every mistake with its line, every build with the same bytes.

use rescue_distill::{Event, Level, build, lint};
use rescue_knowledge::{Facets, Options, Snapshot};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/corpus")
}

fn encoder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kb-snapshot/encoder")
}

/// A copy of the fixture that may be spoilt.
fn copy() -> TempDir {
    fn all(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().flatten() {
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                all(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    all(&fixture(), folder.path());
    folder
}

fn spoil(folder: &TempDir, file: &str, from: &str, to: &str) {
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// The errors as `file:line: error: …`.
fn errors(folder: &TempDir) -> Vec<String> {
    lint(folder.path()).into_iter().filter(|found| found.level == Level::Error).map(|found| found.to_string()).collect()
}

const COMMAND: &str = "cwe-078-os-command-injection";
const OBJECTS: &str = "cwe-502-deserialization";

#[test]
fn the_fixture_has_no_errors_and_too_few_records() {
    let problems = lint(&fixture());
    assert!(problems.iter().all(|found| found.level == Level::Warning), "{problems:?}");
    assert_eq!(problems.iter().filter(|found| found.message.contains("2 records")).count(), 2);
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let patterns = format!("{COMMAND}/patterns.toml");
    let objects = format!("{OBJECTS}/patterns.toml");
    let record = format!("{COMMAND}/records/ping-host/record.toml");
    let weakness = format!("{COMMAND}/weakness.toml");
    for (file, from, to, line, says) in [
        (&patterns, "os.{system,popen}", "os.{system,popen", 3, "a brace is never closed"),
        (&patterns, "os.{system,popen}", "system popen", 3, "`system popen` is no qualified name"),
        (&patterns, "rule = \"command-from-input\"", "rule = \"Command_Input\"", 2, "is no rule identifier"),
        (&patterns, "fires-on = \"built\"", "fires-on = \"never\"", 5, "unknown variant `never`"),
        (&patterns, "argument = [0, ", "arguments = [0, ", 4, "unknown field `arguments`"),
        (&patterns, "{value}", "{what}", 6, "is none of {callee}, {value}, {source}"),
        (&patterns, "fires-on = \"built\"", "safe-prefix = \"^(\"", 5, "is no regular expression"),
        (&patterns, "fires-on = \"built\"", "cwe = \"CWE-9999\"", 5, "`CWE-9999` is no entry"),
        (&patterns, "fires-on = \"built\"", "when = [ { argument = [1] } ]", 1, "exactly one test"),
        (&patterns, "kind = \"argv\"", "kind = \"wrap\"", 8, "needs `callee`"),
        (&objects, "pickle-load", "command-from-input", 10, "a rule has one weakness"),
        (&record, "command-from-input", "no-such-rule", 13, "Rule `no-such-rule` does not exist"),
        (&record, "command-from-input", "pickle-load", 13, "Rule `pickle-load` belongs to"),
        (&record, "style = \"function\"", "style = \"poem\"", 3, "unknown variant `poem`"),
        (&record, "title = ", "headline = ", 1, "unknown field `headline`"),
        (&weakness, "cwe = \"CWE-78\"", "cwe = \"CWE-79\"", 1, "`CWE-79` is no entry"),
    ] {
        let folder = copy();
        spoil(&folder, file, from, to);
        let found = errors(&folder);
        assert!(
            found.iter().any(|error| error.starts_with(&format!("{file}:{line}: error: ")) && error.contains(says)),
            "{to}: expected {file}:{line} … {says}, found {found:#?}"
        );
    }
}

#[test]
fn mistakes_are_collected() {
    let folder = copy();
    spoil(&folder, &format!("{COMMAND}/patterns.toml"), "os.{system,popen}", "os.{system,popen");
    spoil(&folder, &format!("{OBJECTS}/patterns.toml"), "instead = ", "insted = ");
    fs::remove_file(folder.path().join(format!("{OBJECTS}/records/read-settings/secure.py"))).unwrap();
    let ping = folder.path().join(format!("{COMMAND}/records/ping-host"));
    fs::copy(ping.join("vulnerable.py"), ping.join("secure.py")).unwrap();
    let found = errors(&folder);
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.iter().any(|error| error.contains("read-settings/secure.py:1: error: The file is missing.")));
    assert!(found.iter().any(|error| error.contains("identical to vulnerable.py")));
    let refused =
        build(folder.path(), &encoder(), &folder.path().join("out"), &mut |_| ()).expect_err("nothing is built");
    assert!(refused.to_string().contains("a brace is never closed"));
}

#[test]
fn lines_that_are_too_long_are_told() {
    let folder = copy();
    let file = format!("{COMMAND}/records/ping-host/secure.py");
    let text = fs::read_to_string(folder.path().join(&file)).unwrap();
    fs::write(folder.path().join(&file), format!("{text}\nNAME = \"{}\"\n", "x".repeat(120))).unwrap();
    let line = text.lines().count() + 2;
    assert!(lint(folder.path()).iter().any(|found| found.file == file && found.line == line));
}

#[test]
fn a_build_can_be_asked_and_repeated_byte_by_byte() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut steps = 0;
    let report = build(&fixture(), &encoder(), a.path(), &mut |event| {
        steps += usize::from(matches!(event, Event::Distilled { .. }));
    })
    .expect("the fixture builds");
    assert_eq!(steps, 2);
    assert!(report.reduction() > 30.0, "slices are {:.0} % shorter", report.reduction());
    // Line ends of a checkout do not count.
    let folder = copy();
    let path = folder.path().join(format!("{COMMAND}/weakness.toml"));
    fs::write(&path, fs::read_to_string(&path).unwrap().replace('\n', "\r\n")).unwrap();
    build(folder.path(), &encoder(), b.path(), &mut |_| ()).expect("the copy builds");
    for name in report.manifest.files.iter().map(|file| file.name.as_str()).chain(["manifest.json"]) {
        assert!(fs::read(a.path().join(name)).unwrap() == fs::read(b.path().join(name)).unwrap(), "{name} differs");
    }

    let snapshot = Snapshot::open(a.path()).expect("the snapshot opens");
    assert_eq!(snapshot.manifest().counts.examples, 4);
    let known = snapshot.knowledge();
    let command = snapshot.weakness("CWE-78").expect("the weakness is there");
    assert_eq!(command.parents, ["CWE-74"]);
    // Two records say much the same: one statement, supported by both, comes first.
    assert_eq!(command.guidelines[0].records.len(), 2, "{:?}", command.guidelines);
    let facets = Facets { words: vec!["parse a yaml configuration file".to_owned()], ..Facets::default() };
    let found = snapshot.retrieve(&facets, &Options::default()).expect("retrieval works");
    assert_eq!(known.examples[found.examples[0].index].id, "cwe-502-deserialization/read-settings");
    assert!(known.examples[found.examples[0].index].api.contains(&"yaml.safe_load".to_owned()));
}
