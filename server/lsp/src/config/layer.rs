//! The settings of one origin, checked.

use super::patterns::Patterns;
use super::table::{self, Kind, Scope, Setting};
use super::{Settings, confidence, severity};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Keys that an editor's extension keeps for itself beside the server's.
const OF_THE_EDITOR: &[&str] = &["trace", "path", "server", "serverPath", "args", "env", "useBundled"];

/// Where settings come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The user, through the editor.
    Editor,
    /// This `pyproject.toml`.
    Project(PathBuf),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Editor => f.write_str("the editor's settings"),
            Origin::Project(path) => write!(f, "{}", path.display()),
        }
    }
}

/// Something in a configuration that was not followed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Warning {
    /// One sentence for the user.
    pub message: String,
    /// It is shown and not only logged: a setting was refused for safety, or a baseline cannot be read.
    pub refused: bool,
}

/// The checked values of one origin; what it does not say is not in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layer {
    values: BTreeMap<&'static str, Value>,
    exclude: Option<Patterns>,
    overrides: Vec<Override>,
}

/// Settings for some files.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    paths: Patterns,
    layer: Layer,
}

impl Override {
    /// Whether it holds for a file.
    pub(super) fn holds(&self, root: Option<&Path>, path: &Path) -> bool {
        self.paths.name(root, path) == Some(true)
    }

    /// Lays what it says over the settings.
    pub(super) fn apply(&self, settings: &mut Settings) {
        self.layer.apply(settings);
    }
}

impl Layer {
    /// Reads what an editor or a project says, whatever it is.
    pub fn read(value: &Value, origin: &Origin) -> (Layer, Vec<Warning>) {
        let mut reader = Reader { origin, layer: Layer::default(), warnings: Vec::new() };
        match section(value) {
            Value::Null => {}
            Value::Object(map) => reader.object(map, ""),
            other => reader.warn(format!("expected a table of settings, found {}", kind_of(other))),
        }
        (reader.layer, reader.warnings)
    }

    /// Lays what this origin says over what others said.
    pub(super) fn apply(&self, settings: &mut Settings) {
        for (name, value) in &self.values {
            apply(settings, name, value);
        }
        settings.exclude.extend(self.exclude.iter().filter(|patterns| !patterns.is_empty()).cloned());
        settings.per_path.extend(self.overrides.iter().cloned());
    }
}

/// `{"rescue": {...}}`, `{"settings": {...}}` and the bare table mean the same.
fn section(value: &Value) -> &Value {
    let inner = value.get("rescue").or_else(|| value.get("settings"));
    inner.map_or(value, section)
}

struct Reader<'a> {
    origin: &'a Origin,
    layer: Layer,
    warnings: Vec<Warning>,
}

