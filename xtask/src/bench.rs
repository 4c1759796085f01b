//! `cargo xtask bench`: how fast Rescue is, by the driver in `tests/bench`.

use crate::Outcome;
use crate::tools::{cargo, run as run_command, server};

/// Builds the binary and measures it. Arguments are names of benchmarks, `--json` and `--smoke`.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    run_command(cargo().args(["build", "--release", "--package", "rescue-lsp"]))?;
    let bench = ["bench", "--package", "rescue-tests", "--bench", "bench", "--"];
    run_command(cargo().args(bench).args(arguments).env("RESCUE_LSP", server()))
}
