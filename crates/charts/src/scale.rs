//! A linear scale with the ticks it is told, for plotters.
//!
//! plotters would choose ticks by a logarithm of the standard library, whose last bit
//! differs between platforms.

use std::ops::Range;

use plotters::coord::ranged1d::{
    KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter,
};

/// Numbers from one end to the other, and where its ticks are.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    from: f64,
    to: f64,
    ticks: Vec<f64>,
}

impl Scale {
    /// A scale; one without a length shows a stretch of length one.
    pub(crate) fn new(from: f64, to: f64, ticks: Vec<f64>) -> Self {
        let to = if to > from { to } else { from + 1.0 };
        Self { from, to, ticks }
    }
}

impl Ranged for Scale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        let share = (value - self.from) / (self.to - self.from);
        let length = f64::from(end) - f64::from(start);
        (f64::from(start) + share * length).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.from..self.to
    }
}

impl ValueFormatter<f64> for Scale {
    fn format(value: &f64) -> String {
        value.to_string()
    }
}

/// Round ticks from `from` to `to`, about `count` of them.
pub(crate) fn ticks(from: f64, to: f64, count: usize) -> Vec<f64> {
    let span = to - from;
    if !(span > 0.0 && span.is_finite()) || count == 0 {
        return vec![from];
    }
    let step = Step::at_least(span / count as f64);
    let first = (from / step.value() - 1e-9).ceil() as i64;
    let last = (to / step.value() + 1e-9).floor() as i64;
    (first..=last).map(|i| step.times(i as f64)).collect()
}

/// A factor times a power of ten, kept apart so that its multiples are as exact as can be.
#[derive(Clone, Copy, Debug)]
struct Step {
    factor: f64,
    exponent: i32,
}

impl Step {
    /// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `least`.
    fn at_least(least: f64) -> Self {
        let steps = (-12..=15).flat_map(|exponent| {
            [1.0, 2.0, 2.5, 5.0].map(|factor| Self { factor, exponent })
        });
        let widest = Self { factor: 1.0, exponent: 16 };
        let mut steps = steps.skip_while(|step| step.value() < least * (1.0 - 1e-9));
        steps.next().unwrap_or(widest)
    }

    fn value(self) -> f64 {
        self.times(1.0)
    }

    fn times(self, number: f64) -> f64 {
        let power = (0..self.exponent.abs()).fold(1.0, |power, _| power * 10.0);
        match self.exponent {
            0.. => number * self.factor * power,
            _ => number * self.factor / power,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: f64, to: f64, count: usize, expected: &[f64]) {
        let found = ticks(from, to, count);
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (a, b) in found.iter().zip(expected) {
            assert!((a - b).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn ticks_are_round_and_inside() {
        check(0.0, 1.0, 5, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        check(-0.05, 0.12, 4, &[-0.05, 0.0, 0.05, 0.1]);
        check(0.0, 0.3, 3, &[0.0, 0.1, 0.2, 0.3]);
        check(3.0, 3.0, 3, &[3.0]);
        assert_eq!(
            ticks(0.0, 6.0, 8).iter().map(f64::to_string).collect::<Vec<_>>(),
            ["0", "1", "2", "3", "4", "5", "6"]
        );
        check(0.0, 4000.0, 4, &[0.0, 1000.0, 2000.0, 3000.0, 4000.0]);
    }
}
