//! An estimate: a value with the limits of its 95 % interval.
//!
//! The value exists; its limits may not, and then they say why.

use crate::undefined::Undefined;

/// The 97.5th percentile of the standard normal distribution, used for every 95 % interval.
pub const Z95: f64 = 1.959963984540054;

/// The ends of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// A value and its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value itself.
    pub value: f64,
    /// The interval, or why there is none.
    pub limits: Result<Limits, Undefined>,
}

impl Limits {
    /// `value ± z * standard_error`, the interval of a normal approximation.
    pub fn wald(value: f64, standard_error: f64) -> Limits {
        let half = Z95 * standard_error;
        Limits { lower: value - half, upper: value + half }
    }

    /// The part of the interval inside `[low, high]`.
    pub fn clipped(self, low: f64, high: f64) -> Limits {
        Limits { lower: self.lower.max(low), upper: self.upper.min(high) }
    }
}

impl Estimate {
    /// A value with its Wald interval.
    pub fn wald(value: f64, standard_error: f64) -> Estimate {
        Estimate { value, limits: Ok(Limits::wald(value, standard_error)) }
    }
}
