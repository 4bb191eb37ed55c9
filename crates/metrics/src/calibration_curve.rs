//! The flexible calibration curve: what share had the event among patients told a risk.
//!
//! With the distances between curve and risk that sum it up. Drawn elsewhere.

use crate::calibration::outcomes;
use crate::estimate::Z95;
use crate::loess::{Loess, Pile};
use crate::predictions::Predictions;
use crate::proportion::wilson;
use crate::quantile::{Counted, quantile_of_counted};
use crate::undefined::Undefined;

/// Fewer distinct risks than this are taken one by one instead of being smoothed.
pub const DISTINCT_FOR_LOESS: usize = 10;

/// As many points of the curve, about, are kept for drawing.
const DRAWN: usize = 101;

/// How the curve was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurveMethod {
    /// By [`Loess`].
    Loess,
    /// The observed proportion at each distinct risk, as these are few.
    FewDistinctRisks,
    /// The same, as some neighbourhood had no width or too few distinct risks.
    LoessUndefined,
}

impl CurveMethod {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            CurveMethod::Loess => "loess",
            CurveMethod::FewDistinctRisks | CurveMethod::LoessUndefined => "grouped",
        }
    }
}

/// The curve at one risk, with a pointwise 95 % band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// The predicted risk.
    pub risk: f64,
    /// The share with the event, by the curve; a smooth may leave `[0, 1]`.
    pub observed: f64,
    /// Lower end of the band.
    pub lower: f64,
    /// Upper end of the band.
    pub upper: f64,
}

/// The curve and its distance from the predicted risks.
#[derive(Debug, Clone, PartialEq)]
pub struct CalibrationCurve {
    /// How it was made.
    pub method: CurveMethod,
    /// Integrated calibration index: the mean of `|curve - risk|` over patients.
    pub ici: f64,
    /// Its median over patients.
    pub e50: f64,
    /// Its 90th percentile over patients.
    pub e90: f64,
    /// Its maximum.
    pub emax: f64,
    /// Some hundred points for drawing, ascending; all where the curve is grouped into fewer.
    pub points: Vec<CurvePoint>,
    /// Distinct risks with the patients at each.
    piles: Vec<Pile>,
    /// The curve at each distinct risk.
    curve: Vec<f64>,
}

