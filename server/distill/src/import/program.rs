//! What a program looks like: its libraries, its style, and what it uses without having it.

use rescue_syntax::{
    ast::{Expr, ExprKind, Function, Stmt, StmtKind},
    document::Document,
    walk::{bindings, dotted_name, every_expr, every_stmt, own_exprs, target_names},
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Modules that a program uses by name (`yaml.load`) and binds nowhere.
pub(super) fn unbound(doc: &Document, roots: &BTreeSet<String>) -> BTreeSet<String> {
    let mut bound = BTreeSet::new();
    let mut used = BTreeSet::new();
    every_stmt(&doc.module().body, &mut |stmt| {
        bindings(stmt, &mut |binding| {
            bound.insert(binding.name.to_owned());
        });
        if let StmtKind::Function(function) = &stmt.kind {
            bound.extend(function.params.iter().map(|param| param.name.name.clone()));
        }
        own_exprs(stmt, &mut |expr| {
            every_expr(expr, &mut |inner| match &inner.kind {
                ExprKind::Attribute { value, .. } => {
                    if let ExprKind::Name(root) = &value.kind {
                        used.insert(root.clone());
                    }
                }
                ExprKind::Lambda(function) => {
                    bound.extend(function.params.iter().map(|param| param.name.name.clone()));
                }
                ExprKind::Comprehension { clauses, .. } => {
                    for clause in clauses {
                        target_names(&clause.target, &mut |binding| {
                            bound.insert(binding.name.to_owned());
                        });
                    }
                }
                _ => {}
            });
        });
    });
    used.into_iter().filter(|name| roots.contains(name) && !bound.contains(name)).collect()
}

/// Import names of what is used.
pub(super) fn libraries(doc: &Document) -> Vec<String> {
    let mut found = BTreeSet::new();
    every_stmt(&doc.module().body, &mut |stmt| {
        let mut add =
            |name: &str| found.extend(name.split('.').next().filter(|root| !root.is_empty()).map(str::to_owned));
        match &stmt.kind {
            StmtKind::Import(names) => names.iter().for_each(|name| add(&name.name)),
            StmtKind::ImportFrom { module, level: 0, .. } => add(module),
            _ => {}
        }
    });
    found.into_iter().collect()
}

/// What kind of program it looks like.
pub(super) fn style(doc: &Document) -> &'static str {
    const WEB: [&str; 11] = [
        "flask",
        "django",
        "fastapi",
        "starlette",
        "aiohttp",
        "tornado",
        "bottle",
        "pyramid",
        "falcon",
        "sanic",
        "quart",
    ];
    let libraries = libraries(doc);
    let has = |name: &str| libraries.iter().any(|library| library == name);
    let (mut functions, mut handlers, mut coroutines, mut methods) = (0, 0, 0, 0);
    let mut count = |function: &Function, in_class: bool| {
        functions += 1;
        methods += usize::from(in_class);
        coroutines += usize::from(function.is_async);
        let routed = function.decorators.iter().filter_map(decorator).any(|name| {
            matches!(name.as_str(), "route" | "get" | "post" | "put" | "delete" | "patch" | "expose" | "view_config")
        });
        let takes_request = function.params.iter().any(|param| param.name.name == "request");
        handlers += usize::from(routed || takes_request);
    };
    fn walk(body: &[Arc<Stmt>], in_class: bool, count: &mut dyn FnMut(&Function, bool)) {
        for stmt in body {
            match &stmt.kind {
                StmtKind::Function(function) => count(function, in_class),
                StmtKind::Class(class) => walk(&class.body, true, count),
                _ => {}
            }
        }
    }
    walk(&doc.module().body, false, &mut count);
    if handlers > 0 || WEB.iter().any(|name| has(name)) && functions > 0 {
        "web handler"
    } else if ["argparse", "click", "typer", "optparse"].iter().any(|name| has(name)) {
        "cli"
    } else if ["celery", "rq", "dramatiq", "huey"].iter().any(|name| has(name)) {
        "worker"
    } else if coroutines > 0 {
        "async"
    } else if methods > 0 {
        "class"
    } else if functions > 0 {
        "function"
    } else {
        "script"
    }
}

/// The last part of a decorator's name.
fn decorator(expr: &Expr) -> Option<String> {
    let name = match &expr.kind {
        ExprKind::Call { function, .. } => dotted_name(function),
        _ => dotted_name(expr),
    };
    name.and_then(|name| name.rsplit('.').next().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_have_styles_and_libraries() {
        let style_of = |text: &str| style(&Document::parse(text));
        assert_eq!(style_of("@app.route(\"/\")\ndef page():\n    return 1\n"), "web handler");
        assert_eq!(style_of("import click\ndef main():\n    return 1\n"), "cli");
        assert_eq!(style_of("async def page():\n    return 1\n"), "async");
        assert_eq!(style_of("class A:\n    def f(self):\n        return 1\n"), "class");
        assert_eq!(style_of("print(1)\n"), "script");
        let doc = Document::parse("import os.path\nfrom flask import request\nfrom . import models\n");
        assert_eq!(libraries(&doc), ["flask", "os"]);
    }

    #[test]
    fn modules_that_are_used_and_not_bound() {
        let modules = BTreeSet::from(["yaml", "os", "html"].map(str::to_owned));
        let doc = Document::parse(
            "import os\n\ndef f(html):\n    return yaml.load(os.path.join(html.a, self.b))\n\nx = lambda yaml: other.y\n",
        );
        assert!(unbound(&doc, &modules).is_empty(), "a lambda binds it somewhere in the file");
        let doc = Document::parse("def f(s):\n    return yaml.load(s)\n");
        assert_eq!(unbound(&doc, &modules).into_iter().collect::<Vec<_>>(), ["yaml"]);
    }
}
