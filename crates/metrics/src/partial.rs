//! Partial AUROC: the area where the curve would be used, as at high specificity.

use crate::ranking::Ranking;
use crate::roc::{RocPoint, roc};
use crate::undefined::Undefined;

/// The part of the curve that counts: from a lower to an upper value, within `[0, 1]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// Where specificity lies between these.
    Specificity(f64, f64),
    /// Where sensitivity lies between these.
    Sensitivity(f64, f64),
}

/// An area under a part of the curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartialAuroc {
    /// The area itself: at most the width of the part.
    pub area: f64,
    /// McClish's correction: 0.5 for a useless score and 1 for a perfect one.
    pub corrected: f64,
}

/// Area under a part of the ROC curve, by trapezoids.
///
/// For specificities from `a` to `b` it is the integral of sensitivity over specificity, for
/// sensitivities that of specificity over sensitivity. Corrected:
/// `(1 + (area - low) / (high - low)) / 2`, with `low` the area under the diagonal and `high`
/// the width of the part.
///
/// Undefined (`one_class`) with one class only, and (`out_of_range`) unless
/// `0 <= a < b <= 1`.
///
/// D. K. McClish, Medical Decision Making 9 (1989) 190-195.
///
/// ```
/// use medlab_metrics::{Ranking, partial::{Part, partial_auroc}};
/// let perfect = Ranking::new(&[false, true], &[0.2, 0.9]);
/// let part = partial_auroc(&perfect, Part::Specificity(0.9, 1.0))?;
/// assert!((part.area - 0.1).abs() < 1e-15 && part.corrected == 1.0);
/// # Ok::<(), medlab_metrics::Undefined>(())
/// ```
pub fn partial_auroc(ranking: &Ranking, part: Part) -> Result<PartialAuroc, Undefined> {
    let points = roc(ranking)?;
    // Width runs along the axis of the part, height is the other measure.
    let axis = |point: &RocPoint| match part {
        Part::Specificity(..) => (point.specificity, point.sensitivity),
        Part::Sensitivity(..) => (point.sensitivity, point.specificity),
    };
    let (Part::Specificity(low, high) | Part::Sensitivity(low, high)) = part;
    if !(0.0 <= low && low < high && high <= 1.0) {
        return Err(Undefined::OutOfRange);
    }
    let mut area = 0.0;
    for pair in points.windows(2) {
        let (mut from, mut to) = (axis(&pair[0]), axis(&pair[1]));
        if from.0 > to.0 {
            (from, to) = (to, from);
        }
        let (left, right) = (from.0.max(low), to.0.min(high));
        if left < right {
            let height =
                |at: f64| from.1 + (to.1 - from.1) * (at - from.0) / (to.0 - from.0);
            area += (right - left) * (height(left) + height(right)) / 2.0;
        }
    }
    let width = high - low;
    let diagonal = width * ((1.0 - low) + (1.0 - high)) / 2.0;
    let corrected = (1.0 + (area - diagonal) / (width - diagonal)) / 2.0;
    Ok(PartialAuroc { area, corrected })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::auroc::auroc_of_scores;
    use crate::made_up::{complement, patients};

    #[test]
    fn a_part_lies_within_the_curve() {
        let ranking = Ranking::new(&[true, false], &[0.5, 0.4]);
        for (low, high) in
            [(0.5, 0.5), (0.9, 0.8), (-0.1, 0.5), (0.5, 1.1), (f64::NAN, 1.0)]
        {
            let found = partial_auroc(&ranking, Part::Specificity(low, high));
            assert_eq!(found, Err(Undefined::OutOfRange), "{low} to {high}");
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole((outcomes, risks) in patients(), cut in 0.01_f64..0.99) {
            let ranking = Ranking::new(&outcomes, &risks);
            let whole = auroc_of_scores(&outcomes, &risks).unwrap().value;
            for part in [Part::Specificity, Part::Sensitivity] {
                let area = |low, high| partial_auroc(&ranking, part(low, high)).unwrap();
                let (low, high) = (area(0.0, cut), area(cut, 1.0));
                prop_assert!((low.area + high.area - whole).abs() < 1e-12);
                prop_assert!((area(0.0, 1.0).corrected - whole).abs() < 1e-12);
                prop_assert!(low.area <= cut + 1e-12);
            }
        }

        /// With events and scores turned round, sensitivity becomes specificity.
        #[test]
        fn the_axes_are_alike((outcomes, risks) in patients(), cut in 0.01_f64..0.99) {
            let turned: Vec<f64> = risks.iter().map(|risk| 1.0 - risk).collect();
            let ties_kept = Ranking::new(&outcomes, &risks).tied().len()
                == Ranking::new(&outcomes, &turned).tied().len();
            prop_assume!(ties_kept);
            let one = Ranking::new(&outcomes, &risks);
            let two = Ranking::new(&complement(&outcomes), &turned);
            let one = partial_auroc(&one, Part::Specificity(cut, 1.0)).unwrap();
            let two = partial_auroc(&two, Part::Sensitivity(cut, 1.0)).unwrap();
            prop_assert!((one.area - two.area).abs() < 1e-12);
            prop_assert!((one.corrected - two.corrected).abs() < 1e-9);
        }
    }
}
