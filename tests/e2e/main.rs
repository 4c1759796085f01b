//! Rescue from the outside: the binary over its standard input and output, as an editor and as a shell use it, and the
//! public interfaces of the crates where a test needs what no editor sees.

mod across_files;
mod adversarial;
#[path = "../properties/agreement.rs"]
mod agreement;
mod architecture;
mod baselines;
mod benches;
mod changed_lines;
mod code_actions;
mod command_line;
mod completion;
mod configuration;
mod diagnostics;
mod encodings;
mod evaluation;
mod findings;
mod hover_and_commands;
mod initialize;
mod knowledge_commands;
mod knowledge_import;
mod knowledge_report;
mod lifecycle;
mod messages;
mod per_path;
mod random_edits;
mod records;
mod reports;
mod roots;
mod samples;
mod snapshots;
mod specs;
