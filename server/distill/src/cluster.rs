//! Statements that say much the same, found by their vectors.

/// Clusters whose average distance (one minus the cosine) is greater than this stay apart.
pub const CUT: f32 = 0.5;

/// Agglomerative clustering with average linkage: the two nearest clusters become one until the nearest are further
/// apart than `cut`. The distance of two clusters is the mean of the distances (one minus the cosine) of all pairs with
/// one member in each. Of pairs that are equally near, the one whose members come first wins, so the same vectors give
/// the same clusters. Clusters come in the order of their first member, members in theirs.
///
/// Each row remembers its nearest one, so that a merge costs one look at each row in most cases, not at every pair.
pub fn cluster(vectors: &[Vec<f32>], cut: f32) -> Vec<Vec<usize>> {
    let count = vectors.len();
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    let mut apart: Vec<Vec<f32>> =
        vectors.iter().map(|a| vectors.iter().map(|b| 1.0 - similarity(a, b)).collect()).collect();
    let mut nearest: Vec<(f32, usize)> = (0..count).map(|a| nearest_after(a, &apart, &members)).collect();
    loop {
        let mut best = (f32::INFINITY, 0, 0);
        for (a, &(distance, b)) in nearest.iter().enumerate() {
            if distance < best.0 {
                best = (distance, a, b);
            }
        }
        let (distance, a, b) = best;
        if distance > cut || a == b {
            break;
        }
        let (of_a, of_b) = (members[a].len() as f32, members[b].len() as f32);
        let mean = |(to_a, to_b): (&f32, &f32)| (to_a * of_a + to_b * of_b) / (of_a + of_b);
        let merged: Vec<f32> = apart[a].iter().zip(&apart[b]).map(mean).collect();
        for (row, distance) in apart.iter_mut().zip(&merged) {
            row[a] = *distance;
        }
        apart[a] = merged;
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        members[a].sort_unstable();
        nearest[b] = (f32::INFINITY, b);
        for row in (0..b).filter(|row| !members[*row].is_empty()) {
            let known = nearest[row];
            if row == a || known.1 == a || known.1 == b {
                nearest[row] = nearest_after(row, &apart, &members);
            } else if row < a && (apart[row][a] < known.0 || apart[row][a] == known.0 && a < known.1) {
                nearest[row] = (apart[row][a], a);
            }
        }
    }
    members.retain(|cluster| !cluster.is_empty());
    members
}

/// The nearest cluster behind one, with its distance; infinitely far where there is none.
fn nearest_after(row: usize, apart: &[Vec<f32>], members: &[Vec<usize>]) -> (f32, usize) {
    let mut nearest = (f32::INFINITY, row);
    if members[row].is_empty() {
        return nearest;
    }
    for other in row + 1..members.len() {
        if !members[other].is_empty() && apart[row][other] < nearest.0 {
            nearest = (apart[row][other], other);
        }
    }
    nearest
}

/// Cosine of two unit vectors.
pub fn similarity(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_ones_meet_and_far_ones_stay_apart() {
        let at = |degrees: f32| vec![degrees.to_radians().cos(), degrees.to_radians().sin()];
        let vectors = [at(0.0), at(90.0), at(5.0), at(95.0), at(180.0)];
        assert_eq!(cluster(&vectors, 0.2), [vec![0, 2], vec![1, 3], vec![4]]);
        assert_eq!(cluster(&vectors, 2.0), [vec![0, 1, 2, 3, 4]]);
        assert_eq!(cluster(&vectors, 0.0).len(), 5);
        assert!(cluster(&[], 0.5).is_empty());
        assert_eq!(cluster(&[at(0.0)], f32::INFINITY), [vec![0]]);
    }

    /// The definition, word by word: every pair is looked at before every merge.
    fn by_definition(vectors: &[Vec<f32>], cut: f32) -> Vec<Vec<usize>> {
        let mut clusters: Vec<Vec<usize>> = (0..vectors.len()).map(|at| vec![at]).collect();
        loop {
            let mut best: Option<(f64, usize, usize)> = None;
            for a in 0..clusters.len() {
                for b in a + 1..clusters.len() {
                    let pairs = clusters[a].iter().flat_map(|x| clusters[b].iter().map(move |y| (*x, *y)));
                    let all: Vec<f64> =
                        pairs.map(|(x, y)| 1.0 - f64::from(similarity(&vectors[x], &vectors[y]))).collect();
                    let mean = all.iter().sum::<f64>() / all.len() as f64;
                    if best.is_none_or(|(nearest, ..)| mean < nearest - 1e-6) {
                        best = Some((mean, a, b));
                    }
                }
            }
            match best {
                Some((distance, a, b)) if distance <= f64::from(cut) => {
                    let moved = clusters.remove(b);
                    clusters[a].extend(moved);
                    clusters[a].sort_unstable();
                    clusters.sort();
                }
                _ => return clusters,
            }
        }
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32 - 0.5
        };
        for count in [2, 3, 9, 30] {
            let vectors: Vec<Vec<f32>> = (0..count)
                .map(|_| {
                    let vector: Vec<f32> = (0..4).map(|_| random()).collect();
                    let length = similarity(&vector, &vector).sqrt();
                    vector.iter().map(|part| part / length).collect()
                })
                .collect();
            for cut in [0.1, 0.3, CUT, 0.8, 1.2] {
                assert_eq!(cluster(&vectors, cut), by_definition(&vectors, cut), "{count} vectors, cut at {cut}");
            }
        }
    }
}
