//! Recalibration: a map from risks to risks, learnt where the old ones no longer hold.
//!
//! It repairs what is wrong with all risks of a height alike. Except for the isotonic one,
//! which may tie them, and a slope below 0, which turns them round, ranks stay as they were.

use medlab_metrics::calibration::{CLIP, Logits};
use medlab_metrics::logistic::{expit, logit};
use medlab_metrics::random::Random;
use medlab_metrics::{Logistic, Undefined, split};

use crate::{FitError, outcomes};

/// Deals rows to folds for cross-fitting.
const SEED: u64 = 0x6d65_6e64;

/// A map from risk to risk.
///
/// Each way to learn one is refused without patients (`empty`), where risks and outcomes
/// differ in number (`lengths`), one of them is not in 0..=1 (`out_of_range`) or all outcomes
/// are the same (`one_class`).
///
/// ```
/// use medlab_models::Recalibration;
/// // Half were foretold, a quarter came.
/// let map = Recalibration::intercept(&[0.5; 4], &[0., 0., 0., 1.])?;
/// assert!((map.apply(0.5) - 0.25).abs() < 1e-12);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Recalibration {
    /// `intercept + slope * log odds`, of risks kept in `[1e-10, 1 - 1e-10]`.
    LogOdds {
        /// What is added to the log odds.
        intercept: f64,
        /// By what they are multiplied before; 1 where only the intercept was learnt.
        slope: f64,
    },
    /// Straight lines between points that never fall, level beyond the outer ones.
    Isotonic {
        /// Old risks, ascending.
        from: Vec<f64>,
        /// New risks there.
        to: Vec<f64>,
    },
}

impl Recalibration {
    /// Adds one number to all log odds, so that as many events are foretold as came.
    ///
    /// The order of the rows matters to about 1e-10.
    pub fn intercept(risks: &[f64], outcomes: &[f64]) -> Result<Self, FitError> {
        check(risks, outcomes)?;
        let logits = Logits::of(risks).values;
        let fit = Logistic::new(&[]).offset(&logits).fit(outcomes)?;
        Ok(Self::LogOdds { intercept: fit.coefficients[0], slope: 1.0 })
    }

    /// Stretches and shifts log odds: D. R. Cox, Biometrika 45 (1958) 562-565.
    ///
    /// The order of the rows matters to about 1e-10. Refused besides where all risks are the
    /// same (`constant_risk`) or tell the outcomes apart without error (`separated`).
    pub fn logistic(risks: &[f64], outcomes: &[f64]) -> Result<Self, FitError> {
        check(risks, outcomes)?;
        let logits = Logits::of(risks).values;
        let fit = Logistic::new(&[&logits]).fit(outcomes);
        let fit = fit.map_err(|undefined| match undefined {
            Undefined::Collinear => Undefined::ConstantRisk,
            other => other,
        })?;
        Ok(Self::LogOdds { intercept: fit.coefficients[0], slope: fit.coefficients[1] })
    }

    /// The steps nearest to the outcomes (least squares) that never fall, between them
    /// straight lines, as scikit-learn's `IsotonicRegression` with `out_of_bounds="clip"`.
    ///
    /// Equal risks are pooled first. It needs a thousand patients rather than a hundred, and
    /// its outer steps may promise 0 or 1. With outcomes of 0 and 1 the order of the rows
    /// matters to no bit. B. Zadrozny, C. Elkan, KDD (2002) 694-699.
    pub fn isotonic(risks: &[f64], outcomes: &[f64]) -> Result<Self, FitError> {
        check(risks, outcomes)?;
        Ok(pooled(risks, outcomes))
    }

    /// The risk that each row gets from a logistic map learnt from the other folds, so that
    /// nobody's outcome mends their own risk; rows of one patient are in one fold.
    ///
    /// Dealt with a fixed seed. Refused where one of the maps is, and with fewer rows or
    /// patients than folds (`too_few`).
    pub fn cross_fitted(
        risks: &[f64],
        outcomes: &[f64],
        patients: Option<&[u32]>,
        folds: usize,
    ) -> Result<Vec<f64>, FitError> {
        check(risks, outcomes)?;
        let mut random = Random::new(SEED);
        let splits = match patients {
            None => split::k_fold(risks.len(), folds, &mut random),
            Some(patients) => split::grouped(patients, folds, &mut random),
        };
        let pick = |values: &[f64], rows: &[usize]| -> Vec<f64> {
            rows.iter().map(|row| values[*row]).collect()
        };
        let mut mended = vec![0.0; risks.len()];
        for split in splits.map_err(|_| Undefined::TooFew)? {
            let map = Self::logistic(
                &pick(risks, &split.train),
                &pick(outcomes, &split.train),
            )?;
            for row in split.test {
                mended[row] = map.apply(risks[row]);
            }
        }
        Ok(mended)
    }

