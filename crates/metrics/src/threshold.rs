//! A threshold: patients at or above it are called positive, and what comes of it.
//!
//! Net benefit judges the decision. Youden's index and Matthews' coefficient are here because
//! they are asked for; both weigh a missed patient and a false alarm by prevalence and habit
//! instead of by what they cost, so neither should choose a threshold.

use crate::estimate::Estimate;
use crate::predictions::Predictions;
use crate::proportion::wilson;
use crate::ranking::Ranking;
use crate::undefined::Undefined;

/// Patients by what was called and what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Called positive, with the event.
    pub tp: usize,
    /// Called positive, without it.
    pub fp: usize,
    /// Called negative, with the event.
    pub fn_: usize,
    /// Called negative, without it.
    pub tn: usize,
}

impl Counts {
    /// Counts at one threshold: positive when `risk >= threshold`.
    ///
    /// ```
    /// use medlab_metrics::{Predictions, threshold::Counts};
    /// let predictions = Predictions::new(&[true, false, true], &[0.9, 0.5, 0.1])?;
    /// let counts = Counts::at(&predictions, 0.5);
    /// assert_eq!((counts.tp, counts.fp, counts.fn_, counts.tn), (1, 1, 1, 0));
    /// # Ok::<(), medlab_metrics::InvalidInput>(())
    /// ```
    pub fn at(predictions: &Predictions, threshold: f64) -> Counts {
        let mut counts = Counts::default();
        for (&outcome, &risk) in predictions.outcomes().iter().zip(predictions.risks()) {
            match (risk >= threshold, outcome) {
                (true, true) => counts.tp += 1,
                (true, false) => counts.fp += 1,
                (false, true) => counts.fn_ += 1,
                (false, false) => counts.tn += 1,
            }
        }
        counts
    }

    /// Counts at many thresholds, in the order given, from one pass over a ranking.
    pub fn over(ranking: &Ranking, thresholds: &[f64]) -> Vec<Counts> {
        let mut order: Vec<usize> = (0..thresholds.len()).collect();
        order.sort_by(|&a, &b| thresholds[b].total_cmp(&thresholds[a]));
        let mut all = vec![Counts::default(); thresholds.len()];
        let (mut tp, mut fp) = (0, 0);
        let mut below = ranking.tied().iter().rev().peekable();
        for index in order {
            while let Some(tied) = below.next_if(|tied| tied.score >= thresholds[index]) {
                tp += tied.events;
                fp += tied.non_events;
            }
            let (fn_, tn) = (ranking.events() - tp, ranking.non_events() - fp);
            all[index] = Counts { tp, fp, fn_, tn };
        }
        all
    }

    /// All patients.
    pub fn total(&self) -> usize {
        self.tp + self.fp + self.fn_ + self.tn
    }

    /// Share of the events called positive; undefined (`empty_denominator`) without events.
    pub fn sensitivity(&self) -> Result<Estimate, Undefined> {
        wilson(self.tp, self.tp + self.fn_)
    }

    /// Share of the non-events called negative; undefined (`empty_denominator`) without them.
    pub fn specificity(&self) -> Result<Estimate, Undefined> {
        wilson(self.tn, self.tn + self.fp)
    }

    /// Positive predictive value: share of events among those called positive; undefined
    /// (`empty_denominator`) when nobody is.
    pub fn ppv(&self) -> Result<Estimate, Undefined> {
        wilson(self.tp, self.tp + self.fp)
    }

    /// Negative predictive value: share of non-events among those called negative; undefined
    /// (`empty_denominator`) when nobody is.
    pub fn npv(&self) -> Result<Estimate, Undefined> {
        wilson(self.tn, self.tn + self.fn_)
    }

    /// Share of all patients called positive; undefined (`empty`) without patients.
    pub fn alert_rate(&self) -> Result<f64, Undefined> {
        self.per_patient((self.tp + self.fp) as f64)
    }

    /// Net benefit of acting at threshold `t`: `TP/n - FP/n * t/(1 - t)`, in true positives a
    /// patient. The threshold says how many false alarms one found event is worth.
    ///
    /// Undefined without patients (`empty`) or unless `0 <= t < 1` (`out_of_range`).
    ///
    /// A. J. Vickers, E. B. Elkin, Medical Decision Making 26 (2006) 565-574.
    ///
    /// ```
    /// use medlab_metrics::threshold::Counts;
    /// let counts = Counts { tp: 20, fp: 30, fn_: 5, tn: 45 };
    /// assert!((counts.net_benefit(0.25)? - (0.2 - 0.3 / 3.0)).abs() < 1e-15);
    /// # Ok::<(), medlab_metrics::Undefined>(())
    /// ```
    pub fn net_benefit(&self, t: f64) -> Result<f64, Undefined> {
        if !(0.0..1.0).contains(&t) {
            return Err(Undefined::OutOfRange);
        }
        let found = self.per_patient(self.tp as f64)?;
        Ok(found - self.per_patient(self.fp as f64)? * (t / (1.0 - t)))
    }

    /// Net benefit of calling everybody positive:
    /// `prevalence - (1 - prevalence) * t/(1 - t)`. Undefined as [`Counts::net_benefit`].
    pub fn net_benefit_treat_all(&self, t: f64) -> Result<f64, Undefined> {
        let (events, non_events) = (self.tp + self.fn_, self.fp + self.tn);
        Counts { tp: events, fp: non_events, fn_: 0, tn: 0 }.net_benefit(t)
    }

