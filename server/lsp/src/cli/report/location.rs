//! Where reports for other programs say that a file is.

use crate::paths::relative;
use std::path::{Path, PathBuf};

/// A file as another machine finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Location {
    /// In the checkout: from its top, with forward slashes.
    Inside(String),
    /// Somewhere else: from the root, with forward slashes.
    Outside(String),
}

impl Location {
    /// Where a path leads from here.
    pub(super) fn of(path: &str) -> Location {
        Location::from(Path::new(path), &top())
    }

    fn from(path: &Path, top: &Path) -> Location {
        let inside = relative(path, top);
        if inside.starts_with("../") || Path::new(&inside).is_absolute() {
            Location::Outside(relative(path, Path::new("/")))
        } else {
            Location::Inside(inside)
        }
    }
}

/// The top of the checkout in a GitHub workflow, where reports are relative to it wherever a step runs; otherwise the
/// folder that the command runs in.
fn top() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let checkout = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    checkout.filter(|checkout| checkout.is_absolute() && here.starts_with(checkout)).unwrap_or(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_checkout_are_seen_from_its_top() {
        let seen = |path: &str| Location::from(Path::new(path), Path::new("/w"));
        assert_eq!(seen("/w/a/./b.py"), Location::Inside("a/b.py".to_owned()));
        assert_eq!(seen("/w/a/../../v/b.py"), Location::Outside("v/b.py".to_owned()));
    }
}
