//! `cargo xtask bench [NAME]... [--json]`: how fast Rescue is, as its user feels it.
//!
//! Nothing here passes or fails by a time: what is printed are percentiles and ratios of one run on one machine, with
//! the targets beside them. The binary that is measured is `$RESCUE_LSP`, or what cargo built beside this program.

mod incremental;
mod real;
mod retrieval;
mod server;
mod table;
mod tree;

use std::process::ExitCode;
use table::{Row, Size};

/// A benchmark: its name, what it does, and how.
type Bench = (&'static str, &'static str, fn(Size) -> Vec<Row>);

const BENCHES: &[Bench] = &[
    ("start", "process start to `initialize` answered, and to the first diagnostics", server::start),
    ("memory", "resident memory with one file open", server::memory),
    ("keystrokes", "keystroke to diagnostics published", server::keystrokes),
    ("requests", "completion, code action and hover", server::requests),
    ("incremental", "a keystroke against reading the file afresh", incremental::run),
    ("tree", "`check` of a large tree, beside ruff and bandit", tree::run),
    ("retrieval", "search among synthetic vectors", retrieval::run),
];

fn main() -> ExitCode {
    // `cargo bench` adds `--bench`.
    let (options, names): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).filter(|word| word != "--bench").partition(|word| word.starts_with("--"));
    let unknown = |name: &&String| !BENCHES.iter().any(|(known, ..)| known == name);
    if let Some(name) = names.iter().find(unknown) {
        let known: Vec<&str> = BENCHES.iter().map(|(name, ..)| *name).collect();
        eprintln!("there is no benchmark {name}; there are {}", known.join(", "));
        return ExitCode::FAILURE;
    }
    if let Some(option) = options.iter().find(|option| !["--json", "--smoke"].contains(&option.as_str())) {
        eprintln!("{option} is unknown; there are --json and --smoke (small numbers, to see that it works)");
        return ExitCode::FAILURE;
    }
    let has = |option: &str| options.iter().any(|given| given == option);
    let size = if has("--smoke") { Size::Small } else { Size::Full };
    let mut rows = Vec::new();
    for (name, what, run) in BENCHES.iter().filter(|(name, ..)| names.is_empty() || names.iter().any(|n| n == name)) {
        eprintln!("{name}: {what} ...");
        rows.extend(run(size).into_iter().map(|row| (*name, row)));
    }
    if has("--json") {
        table::print_json(&rows)
    } else {
        table::print(&rows)
    }
    ExitCode::SUCCESS
}
