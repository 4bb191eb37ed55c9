//! An interval for a number that comes true later, and what it is worth then.
//!
//! What a 95 % interval is worth is its interval score: its width, and where the truth lies
//! outside, 2/0.05 times the distance besides. Nobody gains by saying more or less than they
//! know: the mean score is least for the true 2.5 and 97.5 % quantiles (T. Gneiting, A. E.
//! Raftery, Journal of the American Statistical Association 102 (2007) 359-378, section 6.2). The
//! lower the better. An interval that says nothing has the worst score, and no score is worse.

use super::failure::Failure;

/// The share of intervals that may miss.
const ALPHA: f64 = 0.05;

/// What somebody says of a number: a value, and the limits of its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Claim {
    pub(super) low: f64,
    pub(super) value: f64,
    pub(super) high: f64,
}

/// The scale on which a number is judged: from the least to the most that can be said of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) name: &'static str,
    least: f64,
    most: f64,
    ratio: bool,
}

/// The chance that of two patients the one with the outcome has the higher risk.
pub(super) const AUROC: Scale =
    Scale { name: "auroc", least: 0.0, most: 1.0, ratio: false };

/// Observed over expected, as its logarithm: half as many and twice as many lie equally far off,
/// and nobody gains by stating all risks ten times too high.
pub(super) const OBSERVED_EXPECTED: Scale =
    Scale { name: "observed_expected", least: 0.1, most: 10.0, ratio: true };

/// What a claim turned out to be worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Worth {
    /// The value, minus the truth.
    pub(super) error: f64,
    /// Whether the truth lies within the limits.
    pub(super) covered: bool,
    /// The interval score, at most the worst.
    pub(super) score: f64,
}

impl Scale {
    /// The worst score: the width of all that can be said.
    pub(super) fn worst(self) -> f64 {
        self.at(self.most) - self.at(self.least)
    }

    /// What a claim that is none is worth.
    pub(super) fn nothing(self) -> Worth {
        Worth { error: self.worst(), covered: false, score: self.worst() }
    }

    /// What a claim is worth now that the truth is known, and what is wrong with it.
    pub(super) fn worth(self, claim: Claim, truth: f64) -> (Worth, Option<Failure>) {
        let Claim { low, value, high } = claim;
        if [low, value, high].iter().any(|number| number.is_nan()) {
            return (self.nothing(), Some(Failure::NotANumber));
        }
        if !value.is_finite() {
            return (self.nothing(), Some(Failure::NoInterval));
        }
        let said = |number: f64| self.at(number.clamp(self.least, self.most));
        let error = said(value) - self.at(truth);
        let (from, to) = (said(low), said(high));
        let infinite = low.is_infinite() || high.is_infinite();
        // A ratio of counts is never negative; its logarithm may be.
        let impossible = self.ratio && (low < 0.0 || value <= 0.0);
        if infinite
            || impossible
            || low > value
            || value > high
            || to - from >= self.worst()
        {
            let nothing = Worth { error, ..self.nothing() };
            return (nothing, Some(Failure::NoInterval));
        }
        let score = score(from, to, self.at(truth)).min(self.worst());
        let covered = (from..=to).contains(&self.at(truth));
        let missed = (!covered).then_some(Failure::MissedTruth);
        (Worth { error, covered, score }, missed)
    }

    fn at(self, number: f64) -> f64 {
        if self.ratio { libm::log(number) } else { number }
    }
}

/// The score of a 95 % interval.
fn score(low: f64, high: f64, truth: f64) -> f64 {
    let outside = (low - truth).max(truth - high).max(0.0);
    high - low + 2.0 / ALPHA * outside
}

/// What many claims were worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    /// The mean error.
    pub(super) bias: f64,
    /// The square root of the mean squared error.
    pub(super) rmse: f64,
    /// The share of intervals in which the truth lies.
    pub(super) coverage: f64,
    /// The mean interval score.
    pub(super) score: f64,
}

