//! Rescue: security knowledge at the cursor, for Python.
//!
//! [`server`] speaks LSP, [`cli`] is the command line beside it, [`config`] is what both are told, and [`baseline`] the
//! findings that both leave out.

pub mod baseline;
pub mod cli;
pub mod config;
pub mod paths;
pub mod server;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
