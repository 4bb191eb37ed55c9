//! An evaluation: everything that is reported about a model's predicted risks, as values.
//!
//! It decides what belongs to a report and in which order; the measures are defined in their
//! own modules, and words and files are made elsewhere.

mod at_threshold;
mod clustered;
mod group;
mod request;
mod warning;

use crate::auroc::auroc;
use crate::average_precision::average_precision;
use crate::calibration::{
    Logits, in_the_large_of, observed_expected, outcomes, slope_of,
};
use crate::calibration_curve::{CalibrationCurve, CurveMethod};
use crate::estimate::Estimate;
use crate::overall::{brier, log_loss, scaled_brier};
use crate::predictions::Predictions;
use crate::ranking::Ranking;
use crate::threshold::Counts;
use crate::undefined::Undefined;

use at_threshold::at_thresholds;
use group::groups;

pub use at_threshold::AtThreshold;
pub use group::Group;
pub use request::{Grouping, Request};
pub use warning::Warning;

/// All that is reported.
///
/// ```
/// use medlab_metrics::{Predictions, evaluation::{Evaluation, Request}};
/// let outcomes = [true, false, true, false, true, false];
/// let predictions = Predictions::new(&outcomes, &[0.8, 0.3, 0.6, 0.4, 0.3, 0.1])?;
/// let request = Request { thresholds: &[0.5], ..Request::default() };
/// let evaluation = Evaluation::of(&predictions, &request)?;
/// assert_eq!(evaluation.thresholds[0].counts.tp, 2);
/// assert_eq!(evaluation.curve.method.name(), "grouped");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Patients (rows, where patients have several).
    pub n: usize,
    /// Of these with the event.
    pub events: usize,
    /// Their share.
    pub prevalence: f64,
    /// See [`auroc`].
    pub auroc: Result<Estimate, Undefined>,
    /// See [`average_precision`].
    pub average_precision: f64,
    /// Calibration as three numbers.
    pub calibration: Calibration,
    /// The flexible curve, with ICI, E50 and E90.
    pub curve: CalibrationCurve,
    /// Overall measures.
    pub overall: Overall,
    /// One entry for each threshold asked for.
    pub thresholds: Vec<AtThreshold>,
    /// Groups, by column as asked for and by value in order.
    pub groups: Vec<Group>,
    /// Where the intervals come from.
    pub interval_method: IntervalMethod,
    /// What a reader has to know beside the numbers.
    pub warnings: Vec<Warning>,
}

/// Calibration as three numbers; see [`calibration`](crate::calibration).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Calibration in the large.
    pub intercept: Result<Estimate, Undefined>,
    /// Calibration slope.
    pub slope: Result<Estimate, Undefined>,
    /// Observed over expected.
    pub observed_expected: Result<Estimate, Undefined>,
}

/// Overall measures; see [`overall`](crate::overall).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overall {
    /// Brier score.
    pub brier: f64,
    /// Its scaled form.
    pub scaled_brier: f64,
    /// Logarithmic loss.
    pub log_loss: f64,
}

/// Where intervals come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntervalMethod {
    /// From formulas.
    Analytic,
    /// Percentiles of a bootstrap that draws patients with all their rows.
    ClusterBootstrap,
}

impl IntervalMethod {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            IntervalMethod::Analytic => "analytic",
            IntervalMethod::ClusterBootstrap => "cluster_bootstrap",
        }
    }
}

impl Evaluation {
    /// Evaluates predictions.
    ///
    /// Undefined with one class only (`one_class`), a threshold not strictly between 0 and 1
    /// (`out_of_range`), or a column that has not one value for each patient (`lengths`).
    pub fn of(
        predictions: &Predictions,
        request: &Request,
    ) -> Result<Evaluation, Undefined> {
        request.check(predictions)?;
        let ranking = Ranking::new(predictions.outcomes(), predictions.risks());
        let logits = Logits::of(predictions.risks());
        let curve = CalibrationCurve::of(predictions)?;
        let counts = Counts::over(&ranking, request.thresholds);
        let mut evaluation = Evaluation {
            n: predictions.len(),
            events: predictions.events(),
            prevalence: predictions.prevalence(),
            auroc: auroc(predictions),
            average_precision: average_precision(&ranking)?,
            calibration: Calibration::of(predictions, &logits),
            overall: Overall {
                brier: brier(predictions),
                scaled_brier: scaled_brier(predictions)?,
                log_loss: log_loss(predictions),
            },
            thresholds: at_thresholds(request.thresholds, &counts)?,
            groups: groups(predictions, request)?,
            interval_method: IntervalMethod::Analytic,
            warnings: warnings(&logits, curve.method),
            curve,
        };
        if let Some(clusters) = request.clusters {
            clustered::replace_limits(&mut evaluation, predictions, request, clusters);
        }
        Ok(evaluation)
    }
}

