//! The real server over its standard input and output, driven as an editor does it.

use super::real::{self, HANDLER};
use super::table::{Row, Size};
use rescue_tests::client::{Client, OpenFile, Session};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const MODULE: &str = "file:///bench/module.py";

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let begin = Instant::now();
    let done = work();
    (begin.elapsed(), done)
}

/// From the start of the process.
pub fn start(size: Size) -> Vec<Row> {
    let (mut answered, mut first) = (Vec::new(), Vec::new());
    for _ in 0..size.of(30, 2) {
        let begin = Instant::now();
        let mut client = Session::default().start();
        answered.push(begin.elapsed());
        let file = client.open(MODULE, HANDLER);
        assert_eq!(client.codes(&file), ["CWE-89"]);
        first.push(begin.elapsed());
        client.finish();
    }
    vec![
        Row::times("start to `initialize` answered", answered, "target 50 ms"),
        Row::times("start to the first diagnostics of a small file", first, "the knowledge base is open by then"),
    ]
}

/// Resident memory.
pub fn memory(size: Size) -> Vec<Row> {
    let mut client = Session::default().start();
    let text = real::lines(size.of(2_000, 500));
    let file = client.open(MODULE, &text);
    client.diagnostics(&file);
    client.ask("textDocument/completion", inside(&file));
    let id = client.process().expect("the server runs");
    let used = resident(id);
    client.finish();
    let what = format!("{} lines open, diagnostics and one completion asked for", text.lines().count());
    let values = used.map_or_else(Vec::new, |(now, peak)| vec![("now", now), ("peak", peak)]);
    let note = if used.is_some() { "target 80 MB" } else { "not measured: this system has no /proc" };
    vec![Row { what, values, unit: "MB", note: note.to_owned() }]
}

/// Resident memory of a process and its peak in MB, where the system has `/proc`.
fn resident(id: u32) -> Option<(f64, f64)> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let kilobytes = |name: &str| -> Option<f64> {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    Some((kilobytes("VmRSS:")? / 1024.0, kilobytes("VmHWM:")? / 1024.0))
}

/// One character typed and taken away again in the middle of a file, until the diagnostics are published.
pub fn keystrokes(size: Size) -> Vec<Row> {
    let mut rows = Vec::new();
    for count in [size.of(1_000, 300), size.of(5_000, 600)] {
        let text = real::lines(count);
        let mut client = Session::default().start();
        let mut file = client.open(MODULE, &text);
        client.diagnostics(&file);
        let at = file.find("conn = sqlite3.connect(\"users.db\")").start;
        let (mut inside, mut broken) = (Vec::new(), Vec::new());
        for turn in 0..size.of(300, 4) {
            // A name that grows and shrinks, and a bracket that stays open for a moment.
            let (new, times) = if turn % 2 == 0 { ("x", &mut inside) } else { ("(", &mut broken) };
            for (bytes, new) in [(at..at, new), (at..at + 1, "")] {
                let range = file.range(&bytes);
                file.text.replace_range(bytes, new);
                let change = json!([{"range": range, "text": new}]);
                times.push(until_published(&mut client, &mut file, change));
            }
        }
        let lines = text.lines().count();
        rows.push(Row::times(format!("a letter in {lines} lines"), inside, "target 5,000 lines: p50 5 ms, p99 15 ms"));
        rows.push(Row::times(format!("an open bracket in {lines} lines"), broken, "the file does not parse meanwhile"));
        client.skip_unread();
        client.finish();
    }
    rows
}

fn until_published(client: &mut Client, file: &mut OpenFile, change: Value) -> Duration {
    let begin = Instant::now();
    client.change_raw(file, change);
    client.pushed(file);
    begin.elapsed()
}

fn inside(file: &OpenFile) -> Value {
    let at = file.find("cur.execute(f\"SELECT").start + "cur.execute(".len();
    json!({"textDocument": file.identifier(), "position": file.position(at)})
}

/// What a developer waits for, behind a keystroke as in an editor.
pub fn requests(size: Size) -> Vec<Row> {
    let text = real::lines(size.of(5_000, 600));
    let mut client = Session::pulling().start();
    let mut file = client.open(MODULE, &text);
    client.diagnostics(&file);
    let place = inside(&file);
    let statement = file.range(&file.find("f\"SELECT id FROM users WHERE name = '{name}'\""));
    let actions = json!({"textDocument": file.identifier(), "range": statement, "context": {"diagnostics": []}});
    let asked = [
        ("textDocument/completion", &place, "target p50 5 ms, p99 20 ms"),
        ("textDocument/codeAction", &actions, "target p50 5 ms, p99 20 ms"),
        ("textDocument/hover", &place, ""),
    ];
    let lines = text.lines().count();
    let mut rows = Vec::new();
    for (method, params, note) in asked {
        let (mut warm, mut behind) = (Vec::new(), Vec::new());
        for turn in 0..size.of(200, 3) {
            let (took, answer) = timed(|| client.ask(method, params.clone()));
            assert!(method == "textDocument/completion" || !answer.is_null(), "{method} has nothing to say");
            warm.push(took);
            // Behind a keystroke the file is read anew first. The edit is on a line that the request is not about.
            let end = file.text.len();
            let edit = if turn % 2 == 0 { (end..end, "#") } else { (end - 1..end, "") };
            let range = file.range(&edit.0);
            file.text.replace_range(edit.0, edit.1);
            let (took, _) = timed(|| {
                client.change_raw(&mut file, json!([{"range": range, "text": edit.1}]));
                client.ask(method, params.clone())
            });
            behind.push(took);
        }
        rows.push(Row::times(format!("{method} in {lines} lines"), warm, note));
        rows.push(Row::times(format!("{method}, right behind a keystroke"), behind, note));
    }
    client.finish();
    rows
}
