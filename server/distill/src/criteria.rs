//! What a slice starts from where a version has nothing that changed, or only imports: a repair that only takes away or
//! only adds leaves one of its two programs as it was, and the statement that it is about stands there unchanged.

use rescue_syntax::{
    ast::{ExprKind, Span, Stmt, StmtKind},
    document::Document,
    layout::enclosing_functions,
    walk::{blocks, dotted_name, every_expr, every_stmt, own_exprs},
};
use std::collections::{HashMap, HashSet};

/// The statements that changed. Where there are none but imports, also those that use what these
/// bind anew, else those that
/// have most in common with what changed in the other version: the same object, in the same function.
pub(crate) fn criteria(document: &Document, changed: &[Span], other: &Document, changed_other: &[Span]) -> Vec<Span> {
    let mut spans = changed.to_vec();
    let known = imported(other, changed_other);
    let imported: HashSet<String> = imported(document, changed)
        .into_iter()
        .filter(|(meaning, _)| !known.contains_key(meaning))
        .map(|(_, local)| local)
        .collect();
    let is_import = |stmt: &Stmt| matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. });
    let mut only_imports = true;
    every_stmt(&document.module().body, &mut |stmt| only_imports &= !has(changed, stmt) || is_import(stmt));
    if !only_imports {
        return spans;
    }
    let uses = |stmt: &Stmt| mentioned(stmt).iter().any(|name| imported.contains(name));
    let before = spans.len();
    every_stmt(&document.module().body, &mut |stmt| {
        if !is_import(stmt) && uses(stmt) {
            spans.push(header(stmt));
        }
    });
    if spans.len() == before {
        spans.extend(alike(document, other, changed_other));
    }
    spans
}

/// Names that changed imports bind, by what they stand for.
fn imported(document: &Document, changed: &[Span]) -> HashMap<String, String> {
    let mut names = HashMap::new();
    every_stmt(&document.module().body, &mut |stmt| {
        let (from, clauses) = match &stmt.kind {
            StmtKind::Import(clauses) => (String::new(), clauses),
            StmtKind::ImportFrom { module, names, .. } => (format!("{module}."), names),
            _ => return,
        };
        for clause in clauses.iter().filter(|_| has(changed, stmt)) {
            let root = clause.name.split('.').next().unwrap_or_default();
            let local = clause.alias.as_ref().map_or(root, |alias| &alias.name);
            names.insert(format!("{from}{}", clause.name), local.to_owned());
        }
    });
    names
}

/// Statements that share the longest dotted name with what changed in the other version.
fn alike(document: &Document, other: &Document, changed: &[Span]) -> Vec<Span> {
    let mut names = HashSet::new();
    let mut functions = HashSet::new();
    every_stmt(&other.module().body, &mut |stmt| {
        if has(changed, stmt) {
            names.extend(mentioned(stmt));
            functions.extend(function_at(other, stmt));
        }
    });
    let mut here = Vec::new();
    every_stmt(&document.module().body, &mut |stmt| {
        let is_definition = matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_));
        let longest = mentioned(stmt).iter().filter(|name| names.contains(*name)).map(|name| parts(name)).max();
        if let (false, Some(longest)) = (is_definition, longest) {
            let is_near = function_at(document, stmt).is_some_and(|name| functions.contains(&name));
            here.push((is_near, longest, header(stmt)));
        }
    });
    let best = here.iter().map(|(is_near, longest, _)| (*is_near, *longest)).max();
    here.into_iter().filter(|(is_near, longest, _)| Some((*is_near, *longest)) == best).map(|(.., span)| span).collect()
}

fn function_at(document: &Document, stmt: &Stmt) -> Option<String> {
    let functions = enclosing_functions(document, document.byte(stmt.span.start));
    functions.last().map(|function| function.name.name.clone())
}

fn parts(name: &str) -> usize {
    name.split('.').count()
}

/// Names and dotted names of a statement, with what these begin with; `self` alone says nothing.
fn mentioned(stmt: &Stmt) -> HashSet<String> {
    let mut names = HashSet::new();
    own_exprs(stmt, &mut |expr| {
        every_expr(expr, &mut |inner| {
            if matches!(inner.kind, ExprKind::Name(_) | ExprKind::Attribute { .. }) {
                names.extend(dotted_name(inner).filter(|name| name != "self" && name != "cls"));
            }
        });
    });
    names
}

/// Whether a statement is one of those that changed: of a compound one only the header is told.
fn has(changed: &[Span], stmt: &Stmt) -> bool {
    changed.iter().any(|span| span.start == stmt.span.start)
}

/// The bytes of a statement without those of its blocks.
fn header(stmt: &Stmt) -> Span {
    let first = blocks(stmt).into_iter().flatten().map(|inner| inner.span.start).min();
    Span { start: stmt.span.start, end: first.unwrap_or(stmt.span.end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rescue_syntax::slice::changed_statements;

    fn found(document: &str, other: &str) -> Vec<String> {
        let (document, other) = (Document::parse(document), Document::parse(other));
        let spans =
            criteria(&document, &changed_statements(&other, &document), &other, &changed_statements(&document, &other));
        spans.into_iter().map(|span| document.slice(span).to_owned()).collect()
    }

    #[test]
    fn what_changed_is_enough_where_there_is_any() {
        assert_eq!(found("x = 1\ny = 2\nprint(x)\n", "x = 1\ny = 3\nprint(x)\n"), ["y = 2"]);
    }

    #[test]
    fn what_uses_an_import_that_changed() {
        let program =
            |module: &str| format!("from {module} import parse\n\ndef f(text):\n    a = 1\n    return parse(text)\n");
        assert_eq!(found(&program("safe"), &program("unsafe")), ["from safe import parse", "return parse(text)"]);
        let less = "from web import App\n\napp = App()\n\ndef f(name):\n    end = name[-4:]\n    return end\n";
        let more = "from web import App, Stop\n\napp = App()\n\ndef f(name):\n    end = name[-4:]\n    if end != \".txt\":\n        \
                    raise Stop(end)\n    return end\n";
        assert_eq!(found(less, more), ["from web import App", "end = name[-4:]", "return end"]);
    }

    #[test]
    fn what_has_most_in_common_with_what_was_taken_away() {
        let with = "class A:\n    def __init__(self):\n        self.n = 1\n        self.parser = make()\n        self.parser.outside = run\n";
        let without = with.replace("        self.parser.outside = run\n", "");
        assert_eq!(found(&without, with), ["self.parser = make()"]);
    }
}
