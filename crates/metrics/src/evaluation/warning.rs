//! A warning: what a reader has to know beside the numbers of an evaluation.

use core::fmt;

/// What happened on the way to the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// Risks so close to 0 or 1 that they were clipped for log odds and logarithmic loss.
    RisksClipped {
        /// How many.
        count: usize,
    },
    /// Too few distinct risks for a smooth calibration curve.
    FewDistinctRisks,
    /// Some neighbourhood had no width or too few distinct risks for a smooth curve.
    LoessUndefined,
}

impl Warning {
    /// The name used in files.
    pub fn code(&self) -> &'static str {
        match self {
            Warning::RisksClipped { .. } => "risks_clipped",
            Warning::FewDistinctRisks => "few_distinct_risks",
            Warning::LoessUndefined => "loess_undefined",
        }
    }

    /// How many patients it is about, where that is a number.
    pub fn count(&self) -> Option<usize> {
        match *self {
            Warning::RisksClipped { count } => Some(count),
            Warning::FewDistinctRisks | Warning::LoessUndefined => None,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::RisksClipped { count } => write!(
                f,
                "{count} predicted risks lie closer to 0 or 1 than 1e-10 and were clipped \
                 for log odds and log loss"
            ),
            Warning::FewDistinctRisks => write!(
                f,
                "there are fewer than 10 distinct risks, so the calibration curve is the \
                 observed proportion at each of them"
            ),
            Warning::LoessUndefined => write!(
                f,
                "too many patients share too few risks for a smooth calibration curve, so \
                 it is the observed proportion at each distinct risk"
            ),
        }
    }
}
