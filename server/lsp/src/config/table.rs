//! The one table of settings, as data: the documentation and the editors' schemas are made from it.

use serde_json::{Map, Value, json};

/// Who may set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Only the user: a cloned repository must not be able to.
    User,
    /// The user, and `[tool.rescue]` of a project.
    Project,
}

/// What values it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of texts; several origins add up.
    List,
    /// A table from text to one of these words.
    Choices(&'static [&'static str]),
    /// A path, or null.
    Path,
    /// A list of tables: patterns of files, and the settings of [`OVERRIDABLE`] that hold for them.
    Overrides,
}

/// One setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// `minimumConfidence`; `minimum-confidence` in TOML means the same.
    pub name: &'static str,
    /// What values it takes.
    pub kind: Kind,
    /// The default, in JSON.
    pub default: &'static str,
    /// Who may set it.
    pub scope: Scope,
    /// What it does, in one or two sentences.
    pub doc: &'static str,
}

const CONFIDENCES: &[&str] = &["possible", "likely", "proven"];
const SEVERITIES: &[&str] = &["hint", "information", "warning", "error"];
const LEVELS: &[&str] = &["off", "error", "warn", "info", "debug", "trace"];

/// What may be another for some files of a project.
pub const OVERRIDABLE: &[&str] = &["disable", "only", "severity", "confidence", "minimumConfidence", "minimumSeverity"];

const fn setting(name: &'static str, kind: Kind, default: &'static str, scope: Scope, doc: &'static str) -> Setting {
    Setting { name, kind, default, scope, doc }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    setting("enable", Kind::Switch, "true", Scope::Project, "Whether Rescue does anything in this workspace."),
    setting(
        "minimumConfidence",
        Kind::Choice(CONFIDENCES),
        "\"possible\"",
        Scope::Project,
        "Hides findings that are less certain than this.",
    ),
    setting(
        "minimumSeverity",
        Kind::Choice(SEVERITIES),
        "\"hint\"",
        Scope::Project,
        "Hides findings that are quieter than this.",
    ),
    setting("disable", Kind::List, "[]", Scope::Project, "Weaknesses (`CWE-79`) and rules that are off."),
    setting("only", Kind::List, "[]", Scope::Project, "If not empty, the only weaknesses and rules that are on."),
    setting(
        "severity",
        Kind::Choices(SEVERITIES),
        "{}",
        Scope::Project,
        "Severities by weakness or rule: `{\"CWE-79\": \"error\"}`.",
    ),
    setting(
        "confidence",
        Kind::Choices(CONFIDENCES),
        "{}",
        Scope::Project,
        "Like `minimumConfidence`, by weakness or rule, and in its place: `{\"CWE-327\": \"proven\"}`.",
    ),
    setting(
        "perPath",
        Kind::Overrides,
        "[]",
        Scope::Project,
        "Settings that hold for some files only: tables with `paths`, patterns as in `exclude`, and what is different \
         there.",
    ),
    setting(
        "baseline",
        Kind::Path,
        "null",
        Scope::Project,
        "A file that `rescue-lsp check --write-baseline` wrote: the findings in it are not shown. A project may name \
         one inside itself.",
    ),
    setting("completion.enable", Kind::Switch, "true", Scope::Project, "Whether secure completions are offered."),
    setting("hover.enable", Kind::Switch, "true", Scope::Project, "Whether a hover explains findings."),
    setting("diagnostics.enable", Kind::Switch, "true", Scope::Project, "Whether findings are shown."),
    setting(
        "snapshot",
        Kind::Path,
        "null",
        Scope::User,
        "A folder with a knowledge base to use in place of the one in the binary.",
    ),
    setting(
        "overlay",
        Kind::Path,
        "null",
        Scope::Project,
        "A folder with a team's own records, on top of the knowledge base. A project may name one inside itself.",
    ),
    setting("logLevel", Kind::Choice(LEVELS), "\"warn\"", Scope::User, "How much the log on standard error says."),
    setting(
        "exclude",
        Kind::List,
        "[]",
        Scope::Project,
        "Files that are left alone, as in `.gitignore`, relative to the project's folder, or to the workspace where \
         the editor says it.",
    ),
];

/// The setting of this name.
pub(super) fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

/// JSON Schema of the settings of this scope and below, with `prefix` before every name (`rescue.`).
pub fn schema(prefix: &str, scope: Scope) -> Value {
    let properties: Map<String, Value> = SETTINGS
        .iter()
        .filter(|setting| scope == Scope::User || setting.scope == scope)
        .map(|setting| (format!("{prefix}{}", setting.name), property(setting)))
        .collect();
    json!({"type": "object", "properties": properties})
}

fn property(setting: &Setting) -> Value {
    let mut property = match setting.kind {
        Kind::Switch => json!({"type": "boolean"}),
        Kind::Choice(words) => json!({"type": "string", "enum": words}),
        Kind::List => json!({"type": "array", "items": {"type": "string"}}),
        Kind::Choices(words) => {
            json!({"type": "object", "additionalProperties": {"type": "string", "enum": words}})
        }
        Kind::Path => json!({"type": ["string", "null"]}),
        Kind::Overrides => json!({"type": "array", "items": overrides()}),
    };
    property["default"] = serde_json::from_str(setting.default).unwrap_or_default();
    property["markdownDescription"] = setting.doc.into();
    property
}

fn overrides() -> Value {
    let mut properties = Map::from_iter([("paths".to_owned(), json!({"type": "array", "items": {"type": "string"}}))]);
    properties.extend(OVERRIDABLE.iter().filter_map(|name| Some(((*name).to_owned(), property(find(name)?)))));
    json!({"type": "object", "properties": properties, "required": ["paths"], "additionalProperties": false})
}

/// The table as Markdown, for the documentation.
pub fn markdown() -> String {
    let mut text =
        String::from("| setting | values | default | in pyproject.toml | what it does |\n|---|---|---|---|---|\n");
    for setting in SETTINGS {
        let values = match setting.kind {
            Kind::Switch => "`true`, `false`".to_owned(),
            Kind::Choice(words) => quoted(words),
            Kind::List => "list of texts".to_owned(),
            Kind::Choices(words) => format!("table to {}", quoted(words)),
            Kind::Path => "path".to_owned(),
            Kind::Overrides => "list of tables".to_owned(),
        };
        let project = if setting.scope == Scope::Project { "yes" } else { "no" };
        let Setting { name, default, doc, .. } = setting;
        text.push_str(&format!("| `{name}` | {values} | `{default}` | {project} | {doc} |\n"));
    }
    text
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
