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
