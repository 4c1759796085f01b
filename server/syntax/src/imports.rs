//! What a file imports, and how to write a qualified name in it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::ast::{ImportName, Module, Pos, Span, Stmt, StmtKind, docstring_of};
use crate::document::Document;
use crate::layout::{enclosing_functions, newline};
use crate::visible::{params_of, scope_bindings};
use crate::walk::{Binding, BindingKind, every_import};

/// The imports of a file.
#[derive(Debug, Clone, Default)]
pub struct Imports {
    entries: Vec<Entry>,
    by_name: HashMap<String, String>,
    /// Bindings of the file's top level.
    global: Vec<Bound>,
}

/// A name that is bound.
#[derive(Debug, Clone)]
struct Bound {
    name: String,
    span: Span,
    is_import: bool,
}

impl From<Binding<'_>> for Bound {
    fn from(binding: Binding<'_>) -> Self {
        Bound { name: binding.name.to_owned(), span: binding.span, is_import: binding.kind == BindingKind::Import }
    }
}

#[derive(Debug, Clone)]
struct Entry {
    /// The name that is bound.
    local: String,
    /// What it stands for.
    target: String,
    /// The module that `import a.b` loads, where no `as` follows.
    loads: Option<String>,
    span: Span,
    /// At the top level, outside of any block.
    is_global: bool,
}

/// Text to put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insertion {
    /// Where.
    pub offset: usize,
    /// What.
    pub text: String,
}

impl Imports {
    /// The imports of a module, those inside functions and blocks too.
    pub fn of(module: &Module) -> Imports {
        let global = scope_bindings(&module.body, Pos::MAX).into_iter().map(Bound::from).collect();
        let mut imports = Imports { global, ..Imports::default() };
        let top: HashSet<*const Stmt> = module.body.iter().map(Arc::as_ptr).collect();
        every_import(&module.body, &mut |stmt| {
            let is_global = || top.contains(&std::ptr::from_ref(stmt));
            match &stmt.kind {
                StmtKind::Import(names) => {
                    let is_global = is_global();
                    names.iter().for_each(|name| imports.add_module(name, is_global));
                }
                StmtKind::ImportFrom { module, level, names, .. } => {
                    let prefix = ".".repeat(usize::try_from(*level).unwrap_or(0).min(64));
                    let source = format!("{prefix}{module}");
                    let is_global = is_global();
                    names.iter().for_each(|name| imports.add_member(&source, name, is_global));
                }
                _ => {}
            }
        });
        for entry in &imports.entries {
            imports.by_name.entry(entry.local.clone()).or_insert_with(|| entry.target.clone());
        }
        imports
    }

    fn add_module(&mut self, name: &ImportName, is_global: bool) {
        let first = name.name.split('.').next().unwrap_or("");
        let (local, target, loads) = match &name.alias {
            Some(alias) => (alias.name.clone(), name.name.clone(), None),
            None => (first.to_owned(), first.to_owned(), Some(name.name.clone())),
        };
        self.entries.push(Entry { local, target, loads, span: name.span, is_global });
    }

    fn add_member(&mut self, source: &str, name: &ImportName, is_global: bool) {
        let dot = if source.ends_with('.') || source.is_empty() { "" } else { "." };
        self.entries.push(Entry {
            local: name.alias.as_ref().map_or(&name.name, |alias| &alias.name).clone(),
            target: format!("{source}{dot}{}", name.name),
            loads: None,
            span: name.span,
            is_global,
        });
    }

