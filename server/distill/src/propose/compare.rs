//! Two versions of a program: which calls differ, and what that makes of them.

use super::{
    Argument, Evidence, Proposal, Role,
    calls::{Program, Used, even},
};
use crate::names::{Names, PLAIN};
use rescue_syntax::{ast::Span, document::Document, slice::changed_statements};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Builtins that are everywhere and protect from nothing.
const EVERYWHERE: [&str; 29] = [
    "print",
    "len",
    "str",
    "int",
    "float",
    "bool",
    "list",
    "dict",
    "set",
    "tuple",
    "bytes",
    "range",
    "enumerate",
    "zip",
    "sorted",
    "isinstance",
    "repr",
    "super",
    "type",
    "max",
    "min",
    "sum",
    "any",
    "all",
    "iter",
    "next",
    "map",
    "filter",
    "hasattr",
];

/// Methods of plain types, which a receiver of unknown type most likely is.
const OF_PLAIN_TYPES: [&str; 27] = [
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "rsplit",
    "splitlines",
    "join",
    "lower",
    "upper",
    "startswith",
    "endswith",
    "replace",
    "format",
    "encode",
    "decode",
    "append",
    "extend",
    "items",
    "keys",
    "values",
    "pop",
    "copy",
    "find",
    "index",
    "count",
    "isdigit",
    "setdefault",
];

/// What the difference of two versions proposes.
pub(super) fn compare(record: &str, vulnerable: &str, secure: &str, names: &Names) -> Vec<Proposal> {
    let (old, new) = (Document::parse(vulnerable), Document::parse(secure));
    let (changed_old, changed_new) = (changed_statements(&new, &old), changed_statements(&old, &new));
    let (before, after) = (Program::of(&old, names), Program::of(&new, names));
    let compared = Compared {
        record,
        gone: missing(&before.calls, &after.calls),
        come: missing(&after.calls, &before.calls),
        before,
        after,
        touched: touched(&old, &changed_old).union(&touched(&new, &changed_new)).cloned().collect(),
    };
    let mut found = compared.same_callee();
    found.extend(compared.replaced(&found));
    found.extend(compared.protected());
    found.extend(compared.stores());
    found.extend(compared.mentions());
    found.extend(compared.reached());
    found.retain(|proposal| is_telling(&proposal.name) && (proposal.strength > 4 || !is_log(&proposal.name)));
    found
}

struct Compared<'a> {
    record: &'a str,
    before: Program,
    after: Program,
    /// Calls of the vulnerable version that the secure one has not, by their text.
    gone: Vec<Used>,
    /// The other way round.
    come: Vec<Used>,
    /// Variables in statements that changed.
    touched: HashSet<String>,
}

