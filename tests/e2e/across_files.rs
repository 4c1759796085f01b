//! Flow from one file of a program into another.

use crate::samples::{workspace, write};
use rescue_tests::client::Session;
use rescue_tests::command::rescue;
use serde_json::{Value, json};
use std::path::Path;

const VIEWS: &str = "from flask import request\n\nfrom . import services\nfrom .app import app\n\n\n\
    @app.route(\"/find\")\ndef find():\n    return str(services.find(request.args[\"q\"]))\n";
const SERVICES: &str =
    "from .db import run\n\n\ndef find(term):\n    return run(\"SELECT * FROM t WHERE a = '\" + term + \"'\")\n";
const DB: &str =
    "import sqlite3\n\nconn = sqlite3.connect(\"x.db\")\n\n\ndef run(sql):\n    return conn.execute(sql).fetchall()\n";
const SAFE_SERVICES: &str = "from .db import conn\n\n\ndef find(term):\n    return conn.execute(\"SELECT * FROM t WHERE a = ?\", (term,)).fetchall()\n";

fn shop(folder: &Path) {
    write(folder, "shop/__init__.py", "");
    write(folder, "shop/app.py", "from flask import Flask\n\napp = Flask(__name__)\n");
    write(folder, "shop/views.py", VIEWS);
    write(folder, "shop/services.py", SERVICES);
    write(folder, "shop/db.py", DB);
}

fn check(folder: &Path, paths: &[&str], code: i32) -> Vec<Value> {
    let arguments: Vec<&str> = ["check", "--format", "json"].iter().chain(paths).copied().collect();
    serde_json::from_str(&rescue(folder, &arguments).expect(code).out).expect("JSON")
}

#[test]
fn a_request_is_followed_through_two_files_to_the_statement() {
    let root = workspace();
    shop(root.path());
    let found = check(root.path(), &["shop/views.py"], 1);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["cwe"][0], &found[0]["confidence"]), (&json!("CWE-89"), &json!("proven")));
    assert_eq!(found[0]["line"], 9);
    let files: Vec<&str> =
        found[0]["flow"].as_array().expect("a flow").iter().filter_map(|step| step["path"].as_str()).collect();
    assert!(files.first().is_some_and(|path| path.ends_with("views.py")), "{files:?}");
    assert!(files.iter().any(|path| path.ends_with("services.py")), "{files:?}");
    assert!(files.last().is_some_and(|path| path.ends_with("db.py")), "{files:?}");
}

#[test]
fn where_both_files_are_checked_the_finding_is_at_the_sink_alone() {
    let root = workspace();
    write(root.path(), "tools.py", "import os\n\n\ndef pack(name):\n    os.system(\"tar cf x.tar \" + name)\n");
    let views = "from flask import Flask, request\n\nfrom tools import pack\n\napp = Flask(__name__)\n\n\n\
        @app.route(\"/\")\ndef index():\n    pack(request.args[\"n\"])\n    return \"\"\n";
    write(root.path(), "app.py", views);
    let found = check(root.path(), &["."], 1);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0]["path"].as_str().is_some_and(|path| path.ends_with("tools.py")));
    assert_eq!(found[0]["confidence"], "proven");
    let flow = found[0]["flow"].as_array().expect("a flow");
    assert!(flow[0]["path"].as_str().is_some_and(|path| path.ends_with("app.py")), "{flow:#?}");
    let alone = check(root.path(), &["app.py"], 1);
    assert!(alone[0]["path"].as_str().is_some_and(|path| path.ends_with("app.py")), "{alone:#?}");
    assert!(alone[0]["message"].as_str().is_some_and(|text| text.contains("tools.py, line 5")), "{alone:#?}");
}

#[test]
fn of_many_calls_that_lead_to_one_sink_one_speaks_for_all() {
    let root = workspace();
    // What a constructor keeps is not reported where the class is.
    let loader = "import sys\n\n\nclass Loader:\n    def __init__(self, folder):\n        self.folder = folder\n\n    \
        def load(self):\n        sys.path.insert(0, self.folder)\n\n\ndef load(folder):\n    Loader(folder).load()\n";
    write(root.path(), "loader.py", loader);
    for name in ["a.py", "b.py", "c.py"] {
        write(root.path(), name, "import os\n\nfrom loader import load\n\nload(os.environ[\"MODULES\"])\n");
    }
    let found = check(root.path(), &["."], 1);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0]["path"].as_str().is_some_and(|path| path.ends_with("a.py")), "{found:#?}");
}

