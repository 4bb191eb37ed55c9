//! A restricted cubic spline: a smooth curve through knots, straight beyond the outer ones.
//!
//! F. E. Harrell, Regression Modeling Strategies (2015), section 2.4; the terms are those of
//! `rcs` in R's rms.

use medlab_metrics::Undefined;
use medlab_metrics::quantile::quantile;

use crate::FitError;

/// The knots of a restricted cubic spline.
///
/// ```
/// use medlab_models::Spline;
/// let ages: Vec<f64> = (0..101).map(f64::from).collect();
/// let spline = Spline::at_quantiles(&ages, 3)?;
/// assert_eq!(spline.knots(), [10.0, 50.0, 90.0]);
/// assert_eq!(spline.terms(30.0), [30.0, 1.25]);
/// # Ok::<(), medlab_models::FitError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Spline {
    knots: Vec<f64>,
}

impl Spline {
    /// How many knots there may be.
    pub const KNOTS: std::ops::RangeInclusive<usize> = 3..=5;

    /// At these places.
    ///
    /// Refused where there are not 3 to 5 (`out_of_range`), they do not ascend (`too_few`)
    /// or one is not finite (`not_finite`).
    pub fn new(knots: Vec<f64>) -> Result<Self, FitError> {
        if !Self::KNOTS.contains(&knots.len()) {
            return Err(Undefined::OutOfRange.into());
        }
        if knots.iter().any(|knot| !knot.is_finite()) {
            return Err(Undefined::NotFinite.into());
        }
        if knots.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(Undefined::TooFew.into());
        }
        Ok(Self { knots })
    }

    /// At Harrell's quantiles of the values (type 7): 10, 50 and 90 % for three knots; 5, 35,
    /// 65 and 95 % for four; 5, 27.5, 50, 72.5 and 95 % for five. With fewer than 100 values
    /// the outer knots are the fifth smallest and the fifth largest.
    ///
    /// As `Hmisc::rcspline.eval` with `fractied = 0`. Where it would take fewer knots because
    /// of ties, this refuses (`too_few`): a term that nobody asked for explains nothing.
    pub fn at_quantiles(values: &[f64], knots: usize) -> Result<Self, FitError> {
        if !Self::KNOTS.contains(&knots) {
            return Err(Undefined::OutOfRange.into());
        }
        if values.len() < 6 {
            return Err(Undefined::TooFew.into());
        }
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let outer = if knots == 3 { 0.1 } else { 0.05 };
        let gap = (1.0 - 2.0 * outer) / (knots - 1) as f64;
        let mut places: Vec<f64> =
            (0..knots).map(|knot| quantile(&sorted, outer + gap * knot as f64)).collect();
        if sorted.len() < 100 {
            places[0] = sorted[4];
            places[knots - 1] = sorted[sorted.len() - 5];
        }
        Self::new(places)
    }

    /// Where the knots are, ascending.
    pub fn knots(&self) -> &[f64] {
        &self.knots
    }

    /// The value itself, then the curved terms: one less than there are knots.
    ///
    /// Curved term `j` is, with `t` the knots, `(x)+ = max(x, 0)` and `last` and `before` the
    /// two outermost, `((x - t_j)+³ - (x - before)+³ (last - t_j) / (last - before) +
    /// (x - last)+³ (before - t_j) / (last - before)) / (last - first)²`, in the unit of `x`.
    pub fn terms(&self, x: f64) -> Vec<f64> {
        let [first, .., before, last] = self.knots[..] else { return vec![x] };
        let (range, end) = (last - first, last - before);
        let mut terms = vec![x];
        for knot in &self.knots[..self.knots.len() - 2] {
            let curved = cubed(x - knot) - cubed(x - before) * ((last - knot) / end)
                + cubed(x - last) * ((before - knot) / end);
            terms.push(curved / (range * range));
        }
        terms
    }
}

/// The cube of what is above 0.
fn cubed(x: f64) -> f64 {
    let above = x.max(0.0);
    above * above * above
}