/// Calls whose text the other program has less often.
fn missing(calls: &[Used], other: &[Used]) -> Vec<Used> {
    let key = |call: &Used| (call.function.clone(), call.text.clone());
    let mut left: HashMap<(String, String), usize> = HashMap::new();
    for call in other {
        *left.entry(key(call)).or_default() += 1;
    }
    let mut is_missing = |call: &Used| match left.get_mut(&key(call)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    calls.iter().filter(|call| is_missing(call)).cloned().collect()
}

fn touched(doc: &Document, changed: &[Span]) -> HashSet<String> {
    changed.iter().flat_map(|span| words(doc.slice(*span))).collect()
}

/// Identifiers in a piece of code, those in texts included: an f-string mentions them.
fn words(text: &str) -> HashSet<String> {
    let parts = text.split(|c: char| c != '_' && !c.is_alphanumeric());
    let is_name = |part: &&str| part.starts_with(|c: char| c == '_' || c.is_alphabetic());
    parts.filter(is_name).map(str::to_owned).collect()
}

impl Compared<'_> {
    fn proposal(&self, name: &str, role: Role, strength: u32, before: &str, after: &str) -> Proposal {
        let evidence = Evidence { record: self.record.to_owned(), before: before.to_owned(), after: after.to_owned() };
        Proposal { name: name.to_owned(), role, strength, evidence: vec![evidence] }
    }

    /// Calls that stay and are given something else.
    fn same_callee(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for old in &self.gone {
            let same = |new: &&Used| new.names.first() == old.names.first() && new.function == old.function;
            // The nearest in the text: the one that shares most arguments.
            let shared = |new: &&Used| new.arguments.iter().filter(|one| old.arguments.contains(one)).count();
            let Some(new) = self.come.iter().filter(same).max_by_key(shared) else { continue };
            found.extend(self.arguments(old, new));
        }
        found
    }

    fn arguments(&self, old: &Used, new: &Used) -> Vec<Proposal> {
        let value = |call: &Used, argument: &Argument| {
            call.arguments.iter().find(|(own, _)| own == argument).map(|(_, text)| text.clone())
        };
        let all: BTreeSet<&Argument> =
            old.arguments.iter().chain(&new.arguments).map(|(argument, _)| argument).collect();
        let mut found = Vec::new();
        for argument in all {
            let (was, is) = (value(old, argument), value(new, argument));
            if was == is {
                continue;
            }
            let constant = |text: &Option<String>| text.as_deref().is_none_or(is_constant);
            let role = match (&was, &is) {
                // A method's object is given no value of its own.
                (Some(was), Some(is)) if *argument == Argument::Receiver => {
                    let wrapped = is.contains(was.as_str());
                    if !wrapped && !is_built(was) {
                        continue;
                    }
                    Role::Sink { argument: argument.clone(), built: is_built(was) }
                }
                (None, Some(_))
                    if matches!(argument, Argument::Position(_)) && !old.arguments.is_empty() && self.moved(old) =>
                {
                    continue;
                }
                _ if constant(&was) || was.as_deref().is_some_and(is_dotted) && is.as_deref().is_none_or(is_dotted) => {
                    Role::Misuse { argument: Some((argument.clone(), was.clone())) }
                }
                (Some(was), _) => Role::Sink { argument: argument.clone(), built: is_built(was) },
                (None, _) => Role::Misuse { argument: Some((argument.clone(), None)) },
            };
            let strength = if matches!(role, Role::Misuse { .. }) { 5 } else { 6 };
            found.push(self.proposal(name_of(old), role, strength, &old.line, &new.line));
        }
        found
    }

    /// Whether a value moved out of a text into parameters of its own.
    fn moved(&self, old: &Used) -> bool {
        old.arguments.iter().any(|(_, text)| is_built(text))
    }

    /// Calls that gave way to another one.
    fn replaced(&self, found: &[Proposal]) -> Vec<Proposal> {
        let is_same =
            |call: &Used, others: &[Used]| others.iter().any(|other| other.names.first() == call.names.first());
        let gone: Vec<&Used> = self.gone.iter().filter(|call| !is_same(call, &self.after.calls)).collect();
        let come: Vec<&Used> = self.come.iter().filter(|call| !is_same(call, &self.before.calls)).collect();
        let mut proposals = Vec::new();
        for old in gone.iter().filter(|old| is_telling(name_of(old))) {
            let shares = |new: &&&Used| {
                let same =
                    new.arguments.iter().filter(|(_, text)| old.arguments.iter().any(|(_, own)| own == text)).count();
                let module = |call: &Used| name_of(call).split('.').next().unwrap_or_default().to_owned();
                2 * same
                    + usize::from(module(new) == module(old))
                    + usize::from(assigned(&new.line) == assigned(&old.line))
            };
            let here = come
                .iter()
                .filter(|new| new.function == old.function && new.in_test.is_none() && is_telling(name_of(new)));
            let new = here.max_by_key(shares).filter(|new| shares(new) > 0);
            let after = new.map(|new| new.line.as_str()).unwrap_or_default();
            let strength = if new.is_some() { 5 } else { 4 };
            proposals.push(self.proposal(name_of(old), Role::Misuse { argument: None }, strength, &old.line, after));
            if let Some(new) = new {
                let insecure = BTreeSet::from([name_of(old).to_owned()]);
                proposals.push(self.proposal(name_of(new), Role::Alternative { insecure }, 3, &old.line, &new.line));
            }
        }
        proposals.retain(|proposal| !found.iter().any(|known| known.name == proposal.name));
        proposals
    }

    /// Calls around a value that stood there bare, and calls in tests.
    fn protected(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for new in &self.come {
            if self.before.calls.iter().any(|old| old.names.first() == new.names.first()) {
                continue;
            }
            if let Some(holds) = new.in_test {
                let checked = new
                    .arguments
                    .iter()
                    .find(|(_, text)| !is_constant(text) && words(text).iter().any(|word| self.touched.contains(word)));
                if let Some((checks, _)) = checked {
                    let role = Role::Guard { checks: checks.clone(), holds };
                    found.push(self.proposal(name_of(new), role, 3, "", &new.line));
                }
                continue;
            }
            let wraps = new.arguments.iter().any(|(_, inner)| self.stood_bare(new, inner));
            if wraps {
                found.push(self.proposal(name_of(new), Role::Sanitizer, 3, "", &new.line));
            }
        }
        found
    }

    /// Whether a value that a new call takes now was handed on as it is before.
    fn stood_bare(&self, new: &Used, inner: &str) -> bool {
        if is_constant(inner) {
            return false;
        }
        // name = clean(name)
        let target = assigned(&new.line);
        let rebinds = target.is_some() && target.as_deref() == Some(inner);
        let around = self.come.iter().filter(|call| call.span != new.span && call.span.contains(new.span));
        let mut replaced = around.flat_map(|outer| {
            self.gone.iter().filter(move |old| old.names.first() == outer.names.first()).flat_map(|old| &old.arguments)
        });
        let in_text = || {
            self.gone
                .iter()
                .any(|old| old.statement != Span::default() && old.line.contains(inner) && new.line != old.line)
        };
        rebinds || replaced.any(|(_, text)| text.contains(inner)) || in_text()
    }

    /// Attributes that are stored with another constant.
    fn stores(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for old in &self.before.stores {
            let same = |new: &&super::calls::Stored| new.name == old.name && new.value == old.value;
            if self.after.stores.iter().any(|new| same(&new)) || !(is_constant(&old.value) || is_dotted(&old.value)) {
                continue;
            }
            let after = self.after.stores.iter().find(|new| new.name == old.name).map_or("", |new| &new.line);
            let role = Role::Assigns { value: old.value.clone() };
            found.push(self.proposal(&old.name, role, 5, &old.line, after));
        }
        found
    }

    /// Names that are mentioned before and not after.
    fn mentions(&self) -> Vec<Proposal> {
        let after: HashSet<&str> = self.after.mentions.iter().map(|(name, _)| name.as_str()).collect();
        let gone = self.before.mentions.iter().filter(|(name, _)| name.contains('.') && !after.contains(name.as_str()));
        gone.map(|(name, line)| self.proposal(name, Role::Misuse { argument: None }, 2, line, "")).collect()
    }

    /// Calls that take a variable which the repair checks or cleans.
    fn reached(&self) -> Vec<Proposal> {
        let mut found = Vec::new();
        for call in &self.before.calls {
            let given = call.arguments.iter().find(|(argument, text)| {
                *argument != Argument::Receiver
                    && !is_constant(text)
                    && words(text).iter().any(|word| self.touched.contains(word))
            });
            if let Some((argument, text)) = given {
                let role = Role::Sink { argument: argument.clone(), built: is_built(text) };
                let strength = if self.gone.iter().any(|gone| gone.span == call.span) { 2 } else { 1 };
                found.push(self.proposal(name_of(call), role, strength, &call.line, ""));
            }
        }
        found
    }
}

