//! `cargo xtask snapshot`: the knowledge base anew, and the binary with it inside.

use crate::Outcome;
use crate::tools::{cargo, repository, run as run_command, server};
use std::process::Command;

/// Builds the binary, has it build the snapshot, and builds the binary again around that.
pub(crate) fn run() -> Outcome {
    let build = || run_command(cargo().args(["build", "--release", "--package", "rescue-lsp"]));
    build()?;
    run_command(Command::new(server()).args(["kb", "build"]).current_dir(repository()))?;
    run_command(Command::new(server()).args(["kb", "verify", "kb-snapshot/snapshot"]).current_dir(repository()))?;
    build()
}
