//! Vectors on a plane: principal component analysis, for people to look at.

/// Rounds of power iteration: the first directions of sentence vectors stand far enough apart for it.
const ROUNDS: usize = 60;

/// Points on a plane.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plane {
    /// One a vector, in their order; both coordinates from -1 to 1.
    pub points: Vec<[f32; 2]>,
    /// The share of all variance that each direction shows.
    pub shown: [f32; 2],
}

/// Projects vectors of one length on the two directions in which they differ most. The same vectors give the same plane.
pub fn plane(vectors: &[Vec<f32>]) -> Plane {
    let length = vectors.first().map_or(0, Vec::len);
    let count = vectors.len().max(1) as f32;
    let mut mean = vec![0.0; length];
    for vector in vectors {
        mean.iter_mut().zip(vector).for_each(|(mean, value)| *mean += value / count);
    }
    let mut rows: Vec<Vec<f32>> =
        vectors.iter().map(|vector| vector.iter().zip(&mean).map(|(value, mean)| value - mean).collect()).collect();
    let variance = |rows: &[Vec<f32>]| -> f32 { rows.iter().flatten().map(|value| value * value).sum() };
    let whole = variance(&rows).max(f32::MIN_POSITIVE);
    let mut points = vec![[0.0; 2]; vectors.len()];
    let mut shown = [0.0; 2];
    for axis in 0..2 {
        let before = variance(&rows);
        let direction = direction(&rows, length);
        for (row, point) in rows.iter_mut().zip(&mut points) {
            let along = dot(row, &direction);
            point[axis] = along;
            row.iter_mut().zip(&direction).for_each(|(value, part)| *value -= along * part);
        }
        shown[axis] = (before - variance(&rows)) / whole;
    }
    for axis in 0..2 {
        let most = points.iter().map(|point| point[axis].abs()).fold(f32::MIN_POSITIVE, f32::max);
        points.iter_mut().for_each(|point| point[axis] /= most);
    }
    Plane { points, shown }
}

/// The unit vector along which rows differ most; its largest part is positive, so that the plane is not mirrored by
/// chance.
fn direction(rows: &[Vec<f32>], length: usize) -> Vec<f32> {
    let mut direction: Vec<f32> = (0..length).map(|at| 1.0 + (at % 7) as f32 / 7.0).collect();
    unit(&mut direction);
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; length];
        for row in rows {
            let along = dot(row, &direction);
            next.iter_mut().zip(row).for_each(|(next, value)| *next += along * value);
        }
        if dot(&next, &next) <= f32::MIN_POSITIVE {
            break;
        }
        unit(&mut next);
        direction = next;
    }
    let largest = direction.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0);
    if largest < 0.0 {
        direction.iter_mut().for_each(|part| *part = -*part);
    }
    direction
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn unit(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt().max(f32::MIN_POSITIVE);
    vector.iter_mut().for_each(|part| *part /= length);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_axes_come_first() {
        let vectors: Vec<Vec<f32>> = (0..40)
            .map(|at| at as f32)
            .map(|at| vec![0.1 * (at * 2.1).sin(), 10.0 + at, 3.0 * (at * 0.7).cos()])
            .collect();
        let plane = plane(&vectors);
        assert!(plane.shown[0] > 0.9 && plane.shown[1] > 0.02 && plane.shown[0] + plane.shown[1] > 0.99, "{plane:?}");
        let first: Vec<f32> = plane.points.iter().map(|point| point[0]).collect();
        assert!(first.windows(2).all(|pair| pair[0] < pair[1]), "order is kept along the first axis: {first:?}");
        assert!(plane.points.iter().flatten().all(|part| part.abs() <= 1.0));
    }

    #[test]
    fn few_vectors_are_no_trouble() {
        assert!(plane(&[]).points.is_empty());
        let same = plane(&[vec![1.0, 2.0], vec![1.0, 2.0]]);
        assert!(same.points.iter().flatten().all(|part| part.is_finite()));
    }
}
