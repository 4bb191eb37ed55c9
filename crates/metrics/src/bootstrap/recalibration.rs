//! Calibration intercept and slope in resample after resample of clusters.
//!
//! Both are logistic regressions of the outcome on logit(risk). A resample's fit is close to
//! that of all patients, and the [series around it](super::expansion) gives it from sums over
//! clusters. Where the resample is too far off for that, as in few patients, Newton steps over
//! the patients drawn go on from there. What does not settle either is handed to
//! [`Logistic`], which tells separation from slowness.

use libm::exp;

use super::expansion::{Line, Shift, small, solved};
use crate::calibration::Logits;
use crate::logistic::Logistic;
use crate::undefined::Undefined;

/// A step below this leaves an error of its square, far below what a percentile could show.
const LAST_STEP: f64 = 1e-5;

/// More steps than a resample near the whole needs.
const MOST_STEPS: usize = 12;

/// Patients in order of their clusters, and what is known of each cluster.
pub(super) struct Recalibration {
    outcomes: Vec<f64>,
    /// logit(risk).
    logits: Vec<f64>,
    /// logit(risk) less its mean, so that the two coefficients of the slope hardly depend on
    /// each other.
    centred: Vec<f64>,
    /// exp(-logit(risk)).
    odds_against: Vec<f64>,
    /// Cluster c holds the patients from `starts[c]` to `starts[c + 1]`.
    starts: Vec<usize>,
    /// Around the intercept of all patients.
    intercept: Result<Shift, Undefined>,
    /// Around the slope of all patients.
    slope: Result<Line, Undefined>,
}

impl Recalibration {
    /// Patients given cluster by cluster, `starts` as in the field.
    pub(super) fn new(outcomes: Vec<f64>, risks: &[f64], starts: Vec<usize>) -> Self {
        let logits = Logits::of(risks).values;
        let mean = logits.iter().sum::<f64>() / logits.len() as f64;
        let mut recalibration = Self {
            outcomes,
            centred: logits.iter().map(|logit| logit - mean).collect(),
            odds_against: logits.iter().map(|logit| exp(-logit)).collect(),
            logits,
            starts,
            intercept: Err(Undefined::Empty),
            slope: Err(Undefined::Empty),
        };
        recalibration.intercept = recalibration.around_intercept();
        recalibration.slope = recalibration.around_slope();
        recalibration
    }

    /// The calibration intercept (in the large) where each cluster is drawn so often.
    pub(super) fn intercept(&self, counts: &[u8]) -> Result<f64, Undefined> {
        let moved = self.intercept.as_ref().map_err(|&reason| reason)?.moved(counts);
        let [mut shift] = moved.coefficients;
        if moved.settled {
            return Ok(shift);
        }
        for _ in 0..MOST_STEPS {
            let factor = exp(-shift);
            let (mut score, mut information) = (0.0, 0.0);
            self.for_each_drawn(counts, |at, count| {
                let risk = 1.0 / (1.0 + self.odds_against[at] * factor);
                score += count * (self.outcomes[at] - risk);
                information += count * (risk * (1.0 - risk));
            });
            let step = score / information;
            shift += step;
            if step.abs() < LAST_STEP {
                return Ok(shift);
            }
            if !step.is_finite() {
                break;
            }
        }
        let weights = self.weights(counts);
        let fit = Logistic::new(&[]).offset(&self.logits).weights(&weights);
        Ok(fit.fit(&self.outcomes)?.coefficients[0])
    }

    /// The calibration slope where each cluster is drawn so often.
    pub(super) fn slope(&self, counts: &[u8]) -> Result<f64, Undefined> {
        let moved = self.slope.as_ref().map_err(|&reason| reason)?.moved(counts);
        let [mut a, mut b] = moved.coefficients;
        if moved.settled {
            return Ok(b);
        }
        for _ in 0..MOST_STEPS {
            let (mut score, mut information) = ([0.0; 2], [0.0; 3]);
            self.for_each_drawn(counts, |at, count| {
                let x = self.centred[at];
                let risk = 1.0 / (1.0 + exp(-(a + b * x)));
                let residual = count * (self.outcomes[at] - risk);
                let weight = count * (risk * (1.0 - risk));
                score[0] += residual;
                score[1] += residual * x;
                information[0] += weight;
                information[1] += weight * x;
                information[2] += weight * (x * x);
            });
            let step = solved(information, score);
            a += step[0];
            b += step[1];
            if small(step, LAST_STEP) {
                return Ok(b);
            }
            if !(step[0].is_finite() && step[1].is_finite()) {
                break;
            }
        }
        let weights = self.weights(counts);
        let columns = [self.centred.as_slice()];
        let fit = Logistic::new(&columns).weights(&weights).fit(&self.outcomes);
        Ok(fit.map_err(constant_if_collinear)?.coefficients[1])
    }

