//! Vectors of one level: exact search while there are few, usearch above that.
//!
//! Exact search looks at every row, so its ranking is complete and there is no graph to build, check or trust. It is
//! used up to [`EXACT_UP_TO`] rows (`cargo run --release -p rescue-knowledge --example vectors` prints the figures
//! behind that number). Above, the vectors live in a usearch index, mapped from its file rather than read.

use crate::integrity::SnapshotError;
use half::f16;
use std::path::Path;
use usearch::{Index, IndexOptions, MetricKind, ScalarKind};

/// Up to this many rows every row is compared; above, a usearch index finds the nearest ones.
pub const EXACT_UP_TO: usize = 10_000;

/// Links of a node in the graph.
const CONNECTIVITY: usize = 16;
/// Candidates kept while the graph is built.
const EXPANSION_ADD: usize = 128;
/// Candidates kept while the graph is searched.
const EXPANSION_SEARCH: usize = 128;
/// How many threads may search at once before they wait for each other.
const SEARCHERS: usize = 64;

/// The rows of a level.
pub enum Vectors {
    /// All rows, one after the other.
    Exact {
        /// Length of a row.
        dimension: usize,
        /// The rows.
        values: Vec<f32>,
    },
    /// A graph over the rows; the key is the number of the row.
    Graph(Index),
}

impl std::fmt::Debug for Vectors {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact { .. } => write!(f, "Exact({} rows)", self.len()),
            Self::Graph(_) => write!(f, "Graph({} rows)", self.len()),
        }
    }
}

impl Vectors {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Exact { dimension, values } => values.len() / (*dimension).max(1),
            Self::Graph(index) => index.size(),
        }
    }

    /// No rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows nearest to a unit vector with their cosine: all of them where search is exact, else the `nearest`.
    pub fn search(&self, query: &[f32], nearest: usize, mut found: impl FnMut(usize, f32)) -> Result<(), String> {
        match self {
            Self::Exact { dimension, values } => {
                if query.len() != *dimension {
                    return Err(format!("a vector of {} numbers was asked for among rows of {dimension}", query.len()));
                }
                for (row, vector) in values.chunks_exact((*dimension).max(1)).enumerate() {
                    found(row, dot(query, vector));
                }
            }
            Self::Graph(index) => {
                if query.len() != index.dimensions() {
                    return Err(format!(
                        "a vector of {} numbers was asked for among rows of {}",
                        query.len(),
                        index.dimensions()
                    ));
                }
                let matches = index.search(query, nearest.min(index.size())).map_err(|e| e.to_string())?;
                for (key, distance) in matches.keys.iter().zip(&matches.distances) {
                    found(usize::try_from(*key).unwrap_or(usize::MAX), 1.0 - distance);
                }
            }
        }
        Ok(())
    }

    /// Reads rows of half-precision numbers.
    pub(crate) fn from_f16(bytes: &[u8], dimension: usize, file: &str) -> Result<Self, SnapshotError> {
        if dimension == 0 || !bytes.len().is_multiple_of(dimension * 2) {
            return Err(SnapshotError::Unreadable {
                file: file.to_owned(),
                why: format!("{} bytes are no rows of {dimension} numbers", bytes.len()),
            });
        }
        let values = bytes.chunks_exact(2).map(|pair| f16::from_le_bytes([pair[0], pair[1]]).to_f32()).collect();
        Ok(Self::Exact { dimension, values })
    }

    /// Maps an index from its file, whose hash has been checked.
    pub fn map(path: &Path, dimension: usize, file: &str) -> Result<Self, SnapshotError> {
        Self::restore(dimension, file, |index| {
            let path = path.to_str().ok_or("its path is not Unicode")?;
            index.view(path).map_err(|e| e.to_string())
        })
    }

    /// Reads an index from bytes whose hash has been checked. usearch copies them: viewing them in place would need a
    /// promise that Rust can't check.
    pub fn load(bytes: &[u8], dimension: usize, file: &str) -> Result<Self, SnapshotError> {
        Self::restore(dimension, file, |index| index.load_from_buffer(bytes).map_err(|e| e.to_string()))
    }

    fn restore(
        dimension: usize,
        file: &str,
        fill: impl FnOnce(&Index) -> Result<(), String>,
    ) -> Result<Self, SnapshotError> {
        let open = || {
            let index = empty(dimension)?;
            fill(&index)?;
            if index.dimensions() != dimension {
                return Err(format!("its rows have {} numbers instead of {dimension}", index.dimensions()));
            }
            // Without this a loaded index has room for one searcher only.
            if !matches!(index.size(), 0) {
                let _ = index.reserve_capacity_and_threads(index.size(), SEARCHERS);
            }
            Ok(index)
        };
        open().map(Self::Graph).map_err(|why| SnapshotError::Unreadable { file: file.to_owned(), why })
    }
}

