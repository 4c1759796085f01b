//! Search among many more vectors than the shipped knowledge base has. They are made up: in clusters, as sentences are.

use super::table::{Row, Size};
use rescue_knowledge::vectors::{EXACT_UP_TO, Vectors, graph};
use rescue_tests::edits::{Choices, Random};
use std::time::Instant;

const CLUSTERS: usize = 200;
const NEAREST: usize = 50;

/// Exact search where it is used, and a mapped index above.
pub fn run(size: Size) -> Vec<Row> {
    let dimension = 128;
    let mut rows = Vec::new();
    for count in [EXACT_UP_TO.min(size.of(EXACT_UP_TO, 500)), size.of(100_000, 2_000)] {
        let (vectors, queries) = synthetic(count, dimension, size.of(500, 20));
        let exact = Vectors::Exact { dimension, values: vectors.concat() };
        let (searched, _) = search(&exact, &queries);
        rows.push(Row::times(format!("{count} vectors of {dimension}, every one compared"), searched, ""));
        if count <= EXACT_UP_TO && size == Size::Full {
            continue;
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("rows.usearch");
        let begin = Instant::now();
        std::fs::write(&path, graph(&vectors, dimension).expect("a graph")).expect("written");
        let built = begin.elapsed();
        let begin = Instant::now();
        let mapped = Vectors::map(&path, dimension, "rows.usearch").expect("mapped");
        rows.push(Row::one(format!("{count} vectors, mapped"), "open", begin.elapsed().as_secs_f64() * 1e3, "ms", ""));
        let (searched, found) = search(&mapped, &queries);
        let (_, truth) = search(&exact, &queries);
        let hits: usize = truth.iter().zip(&found).map(|(a, b)| a.iter().filter(|row| b.contains(row)).count()).sum();
        let note = format!(
            "target at 1,000,000: p99 5 ms; recall@10 {:.3}, built in {:.0} s",
            hits as f64 / (10 * queries.len()) as f64,
            built.as_secs_f64()
        );
        rows.push(Row::times(format!("{count} vectors, mapped index"), searched, &note));
    }
    rows
}

/// Times, and the ten nearest of each.
fn search(vectors: &Vectors, queries: &[Vec<f32>]) -> (Vec<std::time::Duration>, Vec<Vec<usize>>) {
    let one = |query: &Vec<f32>| {
        let begin = Instant::now();
        let mut found = Vec::new();
        vectors.search(query, NEAREST, |row, score| found.push((row, score))).expect("a query of the right length");
        let took = begin.elapsed();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        (took, found.into_iter().take(10).map(|(row, _)| row).collect())
    };
    queries.iter().map(one).unzip()
}

fn synthetic(rows: usize, dimension: usize, queries: usize) -> (Vec<Vec<f32>>, Vec<Vec<f32>>) {
    let mut random = Random::new(7);
    let mut next = move || random.below(1 << 24) as f32 / (1 << 23) as f32 - 1.0;
    let centres: Vec<Vec<f32>> = (0..CLUSTERS).map(|_| (0..dimension).map(|_| next()).collect()).collect();
    let mut near = |centre: &[f32], spread: f32| -> Vec<f32> {
        let row: Vec<f32> = centre.iter().map(|x| x + spread * next()).collect();
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        row.into_iter().map(|x| x / length).collect()
    };
    let all: Vec<Vec<f32>> = (0..rows).map(|row| near(&centres[row % CLUSTERS], 1.0)).collect();
    let asked = (0..queries).map(|number| near(&all[number * 31 % rows], 0.05)).collect();
    (all, asked)
}