    fn around_intercept(&self) -> Result<Shift, Undefined> {
        let fit = Logistic::new(&[]).offset(&self.logits).fit(&self.outcomes)?;
        let fit = fit.coefficients[0];
        let of_cluster = self.of_clusters(|at| {
            let risk = 1.0 / (1.0 + self.odds_against[at] * exp(-fit));
            Shift::of_patient(self.outcomes[at], risk)
        });
        Ok(Shift { fit, of_cluster })
    }

    fn around_slope(&self) -> Result<Line, Undefined> {
        let columns = [self.centred.as_slice()];
        let fit =
            Logistic::new(&columns).fit(&self.outcomes).map_err(constant_if_collinear)?;
        let (a, b) = (fit.coefficients[0], fit.coefficients[1]);
        let of_cluster = self.of_clusters(|at| {
            let x = self.centred[at];
            Line::of_patient(self.outcomes[at], 1.0 / (1.0 + exp(-(a + b * x))), x)
        });
        Ok(Line { fit: [a, b], of_cluster })
    }

    /// Each cluster's sum over its patients.
    fn of_clusters<const SUMS: usize>(
        &self,
        of_patient: impl Fn(usize) -> [f64; SUMS],
    ) -> Vec<[f64; SUMS]> {
        self.starts
            .windows(2)
            .map(|ends| {
                let mut sums = [0.0; SUMS];
                for at in ends[0]..ends[1] {
                    for (sum, term) in sums.iter_mut().zip(of_patient(at)) {
                        *sum += term;
                    }
                }
                sums
            })
            .collect()
    }

    /// Visits the patients of the clusters drawn.
    #[inline]
    fn for_each_drawn(&self, counts: &[u8], mut visit: impl FnMut(usize, f64)) {
        for (ends, &count) in self.starts.windows(2).zip(counts) {
            if count > 0 {
                (ends[0]..ends[1]).for_each(|at| visit(at, f64::from(count)));
            }
        }
    }

    /// Each patient's weight.
    fn weights(&self, counts: &[u8]) -> Vec<f64> {
        let sizes = self.starts.windows(2).map(|ends| ends[1] - ends[0]);
        counts
            .iter()
            .zip(sizes)
            .flat_map(|(&count, size)| std::iter::repeat_n(f64::from(count), size))
            .collect()
    }
}

/// The risks of a resample can be all equal although not all patients' are.
fn constant_if_collinear(reason: Undefined) -> Undefined {
    if reason == Undefined::Collinear { Undefined::ConstantRisk } else { reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bootstrap::Bootstrap;
    use crate::random::Random;

    /// In many patients the series settles and no patient is looked at; in few it does not, and
    /// Newton steps go on. Both end where the plain fit does.
    #[test]
    fn both_ways_end_at_the_plain_fit() {
        for (clusters, settles) in [(30_000, true), (25, false)] {
            let mut random = Random::new(5);
            let x: Vec<f64> =
                (0..3 * clusters).map(|_| 4.0 * random.uniform() - 3.0).collect();
            let outcomes: Vec<f64> = x
                .iter()
                .map(|x| f64::from(random.uniform() < 1.0 / (1.0 + exp(-x))))
                .collect();
            let risks: Vec<f64> =
                x.iter().map(|x| 1.0 / (1.0 + exp(0.4 - 1.3 * x))).collect();
            let starts = (0..=clusters).map(|cluster| 3 * cluster).collect();
            let found = Recalibration::new(outcomes.clone(), &risks, starts);
            Bootstrap { resamples: 5, seed: 2 }.each(clusters, |counts| {
                let (shift, line) = (found.intercept.as_ref(), found.slope.as_ref());
                assert_eq!(shift.ok().unwrap().moved(counts).settled, settles);
                assert_eq!(line.ok().unwrap().moved(counts).settled, settles);
                let weights = found.weights(counts);
                let logits = Logits::of(&risks).values;
                let plain = Logistic::new(&[]).offset(&logits).weights(&weights);
                let plain = plain.fit(&outcomes).unwrap().coefficients[0];
                assert!((found.intercept(counts).unwrap() - plain).abs() < 1e-8);
                let columns = [logits.as_slice()];
                let plain = Logistic::new(&columns).weights(&weights).fit(&outcomes);
                let plain = plain.unwrap().coefficients[1];
                assert!((found.slope(counts).unwrap() - plain).abs() < 1e-8);
            });
        }
    }
}
