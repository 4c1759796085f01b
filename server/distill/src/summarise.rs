//! Cluster-then-summarise: what many records say, said once, with the records behind it.

use crate::cluster::{CUT, cluster, similarity};
use rescue_knowledge::{Encoder, Statement, words::split_identifiers};

/// So many statements are summarised at once.
pub const BATCH: usize = 8;
/// From this cosine on a sentence of the weakness and one of its records say the same.
pub const SAME: f32 = 0.8;

/// What the statements of a batch are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// How a weakness comes about.
    Causes,
    /// What prevents it.
    Guidelines,
}

/// Says in one sentence what the statements of a batch say.
pub trait Summariser {
    /// One sentence for a batch that is not empty; `vectors` are those of the statements.
    fn summarise(&self, topic: Topic, batch: &[Statement], vectors: &[Vec<f32>]) -> anyhow::Result<String>;
}

/// Takes the sentence that is most like all others: nothing is made up, and the same batch gives the same sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extractive;

impl Summariser for Extractive {
    fn summarise(&self, _: Topic, batch: &[Statement], vectors: &[Vec<f32>]) -> anyhow::Result<String> {
        // What stands for more records counts for more.
        let central = |at: usize| -> f32 {
            let all = vectors.iter().zip(batch);
            all.map(|(other, of)| similarity(&vectors[at], other) * of.records.len().max(1) as f32).sum()
        };
        let mut best = 0;
        for at in 1..batch.len() {
            if central(at) > central(best) {
                best = at;
            }
        }
        Ok(batch.get(best).map(|statement| statement.text.clone()).unwrap_or_default())
    }
}

/// What a weakness says of itself (`written`) together with what its records say (`told`), each thing once, the most
/// supported first.
///
/// The records' statements are clustered; each cluster is summarised in small batches, and the summaries of those
/// again, until one is left. A summary that says what the weakness says already lends it its records.
pub fn distil(
    topic: Topic,
    written: &[String],
    told: Vec<Statement>,
    encoder: &Encoder,
    summariser: &dyn Summariser,
) -> anyhow::Result<Vec<Statement>> {
    let embed = |texts: &mut dyn Iterator<Item = &str>| -> anyhow::Result<Vec<Vec<f32>>> {
        Ok(encoder.embed(&texts.map(split_identifiers).collect::<Vec<_>>())?)
    };
    let mut all: Vec<Statement> =
        written.iter().map(|text| Statement { text: text.clone(), records: Vec::new() }).collect();
    let of_written = embed(&mut written.iter().map(String::as_str))?;
    let of_told = embed(&mut told.iter().map(|statement| statement.text.as_str()))?;

    for members in cluster(&of_told, CUT) {
        let mut level: Vec<(Statement, Vec<f32>)> =
            members.iter().map(|&at| (told[at].clone(), of_told[at].clone())).collect();
        while level.len() > 1 {
            let mut above = Vec::new();
            for batch in level.chunks(BATCH) {
                let (statements, vectors): (Vec<_>, Vec<_>) = batch.iter().cloned().unzip();
                let text = summariser.summarise(topic, &statements, &vectors)?;
                let mut records: Vec<String> = statements.into_iter().flat_map(|statement| statement.records).collect();
                records.sort();
                records.dedup();
                let vector = embed(&mut std::iter::once(text.as_str()))?.remove(0);
                above.push((Statement { text, records }, vector));
            }
            level = above;
        }
        let Some((summary, vector)) = level.pop() else { continue };
        let nearest = of_written
            .iter()
            .map(|known| similarity(known, &vector))
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        match nearest {
            Some((at, near)) if near >= SAME => {
                all[at].records.extend(summary.records);
                all[at].records.sort();
                all[at].records.dedup();
            }
            _ => all.push(summary),
        }
    }
    all.sort_by_key(|statement| std::cmp::Reverse(statement.records.len()));
    Ok(all)
}
