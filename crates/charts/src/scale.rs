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
    let step = round_step(span / count as f64);
    let first = (from / step - 1e-9).ceil() as i64;
    let last = (to / step + 1e-9).floor() as i64;
    (first..=last).map(|i| i as f64 * step).collect()
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `least`.
fn round_step(least: f64) -> f64 {
    let mut power = 1e-12;
    while power * 10.0 <= least && power < 1e15 {
        power *= 10.0;
    }
    let fits = |factor: &&f64| power * **factor >= least * (1.0 - 1e-9);
    power * [1.0, 2.0, 2.5, 5.0, 10.0].iter().find(fits).copied().unwrap_or(10.0)
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
        check(0.0, 4000.0, 4, &[0.0, 1000.0, 2000.0, 3000.0, 4000.0]);
    }
}
