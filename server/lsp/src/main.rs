//! Rescue: security knowledge at the cursor, for Python.
//!
//! [`server`] speaks LSP, [`cli`] is the command line beside it, [`config`] is what both are told.

pub mod cli;
pub mod config;
pub mod server;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
