//! Predictions: what was foretold beside what happened, one pair a patient.
//!
//! Checked once when made, so that no measure has to check again. Having both classes is not
//! asked for: measures that need them say so.

use thiserror::Error;

/// Outcomes and predicted risks of the same patients, at least one of them.
///
/// ```
/// use medlab_metrics::Predictions;
/// let predictions = Predictions::new(&[true, false], &[0.8, 0.3])?;
/// assert_eq!((predictions.len(), predictions.events()), (2, 1));
/// # Ok::<(), medlab_metrics::InvalidInput>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Predictions<'a> {
    outcomes: &'a [bool],
    risks: &'a [f64],
    events: usize,
}

/// What makes outcomes and risks unusable. Indices count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum InvalidInput {
    /// No patients.
    #[error("expected at least one patient, found none")]
    Empty,
    /// Not one risk for each outcome.
    #[error("expected one risk for each of {outcomes} outcomes, found {risks}")]
    Lengths {
        /// How many outcomes.
        outcomes: usize,
        /// How many risks.
        risks: usize,
    },
    /// Infinite, or not a number.
    #[error("expected a finite number, found {value} at index {index}")]
    NotFinite {
        /// Where.
        index: usize,
        /// What stands there.
        value: f64,
    },
    /// No probability.
    #[error("expected a risk between 0 and 1, found {value} at index {index}")]
    OutsideUnit {
        /// Where.
        index: usize,
        /// What stands there.
        value: f64,
    },
}

impl<'a> Predictions<'a> {
    /// Pairs outcomes with risks: equally many, each risk finite and in `[0, 1]`.
    pub fn new(outcomes: &'a [bool], risks: &'a [f64]) -> Result<Self, InvalidInput> {
        if outcomes.len() != risks.len() {
            let (outcomes, risks) = (outcomes.len(), risks.len());
            return Err(InvalidInput::Lengths { outcomes, risks });
        }
        if outcomes.is_empty() {
            return Err(InvalidInput::Empty);
        }
        for (index, &value) in risks.iter().enumerate() {
            if !value.is_finite() {
                return Err(InvalidInput::NotFinite { index, value });
            }
            if !(0.0..=1.0).contains(&value) {
                return Err(InvalidInput::OutsideUnit { index, value });
            }
        }
        let events = outcomes.iter().filter(|&&outcome| outcome).count();
        Ok(Predictions { outcomes, risks, events })
    }

    /// Whether each patient had the event.
    pub fn outcomes(&self) -> &'a [bool] {
        self.outcomes
    }

    /// The predicted risk of each patient.
    pub fn risks(&self) -> &'a [f64] {
        self.risks
    }

    /// The number of patients.
    #[expect(clippy::len_without_is_empty, reason = "predictions are never empty")]
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// The number of patients with the event.
    pub fn events(&self) -> usize {
        self.events
    }

    /// The number of patients without the event.
    pub fn non_events(&self) -> usize {
        self.len() - self.events
    }

    /// The proportion of patients with the event.
    pub fn prevalence(&self) -> f64 {
        self.events as f64 / self.len() as f64
    }

    /// Whether there are both events and non-events.
    pub fn has_both_classes(&self) -> bool {
        self.events > 0 && self.events < self.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_risk_is_refused_with_its_place() {
        let check = |outcomes: &[bool], risks: &[f64], message: &str| {
            let error = Predictions::new(outcomes, risks).unwrap_err();
            assert_eq!(error.to_string(), message);
        };
        check(&[], &[], "expected at least one patient, found none");
        check(&[true], &[0.1, 0.2], "expected one risk for each of 1 outcomes, found 2");
        let pair = [true, false];
        check(&pair, &[0.1, f64::NAN], "expected a finite number, found NaN at index 1");
        check(
            &pair,
            &[f64::INFINITY, 0.1],
            "expected a finite number, found inf at index 0",
        );
        check(
            &pair,
            &[0.1, 1.5],
            "expected a risk between 0 and 1, found 1.5 at index 1",
        );
        check(
            &pair,
            &[-0.1, 0.5],
            "expected a risk between 0 and 1, found -0.1 at index 0",
        );
    }

    #[test]
    fn the_ends_are_risks() {
        assert!(Predictions::new(&[true, false, true], &[0.0, 1.0, -0.0]).is_ok());
    }
}
