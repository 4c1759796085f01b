//! Of two versions of a file, the functions that changed, with the imports and the names of the module that they use.

use rescue_syntax::{
    ast::{ExprKind, ImportName, Span, Stmt, StmtKind},
    document::Document,
    layout::indentation_at,
    slice::changed_statements,
    walk::{bindings, every_expr, every_stmt, own_exprs},
};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// More lines are no example any more.
const MOST_LINES: usize = 150;
/// Where more functions changed and no rule says which of them matter, nobody can tell.
const MOST_FUNCTIONS: usize = 6;

/// What is left of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reduced {
    pub(super) before: String,
    pub(super) after: String,
    /// Functions that stay, those with findings first: `find_user`, `Users.find`; empty where only the module changed.
    pub(super) functions: Vec<String>,
}

/// A file with the functions and methods in it.
struct Program {
    doc: Document,
    units: Vec<(String, Span)>,
    changed: Vec<Span>,
}

/// Cuts both versions down. `places` are offsets in the first version at which rules fire that are silent in the second.
pub(super) fn reduce(before: &str, after: &str, places: &BTreeSet<usize>) -> Result<Reduced, String> {
    let (old, new) = (Document::parse(before), Document::parse(after));
    let changes = (changed_statements(&new, &old), changed_statements(&old, &new));
    if changes.0.is_empty() && changes.1.is_empty() {
        return Err("the versions differ in comments, docstrings or white space only".to_owned());
    }
    let old = Program { units: units(&old), changed: changes.0, doc: old };
    let new = Program { units: units(&new), changed: changes.1, doc: new };
    let (functions, whole_module) = choose(&old, &new, places)?;
    let keep: BTreeSet<&str> = functions.iter().map(String::as_str).collect();
    let reduced = Reduced {
        before: print(&old, &keep, whole_module),
        after: print(&new, &keep, whole_module),
        functions: functions.iter().filter(|name| old.has(name)).cloned().collect(),
    };
    check(&reduced)?;
    Ok(reduced)
}

/// Whether the function (or the module) around an offset of the first version is missing from the second, so that a
/// finding there was deleted rather than repaired.
pub(super) fn lost_with_its_function(before: &str, after: &str, at: usize) -> bool {
    let (old, new) = (Document::parse(before), Document::parse(after));
    match unit_at(&old, &units(&old), at) {
        Some(name) => !units(&new).iter().any(|(other, _)| *other == name),
        None => false,
    }
}

/// Which functions stay, and whether what changed at the top level does.
fn choose(old: &Program, new: &Program, places: &BTreeSet<usize>) -> Result<(Vec<String>, bool), String> {
    let mut with_findings: Vec<String> = places.iter().filter_map(|at| unit_at(&old.doc, &old.units, *at)).collect();
    with_findings.dedup();
    with_findings.retain(|name| new.has(name));
    let changed: Vec<String> = new.changed_units().into_iter().chain(old.changed_units()).collect();
    if !with_findings.is_empty() {
        // What is new in the second version and called there came with the repair.
        let mut called = HashSet::new();
        for (_, span) in new.units.iter().filter(|(name, _)| with_findings.contains(name)) {
            names_in(&new.doc, *span, &mut called);
        }
        let is_new = |name: &&String| !old.has(name) && called.contains(name.rsplit('.').next().unwrap_or(name));
        let helpers: Vec<String> = changed.iter().filter(is_new).cloned().collect();
        with_findings.extend(helpers);
        return Ok((unique(with_findings), places.iter().any(|at| unit_at(&old.doc, &old.units, *at).is_none())));
    }
    let changed = unique(changed);
    if changed.len() > MOST_FUNCTIONS {
        return Err(format!("{} functions changed and no rule says which of them matter", changed.len()));
    }
    Ok((changed, true))
}

fn unique(names: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}

fn check(reduced: &Reduced) -> Result<(), String> {
    for (which, text) in [("vulnerable", &reduced.before), ("fixed", &reduced.after)] {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        if lines == 0 {
            return Err(format!("nothing of the {which} version is left: what changed was added or taken away whole"));
        }
        if lines > MOST_LINES {
            return Err(format!("the functions that changed have {lines} lines, and {MOST_LINES} are the most"));
        }
        if Document::parse(text.as_str()).module().has_errors {
            return Err(format!("the {which} version does not parse as Python 3"));
        }
    }
    let (old, new) = (Document::parse(reduced.before.as_str()), Document::parse(reduced.after.as_str()));
    if changed_statements(&old, &new).is_empty() && changed_statements(&new, &old).is_empty() {
        return Err("what changed is outside of the functions that could be kept".to_owned());
    }
    Ok(())
}

impl Program {
    fn has(&self, name: &str) -> bool {
        self.units.iter().any(|(own, _)| own == name)
    }

    /// Functions with a statement that the other version has not.
    fn changed_units(&self) -> Vec<String> {
        let touches = |span: &Span| self.changed.iter().any(|changed| span.contains(*changed));
        self.units.iter().filter(|(_, span)| touches(span)).map(|(name, _)| name.clone()).collect()
    }
}

