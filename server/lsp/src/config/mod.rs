//! Configuration: one table of settings, read from the editor and from `[tool.rescue]` in `pyproject.toml`.
//!
//! Every origin is read into a [`Layer`] of checked values; what is unknown or has the wrong type becomes a warning
//! and never an error. [`Settings::resolve`] lays layers over the defaults, later ones winning.

mod layer;
mod patterns;
mod project;
mod table;

pub use layer::{Layer, Origin, Override, Warning};
pub use patterns::Patterns;
pub use project::{Project, Projects, project_of};
pub use table::{Kind, OVERRIDABLE, SETTINGS, Scope, Setting, markdown, schema};

use rescue_ide::finding::Confidence;
use rescue_ide::{CheckOptions, CompleteOptions};
use rescue_knowledge::pattern::Severity;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What holds for one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Whether Rescue does anything.
    pub enable: bool,
    /// Less certain findings are hidden.
    pub minimum_confidence: Confidence,
    /// Quieter findings are hidden.
    pub minimum_severity: Severity,
    /// Weaknesses and rules that are off.
    pub disable: Vec<String>,
    /// If not empty: the only weaknesses and rules that are on.
    pub only: Vec<String>,
    /// Severities by weakness or rule.
    pub severity: BTreeMap<String, Severity>,
    /// Minimum confidences by weakness or rule.
    pub confidence: BTreeMap<String, Confidence>,
    /// Settings for some files, later ones winning.
    pub per_path: Vec<Override>,
    /// A file with findings that are not shown.
    pub baseline: Option<PathBuf>,
    /// Whether completions are offered.
    pub completion: bool,
    /// Whether hovers are answered.
    pub hover: bool,
    /// Whether findings are shown.
    pub diagnostics: bool,
    /// A snapshot to use in place of the one in the binary.
    pub snapshot: Option<PathBuf>,
    /// A team's own records on top of the snapshot.
    pub overlay: Option<PathBuf>,
    /// How much the log says.
    pub log_level: String,
    /// Files that are left alone.
    pub exclude: Vec<Patterns>,
}

impl Default for Settings {
    fn default() -> Self {
        let checks = CheckOptions::default();
        Settings {
            enable: true,
            minimum_confidence: checks.minimum_confidence,
            minimum_severity: checks.minimum_severity,
            disable: Vec::new(),
            only: Vec::new(),
            severity: BTreeMap::new(),
            confidence: BTreeMap::new(),
            per_path: Vec::new(),
            baseline: None,
            completion: true,
            hover: true,
            diagnostics: true,
            snapshot: None,
            overlay: None,
            log_level: "warn".to_owned(),
            exclude: Vec::new(),
        }
    }
}

impl Settings {
    /// The defaults with these layers over them, later ones winning; lists add up, but for `only`.
    pub fn resolve<'a>(layers: impl IntoIterator<Item = &'a Layer>) -> Settings {
        let mut settings = Settings::default();
        for layer in layers {
            layer.apply(&mut settings);
        }
        settings
    }

    /// What the engine needs to know to check a document.
    pub fn check_options(&self) -> CheckOptions {
        CheckOptions {
            minimum_confidence: self.minimum_confidence,
            minimum_severity: self.minimum_severity,
            disabled: self.disable.clone(),
            enabled_only: self.only.clone(),
            severity: self.severity.clone(),
            limits: true,
            confidence: self.confidence.clone(),
        }
    }

    /// What the engine needs to know to complete.
    pub fn complete_options(&self, snippets: bool, trigger: Option<char>, explicit: bool) -> CompleteOptions {
        CompleteOptions { snippets, trigger, explicit }
    }

    /// Whether `exclude` names this file. What an editor says is relative to `root`, what a project says to its folder.
    pub fn excludes(&self, root: Option<&Path>, path: &Path) -> bool {
        self.exclude.iter().filter_map(|patterns| patterns.name(root, path)).next_back().unwrap_or(false)
    }

    /// The settings as they hold for this file: with what is said for some files only.
    pub fn at(&self, root: Option<&Path>, path: &Path) -> Cow<'_, Settings> {
        let mut settings = Cow::Borrowed(self);
        for one in self.per_path.iter().filter(|one| one.holds(root, path)) {
            one.apply(settings.to_mut());
        }
        settings
    }
}

