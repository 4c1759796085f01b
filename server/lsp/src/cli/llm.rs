//! The model that `kb build` may ask for summaries.

use super::output::Output;
use anyhow::Context;
use rescue_distill::{Answers, LlmReport, LlmSummariser};
use rescue_llm::{Client, Endpoint};
use std::path::PathBuf;
use std::time::Duration;

/// A local model on slow hardware takes its time.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Which model writes summaries; without an endpoint nothing leaves the machine.
#[derive(Debug, clap::Args)]
pub(crate) struct LlmArgs {
    /// Have a model at this OpenAI-compatible URL write the summaries: http://localhost:11434/v1. Set
    /// RUST_LOG=rescue_llm=debug to see every word that is sent.
    #[arg(long = "llm-endpoint", value_name = "URL", requires = "model")]
    endpoint: Option<String>,
    /// The model's name there.
    #[arg(long = "llm-model", value_name = "NAME", requires = "endpoint")]
    model: Option<String>,
    /// The environment variable that holds the key, where the endpoint wants one.
    #[arg(long = "llm-key-variable", value_name = "VAR", requires = "endpoint")]
    key_variable: Option<String>,
    /// Where answers are kept, so that the build can be repeated, and continued after a stop.
    #[arg(long = "llm-cache", value_name = "DIR", default_value = "kb-snapshot/answers")]
    cache: PathBuf,
}

impl LlmArgs {
    /// The summariser that was asked for.
    pub(crate) fn summariser(self) -> anyhow::Result<Option<LlmSummariser>> {
        let (Some(url), Some(model)) = (self.endpoint, self.model) else { return Ok(None) };
        start_log();
        let endpoint = Endpoint { key_variable: self.key_variable, timeout: TIMEOUT, ..Endpoint::new(url, model) };
        let client = Client::new(endpoint)?;
        let answers = Answers::open(&self.cache)
            .with_context(|| format!("No answers can be kept in {}", self.cache.display()))?;
        Ok(Some(LlmSummariser::new(client, answers)))
    }
}

/// Says what the model did, and writes the whole report beside its answers.
pub(crate) fn show(summariser: &LlmSummariser, out: &mut Output) -> anyhow::Result<()> {
    let report = summariser.report();
    let path = summariser.answers().folder().join("report.json");
    report.write(&path).with_context(|| format!("No report can be written to {}", path.display()))?;
    out.line(format!("Summaries by {} at {}:", report.model, report.endpoint))?;
    out.line("stage       batches  alike  asked  kept  bad  fallbacks  tokens sent  received  seconds")?;
    for (name, stage) in report.stages() {
        out.line(format!(
            "{name:10}  {:7}  {:5}  {:5}  {:4}  {:3}  {:9}  {:11}  {:8}  {:7.1}",
            stage.batches,
            stage.alike,
            stage.asked,
            stage.kept,
            stage.bad,
            stage.fallbacks,
            stage.prompt_tokens,
            stage.completion_tokens,
            stage.seconds
        ))?;
    }
    out.line(format!("{} Each is in {}.", changes(&report), path.display()))?;
    Ok(())
}

fn changes(report: &LlmReport) -> String {
    let batches: usize = report.stages().iter().map(|(_, stage)| stage.batches).sum();
    format!("{} of {batches} summaries are other than the extractive ones.", report.rewritten())
}

/// The client's log on standard error: warnings, or what RUST_LOG asks for.
fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    // Where there is a log already it stays.
    let _ = tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_env_filter(filter).try_init();
}