    /// Youden's index, sensitivity + specificity - 1: what not to optimise. Its best threshold
    /// takes a missed event to cost as much as `(1 - prevalence) / prevalence` false alarms,
    /// whatever the disease. Undefined (`one_class`) with one class only.
    ///
    /// W. J. Youden, Cancer 3 (1950) 32-35.
    ///
    /// ```
    /// use medlab_metrics::threshold::Counts;
    /// let counts = Counts { tp: 20, fp: 30, fn_: 5, tn: 45 };
    /// assert!((counts.youden()? - 0.4).abs() < 1e-15);
    /// # Ok::<(), medlab_metrics::Undefined>(())
    /// ```
    pub fn youden(&self) -> Result<f64, Undefined> {
        match (self.sensitivity(), self.specificity()) {
            (Ok(sensitivity), Ok(specificity)) => {
                Ok(sensitivity.value + specificity.value - 1.0)
            }
            _ => Err(Undefined::OneClass),
        }
    }

    /// Matthews' correlation between calls and outcomes: what not to optimise, as it knows
    /// neither costs nor risks. Undefined (`empty_denominator`) when a row or a column of the
    /// table is empty.
    ///
    /// B. W. Matthews, Biochimica et Biophysica Acta 405 (1975) 442-451.
    ///
    /// ```
    /// use medlab_metrics::threshold::Counts;
    /// let counts = Counts { tp: 5, fp: 0, fn_: 0, tn: 5 };
    /// assert_eq!(counts.matthews()?, 1.0);
    /// # Ok::<(), medlab_metrics::Undefined>(())
    /// ```
    pub fn matthews(&self) -> Result<f64, Undefined> {
        let [tp, fp, fn_, tn] = [self.tp, self.fp, self.fn_, self.tn].map(|n| n as f64);
        let product = (tp + fp) * (tp + fn_) * (tn + fp) * (tn + fn_);
        if product == 0.0 {
            return Err(Undefined::EmptyDenominator);
        }
        Ok((tp * tn - fp * fn_) / product.sqrt())
    }

    fn per_patient(&self, count: f64) -> Result<f64, Undefined> {
        if self.total() == 0 {
            return Err(Undefined::Empty);
        }
        Ok(count / self.total() as f64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::made_up::{complement, patients};

    #[test]
    fn at_the_threshold_is_positive() {
        let predictions = Predictions::new(&[true, false], &[0.3, 0.3]).unwrap();
        let called = |threshold| Counts::at(&predictions, threshold).tp;
        assert_eq!((called(0.3), called(0.3_f64.next_up())), (1, 0));
    }

    #[test]
    fn what_is_divided_by_nobody_says_so() {
        let none = Counts::default();
        let empty = Err(Undefined::EmptyDenominator);
        assert_eq!(none.sensitivity(), empty);
        assert_eq!(none.specificity(), empty);
        assert_eq!(none.ppv(), empty);
        assert_eq!(none.npv(), empty);
        assert_eq!(none.alert_rate(), Err(Undefined::Empty));
        assert_eq!(none.net_benefit(0.5), Err(Undefined::Empty));
        assert_eq!(none.youden(), Err(Undefined::OneClass));
        assert_eq!(none.matthews(), Err(Undefined::EmptyDenominator));
        let some = Counts { tp: 1, fp: 1, fn_: 1, tn: 1 };
        for threshold in [1.0, -0.1, f64::NAN] {
            assert_eq!(some.net_benefit(threshold), Err(Undefined::OutOfRange));
        }
    }

    proptest! {
        #[test]
        fn one_pass_counts_as_many_passes(
            (outcomes, risks) in patients(),
            thresholds in prop::collection::vec((0_u8..=20).prop_map(|t| f64::from(t) / 20.0), 0..9),
        ) {
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let ranking = Ranking::new(&outcomes, &risks);
            let one_by_one: Vec<Counts> =
                thresholds.iter().map(|&t| Counts::at(&predictions, t)).collect();
            prop_assert_eq!(Counts::over(&ranking, &thresholds), one_by_one);
        }

        /// Calling the others events, and the others positive, turns the table round.
        #[test]
        fn complements_change_places((outcomes, risks) in patients(), t in 0.01_f64..0.99) {
            let one = Counts::at(&Predictions::new(&outcomes, &risks).unwrap(), t);
            let other = Counts::at(&Predictions::new(&complement(&outcomes), &risks).unwrap(), t);
            prop_assert_eq!([one.tp, one.fp, one.fn_, one.tn], [other.fp, other.tp, other.tn, other.fn_]);
            prop_assert_eq!(one.total(), outcomes.len());
            let turned = Counts { tp: one.tn, fp: one.fn_, fn_: one.fp, tn: one.tp };
            prop_assert_eq!(one.sensitivity(), turned.specificity());
            prop_assert_eq!(one.ppv(), turned.npv());
            prop_assert_eq!(one.matthews(), turned.matthews());
            prop_assert!((one.youden().unwrap() - turned.youden().unwrap()).abs() < 1e-15);
        }

        #[test]
        fn net_benefit_is_that_of_all_or_none_at_the_ends(
            (outcomes, risks) in patients(), t in 0.01_f64..0.99
        ) {
            let predictions = Predictions::new(&outcomes, &risks).unwrap();
            let all = Counts::at(&predictions, 0.0);
            prop_assert_eq!(all.net_benefit(t), all.net_benefit_treat_all(t));
            let none = Counts::at(&predictions, 1.0_f64.next_up());
            prop_assert_eq!(none.net_benefit(t), Ok(0.0));
            let some = Counts::at(&predictions, t);
            prop_assert!(some.net_benefit(t).unwrap() <= predictions.prevalence());
            prop_assert_eq!(some.net_benefit_treat_all(t), all.net_benefit_treat_all(t));
        }
    }
}
