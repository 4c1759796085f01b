//! Files that nobody wrote by hand, and some that somebody did to see Rescue fall over: it stays up, answers everybody
//! else meanwhile, and says what it did not look at.

use crate::samples::{NOWHERE, SQL, SQL_STATEMENT, workspace};
use rescue_tests::client::{Client, Session};
use rescue_tests::command::rescue;
use serde_json::{Value, json};

const MANY: usize = 10_000;

/// Something nested in itself: what opens, how often, what is inside, what closes.
fn nested(open: &str, times: usize, inside: &str, close: &str) -> String {
    format!("x = {}{inside}{}\n", open.repeat(times), close.repeat(times))
}

/// Blocks inside one another, one column each.
fn blocks(header: &str, times: usize) -> String {
    let headers: String = (0..times).map(|depth| format!("{}{header}:\n", " ".repeat(depth))).collect();
    format!("{headers}{}pass\n", " ".repeat(times))
}

fn numbered(times: usize, line: impl Fn(usize) -> String) -> String {
    (0..times).map(line).collect()
}

/// Deep, so that a part of each is not looked at.
fn deep() -> Vec<(&'static str, String)> {
    vec![
        ("brackets", nested("[", MANY, "", "]")),
        ("calls", nested("f(", MANY, "1", ")")),
        ("open", nested("[", MANY, "", "")),
        ("open_braces", nested("{", MANY, "", "")),
        ("conjunction", nested("a and ", MANY, "b", "")),
        ("called", format!("x = f{}\n", "()".repeat(MANY))),
        ("unary", nested("-", MANY, "1", "")),
        ("negations", nested("not ", MANY, "1", "")),
        ("lambdas", nested("lambda: ", MANY, "1", "")),
        ("binary", nested("a + ", MANY, "1", "")),
        ("conditions", nested("a if b else ", MANY, "c", "")),
        ("attributes", format!("x = a{}\n", ".b".repeat(MANY))),
        ("subscripts", format!("x = a{}\n", "[0]".repeat(MANY))),
        ("awaits", format!("async def f():\n    {}c\n", "await ".repeat(MANY))),
        ("blocks", blocks("if x", 1_000)),
        ("functions", blocks("def f(a)", 1_000)),
        ("classes", blocks("class C", 1_000)),
        ("long_import", format!("import {}b\n", "a.".repeat(MANY))),
    ]
}

/// Long, wide or tangled, but looked at.
fn wide() -> Vec<(&'static str, String)> {
    let body = "    # what stood here once\n";
    vec![
        ("parentheses", nested("(", MANY, "1", ")")),
        ("dots", format!("from {} import a\n", ".".repeat(MANY))),
        ("f_strings", nested("f'{", 1_000, "1", "}'")),
        ("comparison", nested("a < ", MANY, "b", "")),
        ("one_line", format!("x = \"{}\"\n", "a".repeat(1_000_000))),
        ("one_list", format!("x = [{}]\n", "1, ".repeat(100_000))),
        ("commented_out", format!("def f():\n    x\n{}    y\n", body.repeat(30_000))),
        ("commented_open", format!("x = (\n{}", body.repeat(30_000))),
        ("continued", format!("x = 1 {}\n", "\\\n".repeat(30_000))),
        ("callers", numbered(20_000, |n| format!("def f{n}(a):\n    return f{}(a)\n\n\n", (n * 7919 + 1) % 20_000))),
        ("chain", numbered(3_000, |n| format!("def f{n}(a):\n    return f{}(a)\n\n\n", n + 1))),
        (
            "joins",
            format!(
                "import os\ndef g(q):\n    x = q\n{}    os.system(x)\n",
                numbered(30, |n| format!("    if q[{n}]:\n        x = x + q[{n}] + x\n    else:\n        x = q + x\n"))
            ),
        ),
        (
            "loops",
            format!(
                "import os\ndef g(q):\n{}{}os.system(a3)\n",
                numbered(90, |n| format!("{}for a{n} in q:\n", " ".repeat(n + 1))),
                " ".repeat(91)
            ),
        ),
        ("dictionary", format!("X = {{{}}}\n", numbered(20_000, |n| format!("\"k{n}\": [{n}, {{\"a\": {n}}}], ")))),
        ("elifs", format!("if x == 0:\n    y = 0\n{}", numbered(5_000, |n| format!("elif x == {n}:\n    y = {n}\n")))),
        ("cases", format!("match x:\n{}", numbered(3_000, |n| format!("    case [{n}, *_]:\n        y = {n}\n")))),
        ("parameters", format!("def f({}): pass\n", numbered(5_000, |n| format!("p{n}, ")))),
        (
            "each_other",
            numbered(25, |n| {
                let calls = numbered(25, |other| format!("    f{other}(a)\n"));
                format!("def f{n}(a):\n{calls}    os.system(a)\n\n\n")
            }),
        ),
        ("findings", format!("import os\n{}", "os.system(input())\n".repeat(5_000))),
        ("bases", numbered(10_000, |n| format!("class C{}(C{n}): pass\n", n + 1))),
        ("names", format!("from a import ({})\n", numbered(50_000, |n| format!("b{n}, ")))),
        ("own_base", "class A(B): pass\nclass B(A): pass\nA().x()\n".to_owned()),
        ("quotes", "\"".repeat(50_001)),
        ("returns", format!("import os\r{}os.system(input())\r", "x = 1\r".repeat(20_000))),
        ("surrogates", "x = \"😀\"\n".repeat(5_000)),
    ]
}

