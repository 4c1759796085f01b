//! `--format github`: annotations of a workflow run.

use super::Placed;
use super::location::Location;
use crate::cli::output::Output;
use rescue_ide::finding::FlowStep;
use rescue_knowledge::pattern::Severity;

/// One workflow command a finding.
pub(super) fn write<'a>(found: impl Iterator<Item = Placed<'a>>, out: &mut Output) -> anyhow::Result<()> {
    for placed in found {
        out.line(command(placed))?;
    }
    Ok(())
}

fn command(placed: Placed<'_>) -> String {
    let Placed { path, lines, finding, .. } = placed;
    let (start, end) = lines.span(&finding.range);
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    };
    // GitHub takes columns only where they are on one line.
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    let file = match Location::of(path) {
        Location::Inside(path) => path,
        Location::Outside(path) => format!("/{path}"),
    };
    let cwe = finding.cwe.first().map_or("", String::as_str);
    let title = format!("{} {} ({})", cwe, finding.rule, finding.confidence.as_str());
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={}::{}",
        property(&file),
        start.line,
        end.line,
        property(title.trim()),
        data(&message(placed)),
    )
}

/// What is wrong, what to write instead, and the flow: a line each.
fn message(placed: Placed<'_>) -> String {
    let finding = placed.finding;
    let mut said = vec![finding.message.clone(), finding.instead.clone()];
    let step = |step: &FlowStep| {
        let (path, lines) = placed.file_of(step);
        let file = if step.path.is_some() { format!("{path}, ") } else { String::new() };
        Some(format!("{file}line {}: {}", lines?.position(step.range.start).line, step.message))
    };
    said.extend(finding.flow.iter().filter_map(step));
    said.join("\n")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::sample;

    #[test]
    fn a_finding_is_one_workflow_command() {
        let command = sample::with(super::command);
        assert_eq!(
            command,
            "::error file=src/my app.py,line=2,endLine=2,col=13,endColumn=24,title=CWE-89 sql-built-from-values (proven)\
             ::This statement is put together from `name`.%0APass the values as parameters.%0A\
             line 1: untrusted data comes in here: the query%0Aline 2: reaches `db.execute` here"
        );
        assert_eq!(super::property("a,b:c\n%"), "a%2Cb%3Ac%0A%25");
    }
}
