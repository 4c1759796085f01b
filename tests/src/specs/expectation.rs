//! What a comment says about its line: `# proven: [sql-built-from-values] "part of the message"`.

use super::run::Finding;

/// What is said about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It comes, with whatever confidence.
    Finds,
    /// It comes as proven.
    Proven,
    /// It comes as likely.
    Likely,
    /// It comes as possible.
    Possible,
    /// It should come and does not.
    FalseNegative,
    /// It comes and should not.
    FalsePositive,
}

const KINDS: [(&str, Kind); 6] = [
    ("finds", Kind::Finds),
    ("proven", Kind::Proven),
    ("likely", Kind::Likely),
    ("possible", Kind::Possible),
    ("false-negative", Kind::FalseNegative),
    ("false-positive", Kind::FalsePositive),
];

/// One expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// The line in its file, from 1.
    pub line: usize,
    /// The line of the Markdown file, from 1.
    pub source_line: usize,
    /// What is said.
    pub kind: Kind,
    /// A rule, or a weakness as `CWE-89`.
    pub rule: String,
    /// The confidence that is meant; for [`Kind::FalseNegative`] the least that is missed.
    pub confidence: Option<String>,
    /// A part of the message.
    pub message: Option<String>,
    /// Why Rescue is wrong here.
    pub reason: Option<String>,
    /// The expectation as it is written.
    pub text: String,
}

impl Expectation {
    /// Whether it is about this finding, whatever it says of it.
    pub(super) fn names(&self, finding: &Finding) -> bool {
        finding.start.0 == self.line && (finding.rule == self.rule || finding.cwe.contains(&self.rule))
    }

    /// Whether the finding is as sure as is said, and says what is said; of what is missed, at least as sure.
    pub(super) fn is_met(&self, finding: &Finding) -> bool {
        let is_sure = self.confidence.as_deref().is_none_or(|wanted| match self.kind {
            Kind::FalseNegative => rank(&finding.confidence) >= rank(wanted),
            _ => finding.confidence == wanted,
        });
        is_sure && self.message.as_deref().is_none_or(|part| finding.message.contains(part))
    }
}

fn rank(confidence: &str) -> usize {
    ["possible", "likely", "proven"].iter().position(|known| *known == confidence).unwrap_or(0)
}

/// Splits a line into its code and what its comment expects; `None` where it expects nothing.
///
/// # Errors
/// What is wrong with an expectation.
pub(super) fn split(line: &str) -> Result<Option<(&str, Vec<Expectation>)>, String> {
    let Some(at) = begin(line)? else {
        return Ok(None);
    };
    let mut rest = &line[at..];
    let mut expectations = Vec::new();
    while !rest.is_empty() {
        let (expectation, behind) = one(rest)?;
        expectations.push(expectation);
        rest = behind.trim_start();
    }
    Ok(Some((line[..at].trim_end(), expectations)))
}

/// Where the first expectation of a line begins.
fn begin(line: &str) -> Result<Option<usize>, String> {
    for (at, _) in line.match_indices("# ") {
        let Some((word, rest)) = line[at + 2..].split_once(':') else {
            continue;
        };
        if KINDS.iter().any(|(kind, _)| *kind == word) {
            return Ok(Some(at));
        }
        // A word and a bracket look like one, so a slip of the pen is not silence.
        let is_word = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        if is_word && rest.trim_start().starts_with('[') {
            return Err(format!("`{word}` is none of finds, proven, likely, possible, false-negative, false-positive"));
        }
    }
    Ok(None)
}

/// Reads one expectation and returns what is behind it.
fn one(text: &str) -> Result<(Expectation, &str), String> {
    let wrong = |what: &str| format!("{what} in `{text}`; write `# proven: [rule] \"part of the message\"`");
    let (word, rest) = text.strip_prefix("# ").and_then(|text| text.split_once(": [")).ok_or(wrong("no rule"))?;
    let kind = KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind).ok_or(wrong("no kind"))?;
    let (rule, rest) = rest.split_once(']').ok_or(wrong("no end of the rule"))?;
    let mut rest = rest.trim_start();
    let mut confidence = match kind {
        Kind::Proven | Kind::Likely | Kind::Possible => Some(word.to_owned()),
        Kind::Finds | Kind::FalseNegative | Kind::FalsePositive => None,
    };
    if confidence.is_none() {
        for known in ["proven", "likely", "possible"] {
            if let Some(behind) = rest.strip_prefix(known) {
                confidence = Some(known.to_owned());
                rest = behind.trim_start();
            }
        }
    }
    let mut message = None;
    if let Some(inside) = rest.strip_prefix('"') {
        let (part, behind) = inside.split_once('"').ok_or(wrong("no end of the message"))?;
        message = Some(part.to_owned());
        rest = behind.trim_start();
    }
    let mut reason = None;
    if let Some(inside) = rest.strip_prefix('(') {
        let (part, behind) = inside.split_once(')').ok_or(wrong("no end of the reason"))?;
        reason = Some(part.to_owned());
        rest = behind.trim_start();
    }
    if !rest.is_empty() && !rest.starts_with("# ") {
        return Err(wrong(&format!("`{rest}` is too much")));
    }
    let is_mark = matches!(kind, Kind::FalseNegative | Kind::FalsePositive);
    if is_mark != reason.is_some() {
        return Err(wrong(if is_mark { "no (reason)" } else { "a (reason), which only marks have," }));
    }
    let own = text[..text.len() - rest.len()].trim_end().to_owned();
    let expectation =
        Expectation { line: 0, source_line: 0, kind, rule: rule.to_owned(), confidence, message, reason, text: own };
    Ok((expectation, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_has_a_kind_a_rule_and_perhaps_more() {
        let line = "f(x)  # why # proven: [CWE-89] \"a # b\" # false-negative: [other-rule] likely (Other files)";
        let (code, found) = split(line).expect("it is sound").expect("there are two");
        assert_eq!(code, "f(x)  # why");
        assert_eq!((found[0].kind, found[0].rule.as_str()), (Kind::Proven, "CWE-89"));
        assert_eq!(found[0].message.as_deref(), Some("a # b"));
        assert_eq!(found[1].kind, Kind::FalseNegative);
        assert_eq!(found[1].confidence.as_deref(), Some("likely"));
        assert_eq!(found[1].reason.as_deref(), Some("Other files"));
        assert_eq!(split("x = 1  # note: nothing").expect("it is sound"), None);
    }

    #[test]
    fn slips_of_the_pen_are_errors() {
        for line in [
            "f()  # likley: [CWE-89]",
            "f()  # proven: CWE-89",
            "f()  # proven: [CWE-89] (Other files)",
            "f()  # false-negative: [CWE-89]",
            "f()  # proven: [CWE-89] and so on",
            "f()  # proven: [CWE-89] \"open",
        ] {
            assert!(split(line).is_err(), "{line}");
        }
    }
}