/// Functions at the top level and methods of classes, with their decorators.
fn units(doc: &Document) -> Vec<(String, Span)> {
    fn add(body: &[Arc<Stmt>], prefix: &str, found: &mut Vec<(String, Span)>) {
        for stmt in body {
            match &stmt.kind {
                StmtKind::Function(function) => found.push((format!("{prefix}{}", function.name.name), stmt.span)),
                StmtKind::Class(class) => add(&class.body, &format!("{prefix}{}.", class.name.name), found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    add(&doc.module().body, "", &mut found);
    found
}

fn unit_at(doc: &Document, units: &[(String, Span)], at: usize) -> Option<String> {
    units.iter().find(|(_, span)| doc.range(*span).contains(&at)).map(|(name, _)| name.clone())
}

/// Names and attributes that the statements inside a span mention.
fn names_in(doc: &Document, span: Span, names: &mut HashSet<String>) {
    every_stmt(&doc.module().body, &mut |stmt| {
        if span.contains(stmt.span) {
            mention(stmt, names);
        }
    });
}

fn mention(stmt: &Stmt, names: &mut HashSet<String>) {
    own_exprs(stmt, &mut |expr| {
        every_expr(expr, &mut |inner| match &inner.kind {
            ExprKind::Name(name) => {
                names.insert(name.clone());
            }
            ExprKind::Attribute { attribute, .. } => {
                names.insert(attribute.name.clone());
            }
            _ => {}
        });
    });
}

fn print(program: &Program, keep: &BTreeSet<&str>, whole_module: bool) -> String {
    let mut printer = Printer { program, keep, whole_module, used: HashSet::new(), kept: HashSet::new() };
    // A name that is used brings the statement that binds it, and that may use more names.
    loop {
        let before = (printer.used.len(), printer.kept.len());
        printer.settle(&program.doc.module().body, "");
        if before == (printer.used.len(), printer.kept.len()) {
            break;
        }
    }
    let mut text = String::new();
    printer.block(&program.doc.module().body, "", &mut text);
    text
}

struct Printer<'a> {
    program: &'a Program,
    keep: &'a BTreeSet<&'a str>,
    whole_module: bool,
    /// Names that what stays mentions.
    used: HashSet<String>,
    /// Statements that stay, by their spans.
    kept: HashSet<Span>,
}

impl Printer<'_> {
    /// Finds what stays of a block; says whether anything does.
    fn settle(&mut self, body: &[Arc<Stmt>], prefix: &str) -> bool {
        let mut any = false;
        for stmt in body {
            let stays = match &stmt.kind {
                StmtKind::Import(_) | StmtKind::ImportFrom { .. } | StmtKind::Error => false,
                StmtKind::Function(function) => self.keep.contains(format!("{prefix}{}", function.name.name).as_str()),
                StmtKind::Class(class) => {
                    let inside = self.settle(&class.body, &format!("{prefix}{}.", class.name.name));
                    if inside {
                        mention(stmt, &mut self.used);
                        self.kept.insert(stmt.span);
                    }
                    any |= inside;
                    continue;
                }
                _ => self.stays(stmt),
            };
            if stays && self.kept.insert(stmt.span) {
                every_stmt(std::slice::from_ref(stmt), &mut |inner| mention(inner, &mut self.used));
            }
            any |= stays && (prefix.is_empty() || matches!(stmt.kind, StmtKind::Function(_)) || self.is_changed(stmt));
        }
        any
    }

    /// Whether a statement that is neither function nor class stays: it changed, or binds a name that is used.
    fn stays(&self, stmt: &Arc<Stmt>) -> bool {
        let is_docstring = matches!(&stmt.kind, StmtKind::Expr(value) if matches!(value.kind, ExprKind::Str(_)));
        if is_docstring {
            return false;
        }
        let mut binds = false;
        every_stmt(std::slice::from_ref(stmt), &mut |inner| {
            bindings(inner, &mut |binding| binds |= self.used.contains(binding.name));
        });
        binds || (self.whole_module && self.is_changed(stmt))
    }

    fn is_changed(&self, stmt: &Stmt) -> bool {
        self.program.changed.iter().any(|changed| stmt.span.contains(*changed))
    }

    fn block(&self, body: &[Arc<Stmt>], indent: &str, text: &mut String) {
        let doc = &self.program.doc;
        for stmt in body {
            let is_definition = matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_));
            let piece = match &stmt.kind {
                StmtKind::Import(names) => self.import("import ", names),
                StmtKind::ImportFrom { module, level, names, star } => {
                    let dots = ".".repeat(usize::try_from(*level).unwrap_or(0).min(64));
                    let from = format!("from {dots}{module} import ");
                    if *star { Some(format!("{from}*")) } else { self.import(&from, names) }
                }
                _ if !self.kept.contains(&stmt.span) => None,
                StmtKind::Class(class) => {
                    let first = class.body.first().map_or(stmt.span.end, |first| first.span.start);
                    let header = doc.slice(Span { start: stmt.span.start, end: first }).trim_end();
                    let mut inside = String::new();
                    let of_first =
                        class.body.first().map_or("", |first| indentation_at(doc, doc.byte(first.span.start)));
                    self.block(&class.body, of_first, &mut inside);
                    Some(format!("{header}\n{}", inside.trim_end()))
                }
                _ => Some(doc.slice(stmt.span).trim_end().to_owned()),
            };
            let Some(piece) = piece else { continue };
            if !text.is_empty() && (is_definition || text.ends_with("\n\n")) {
                let blank = if indent.is_empty() { "\n\n" } else { "\n" };
                text.truncate(text.trim_end().len());
                text.push('\n');
                text.push_str(blank);
            }
            text.push_str(indent);
            text.push_str(&piece);
            text.push('\n');
            if is_definition {
                text.push('\n');
            }
        }
        let end = text.trim_end().len();
        text.truncate(end);
        if end > 0 {
            text.push('\n');
        }
    }

    /// An import with the names of it that are used.
    fn import(&self, from: &str, names: &[ImportName]) -> Option<String> {
        let local = |name: &ImportName| match &name.alias {
            Some(alias) => alias.name.clone(),
            None => name.name.split('.').next().unwrap_or_default().to_owned(),
        };
        let used = names.iter().filter(|name| self.used.contains(&local(name)));
        let clauses: Vec<String> = used
            .map(|name| match &name.alias {
                Some(alias) => format!("{} as {}", name.name, alias.name),
                None => name.name.clone(),
            })
            .collect();
        (!clauses.is_empty()).then(|| format!("{from}{}", clauses.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "\"\"\"Users.\"\"\"\nimport os\nimport sqlite3\nfrom typing import Any, List\n\nDB = os.environ[\"DB\"]\nOTHER = 1\n\n\n\
                          def count():\n    return OTHER\n\n\nclass Users(Base):\n    table = \"users\"\n\n    def all(self) -> List[Any]:\n        \
                          return []\n\n    def find(self, name: Any):\n        con = sqlite3.connect(DB)\n        return con.execute(\"SELECT * FROM users \
                          WHERE name = '%s'\" % name)\n\n\ndef main():\n    print(Users().all())\n";

    fn after() -> String {
        BEFORE.replace("name = '%s'\" % name)", "name = ?\", (name,))")
    }

    #[test]
    fn the_function_that_changed_stays_with_what_it_uses() {
        let reduced = reduce(BEFORE, &after(), &BTreeSet::new()).unwrap();
        assert_eq!(
            reduced.before,
            "import os\nimport sqlite3\nfrom typing import Any\nDB = os.environ[\"DB\"]\n\n\nclass Users(Base):\n    def find(self, \
             name: Any):\n        con = sqlite3.connect(DB)\n        return con.execute(\"SELECT * FROM users WHERE name = '%s'\" % \
             name)\n"
        );
        assert!(reduced.after.contains("name = ?\", (name,))"));
        assert_eq!(reduced.functions, ["Users.find"]);
    }

    #[test]
    fn a_finding_says_which_function_matters() {
        let after = after().replace("return OTHER", "return OTHER + 1");
        let at = BEFORE.find("con.execute").unwrap();
        let reduced = reduce(BEFORE, &after, &BTreeSet::from([at])).unwrap();
        assert!(!reduced.after.contains("def count"), "{}", reduced.after);
        let both = reduce(BEFORE, &after, &BTreeSet::new()).unwrap();
        assert_eq!(both.functions, ["count", "Users.find"]);
    }

    #[test]
    fn what_came_with_the_repair_stays() {
        let before = "def page(name):\n    return \"<b>\" + name\n\n\ndef other():\n    return 1\n";
        let after = "def escaped(text):\n    return text.replace(\"<\", \"\")\n\n\ndef page(name):\n    return \"<b>\" + escaped(name)\n";
        let reduced = reduce(before, after, &BTreeSet::from([before.find("\"<b>").unwrap()])).unwrap();
        assert!(reduced.after.contains("def escaped") && !reduced.before.contains("def other"), "{reduced:?}");
        assert!(lost_with_its_function(before, after, before.find("return 1").unwrap()));
        assert!(!lost_with_its_function(before, after, before.find("\"<b>").unwrap()));
    }

    #[test]
    fn what_can_not_be_told_is_refused() {
        let none = BTreeSet::new();
        for (before, after, says) in [
            ("def f():\n    return 1\n", "def f():\n    # one\n    return 1\n", "white space only"),
            ("def f(:\n    return 1\n", "def f(:\n    return 2\n", "does not parse"),
            ("", "def f():\n    return 1\n", "nothing of the vulnerable version"),
        ] {
            let why = reduce(before, after, &none).unwrap_err();
            assert!(why.contains(says), "{before:?}: {why}");
        }
        let many =
            |value: u8| (0..9).map(|number| format!("def f{number}():\n    return {value}\n")).collect::<String>();
        assert!(reduce(&many(1), &many(2), &none).unwrap_err().contains("9 functions changed"));
    }
}
