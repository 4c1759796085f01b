//! What is wrong in a corpus, with file and line, everything at once.

use crate::corpus::{Corpus, PatternFile, RecordFolder, WeaknessFolder, for_each_name};
use regex::Regex;
use rescue_knowledge::pattern::{ArgumentName, Condition, Fix, FixKind};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::Path,
};

/// At least so many causes, guidelines and records.
const ENOUGH: usize = 5;
/// So many wordings of a task.
const TASKS: std::ops::RangeInclusive<usize> = 4..=6;
/// Longest line of a program.
const WIDTH: usize = 110;
/// Lines of a program: the README asks for 12 to 60, and nobody is bothered over a few more.
const LINES: std::ops::RangeInclusive<usize> = 10..=75;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing can be built.
    Error,
    /// Less than the README asks for.
    Warning,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Path in the corpus.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// How bad it is.
    pub level: Level,
    /// What is wrong, as a sentence.
    pub message: String,
}

impl Problem {
    /// Something that nothing can be built from.
    pub fn error(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, level: Level::Error, message: message.into() }
    }

    /// Something that falls short.
    pub fn warning(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, level: Level::Warning, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Error => "error",
            Level::Warning => "warning",
        };
        write!(f, "{}:{}: {level}: {}", self.file, self.line, self.message)
    }
}

/// Reads a corpus and says everything that is wrong in it, by file and line.
pub fn lint(root: &Path) -> Vec<Problem> {
    check(&Corpus::read(root))
}

/// Everything that is wrong in a corpus, what could not be read included.
pub fn check(corpus: &Corpus) -> Vec<Problem> {
    let mut lint = Lint { corpus, problems: corpus.problems.clone(), rules: BTreeMap::new() };
    lint.library_files();
    let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
    for folder in &corpus.weaknesses {
        if let Some(weakness) = &folder.weakness
            && let Some(other) = numbers.insert(&weakness.cwe, &folder.name)
        {
            let file = format!("{}/weakness.toml", folder.name);
            lint.error(&file, &weakness.cwe, format!("`{}` has the folder `{other}` already.", weakness.cwe));
        }
        lint.weakness(folder);
        lint.patterns(&folder.patterns, Some(&folder.name));
    }
    for folder in &corpus.weaknesses {
        folder.records.iter().for_each(|record| lint.record(folder, record));
    }
    lint.programs();
    let mut problems = lint.problems;
    problems.sort();
    problems.dedup();
    problems
}

struct Lint<'a> {
    corpus: &'a Corpus,
    problems: Vec<Problem>,
    /// Rules by identifier, with the folder that they belong to and whether they have a fix.
    rules: BTreeMap<String, (String, bool)>,
}