/// Sums up; none of nothing.
pub(super) fn summary(worths: &[Worth]) -> Option<Summary> {
    let count = (!worths.is_empty()).then_some(worths.len() as f64)?;
    let mean = |of: &dyn Fn(&Worth) -> f64| worths.iter().map(of).sum::<f64>() / count;
    Some(Summary {
        bias: mean(&|worth| worth.error),
        rmse: mean(&|worth| worth.error * worth.error).sqrt(),
        coverage: mean(&|worth| f64::from(u8::from(worth.covered))),
        score: mean(&|worth| worth.score),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(low: f64, value: f64, high: f64) -> Claim {
        Claim { low, value, high }
    }

    #[test]
    fn a_score_is_the_width_and_forty_times_what_is_missed() {
        let cases = [
            (AUROC, claim(0.6, 0.7, 0.8), 0.65, 0.2, true),
            (AUROC, claim(0.6, 0.7, 0.8), 0.8, 0.2, true),
            (AUROC, claim(0.6, 0.7, 0.8), 0.81, 0.2 + 0.4, false),
            (AUROC, claim(0.6, 0.7, 0.8), 0.59, 0.2 + 0.4, false),
            (AUROC, claim(0.9, 0.95, 1.2), 0.95, 0.1, true),
            (AUROC, claim(0.6, 0.6, 0.6), 0.8, 1.0, false),
            (OBSERVED_EXPECTED, claim(0.5, 1.0, 2.0), 1.0, libm::log(4.0), true),
            (
                OBSERVED_EXPECTED,
                claim(1.0, 1.0, 1.0),
                1.01,
                40.0 * libm::log(1.01),
                false,
            ),
        ];
        for (scale, claim, truth, score, covered) in cases {
            let (worth, failure) = scale.worth(claim, truth);
            assert!((worth.score - score).abs() < 1e-12, "{claim:?}: {worth:?}");
            assert_eq!(worth.covered, covered, "{claim:?}");
            assert_eq!(failure, (!covered).then_some(Failure::MissedTruth));
        }
    }

    #[test]
    fn what_is_no_interval_has_the_worst_score_and_covers_nothing() {
        let (never, nan) = (f64::INFINITY, f64::NAN);
        let claims = [
            (claim(-never, 0.7, never), Failure::NoInterval),
            (claim(0.6, 0.7, never), Failure::NoInterval),
            (claim(0.0, 0.7, 1.0), Failure::NoInterval),
            (claim(-1e300, 0.7, 1e300), Failure::NoInterval),
            (claim(0.8, 0.7, 0.6), Failure::NoInterval),
            (claim(0.6, 0.9, 0.8), Failure::NoInterval),
            (claim(0.6, never, never), Failure::NoInterval),
            (claim(nan, 0.7, 0.8), Failure::NotANumber),
            (claim(0.6, nan, 0.8), Failure::NotANumber),
        ];
        for scale in [AUROC, OBSERVED_EXPECTED] {
            for (claim, expected) in claims {
                if scale.ratio && claim.low == 0.0 {
                    continue;
                }
                let (worth, failure) = scale.worth(claim, 0.7);
                assert!((worth.score - scale.worst()).abs() < 1e-12, "{claim:?}");
                assert!(!worth.covered, "{claim:?}");
                assert_eq!(failure, Some(expected), "{claim:?}");
            }
        }
        let (worth, _) = AUROC.worth(claim(-never, 0.75, never), 0.7);
        assert!((worth.error - 0.05).abs() < 1e-12, "{worth:?}");
    }

    /// A truth beyond the scale is never met by limits that are cut to it.
    #[test]
    fn risks_that_are_stated_far_too_high_gain_nothing() {
        let (worth, _) = OBSERVED_EXPECTED.worth(claim(0.01, 0.08, 0.09), 0.08);
        assert!(!worth.covered && worth.score > 4.0, "{worth:?}");
    }

    /// Over a standard normal truth, the mean score of the interval ±c is
    /// 2c + 80 (density(c) - c (1 - Φ(c))), which is least at c = 1.96: 4.6755.
    #[test]
    fn the_honest_interval_scores_least() {
        let normal =
            |x: f64| libm::exp(-x * x / 2.0) / (2.0 * std::f64::consts::PI).sqrt();
        let step = 1e-3;
        let truths: Vec<f64> = (-8000..=8000).map(|i| f64::from(i) * step).collect();
        let mean = |c: f64| -> f64 {
            truths.iter().map(|t| score(-c, c, *t) * normal(*t) * step).sum()
        };
        let honest = mean(1.959_964);
        assert!((honest - 4.675_606).abs() < 1e-4, "{honest}");
        for c in [1.0, 1.7, 2.2, 3.0] {
            assert!(mean(c) > honest, "{c}");
        }
    }

    #[test]
    fn worths_are_summed_up() {
        let worth = |error, covered, score| Worth { error, covered, score };
        let all = [worth(0.3, true, 0.2), worth(-0.1, false, 0.6)];
        let found = summary(&all).unwrap();
        let expected =
            Summary { bias: 0.1, rmse: 0.05_f64.sqrt(), coverage: 0.5, score: 0.4 };
        for (a, b) in [
            (found.bias, expected.bias),
            (found.rmse, expected.rmse),
            (found.coverage, expected.coverage),
            (found.score, expected.score),
        ] {
            assert!((a - b).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(summary(&[]), None);
    }
}
