//! How far predicted risks lie from the true risk of patients who are told the same.

use super::checked;
use crate::undefined::Undefined;

/// The calibration error: mean over patients of |E[p | r] - r|.
///
/// E[p | r], the mean true risk of those told r, is smoothed by local regression of the true
/// on the predicted risks (span 0.75, degree 2), as the integrated calibration index smooths
/// outcomes. With fewer than 10 distinct predicted risks, or too few in a neighbourhood, it
/// is the mean true risk at each. An honest model that sees less than the truth has error 0,
/// although it differs from the true risk of nearly every patient.
///
/// Source: P. Austin, E. Steyerberg, Statistics in Medicine 38:4051 (2019).
///
/// ```
/// use medlab_metrics::expected;
///
/// // Told 0.3 are patients at 0.1 and at 0.5: right on average, so calibrated.
/// let error = expected::calibration_error(&[0.1, 0.5, 0.9], &[0.3, 0.3, 0.8])?;
/// assert!((error - 0.1 / 3.0).abs() < 1e-15);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn calibration_error(truth: &[f64], predicted: &[f64]) -> Result<f64, Undefined> {
    checked::risks(truth, predicted)?;
    let told = Told::by_risk(truth, predicted);
    let smoothed =
        if told.distinct.len() < FEWEST_DISTINCT { None } else { told.smoothed() };
    let mean_truth = smoothed.unwrap_or_else(|| told.means());
    let distances: f64 = told
        .distinct
        .iter()
        .zip(&mean_truth)
        .map(|(at, mean)| at.patients * (mean - at.risk).abs())
        .sum();
    Ok(distances / truth.len() as f64)
}

/// With fewer distinct risks than this, there is no curve to draw through them.
const FEWEST_DISTINCT: usize = 10;

/// The share of patients that a neighbourhood holds.
const SPAN: f64 = 0.75;

/// Beyond so many distinct risks, the curve is computed at as many, and straight in between.
const MOST_POINTS: usize = 800;

/// The patients by what they were told, ascending.
struct Told {
    distinct: Vec<Group>,
    patients: f64,
}

/// Patients who were told the same.
struct Group {
    risk: f64,
    patients: f64,
    /// Sum of their true risks.
    truth: f64,
}

