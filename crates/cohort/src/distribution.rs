//! A family with its parameters: quantiles, and probabilities of intervals.
//!
//! The record is rounded, so what is known of a number is an interval; its probability is
//! a difference of the distribution function, never a density.

use crate::dataset::Family;
use crate::normal;
use crate::sample;

/// A continuous family or Poisson, with two parameters; those with one ignore the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Distribution {
    pub(crate) family: Family,
    pub(crate) a: f64,
    pub(crate) b: f64,
}

impl Distribution {
    /// The value below which a value falls with probability `u`; `z` is the standard
    /// normal quantile of `u`.
    pub(crate) fn quantile(self, u: f64, z: f64) -> f64 {
        let Self { family, a, b } = self;
        match family {
            Family::Normal => a + b * z,
            Family::Lognormal => libm::exp(a + b * z),
            Family::Uniform => a + (b - a) * u,
            Family::Exponential => -a * libm::log1p(-u),
            Family::Weibull => b * libm::pow(-libm::log1p(-u), 1.0 / a),
            Family::Poisson => sample::poisson(u, a),
            _ => f64::NAN,
        }
    }

    /// The logarithm of the probability of a value between two ends.
    pub(crate) fn log_between(self, low: f64, high: f64) -> f64 {
        let Self { family, a, b } = self;
        match family {
            Family::Normal => normal_log_between((low - a) / b, (high - a) / b),
            Family::Lognormal => {
                let log = |x: f64| if x > 0.0 { libm::log(x) } else { f64::NEG_INFINITY };
                normal_log_between((log(low) - a) / b, (log(high) - a) / b)
            }
            _ => libm::log(self.between(low, high)),
        }
    }

    /// The probability of a value between two ends.
    pub(crate) fn between(self, low: f64, high: f64) -> f64 {
        let Self { family, a, b } = self;
        let exceeds = |x: f64| match family {
            Family::Exponential => libm::exp(-x.max(0.0) / a),
            _ => libm::exp(-libm::pow(x.max(0.0) / b, a)),
        };
        match family {
            Family::Uniform => (high.min(b) - low.max(a)).max(0.0) / (b - a),
            Family::Exponential | Family::Weibull => exceeds(low) - exceeds(high),
            Family::Poisson => poisson_between(a, low, high),
            _ => libm::exp(self.log_between(low, high)),
        }
    }
}

/// The logarithm of a normal interval's probability.
///
/// A narrow interval's is that of its middle's density times its width, with the next two
/// terms of the series; the rest is below 1e-6 of it where this is used.
fn normal_log_between(low: f64, high: f64) -> f64 {
    const HALF_LOG_TWO_PI: f64 = 0.918_938_533_204_672_8;
    let width = high - low;
    let middle = 0.5 * (low + high);
    if width < 0.3 && middle.abs() * width < 0.5 {
        let square = middle * middle;
        let second = width * width * (square - 1.0) / 24.0;
        let fourth = width * width * width * width / 1920.0
            * (square * square - 6.0 * square + 3.0);
        return -0.5 * square - HALF_LOG_TWO_PI + libm::log(width) + second + fourth
            - 0.5 * second * second;
    }
    libm::log(normal::between(low, high))
}

/// The sum of the Poisson probabilities of whole numbers between two ends.
fn poisson_between(mean: f64, low: f64, high: f64) -> f64 {
    let first = low.ceil().max(0.0);
    if mean <= 0.0 {
        return f64::from(u8::from(first <= 0.0 && high >= 0.0));
    }
    let mut count = first;
    let mut sum = 0.0;
    let mut term = libm::exp(count * libm::log(mean) - mean - libm::lgamma(count + 1.0));
    while count <= high && (term > 0.0 || count < mean) && count < first + 10_000.0 {
        sum += term;
        count += 1.0;
        term *= mean / count;
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_add_up_and_agree_with_quantiles() {
        for (family, a, b) in [
            (Family::Normal, 3.0, 2.0),
            (Family::Lognormal, 0.4, 0.35),
            (Family::Uniform, -1.0, 5.0),
            (Family::Exponential, 2.0, 0.0),
            (Family::Weibull, 1.7, 3.0),
        ] {
            let distribution = Distribution { family, a, b };
            for k in 1..40 {
                let u = f64::from(k) / 40.0;
                let x = distribution.quantile(u, normal::quantile(u));
                let below = distribution.between(f64::NEG_INFINITY, x);
                assert!((below - u).abs() < 1e-12, "{family:?} {u} {below}");
                let narrow = distribution.between(x, x + 0.01);
                let exact = distribution.between(x, f64::INFINITY)
                    - distribution.between(x + 0.01, f64::INFINITY);
                assert!((narrow - exact).abs() < 1e-6 * narrow + 1e-15, "{family:?} {u}");
            }
        }
        let poisson = Distribution { family: Family::Poisson, a: 3.5, b: 0.0 };
        // Hand calculation: exp(-3.5) * 3.5^2 / 2.
        assert!((poisson.between(1.5, 2.5) - 0.184_958_973_5).abs() < 1e-9);
        assert!((poisson.between(-0.5, f64::INFINITY) - 1.0).abs() < 1e-12);
    }
}
