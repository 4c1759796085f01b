//! A snapshot is written, opened, layered and asked, and refused with one sentence where anything in it is wrong.

use rescue_knowledge::{
    Content, Example, Facets, Hierarchy, Knowledge, Options, Snapshot, SnapshotError, Statement, Weakness,
    cwe::Entry,
    pattern::{Misuse, Patterns},
    snapshot::write,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

fn encoder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kb-snapshot/encoder")
}

fn weakness(cwe: &str, name: &str, words: &[&str], cause: &str, guideline: &str, call: &str) -> Weakness {
    let statement = |text: &str| vec![Statement { text: text.to_owned(), records: vec![] }];
    let rule = Misuse {
        rule: name.replace(' ', "-"),
        names: vec![call.to_owned()],
        references: vec![],
        assigns: vec![],
        when: vec![],
        unless: vec![],
        cwe: None,
        confidence: Default::default(),
        possible_under: Vec::new(),
        severity: Default::default(),
        message: "Wrong.".to_owned(),
        instead: "Write it right.".to_owned(),
        fix: vec![],
    };
    Weakness {
        cwe: cwe.to_owned(),
        also: vec![],
        name: name.to_owned(),
        official_name: name.to_owned(),
        parents: vec![],
        summary: format!("An attacker profits from {name}."),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        causes: statement(cause),
        guidelines: statement(guideline),
        patterns: Patterns { misuses: vec![rule], ..Patterns::default() },
    }
}

fn example(cwe: &str, id: &str, tasks: [&str; 2], cause: &str, api: &str, code: &str) -> Example {
    Example {
        id: id.to_owned(),
        cwe: cwe.to_owned(),
        title: tasks[0].to_owned(),
        tasks: tasks.map(str::to_owned).to_vec(),
        cause: cause.to_owned(),
        guideline: "Do it the safe way.".to_owned(),
        libraries: vec![api.split('.').next().unwrap_or_default().to_owned()],
        api: vec![api.to_owned()],
        code: code.to_owned(),
        vulnerable: code.to_owned(),
        lines_before: 20,
        rules: vec![],
        unproven: false,
    }
}

fn knowledge() -> Knowledge {
    Knowledge {
        weaknesses: vec![
            weakness(
                "CWE-78",
                "command injection",
                &["shell", "command", "subprocess"],
                "User input is pasted into a shell command line, so a semicolon in it starts another command.",
                "Pass the arguments as a list and leave the shell out.",
                "os.system",
            ),
            weakness(
                "CWE-89",
                "sql injection",
                &["sql", "query", "database"],
                "A value is pasted into the text of a SQL statement, so a quote in it ends the literal.",
                "Hand the values over as parameters of execute.",
                "sqlite3.Cursor.executescript",
            ),
            weakness(
                "CWE-502",
                "unsafe deserialization",
                &["pickle", "yaml", "deserialize"],
                "A document from outside is loaded with pickle, which builds any object that it names.",
                "Load plain data with json.",
                "pickle.loads",
            ),
        ],
        examples: vec![
            example(
                "CWE-78",
                "cwe-078/ping",
                ["Ping a host that the user names", "check that a server answers"],
                "The host name is pasted into a shell command.",
                "subprocess.run",
                "subprocess.run(['ping', '-c1', host], check=True)",
            ),
            example(
                "CWE-89",
                "cwe-089/find-user",
                ["Look up a user by name in the database", "fetch one row of the users table by login name"],
                "The name is pasted into the SQL text.",
                "sqlite3.Connection.execute",
                "connection.execute('SELECT id FROM users WHERE name = ?', (name,))",
            ),
            example(
                "CWE-89",
                "cwe-089/orders",
                ["List the orders of a customer", "select all orders of an email address from the database"],
                "The address is formatted into the statement.",
                "psycopg.Cursor.execute",
                "cursor.execute('SELECT * FROM orders WHERE email = %s', (email,))",
            ),
            example(
                "CWE-502",
                "cwe-502/session",
                ["Load the session from a cookie", "read the preferences that a client sends"],
                "The cookie is unpickled.",
                "json.loads",
                "json.loads(cookie)",
            ),
        ],
        libraries: Patterns::default(),
    }
}

fn hierarchy() -> Hierarchy {
    let entry = |name: &str, parents: &[&str]| Entry {
        name: name.to_owned(),
        parents: parents.iter().map(|parent| (*parent).to_owned()).collect(),
    };
    Hierarchy(
        [("CWE-77".to_owned(), entry("Command Injection", &[])), ("CWE-78".to_owned(), entry("OS", &["CWE-77"]))]
            .into(),
    )
}

