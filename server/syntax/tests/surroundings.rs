//! Layout, imports and names in scope.

use rescue_syntax::ast::StmtKind;
use rescue_syntax::document::Document;
use rescue_syntax::imports::{Imports, Insertion, split_qualified};
use rescue_syntax::layout::*;
use rescue_syntax::visible::visible_names;
use rescue_syntax::walk::BindingKind;

/// The document without its `|`, and where that was.
fn cursor(text: &str) -> (Document, usize) {
    let at = text.find('|').expect("a cursor");
    (Document::parse(text.replacen('|', "", 1)), at)
}

fn functions_at(text: &str) -> Vec<String> {
    let (doc, at) = cursor(text);
    enclosing_functions(&doc, at).into_iter().map(|function| function.name.name.clone()).collect()
}

#[test]
fn functions_around_the_cursor() {
    assert_eq!(functions_at("def f():\n    def g():\n        x|\n"), ["f", "g"]);
    assert_eq!(functions_at("def f():\n    x = 1\n    |\n"), ["f"]);
    assert_eq!(functions_at("def f():\n    x = 1\n    |\n\ndef g():\n    pass\n"), ["f"]);
    assert_eq!(functions_at("def f():\n    x = 1\n|\n"), Vec::<String>::new());
    assert_eq!(functions_at("def f():\n    if a:\n        b\n    |"), ["f"]);
    assert_eq!(functions_at("def f():\n    |"), ["f"]);
    assert_eq!(functions_at("@d|\ndef f():\n    pass\n"), Vec::<String>::new());
    let (doc, at) = cursor("class A:\n    def f(self):\n        |\n");
    assert_eq!(enclosing_class(&doc, at).map(|class| class.name.name.as_str()), Some("A"));
}

#[test]
fn style_of_a_file() {
    let doc = Document::parse("def f():\n  if a:\n    return 'x'\n");
    assert_eq!((indentation_unit(&doc).as_str(), preferred_quote(&doc), newline(&doc)), ("  ", '\'', "\n"));
    assert_eq!(indentation_at(&doc, 20), "    ");
    let doc = Document::parse("def f():\r\n\treturn \"x\"\r\n");
    assert_eq!((indentation_unit(&doc).as_str(), preferred_quote(&doc), newline(&doc)), ("\t", '"', "\r\n"));
    assert_eq!(indentation_unit(&Document::parse("x = 1")), "    ");
}

#[test]
fn comments_and_docstrings() {
    let (doc, at) = cursor("def f():\n    # one\n    # two\n    x = 1|  # three\n");
    assert_eq!(comment_block_above(&doc, at).map(|span| &doc.text()[span]), Some("# one\n    # two"));
    assert!(comment_at(&doc, at).is_none());
    assert_eq!(comment_at(&doc, at + 4).map(|span| &doc.text()[span]), Some("# three"));
    let (doc, at) = cursor("def f():\n    \"\"\"Does| it.\"\"\"\n");
    assert!(docstring_at(&doc, at).is_some());
    let (doc, at) = cursor("'''Top|'''\nx = 1\n");
    assert!(docstring_at(&doc, at).is_some());
    assert!(docstring_at(&doc, doc.text().len() - 2).is_none());
}

#[test]
fn statements_at_an_offset() {
    let (doc, at) = cursor("try:\n    a\nexcept E:\n    if b:\n        c(|)\n");
    let found = statement_at(doc.module(), doc.pos(at)).expect("a statement");
    assert!(matches!(found.kind, StmtKind::Expr(_)));
    assert_eq!(doc.slice(found.span), "c()");
}

fn call(text: &str) -> Option<(String, usize, Option<String>)> {
    let (doc, at) = cursor(text);
    let found = call_at(&doc, at)?;
    Some((doc.slice(found.function.span).to_owned(), found.index, found.keyword.map(str::to_owned)))
}

#[test]
fn calls_around_the_cursor() {
    let of = |name: &str, index, keyword: Option<&str>| Some((name.to_owned(), index, keyword.map(str::to_owned)));
    assert_eq!(call("f(|)"), of("f", 0, None));
    assert_eq!(call("f(a, |)"), of("f", 1, None));
    assert_eq!(call("f(a|, b)"), of("f", 0, None));
    assert_eq!(call("a.f(x, shell=|True)"), of("a.f", 1, Some("shell")));
    assert_eq!(call("f(g(1), [h(|2)])"), of("h", 0, None));
    assert_eq!(call("f(1)|"), None);
    assert_eq!(call("f|(1)"), None);
    assert_eq!(call("def m():\n    subprocess.run([\"ls\", |\n"), of("subprocess.run", 0, None));
    assert_eq!(call("x = f(a, |\n\ndef g():\n    pass\n"), of("f", 1, None));
}

