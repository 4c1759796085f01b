//! What qualified names do to security, as data: the API patterns of the corpus and of the snapshot.
//!
//! The same types read `patterns.toml` and `libraries/*.toml` of the corpus (see its README for the meaning of each
//! key) and are stored, unchanged, in the snapshot. Braces in names are expanded when the corpus is read.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names an argument of a call: any of these may match.
pub type ArgumentName = Vec<ArgumentKey>;

/// One way to name an argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ArgumentKey {
    /// Position, from 0, not counting the receiver.
    Position(usize),
    /// Keyword; `"*"` is every argument and `"receiver"` the object before the dot.
    Keyword(String),
}

/// All patterns of one file of the corpus, or of the whole snapshot.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Patterns {
    /// Where untrusted data comes from.
    #[serde(rename = "source", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// What type a call, an attribute or a variable has.
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeFact>,
    /// Calls whose result carries what their arguments carry.
    #[serde(rename = "propagator", skip_serializing_if = "Vec::is_empty")]
    pub propagators: Vec<Propagator>,
    /// Calls whose result is clean.
    #[serde(rename = "sanitizer", skip_serializing_if = "Vec::is_empty")]
    pub sanitizers: Vec<Sanitizer>,
    /// Tests after which a value is clean.
    #[serde(rename = "guard", skip_serializing_if = "Vec::is_empty")]
    pub guards: Vec<Guard>,
    /// Places that untrusted data must not reach.
    #[serde(rename = "sink", skip_serializing_if = "Vec::is_empty")]
    pub sinks: Vec<Sink>,
    /// Uses that are wrong by themselves.
    #[serde(rename = "misuse", skip_serializing_if = "Vec::is_empty")]
    pub misuses: Vec<Misuse>,
    /// What to offer instead of an insecure member.
    #[serde(rename = "alternative", skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// How far away an attacker may sit who controls a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// Over the network.
    Remote,
    /// On the machine: standard input, files.
    Local,
    /// Whoever starts the program: its arguments, its environment.
    Operator,
}

/// Reading one of these gives untrusted data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// Attributes that are read, or functions that are called.
    #[serde(default)]
    pub names: Vec<String>,
    /// Parameters of functions under these decorators are untrusted.
    #[serde(default)]
    pub decorators: Vec<String>,
    /// Parameters of functions of any file: `lambda_handler.event`, the function's name and the parameter's.
    #[serde(default)]
    pub parameters: Vec<String>,
    /// Parameters of functions that are passed to these calls: `flask.Flask.add_url_rule`.
    #[serde(default)]
    pub registers: Vec<String>,
    /// Who controls it.
    pub kind: SourceKind,
    /// What it is, as a noun phrase for messages.
    pub what: String,
}

/// One fact about types.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeFact {
    /// Calls that give an instance of `is`.
    #[serde(default)]
    pub names: Vec<String>,
    /// Attributes whose value is an instance of `is`.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// Parameters and unbound variables of these names are instances of `is`.
    #[serde(default)]
    pub variables: Vec<String>,
    /// `variables` hold only in a file that imports this module.
    #[serde(default)]
    pub module: Option<String>,
    /// The type's qualified name.
    #[serde(default)]
    pub is: Option<String>,
    /// A class …
    #[serde(default)]
    pub class: Option<String>,
    /// … and the base whose patterns apply to it too.
    #[serde(default)]
    pub extends: Option<String>,
}

/// The result of these calls carries what the arguments carry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Propagator {
    /// Qualified names of functions and methods.
    pub names: Vec<String>,
    /// Which arguments flow to the result.
    #[serde(default)]
    pub arguments: ArgumentName,
    /// Nothing else flows there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub only: bool,
}

/// The result of these calls is clean for the weakness that the pattern belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sanitizer {
    /// Qualified names of functions and methods.
    pub names: Vec<String>,
}