fn written(exact_up_to: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (knowledge, hierarchy) = (knowledge(), hierarchy());
    let content = Content { exact_up_to, ..Content::new(&knowledge, &hierarchy, "a hash") };
    write(folder.path(), &content, &encoder(), &mut |_| ()).expect("a snapshot is written");
    folder
}

fn refusal(folder: &TempDir) -> String {
    let refused = Snapshot::open(folder.path()).expect_err("the snapshot is refused");
    assert!(!Snapshot::verify(folder.path()).is_sound());
    refused.to_string()
}

fn cwes(snapshot: &Snapshot, facets: &Facets) -> Vec<String> {
    let found = snapshot.retrieve(facets, &Options::default()).expect("retrieval works");
    found.weaknesses.iter().map(|found| snapshot.knowledge().weaknesses[found.index].cwe.clone()).collect()
}

#[test]
fn what_is_written_is_what_is_read() {
    let folder = written(usize::MAX);
    let snapshot = Snapshot::open(folder.path()).expect("the snapshot opens");
    assert_eq!(*snapshot.knowledge(), knowledge());
    assert_eq!(*snapshot.hierarchy(), hierarchy());
    assert_eq!(snapshot.manifest().counts.rules, 3);
    assert_eq!(snapshot.manifest().encoder.identity, snapshot.encoder().identity());
    assert!(Snapshot::verify(folder.path()).is_sound());
    assert_eq!(snapshot.weakness("CWE-89").map(|weakness| weakness.name.as_str()), Some("sql injection"));
}

#[test]
fn the_same_knowledge_gives_the_same_bytes() {
    for exact_up_to in [usize::MAX, 0] {
        let (a, b) = (written(exact_up_to), written(exact_up_to));
        let manifest = Snapshot::verify(a.path()).manifest.expect("a manifest");
        for name in manifest.files.iter().map(|file| file.name.as_str()).chain(["manifest.json"]) {
            assert!(fs::read(a.path().join(name)).unwrap() == fs::read(b.path().join(name)).unwrap(), "{name} differs");
        }
    }
}

#[test]
fn writing_again_leaves_no_file_behind_that_the_manifest_does_not_name() {
    let folder = written(0);
    assert!(folder.path().join("examples.usearch").exists());
    let (knowledge, hierarchy) = (knowledge(), hierarchy());
    write(folder.path(), &Content::new(&knowledge, &hierarchy, "a hash"), &encoder(), &mut |_| ()).unwrap();
    assert!(!folder.path().join("examples.usearch").exists());
    assert!(Snapshot::open(folder.path()).is_ok());
}

#[test]
fn every_altered_truncated_or_missing_file_is_refused_by_name() {
    for exact_up_to in [usize::MAX, 0] {
        let whole = written(exact_up_to);
        let manifest = Snapshot::verify(whole.path()).manifest.expect("a manifest");
        for entry in &manifest.files {
            let path = whole.path().join(&entry.name);
            let bytes = fs::read(&path).unwrap();

            let mut altered = bytes.clone();
            altered[bytes.len() / 2] ^= 1;
            fs::write(&path, altered).unwrap();
            assert_eq!(
                refusal(&whole),
                format!(
                    "`{}` was altered since the snapshot was built (its SHA-256 is not the manifest's): build the \
                     snapshot again with `rescue-lsp kb build`, or reinstall Rescue.",
                    entry.name
                )
            );

            fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
            assert_eq!(
                refusal(&whole),
                format!(
                    "`{}` has {} bytes instead of {}, so it is incomplete or altered: build the snapshot again with \
                     `rescue-lsp kb build`, or reinstall Rescue.",
                    entry.name,
                    bytes.len() - 1,
                    bytes.len()
                )
            );

            fs::remove_file(&path).unwrap();
            assert_eq!(
                refusal(&whole),
                format!(
                    "`{}` is missing from the snapshot: build the snapshot again with `rescue-lsp kb build`, or \
                     reinstall Rescue.",
                    entry.name
                )
            );
            fs::write(&path, &bytes).unwrap();
        }
        assert!(Snapshot::open(whole.path()).is_ok());
    }
}