/// The name that a pattern would give: the closest one that is no wildcard.
fn name_of(call: &Used) -> &str {
    let plain = call.names.iter().find(|name| !name.starts_with("*."));
    plain.or_else(|| call.names.first()).map_or("", String::as_str)
}

/// The variable that a line assigns to.
fn assigned(line: &str) -> Option<String> {
    let (target, rest) = line.split_once('=')?;
    let is_plain = !rest.starts_with('=') && target.trim().chars().all(|c| c == '_' || c == '.' || c.is_alphanumeric());
    (is_plain && !target.trim().is_empty()).then(|| even(target))
}

/// Whether a name says anything: no builtin that is everywhere, no method of a plain type, no exception.
fn is_telling(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    let first = name.split('.').next().unwrap_or(name);
    let is_common = EVERYWHERE.contains(&name)
        || name.contains('.') && PLAIN.contains(&first)
        || first == "*" && OF_PLAIN_TYPES.contains(&last)
        || matches!(first, "typing" | "dataclasses" | "argparse" | "builtins")
        || ["Error", "Exception", "Warning"].iter().any(|end| last.ends_with(end));
    !name.is_empty() && !is_common
}

/// Repairs like to add or drop a line of the log: only what is done to its text says anything.
fn is_log(name: &str) -> bool {
    name.starts_with("logging.")
}