    /// Local names with what they stand for.
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (entry.local.as_str(), entry.target.as_str()))
    }

    /// The qualified name of a dotted name whose first part is imported.
    pub fn resolve(&self, dotted: &str) -> Option<String> {
        let (first, rest) = dotted.split_once('.').unwrap_or((dotted, ""));
        let target = self.by_name.get(first)?;
        Some(if rest.is_empty() { target.clone() } else { format!("{target}.{rest}") })
    }

    /// How to write a qualified name at an offset, and the import that it takes. The module ends before the first
    /// part that begins upper-case, or else before the last dot.
    pub fn spelling_of(&self, doc: &Document, qualified: &str, at: usize) -> (String, Option<Insertion>) {
        let (module, member) = split_qualified(qualified);
        self.spelling(doc, module, member, at)
    }

    /// How to write `member` of `module` at an offset, and the import that it takes. `member` may be dotted, or empty
    /// for the module itself.
    pub fn spelling(&self, doc: &Document, module: &str, member: &str, at: usize) -> (String, Option<Insertion>) {
        if module.is_empty() || module == "builtins" {
            return (member.to_owned(), None);
        }
        let scope = Scope::at(doc, at, &self.global);
        if let Some(written) = self.existing(&scope, module, member) {
            return (written, None);
        }
        let (head, tail) = member.split_once('.').map_or((member, ""), |(head, tail)| (head, tail));
        let root = module.split('.').next().unwrap_or(module);
        let (line, written) = if member.is_empty() || scope.is_free(root) || self.stands_for(&scope, root, root) {
            (format!("import {module}"), join(module, member))
        } else if scope.is_free(head) {
            (format!("from {module} import {head}"), member.to_owned())
        } else {
            let mut alias = format!("{}_{head}", module.replace('.', "_"));
            while !scope.is_free(&alias) {
                alias.push('_');
            }
            let written = join(&alias, tail);
            (format!("from {module} import {head} as {alias}"), written)
        };
        (written, Some(insertion(doc, &line, at)))
    }

    fn existing(&self, scope: &Scope<'_>, module: &str, member: &str) -> Option<String> {
        let whole = join(module, member);
        let mut best: Option<(usize, String)> = None;
        for entry in &self.entries {
            let loaded = match &entry.loads {
                // `import a.b` makes `a` and `a.b` usable, and not `a.c`.
                Some(loads) => (loads == module || loads.starts_with(&format!("{module}."))).then_some(whole.clone()),
                None => remainder(&whole, &entry.target)
                    .filter(|_| covers(&entry.target, module))
                    .map(|rest| join(&entry.local, rest)),
            };
            if let Some(written) = loaded
                && best.as_ref().is_none_or(|(length, _)| written.len() < *length)
                && self.is_usable(scope, entry)
            {
                best = Some((written.len(), written));
            }
        }
        best.map(|(_, written)| written)
    }

    /// Whether an import is seen at the offset and means there what it says.
    fn is_usable(&self, scope: &Scope<'_>, entry: &Entry) -> bool {
        let above = entry.span.end < scope.pos;
        let here = if entry.is_global { scope.in_function || above } else { above && scope.holds(entry.span) };
        here && !scope.rebinds(&entry.local, entry.span)
    }

    fn stands_for(&self, scope: &Scope<'_>, local: &str, target: &str) -> bool {
        self.entries.iter().any(|entry| entry.local == local && entry.target == target && self.is_usable(scope, entry))
    }
}

/// Module and member of a qualified name.
pub fn split_qualified(qualified: &str) -> (&str, &str) {
    let mut start = 0;
    for part in qualified.split('.') {
        if start > 0 && part.starts_with(|first: char| first.is_uppercase()) {
            return (qualified.get(..start - 1).unwrap_or(""), qualified.get(start..).unwrap_or(""));
        }
        start += part.len() + 1;
    }
    qualified.rsplit_once('.').unwrap_or(("", qualified))
}

fn join(left: &str, right: &str) -> String {
    if right.is_empty() { left.to_owned() } else { format!("{left}.{right}") }
}

/// What follows `prefix` in a dotted name.
fn remainder<'a>(dotted: &'a str, prefix: &str) -> Option<&'a str> {
    let rest = dotted.strip_prefix(prefix)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('.') }
}

/// Whether the target is the module itself or something inside it: a package says nothing about its modules.
fn covers(target: &str, module: &str) -> bool {
    remainder(target, module).is_some()
}