#[test]
fn a_manifest_that_is_missing_or_newer_is_refused_by_name() {
    let folder = written(usize::MAX);
    let path = folder.path().join("manifest.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"format\": 1", "\"format\": 2")).unwrap();
    assert!(
        refusal(&folder).starts_with("`manifest.json` says format 2 and this Rescue reads format 1: update Rescue")
    );
    fs::write(&path, "{").unwrap();
    assert!(refusal(&folder).starts_with("`manifest.json` of the snapshot can't be used ("));
    fs::remove_file(&path).unwrap();
    assert!(refusal(&folder).starts_with("`manifest.json` is missing from the snapshot: "));
    let nowhere = Snapshot::open(Path::new("/nowhere/at/all")).expect_err("there is no folder");
    assert!(matches!(nowhere, SnapshotError::Missing { .. }));
}

#[test]
fn a_task_in_plain_words_finds_its_weakness_and_example() {
    for exact_up_to in [usize::MAX, 0] {
        let folder = written(exact_up_to);
        let snapshot = Arc::new(Snapshot::open(folder.path()).expect("the snapshot opens"));
        let facets = Facets {
            words: vec!["Return the user with this login name from the users table of the database".to_owned()],
            ..Facets::default()
        };
        let found = snapshot.retrieve(&facets, &Options::default()).expect("retrieval works");
        assert_eq!(snapshot.knowledge().weaknesses[found.weaknesses[0].index].cwe, "CWE-89");
        assert_eq!(snapshot.knowledge().examples[found.examples[0].index].id, "cwe-089/find-user");
        assert!(found.examples.iter().all(|found| snapshot.knowledge().examples[found.index].cwe == "CWE-89"));
    }
}

#[test]
fn names_and_causes_find_their_weakness() {
    let folder = written(usize::MAX);
    let snapshot = Snapshot::open(folder.path()).expect("the snapshot opens");
    let api = Facets { apis: vec!["pickle.loads".to_owned()], ..Facets::default() };
    assert_eq!(cwes(&snapshot, &api)[0], "CWE-502");
    let cause = Facets {
        causes: vec!["The address of the user is pasted into the shell command that is run.".to_owned()],
        ..Facets::default()
    };
    assert_eq!(cwes(&snapshot, &cause)[0], "CWE-78");
}

#[test]
fn what_is_harmless_and_what_is_empty_find_nothing() {
    let folder = written(usize::MAX);
    let snapshot = Snapshot::open(folder.path()).expect("the snapshot opens");
    assert!(cwes(&snapshot, &Facets::default()).is_empty());
    assert!(
        cwes(&snapshot, &Facets { words: vec!["  ".to_owned(), "\u{1F980}".to_owned()], ..Facets::default() })
            .is_empty()
    );
    let harmless = Facets {
        words: vec!["Check if in given list of numbers any two are closer to each other than a threshold".to_owned()],
        code: "def has_close_elements(numbers: list[float], threshold: float) -> bool:".to_owned(),
        ..Facets::default()
    };
    assert!(cwes(&snapshot, &harmless).is_empty());
}

#[test]
fn an_overlay_adds_and_replaces() {
    let (folder, team) = (written(usize::MAX), tempfile::tempdir().unwrap());
    let mut own = Knowledge { libraries: Patterns::default(), ..knowledge() };
    own.weaknesses.retain(|weakness| weakness.cwe == "CWE-78");
    own.weaknesses[0].guidelines[0].text = "Call our own runner.".to_owned();
    own.weaknesses.push(weakness(
        "CWE-918",
        "server side request forgery",
        &["url", "webhook", "fetch"],
        "The server fetches whatever address a user gives.",
        "Fetch from hosts on a list.",
        "requests.get",
    ));
    own.examples.retain(|example| example.id == "cwe-078/ping");
    own.examples[0].title = "Ping through our runner".to_owned();
    let hierarchy = hierarchy();
    write(team.path(), &Content::new(&own, &hierarchy, "another hash"), &encoder(), &mut |_| ()).unwrap();

    let open = |folder: &TempDir| Snapshot::open(folder.path()).expect("a snapshot opens");
    let both = open(&folder).with_overlay(open(&team)).expect("the overlay fits");
    assert_eq!(both.knowledge().weaknesses.len(), 4);
    assert_eq!(both.knowledge().examples.len(), 4);
    assert_eq!(both.weakness("CWE-78").map(|weakness| weakness.guidelines.len()), Some(2));
    assert_eq!(both.knowledge().examples[0].title, "Ping through our runner");
    let task = Facets { words: vec!["fetch the webhook url that a user gives".to_owned()], ..Facets::default() };
    assert_eq!(cwes(&both, &task)[0], "CWE-918");
}
