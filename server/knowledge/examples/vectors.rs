//! Prints what exact search and usearch cost at several sizes, and how often usearch finds what exact search finds:
//! `cargo run --release -p rescue-knowledge --example vectors [DIMENSION]`. [`EXACT_UP_TO`] is chosen from it.

use rescue_knowledge::vectors::{EXACT_UP_TO, Vectors, graph};
use std::time::Instant;

const QUERIES: usize = 200;
const BEST: usize = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dimension = std::env::args().nth(1).map_or(Ok(128), |text| text.parse())?;
    println!("dimension {dimension}; exact search is used up to {EXACT_UP_TO} rows");
    println!(
        "{:>8} {:>14} {:>14} {:>14} {:>14} {:>10}",
        "rows", "exact p50 µs", "load ms", "usearch p50", "p99", "recall@10"
    );
    for rows in [1_000, 4_000, 20_000, 100_000] {
        let (vectors, queries) = synthetic(rows, dimension);
        let exact = Vectors::Exact { dimension, values: vectors.concat() };
        let bytes = graph(&vectors, dimension)?;
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("rows.usearch");
        std::fs::write(&path, &bytes)?;
        let started = Instant::now();
        let mapped = Vectors::map(&path, dimension, "rows.usearch")?;
        let load = started.elapsed().as_secs_f64() * 1e3;
        let (mut of_exact, mut of_graph, mut hits) = (Vec::new(), Vec::new(), 0);
        for query in &queries {
            let truth = timed(&exact, query, &mut of_exact);
            let found = timed(&mapped, query, &mut of_graph);
            hits += truth[..10].iter().filter(|row| found[..10].contains(row)).count();
        }
        of_exact.sort_by(f64::total_cmp);
        of_graph.sort_by(f64::total_cmp);
        println!(
            "{rows:>8} {:>14.0} {load:>14.1} {:>14.0} {:>14.0} {:>10.3}",
            of_exact[QUERIES / 2],
            of_graph[QUERIES / 2],
            of_graph[QUERIES * 99 / 100],
            hits as f64 / (QUERIES * 10) as f64
        );
    }
    Ok(())
}

fn timed(vectors: &Vectors, query: &[f32], times: &mut Vec<f64>) -> Vec<usize> {
    let started = Instant::now();
    let mut found = Vec::new();
    vectors.search(query, BEST, |row, score| found.push((row, score))).expect("a query of the right length");
    times.push(started.elapsed().as_secs_f64() * 1e6);
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.into_iter().take(BEST).map(|(row, _)| row).collect()
}

/// Rows in clusters, as sentences are, and queries near some of them.
fn synthetic(rows: usize, dimension: usize) -> (Vec<Vec<f32>>, Vec<Vec<f32>>) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
    };
    let centres: Vec<Vec<f32>> = (0..200).map(|_| (0..dimension).map(|_| next()).collect()).collect();
    let mut near = |centre: &[f32], spread: f32| -> Vec<f32> {
        let row: Vec<f32> = centre.iter().map(|x| x + spread * next()).collect();
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        row.into_iter().map(|x| x / length).collect()
    };
    let all: Vec<Vec<f32>> = (0..rows).map(|row| near(&centres[row % 200], 1.0)).collect();
    let queries = (0..QUERIES).map(|n| near(&all[n * 31 % rows], 0.05)).collect();
    (all, queries)
}
