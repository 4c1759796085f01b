//! Hierarchical multi-faceted retrieval: the online half of the paper.
//!
//! 1. Each facet of a query ranks the weaknesses with the retriever that suits it: dense vectors for causes, task and
//!    code, BM25 for words, exact qualified names for API patterns.
//! 2. Where no weakness is near enough under any facet (its floor), the answer is nothing: most code needs no security
//!    advice. Otherwise the rankings are fused by reciprocal rank, and what comes near the best under no facet is
//!    dropped.
//! 3. Inside the weaknesses that were kept, the same facets rank the examples, and are fused again.
//!
//! Everything that can be tuned is in [`Options`].

use crate::{
    encoder::EncoderError,
    lexical::Lexical,
    pattern::Patterns,
    schema::{Example, Knowledge, Weakness},
    snapshot::Snapshot,
    vectors::Vectors,
    words::{split_identifiers, terms},
};
use std::collections::{BTreeSet, HashMap};

/// What is known about the code being written: the views under which it is looked up. Any of them may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Sentences: what could go wrong here.
    pub causes: Vec<String>,
    /// Qualified names that are called or mentioned: `sqlite3.Cursor.execute`.
    pub apis: Vec<String>,
    /// The code around the cursor.
    pub code: String,
    /// The task: words or sentences of a prompt, docstring, comment or name.
    pub words: Vec<String>,
    /// Import names.
    pub libraries: Vec<String>,
}

/// One view of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Causes, by meaning.
    Cause,
    /// The task, by meaning.
    Task,
    /// The code, by meaning.
    Code,
    /// Words of task, names and code.
    Lexical,
    /// Qualified names.
    Api,
    /// Lower level only: how well the example's weakness did.
    Weakness,
}

/// How much each facet's ranking counts; 0 turns a facet off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Causes, by meaning.
    pub cause: f32,
    /// The task, by meaning.
    pub task: f32,
    /// The code, by meaning.
    pub code: f32,
    /// Words.
    pub lexical: f32,
    /// Qualified names.
    pub api: f32,
}

/// The cosine from which on the nearest weakness makes a query one about security: one facet over its floor is enough,
/// and so is one name that a weakness's patterns know. Words alone never are: harmless tasks share too many of them.
/// These are cosines of the default encoder; another one needs its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floors {
    /// Causes.
    pub cause: f32,
    /// The task.
    pub task: f32,
    /// The code.
    pub code: f32,
}

/// All hyper-parameters of retrieval.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// At most so many weaknesses are returned.
    pub weaknesses: usize,
    /// At most so many examples are returned.
    pub examples: usize,
    /// How much each facet counts.
    pub weights: Weights,
    /// The constant of reciprocal rank fusion: the larger, the less the very first ranks stand out.
    pub rrf_k: f32,
    /// A weakness is kept where, under at least one facet, it reaches this share of that facet's best score. (Fused
    /// scores say little here: with few weaknesses a last place is worth almost as much as a first.)
    pub threshold: f32,
    /// When the query is about security at all.
    pub floors: Floors,
    /// Rank examples only inside the weaknesses that were kept (the paper's hierarchy); off for ablations.
    pub hierarchical: bool,
    /// How many rows a usearch index is asked for; exact search looks at all.
    pub nearest: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            weaknesses: 5,
            examples: 4,
            weights: Weights { cause: 1.0, task: 1.0, code: 0.5, lexical: 1.5, api: 2.0 },
            rrf_k: 60.0,
            threshold: 0.8,
            floors: Floors { cause: 0.5, task: 0.44, code: 0.6 },
            hierarchical: true,
            nearest: 256,
        }
    }
}

/// Why something was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Under which view.
    pub facet: Facet,
    /// In which place, from 1.
    pub rank: usize,
    /// With which score of that view's own.
    pub score: f32,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Its place in [`Knowledge::weaknesses`] or [`Knowledge::examples`].
    pub index: usize,
    /// Fused score: 1 is first place under every facet that was asked.
    pub score: f32,
    /// The rankings behind the score.
    pub evidence: Vec<Evidence>,
}

/// What was found, best first. Empty where nothing fits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Retrieved {
    /// Upper level.
    pub weaknesses: Vec<Ranked>,
    /// Lower level.
    pub examples: Vec<Ranked>,
}

