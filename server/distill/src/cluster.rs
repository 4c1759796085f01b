//! Statements that say much the same, found by their vectors.

/// Clusters whose average distance (one minus the cosine) is greater than this stay apart.
pub const CUT: f32 = 0.5;

/// Agglomerative clustering with average linkage: the two nearest clusters become one until the nearest are further
/// apart than `cut`. Clusters come in the order of their first member, members in theirs.
pub fn cluster(vectors: &[Vec<f32>], cut: f32) -> Vec<Vec<usize>> {
    let count = vectors.len();
    let mut members: Vec<Vec<usize>> = (0..count).map(|at| vec![at]).collect();
    let mut apart: Vec<Vec<f32>> =
        vectors.iter().map(|a| vectors.iter().map(|b| 1.0 - similarity(a, b)).collect()).collect();
    loop {
        let mut nearest = (f32::INFINITY, 0, 0);
        for a in 0..count {
            for b in a + 1..count {
                if !members[a].is_empty() && !members[b].is_empty() && apart[a][b] < nearest.0 {
                    nearest = (apart[a][b], a, b);
                }
            }
        }
        let (distance, a, b) = nearest;
        if distance > cut {
            break;
        }
        let (of_a, of_b) = (members[a].len() as f32, members[b].len() as f32);
        for other in 0..count {
            let mean = (apart[a][other] * of_a + apart[b][other] * of_b) / (of_a + of_b);
            apart[a][other] = mean;
            apart[other][a] = mean;
        }
        let moved = std::mem::take(&mut members[b]);
        members[a].extend(moved);
        members[a].sort_unstable();
    }
    members.retain(|cluster| !cluster.is_empty());
    members
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
    }
}