impl Told {
    fn by_risk(truth: &[f64], predicted: &[f64]) -> Self {
        let mut pairs: Vec<(f64, f64)> =
            predicted.iter().map(|r| r + 0.0).zip(truth.iter().copied()).collect();
        pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let distinct = pairs
            .chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq())
            .map(|same| Group {
                risk: same[0].0,
                patients: same.len() as f64,
                truth: same.iter().map(|pair| pair.1).sum(),
            })
            .collect();
        Self { distinct, patients: truth.len() as f64 }
    }

    /// The mean true risk at each distinct predicted risk.
    fn means(&self) -> Vec<f64> {
        self.distinct.iter().map(|at| at.truth / at.patients).collect()
    }

    /// The local regression at each distinct predicted risk, none where it has no width.
    fn smoothed(&self) -> Option<Vec<f64>> {
        let last = self.distinct.len() - 1;
        let steps = last.min(MOST_POINTS);
        let mut curve: Vec<(usize, f64)> = Vec::with_capacity(steps + 1);
        for step in 0..=steps {
            let at = step * last / steps;
            curve.push((at, self.local(self.distinct[at].risk)?));
        }
        let mut values = Vec::with_capacity(self.distinct.len());
        for pair in curve.windows(2) {
            let ((from, low), (to, high)) = (pair[0], pair[1]);
            let (start, end) = (self.distinct[from].risk, self.distinct[to].risk);
            for group in &self.distinct[from..to] {
                values.push(low + (high - low) * (group.risk - start) / (end - start));
            }
        }
        values.push(curve[steps].1);
        Some(values)
    }

    /// A weighted parabola through the nearest patients, read where it is centred.
    fn local(&self, centre: f64) -> Option<f64> {
        let (nearest, width) = self.neighbourhood(centre);
        let near: Vec<&Group> = self.distinct[nearest]
            .iter()
            .filter(|group| (group.risk - centre).abs() < width)
            .collect();
        if width <= 0.0 || near.len() < 3 {
            return None;
        }
        let (mut s, mut t) = ([0.0; 5], [0.0; 3]);
        for group in near {
            let x = (group.risk - centre) / width;
            let inside = 1.0 - (x * x * x).abs();
            let tricube = inside * inside * inside;
            let mut power = tricube;
            for degree in 0..5 {
                s[degree] += power * group.patients;
                if degree < 3 {
                    t[degree] += power * group.truth;
                }
                power *= x;
            }
        }
        // Cramer's rule for the constant of the parabola.
        let minor = [
            s[2] * s[4] - s[3] * s[3],
            s[1] * s[4] - s[3] * s[2],
            s[1] * s[3] - s[2] * s[2],
        ];
        let determinant = s[0] * minor[0] - s[1] * minor[1] + s[2] * minor[2];
        let numerator = t[0] * minor[0] - t[1] * minor[1] + t[2] * minor[2];
        Some(numerator / determinant)
    }

    /// The groups holding the nearest patients, and the distance of the farthest of them.
    fn neighbourhood(&self, centre: f64) -> (std::ops::Range<usize>, f64) {
        let wanted = (self.patients * SPAN + 1e-5).floor();
        let start = self.distinct.partition_point(|group| group.risk < centre);
        let (mut from, mut to, mut held, mut width) = (start, start, 0.0, 0.0);
        while held < wanted {
            let below = from.checked_sub(1).map(|i| centre - self.distinct[i].risk);
            let above = self.distinct.get(to).map(|group| group.risk - centre);
            let (distance, next) = match (below, above) {
                (Some(below), Some(above)) if below < above => (below, from - 1),
                (Some(below), None) => (below, from - 1),
                (_, Some(above)) => (above, to),
                (None, None) => break,
            };
            (from, to) = (from.min(next), to.max(next + 1));
            held += self.distinct[next].patients;
            width = distance;
        }
        (from..to, width)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_honest_model_that_sees_less_is_not_punished() {
        // Two kinds of patients told the same, 0.1 below and 0.1 above their true risks.
        let predicted: Vec<f64> =
            (0..400).map(|i| 0.1 + 0.002 * f64::from(i / 2)).collect();
        let truth: Vec<f64> = predicted
            .iter()
            .enumerate()
            .map(|(i, r)| if i % 2 == 0 { r - 0.1 } else { r + 0.1 })
            .collect();
        assert!(calibration_error(&truth, &predicted).unwrap() < 1e-12);
    }

    #[test]
    fn a_few_distinct_risks_are_groups() {
        let error =
            calibration_error(&[0.0, 0.4, 0.6, 1.0], &[0.1, 0.1, 0.9, 0.9]).unwrap();
        assert!((error - 0.1).abs() < 1e-15);
    }

    proptest! {
        /// A parabola is smoothed into itself, so its distance is known.
        #[test]
        fn a_parabola_is_measured_exactly(
            predicted in prop::collection::vec(0.0_f64..1.0, 30..200), bend in 0.0_f64..0.9
        ) {
            let truth: Vec<f64> =
                predicted.iter().map(|r| r + bend * r * (1.0 - r)).collect();
            let distance: f64 = truth.iter().zip(&predicted).map(|(p, r)| p - r).sum();
            let error = calibration_error(&truth, &predicted).unwrap();
            prop_assert!((error - distance / truth.len() as f64).abs() < 1e-6);
        }

        #[test]
        fn order_of_patients_changes_no_bit(
            patients in prop::collection::vec((0.0..1.0, 0.0..1.0), 20..60), by in 0_usize..20
        ) {
            let (mut truth, mut predicted): (Vec<f64>, Vec<f64>) =
                patients.into_iter().unzip();
            let error = calibration_error(&truth, &predicted);
            truth.rotate_left(by);
            predicted.rotate_left(by);
            prop_assert_eq!(error, calibration_error(&truth, &predicted));
        }

        #[test]
        fn the_truth_has_no_error(truth in prop::collection::vec(0.0..1.0, 1..100)) {
            prop_assert!(calibration_error(&truth, &truth).unwrap() < 1e-7);
        }
    }
}
