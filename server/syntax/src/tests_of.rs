//! Which files of a program are its tests.

use std::path::Path;

/// Whether a file is a test, by its name or that of a folder in the path, which begins at the top of the program.
pub fn is_test(path: impl AsRef<Path>) -> bool {
    let path = path.as_ref();
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let mut folders = path.parent().into_iter().flat_map(Path::components);
    name.starts_with("test_")
        || name.ends_with("_test")
        || name == "conftest"
        || folders.any(|folder| matches!(folder.as_os_str().to_str(), Some("tests" | "test" | "testing")))
}
