//! Histograms of gradients: per bin of each column, what its rows say of where to go.
//!
//! Gradients are rounded to whole numbers, as finely as the number of rows allows, so sums
//! are exact in any order, and the histogram of one part is exactly that of the whole less
//! that of the other. Two words hold the three sums, so two additions make them.

use core::ops::{AddAssign, Sub};

use crate::boosting::bins::Bins;

/// How finely gradients are told, and where in a word the number of rows stands.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    /// One as a whole number of gradient, a power of two.
    first: f64,
    /// One as a whole number of curvature, a power of two.
    second: f64,
    /// The inverse of both.
    inverse: (f64, f64),
    bits: u32,
}

/// Sums over rows, as whole numbers: the first derivative of the log loss; the second one
/// and how many rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    first: i64,
    second_and_rows: u64,
}

impl Scale {
    /// The finest scale for which no sum over so many rows overflows.
    ///
    /// With rows below 2^b, gradients in -1..=1 and curvatures up to 1/4: 62 - b bits after
    /// the point leave a gradient's sum within 63; b bits of rows and b - 2 before the point
    /// leave 65 - 2 b for a curvature.
    pub(crate) fn new(rows: usize) -> Self {
        let bits = usize::BITS - rows.leading_zeros();
        assert!(bits <= 28, "more rows than can be summed");
        let power = |exponent: u32| (1_u64 << exponent) as f64;
        let (first, second) =
            (power((62 - bits).min(50)), power((65 - 2 * bits).min(50)));
        Self { first, second, inverse: (1.0 / first, 1.0 / second), bits }
    }

    /// What a row adds whose derivatives are these.
    pub(crate) fn sums(self, first: f64, second: f64) -> Sums {
        let first = libm::rint(first * self.first) as i64;
        let second = libm::rint(second * self.second) as u64;
        Sums { first, second_and_rows: second << self.bits | 1 }
    }

    /// How many rows there are in these sums.
    #[inline]
    pub(crate) fn rows(self, sums: Sums) -> u32 {
        (sums.second_and_rows & ((1 << self.bits) - 1)) as u32
    }

    /// The sum of first derivatives.
    #[inline]
    pub(crate) fn first(self, sums: Sums) -> f64 {
        sums.first as f64 * self.inverse.0
    }

    /// The sum of second derivatives.
    #[inline]
    pub(crate) fn second(self, sums: Sums) -> f64 {
        // Below 2^63, so that the conversion may be the quicker one of signed numbers.
        (sums.second_and_rows >> self.bits) as i64 as f64 * self.inverse.1
    }
}

impl AddAssign for Sums {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        self.first += other.first;
        self.second_and_rows += other.second_and_rows;
    }
}

impl Sub for Sums {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        Self {
            first: self.first - other.first,
            second_and_rows: self.second_and_rows - other.second_and_rows,
        }
    }
}

/// The sums of each bin of each column, 256 places a column.
#[derive(Clone)]
pub(crate) struct Histogram {
    bins: Vec<[Sums; 256]>,
}

impl Histogram {
    /// An empty one of so many columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self { bins: vec![[Sums::default(); 256]; columns] }
    }

    /// Makes it that of some rows; what each of these adds stands in their order.
    pub(crate) fn fill(&mut self, columns: &[Bins], rows: &[u32], added: &[Sums]) {
        for (bins, column) in self.bins.iter_mut().zip(columns) {
            let used = column.edges.len() + 1;
            bins[..used].fill(Sums::default());
            for (row, added) in rows.iter().zip(added) {
                bins[column.of_rows[*row as usize] as usize] += *added;
            }
        }
    }

    /// Takes away what a part of it holds.
    pub(crate) fn subtract(&mut self, columns: &[Bins], part: &Self) {
        let pairs = self.bins.iter_mut().zip(&part.bins);
        for ((bins, part), column) in pairs.zip(columns) {
            let used = column.edges.len() + 1;
            for (bin, part) in bins[..used].iter_mut().zip(&part[..used]) {
                *bin = *bin - *part;
            }
        }
    }

    /// The bins of a column.
    pub(crate) fn column(&self, column: usize) -> &[Sums; 256] {
        &self.bins[column]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn derivatives_are_told_to_the_nearest(
            first in -1.0..1.0,
            second in 0.0..0.25,
            rows in 2_usize..1 << 22,
        ) {
            let scale = Scale::new(rows);
            let sums = scale.sums(first, second);
            let off = (scale.first(sums) - first, scale.second(sums) - second);
            prop_assert!(off.0.abs() <= 0.5 * scale.inverse.0, "{off:?}");
            prop_assert!(off.1.abs() <= 0.5 * scale.inverse.1, "{off:?}");
            prop_assert_eq!(scale.rows(sums), 1);
        }
    }

    #[test]
    fn no_sum_is_too_large() {
        for rows in [2, 1023, 1024, (1 << 20) - 1] {
            let scale = Scale::new(rows);
            for sign in [-1.0, 1.0] {
                let mut sums = Sums::default();
                (0..rows).for_each(|_| sums += scale.sums(sign, 0.25));
                let count = rows as f64;
                assert_eq!(scale.rows(sums) as usize, rows);
                assert_eq!(
                    (scale.first(sums), scale.second(sums)),
                    (sign * count, count / 4.0)
                );
            }
        }
    }
}