/// What names mean at an offset.
struct Scope<'a> {
    pos: Pos,
    in_function: bool,
    functions: Vec<Span>,
    bound: Vec<Bound>,
    /// Bindings of the file's top level.
    global: &'a [Bound],
}

impl<'a> Scope<'a> {
    fn at(doc: &Document, offset: usize, global: &'a [Bound]) -> Scope<'a> {
        let functions = enclosing_functions(doc, offset);
        let mut bound = Vec::new();
        for function in &functions {
            let mut own = scope_bindings(&function.body, Pos::MAX);
            params_of(function, &mut own);
            bound.extend(own.into_iter().map(Bound::from));
        }
        Scope {
            pos: doc.pos(offset),
            in_function: !functions.is_empty(),
            functions: functions.iter().map(|function| function.span).collect(),
            bound,
            global,
        }
    }

    fn is_free(&self, name: &str) -> bool {
        !self.bound.iter().chain(self.global).any(|bound| bound.name == name)
    }

    /// Whether a span is in a function around the offset, or in none at all.
    fn holds(&self, span: Span) -> bool {
        self.functions.iter().any(|function| function.contains(span))
            && self.bound.iter().any(|bound| bound.span == span)
    }

    /// Whether anything but imports binds the name where the import's own binding would be seen.
    fn rebinds(&self, name: &str, import: Span) -> bool {
        let rebinds = |bound: &&Bound| bound.name == name && bound.span != import && !bound.is_import;
        let mut later = self.global.iter().filter(|bound| bound.span.start > import.start);
        self.bound.iter().any(|bound| rebinds(&bound)) || later.any(|bound| rebinds(&bound))
    }
}

/// Puts an import line where imports stand.
fn insertion(doc: &Document, line: &str, at: usize) -> Insertion {
    let end_of_line = newline(doc);
    let (body, pos) = (&doc.module().body, doc.pos(at));
    let last = leading_imports(body).filter(|stmt| stmt.span.end < pos || stmt.span.end == Pos::MIN).last();
    if let Some(stmt) = last {
        let offset = doc.line_range(doc.line_of(doc.byte(stmt.span.end))).end;
        return Insertion { offset, text: format!("{end_of_line}{line}") };
    }
    if let Some(docstring) = docstring_of(body) {
        let row = doc.line_of(doc.byte(docstring.span.end));
        let gap = if doc.line_text(row + 1).trim().is_empty() { "" } else { end_of_line };
        let offset = doc.line_range(row).end;
        return Insertion { offset, text: format!("{end_of_line}{end_of_line}{line}{gap}") };
    }
    let row = first_free_line(doc);
    let gap = if doc.line_text(row).trim().is_empty() { "" } else { end_of_line };
    let offset = doc.line_range(row).start;
    let before = if offset > 0 && !doc.text().get(..offset).is_some_and(|text| text.ends_with(['\r', '\n'])) {
        end_of_line
    } else {
        ""
    };
    Insertion { offset, text: format!("{before}{line}{end_of_line}{gap}") }
}

/// Imports at the top level before the first function or class.
fn leading_imports(body: &[Arc<Stmt>]) -> impl Iterator<Item = &Stmt> {
    body.iter()
        .map(|stmt| &**stmt)
        .take_while(|stmt| !matches!(stmt.kind, StmtKind::Function(_) | StmtKind::Class(_)))
        .filter(|stmt| matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. }))
}

/// The line after `#!`, the encoding and a licence that begin the file.
fn first_free_line(doc: &Document) -> usize {
    let is_comment = |line: usize| doc.line_text(line).starts_with('#');
    let fixed = (0..2).take_while(|line| {
        let text = doc.line_text(*line);
        text.starts_with("#!") || (text.starts_with('#') && text.contains("coding"))
    });
    let fixed = fixed.count();
    let comments = (0..doc.line_count()).take_while(|line| is_comment(*line)).count();
    // A comment that touches code speaks of that code.
    if comments > fixed && doc.line_text(comments).trim().is_empty() { comments } else { fixed }
}