impl Calibration {
    fn of(predictions: &Predictions, logits: &Logits) -> Calibration {
        let outcomes = outcomes(predictions);
        Calibration {
            intercept: in_the_large_of(&outcomes, &logits.values, None),
            slope: slope_of(&outcomes, &logits.values, None),
            observed_expected: observed_expected(predictions),
        }
    }
}

fn warnings(logits: &Logits, method: CurveMethod) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if logits.clipped > 0 {
        warnings.push(Warning::RisksClipped { count: logits.clipped });
    }
    match method {
        CurveMethod::Loess => {}
        CurveMethod::FewDistinctRisks => warnings.push(Warning::FewDistinctRisks),
        CurveMethod::LoessUndefined => warnings.push(Warning::LoessUndefined),
    }
    warnings
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{patients, reversed};

    fn evaluate(
        outcomes: &[bool],
        risks: &[f64],
        request: &Request,
    ) -> Result<Evaluation, Undefined> {
        Evaluation::of(&Predictions::new(outcomes, risks).unwrap(), request)
    }

    #[test]
    fn what_cannot_be_evaluated_says_why() {
        let (outcomes, risks) = ([true, false], [0.7, 0.2]);
        let check = |outcomes: &[bool], request: &Request, expected: Undefined| {
            assert_eq!(evaluate(outcomes, &risks, request), Err(expected));
        };
        check(&[true, true], &Request::default(), Undefined::OneClass);
        for threshold in [0.0, 1.0, f64::NAN] {
            let request = Request { thresholds: &[threshold], ..Request::default() };
            check(&outcomes, &request, Undefined::OutOfRange);
        }
        let short = Grouping { column: "sex", values: &["F"] };
        let request = Request { groups: &[short], ..Request::default() };
        check(&outcomes, &request, Undefined::Lengths);
        let request = Request { clusters: Some(&[1]), ..Request::default() };
        check(&outcomes, &request, Undefined::Lengths);
    }

    #[test]
    fn groups_come_by_column_and_then_by_value() {
        let outcomes = [true, false, true, false, true, true];
        let risks = [0.9, 0.1, 0.6, 0.4, 0.3, 0.8];
        let groups = [
            Grouping { column: "site", values: &["b", "a", "b", "a", "", "B"] },
            Grouping { column: "age", values: &["9", "10", "9", "10", "9", "10"] },
        ];
        let request =
            Request { groups: &groups, thresholds: &[0.5], ..Request::default() };
        let found = evaluate(&outcomes, &risks, &request).unwrap();
        let named: Vec<(&str, &str, usize, usize)> = found
            .groups
            .iter()
            .map(|group| (&group.column[..], &group.value[..], group.n, group.events))
            .collect();
        let expected = [
            ("site", "", 1, 1),
            ("site", "B", 1, 1),
            ("site", "a", 2, 0),
            ("site", "b", 2, 2),
            ("age", "10", 3, 1),
            ("age", "9", 3, 3),
        ];
        assert_eq!(named, expected);
        let a = &found.groups[2];
        assert_eq!(a.auroc, Err(Undefined::OneClass));
        assert_eq!(a.calibration.intercept, Err(Undefined::OneClass));
        assert_eq!(a.calibration.slope, Err(Undefined::OneClass));
        let ratio = a.calibration.observed_expected.unwrap();
        assert_eq!((ratio.value, ratio.limits), (0.0, Err(Undefined::NoEvents)));
        assert_eq!(a.thresholds[0].sensitivity, Err(Undefined::EmptyDenominator));
        assert_eq!(a.thresholds[0].ppv, Err(Undefined::EmptyDenominator));
        assert_eq!(
            a.thresholds[0].specificity.unwrap().value.to_bits(),
            1.0_f64.to_bits()
        );
    }

    #[test]
    fn warnings_count_what_they_are_about() {
        let outcomes = [true, false, true, false];
        let found =
            evaluate(&outcomes, &[1.0, 0.0, 0.5, 0.5], &Request::default()).unwrap();
        let codes: Vec<(&str, Option<usize>)> = found
            .warnings
            .iter()
            .map(|warning| (warning.code(), warning.count()))
            .collect();
        assert_eq!(codes, [("risks_clipped", Some(2)), ("few_distinct_risks", None)]);
        assert!(found.warnings[0].to_string().starts_with("2 predicted risks"));
        let mut risks = vec![0.2; 50];
        risks.extend((0..12).map(|row| f64::from(row) / 12.5 + 0.01));
        let outcomes: Vec<bool> = (0..62).map(|row| row % 3 == 0).collect();
        let found = evaluate(&outcomes, &risks, &Request::default()).unwrap();
        assert_eq!(found.warnings, [Warning::LoessUndefined]);
    }

    #[test]
    fn clusters_change_limits_and_nothing_else() {
        // Two rows of each patient, the second a copy: only half as much is known.
        let mut random = crate::random::Random::new(5);
        let (mut outcomes, mut risks) = (Vec::new(), Vec::new());
        for _ in 0..200 {
            let risk = random.uniform();
            let outcome = random.uniform() < risk;
            outcomes.extend([outcome; 2]);
            risks.extend([risk; 2]);
        }
        let clusters: Vec<u32> = (0..400).map(|row| row / 2).collect();
        let sexes: Vec<&str> =
            (0..400).map(|row| if row / 2 % 2 == 0 { "F" } else { "M" }).collect();
        let groups = [Grouping { column: "sex", values: &sexes }];
        let plain = Request { thresholds: &[0.5], groups: &groups, clusters: None };
        let clustered = Request { clusters: Some(&clusters), ..plain };
        let plain = evaluate(&outcomes, &risks, &plain).unwrap();
        let clustered = evaluate(&outcomes, &risks, &clustered).unwrap();
        assert_eq!(clustered.interval_method.name(), "cluster_bootstrap");
        let pairs = |e: &Evaluation| {
            let mut all = vec![e.auroc, e.calibration.intercept, e.calibration.slope];
            all.push(e.thresholds[0].sensitivity);
            all.push(e.groups[0].auroc);
            all.push(e.groups[1].thresholds[0].specificity);
            all.into_iter().map(Result::unwrap).collect::<Vec<_>>()
        };
        for (plain, clustered) in pairs(&plain).into_iter().zip(pairs(&clustered)) {
            assert_eq!(plain.value.to_bits(), clustered.value.to_bits());
            let width = |estimate: Estimate| {
                let limits = estimate.limits.unwrap();
                limits.upper - limits.lower
            };
            let ratio = width(clustered) / width(plain);
            assert!((1.2..1.7).contains(&ratio), "{ratio} instead of about 1.41");
        }
    }

    #[test]
    fn one_patient_alone_has_no_limits() {
        let request = Request { clusters: Some(&[7, 7, 7, 7]), ..Request::default() };
        let outcomes = [true, false, true, false];
        let found = evaluate(&outcomes, &[0.9, 0.3, 0.2, 0.1], &request).unwrap();
        assert_eq!(found.auroc.unwrap().limits, Err(Undefined::TooFew));
    }

    proptest! {
        #[test]
        fn the_order_of_patients_does_not_matter((outcomes, risks) in patients()) {
            let request = Request { thresholds: &[0.1, 0.5], ..Request::default() };
            let one = evaluate(&outcomes, &risks, &request).unwrap();
            let two = evaluate(&reversed(&outcomes), &reversed(&risks), &request).unwrap();
            prop_assert_eq!(one.auroc, two.auroc);
            prop_assert_eq!(
                one.average_precision.to_bits(),
                two.average_precision.to_bits()
            );
            prop_assert_eq!(one.curve, two.curve);
            prop_assert_eq!(one.thresholds, two.thresholds);
            prop_assert!((one.overall.brier - two.overall.brier).abs() < 1e-14);
            prop_assert!((one.overall.log_loss - two.overall.log_loss).abs() < 1e-12);
        }

        /// A group of everybody is the whole.
        #[test]
        fn everybody_is_the_whole((outcomes, risks) in patients()) {
            let values = vec!["all"; outcomes.len()];
            let groups = [Grouping { column: "group", values: &values }];
            let request = Request { groups: &groups, thresholds: &[0.3], clusters: None };
            let found = evaluate(&outcomes, &risks, &request).unwrap();
            prop_assert_eq!(found.groups[0].auroc, found.auroc);
            prop_assert_eq!(found.groups[0].calibration, found.calibration);
            prop_assert_eq!(&found.groups[0].thresholds, &found.thresholds);
        }
    }
}
