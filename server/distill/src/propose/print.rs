//! Proposals as TOML to paste into `patterns.toml`: what is only guessed is left to whoever pastes it.

use super::{Argument, OfWeakness, Proposal, Role};
use crate::import::quoted;
use std::{collections::BTreeSet, fmt::Write as _};

/// So many lines of evidence are shown.
const SHOWN: usize = 3;

/// The proposals of a weakness; `least` leaves weaker ones out.
pub fn to_toml(of: &OfWeakness, least: u32) -> String {
    let mut text = String::new();
    let proposals: Vec<&Proposal> = of.proposals.iter().filter(|proposal| proposal.strength >= least).collect();
    if proposals.is_empty() {
        return text;
    }
    let _ = writeln!(text, "# {} ({}/patterns.toml)", of.cwe, of.folder);
    for proposal in proposals {
        text.push('\n');
        evidence(proposal, &mut text);
        table(proposal, &mut text);
    }
    text
}

fn evidence(proposal: &Proposal, text: &mut String) {
    let records: BTreeSet<&str> = proposal.evidence.iter().map(|evidence| evidence.record.as_str()).collect();
    let sign = match proposal.strength {
        5.. => "strong",
        3..=4 => "fair",
        _ => "weak",
    };
    let records = if records.len() == 1 { "1 record".to_owned() } else { format!("{} records", records.len()) };
    let _ = writeln!(text, "# {sign} sign, {records}");
    for evidence in proposal.evidence.iter().take(SHOWN) {
        let _ = writeln!(text, "# {}", comment(&evidence.record));
        if !evidence.before.is_empty() {
            let _ = writeln!(text, "#   - {}", comment(&evidence.before));
        }
        if !evidence.after.is_empty() {
            let _ = writeln!(text, "#   + {}", comment(&evidence.after));
        }
    }
    if proposal.evidence.len() > SHOWN {
        let _ = writeln!(text, "# and {} more", proposal.evidence.len() - SHOWN);
    }
}

/// One line without anything that would end the comment.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn table(proposal: &Proposal, text: &mut String) {
    let name = quoted(&proposal.name);
    let rule = quoted(&rule(&proposal.name));
    let ask =
        "message = \"TODO: what is wrong, with {value} and `{callee}`\"\ninstead = \"TODO: what to write instead\"\n";
    let _ = match &proposal.role {
        Role::Misuse { argument: None } => write!(text, "[[misuse]]\nrule = {rule}\nnames = [{name}]\n{ask}"),
        Role::Misuse { argument: Some((argument, value)) } => {
            let argument = list(argument);
            let when = match value {
                None => format!("{{ argument = {argument}, missing = true }}"),
                Some(value) => condition(&argument, value),
            };
            write!(text, "[[misuse]]\nrule = {rule}\nnames = [{name}]\nwhen = [ {when} ]\n{ask}")
        }
        Role::Assigns { value } => {
            let when = condition("[0]", value);
            write!(text, "[[misuse]]\nrule = {rule}\nassigns = [{name}]\nwhen = [ {when} ]\n{ask}")
        }
        Role::Sink { argument, built } => {
            let fires = if *built { "built" } else { "tainted" };
            let argument = list(argument);
            write!(
                text,
                "[[sink]]\nrule = {rule}\nnames = [{name}]\nargument = {argument}\nfires-on = \"{fires}\"\n{ask}"
            )
        }
        Role::Sanitizer => write!(text, "[[sanitizer]]\nnames = [{name}]\n"),
        Role::Guard { checks, holds } => {
            write!(text, "[[guard]]\nnames = [{name}]\nchecks = {}\nholds = {holds}\n", list(checks))
        }
        Role::Alternative { insecure } => {
            let insecure = insecure.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
            write!(
                text,
                "[[alternative]]\ninsecure = [{insecure}]\nsecure = {name}\nnote = \"TODO: why it is better\"\n"
            )
        }
    };
}

fn list(argument: &Argument) -> String {
    match argument {
        Argument::Position(at) => format!("[{at}]"),
        Argument::Keyword(name) => format!("[{}]", quoted(name)),
        Argument::Receiver => "[\"receiver\"]".to_owned(),
    }
}

fn condition(argument: &str, value: &str) -> String {
    let bare = value.trim_start_matches(['b', 'r', 'u']);
    let inside = bare.strip_prefix(['"', '\'']).and_then(|rest| rest.strip_suffix(['"', '\'']));
    let whole = i64::from_str_radix(value.trim_start_matches("0o"), if value.starts_with("0o") { 8 } else { 10 });
    match value {
        "True" | "False" => format!("{{ argument = {argument}, equals = [{}] }}", value.to_lowercase()),
        "None" => format!("{{ argument = {argument}, equals = [\"None\"] }}"),
        _ if inside.is_some() => {
            format!("{{ argument = {argument}, equals = [{}] }}", quoted(inside.unwrap_or_default()))
        }
        _ => match whole {
            Ok(number) => format!("{{ argument = {argument}, equals = [{number}] }}"),
            Err(_) => format!("{{ argument = {argument}, is = [{}] }}", quoted(value)),
        },
    }
}

/// A first identifier for the rule.
fn rule(name: &str) -> String {
    let words = name.trim_start_matches("*.").to_lowercase();
    let mut rule = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !rule.is_empty() {
            rule.push('-');
        }
        rule.push_str(word);
    }
    rule
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propose::Evidence;
    use rescue_knowledge::pattern::Patterns;

    #[test]
    fn every_role_is_a_table_that_patterns_read() {
        let value = |text: &str| Some((Argument::Keyword("verify".into()), Some(text.to_owned())));
        let roles = [
            Role::Misuse { argument: None },
            Role::Misuse { argument: value("False") },
            Role::Misuse { argument: value("'a \"b\"'") },
            Role::Misuse { argument: value("0o777") },
            Role::Misuse { argument: value("ssl.CERT_NONE") },
            Role::Misuse { argument: Some((Argument::Position(1), None)) },
            Role::Assigns { value: "True".into() },
            Role::Sink { argument: Argument::Receiver, built: true },
            Role::Sanitizer,
            Role::Guard { checks: Argument::Position(0), holds: false },
            Role::Alternative { insecure: BTreeSet::from(["a.b".to_owned()]) },
        ];
        let evidence = vec![Evidence { record: "r".into(), before: "x\n[[sink]]".into(), after: "y".into() }];
        let proposals = roles.into_iter().map(|role| Proposal {
            name: "a.b_C".into(),
            role,
            strength: 5,
            evidence: evidence.clone(),
        });
        let of = OfWeakness { folder: "cwe-001-a".into(), cwe: "CWE-1".into(), proposals: proposals.collect() };
        let text = to_toml(&of, 1);
        let patterns: Patterns = toml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!((patterns.misuses.len(), patterns.sinks.len(), patterns.guards.len()), (7, 1, 1));
        assert_eq!(patterns.sinks[0].rule, "a-b-c");
        assert!(to_toml(&of, 6).is_empty());
    }
}
