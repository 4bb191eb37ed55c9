//! Bins: how many patients with and without an outcome lie in each stretch of a scale.

/// Counts of patients in stretches of equal width.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// Where the stretches begin and end, one more than there are stretches.
    pub edges: Vec<f64>,
    /// Patients with the outcome in each.
    pub with: Vec<usize>,
    /// Patients without it in each.
    pub without: Vec<usize>,
    /// Patients of both kinds who have no value: with, without.
    pub missing: (usize, usize),
}

impl Bins {
    /// Counts `values`, NaN for a missing one, in `count` stretches of `[from, to]`; what
    /// lies outside is counted at the end where it would lie.
    ///
    /// ```
    /// let bins = medlab_charts::Bins::of(
    ///     &[false, true, true, false],
    ///     &[0.1, 0.9, f64::NAN, 1.0],
    ///     (0.0, 1.0),
    ///     2,
    /// );
    /// assert_eq!((bins.with, bins.without, bins.missing), (vec![0, 1], vec![1, 1], (1, 0)));
    /// ```
    pub fn of(
        outcomes: &[bool],
        values: &[f64],
        (from, to): (f64, f64),
        count: usize,
    ) -> Self {
        let width = (to - from) / count as f64;
        let mut bins = Self {
            edges: (0..=count).map(|i| from + width * i as f64).collect(),
            with: vec![0; count],
            without: vec![0; count],
            missing: (0, 0),
        };
        for (outcome, value) in outcomes.iter().zip(values) {
            if value.is_nan() {
                let missing = &mut bins.missing;
                *(if *outcome { &mut missing.0 } else { &mut missing.1 }) += 1;
                continue;
            }
            // A conversion to an unsigned number stops at zero, so the lower end is safe.
            let bin = (((value - from) / width) as usize).min(count.saturating_sub(1));
            let counts = if *outcome { &mut bins.with } else { &mut bins.without };
            if let Some(counted) = counts.get_mut(bin) {
                *counted += 1;
            }
        }
        bins
    }

    /// Each stretch with the share of its group that it holds.
    pub(crate) fn shares(&self, counts: &[usize]) -> Vec<((f64, f64), f64)> {
        let all: usize = counts.iter().sum();
        let stretches = self.edges.windows(2).map(|edge| (edge[0], edge[1]));
        stretches
            .zip(counts)
            .map(|(stretch, n)| (stretch, *n as f64 / all.max(1) as f64))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_lost() {
        let values = [-5.0, 0.0, 0.5, 1.0, 7.0, f64::NAN];
        let bins = Bins::of(&[true; 6], &values, (0.0, 1.0), 4);
        assert_eq!(bins.with, [2, 0, 1, 2]);
        assert_eq!(bins.missing, (1, 0));
    }
}