/// Elements, ways and defaults of a value of another file have numbers of that file's classes in them.
#[test]
fn classes_in_containers_of_another_file_are_taken_over() {
    let root = workspace();
    let makers = "import os\n\n\nclass First:\n    pass\n\n\nclass Second:\n    pass\n\n\nclass Runner:\n    def run(self, line):\n        \
        os.system(line)\n\n\nKINDS = []\nKINDS.append(Runner)\nKIND = Runner if os.environ.get(\"X\") else Second\n\n\n\
        def kind(of=Runner):\n    return of\n";
    write(root.path(), "makers.py", makers);
    let app = "from flask import request\n\nfrom makers import KIND, KINDS, kind\n\nfor one in KINDS:\n    one().run(request.args[\"n\"])\n\
        KIND()\nkind()()\n";
    write(root.path(), "app.py", app);
    let found = check(root.path(), &["app.py"], 1);
    assert_eq!((found.len(), &found[0]["line"]), (1, &json!(6)), "{found:#?}");
}

/// How sure a rule is at most holds wherever its sink is.
#[test]
fn what_a_rule_makes_of_its_sources_holds_across_files() {
    let root = workspace();
    write(root.path(), "tools.py", "import flask\n\n\ndef read(path):\n    return open(path).read()\n");
    write(root.path(), "app.py", "import sys\n\nfrom tools import read\n\nread(sys.argv[1])\n");
    // Who starts the program may read what they like.
    assert_eq!(check(root.path(), &["app.py"], 0), [json!(null); 0]);
    let app =
        "from flask import request\n\nfrom tools import read\n\n\ndef show():\n    return read(request.args[\"n\"])\n";
    write(root.path(), "app.py", app);
    let found = check(root.path(), &["app.py"], 1);
    assert_eq!((found.len(), &found[0]["line"]), (1, &json!(7)), "{found:#?}");
    assert!(found[0]["message"].as_str().is_some_and(|text| text.contains("the path that `open` uses")), "{found:#?}");
}

#[test]
fn an_annotation_names_the_file_of_each_step() {
    let root = workspace();
    shop(root.path());
    let said = rescue(root.path(), &["check", "--format", "github", "shop/views.py"]).expect(1).out;
    assert!(said.contains("shop/db.py, line 7: reaches `conn.execute` here"), "{said}");
    assert!(said.contains("%0Aline 9: untrusted data comes in here"), "{said}");
}

#[test]
fn what_another_file_returns_and_cleans_is_known() {
    let root = workspace();
    write(
        root.path(),
        "inputs.py",
        "from flask import request\n\n\ndef name():\n    return request.args[\"n\"]\n\n\ndef number():\n    return int(request.args[\"n\"])\n",
    );
    let app =
        "import os\n\nimport inputs\n\nos.system(\"echo \" + inputs.name())\nos.system(f\"echo {inputs.number()}\")\n";
    write(root.path(), "app.py", app);
    let found = check(root.path(), &["app.py"], 1);
    let lines: Vec<&Value> = found.iter().map(|finding| &finding["line"]).collect();
    assert_eq!(lines, [&json!(5)], "{found:#?}");
    assert_eq!(found[0]["confidence"], "proven");
}

#[test]
fn files_that_import_each_other_end() {
    let root = workspace();
    write(root.path(), "a.py", "import os\nfrom b import g\n\n\ndef f(x):\n    g(x)\n    os.system(\"echo \" + x)\n");
    write(root.path(), "b.py", "import sys\nfrom a import f\n\n\ndef g(x):\n    f(x)\n\n\nf(sys.argv[1])\n");
    let together = check(root.path(), &["."], 1);
    assert_eq!(together, check(root.path(), &["b.py", "a.py"], 1), "order does not matter");
    assert!(together.iter().any(|finding| finding["confidence"] == "likely"), "{together:#?}");
}

#[test]
fn nothing_outside_the_folders_that_were_named_is_read() {
    let root = workspace();
    write(root.path(), "secret.py", "def plain(x):\n    return int(x)\n");
    write(
        root.path(),
        "inner/app.py",
        "import os\nimport sys\nfrom ..secret import plain\n\nos.system(\"echo \" + plain(sys.argv[1]))\n",
    );
    assert_eq!(check(&root.path().join("inner"), &["app.py"], 1).len(), 1);
}

#[test]
fn the_server_shows_the_other_file_and_notices_when_it_changes() {
    let root = workspace();
    shop(root.path());
    let path = |name: &str| rescue_tests::uri(&root.path().join("shop").join(name));
    let mut client = Session::default().in_root(root.path()).start();
    let views = client.open(&path("views.py"), VIEWS);
    let found = client.diagnostics(&views);
    assert_eq!(found.len(), 1, "{found:#?}");
    let steps = found[0]["relatedInformation"].as_array().expect("a flow");
    let last = &steps[steps.len() - 1]["location"];
    assert!(last["uri"].as_str().is_some_and(|uri| uri.ends_with("/db.py")), "{steps:#?}");
    assert_eq!(last["range"]["start"], json!({"line": 6, "character": 24}));

    // What the editor holds counts, not what is on disk; a save says that it is time to look.
    let mut services = client.open(&path("services.py"), SERVICES);
    client.diagnostics(&services);
    client.replace(&mut services, SAFE_SERVICES);
    client.diagnostics(&services);
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": path("services.py")}}));
    assert_eq!(client.codes(&views), [] as [&str; 0]);
    client.diagnostics(&services);
    client.finish();
}
