//! Every construct of Python 3.8 to 3.14 becomes the node that it should.

use rescue_syntax::ast::*;
use rescue_syntax::document::Document;
use rescue_syntax::walk::{dotted_name, every_expr, every_stmt, own_exprs};

fn module(text: &str) -> Module {
    Document::parse(text).module().clone()
}

fn clean(text: &str) -> Module {
    let module = module(text);
    assert!(!module.has_errors, "does not parse: {text}");
    module
}

fn only(text: &str) -> StmtKind {
    let module = clean(text);
    assert_eq!(module.body.len(), 1, "{text}: {:?}", module.body);
    module.body[0].kind.clone()
}

fn value(text: &str) -> ExprKind {
    match only(text) {
        StmtKind::Expr(value) => value.kind,
        other => panic!("{text}: {other:?}"),
    }
}

fn text(source: &str) -> Text {
    match value(source) {
        ExprKind::Str(text) => text,
        other => panic!("{source}: {other:?}"),
    }
}

#[test]
fn escapes_are_read() {
    let cases = [
        (r#""a\tb\n""#, "a\tb\n"),
        (r#""\x41\u00e9\U0001F600\101""#, "A\u{e9}\u{1f600}A"),
        (r#"r"\d+\n""#, r"\d+\n"),
        (r#""\d""#, r"\d"),
        (r#"b"\xff\u0041""#, "\u{ff}\\u0041"),
        ("'a' \"b\" '''c'''", "abc"),
        ("'''a\r\nb'''", "a\nb"),
        ("'a\\\nb'", "ab"),
        ("''", ""),
    ];
    for (source, expected) in cases {
        assert_eq!(text(source).constant().as_deref(), Some(expected), "{source}");
    }
    assert!(text("b'a'").is_bytes);
}

#[test]
fn interpolations_keep_their_parts() {
    let joined = text(r#"f"a{{{x!r:>{width}}b" "c""#);
    assert!(joined.is_interpolated && joined.constant().is_none());
    let TextPart::Interpolation { expr, conversion, spec, .. } = &joined.parts[1] else { panic!("{joined:?}") };
    assert_eq!(expr.kind, ExprKind::Name("x".into()));
    assert_eq!((*conversion, spec.as_deref()), (Some('r'), Some(">{width}")));
    assert!(matches!(&joined.parts[0], TextPart::Constant { value, .. } if value == "a{"));
    let nested = text(r#"f"{d["key"]} {f"{y}"}""#);
    assert_eq!(nested.parts.iter().filter(|part| matches!(part, TextPart::Interpolation { .. })).count(), 2);
    assert!(text(r#"t"select {x}""#).is_interpolated);
    assert!(text(r#"rf"\d{x}""#).parts.len() == 2);
}

#[test]
fn parameters_know_how_they_are_passed() {
    let StmtKind::Function(function) = only("async def f(a, /, b: int = 1, *args: str, c, d=2, **kw) -> int: ...")
    else {
        panic!()
    };
    let kinds: Vec<_> = function.params.iter().map(|param| (param.name.name.as_str(), param.kind)).collect();
    use ParamKind::*;
    assert_eq!(
        kinds,
        [
            ("a", PositionalOnly),
            ("b", Normal),
            ("args", VarArgs),
            ("c", KeywordOnly),
            ("d", KeywordOnly),
            ("kw", KwArgs)
        ]
    );
    assert!(function.is_async && function.returns.is_some());
    assert!(function.params[1].annotation.is_some() && function.params[1].default.is_some());
    assert!(function.params[2].annotation.is_some());
    let ExprKind::Lambda(lambda) = value("lambda x, *, y=1: x + y") else { panic!() };
    assert_eq!(lambda.params[1].kind, KeywordOnly);
}

#[test]
fn assignments() {
    let StmtKind::Assign { targets, .. } = only("a = b, c = d") else { panic!() };
    assert_eq!(targets.len(), 2);
    assert!(matches!(only("x: int"), StmtKind::AnnAssign { value: None, .. }));
    assert!(matches!(only("x: list[int] = []"), StmtKind::AnnAssign { value: Some(_), .. }));
    assert!(matches!(only("x //= 2"), StmtKind::AugAssign { op: BinOp::FloorDiv, .. }));
    assert!(matches!(only("x @= 2"), StmtKind::AugAssign { op: BinOp::MatMul, .. }));
    assert!(matches!(only("type A[T] = list[T]"), StmtKind::TypeAlias { name, .. } if name.name == "A"));
    assert!(matches!(value("(n := 10)"), ExprKind::Walrus { .. }));
}

#[test]
fn expressions() {
    assert_eq!(value("0x_ff"), ExprKind::Int(255));
    assert_eq!(value("1_000"), ExprKind::Int(1000));
    assert_eq!(value("1j"), ExprKind::Number);
    assert!(matches!(value("a, b"), ExprKind::Tuple(items) if items.len() == 2));
    assert!(matches!(value("a,"), ExprKind::Tuple(items) if items.len() == 1));
    assert!(
        matches!(value("x[1:2, ::3]"), ExprKind::Subscript { index, .. } if matches!(&index.kind, ExprKind::Tuple(items) if items.len() == 2))
    );
    assert!(matches!(value("x[*a]"), ExprKind::Subscript { .. }));
    assert!(
        matches!(value("a < b not in c is not d"), ExprKind::Compare { rest, .. } if rest.iter().map(|(op, _)| *op).eq([CmpOp::Less, CmpOp::NotIn, CmpOp::IsNot]))
    );
    assert!(matches!(value("{**a, 'k': 1}"), ExprKind::Dict(pairs) if pairs[0].0.is_none() && pairs[1].0.is_some()));
    assert!(
        matches!(value("{k: v for k, v in x if k if v}"), ExprKind::Comprehension { key: Some(_), clauses, .. } if clauses[0].conditions.len() == 2)
    );
    assert!(
        matches!(value("a if b else c"), ExprKind::Conditional { test, .. } if test.kind == ExprKind::Name("b".into()))
    );
    assert!(matches!(value("not a and -b"), ExprKind::BoolOp { is_and: true, .. }));
    let ExprKind::Call { args, .. } = value("f(a, *b, k=1, **c)") else { panic!() };
    assert_eq!(args.iter().map(|arg| arg.star).collect::<Vec<_>>(), [Star::None, Star::One, Star::None, Star::Two]);
    assert_eq!(args[2].keyword.as_ref().map(|name| name.name.as_str()), Some("k"));
    assert!(
        matches!(value("sum(x for x in y)"), ExprKind::Call { args, .. } if matches!(args[0].value.kind, ExprKind::Comprehension { .. }))
    );
    let ExprKind::Attribute { .. } = value("a.b.c") else { panic!() };
}

#[test]
fn match_patterns_bind() {
    let source = "match command.split(), x:\n    case [Point(x=0, y=yy), *rest] if yy: pass\n    case {'k': v, **others}: pass\n    case 'a' | mod.B | -1 | None: pass\n    case str() as s: pass\n    case _: pass\n";
    let StmtKind::Match { cases, subject } = only(source) else { panic!() };
    assert!(matches!(subject.kind, ExprKind::Tuple(_)));
    let names: Vec<Vec<&str>> =
        cases.iter().map(|case| case.bindings.iter().map(|name| name.name.as_str()).collect()).collect();
    assert_eq!(names, [vec!["yy", "rest"], vec!["v", "others"], vec![], vec!["s"], vec![]]);
    assert_eq!(cases.iter().map(|case| case.is_constant).collect::<Vec<_>>(), [false, false, true, false, false]);
    assert!(cases[0].guard.is_some());
}

#[test]
fn statements() {
    let StmtKind::Try { handlers, orelse, finally, .. } =
        only("try: a\nexcept* (A, B) as e: b\nexcept C: c\nelse: d\nfinally: e\n")
    else {
        panic!()
    };
    assert_eq!(handlers[0].name.as_ref().map(|name| name.name.as_str()), Some("e"));
    assert!(matches!(&handlers[0].kind, Some(kind) if matches!(kind.kind, ExprKind::Tuple(_))));
    assert_eq!((orelse.len(), finally.len()), (1, 1));
    let StmtKind::With { items, .. } = only("with (open(a) as f, b, open(c) as (g, h)): pass") else { panic!() };
    assert_eq!(items.iter().map(|item| item.target.is_some()).collect::<Vec<_>>(), [true, false, true]);
    let StmtKind::With { items, .. } = only("with (a, b): pass") else { panic!() };
    assert_eq!(items.len(), 2);
    let StmtKind::If { orelse, .. } = only("if a: b\nelif c: d\nelse: e\n") else { panic!() };
    assert!(matches!(&orelse[0].kind, StmtKind::If { orelse, .. } if orelse.len() == 1));
    let StmtKind::ImportFrom { module, level, names, .. } = only("from ..a.b import (c as d, e)") else { panic!() };
    assert_eq!((module.as_str(), level, names.len()), ("a.b", 2, 2));
    assert!(matches!(only("from x import *"), StmtKind::ImportFrom { star: true, .. }));
    assert!(
        matches!(only("from __future__ import annotations"), StmtKind::ImportFrom { module, .. } if module == "__future__")
    );
    assert!(matches!(only("del a, b[0]"), StmtKind::Delete(items) if items.len() == 2));
    assert!(matches!(only("raise A from b"), StmtKind::Raise { exception: Some(_), cause: Some(_) }));
    let StmtKind::Class(class) = only("@d(1)\nclass A[T: int](B, metaclass=M): x = 1\n") else { panic!() };
    assert_eq!((class.decorators.len(), class.args.len(), class.body.len()), (1, 2, 1));
    let StmtKind::Function(function) = only("def f[*Ts, **P](*args: *Ts) -> None: pass") else { panic!() };
    assert_eq!(function.params.len(), 1);
}

#[test]
fn python_2_is_understood() {
    assert!(
        matches!(value("print >>f, 'x'"), ExprKind::Call { args, .. } if args.len() == 2 && args[0].keyword.is_some())
    );
    assert!(matches!(value("print 'x' % y"), ExprKind::Call { .. }));
    assert!(
        matches!(value("exec code in ns"), ExprKind::Call { function, args } if function.kind == ExprKind::Name("exec".into()) && args.len() == 2)
    );
    let StmtKind::Try { handlers, .. } = only("try: a\nexcept A, e: b\n") else { panic!() };
    assert_eq!(handlers[0].name.as_ref().map(|name| name.name.as_str()), Some("e"));
    let StmtKind::Try { handlers, .. } = only("try: a\nexcept A, B: b\n") else { panic!() };
    assert!(handlers[0].name.is_none());
}

#[test]
fn spans_and_comments() {
    let source = "# one\nx = 1  # two\r\ndef f():\n    # three\n    pass\n";
    let module = clean(source);
    let comments: Vec<&str> = module.comments.iter().map(|span| &source[span.bytes_as_read()]).collect();
    assert_eq!(comments, ["# one", "# two", "# three"]);
    let StmtKind::Expr(parenthesised) = only("(a)") else { panic!() };
    assert_eq!(parenthesised.span.bytes_as_read(), 1..2);
}

#[test]
fn a_method_without_its_class_is_lowered() {
    let module = clean(
        "    def m(self):\n        if self.x:\n            return 1\n        return 2\n\n    def n(self):\n        pass\n",
    );
    assert_eq!(module.body.len(), 2);
    let mixed = clean("def m(self):\n        x = 1\n        return x\n\n    def n(self):\n        pass\n");
    assert_eq!(mixed.body.len(), 2);
}

fn names(text: &str) -> (Vec<String>, Vec<String>) {
    let module = module(text);
    let (mut functions, mut calls) = (Vec::new(), Vec::new());
    every_stmt(&module.body, &mut |stmt| {
        if let StmtKind::Function(function) = &stmt.kind {
            functions.push(function.name.name.clone());
        }
        own_exprs(stmt, &mut |expr| {
            every_expr(expr, &mut |inner| {
                if let ExprKind::Call { function, .. } = &inner.kind {
                    calls.extend(dotted_name(function));
                }
            });
        });
    });
    (functions, calls)
}

#[test]
fn half_written_code_keeps_what_surrounds_it() {
    let broken = [
        "y = foo(",
        "subprocess.run([\"ls\", ",
        "os.",
        "if x",
        "for i in",
        "for i",
        "with open(x",
        "y = \"abc",
        "y =",
        "return foo(a,",
        "cur.execute(f\"select {x",
        "x = a +",
        "d = {'a':",
        "import",
        "from x import",
        "raise Foo(",
        "while",
        "assert",
        "def g",
        "class B",
        "foo(a, b=",
        "x = [1, 2",
        "try",
        "except",
        "y = '''abc'''.",
        "@app.route(",
        "lambda",
        "print(f'{",
    ];
    for line in broken {
        let text = format!("import os\n\ndef before(p):\n    one(p)\n    {line}\n\ndef after(q):\n    two(q)\n");
        let (functions, calls) = names(&text);
        assert!(
            functions.contains(&"before".to_owned()) && functions.contains(&"after".to_owned()),
            "{line}: {functions:?}"
        );
        assert!(calls.contains(&"one".to_owned()) && calls.contains(&"two".to_owned()), "{line}: {calls:?}");
        assert!(module(&text).has_errors || line == "lambda" || !Document::parse(text).tree().root_node().has_error());
    }
}

#[test]
fn spans_of_half_written_code_lie_in_the_text() {
    let text = "def f(x):\n    subprocess.run([x, \n\ndef g():\n    return 1\n";
    let module = module(text);
    assert_eq!(&text[module.body[1].span.bytes_as_read()], "def g():\n    return 1");
}

#[test]
fn nesting_is_bounded() {
    let deep = 10_000;
    let texts = [
        format!("x = {}{}", "(".repeat(deep), ")".repeat(deep)),
        format!("x = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}", "[".repeat(deep)),
        format!("x = {}1{}", "{1:".repeat(deep), "}".repeat(deep)),
        format!("x = {}1", "-".repeat(deep)),
        format!("x = {}a", "not ".repeat(deep)),
        format!("x = a{}", ".b()".repeat(deep)),
        format!("x = a{}", " + a".repeat(deep)),
        format!("x = {}1", "lambda: ".repeat(deep)),
        format!("x = {}1{}", "f(".repeat(deep), ")".repeat(deep)),
        format!("x = {}1", "a if b else ".repeat(deep)),
        format!("x{} = 1", " = x".repeat(deep)),
        format!("if a: pass\n{}", "elif b: pass\n".repeat(deep)),
        (0..2000).map(|depth| format!("{}if a:\n", " ".repeat(depth))).collect(),
        (0..2000).map(|depth| format!("{}def f():\n", " ".repeat(depth))).collect(),
        format!("match x:\n  case {}a{}: pass\n", "[".repeat(deep), "]".repeat(deep)),
        "f\"{".repeat(2000),
    ];
    let checked = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        for text in texts {
            let doc = Document::parse(text);
            let mut count = 0usize;
            every_stmt(&doc.module().body, &mut |stmt| {
                own_exprs(stmt, &mut |expr| every_expr(expr, &mut |_| count += 1))
            });
            let copy = doc.module().clone();
            assert_eq!(&copy, doc.module());
            drop(doc);
        }
    });
    assert!(checked.is_ok_and(|thread| thread.join().is_ok()));
}