/// A literal.
fn is_constant(text: &str) -> bool {
    let quoted = |text: &str| {
        ["\"", "'"].iter().any(|quote| {
            text.len() >= 2 && text.starts_with(quote) && text.ends_with(quote) && text.matches(quote).count() == 2
        })
    };
    matches!(text, "True" | "False" | "None")
        || quoted(text)
        || quoted(text.trim_start_matches(['b', 'r', 'u']))
        || text.parse::<f64>().is_ok()
        || text.starts_with("0o")
        || text.starts_with("0x")
}

/// `ssl.CERT_NONE`: names and dots.
fn is_dotted(text: &str) -> bool {
    text.contains('.')
        && text.chars().all(|c| c == '_' || c == '.' || c.is_alphanumeric())
        && text.parse::<f64>().is_err()
}

/// A text that is put together.
fn is_built(text: &str) -> bool {
    let f_string = ["f\"", "f'", "rf\"", "fr\"", "F\"", "F'"].iter().any(|start| text.starts_with(start));
    f_string
        || text.contains(".format(")
        || text.contains("\" %")
        || text.contains("' %")
        || text.contains(" + ")
        || text.contains(".join(")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(vulnerable: &str, secure: &str) -> Vec<(String, Role)> {
        let names = Names::new([], []);
        let mut all = compare("r", vulnerable, secure, &names);
        super::super::sort(&mut all);
        all.into_iter().map(|proposal| (proposal.name, proposal.role)).collect()
    }

    #[test]
    fn a_call_that_gave_way_is_a_misuse_with_an_alternative() {
        let all = found(
            "import tempfile\n\ndef f():\n    path = tempfile.mktemp()\n    return path\n",
            "import tempfile\n\ndef f():\n    path = tempfile.mkdtemp()\n    return path\n",
        );
        assert_eq!(all[0], ("tempfile.mktemp".into(), Role::Misuse { argument: None }));
        let insecure = BTreeSet::from(["tempfile.mktemp".to_owned()]);
        assert!(all.contains(&("tempfile.mkdtemp".into(), Role::Alternative { insecure })), "{all:?}");
    }

    #[test]
    fn a_constant_that_changed_is_a_condition() {
        let program = |value: &str| format!("import requests\n\ndef f(url):\n    return requests.get(url{value})\n");
        let role = |value: Option<&str>| Role::Misuse {
            argument: Some((Argument::Keyword("verify".into()), value.map(str::to_owned))),
        };
        assert_eq!(found(&program(", verify=False"), &program(""))[0], ("requests.get".into(), role(Some("False"))));
        assert_eq!(found(&program(""), &program(", verify=True"))[0], ("requests.get".into(), role(None)));
    }

    #[test]
    fn a_text_that_is_no_longer_put_together_is_a_sink() {
        let all = found(
            "import sqlite3\n\ndef f(db, name):\n    return db.execute(f\"SELECT {name}\")\n",
            "import sqlite3\n\ndef f(db, name):\n    return db.execute(\"SELECT ?\", (name,))\n",
        );
        assert_eq!(all[0], ("*.execute".into(), Role::Sink { argument: Argument::Position(0), built: true }));
    }

    #[test]
    fn what_stands_around_a_value_cleans_and_what_tests_it_guards() {
        let page =
            |value: &str| format!("import html\n\ndef f(name, render):\n    return render.page(\"<b>\" + {value})\n");
        let all = found(&page("name"), &page("html.escape(name)"));
        assert!(all.contains(&("html.escape".into(), Role::Sanitizer)), "{all:?}");
        assert!(all.iter().any(|(name, role)| name == "*.page" && matches!(role, Role::Sink { built: true, .. })));
        let open = |guard: &str| format!("import re\nimport os\n\ndef f(name):\n{guard}    return os.listdir(name)\n");
        let all =
            found(&open(""), &open("    if not re.fullmatch(\"[a-z]+\", name):\n        raise ValueError(name)\n"));
        let guard = Role::Guard { checks: Argument::Position(1), holds: true };
        assert!(all.contains(&("re.fullmatch".into(), guard)), "{all:?}");
        let sink = Role::Sink { argument: Argument::Position(0), built: false };
        assert!(all.contains(&("os.listdir".into(), sink)), "{all:?}");
    }
}
