//! Summaries by a language model: the paper's own way.
//!
//! The model sees one batch of statements at a time and answers with one sentence in a fixed shape. An answer that
//! does not hold (wrong shape, an API that no statement names, too long) is asked for again, with what was wrong in
//! it; where that does not help, the extractive summary stands in and is counted. An endpoint that does not answer ends
//! the build instead: what it said so far is kept in [`Answers`], and the next run goes on from there.

use crate::{
    answers::Answers,
    llm_summary_answer::{again, question, schema, sentence},
    llm_summary_report::{Change, LlmReport, Stage},
    summarise::{Extractive, Summariser, Topic},
};
use anyhow::Context;
use rescue_knowledge::Statement;
use rescue_llm::{Answer, ChatOptions, Client, Error, Message};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A batch is asked about so often at most.
const ATTEMPTS: u64 = 3;
/// The first answer is the likeliest one; others are drawn with this temperature.
const TEMPERATURE_AGAIN: f32 = 0.75;
/// An answer is cut off after so many tokens.
const MOST_TOKENS: u32 = 800;

/// Writes summaries with a model behind an endpoint.
#[derive(Debug)]
pub struct LlmSummariser {
    client: Client,
    answers: Answers,
    report: Mutex<LlmReport>,
}

impl LlmSummariser {
    /// A summariser that asks `client` what `answers` does not know.
    pub fn new(client: Client, answers: Answers) -> LlmSummariser {
        let report = LlmReport {
            model: client.model().to_owned(),
            endpoint: client.shown_url().to_owned(),
            ..LlmReport::default()
        };
        LlmSummariser { client, answers, report: Mutex::new(report) }
    }

    /// What it has done so far.
    pub fn report(&self) -> LlmReport {
        self.tally().clone()
    }

    /// Where its answers are kept.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    fn tally(&self) -> MutexGuard<'_, LlmReport> {
        self.report.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts something in a stage.
    fn count(&self, topic: Topic, add: impl FnOnce(&mut Stage)) {
        let mut report = self.tally();
        add(match topic {
            Topic::Causes => &mut report.causes,
            Topic::Guidelines => &mut report.guidelines,
        });
    }

    /// The kept answer, else a new one, which is kept.
    fn answer(
        &self,
        topic: Topic,
        messages: &[Message],
        options: &ChatOptions,
    ) -> anyhow::Result<Result<Answer, Error>> {
        if let Some(kept) = self.answers.find(self.client.model(), messages, options) {
            self.count(topic, |stage| stage.kept += 1);
            return Ok(Ok(kept));
        }
        let answer = match self.client.chat(messages, options) {
            Ok(answer) => answer,
            // The endpoint works and the model is speechless: that is a bad answer.
            Err(error @ Error::NoText { .. }) => return Ok(Err(error)),
            Err(error) => {
                let kept =
                    "The model gives no answer (those it gave are kept, and the same command goes on from there)";
                return Err(anyhow::Error::from(error).context(kept));
            }
        };
        // What the model's context cut off may be whole after a start with a larger one.
        let is_short = answer.cut_off && answer.completion_tokens < u64::from(MOST_TOKENS);
        if !is_short {
            self.answers
                .keep(self.client.model(), messages, options, &answer)
                .with_context(|| format!("No answer can be kept in {}", self.answers.folder().display()))?;
        }
        self.count(topic, |stage| {
            stage.asked += 1;
            stage.prompt_tokens += answer.prompt_tokens;
            stage.completion_tokens += answer.completion_tokens;
            stage.seconds += answer.elapsed.as_secs_f64();
        });
        Ok(Ok(answer))
    }

    /// The sentence of the model, with what was wrong with those before it.
    fn write(&self, topic: Topic, batch: &[Statement]) -> anyhow::Result<(Option<String>, Vec<String>)> {
        let mut messages = question(topic, batch);
        let mut problems = Vec::new();
        for attempt in 0..ATTEMPTS {
            let options = ChatOptions {
                json_schema: Some(schema(batch.len())),
                max_tokens: MOST_TOKENS,
                temperature: if attempt == 0 { 0.0 } else { TEMPERATURE_AGAIN },
                seed: Some(attempt),
            };
            let problem = match self.answer(topic, &messages, &options)? {
                Ok(answer) => match sentence(topic, &answer.text, answer.cut_off, batch) {
                    Ok(sentence) => return Ok((Some(sentence), problems)),
                    Err(problem) => problem,
                },
                Err(speechless) => speechless.to_string(),
            };
            messages = again(question(topic, batch), &problem);
            tracing::warn!("a summary of {topic:?} can't be used: {problem}");
            self.count(topic, |stage| stage.bad += 1);
            problems.push(problem);
        }
        Ok((None, problems))
    }
}

impl Summariser for LlmSummariser {
    fn summarise(&self, topic: Topic, batch: &[Statement], vectors: &[Vec<f32>]) -> anyhow::Result<String> {
        let extractive = Extractive.summarise(topic, batch, vectors)?;
        self.count(topic, |stage| stage.batches += 1);
        if batch.iter().all(|statement| statement.text == extractive) {
            self.count(topic, |stage| stage.alike += 1);
            return Ok(extractive);
        }
        let (written, problems) = self.write(topic, batch)?;
        if written.is_none() {
            self.count(topic, |stage| stage.fallbacks += 1);
        }
        let summary = written.clone().unwrap_or_else(|| extractive.clone());
        if written.as_ref() != Some(&extractive) {
            let stage = match topic {
                Topic::Causes => "causes",
                Topic::Guidelines => "guidelines",
            };
            let records = batch.iter().flat_map(|statement| statement.records.clone()).collect();
            self.tally().changes.push(Change { stage, records, extractive, written, problems });
        }
        Ok(summary)
    }
}