impl Snapshot {
    /// Finds what threatens the code that the facets describe, and the examples that show the way out.
    pub fn retrieve(&self, facets: &Facets, options: &Options) -> Result<Retrieved, EncoderError> {
        let query = Query::new(self, facets, options)?;
        let upper = query.upper();
        if !upper.iter().any(|ranking| ranking.speaks(&options.floors)) {
            return Ok(Retrieved::default());
        }
        let mut weaknesses = fuse(&upper, options.rrf_k);
        weaknesses.retain(|found| {
            found.evidence.iter().any(|evidence| {
                let ranking = upper.iter().find(|ranking| ranking.facet == evidence.facet);
                let best = ranking.and_then(|ranking| ranking.found.first()).map_or(0.0, |(_, best)| *best);
                evidence.score > 0.0 && evidence.score >= options.threshold * best
            })
        });
        weaknesses.truncate(options.weaknesses);
        if weaknesses.is_empty() {
            return Ok(Retrieved::default());
        }
        let lower = query.lower(&weaknesses);
        let mut examples = fuse(&lower, options.rrf_k);
        examples.truncate(options.examples);
        Ok(Retrieved { weaknesses, examples })
    }
}

/// One facet's answer: what it found, best first, and how much it counts.
struct Ranking {
    facet: Facet,
    weight: f32,
    found: Vec<(u32, f32)>,
}

impl Ranking {
    fn new(facet: Facet, weight: f32, scores: impl IntoIterator<Item = (u32, f32)>) -> Self {
        let mut found: Vec<(u32, f32)> = scores.into_iter().collect();
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self { facet, weight, found }
    }

    /// Whether its best is near enough to speak for a query about security.
    fn speaks(&self, floors: &Floors) -> bool {
        let floor = match self.facet {
            Facet::Cause => floors.cause,
            Facet::Task => floors.task,
            Facet::Code => floors.code,
            Facet::Api => f32::MIN_POSITIVE,
            Facet::Lexical | Facet::Weakness => return false,
        };
        self.found.first().is_some_and(|(_, score)| *score >= floor)
    }
}

/// Reciprocal rank fusion, scaled so that first place everywhere gives 1. Equal scores share a place.
fn fuse(rankings: &[Ranking], k: f32) -> Vec<Ranked> {
    let best: f32 = rankings.iter().map(|ranking| ranking.weight / (k + 1.0)).sum();
    let mut fused: HashMap<u32, Ranked> = HashMap::new();
    for ranking in rankings {
        let mut rank = 0;
        let mut before = f32::NAN;
        for (place, &(index, score)) in ranking.found.iter().enumerate() {
            if score != before {
                rank = place + 1;
                before = score;
            }
            let entry = fused.entry(index).or_insert_with(|| Ranked {
                index: index as usize,
                score: 0.0,
                evidence: Vec::new(),
            });
            entry.score += ranking.weight / (k + rank as f32) / best;
            entry.evidence.push(Evidence { facet: ranking.facet, rank, score });
        }
    }
    let mut fused: Vec<Ranked> = fused.into_values().collect();
    fused.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.index.cmp(&b.index)));
    fused
}

/// A facet with its weight, its vector, and the scores of the rows that were compared with it.
type Dense = (Facet, f32, Vec<f32>, HashMap<u32, f32>);

/// A query with everything that both levels need.
struct Query<'a> {
    snapshot: &'a Snapshot,
    options: &'a Options,
    /// Dense facets that were asked, with the scores of weaknesses and of examples.
    dense: Vec<Dense>,
    terms: HashMap<String, f32>,
    apis: Vec<String>,
}