impl Lint<'_> {
    /// Puts an error on the first line that has a text.
    fn error(&mut self, file: &str, at: &str, message: String) {
        let line = line_of(self.corpus.file(file), at);
        self.problems.push(Problem::error(file, line, message));
    }

    fn warning(&mut self, file: &str, at: &str, message: String) {
        let line = line_of(self.corpus.file(file), at);
        self.problems.push(Problem::warning(file, line, message));
    }

    fn known_cwe(&mut self, file: &str, cwe: &str) {
        // Without the list nothing is known, and that the list is missing has been said.
        if !self.corpus.hierarchy.0.is_empty() && self.corpus.hierarchy.get(cwe).is_none() {
            self.error(file, cwe, format!("`{cwe}` is no entry of MITRE's list (write `CWE-89`, not a category)."));
        }
    }

    fn library_files(&mut self) {
        let corpus = self.corpus;
        for file in &corpus.libraries {
            if !(file.patterns.sinks.is_empty() && file.patterns.misuses.is_empty()) {
                let at = if file.patterns.sinks.is_empty() { "[[misuse]]" } else { "[[sink]]" };
                self.error(&file.path, at, "Sinks and misuses live with their weakness, not in `libraries`.".into());
            }
            self.patterns(file, None);
        }
    }

    fn weakness(&mut self, folder: &WeaknessFolder) {
        let file = format!("{}/weakness.toml", folder.name);
        if folder.records.len() < ENOUGH && !self.corpus.is_overlay {
            let message = format!("{} records, and at least {ENOUGH} are asked for.", folder.records.len());
            self.problems.push(Problem::warning(&format!("{}/records", folder.name), 1, message));
        }
        let Some(weakness) = &folder.weakness else { return };
        self.known_cwe(&file, &weakness.cwe);
        for cwe in &weakness.also {
            // Labels also name categories, which the list of weaknesses does not have.
            if cwe.strip_prefix("CWE-").is_none_or(|number| number.parse::<u32>().is_err()) {
                self.error(&file, cwe, format!("`{cwe}` in `also` is no number of an entry: write `CWE-564`."));
            }
        }
        let number = weakness.cwe.trim_start_matches("CWE-").parse().unwrap_or(0_u32);
        if !folder.name.starts_with(&format!("cwe-{number:03}-")) {
            self.error(&file, &weakness.cwe, format!("The folder of {} begins with `cwe-{number:03}-`.", weakness.cwe));
        }
        for (key, texts) in [("causes", &weakness.causes), ("guidelines", &weakness.guidelines)] {
            if texts.len() < ENOUGH && !self.corpus.is_overlay {
                self.warning(&file, key, format!("{} {key}, and at least {ENOUGH} are asked for.", texts.len()));
            }
            let mut seen = BTreeSet::new();
            for text in texts {
                if !seen.insert(text) {
                    self.error(&file, first_words(text), format!("The same sentence stands twice in `{key}`."));
                }
            }
        }
        for (key, empty) in [
            ("name", weakness.name.trim().is_empty()),
            ("summary", weakness.summary.trim().is_empty()),
            ("words", weakness.words.is_empty()),
        ] {
            if empty {
                self.error(&file, key, format!("`{key}` says nothing."));
            }
        }
    }

    fn patterns(&mut self, file: &PatternFile, folder: Option<&str>) {
        let path = &file.path;
        let mut patterns = file.patterns.clone();
        let mut wrong = BTreeSet::new();
        for_each_name(&mut patterns, &mut |names| {
            wrong.extend(names.iter().filter(|name| !is_qualified(name) && !name.contains(['{', '}'])).cloned());
        });
        for (kind, names) in [
            ("class", patterns.types.iter().filter_map(|fact| fact.class.clone()).collect::<Vec<_>>()),
            ("extends", patterns.types.iter().filter_map(|fact| fact.extends.clone()).collect()),
            ("is", patterns.types.iter().filter_map(|fact| fact.is.clone()).collect()),
        ] {
            for name in names.iter().filter(|name| !is_qualified(name)) {
                self.error(path, name, format!("`{name}` as `{kind}` is no qualified name."));
            }
        }
        // An import name may stand alone, and so may a decorator or class in `imported`.
        let modules: BTreeSet<&String> = file
            .patterns
            .sinks
            .iter()
            .flat_map(|sink| sink.when.iter().chain(&sink.unless))
            .chain(file.patterns.misuses.iter().flat_map(|misuse| misuse.when.iter().chain(&misuse.unless)))
            .flat_map(|condition| condition.imported.iter().flatten())
            .collect();
        for name in wrong.iter().filter(|name| !modules.contains(name)) {
            // The braces are expanded by now: the last part is what the line has for certain.
            let last = name.rsplit('.').next().unwrap_or(name);
            let at = if file.text.contains(name.as_str()) { name } else { last };
            self.error(
                path,
                at,
                format!("`{name}` is no qualified name: dotted as an import resolves it, `*.method`, or a builtin."),
            );
        }
        for (nth, sink) in file.patterns.sinks.iter().enumerate() {
            let line = line_of_nth(&file.text, "[[sink]]", nth);
            self.rule(path, &sink.rule, folder, !sink.fix.is_empty());
            let places = [&sink.names, &sink.returns_from, &sink.assigns];
            if places.into_iter().filter(|places| !places.is_empty()).count() != 1 {
                let message = format!("A sink of `{}` needs one of `names`, `returns-from` and `assigns`.", sink.rule);
                self.error(path, &sink.rule, message);
            }
            if !sink.names.is_empty() && sink.argument.is_empty() {
                self.error(path, &sink.rule, format!("A sink of `{}` names no `argument`.", sink.rule));
            }
            if let Some(prefix) = &sink.safe_prefix {
                self.regex(path, prefix);
            }
            self.finding(path, &sink.rule, [&sink.message, &sink.instead], sink.cwe.as_deref());
            self.conditions(path, line, &sink.rule, sink.when.iter().chain(&sink.unless));
            self.fixes(path, &sink.rule, &sink.fix);
        }
        for (nth, misuse) in file.patterns.misuses.iter().enumerate() {
            let line = line_of_nth(&file.text, "[[misuse]]", nth);
            self.rule(path, &misuse.rule, folder, !misuse.fix.is_empty());
            if misuse.names.is_empty() && misuse.references.is_empty() && misuse.assigns.is_empty() {
                let message = format!("A misuse of `{}` needs `names`, `references` or `assigns`.", misuse.rule);
                self.error(path, &misuse.rule, message);
            }
            self.finding(path, &misuse.rule, [&misuse.message, &misuse.instead], misuse.cwe.as_deref());
            self.conditions(path, line, &misuse.rule, misuse.when.iter().chain(&misuse.unless));
            self.fixes(path, &misuse.rule, &misuse.fix);
        }
        for guard in file.patterns.guards.iter().filter(|guard| guard.checks.is_empty()) {
            let at = guard.names.first().map_or("[[guard]]", |name| name.rsplit('.').next().unwrap_or(name));
            self.error(path, at, "A guard checks nothing: `checks` is empty.".into());
        }
        for source in &file.patterns.sources {
            let places = [&source.names, &source.decorators, &source.parameters, &source.registers];
            if places.into_iter().all(Vec::is_empty) {
                let message = "A source needs `names`, `decorators`, `parameters` or `registers`.";
                self.error(path, &source.what, message.into());
            }
        }
    }

    fn rule(&mut self, path: &str, rule: &str, folder: Option<&str>, fix: bool) {
        let kebab = !rule.is_empty()
            && rule.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            });
        if !kebab {
            self.error(path, rule, format!("`{rule}` is no rule identifier: lower-case words joined by `-`."));
        }
        let folder = folder.unwrap_or(path);
        match self.rules.get_mut(rule) {
            Some((owner, _)) if owner != folder => {
                let message = format!("Rule `{rule}` belongs to `{owner}`; a rule has one weakness.");
                self.error(path, rule, message);
            }
            Some((_, fixes)) => *fixes |= fix,
            None => {
                self.rules.insert(rule.to_owned(), (folder.to_owned(), fix));
            }
        }
    }

    fn finding(&mut self, path: &str, rule: &str, texts: [&String; 2], cwe: Option<&str>) {
        for text in texts {
            if text.trim().is_empty() {
                self.error(path, rule, format!("`{rule}` has an empty `message` or `instead`."));
            }
            for placeholder in placeholders(text) {
                if !["callee", "value", "source"].contains(&placeholder) {
                    let at = format!("{{{placeholder}}}");
                    self.error(path, &at, format!("`{at}` of `{rule}` is none of {{callee}}, {{value}}, {{source}}."));
                }
            }
        }
        if let Some(cwe) = cwe {
            self.known_cwe(path, cwe);
        }
    }

    fn conditions<'c>(&mut self, path: &str, line: usize, rule: &str, conditions: impl Iterator<Item = &'c Condition>) {
        for condition in conditions {
            // Spelt out, so that a new test can't be forgotten here.
            let Condition {
                argument,
                missing,
                equals,
                is,
                less_than,
                matches,
                constant,
                tainted,
                named,
                empty,
                joined,
                context,
                calls,
                calls_before,
                unused,
                imported,
            } = condition;
            let about_argument = [
                missing.is_some(),
                equals.is_some(),
                is.is_some(),
                less_than.is_some(),
                matches.is_some(),
                constant.is_some(),
                tainted.is_some(),
                named.is_some(),
                empty.is_some(),
                joined.is_some(),
            ];
            let about_place =
                [context.is_some(), calls.is_some(), calls_before.is_some(), unused.is_some(), imported.is_some()];
            let count = |tests: &[bool]| tests.iter().filter(|test| **test).count();
            let wrong = if count(&about_argument) + count(&about_place) != 1 {
                Some("needs exactly one test")
            } else if argument.is_empty() && count(&about_argument) == 1 {
                Some("names no `argument`")
            } else if !argument.is_empty() && count(&about_place) == 1 {
                Some("has a needless `argument`")
            } else {
                None
            };
            if let Some(wrong) = wrong {
                self.problems.push(Problem::error(path, line, format!("A condition of `{rule}` {wrong}.")));
            }
            if let Some(regex) = matches {
                self.regex(path, regex);
            }
        }
    }

    fn fixes(&mut self, path: &str, rule: &str, fixes: &[Fix]) {
        for fix in fixes {
            let missing = match fix.kind {
                FixKind::Call if fix.callee.is_none() && fix.drop.is_empty() && fix.set.is_empty() => {
                    Some("`callee`, `drop` or `set`")
                }
                FixKind::Replace | FixKind::Guard if fix.template.is_none() => Some("`template`"),
                FixKind::Wrap if fix.callee.is_none() => Some("`callee`"),
                _ => None,
            };
            if let Some(missing) = missing {
                self.error(path, &fix.title, format!("The fix \"{}\" of `{rule}` needs {missing}.", fix.title));
            }
            if fix.drop.iter().any(ArgumentName::is_empty) {
                self.error(path, &fix.title, format!("The fix \"{}\" of `{rule}` drops nothing.", fix.title));
            }
            if let Some(callee) = fix.callee.as_ref().filter(|callee| !is_qualified(callee)) {
                self.error(path, callee, format!("`{callee}` as `callee` is no qualified name."));
            }
        }
    }

    fn regex(&mut self, path: &str, regex: &str) {
        if let Err(error) = Regex::new(regex) {
            let last = error.to_string();
            let why = last.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            // In the file the expression may be escaped: its beginning is looked for.
            let plain: String = regex.chars().take_while(|c| !matches!(c, '\\' | '"')).collect();
            let at = if self.corpus.file(path).contains(regex) { regex } else { plain.as_str() };
            self.error(path, at, format!("`{regex}` is no regular expression: {why}."));
        }
    }

    fn record(&mut self, folder: &WeaknessFolder, folder_of_record: &RecordFolder) {
        let RecordFolder { path, record, text, vulnerable, secure, .. } = folder_of_record;
        if !vulnerable.is_empty() && vulnerable == secure {
            self.problems.push(Problem::error(&format!("{path}/secure.py"), 1, "It is identical to vulnerable.py."));
        }
        let Some(record) = record else { return };
        let file = format!("{path}/record.toml");
        let at = |needle: &str| line_of(text, needle);
        if record.proven && !TASKS.contains(&record.tasks.len()) {
            let message =
                format!("{} tasks, and {} to {} are asked for.", record.tasks.len(), TASKS.start(), TASKS.end());
            self.problems.push(Problem::warning(&file, at("tasks"), message));
        }
        for (key, value) in [
            ("title", &record.title),
            ("cause", &record.cause),
            ("guideline", &record.guideline),
            ("note", &record.note),
        ] {
            if value.trim().is_empty() {
                self.problems.push(Problem::error(&file, at(key), format!("`{key}` says nothing.")));
            }
        }
        if record.tasks.is_empty() {
            self.problems.push(Problem::error(&file, at("tasks"), "`tasks` says nothing, so nobody finds the record."));
        }
        if record.rules.is_empty() && record.proven {
            self.problems.push(Problem::warning(&file, at("rules"), "No rule fires on vulnerable.py."));
        }
        // Where the patterns can't be read, that has been said, and nothing is known about their rules.
        let readable = !self
            .problems
            .iter()
            .any(|problem| problem.file == folder.patterns.path && folder.patterns.text.is_empty());
        for rule in record.rules.iter().filter(|_| readable) {
            match self.rules.get(rule) {
                // An imported record names rules of the knowledge that it was judged by.
                None if !record.proven || self.corpus.rules_below.contains(rule) => {}
                None => {
                    let message = format!("Rule `{rule}` does not exist.");
                    self.problems.push(Problem::error(&file, at(rule), message));
                }
                Some((owner, _)) if *owner != folder.name && record.proven => {
                    let message = format!("Rule `{rule}` belongs to `{owner}`.");
                    self.problems.push(Problem::error(&file, at(rule), message));
                }
                Some(_) => {}
            }
        }
        if let Some(rule) = &record.fixed_by {
            let line = at("fixed-by");
            if !record.rules.contains(rule) {
                let message = format!("`fixed-by` names `{rule}`, which is not among `rules`.");
                self.problems.push(Problem::error(&file, line, message));
            } else if self.rules.get(rule).is_some_and(|(_, fixes)| !fixes) {
                self.problems.push(Problem::error(&file, line, format!("Rule `{rule}` has no fix.")));
            }
        }
    }

    fn programs(&mut self) {
        let corpus = self.corpus;
        let unproven: Vec<String> = corpus.unproven().map(|record| format!("{}/", record.path)).collect();
        let is_own = |path: &str| !unproven.iter().any(|folder| path.starts_with(folder));
        for (path, text) in corpus.files().filter(|(path, _)| path.ends_with(".py") && is_own(path)) {
            for (number, line) in text.lines().enumerate() {
                let width = line.chars().count();
                if width > WIDTH {
                    let message = format!("{width} characters in a line, and {WIDTH} are the most.");
                    self.problems.push(Problem::warning(path, number + 1, message));
                }
            }
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            if !path.ends_with("proof.py") && !LINES.contains(&lines) {
                let message = format!("{lines} lines of code, and 12 to 60 are asked for.");
                self.problems.push(Problem::warning(path, 1, message));
            }
        }
    }
}

