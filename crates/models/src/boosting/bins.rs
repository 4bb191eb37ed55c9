//! Bins: a column's values in at most 255 groups of neighbours, so that a byte tells a value.
//!
//! Where a column has no more distinct values than that, each has a bin of its own; else the
//! bins hold about equally many rows.

use crate::Matrix;
use crate::tree::ranks::Ranks;

/// The most bins of a column.
pub(crate) const MOST: usize = 255;

/// A column in bins.
pub(crate) struct Bins {
    /// The upper edge of each bin but the last. A value at an edge lies below it.
    pub(crate) edges: Vec<f64>,
    /// The bin of each row.
    pub(crate) of_rows: Vec<u8>,
}

impl Bins {
    /// The bins of all columns.
    pub(crate) fn of(matrix: &Matrix) -> Vec<Self> {
        Ranks::of(matrix).iter().map(Self::of_ranks).collect()
    }

    fn of_ranks(ranks: &Ranks) -> Self {
        let edges = edges(ranks);
        let bin = |value: &f64| edges.partition_point(|edge| edge < value) as u8;
        let of_values: Vec<u8> = ranks.values().iter().map(bin).collect();
        let of_rows =
            ranks.of_rows().iter().map(|rank| of_values[*rank as usize]).collect();
        Self { edges, of_rows }
    }
}

fn edges(ranks: &Ranks) -> Vec<f64> {
    let distinct = ranks.distinct();
    if distinct <= MOST {
        return (1..distinct as u32).map(|high| ranks.between(high - 1, high)).collect();
    }
    let rows = ranks.of_rows().len();
    let mut sorted = ranks.of_rows().to_vec();
    sorted.sort_unstable();
    let value = |place: usize| ranks.values()[sorted[place] as usize];
    // The quantile at i / 255, halfway between two values where it falls between them.
    let mut edges: Vec<f64> = (1..MOST)
        .map(|i| match (i * rows / MOST, i * rows % MOST) {
            (place, 0) => value(place - 1) / 2.0 + value(place) / 2.0,
            (place, _) => value(place),
        })
        .collect();
    edges.dedup_by(|a, b| a <= b);
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bins(column: Vec<f64>) -> Bins {
        Bins::of_ranks(&Ranks::of_column(&column))
    }

    #[test]
    fn few_values_have_a_bin_each() {
        let found = bins(vec![3.0, 1.0, 1.0, 7.0]);
        assert_eq!((found.edges, found.of_rows), (vec![2.0, 5.0], vec![1, 0, 0, 2]));
        assert!(bins(vec![4.0; 9]).edges.is_empty());
        let most = bins((0..255).map(f64::from).collect());
        assert_eq!(most.of_rows, (0..255).collect::<Vec<u8>>());
    }

    #[test]
    fn many_values_share_them_evenly() {
        let found = bins((0..510).map(f64::from).collect());
        assert_eq!(
            found.edges,
            (1..255).map(|i| f64::from(2 * i) - 0.5).collect::<Vec<_>>()
        );
        assert!(
            found.of_rows.iter().enumerate().all(|(row, bin)| row / 2 == *bin as usize)
        );
        // Values that fill several bins fill one.
        let uneven = bins((0..1000).map(|row| f64::from(row.max(500))).collect());
        assert_eq!(
            (uneven.edges[0], uneven.of_rows[500], uneven.of_rows[999]),
            (500.0, 0, 128)
        );
    }
}
