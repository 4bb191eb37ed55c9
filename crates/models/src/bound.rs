//! A bound: what a setting of an estimator may be.
//!
//! Every setting is bounded, so that no recipe can ask for more than a machine can give.

use crate::FitError;

/// The range of a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The setting's name, as recipes write it.
    pub name: &'static str,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// Whether only whole numbers are allowed.
    pub whole: bool,
    /// What it is where nobody says.
    pub usual: f64,
}

impl Bound {
    /// A whole number from `low` to `high`, usually `usual`.
    pub const fn whole(name: &'static str, low: u32, high: u32, usual: u32) -> Self {
        Self {
            name,
            low: low as f64,
            high: high as f64,
            whole: true,
            usual: usual as f64,
        }
    }

    /// A number from `low` to `high`, usually `usual`.
    pub const fn number(name: &'static str, low: f64, high: f64, usual: f64) -> Self {
        Self { name, low, high, whole: false, usual }
    }

    /// Whether a setting may have this value.
    pub fn allows(&self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
            && (!self.whole || libm::floor(value).to_bits() == value.to_bits())
    }

    /// Refuses a value that the setting may not have, as [`FitError::Setting`].
    pub fn check(&self, found: f64) -> Result<(), FitError> {
        if self.allows(found) {
            return Ok(());
        }
        Err(FitError::Setting { name: self.name, low: self.low, high: self.high, found })
    }

    /// Refuses the first of several values that its setting may not have.
    pub fn check_all<const N: usize>(
        bounds: &[Self; N],
        found: [f64; N],
    ) -> Result<(), FitError> {
        bounds.iter().zip(found).try_for_each(|(bound, found)| bound.check(found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_outside_are_refused_with_their_bound() {
        const NEIGHBOURS: Bound = Bound::whole("neighbours", 1, 9, 5);
        assert_eq!(NEIGHBOURS.check(9.0), Ok(()));
        for found in [0.0, 10.0, 2.5, f64::INFINITY] {
            let refused =
                FitError::Setting { name: "neighbours", low: 1.0, high: 9.0, found };
            assert_eq!(NEIGHBOURS.check(found), Err(refused));
        }
        assert!(NEIGHBOURS.check(f64::NAN).is_err());
        assert_eq!(Bound::number("penalty", 0.1, 2.0, 1.0).check(1.5), Ok(()));
    }
}
