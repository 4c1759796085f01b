//! Which findings a command wants: the command line over `[tool.rescue]`.

use crate::config::{self, Settings};
use anyhow::bail;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rescue_ide::CheckOptions;
use rescue_ide::finding::Confidence;
use rescue_knowledge::Snapshot;
use rescue_knowledge::pattern::{Patterns, Severity};

/// Options that choose findings.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Selection {
    /// Hide findings that are less certain.
    #[arg(long, value_name = "CONFIDENCE", value_parser = confidences())]
    pub(crate) min_confidence: Option<Confidence>,
    /// Hide findings that are quieter.
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub(crate) min_severity: Option<Severity>,
    /// Only these weaknesses and rules, as in CWE-89,yaml-unsafe-load.
    #[arg(long, value_delimiter = ',', value_name = "NAMES", value_parser = name)]
    pub(crate) select: Vec<String>,
    /// Not these weaknesses and rules.
    #[arg(long, value_delimiter = ',', value_name = "NAMES", value_parser = name)]
    pub(crate) ignore: Vec<String>,
}

impl Selection {
    /// What the engine is told: the project's settings, and the command line over them.
    pub(crate) fn options(&self, settings: &Settings) -> CheckOptions {
        let mut options = settings.check_options();
        if let Some(minimum) = self.min_confidence {
            options.minimum_confidence = minimum;
            options.confidence.clear();
        }
        options.minimum_severity = self.min_severity.unwrap_or(options.minimum_severity);
        if !self.select.is_empty() {
            options.enabled_only = self.select.clone();
            options.disabled.retain(|name| !self.select.contains(name));
        }
        options.disabled.extend(self.ignore.iter().cloned());
        options
    }

    /// A name that means nothing would hide findings without a word.
    pub(crate) fn validate(&self, snapshot: &Snapshot) -> anyhow::Result<()> {
        for name in self.select.iter().chain(&self.ignore) {
            let known = snapshot.hierarchy().get(name).is_some()
                || snapshot.weakness(name).is_some()
                || name == UNUSED_IGNORE
                || snapshot.knowledge().weaknesses.iter().any(|weakness| has_rule(&weakness.patterns, name));
            if !known {
                bail!("no weakness or rule is called `{name}`; `rescue-lsp kb info` lists them");
            }
        }
        Ok(())
    }
}

/// The rule of an ignore that ignores nothing.
const UNUSED_IGNORE: &str = "unused-ignore";

fn has_rule(patterns: &Patterns, name: &str) -> bool {
    patterns.sinks.iter().any(|sink| sink.rule == name) || patterns.misuses.iter().any(|misuse| misuse.rule == name)
}

/// `89` and `cwe-89` are `CWE-89`.
fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    let digits = text.get(..4).filter(|head| head.eq_ignore_ascii_case("cwe-")).map_or(text, |_| &text[4..]);
    if text.is_empty() {
        return Err("a name is missing".to_owned());
    }
    match digits.parse::<u32>() {
        Ok(number) => Ok(format!("CWE-{number}")),
        Err(_) => Ok(text.to_owned()),
    }
}

/// Reads a confidence.
pub(crate) fn confidences() -> impl TypedValueParser<Value = Confidence> {
    PossibleValuesParser::new(["possible", "likely", "proven"])
        .map(|word| config::confidence(&word).unwrap_or(Confidence::Possible))
}

fn severities() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(["hint", "information", "warning", "error"])
        .map(|word| config::severity(&word).unwrap_or(Severity::Hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weaknesses_are_named_in_several_ways() {
        for text in ["89", "cwe-89", "CWE-89", " CWE-089"] {
            assert_eq!(name(text), Ok("CWE-89".to_owned()));
        }
        assert_eq!(name("yaml-unsafe-load"), Ok("yaml-unsafe-load".to_owned()));
        assert!(name("").is_err());
    }

    #[test]
    fn the_command_line_goes_over_the_settings() {
        let settings = Settings { disable: vec!["CWE-89".into(), "CWE-79".into()], ..Settings::default() };
        let selection = Selection {
            min_confidence: Some(Confidence::Likely),
            select: vec!["CWE-89".into()],
            ignore: vec!["sql-built-from-values".into()],
            ..Selection::default()
        };
        let options = selection.options(&settings);
        assert_eq!(options.minimum_confidence, Confidence::Likely);
        assert_eq!(options.enabled_only, ["CWE-89"]);
        assert_eq!(options.disabled, ["CWE-79", "sql-built-from-values"]);
    }
}
