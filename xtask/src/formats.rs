//! What other programs read of Rescue, tested with those programs: SARIF by its schema, the hooks by pre-commit.

use crate::report::Report;
use crate::tools::{pytest, repository};

/// Runs `tests/formats` with the server that has been built.
pub(crate) fn run(report: &mut Report) {
    let folder = repository().join("tests/formats");
    pytest(report, "formats that other programs read", ("formats", &folder.join("requirements.txt")), &folder);
}