/// A test after which a value is clean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Guard {
    /// Qualified names of functions and methods that test.
    pub names: Vec<String>,
    /// What is tested.
    pub checks: ArgumentName,
    /// The outcome under which the value is clean.
    #[serde(default = "yes")]
    pub holds: bool,
    /// It says so only where its first argument is a constant text that matches this regular expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<String>,
    /// It says nothing where its first argument is a constant text that matches this regular expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub except: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

fn yes() -> bool {
    true
}

/// What a value has to be for a sink to fire.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FiresOn {
    /// An untrusted source or a parameter is behind it.
    #[default]
    Tainted,
    /// Also any text that is put together from non-constant parts.
    Built,
    /// Only text that is put together from non-constant parts: handing a parameter on as it is does not count, unless
    /// a caller in the same file passes untrusted data.
    Assembled,
    /// Also anything that is not a constant.
    Dynamic,
}

/// How loud a finding is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A suggestion.
    Hint,
    /// Worth knowing.
    Information,
    /// Should be looked at.
    #[default]
    Warning,
    /// Should not be shipped.
    Error,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// No finding at all.
    Ignore,
    /// The code has the shape.
    Possible,
    /// Wrong in most programs.
    Likely,
    /// Wrong by itself.
    #[default]
    Proven,
}

fn likely() -> Certainty {
    Certainty::Likely
}

/// A place that untrusted data must not reach.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sink {
    /// The rule's identifier.
    pub rule: String,
    /// Calls.
    #[serde(default)]
    pub names: Vec<String>,
    /// Instead of calls: what functions under these decorators return.
    #[serde(default)]
    pub returns_from: Vec<String>,
    /// Stores to these attributes, or under these keys: `*.headers[Location]`.
    #[serde(default)]
    pub assigns: Vec<String>,
    /// The argument that must not be reached.
    #[serde(default)]
    pub argument: ArgumentName,
    /// What the value has to be.
    #[serde(default)]
    pub fires_on: FiresOn,
    /// How sure a finding is at most.
    #[serde(default)]
    pub confidence: Certainty,
    /// How sure a finding is where nothing but a parameter of a function is behind it.
    #[serde(default = "likely")]
    pub from_parameters: Certainty,
    /// How sure a finding is where the data comes from whoever starts the program.
    #[serde(default = "likely")]
    pub from_operator: Certainty,
    /// A parameter that stands behind something of the program's own does not count: `self.base + path`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub behind_base_is_safe: bool,
    /// A built text whose constant beginning matches this is no finding.
    #[serde(default)]
    pub safe_prefix: Option<String>,
    /// All of these must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Any of these cancels the finding.
    #[serde(default)]
    pub unless: Vec<Condition>,
    /// A closer entry than the weakness's own.
    #[serde(default)]
    pub cwe: Option<String>,
    /// How loud.
    #[serde(default)]
    pub severity: Severity,
    /// What is wrong; may hold `{callee}`, `{value}`, `{source}`.
    pub message: String,
    /// What to write instead.
    pub instead: String,
    /// Repairs, best first.
    #[serde(default)]
    pub fix: Vec<Fix>,
}

/// A use that is wrong by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Misuse {
    /// The rule's identifier.
    pub rule: String,
    /// Calls of these.
    #[serde(default)]
    pub names: Vec<String>,
    /// Any mention of these.
    #[serde(default)]
    pub references: Vec<String>,
    /// Stores to these attributes, under these keys (`flask.Flask.config[DEBUG]`) or to names: `=[DEBUG]` to
    /// this one, `=` to any. The value is argument 0.
    #[serde(default)]
    pub assigns: Vec<String>,
    /// All of these must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Any of these cancels the finding.
    #[serde(default)]
    pub unless: Vec<Condition>,
    /// A closer entry than the weakness's own.
    #[serde(default)]
    pub cwe: Option<String>,
    /// How sure.
    #[serde(default)]
    pub confidence: Certainty,
    /// Where a condition around it asks for one of these words, somebody decides on it: no more than possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possible_under: Vec<String>,
    /// How loud.
    #[serde(default)]
    pub severity: Severity,
    /// What is wrong; may hold `{callee}`, `{value}`.
    pub message: String,
    /// What to write instead.
    pub instead: String,
    /// Repairs, best first.
    #[serde(default)]
    pub fix: Vec<Fix>,
}