impl<'a> Query<'a> {
    fn new(snapshot: &'a Snapshot, facets: &Facets, options: &'a Options) -> Result<Self, EncoderError> {
        let weights = &options.weights;
        let mut asked: Vec<(Facet, String)> = Vec::new();
        if weights.cause > 0.0 {
            asked.extend(facets.causes.iter().map(|cause| (Facet::Cause, split_identifiers(cause))));
        }
        if weights.task > 0.0 {
            asked.push((Facet::Task, split_identifiers(&facets.words.join(" "))));
        }
        if weights.code > 0.0 {
            asked.push((Facet::Code, split_identifiers(&facets.code)));
        }
        asked.retain(|(_, text)| text.chars().any(char::is_alphanumeric));
        let texts: Vec<String> = asked.iter().map(|(_, text)| text.clone()).collect();
        let vectors = if texts.is_empty() { Vec::new() } else { snapshot.encoder().embed(&texts)? };

        let mut dense: Vec<Dense> = Vec::new();
        for ((facet, _), vector) in asked.iter().zip(&vectors) {
            let (upper, lower) = snapshot.nearest(*facet, vector, options.nearest)?;
            // Of several causes the one that fits best speaks.
            if let Some((_, _, known_upper, known_lower)) = dense.iter_mut().find(|known| known.0 == *facet) {
                for (known, score) in known_upper.iter_mut().zip(upper) {
                    *known = known.max(score);
                }
                for (example, score) in lower {
                    let known = known_lower.entry(example).or_insert(score);
                    *known = known.max(score);
                }
            } else {
                let weight = match facet {
                    Facet::Cause => weights.cause,
                    Facet::Task => weights.task,
                    _ => weights.code,
                };
                dense.push((*facet, weight, upper, lower));
            }
        }

        let mut words: HashMap<String, f32> = HashMap::new();
        let mut add = |text: &str, weight: f32| {
            for term in terms(text) {
                let known = words.entry(term).or_insert(weight);
                *known = known.max(weight);
            }
        };
        if weights.lexical > 0.0 {
            facets.words.iter().for_each(|text| add(text, 1.0));
            facets.apis.iter().for_each(|text| add(text, 1.0));
            facets.libraries.iter().for_each(|text| add(text, 0.5));
            add(&facets.code, 0.5);
        }
        let apis = if weights.api > 0.0 { facets.apis.clone() } else { Vec::new() };
        Ok(Self { snapshot, options, dense, terms: words, apis })
    }

    /// Rankings of weaknesses.
    fn upper(&self) -> Vec<Ranking> {
        let (options, indexes) = (self.options, &self.snapshot.indexes);
        let mut rankings: Vec<Ranking> = self
            .dense
            .iter()
            .map(|(facet, weight, upper, _)| {
                let found = upper.iter().enumerate().filter(|(_, score)| **score > f32::MIN);
                Ranking::new(*facet, *weight, found.map(|(at, score)| (at as u32, *score)))
            })
            .collect();
        if !self.terms.is_empty() {
            let scores = indexes.weaknesses.search(&self.terms);
            rankings.push(Ranking::new(Facet::Lexical, options.weights.lexical, scores));
        }
        if !self.apis.is_empty() {
            let scores = indexes.apis.weaknesses(&self.apis, self.snapshot.knowledge().weaknesses.len());
            // Names that no pattern knows say nothing, for or against.
            if !scores.is_empty() {
                rankings.push(Ranking::new(Facet::Api, options.weights.api, scores));
            }
        }
        rankings
    }

    /// Rankings of the examples of some weaknesses.
    fn lower(&self, kept: &[Ranked]) -> Vec<Ranking> {
        let (options, indexes) = (self.options, &self.snapshot.indexes);
        let places: HashMap<u32, f32> = kept.iter().map(|found| (found.index as u32, found.score)).collect();
        let inside = |example: u32| -> bool {
            !options.hierarchical
                || indexes.weakness_of.get(example as usize).is_some_and(|weakness| places.contains_key(weakness))
        };
        let mut rankings: Vec<Ranking> = self
            .dense
            .iter()
            .map(|(facet, weight, _, lower)| {
                let found = lower.iter().filter(|(example, _)| inside(**example));
                Ranking::new(*facet, *weight, found.map(|(example, score)| (*example, *score)))
            })
            .collect();
        if !self.terms.is_empty() {
            let scores = indexes.examples.search(&self.terms);
            let found = scores.into_iter().filter(|(example, _)| inside(*example));
            rankings.push(Ranking::new(Facet::Lexical, options.weights.lexical, found));
        }
        if !self.apis.is_empty() {
            let scores = indexes.apis.examples(&self.apis);
            let found = scores.into_iter().filter(|(example, _)| inside(*example));
            rankings.push(Ranking::new(Facet::Api, options.weights.api, found));
        }
        if options.hierarchical {
            let seen: BTreeSet<u32> =
                rankings.iter().flat_map(|ranking| ranking.found.iter().map(|(example, _)| *example)).collect();
            let scores = seen.into_iter().filter_map(|example| {
                let weakness = indexes.weakness_of.get(example as usize)?;
                Some((example, *places.get(weakness)?))
            });
            let weight = rankings.iter().map(|ranking| ranking.weight).sum();
            rankings.push(Ranking::new(Facet::Weakness, weight, scores));
        }
        rankings
    }
}