impl CalibrationCurve {
    /// The curve of these predictions: loess of outcome on risk, or observed proportions at
    /// each distinct risk where there are fewer than ten or loess is undefined.
    ///
    /// The band of the smooth is `curve ± z * sqrt(Σ l² q (1 - q))`, where `l` is what each
    /// patient weighs in it and `q` the curve at that patient, kept inside `[0, 1]`: outcomes
    /// do not all vary alike, as a band of ordinary regression would have it. The band of
    /// proportions is Wilson's.
    ///
    /// P. C. Austin, E. W. Steyerberg, Statistics in Medicine 38 (2019) 4051-4065.
    ///
    /// ```
    /// use medlab_metrics::{Predictions, calibration_curve::CalibrationCurve};
    /// let outcomes = [true, false, false, false];
    /// let predictions = Predictions::new(&outcomes, &[0.5, 0.5, 0.1, 0.1])?;
    /// let curve = CalibrationCurve::of(&predictions)?;
    /// assert_eq!(curve.method.name(), "grouped");
    /// assert!((curve.ici - 0.05).abs() < 1e-15);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(predictions: &Predictions) -> Result<CalibrationCurve, Undefined> {
        let loess = Loess::new(predictions.risks(), &outcomes(predictions))?;
        let few = loess.piles().len() < DISTINCT_FOR_LOESS;
        let fitted = if few { Err(Undefined::TooFew) } else { loess.fitted() };
        match fitted {
            Ok(curve) => {
                let points = smooth_points(&loess, &curve)?;
                let piles = loess.piles().to_vec();
                Ok(CalibrationCurve::from(CurveMethod::Loess, piles, curve, points))
            }
            Err(Undefined::TooFew) => grouped(CurveMethod::FewDistinctRisks, &loess),
            Err(_) => grouped(CurveMethod::LoessUndefined, &loess),
        }
    }

    /// Estimated calibration index: the mean of `(curve - risk)²` over that of
    /// `(prevalence - risk)²`. 0 is right, 1 as far off as telling everyone the prevalence
    /// would be from these risks.
    ///
    /// Other authors multiply the first mean by 100 instead. Undefined (`no_variance`) when
    /// every risk equals the prevalence.
    ///
    /// K. Van Hoorde et al., Journal of Biomedical Informatics 54 (2015) 283-293; scaled as
    /// B. Van Calster et al., Lancet Digital Health 2025, do.
    ///
    /// ```
    /// use medlab_metrics::{CalibrationCurve, Predictions};
    /// let outcomes = [true, false, false, false];
    /// let predictions = Predictions::new(&outcomes, &[0.5, 0.5, 0.1, 0.1])?;
    /// let curve = CalibrationCurve::of(&predictions)?;
    /// // Off by 0.1 for two of four; the prevalence is off by 0.25 and by 0.15.
    /// let index = curve.estimated_calibration_index()?;
    /// assert!((index - 2.0 * 0.01 / (2.0 * 0.0625 + 2.0 * 0.0225)).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimated_calibration_index(&self) -> Result<f64, Undefined> {
        let (mut patients, mut events) = (0, 0.0);
        for pile in &self.piles {
            patients += pile.count;
            events += pile.sum;
        }
        let prevalence = events / patients as f64;
        let (mut error, mut spread) = (0.0, 0.0);
        for (pile, curve) in self.piles.iter().zip(&self.curve) {
            let (off, apart) = (curve - pile.x, prevalence - pile.x);
            error += pile.count as f64 * off * off;
            spread += pile.count as f64 * apart * apart;
        }
        if spread > 0.0 { Ok(error / spread) } else { Err(Undefined::NoVariance) }
    }

    fn from(
        method: CurveMethod,
        piles: Vec<Pile>,
        curve: Vec<f64>,
        points: Vec<CurvePoint>,
    ) -> CalibrationCurve {
        let mut distances: Vec<Counted> = Vec::with_capacity(piles.len());
        let (mut total, mut patients) = (0.0, 0);
        for (pile, curve) in piles.iter().zip(&curve) {
            let distance = (curve - pile.x).abs();
            total += pile.count as f64 * distance;
            patients += pile.count;
            distances.push((distance, pile.count));
        }
        distances.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        CalibrationCurve {
            method,
            ici: total / patients as f64,
            e50: quantile_of_counted(&distances, 0.5),
            e90: quantile_of_counted(&distances, 0.9),
            emax: quantile_of_counted(&distances, 1.0),
            points,
            piles,
            curve,
        }
    }
}

fn smooth_points(loess: &Loess, curve: &[f64]) -> Result<Vec<CurvePoint>, Undefined> {
    let piles = loess.piles();
    let points = drawn(piles).into_iter().map(|at| {
        let (first, operator) = loess.operator(at)?;
        let observed = curve[at];
        let mut variance = 0.0;
        for (offset, weight) in operator.iter().enumerate() {
            let share = curve[first + offset].clamp(0.0, 1.0);
            let count = piles[first + offset].count as f64;
            variance += weight * weight / count * share * (1.0 - share);
        }
        let half = Z95 * variance.sqrt();
        let lower = (observed - half).clamp(0.0, 1.0);
        let upper = (observed + half).clamp(0.0, 1.0);
        Ok(CurvePoint { risk: piles[at].x, observed, lower, upper })
    });
    points.collect()
}

fn grouped(method: CurveMethod, loess: &Loess) -> Result<CalibrationCurve, Undefined> {
    let piles = loess.piles().to_vec();
    let curve: Vec<f64> = piles.iter().map(|pile| pile.sum / pile.count as f64).collect();
    let points = drawn(&piles).into_iter().map(|at| {
        let pile = piles[at];
        // Outcomes are 0 or 1, so their sum is a whole number.
        let limits = wilson(pile.sum as usize, pile.count)?.limits?;
        let (lower, upper) = (limits.lower, limits.upper);
        Ok(CurvePoint { risk: pile.x, observed: curve[at], lower, upper })
    });
    let points = points.collect::<Result<Vec<_>, Undefined>>()?;
    Ok(CalibrationCurve::from(method, piles, curve, points))
}