impl Reader<'_> {
    fn object(&mut self, map: &Map<String, Value>, prefix: &str) {
        for (key, value) in map {
            let key = camel(key.strip_prefix("rescue.").unwrap_or(key));
            let name = format!("{prefix}{key}");
            match (table::find(&name), value) {
                (Some(setting), value) => self.setting(setting, value),
                (None, Value::Object(inner)) if prefix.is_empty() && is_group(&name) => {
                    self.object(inner, &format!("{name}."));
                }
                (None, Value::Bool(_)) if is_group(&name) => self.object_switch(&name, value),
                _ => self.unknown(&name),
            }
        }
    }

    /// `completion = false` is short for `completion.enable = false`.
    fn object_switch(&mut self, group: &str, value: &Value) {
        match table::find(&format!("{group}.enable")) {
            Some(setting) => self.setting(setting, value),
            None => self.unknown(group),
        }
    }

    fn setting(&mut self, setting: &'static Setting, value: &Value) {
        if value.is_null() {
            return;
        }
        if setting.scope == Scope::User && matches!(self.origin, Origin::Project(_)) {
            return self.refuse(setting.name);
        }
        match self.checked(setting, value) {
            Ok(value) if setting.name == "exclude" => self.layer.exclude = Some(self.patterns(setting.name, &value)),
            Ok(Value::Array(tables)) if setting.kind == Kind::Overrides => {
                self.layer.overrides =
                    tables.iter().filter_map(|table| self.override_of(setting.name, table)).collect();
            }
            Ok(value) => {
                self.layer.values.insert(setting.name, value);
            }
            Err(expected) => self.warn(format!("`{}` must be {expected}, found {value}", setting.name)),
        }
    }

    fn checked(&mut self, setting: &Setting, value: &Value) -> Result<Value, String> {
        match (setting.kind, value) {
            (Kind::Switch, Value::Bool(_)) => Ok(value.clone()),
            (Kind::Switch, _) => Err("true or false".to_owned()),
            (Kind::Choice(words), Value::String(word)) if words.contains(&word.as_str()) => Ok(value.clone()),
            (Kind::Choice(words), _) => Err(format!("one of {}", words.join(", "))),
            (Kind::List, Value::Array(items)) if items.iter().all(Value::is_string) => Ok(value.clone()),
            (Kind::List, _) => Err("a list of texts".to_owned()),
            (Kind::Choices(words), Value::Object(map)) => Ok(Value::Object(self.choices(setting.name, words, map))),
            (Kind::Choices(_), _) => Err("a table".to_owned()),
            (Kind::Overrides, Value::Array(items)) if items.iter().all(Value::is_object) => Ok(value.clone()),
            (Kind::Overrides, _) => Err("a list of tables".to_owned()),
            (Kind::Path, Value::String(path)) => self.path(setting.name, path),
            (Kind::Path, _) => Err("a path".to_owned()),
        }
    }

    fn patterns(&mut self, name: &str, value: &Value) -> Patterns {
        let globs = value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let root = match self.origin {
            Origin::Editor => None,
            Origin::Project(file) => file.parent(),
        };
        let (patterns, mistakes) = Patterns::new(globs, root);
        for mistake in mistakes {
            self.warn(format!("in `{name}`, {mistake}"));
        }
        patterns
    }

    /// One table of settings for some files.
    fn override_of(&mut self, name: &str, table: &Value) -> Option<Override> {
        let paths = table.get("paths").filter(|paths| {
            paths.as_array().is_some_and(|globs| !globs.is_empty() && globs.iter().all(Value::is_string))
        });
        let Some(paths) = paths else {
            self.warn(format!("a table of `{name}` needs `paths`, a list of patterns: {table}"));
            return None;
        };
        let paths = self.patterns(&format!("{name}.paths"), paths);
        let mut inner = Reader { origin: self.origin, layer: Layer::default(), warnings: Vec::new() };
        for (key, value) in table.as_object().into_iter().flatten().filter(|(key, _)| *key != "paths") {
            let key = camel(key);
            match table::find(&key).filter(|setting| table::OVERRIDABLE.contains(&setting.name)) {
                Some(setting) => inner.setting(setting, value),
                None => {
                    inner.warn(format!("`{name}` cannot set `{key}`, only paths, {}", table::OVERRIDABLE.join(", ")))
                }
            }
        }
        self.warnings.append(&mut inner.warnings);
        Some(Override { paths, layer: inner.layer })
    }

    fn choices(&mut self, name: &str, words: &[&str], map: &Map<String, Value>) -> Map<String, Value> {
        let mut kept = Map::new();
        for (key, value) in map {
            if value.as_str().is_some_and(|word| words.contains(&word)) {
                kept.insert(key.clone(), value.clone());
            } else {
                self.warn(format!("`{name}.{key}` must be one of {}, found {value}", words.join(", ")));
            }
        }
        kept
    }

    /// A project's path has to lie inside the project.
    fn path(&mut self, name: &str, path: &str) -> Result<Value, String> {
        let Origin::Project(file) = self.origin else {
            return Ok(path.into());
        };
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let folder = file.parent().unwrap_or(Path::new(""));
        let whole = folder.join(path);
        let escapes = match (whole.canonicalize(), folder.canonicalize()) {
            (Ok(real), Ok(folder)) => !real.starts_with(folder),
            _ => false,
        };
        if !inside || escapes {
            self.refuse(name);
            return Ok(Value::Null);
        }
        Ok(whole.to_string_lossy().into())
    }

    fn unknown(&mut self, name: &str) {
        let first = name.split('.').next().unwrap_or(name);
        let project = matches!(self.origin, Origin::Project(_));
        if project && names_endpoint_or_program(first) {
            self.refuse(name);
        } else if project || !OF_THE_EDITOR.contains(&first) {
            self.warn(format!("unknown setting `{name}`"));
        }
    }

    fn refuse(&mut self, name: &str) {
        let message = format!(
            "Rescue refused `{name}` of {}: a project may not choose what leaves the machine, what runs or what \
             lies outside it; set it in your editor's own settings.",
            self.origin
        );
        self.warnings.push(Warning { message, refused: true });
    }

    fn warn(&mut self, what: String) {
        let message = format!("Rescue ignored a part of {}: {what}.", self.origin);
        self.warnings.push(Warning { message, refused: false });
    }
}

