//! Marks that are no longer true, taken out of the Markdown that has them.

use super::expectation::{Expectation, Kind};
use super::markdown::{File, Specification};
use super::run::{Finding, Found};

/// The longest line that an expectation may make.
const WIDTH: usize = 120;

/// One change of the Markdown: on a line, a comment goes and perhaps another comes.
struct Change<'a> {
    mark: &'a Expectation,
    /// What comes, and the line of the code that it is about.
    now: Option<(String, usize)>,
}

/// The text of a specification without the marks that no longer hold; `None` where all do.
///
/// What was missed becomes what is expected. Nothing else is touched: where Rescue does something that the
/// specification does not say, a person has to decide who is right.
pub fn settled(text: &str, specification: &Specification, found: &Found) -> Option<String> {
    let files = specification.projects.iter().zip(found).flat_map(|(project, found)| project.files.iter().zip(found));
    let mut changes: Vec<Change> = files.flat_map(|(file, found)| changes_of(file, found)).collect();
    if changes.is_empty() {
        return None;
    }
    // From the end, so that lines that go leave the numbers of the others as they are.
    changes.sort_by_key(|change| std::cmp::Reverse(change.mark.source_line));
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for Change { mark, now } in changes {
        let comment = now.as_ref().map_or("", |(comment, _)| comment);
        let line = &mut lines[mark.source_line - 1];
        let changed = line.replacen(&mark.text, comment, 1).trim_end().to_owned();
        let is_alone = changed.trim() == comment;
        *line = changed;
        if is_alone {
            let target = now.as_ref().map(|(_, line)| *line - 1).filter(|line| *line != mark.source_line - 1);
            let joined = target.map(|at| (at, format!("{}  {comment}", lines[at])));
            match joined {
                Some((at, joined)) if joined.chars().count() <= WIDTH => lines[at] = joined,
                Some(_) => continue,
                None => {}
            }
            lines.remove(mark.source_line - 1);
        }
    }
    Some(lines.iter().map(|line| format!("{line}\n")).collect())
}

fn changes_of<'a>(file: &'a File, found: &[Finding]) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    for mark in &file.expectations {
        let here = found.iter().find(|finding| mark.names(finding));
        match (mark.kind, here) {
            (Kind::FalsePositive, None) => changes.push(Change { mark, now: None }),
            (Kind::FalseNegative, Some(finding)) if mark.is_met(finding) => {
                let comment = format!("# {}: [{}]", finding.confidence, mark.rule);
                changes.push(Change { mark, now: Some((comment, file.source_line(mark.line))) });
                // What stood for it meanwhile.
                let meanwhile = file.expectations.iter().filter(|other| {
                    other.reason.is_none()
                        && other.line == mark.line
                        && other.rule == mark.rule
                        && !other.is_met(finding)
                });
                changes.extend(meanwhile.map(|mark| Change { mark, now: None }));
            }
            _ => {}
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(line: usize, confidence: &str) -> Finding {
        Finding {
            start: (line, 1),
            end: (line, 4),
            cwe: Vec::new(),
            rule: "a".to_owned(),
            confidence: confidence.to_owned(),
            message: String::new(),
            fixes: Vec::new(),
        }
    }

    fn settle(lines: &str, findings: Vec<Finding>) -> Option<String> {
        let text = format!("# T\n\n```python\n{lines}\n```\n");
        let specification = Specification::parse("x.md", &text).expect("it is sound");
        let settled = settled(&text, &specification, &vec![vec![findings]])?;
        let inside = settled.strip_prefix("# T\n\n```python\n")?.strip_suffix("\n```\n")?;
        Some(inside.to_owned())
    }

    #[test]
    fn marks_that_hold_stay() {
        assert_eq!(settle("f()  # false-negative: [a] (x)", vec![]), None);
        assert_eq!(settle("f()  # false-positive: [a] (x)", vec![finding(1, "likely")]), None);
        assert_eq!(settle("# false-negative: [a] proven (x)\nf()", vec![finding(1, "possible")]), None);
        assert_eq!(settle("f()  # likely: [a]", vec![]), None, "that is for a person to decide");
    }

    #[test]
    fn marks_that_do_not_hold_go() {
        assert_eq!(settle("# false-positive: [a] (x)\nf()", vec![]).as_deref(), Some("f()"));
        assert_eq!(settle("f()  # false-positive: [a] (x)", vec![]).as_deref(), Some("f()"));
        let lines = "    # possible: [a]\n    # false-negative: [a] proven (x)\n    f()";
        assert_eq!(settle(lines, vec![finding(1, "proven")]).as_deref(), Some("    f()  # proven: [a]"));
        let long = format!("# false-negative: [a] (x)\nf({})", "x".repeat(110));
        let settled = settle(&long, vec![finding(1, "likely")]);
        assert_eq!(settled, Some(long.replace("# false-negative: [a] (x)", "# likely: [a]")));
        let one = settle("f()  # false-negative: [a] (x)", vec![finding(1, "likely")]);
        assert_eq!(one.as_deref(), Some("f()  # likely: [a]"));
    }
}
