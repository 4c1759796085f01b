//! The model that `kb build` may ask for summaries.

use super::output::Output;
use anyhow::Context;
use rescue_distill::{Answers, LlmReport, LlmSummariser, Stage};
use rescue_llm::{Client, Endpoint};
use std::path::PathBuf;
use std::time::Duration;

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
    /// How many seconds an answer may take: a local model on slow hardware takes its time.
    #[arg(long = "llm-timeout", value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// What the endpoint takes for a million tokens sent and a million received, to show what the build cost: 0.15,0.60.
    #[arg(long = "llm-price", value_name = "SENT,RECEIVED", requires = "endpoint", value_parser = price)]
    pub(crate) price: Option<(f64, f64)>,
}

/// Two prices.
fn price(text: &str) -> Result<(f64, f64), String> {
    let (sent, received) = text.split_once(',').ok_or("two numbers with a comma between them are needed: 0.15,0.60")?;
    let number = |text: &str| match text.trim().parse::<f64>() {
        Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
        _ => Err(format!("`{text}` is no price")),
    };
    Ok((number(sent)?, number(received)?))
}

impl LlmArgs {
    /// The summariser that was asked for.
    pub(crate) fn summariser(self) -> anyhow::Result<Option<LlmSummariser>> {
        let (Some(url), Some(model)) = (self.endpoint, self.model) else { return Ok(None) };
        start_log();
        let endpoint = Endpoint {
            key_variable: self.key_variable,
            timeout: Duration::from_secs(self.timeout),
            ..Endpoint::new(url, model)
        };
        let client = Client::new(endpoint)?;
        let answers = Answers::open(&self.cache)
            .with_context(|| format!("No answers can be kept in {}", self.cache.display()))?;
        Ok(Some(LlmSummariser::new(client, answers)))
    }
}

/// Says what the model did, and writes the whole report beside its answers.
pub(crate) fn show(summariser: &LlmSummariser, price: Option<(f64, f64)>, out: &mut Output) -> anyhow::Result<()> {
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
    if let Some((sent, received)) = price {
        let sum = |count: fn(&Stage) -> u64| report.stages().iter().map(|(_, stage)| count(stage)).sum::<u64>() as f64;
        let cost = sum(|stage| stage.prompt_tokens) * sent + sum(|stage| stage.completion_tokens) * received;
        out.line(format!("This run cost {:.4} at these prices; answers that were kept cost nothing.", cost / 1e6))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_two_numbers() {
        assert_eq!(price("0.15, 0.60"), Ok((0.15, 0.6)));
        for wrong in ["", "1", "1,x", "-1,1", "nan,1", "1,inf"] {
            assert!(price(wrong).is_err(), "{wrong}");
        }
    }
}
