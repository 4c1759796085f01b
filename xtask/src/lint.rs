//! `cargo xtask lint`: how the code looks, and what clippy thinks of it.

use crate::Outcome;
use crate::report::Report;
use crate::tools::{cargo, has, tee};

/// Formatting and clippy.
pub(crate) fn run() -> Outcome {
    let mut report = Report::default();
    formatting(&mut report);
    if has("cargo-clippy") {
        let arguments = ["clippy", "--release", "--workspace", "--all-targets", "--", "-D", "warnings"];
        let (_, outcome) = tee(cargo().args(arguments));
        report.step("clippy", &[], outcome);
    } else {
        report.skipped("clippy", "it is not installed (rustup component add clippy)");
    }
    report.finish()
}

/// Whether the code is formatted as rustfmt does it.
pub(crate) fn formatting(report: &mut Report) {
    if has("rustfmt") {
        let (_, outcome) = tee(cargo().args(["fmt", "--all", "--check", "--", "-l"]));
        report.step("formatting", &[], outcome);
    } else {
        report.skipped("formatting", "rustfmt is not installed (rustup component add rustfmt)");
    }
}
