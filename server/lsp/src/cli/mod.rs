//! The command line: what a terminal, a CI job and a curious person can ask of Rescue.
//!
//! Every command writes through [`output::Output`], so that a closed pipe ends it quietly, and says how it went as a
//! [`Status`].

mod across;
mod baseline;
mod changes;
mod check;
mod decoding;
mod demo;
mod diff;
mod docs;
mod eval;
mod files;
mod fix;
mod git;
mod inspection;
mod kb;
mod knowledge;
mod llm;
mod output;
mod projects;
mod repair;
mod report;
mod selection;
mod source;
mod sources;
mod suggest;

use crate::server;
use clap::{CommandFactory, Parser, Subcommand};
use knowledge::Choice;
use output::{Colour, Output};
use std::process::ExitCode;

/// Rescue finds and repairs security weaknesses in Python while it is being written.
///
/// Without a command it is a language server on standard input and output.
#[derive(Debug, Parser)]
#[command(name = "rescue-lsp", version, max_term_width = 100)]
struct Args {
    #[command(flatten)]
    knowledge: Choice,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: Colour,
    #[command(flatten)]
    server: ServerArgs,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What editors add to the command that starts a server.
#[derive(Debug, clap::Args)]
struct ServerArgs {
    /// Serve on standard input and output (there is no other way).
    #[arg(long, global = true, hide = true)]
    stdio: bool,
    /// Sent by some clients.
    #[arg(long = "clientProcessId", global = true, hide = true)]
    client_process_id: Option<u32>,
    /// How much the server's log says: off, error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the language server (the default).
    Server,
    /// Report weaknesses in files and folders.
    Check(check::CheckArgs),
    /// Repair weaknesses: shows a diff, or writes with --in-place.
    Fix(fix::FixArgs),
    /// Show what Rescue knows about one place: FILE:LINE[:COL].
    Suggest(suggest::SuggestArgs),
    /// Build, check and search the knowledge base.
    #[command(subcommand)]
    Kb(kb::KbCommand),
    /// Measure retrieval, detection or fixes on a file of labelled samples.
    #[command(subcommand)]
    Eval(eval::EvalCommand),
    /// Drive the real server over a sample project, as an editor does.
    Demo(demo::DemoArgs),
    /// Print pages of the documentation that are made from data.
    #[command(subcommand, hide = true)]
    Docs(docs::DocsCommand),
    /// Print shell completions.
    Completions {
        /// For which shell.
        shell: clap_complete::Shell,
    },
}

/// How a command went, and its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing to report: 0.
    Clean,
    /// There are findings: 1.
    Findings,
    /// Something did not work: 2.
    Trouble,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Trouble => 2,
        })
    }
}

/// Reads the arguments and does what they say.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // A terminal that went away is no reason to say more.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let Some(command) = args.command else {
        return serve(args.knowledge, args.server);
    };
    if matches!(command, Command::Server) {
        return serve(args.knowledge, args.server);
    }
    let mut out = Output::stdout(args.color);
    let done = run(command, &args.knowledge, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    match done {
        Ok(status) => status.into(),
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(format_args!("error: {error:#}"));
            Status::Trouble.into()
        }
    }
}

fn run(command: Command, knowledge: &Choice, out: &mut Output) -> anyhow::Result<Status> {
    match command {
        Command::Server => Ok(Status::Clean),
        Command::Check(args) => check::run(args, knowledge, out),
        Command::Fix(args) => fix::run(&args, knowledge, out),
        Command::Suggest(args) => suggest::run(&args, knowledge, out),
        Command::Kb(command) => kb::run(command, knowledge, out),
        Command::Eval(command) => eval::run(command, knowledge, out),
        Command::Demo(args) => demo::run(&args, knowledge, out),
        Command::Docs(command) => docs::run(command, knowledge, out),
        Command::Completions { shell } => completions(shell, out),
    }
}

fn serve(knowledge: Choice, server: ServerArgs) -> ExitCode {
    server::run(server::Options {
        snapshot: knowledge.snapshot,
        overlay: knowledge.overlay,
        log_level: server.log_level,
        ..server::Options::default()
    })
}

/// The script goes to memory first: its generator panics where it cannot write.
fn completions(shell: clap_complete::Shell, out: &mut Output) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rescue-lsp", &mut script);
    out.bytes(&script)?;
    Ok(Status::Clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn editors_start_the_server_in_several_ways() {
        for line in [
            &["rescue-lsp"][..],
            &["rescue-lsp", "--stdio"],
            &["rescue-lsp", "server"],
            &["rescue-lsp", "server", "--stdio"],
        ] {
            let args = Args::try_parse_from(line).expect("a way to start the server");
            assert!(matches!(args.command, None | Some(Command::Server)), "{line:?}");
        }
    }
}
