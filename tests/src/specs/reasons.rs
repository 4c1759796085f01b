//! Why Rescue may be wrong: limits that `docs/flow.md` lists, and defects that `tests/specs/gaps.md` lists.

use std::collections::BTreeSet;

/// The reasons that marks may name.
#[derive(Debug, Default)]
pub struct Reasons {
    /// Bold titles in `docs/flow.md`: what Rescue does not do.
    pub limits: BTreeSet<String>,
    /// Bold titles in `tests/specs/gaps.md`: what it does wrong and shall do right.
    pub gaps: BTreeSet<String>,
}

impl Reasons {
    /// Reads both lists.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read() -> Result<Reasons, String> {
        let titles = |path: &str| {
            let file = crate::repository().join(path);
            let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            Ok::<_, String>(titles(&text))
        };
        Ok(Reasons { limits: titles("docs/flow.md")?, gaps: titles("tests/specs/gaps.md")? })
    }

    /// Whether a mark may name this.
    pub fn knows(&self, reason: &str) -> bool {
        self.limits.contains(reason) || self.gaps.contains(reason)
    }
}

/// What stands between the asterisks of items such as `- **Other files.** What another …`.
fn titles(text: &str) -> BTreeSet<String> {
    let items = text.lines().filter_map(|line| {
        let (title, _) = line.trim_start().strip_prefix("- **")?.split_once("**")?;
        Some(title.trim_end_matches('.').replace('`', ""))
    });
    items.collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_are_the_bold_beginnings_of_items() {
        let text = "- **Other files.** What\n- plain\n- **`global` and `nonlocal`** writes\n**Not an item.** x\n";
        assert_eq!(Vec::from_iter(super::titles(text)), ["Other files", "global and nonlocal"]);
    }
}
