//! Specifications: Markdown files whose examples of Python say what Rescue finds in them.
//!
//! `tests/specs/README.md` describes the format. They are read here, checked with the real binary, and rendered as
//! pages of the documentation.

mod compare;
mod expectation;
mod fixes;
mod index;
mod markdown;
mod reasons;
mod render;
mod run;
mod settle;

pub use compare::{Difference, compare};
pub use expectation::{Expectation, Kind};
pub use index::index;
pub use markdown::{ExpectedFix, File, Piece, Project, Specification};
pub use reasons::Reasons;
pub use render::page;
pub use run::{Edit, Finding, Fix, Found, found};
pub use settle::settled;

use std::path::{Path, PathBuf};

/// The folder of the specifications.
pub fn folder() -> PathBuf {
    crate::repository().join("tests/specs")
}

/// All specifications whose name contains the filter, sorted by name.
///
/// # Errors
/// What cannot be read, with file and line.
pub fn read(filter: &str) -> Result<Vec<Specification>, String> {
    let mut names = Vec::new();
    for group in entries(&folder())?.into_iter().filter(|path| path.is_dir()) {
        names.extend(entries(&group)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    let mut specifications = Vec::new();
    for path in names {
        let name = path.strip_prefix(folder()).map_err(|error| error.to_string())?;
        let name = name.to_string_lossy().replace('\\', "/");
        if name.contains(filter) {
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            specifications.push(Specification::parse(&name, &text)?);
        }
    }
    Ok(specifications)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listed = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listed.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}