fn is_group(name: &str) -> bool {
    table::SETTINGS.iter().any(|setting| setting.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

fn names_endpoint_or_program(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["llm", "endpoint", "url", "api", "model", "command", "program", "server", "path", "proxy"]
        .iter()
        .any(|word| key.starts_with(word) || key.ends_with(word))
}

/// `minimum-confidence` and `minimum_confidence` as `minimumConfidence`.
fn camel(key: &str) -> String {
    let mut result = String::with_capacity(key.len());
    let mut upper = false;
    for c in key.chars() {
        match c {
            '-' | '_' => upper = true,
            c if upper => {
                result.extend(c.to_uppercase());
                upper = false;
            }
            c => result.push(c),
        }
    }
    result
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a switch",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}

fn apply(settings: &mut Settings, name: &str, value: &Value) {
    let switch = value.as_bool();
    let word = value.as_str();
    match name {
        "enable" => settings.enable = switch.unwrap_or(settings.enable),
        "completion.enable" => settings.completion = switch.unwrap_or(settings.completion),
        "hover.enable" => settings.hover = switch.unwrap_or(settings.hover),
        "diagnostics.enable" => settings.diagnostics = switch.unwrap_or(settings.diagnostics),
        "minimumConfidence" => {
            settings.minimum_confidence = word.and_then(confidence).unwrap_or(settings.minimum_confidence);
        }
        "minimumSeverity" => settings.minimum_severity = word.and_then(severity).unwrap_or(settings.minimum_severity),
        "disable" => add(&mut settings.disable, value),
        "only" if value.as_array().is_some_and(|items| !items.is_empty()) => {
            settings.only.clear();
            add(&mut settings.only, value);
        }
        "severity" => settings.severity.extend(words(value, severity)),
        "confidence" => settings.confidence.extend(words(value, confidence)),
        "baseline" => settings.baseline = word.map(PathBuf::from).or(settings.baseline.take()),
        "snapshot" => settings.snapshot = word.map(PathBuf::from).or(settings.snapshot.take()),
        "overlay" => settings.overlay = word.map(PathBuf::from).or(settings.overlay.take()),
        "logLevel" => {
            if let Some(word) = word {
                settings.log_level = word.to_owned();
            }
        }
        _ => {}
    }
}

fn add(list: &mut Vec<String>, value: &Value) {
    for item in value.as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !list.iter().any(|known| known == item) {
            list.push(item.to_owned());
        }
    }
}

/// A table from text to words, each read.
fn words<T>(value: &Value, read: fn(&str) -> Option<T>) -> impl Iterator<Item = (String, T)> {
    let entries = value.as_object().into_iter().flatten();
    entries.filter_map(move |(key, word)| Some((key.clone(), read(word.as_str()?)?)))
}
