//! Slices keep what bears on the criteria, parse, and are short.

use rescue_syntax::ast::{Expr, ExprKind, Span};
use rescue_syntax::document::Document;
use rescue_syntax::slice::{Slice, changed_statements, slice};
use rescue_syntax::walk::dotted_name;

fn calls(wanted: &'static str) -> impl Fn(&Expr) -> bool {
    move |expr| matches!(&expr.kind, ExprKind::Call { function, .. } if dotted_name(function).as_deref() == Some(wanted))
}

fn span(doc: &Document, text: &str) -> Span {
    let start = doc.text().find(text).expect("the text");
    doc.span(start..start + text.len())
}

fn cut(source: &str, criterion: &str, hops: usize) -> Slice {
    let doc = Document::parse(source);
    let found = slice(&doc, &[span(&doc, criterion)], &|_| false, hops);
    assert!(!Document::parse(found.code.as_str()).module().has_errors, "{}", found.code);
    found
}

const VIEW: &str = r#""""Module."""
import os
import json, logging
from flask import Flask, request, abort

app = Flask(__name__)
log = logging.getLogger(__name__)
BASE = "/srv/files"


@app.route("/download")
def download():
    """Sends a file."""
    log.info("called")
    name = request.args.get("name")  # the name
    size = 10
    count = size + 1
    path = os.path.realpath(os.path.join(BASE, name))
    if not path.startswith(BASE + os.sep):
        log.warning("bad")
        abort(403)
    try:
        with open(path) as handle:
            data = handle.read()
    except OSError:
        log.error("no")
        data = ""
    print(count)
    return data


def other():
    return json.dumps({})
"#;

#[test]
fn a_view_loses_what_is_beside_the_point() {
    let found = cut(VIEW, "if not path.startswith(BASE + os.sep):", 3);
    for kept in [
        "import os\n",
        "from flask import Flask, request, abort\n",
        "BASE = ",
        "name = request",
        "path = os",
        "abort(403)",
        "with open(path) as handle:",
        "@app.route",
        "def download():",
        "return data",
    ] {
        assert!(found.code.contains(kept), "{kept} is gone:\n{}", found.code);
    }
    for gone in ["json", "count", "Sends", "# the name", "def other", "log.error"] {
        assert!(!found.code.contains(gone), "{gone} is left:\n{}", found.code);
    }
    assert!(found.lines_after < found.lines_before);
    let short = cut(VIEW, "if not path.startswith(BASE + os.sep):", 0);
    assert!(short.lines_after < found.lines_after && !short.code.contains("name = "));
}

#[test]
fn calls_are_criteria_too() {
    let doc = Document::parse(VIEW);
    let found = slice(&doc, &[], &calls("json.dumps"), 2);
    assert_eq!(found.code, "import json\ndef other():\n    return json.dumps({})\n");
    assert!(!found.kept.is_empty());
}

#[test]
fn odd_layouts_print_well() {
    let source = "class A(B):\n  x = 1\n  async def f(self,  # a\n              b):\n    if b: return 1\n    elif self.y:\n      t = '''a\n  b'''\n    else:\n      t = g(b,\n            2)\n    async with s as q:\n      q.run(t, b)\n    match t:\n      case 1 if b:\n        use(t)\n";
    let found = cut(source, "q.run(t, b)", 3);
    assert!(found.code.contains("class A(B):\n    async def f(self,\n"), "{}", found.code);
    assert!(found.code.contains("t = '''a\n  b'''"), "{}", found.code);
    assert!(found.code.contains("        async with s as q:\n            q.run(t, b)\n"), "{}", found.code);
    assert!(found.code.contains("elif self.y:"), "{}", found.code);
}

#[test]
fn every_statement_of_real_files_is_a_criterion() {
    for source in [include_str!("../src/lib.rs"), VIEW] {
        let doc = Document::parse(source);
        for stmt in &doc.module().body {
            let found = slice(&doc, &[stmt.span], &|_| true, 2);
            assert!(
                doc.module().has_errors || !Document::parse(found.code.as_str()).module().has_errors,
                "{}",
                found.code
            );
        }
    }
}

#[test]
fn changes_are_found_by_statement() {
    let before = Document::parse("import os\ndef f(x):\n    a = 1\n    os.system(x)\n    return a\n");
    let after = Document::parse(
        "import os\nimport shlex\n\ndef f(x):\n    # safe now\n    a  = 1\n    if not x:\n        return None\n    os.system(shlex.quote(x))\n    return a\n",
    );
    let found: Vec<&str> = changed_statements(&before, &after).into_iter().map(|span| after.slice(span)).collect();
    assert_eq!(found, ["import shlex", "if not x:", "return None", "os.system(shlex.quote(x))"]);
    assert!(changed_statements(&before, &before).is_empty());
}
