//! The offline half of the paper: the corpus that people write becomes the snapshot that Rescue asks.
//!
//! [`corpus`] reads the folder and [`lint`] says what is wrong in it; [`cluster`] groups what the records of a weakness
//! say and [`summarise`] boils each group down, bottom-up, to causes and guidelines that name the records behind them
//! ([`llm_summary`] has a model write them, whose [`answers`] are kept); [`examples`] keeps of each record's repair what
//! carries the security; [`build()`] runs all of it and writes the snapshot. The same corpus and the same encoder give the same bytes.
//!
//! Beside that, [`import`] makes records of other people's fixes, which nothing vouches for yet, [`propose`] finds the
//! patterns that records ask for, and [`projection`] lays sentences on a plane to look at.

pub mod answers;
pub mod build;
pub mod cluster;
pub mod corpus;
mod criteria;
pub mod examples;
pub mod import;
pub mod lint;
pub mod llm_summary;
mod llm_summary_answer;
mod llm_summary_report;
pub mod names;
pub mod projection;
pub mod propose;
pub mod summarise;

pub use answers::Answers;
pub use build::{BuildError, Event, Report, Unproven, build, build_overlay, build_with};
pub use corpus::Corpus;
pub use lint::{Level, Problem, lint};
pub use llm_summary::LlmSummariser;
pub use llm_summary_report::{Change, LlmReport, Stage};