/// Too much for the flow analysis: loops in loops, so that each line is walked several times.
fn tangled() -> String {
    let body = "    a(b)\n".repeat(200_000);
    format!("for a in b:\n for b in c:\n  for c in d:\n   for d in e:\n{body}")
}

/// Longer than Rescue reads.
fn too_long() -> String {
    "x = 1\n".repeat(10_000_000 / 6)
}

#[test]
fn the_command_line_stays_up_and_says_what_it_left_out() {
    let folder = workspace();
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("a file can be written");
    };
    for (name, text) in deep().iter().chain(&wide()) {
        write(&format!("{name}.py"), text.as_bytes());
    }
    write("tangled.py", tangled().as_bytes());
    write("too_long.py", too_long().as_bytes());
    write("not_utf8.py", b"import os\nx = '\xff\xfe'\nos.system(input())\n");
    write("nul.py", b"import os\n\0\nos.system(input())\n");
    write("utf16.py", b"\xff\xfex\0\n\0");
    write("marked.py", b"\xef\xbb\xbfimport os\nos.system(input())\n");
    write("latin.py", b"# -*- coding: latin-1 -*-\nx = '\xe9'\nimport os\nos.system(input())\n");
    write("mixed.py", b"import os\r\n\r\ros.system(input())\n\r");
    let outcome = rescue(folder.path(), &["check", "--format", "json", "."]).expect(2);
    assert!(!outcome.err.contains("internal error"), "{}", outcome.err);
    let told: Vec<&str> = outcome.err.lines().collect();
    let says =
        |file: &str, what: &str| told.iter().any(|line| line.contains(&format!("{file}.py")) && line.contains(what));
    for (file, what) in [
        ("too_long", "larger than 4 MiB"),
        ("not_utf8", "line 2 is not UTF-8"),
        ("nul", "NUL"),
        ("utf16", "UTF-16"),
        ("tangled", "a part of this file only"),
    ] {
        assert!(says(file, what), "nobody is told of {file}:\n{}", outcome.err);
    }
    for (file, _) in deep() {
        assert!(says(file, "did not look at what is nested here"), "{file}:\n{}", outcome.err);
    }
    for (file, _) in wide() {
        assert!(!told.iter().any(|line| line.contains(&format!("{file}.py"))), "{file}:\n{}", outcome.err);
    }
    let found: Vec<Value> = serde_json::from_str(&outcome.out).expect("JSON");
    for file in ["marked.py", "latin.py", "mixed.py", "returns.py", "joins.py", "loops.py"] {
        assert!(found.iter().any(|finding| finding["path"] == file && finding["cwe"][0] == "CWE-78"), "{file}");
    }
    assert!(found.iter().all(|finding| finding["rule"] != "analysis-limit"), "limits are no findings");
    let fixed = rescue(folder.path(), &["fix", "--quiet", "."]);
    assert!(matches!(fixed.code, Some(1 | 2)) && !fixed.err.contains("internal error"), "{}", fixed.err);
}

/// What the server said about limits of a document.
fn limits(found: &[Value]) -> Vec<&Value> {
    found.iter().filter(|diagnostic| diagnostic["code"] == "analysis-limit").collect()
}

#[test]
fn the_server_answers_everybody_else_meanwhile() {
    let mut client = Session::default().start();
    let files: Vec<_> = deep()
        .into_iter()
        .chain(wide())
        .map(|(name, text)| (name, client.open(&format!("file:///nowhere/{name}.py"), &text)))
        .collect();
    // All of them are in line now, and somebody writes something else.
    let mut small = client.open(NOWHERE, SQL);
    for turn in 0..10 {
        client.change(&mut small, 0..0, "# x\n");
        let place = small.position(small.find(SQL_STATEMENT).start + 3);
        let asked = json!({"textDocument": small.identifier(), "position": place});
        assert!(!client.ask("textDocument/hover", asked.clone()).is_null(), "turn {turn}");
        client.ask("textDocument/completion", asked);
    }
    for (name, file) in &files {
        let found = client.diagnostics(file);
        let is_deep = deep().iter().any(|(deep, _)| deep == name);
        assert_eq!(limits(&found).len(), usize::from(is_deep), "{name}: {found:#?}");
    }
    assert_eq!(client.codes(&small), ["CWE-89"]);
    bounded(&client);
    client.skip_unread();
    client.finish();
}

#[test]
fn the_server_says_what_it_did_not_look_at() {
    let mut client = Session::default().start();
    for (text, what) in [(too_long(), "longer than 4 MiB"), (tangled(), "a part of this file only")] {
        let file = client.open(NOWHERE, &text);
        let found = client.diagnostics(&file);
        let [limit] = limits(&found)[..] else { panic!("{what}: {found:#?}") };
        assert!(limit["message"].as_str().is_some_and(|message| message.contains(what)), "{limit}");
        assert_eq!((&limit["severity"], &limit["range"]["start"]["line"]), (&json!(3), &json!(0)));
        client.close(file);
    }
    bounded(&client);
    client.finish();
}

/// The most memory that the server ever had, where the system tells.
fn bounded(client: &Client) {
    let status = client.process().and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok());
    let peak = status.as_deref().and_then(|status| status.lines().find_map(|line| line.strip_prefix("VmHWM:")));
    let megabytes = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok()).map(|kilo| kilo / 1024);
    assert!(megabytes.is_none_or(|megabytes| megabytes < 1_500), "{megabytes:?} MB");
}
