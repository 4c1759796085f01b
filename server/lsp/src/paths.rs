//! Paths as reports and baselines write them.

use std::path::{Component, Path, PathBuf};

/// A path as seen from a folder, with forward slashes. Both may be reached through links.
pub fn relative(path: &Path, folder: &Path) -> String {
    let (whole, base) = (tidy(path), tidy(folder));
    let real = |path: &Path| path.canonicalize().ok();
    let inside = whole.strip_prefix(&base).map(Path::to_owned).ok();
    let linked = || {
        let parent = real(whole.parent()?)?.join(whole.file_name()?);
        parent.strip_prefix(real(&base)?).map(Path::to_owned).ok()
    };
    let path = inside.or_else(linked).unwrap_or_else(|| upwards(&whole, &base));
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/").replace("//", "/")
}

/// A path from the root, without `.` and `..`, so that the same file always has the same one.
pub fn tidy(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut tidy = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                tidy.pop();
            }
            Component::CurDir => {}
            part => tidy.push(part),
        }
    }
    tidy
}

/// `../..` and down again; the path itself where the two have nothing in common.
fn upwards(path: &Path, base: &Path) -> PathBuf {
    let common = path.components().zip(base.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        return path.to_owned();
    }
    let up = base.components().skip(common).map(|_| Component::ParentDir);
    up.chain(path.components().skip(common)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_folder() {
        let seen = |path: &str| relative(Path::new(path), Path::new("/w/app"));
        assert_eq!(seen("/w/app/a/../b.py"), "b.py");
        assert_eq!(seen("/w/app/ü x/b.py"), "ü x/b.py");
        assert_eq!(seen("/w/other/b.py"), "../other/b.py");
        assert_eq!(seen("/b.py"), "../../b.py");
    }
}