/// Reads a confidence by its name.
pub fn confidence(name: &str) -> Option<Confidence> {
    [Confidence::Possible, Confidence::Likely, Confidence::Proven]
        .into_iter()
        .find(|confidence| confidence.as_str() == name)
}

/// Reads a severity by its name.
pub fn severity(name: &str) -> Option<Severity> {
    match name {
        "hint" => Some(Severity::Hint),
        "information" | "info" => Some(Severity::Information),
        "warning" => Some(Severity::Warning),
        "error" => Some(Severity::Error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: serde_json::Value, origin: &Origin) -> (Settings, Vec<Warning>) {
        let (layer, warnings) = Layer::read(&value, origin);
        (Settings::resolve([&layer]), warnings)
    }

    #[test]
    fn the_table_says_the_real_defaults() {
        let mut values = serde_json::Map::new();
        for setting in SETTINGS {
            let default: serde_json::Value = serde_json::from_str(setting.default).expect("the table holds JSON");
            values.insert(setting.name.to_owned(), default);
        }
        let (settings, warnings) = read(values.into(), &Origin::Editor);
        assert_eq!(warnings, []);
        assert_eq!(settings, Settings::default());
    }

    #[test]
    fn nothing_partial_and_nonsense_are_all_accepted() {
        for value in [json!(null), json!({}), json!({"rescue": null}), json!({"rescue": {}}), json!({"settings": {}})] {
            assert_eq!(read(value, &Origin::Editor), (Settings::default(), vec![]));
        }
        for value in [json!(3), json!([1]), json!("x"), json!({"rescue": 3}), json!({"nonsense": true})] {
            let (settings, warnings) = read(value, &Origin::Editor);
            assert_eq!((settings, warnings.len()), (Settings::default(), 1));
        }
    }

    #[test]
    fn bare_nested_dotted_and_kebab_keys_mean_the_same() {
        for value in [
            json!({"rescue": {"completion": {"enable": false}, "minimumConfidence": "proven"}}),
            json!({"completion.enable": false, "minimum-confidence": "proven"}),
            json!({"rescue.completion.enable": false, "rescue.minimumConfidence": "proven"}),
            json!({"completion": false, "minimum_confidence": "proven"}),
        ] {
            let (settings, warnings) = read(value, &Origin::Editor);
            assert_eq!(warnings, []);
            assert!(!settings.completion && settings.hover);
            assert_eq!(settings.minimum_confidence, Confidence::Proven);
        }
    }

    #[test]
    fn a_wrong_type_keeps_the_default_and_the_rest() {
        let value =
            json!({"enable": "yes", "minimumSeverity": "loud", "disable": ["CWE-22", 3], "hover": {"enable": false}});
        let (settings, warnings) = read(value, &Origin::Editor);
        assert_eq!(warnings.len(), 3);
        assert!(settings.enable && !settings.hover && settings.disable.is_empty());
    }

    #[test]
    fn severities_are_read_one_by_one() {
        let (settings, warnings) = read(json!({"severity": {"CWE-79": "hint", "x": "loud"}}), &Origin::Editor);
        assert_eq!(settings.severity, BTreeMap::from([("CWE-79".to_owned(), Severity::Hint)]));
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn a_workspace_may_not_name_snapshots_endpoints_or_programs() {
        let origin = Origin::Project(PathBuf::from("/clone/pyproject.toml"));
        for key in ["snapshot", "llm", "endpoint", "command", "log-level"] {
            let (settings, warnings) = read(json!({key: "x"}), &origin);
            assert_eq!(settings, Settings::default());
            assert!(warnings.len() == 1 && warnings[0].refused, "{key}: {warnings:?}");
        }
        for path in ["/etc", "../up", "a/../../b"] {
            let (settings, warnings) = read(json!({"overlay": path}), &origin);
            assert!(settings.overlay.is_none() && warnings[0].refused);
        }
        let (settings, _) = read(json!({"overlay": "security/records"}), &origin);
        assert_eq!(settings.overlay, Some(PathBuf::from("/clone/security/records")));
    }

    #[test]
    fn later_layers_win_and_lists_add_up() {
        let (editor, _) = Layer::read(&json!({"disable": ["CWE-22"], "enable": false}), &Origin::Editor);
        let (project, _) = Layer::read(&json!({"disable": ["CWE-79"], "enable": true}), &Origin::Editor);
        let settings = Settings::resolve([&editor, &project]);
        assert!(settings.enable);
        assert_eq!(settings.disable, ["CWE-22", "CWE-79"]);
    }

    #[test]
    fn excluded_files_are_named_as_in_gitignore() {
        let (settings, _) = read(json!({"exclude": ["migrations/", "*_pb2.py"]}), &Origin::Editor);
        let root = Some(Path::new("/w"));
        assert!(settings.excludes(root, Path::new("/w/app/migrations/a.py")));
        assert!(settings.excludes(root, Path::new("/w/x_pb2.py")));
        assert!(!settings.excludes(root, Path::new("/w/app/a.py")));
        assert!(!settings.excludes(root, Path::new("/elsewhere/x_pb2.py")));
    }

    #[test]
    fn a_project_means_its_own_folder() {
        let origin = Origin::Project(PathBuf::from("/w/inner/pyproject.toml"));
        let (inner, _) = Layer::read(&json!({"exclude": ["/gen/", "!/gen/kept.py"]}), &origin);
        let settings = Settings::resolve([&inner]);
        let root = Some(Path::new("/w"));
        assert!(settings.excludes(root, Path::new("/w/inner/gen/a.py")));
        assert!(!settings.excludes(root, Path::new("/w/gen/a.py")));
        let (_, warnings) = Layer::read(&json!({"exclude": ["[z-a]", "b/"]}), &origin);
        assert!(warnings.len() == 1 && warnings[0].message.contains("`[z-a]` is no pattern"), "{warnings:?}");
    }

    #[test]
    fn some_files_have_settings_of_their_own() {
        let (settings, warnings) = read(
            json!({
                "disable": ["CWE-22"],
                "perPath": [
                    {"paths": ["tests/", "!tests/live/"], "disable": ["CWE-79"], "minimum-confidence": "proven"},
                    {"paths": ["*_generated.py"], "severity": {"CWE-89": "hint"}, "confidence": {"CWE-89": "likely"}},
                ],
            }),
            &Origin::Editor,
        );
        assert_eq!(warnings, []);
        let root = Some(Path::new("/w"));
        let at = |path: &str| settings.at(root, Path::new(path)).into_owned();
        assert_eq!(at("/w/app.py"), settings);
        assert_eq!(at("/w/tests/live/t.py"), settings);
        assert_eq!(at("/w/tests/t.py").disable, ["CWE-22", "CWE-79"]);
        let both = at("/w/tests/t_generated.py");
        assert_eq!(both.minimum_confidence, Confidence::Proven);
        assert_eq!(both.severity, BTreeMap::from([("CWE-89".to_owned(), Severity::Hint)]));
        assert_eq!(both.confidence, BTreeMap::from([("CWE-89".to_owned(), Confidence::Likely)]));
    }

    #[test]
    fn a_table_for_some_files_says_which_and_only_what_it_may() {
        for (tables, told) in [
            (json!([{"disable": ["CWE-79"]}]), "needs `paths`"),
            (json!([{"paths": []}]), "needs `paths`"),
            (json!([{"paths": ["a/"], "snapshot": "/x"}]), "cannot set `snapshot`"),
            (json!([{"paths": ["a/"], "minimumConfidence": "sure"}]), "must be one of"),
            (json!({"paths": ["a/"]}), "a list of tables"),
        ] {
            let (_, warnings) = read(json!({"perPath": tables}), &Origin::Editor);
            assert!(warnings.len() == 1 && warnings[0].message.contains(told), "{warnings:?}");
        }
    }
}