    /// The new risk for an old one, in the range 0..=1. About 50 ns.
    pub fn apply(&self, risk: f64) -> f64 {
        match self {
            Self::LogOdds { intercept, slope } => {
                expit(intercept + slope * logit(risk.clamp(CLIP, 1.0 - CLIP)))
            }
            Self::Isotonic { from, to } => between(from, to, risk),
        }
    }

    /// About how many nanoseconds learning takes on one core of an ordinary machine, by the
    /// slowest way.
    pub fn work(rows: usize) -> f64 {
        300.0 * rows as f64
    }
}

fn check(risks: &[f64], outcomes: &[f64]) -> Result<(), FitError> {
    if risks.len() != outcomes.len() {
        return Err(Undefined::Lengths.into());
    }
    outcomes::check_alone(outcomes)?;
    if !risks.iter().all(|risk| (0.0..=1.0).contains(risk)) {
        return Err(Undefined::OutOfRange.into());
    }
    Ok(())
}

/// The height over a place of lines from point to point, level beyond the outer ones.
fn between(from: &[f64], to: &[f64], place: f64) -> f64 {
    let above = from.partition_point(|point| *point <= place);
    if above == 0 {
        return to[0];
    }
    if above == from.len() {
        return to[above - 1];
    }
    let [left, right] = [from[above - 1], from[above]];
    let [low, high] = [to[above - 1], to[above]];
    let share = (place - left) / (right - left);
    (low + share * (high - low)).clamp(low, high)
}

/// Patients of neighbouring risks who share a new one.
struct Block {
    first: f64,
    last: f64,
    events: f64,
    patients: f64,
}

impl Block {
    fn share(&self) -> f64 {
        self.events / self.patients
    }
}

/// Neighbours whose shares fall are pooled until none do.
///
/// R. E. Barlow et al., Statistical Inference under Order Restrictions (1972).
fn pooled(risks: &[f64], outcomes: &[f64]) -> Recalibration {
    let mut order: Vec<usize> = (0..risks.len()).collect();
    order.sort_by(|a, b| risks[*a].total_cmp(&risks[*b]));
    let mut blocks: Vec<Block> = Vec::new();
    // Patients of one risk are one, whatever their order. Minus zero is zero.
    for tied in order.chunk_by(|a, b| risks[*a] >= risks[*b]) {
        let risk = risks[tied[0]];
        let events = tied.iter().map(|row| outcomes[*row]).sum();
        let patients = tied.len() as f64;
        let mut block = Block { first: risk, last: risk, events, patients };
        while let Some(before) = blocks.pop_if(|before| before.share() >= block.share()) {
            block.first = before.first;
            block.events += before.events;
            block.patients += before.patients;
        }
        blocks.push(block);
    }
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for block in &blocks {
        from.push(block.first);
        to.push(block.share());
        if block.last > block.first {
            from.push(block.last);
            to.push(block.share());
        }
    }
    Recalibration::Isotonic { from, to }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two hundred patients whose risks are half of what they should be.
    fn halved() -> (Vec<f64>, Vec<f64>) {
        let risks: Vec<f64> = (0..200).map(|i| 0.02 + f64::from(i) * 0.002).collect();
        let outcome = |(i, risk): (usize, &f64)| {
            f64::from(u8::from((i * 37 % 100) as f64 / 100.0 < 2.0 * risk))
        };
        let outcomes = risks.iter().enumerate().map(outcome).collect();
        (risks, outcomes)
    }

    #[test]
    fn nobodys_own_outcome_mends_their_risk() {
        let (risks, mut outcomes) = halved();
        let mended = Recalibration::cross_fitted(&risks, &outcomes, None, 10).unwrap();
        let total: f64 = mended.iter().sum();
        assert!((total / outcomes.iter().sum::<f64>() - 1.0).abs() < 0.02, "{total}");
        outcomes[70] = 1.0 - outcomes[70];
        let other = Recalibration::cross_fitted(&risks, &outcomes, None, 10).unwrap();
        assert_eq!(mended[70].to_bits(), other[70].to_bits());
        assert!(mended.iter().zip(&other).any(|(a, b)| a.to_bits() != b.to_bits()));
    }

    #[test]
    fn nor_does_that_of_another_row_of_the_same_patient() {
        let (risks, mut outcomes) = halved();
        let patients: Vec<u32> = (0..200).map(|row| row / 4).collect();
        let mend = |outcomes: &[f64]| {
            Recalibration::cross_fitted(&risks, outcomes, Some(&patients), 10).unwrap()
        };
        let mended = mend(&outcomes);
        outcomes[70] = 1.0 - outcomes[70];
        let other = mend(&outcomes);
        for row in 68..72 {
            assert_eq!(mended[row].to_bits(), other[row].to_bits());
        }
        let few = Recalibration::cross_fitted(&risks[..8], &outcomes[..8], None, 10);
        assert!(few.is_err());
    }
}