/// `{name}` in a message.
fn placeholders(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()))
        .collect()
}

fn is_qualified(name: &str) -> bool {
    // `'/' in` is the test for a text inside another.
    if FORMS.contains(&name) || name.strip_prefix('\'').is_some_and(|rest| rest.ends_with("' in")) {
        return true;
    }
    // Any attribute of a type.
    let name = name.strip_suffix(".*").unwrap_or(name);
    // A store under a key: `flask.Flask.config[DEBUG]`.
    let name = match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some(("=", key)) => return !key.is_empty(),
        Some((owner, key)) if !key.is_empty() => owner,
        _ => name,
    };
    let identifier = |part: &str| {
        !part.is_empty()
            && !part.starts_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c == '_' || c.is_alphanumeric())
    };
    match name.strip_prefix("*.") {
        Some(member) => member.split('.').all(identifier),
        None => name.split('.').all(identifier) && (name.contains('.') || BUILTINS.contains(&name)),
    }
}

/// Forms of the language that a rule may ask for as if they were calls, and a store to any name.
const FORMS: [&str; 6] = ["==", "is", "assert", "except pass", "=", "<"];

/// What can stand without a dot.
const BUILTINS: [&str; 73] = [
    "__import__",
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    "raw_input",
    "unicode",
    "execfile",
    "get_ipython",
];

