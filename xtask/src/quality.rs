//! The comparison with peers is itself compared with what it should say.

use crate::report::Report;
use crate::tools::{pytest, repository};

/// Runs its tests with the Python of the proofs. Peers that are not installed there are named so by the comparison.
pub(crate) fn run(report: &mut Report) {
    let requirements = repository().join("kb-snapshot/corpus/requirements.txt");
    pytest(report, "the comparison with peers", ("proofs", &requirements), &repository().join("tests/quality"));
}
