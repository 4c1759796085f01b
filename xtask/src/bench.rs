//! `cargo xtask bench`: the benchmarks of the crates that have some.

use crate::Outcome;
use crate::tools::{cargo, run as run_command};

/// Runs them; more arguments go to the benchmarks.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    run_command(cargo().args(["bench", "--workspace", "--benches", "--"]).args(arguments))
}