impl Snapshot {
    /// How near a vector is to each weakness (the mean of its two nearest texts) and to examples (the nearest text).
    fn nearest(
        &self,
        facet: Facet,
        vector: &[f32],
        nearest: usize,
    ) -> Result<(Vec<f32>, HashMap<u32, f32>), EncoderError> {
        let asks = |kind: Kind| match facet {
            Facet::Cause => matches!(kind, Kind::Cause | Kind::Guideline),
            Facet::Code => kind == Kind::Code,
            _ => kind == Kind::Task,
        };
        let mut best = vec![[f32::MIN; 2]; self.knowledge().weaknesses.len()];
        let mut examples: HashMap<u32, f32> = HashMap::new();
        let mut put = |weakness: u32, score: f32| {
            if let Some([first, second]) = best.get_mut(weakness as usize) {
                if score > *first {
                    (*second, *first) = (*first, score);
                } else if score > *second {
                    *second = score;
                }
            }
        };
        for segment in &self.weaknesses {
            segment.search(vector, nearest, |weakness, kind, score| {
                if asks(kind) {
                    put(weakness, score);
                }
            })?;
        }
        for segment in &self.examples {
            segment.search(vector, nearest, |example, kind, score| {
                if asks(kind)
                    && let Some(&weakness) = self.indexes.weakness_of.get(example as usize)
                {
                    put(weakness, score);
                    let known = examples.entry(example).or_insert(score);
                    *known = known.max(score);
                }
            })?;
        }
        let mean = |[first, second]: [f32; 2]| if second == f32::MIN { first } else { (first + second) / 2.0 };
        Ok((best.into_iter().map(mean).collect(), examples))
    }
}

/// What a vector stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Task,
    Cause,
    Guideline,
    Code,
}

/// Vectors of a level with what each of them stands for.
#[derive(Debug)]
pub(crate) struct Segment {
    vectors: Vectors,
    tags: Vec<(u32, Kind)>,
}

impl Segment {
    pub(crate) fn new(vectors: Vectors, tags: Vec<(u32, Kind)>) -> Self {
        Self { vectors, tags }
    }

    /// Gives the owners new numbers.
    pub(crate) fn moved(mut self, to: &[u32]) -> Self {
        for (owner, _) in &mut self.tags {
            *owner = to.get(*owner as usize).copied().unwrap_or(u32::MAX);
        }
        self
    }

    /// Takes the vectors of some owners out of every answer.
    pub(crate) fn forget(&mut self, owners: &BTreeSet<u32>) {
        for (owner, _) in &mut self.tags {
            if owners.contains(owner) {
                *owner = u32::MAX;
            }
        }
    }

    /// Takes some texts of owners out of every answer: the owner and the place among its texts, from 0.
    pub(crate) fn forget_texts(&mut self, texts: &BTreeSet<(u32, usize)>) {
        let mut before = (u32::MAX, 0);
        for (owner, _) in &mut self.tags {
            let nth = if before.0 == *owner { before.1 + 1 } else { 0 };
            before = (*owner, nth);
            if texts.contains(&before) {
                *owner = u32::MAX;
            }
        }
    }

    fn search(&self, query: &[f32], nearest: usize, mut found: impl FnMut(u32, Kind, f32)) -> Result<(), EncoderError> {
        let found = |row: usize, score: f32| {
            if let Some(&(owner, kind)) = self.tags.get(row)
                && owner != u32::MAX
            {
                found(owner, kind, score);
            }
        };
        self.vectors.search(query, nearest, found).map_err(EncoderError)
    }
}

/// The texts of a weakness that have a vector, in their order.
pub(crate) fn weakness_texts(weakness: &Weakness) -> Vec<(Kind, String)> {
    let mut texts = vec![
        (Kind::Task, split_identifiers(&format!("{} {}", weakness.name, weakness.words.join(" ")))),
        (Kind::Cause, split_identifiers(&weakness.summary)),
    ];
    texts.extend(weakness.causes.iter().map(|cause| (Kind::Cause, split_identifiers(&cause.text))));
    texts.extend(weakness.guidelines.iter().map(|line| (Kind::Guideline, split_identifiers(&line.text))));
    texts
}

/// The texts of an example that have a vector, in their order.
pub(crate) fn example_texts(example: &Example) -> Vec<(Kind, String)> {
    let mut texts = vec![(Kind::Task, split_identifiers(&example.title))];
    texts.extend(example.tasks.iter().map(|task| (Kind::Task, split_identifiers(task))));
    texts.push((Kind::Cause, split_identifiers(&example.cause)));
    texts.push((Kind::Guideline, split_identifiers(&example.guideline)));
    texts.push((Kind::Code, split_identifiers(&example.code)));
    texts.push((Kind::Code, split_identifiers(&example.vulnerable)));
    texts
}

