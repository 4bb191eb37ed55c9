//! Why a measure has no value.
//!
//! Undefined is an answer, not a failure: an AUROC without events does not exist, and the
//! reader should learn that instead of seeing a number. Bad input is something else, see
//! [`InvalidInput`](crate::InvalidInput).

use thiserror::Error;

/// The reason why a measure, or its interval, does not exist for these data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Undefined {
    /// There are no patients.
    #[error("there are no patients")]
    Empty,
    /// Only events or only non-events.
    #[error("all patients have the same outcome")]
    OneClass,
    /// Fewer patients than the formula needs.
    #[error("there are too few patients")]
    TooFew,
    /// No event.
    #[error("there is no event")]
    NoEvents,
    /// A proportion of nobody.
    #[error("no patient is counted in the denominator")]
    EmptyDenominator,
    /// The risks sum to zero.
    #[error("the expected number of events is zero")]
    NoExpected,
    /// All predicted risks are equal.
    #[error("all patients have the same predicted risk")]
    ConstantRisk,
    /// A combination of the columns separates the outcomes, so coefficients grow without bound.
    #[error("the outcomes are separated perfectly, so the estimate is infinite")]
    Separated,
    /// One column is a combination of the others.
    #[error("one column is a combination of the others")]
    Collinear,
    /// The iterations did not settle.
    #[error("the fit did not converge")]
    NotConverged,
    /// A local fit has no width or too few distinct values to stand on.
    #[error("a neighbourhood holds too few distinct risks for a smooth curve")]
    NoNeighbourhood,
    /// The standard error is zero, so a test statistic would divide by it.
    #[error("the standard error is zero")]
    NoVariance,
    /// A parameter lies outside the range in which the measure is defined.
    #[error("a parameter lies outside its range")]
    OutOfRange,
    /// Slices that should belong to the same patients differ in length.
    #[error("the columns differ in length")]
    Lengths,
    /// A number is infinite or not a number.
    #[error("a number is not finite")]
    NotFinite,
}

impl Undefined {
    /// The name used in files: lower case, words joined by underscores, never changed.
    ///
    /// ```
    /// use medlab_metrics::Undefined;
    /// assert_eq!(Undefined::OneClass.code(), "one_class");
    /// ```
    pub fn code(self) -> &'static str {
        match self {
            Undefined::Empty => "empty",
            Undefined::OneClass => "one_class",
            Undefined::TooFew => "too_few",
            Undefined::NoEvents => "no_events",
            Undefined::EmptyDenominator => "empty_denominator",
            Undefined::NoExpected => "no_expected",
            Undefined::ConstantRisk => "constant_risk",
            Undefined::Separated => "separated",
            Undefined::Collinear => "collinear",
            Undefined::NotConverged => "not_converged",
            Undefined::NoNeighbourhood => "no_neighbourhood",
            Undefined::NoVariance => "no_variance",
            Undefined::OutOfRange => "out_of_range",
            Undefined::Lengths => "lengths",
            Undefined::NotFinite => "not_finite",
        }
    }
}
