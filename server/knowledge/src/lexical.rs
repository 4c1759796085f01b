//! BM25 over the words of documents.

use std::collections::HashMap;

/// How soon a repeated word stops counting.
const K1: f32 = 1.2;
/// How much a long document is held back.
const B: f32 = 0.6;
/// A term of more documents than this tells too little to be worth the walk.
const COMMON: usize = 5_000;

/// An inverted index.
#[derive(Debug, Default)]
pub struct Lexical {
    postings: HashMap<String, Vec<(u32, f32)>>,
    lengths: Vec<f32>,
    average: f32,
}

impl Lexical {
    /// Indexes documents, each a list of texts' terms with how often they count.
    pub fn new(documents: impl IntoIterator<Item = Vec<(String, f32)>>) -> Self {
        let mut index = Self::default();
        for document in documents {
            let number = u32::try_from(index.lengths.len()).unwrap_or(u32::MAX);
            let mut length = 0.0;
            for (term, count) in document {
                length += count;
                let postings = index.postings.entry(term).or_default();
                match postings.last_mut() {
                    Some((last, times)) if *last == number => *times += count,
                    _ => postings.push((number, count)),
                }
            }
            index.lengths.push(length);
        }
        index.average = index.lengths.iter().sum::<f32>() / index.lengths.len().max(1) as f32;
        index
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.lengths.len()
    }

    /// No documents.
    pub fn is_empty(&self) -> bool {
        self.lengths.is_empty()
    }

    /// Scores of the documents that have one of the weighted terms.
    pub fn search(&self, query: &HashMap<String, f32>) -> HashMap<u32, f32> {
        let mut scores = HashMap::new();
        let documents = self.len() as f32;
        let mut terms: Vec<_> = query.iter().collect();
        // Sums of floats depend on their order.
        terms.sort_unstable_by(|a, b| a.0.cmp(b.0));
        for (term, weight) in terms {
            let Some(postings) = self.postings.get(term) else { continue };
            if postings.len() > COMMON {
                continue;
            }
            let found = postings.len() as f32;
            let rare = (1.0 + (documents - found + 0.5) / (found + 0.5)).ln();
            for &(document, times) in postings {
                let length = self.lengths[document as usize] / self.average.max(1.0);
                let often = times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length));
                *scores.entry(document).or_insert(0.0) += weight * rare * often;
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::terms;

    #[test]
    fn a_rare_word_outweighs_a_common_one() {
        let documents = ["read a row from the database", "read a file", "read a row and hash the password"];
        let index = Lexical::new(documents.map(|text| terms(text).into_iter().map(|term| (term, 1.0)).collect()));
        let scores = index.search(&terms("read password").into_iter().map(|term| (term, 1.0)).collect());
        assert_eq!(scores.len(), 3);
        assert!(scores[&2] > scores[&0] && scores[&2] > scores[&1]);
        assert!(index.search(&HashMap::new()).is_empty());
    }
}