/// Everything that is looked up by words and names.
#[derive(Debug)]
pub(crate) struct Indexes {
    weaknesses: Lexical,
    examples: Lexical,
    apis: Apis,
    /// The weakness of each example.
    weakness_of: Vec<u32>,
}

impl Indexes {
    pub(crate) fn new(knowledge: &Knowledge) -> Self {
        let by_cwe: HashMap<&str, u32> =
            knowledge.weaknesses.iter().enumerate().map(|(at, weakness)| (weakness.cwe.as_str(), at as u32)).collect();
        let weakness_of: Vec<u32> = knowledge
            .examples
            .iter()
            .map(|example| by_cwe.get(example.cwe.as_str()).copied().unwrap_or(u32::MAX))
            .collect();
        let add = |text: &str, weight: f32, document: &mut Vec<(String, f32)>| {
            document.extend(terms(text).into_iter().map(|term| (term, weight)));
        };
        let mut weaknesses: Vec<Vec<(String, f32)>> = knowledge
            .weaknesses
            .iter()
            .map(|weakness| {
                let mut document = Vec::new();
                add(&weakness.name, 3.0, &mut document);
                add(&weakness.official_name, 1.0, &mut document);
                add(&weakness.summary, 1.0, &mut document);
                weakness.words.iter().for_each(|text| add(text, 3.0, &mut document));
                weakness.causes.iter().for_each(|line| add(&line.text, 1.0, &mut document));
                weakness.guidelines.iter().for_each(|line| add(&line.text, 1.0, &mut document));
                named(&weakness.patterns).iter().for_each(|(name, weight)| add(name, *weight, &mut document));
                document
            })
            .collect();
        let examples: Vec<Vec<(String, f32)>> = knowledge
            .examples
            .iter()
            .zip(&weakness_of)
            .map(|(example, weakness)| {
                let mut document = Vec::new();
                add(&example.title, 1.0, &mut document);
                example.tasks.iter().for_each(|text| add(text, 1.0, &mut document));
                if let Some(of) = weaknesses.get_mut(*weakness as usize) {
                    of.extend(document.iter().map(|(term, weight)| (term.clone(), weight * 0.5)));
                }
                add(&example.cause, 1.0, &mut document);
                example.libraries.iter().for_each(|text| add(text, 1.0, &mut document));
                add(&example.code, 0.5, &mut document);
                document
            })
            .collect();
        Self {
            weaknesses: Lexical::new(weaknesses),
            examples: Lexical::new(examples),
            apis: Apis::new(knowledge),
            weakness_of,
        }
    }
}

/// The names in patterns with how strongly they point to their weakness.
fn named(patterns: &Patterns) -> Vec<(&str, f32)> {
    let mut names: Vec<(&str, f32)> = Vec::new();
    for sink in &patterns.sinks {
        names.extend(sink.names.iter().chain(&sink.assigns).map(|name| (name.as_str(), 1.0)));
    }
    for misuse in &patterns.misuses {
        let all = misuse.names.iter().chain(&misuse.references).chain(&misuse.assigns);
        names.extend(all.filter(|name| !misuse.is_setting_of(name)).map(|name| (name.as_str(), 1.0)));
    }
    for alternative in &patterns.alternatives {
        names.extend(alternative.insecure.iter().map(|name| (name.as_str(), 1.0)));
        names.push((alternative.secure.as_str(), 0.5));
    }
    for sanitizer in &patterns.sanitizers {
        names.extend(sanitizer.names.iter().map(|name| (name.as_str(), 0.5)));
    }
    for guard in &patterns.guards {
        names.extend(guard.names.iter().map(|name| (name.as_str(), 0.5)));
    }
    names
}

/// Qualified names and what they point to.
#[derive(Debug, Default)]
struct Apis {
    /// Weaknesses by name; `*.execute` stands under `.execute`.
    weaknesses: HashMap<String, Vec<(u32, f32)>>,
    /// Examples by name.
    examples: HashMap<String, Vec<u32>>,
    /// Base classes by class.
    bases: HashMap<String, Vec<String>>,
}