impl Misuse {
    /// Whether a call of this name makes an object that is wrong only with certain arguments: most programs make one,
    /// `Flask(__name__)`, and have nothing to do with the weakness.
    pub fn is_setting_of(&self, name: &str) -> bool {
        let last = name.rsplit('.').next().unwrap_or(name);
        let is_class = last.starts_with(|first: char| first.is_ascii_uppercase());
        is_class && !self.when.is_empty()
    }
}

/// One condition on a call. Exactly one test is set beside `argument`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Condition {
    /// Which argument the test looks at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub argument: ArgumentName,
    /// The call does not pass it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<bool>,
    /// Its folded constant is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equals: Option<Vec<Literal>>,
    /// It refers to one of these names, or is an instance or a call of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Vec<String>>,
    /// It folds to a smaller number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less_than: Option<i64>,
    /// It folds to a text, or begins with a constant text, that matches this regular expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<String>,
    /// It folds to a constant, or does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constant: Option<bool>,
    /// An untrusted source or a parameter is behind it, or is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tainted: Option<bool>,
    /// A word of its own name, as a variable, attribute or key, is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<Vec<String>>,
    /// It is a list, tuple, dictionary or text without anything in it, or is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<bool>,
    /// Something untrusted stands in it behind another part: `base + "/" + name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<bool>,
    /// A word of the names around the call is one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Vec<String>>,
    /// The same function also calls one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls: Option<Vec<String>>,
    /// The same function calls one of these further above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls_before: Option<Vec<String>>,
    /// The call is a statement by itself: nobody looks at its result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unused: Option<bool>,
    /// The file imports one of these modules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imported: Option<Vec<String>>,
}

/// A constant in a condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Literal {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text; `"None"` also stands for Python's `None`.
    Text(String),
}

/// How a fix changes the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FixKind {
    /// Rewrites the call: another callee, arguments dropped, keywords set.
    Call,
    /// Replaces the call or the stored value by a template.
    Replace,
    /// Wraps the argument, or its dynamic parts, in a call.
    Wrap,
    /// Moves the dynamic parts of a SQL text into parameters.
    ParameterizeSql,
    /// Turns a command line into an argument list without a shell.
    Argv,
    /// Inserts statements before the statement.
    Guard,
}

/// A repair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fix {
    /// How it changes the code.
    pub kind: FixKind,
    /// What the editor's menu shows.
    pub title: String,
    /// What honest code may notice; a fix that says this is never part of fix-all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<String>,
    /// Qualified name of the new or wrapping function.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callee: Option<String>,
    /// Arguments that go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<ArgumentName>,
    /// Keywords to set, with their Python text; qualified names in backticks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// Template for `replace` and `guard`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// Wrap each dynamic part of a built text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parts: bool,
    /// The placeholder of SQL parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}

/// What to offer instead of an insecure member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Alternative {
    /// Members that it replaces.
    pub insecure: Vec<String>,
    /// Its qualified name.
    pub secure: String,
    /// What to insert after the dot, in snippet syntax.
    #[serde(default)]
    pub snippet: Option<String>,
    /// Why it is better.
    pub note: String,
}

/// Expands `{a,b}` in a name; a name without braces gives itself.
pub fn expand_braces(name: &str) -> Vec<String> {
    let Some(open) = name.find('{') else {
        return vec![name.to_owned()];
    };
    let Some(close) = name[open..].find('}').map(|at| at + open) else {
        return vec![name.to_owned()];
    };
    let (before, inside, after) = (&name[..open], &name[open + 1..close], &name[close + 1..]);
    inside.split(',').flat_map(|part| expand_braces(&format!("{before}{}{after}", part.trim()))).collect()
}