/// The line, from 1, of an offset.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The first line, from 1, that has a text: as a whole value if there is one, else anywhere.
pub(crate) fn line_of(text: &str, needle: &str) -> usize {
    text.find(&format!("\"{needle}\"")).or_else(|| text.find(needle)).map_or(1, |at| line_at(text, at))
}

/// The line, from 1, of a table's header: the `nth` of its kind, from 0.
fn line_of_nth(text: &str, header: &str, nth: usize) -> usize {
    text.lines().enumerate().filter(|(_, line)| line.starts_with(header)).nth(nth).map_or(1, |(at, _)| at + 1)
}

fn first_words(text: &str) -> &str {
    text.char_indices().nth(40).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for right in ["os.system", "*.cursor", "eval", "str.format", "_io.open", "*.a.b"] {
            assert!(is_qualified(right), "{right}");
        }
        for wrong in ["", "foo", "os.", ".system", "os..system", "os.sys tem", "*", "*x", "3.x", "os.system()"] {
            assert!(!is_qualified(wrong), "{wrong}");
        }
    }

    #[test]
    fn lines_and_placeholders() {
        assert_eq!(line_of("a\nb\nc", "c"), 3);
        assert_eq!(line_of("a", "z"), 1);
        assert_eq!(placeholders("{value} goes to {callee}, {}"), ["value", "callee"]);
    }
}