impl Apis {
    fn new(knowledge: &Knowledge) -> Self {
        let mut apis = Self::default();
        let own = knowledge.weaknesses.iter().map(|weakness| &weakness.patterns);
        for fact in own.chain([&knowledge.libraries]).flat_map(|patterns| &patterns.types) {
            if let (Some(class), Some(base)) = (&fact.class, &fact.extends) {
                apis.bases.entry(class.clone()).or_default().push(base.clone());
            }
        }
        for (at, weakness) in knowledge.weaknesses.iter().enumerate() {
            for (name, weight) in named(&weakness.patterns) {
                let key = name.strip_prefix('*').unwrap_or(name);
                apis.point(key, at as u32, weight);
            }
        }
        for (at, example) in knowledge.examples.iter().enumerate() {
            for name in &example.api {
                apis.examples.entry(name.clone()).or_default().push(at as u32);
            }
        }
        apis
    }

    /// A name points to a weakness once, as strongly as any pattern says.
    fn point(&mut self, name: &str, weakness: u32, weight: f32) {
        let known = self.weaknesses.entry(name.to_owned()).or_default();
        match known.iter_mut().find(|(at, _)| *at == weakness) {
            Some((_, strongest)) => *strongest = strongest.max(weight),
            None => known.push((weakness, weight)),
        }
    }

    /// A name, the same member of base classes, and the bare member.
    fn readings(&self, name: &str) -> Vec<String> {
        let mut readings = vec![name.to_owned()];
        if let Some((class, member)) = name.rsplit_once('.') {
            let mut classes = vec![class.to_owned()];
            let mut at = 0;
            while at < classes.len() {
                for base in self.bases.get(&classes[at]).into_iter().flatten() {
                    if !classes.contains(base) {
                        classes.push(base.clone());
                    }
                }
                at += 1;
            }
            readings.extend(classes[1..].iter().map(|base| format!("{base}.{member}")));
            readings.push(format!(".{member}"));
        }
        readings
    }

    /// What the names of a query speak for: rare names more than common ones.
    fn weaknesses(&self, query: &[String], all: usize) -> HashMap<u32, f32> {
        let mut scores = HashMap::new();
        let query: BTreeSet<&String> = query.iter().collect();
        for name in query {
            let mut best: HashMap<u32, f32> = HashMap::new();
            for reading in self.readings(name) {
                let Some(known) = self.weaknesses.get(&reading) else { continue };
                let rare = ((1 + all) as f32 / known.len() as f32).ln();
                for &(weakness, weight) in known {
                    let score = best.entry(weakness).or_insert(0.0);
                    *score = score.max(weight * rare);
                }
            }
            for (weakness, score) in best {
                *scores.entry(weakness).or_insert(0.0) += score;
            }
        }
        scores
    }

    fn examples(&self, query: &[String]) -> HashMap<u32, f32> {
        let mut scores = HashMap::new();
        let query: BTreeSet<&String> = query.iter().collect();
        for name in query {
            for reading in self.readings(name) {
                let Some(known) = self.examples.get(&reading) else { continue };
                let rare = 1.0 + (self.examples.len() as f32 / known.len() as f32).ln().max(0.0);
                for &example in known {
                    *scores.entry(example).or_insert(0.0) += rare;
                }
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_place_everywhere_scores_one_and_ties_share_a_place() {
        let rankings = [
            Ranking::new(Facet::Cause, 1.0, [(0, 0.9), (1, 0.5), (2, 0.5)]),
            Ranking::new(Facet::Lexical, 2.0, [(0, 7.0), (1, 3.0)]),
        ];
        let fused = fuse(&rankings, 60.0);
        assert_eq!(fused.iter().map(|found| found.index).collect::<Vec<_>>(), [0, 1, 2]);
        assert!((fused[0].score - 1.0).abs() < 1e-6);
        assert_eq!(fused[1].evidence[0].rank, fused[2].evidence[0].rank);
        assert!(fuse(&[], 60.0).is_empty());
    }

    #[test]
    fn a_member_is_found_through_its_base_class() {
        let apis = Apis {
            weaknesses: HashMap::from([
                ("dbapi.Cursor.execute".to_owned(), vec![(3, 1.0)]),
                (".extractall".to_owned(), vec![(5, 1.0)]),
            ]),
            bases: HashMap::from([("sqlite3.Cursor".to_owned(), vec!["dbapi.Cursor".to_owned()])]),
            ..Apis::default()
        };
        let found = apis.weaknesses(&["sqlite3.Cursor.execute".to_owned(), "unknown.extractall".to_owned()], 10);
        assert_eq!(found.len(), 2);
        assert!(apis.weaknesses(&["execute".to_owned()], 10).is_empty());
    }
}