#[test]
fn names_in_scope() {
    let (doc, at) = cursor(
        "import os\nX: int = 1\nclass A:\n    z = 1\n    def __init__(self):\n        self.q: str = ''\n    def m(self, a: str, *rest):\n        for i in a:\n            b = i\n        |\n        late = 1\ndef after(): pass\n",
    );
    let found = visible_names(&doc, at);
    let names: Vec<&str> = found.iter().map(|name| name.name.as_str()).collect();
    assert_eq!(
        names,
        ["b", "i", "self", "a", "rest", "self.q", "self.z", "self.__init__", "self.m", "after", "A", "X", "os"]
    );
    let of = |name: &str| found.iter().find(|visible| visible.name == name).expect("a name");
    assert_eq!((of("a").kind, of("a").annotation.as_deref()), (BindingKind::Parameter, Some("str")));
    assert_eq!((of("self.q").kind, of("self.q").annotation.as_deref()), (BindingKind::Attribute, Some("str")));
    assert_eq!(of("os").kind, BindingKind::Import);
    let (doc, at) = cursor("a = 1\nb = |\nc = 2\n");
    assert_eq!(visible_names(&doc, at).iter().map(|name| name.name.as_str()).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn imports_resolve() {
    let doc = Document::parse(
        "import os.path\nimport numpy as np\nfrom html import escape as e\nfrom . import x\nfrom .a import y\ndef f():\n    import subprocess\n",
    );
    let imports = Imports::of(doc.module());
    let cases = [
        ("os.path.join", "os.path.join"),
        ("np.a.b", "numpy.a.b"),
        ("e", "html.escape"),
        ("x", ".x"),
        ("y.z", ".a.y.z"),
        ("subprocess.run", "subprocess.run"),
    ];
    for (written, meant) in cases {
        assert_eq!(imports.resolve(written).as_deref(), Some(meant));
    }
    assert_eq!(imports.resolve("other"), None);
}

fn spell(text: &str, module: &str, member: &str) -> (String, Option<String>) {
    let (doc, at) = cursor(text);
    let (written, insertion) = Imports::of(doc.module()).spelling(&doc, module, member, at);
    let Some(Insertion { offset, text }) = insertion else {
        return (written, None);
    };
    let mut whole = doc.text().to_owned();
    whole.insert_str(offset, &text);
    assert!(!Document::parse(whole.as_str()).module().has_errors, "{whole}");
    (written, Some(whole))
}

#[test]
fn spellings_use_what_is_imported() {
    let cases = [
        ("import html\n|x\n", "html.escape"),
        ("import html as h\n|x\n", "h.escape"),
        ("from html import escape as e\n|x\n", "e"),
        ("def f():\n    import html\n    |x\n", "html.escape"),
        ("import html.parser\n|x\n", "html.escape"),
    ];
    for (text, expected) in cases {
        assert_eq!(spell(text, "html", "escape"), (expected.to_owned(), None), "{text}");
    }
    assert_eq!(spell("import os\n|x\n", "os.path", "join").0, "os.path.join");
    assert_eq!(spell("from os import path as p\n|x\n", "os.path", "join"), ("p.join".to_owned(), None));
    assert_eq!(spell("from os import path\n|x\n", "os", "remove").0, "os.remove");
}

#[test]
fn spellings_add_an_import_where_imports_stand() {
    let cases = [
        ("import os\nimport sys\n\n\ndef f():\n    |x\n", "import os\nimport sys\nimport html\n\n\ndef f():\n    x\n"),
        (
            "'''Doc.'''\nfrom __future__ import annotations\n\nx|\n",
            "'''Doc.'''\nfrom __future__ import annotations\nimport html\n\nx\n",
        ),
        ("'''Doc.'''\n\nx|\n", "'''Doc.'''\n\nimport html\n\nx\n"),
        ("#!/usr/bin/python\n# coding: utf-8\nx|\n", "#!/usr/bin/python\n# coding: utf-8\nimport html\n\nx\n"),
        ("import os\r\nx|\r\n", "import os\r\nimport html\r\nx\r\n"),
        (
            "import os\nif TYPE_CHECKING:\n    import a\ntry:\n    import b\nexcept ImportError:\n    pass\nx|\n",
            "import os\nimport html\nif TYPE_CHECKING:\n    import a\ntry:\n    import b\nexcept ImportError:\n    pass\nx\n",
        ),
        ("from a import (\n    b,\n    c,\n)\nx|\n", "from a import (\n    b,\n    c,\n)\nimport html\nx\n"),
        (
            "def f():\n    import html\ndef g():\n    x|\n",
            "import html\n\ndef f():\n    import html\ndef g():\n    x\n",
        ),
        ("|", "import html\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(spell(text, "html", "escape"), ("html.escape".to_owned(), Some(expected.to_owned())), "{text}");
    }
}

#[test]
fn spellings_step_around_clashes() {
    let (written, whole) = spell("import os\ndef f(html):\n    |x\n", "html", "escape");
    assert_eq!(written, "escape");
    assert!(whole.is_some_and(|whole| whole.contains("from html import escape\n")));
    let (written, whole) = spell("import os\ndef f(html, escape):\n    |x\n", "html", "escape");
    assert_eq!(written, "html_escape");
    assert!(whole.is_some_and(|whole| whole.contains("from html import escape as html_escape\n")));
    let (written, whole) = spell("import html\ndef f(html):\n    |x\n", "html", "escape");
    assert_eq!((written.as_str(), whole.is_some()), ("escape", true));
    assert_eq!(split_qualified("a.b.Cls.method"), ("a.b", "Cls.method"));
    assert_eq!(split_qualified("html.escape"), ("html", "escape"));
}