/// Numbers of the distinct risks next to an even grid from the lowest to the highest.
fn drawn(piles: &[Pile]) -> Vec<usize> {
    let (low, high) = (piles[0].x, piles[piles.len() - 1].x);
    let mut numbers: Vec<usize> = (0..DRAWN)
        .map(|step| {
            let wanted = low + (high - low) * step as f64 / (DRAWN - 1) as f64;
            let after =
                piles.partition_point(|pile| pile.x < wanted).min(piles.len() - 1);
            let before = after.saturating_sub(1);
            if wanted - piles[before].x < piles[after].x - wanted {
                before
            } else {
                after
            }
        })
        .collect();
    numbers.dedup();
    numbers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{complement, patients, reversed};

    fn curve(outcomes: &[bool], risks: &[f64]) -> CalibrationCurve {
        CalibrationCurve::of(&Predictions::new(outcomes, risks).unwrap()).unwrap()
    }

    #[test]
    fn nine_risks_are_grouped_and_ten_are_smoothed() {
        let made = |distinct: usize| {
            let risks: Vec<f64> =
                (0..60).map(|row| (row % distinct) as f64 / 20.0).collect();
            let outcomes: Vec<bool> = (0..60).map(|row| row % 3 == 0).collect();
            curve(&outcomes, &risks).method
        };
        assert_eq!(made(9), CurveMethod::FewDistinctRisks);
        assert_eq!(made(10), CurveMethod::Loess);
    }

    #[test]
    fn three_quarters_at_one_risk_cannot_be_smoothed() {
        let made = |tied: usize| {
            let risks: Vec<f64> = (0..100)
                .map(|row| if row < tied { 0.2 } else { row as f64 / 100.0 })
                .collect();
            let outcomes: Vec<bool> = (0..100).map(|row| row % 4 == 0).collect();
            curve(&outcomes, &risks)
        };
        assert_eq!(made(70).method, CurveMethod::Loess);
        let grouped = made(75);
        assert_eq!(grouped.method, CurveMethod::LoessUndefined);
        assert_eq!(grouped.method.name(), "grouped");
        // 75 patients with 19 events at 0.2, so that half of all are this far off.
        assert!((grouped.e50 - (19.0 / 75.0 - 0.2)).abs() < 1e-15);
    }

    #[test]
    fn without_spread_there_is_no_index() {
        let found = curve(&[true, false], &[0.5, 0.5]).estimated_calibration_index();
        assert_eq!(found, Err(Undefined::NoVariance));
    }

    proptest! {
        #[test]
        fn measures_are_ordered_and_the_band_holds_the_curve((outcomes, risks) in patients()) {
            let found = curve(&outcomes, &risks);
            prop_assert!(found.e50 <= found.e90 && found.e90 <= found.emax);
            prop_assert!(0.0 <= found.ici && found.ici <= found.emax);
            prop_assert!(found.points.len() <= DRAWN);
            for pair in found.points.windows(2) {
                prop_assert!(pair[0].risk < pair[1].risk);
            }
            for point in &found.points {
                let observed = point.observed.clamp(0.0, 1.0);
                prop_assert!(point.lower <= observed + 1e-12 && observed <= point.upper + 1e-12);
            }
            prop_assert_eq!(curve(&reversed(&outcomes), &reversed(&risks)), found);
        }

        #[test]
        fn naming_the_classes_does_not_matter((outcomes, risks) in patients()) {
            let turned: Vec<f64> = risks.iter().map(|risk| 1.0 - risk).collect();
            let one = curve(&outcomes, &risks);
            let two = curve(&complement(&outcomes), &turned);
            // Taking 1 - risk may tie or untie neighbours.
            if one.piles.len() == two.piles.len() && one.method == two.method {
                for (a, b) in [(one.ici, two.ici), (one.e90, two.e90), (one.emax, two.emax)] {
                    prop_assert!((a - b).abs() < 1e-6 * (1.0 + a), "{a} {b}");
                }
            }
        }

        /// The share with the event at every risk told to those who have it.
        #[test]
        fn grouped_truth_is_calibrated(counts in prop::collection::vec((0_usize..9, 1_usize..9), 1..9)) {
            let (mut outcomes, mut risks) = (Vec::new(), Vec::new());
            for (events, others) in counts {
                let risk = events as f64 / (events + others) as f64;
                outcomes.extend((0..events + others).map(|row| row < events));
                risks.extend(vec![risk; events + others]);
            }
            let found = curve(&outcomes, &risks);
            prop_assert_eq!(found.method, CurveMethod::FewDistinctRisks);
            prop_assert!(found.emax < 1e-12);
        }
    }
}
