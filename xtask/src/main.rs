//! `cargo xtask`: what this repository is built, tested and measured with. See [`HELP`].
//!
//! Only the standard library, so that it compiles in seconds.

mod bench;
mod docs;
mod editors;
mod formats;
mod lint;
mod proofs;
mod quality;
mod report;
mod snapshot;
mod test;
mod tools;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <task>

  test       everything: Rust tests, proofs of the corpus, knowledge base, formats, editors
  proofs     the proofs of the corpus, with the fixes that Rescue makes
  snapshot   build the knowledge base anew into kb-snapshot/snapshot
  lint       formatting and clippy, warnings denied
  docs       the reference pages and the examples in docs/rules anew; with --check fails where they differ
  editors    the VS Code extension's tests, and drives of the editors that are installed
  bench      how fast it is: [NAME]... [--json] [--smoke]
";

/// How a task went: what failed, in words.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let task = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match task.as_str() {
        "test" => test::run(),
        "proofs" => proofs::task(&rest),
        "snapshot" => snapshot::run(),
        "lint" => lint::run(),
        "docs" => docs::task(&rest),
        "editors" => editors::task(),
        "bench" => bench::run(&rest),
        "" | "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no task called {other}\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