/// Rows as half-precision numbers, little-endian.
pub(crate) fn to_f16(rows: &[Vec<f32>]) -> Vec<u8> {
    rows.iter().flatten().flat_map(|&x| f16::from_f32(x).to_le_bytes()).collect()
}

/// The bytes of a usearch index over some rows. One thread and the order of the rows make it the same each time.
pub fn graph(rows: &[Vec<f32>], dimension: usize) -> Result<Vec<u8>, String> {
    let index = empty(dimension)?;
    index.reserve_capacity_and_threads(rows.len(), 1).map_err(|e| e.to_string())?;
    for (key, row) in rows.iter().enumerate() {
        index.add(key as u64, row).map_err(|e| e.to_string())?;
    }
    let mut bytes = vec![0; index.serialized_length()];
    index.save_to_buffer(&mut bytes).map_err(|e| e.to_string())?;
    Ok(bytes)
}

fn empty(dimension: usize) -> Result<Index, String> {
    Index::new(&IndexOptions {
        dimensions: dimension,
        metric: MetricKind::Cos,
        quantization: ScalarKind::F16,
        connectivity: CONNECTIVITY,
        expansion_add: EXPANSION_ADD,
        expansion_search: EXPANSION_SEARCH,
        multi: false,
    })
    .map_err(|e| e.to_string())
}

/// Sum of products, in eight lanes that the compiler turns into vector instructions.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; 8];
    let (a, a_rest) = a.as_chunks::<8>();
    let (b, b_rest) = b.as_chunks::<8>();
    for (a, b) in a.iter().zip(b) {
        for lane in 0..8 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Unit vectors that look random and are the same each time.
    fn rows(count: usize, dimension: usize) -> Vec<Vec<f32>> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        (0..count)
            .map(|_| {
                let row: Vec<f32> = (0..dimension)
                    .map(|_| {
                        state ^= state << 13;
                        state ^= state >> 7;
                        state ^= state << 17;
                        (state >> 40) as f32 / (1 << 23) as f32 - 1.0
                    })
                    .collect();
                let length = dot(&row, &row).sqrt();
                row.into_iter().map(|x| x / length).collect()
            })
            .collect()
    }

    fn best(vectors: &Vectors, query: &[f32]) -> usize {
        let mut best = (usize::MAX, f32::MIN);
        vectors
            .search(query, 10, |row, score| {
                if score > best.1 {
                    best = (row, score);
                }
            })
            .unwrap();
        best.0
    }

    #[test]
    fn exact_loaded_and_mapped_search_agree_from_many_threads() {
        let rows = rows(500, 48);
        let bytes = graph(&rows, 48).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.usearch");
        std::fs::write(&path, &bytes).unwrap();
        let all = [
            Vectors::from_f16(&to_f16(&rows), 48, "rows.f16").unwrap(),
            Vectors::load(&bytes, 48, "rows.usearch").unwrap(),
            Vectors::map(&path, 48, "rows.usearch").unwrap(),
        ];
        for vectors in &all {
            assert_eq!(vectors.len(), 500);
            std::thread::scope(|scope| {
                for thread in 0..8 {
                    let rows = &rows;
                    scope.spawn(move || {
                        for row in (thread..500).step_by(8) {
                            assert_eq!(best(vectors, &rows[row]), row);
                        }
                    });
                }
            });
        }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let rows = rows(300, 32);
        assert_eq!(graph(&rows, 32).unwrap(), graph(&rows, 32).unwrap());
    }

    #[test]
    fn rows_of_another_length_are_refused() {
        assert!(Vectors::from_f16(&[0; 10], 4, "rows.f16").is_err());
        let exact = Vectors::from_f16(&[0; 16], 4, "rows.f16").unwrap();
        assert!(exact.search(&[0.0; 3], 1, |_, _| ()).is_err());
        assert!(Vectors::load(&graph(&rows(5, 8), 8).unwrap(), 16, "rows.usearch").is_err());
        assert!(Vectors::load(b"not an index", 16, "rows.usearch").is_err());
    }
}
