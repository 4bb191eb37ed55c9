//! Calibration intercept and slope in resample after resample of clusters.
//!
//! Both are logistic regressions of the outcome on logit(risk). A resample's fit is close to
//! that of all patients, where each cluster's sums of first, second and third derivatives are
//! known beforehand. They give the resample's fit up to a cubic error without looking at a
//! patient; Newton steps over the patients drawn then make it exact. What does not settle at
//! once is handed to [`Logistic`], which tells separation from slowness.

use libm::exp;

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
    intercept: Result<Expanded<1, 3>, Undefined>,
    slope: Result<Expanded<2, 9>, Undefined>,
}

/// The fit of all patients, and each cluster's derivatives of the log likelihood there.
struct Expanded<const COEFFICIENTS: usize, const SUMS: usize> {
    fit: [f64; COEFFICIENTS],
    of_cluster: Vec<[f64; SUMS]>,
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
        recalibration.intercept = recalibration.expanded_intercept();
        recalibration.slope = recalibration.expanded_slope();
        recalibration
    }

    /// The calibration intercept (in the large) where each cluster is drawn so often.
    pub(super) fn intercept(&self, counts: &[u8]) -> Result<f64, Undefined> {
        let expanded = self.intercept.as_ref().map_err(|&reason| reason)?;
        let [score, information, third] = expanded.sum(counts);
        let newton = score / information;
        let mut shift =
            expanded.fit[0] + newton - 0.5 * third * newton * newton / information;
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
        let expanded = self.slope.as_ref().map_err(|&reason| reason)?;
        let [s0, s1, h0, h1, h2, t0, t1, t2, t3] = expanded.sum(counts);
        let newton = solved([h0, h1, h2], [s0, s1]);
        let [a, b] = newton;
        let bend = [
            t0 * (a * a) + 2.0 * t1 * (a * b) + t2 * (b * b),
            t1 * (a * a) + 2.0 * t2 * (a * b) + t3 * (b * b),
        ];
        let bent = solved([h0, h1, h2], bend);
        let [mut a, mut b] =
            [0, 1].map(|which| expanded.fit[which] + newton[which] - 0.5 * bent[which]);
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
            if step[0].abs() < LAST_STEP && step[1].abs() < LAST_STEP {
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

    fn expanded_intercept(&self) -> Result<Expanded<1, 3>, Undefined> {
        let fit = Logistic::new(&[]).offset(&self.logits).fit(&self.outcomes)?;
        let shift = fit.coefficients[0];
        let of_cluster = self.of_clusters(|at| {
            let risk = 1.0 / (1.0 + self.odds_against[at] * exp(-shift));
            let variance = risk * (1.0 - risk);
            [self.outcomes[at] - risk, variance, variance * (1.0 - 2.0 * risk)]
        });
        Ok(Expanded { fit: [shift], of_cluster })
    }

    fn expanded_slope(&self) -> Result<Expanded<2, 9>, Undefined> {
        let columns = [self.centred.as_slice()];
        let fit =
            Logistic::new(&columns).fit(&self.outcomes).map_err(constant_if_collinear)?;
        let (a, b) = (fit.coefficients[0], fit.coefficients[1]);
        let of_cluster = self.of_clusters(|at| {
            let x = self.centred[at];
            let risk = 1.0 / (1.0 + exp(-(a + b * x)));
            let residual = self.outcomes[at] - risk;
            let variance = risk * (1.0 - risk);
            let third = variance * (1.0 - 2.0 * risk);
            [
                residual,
                residual * x,
                variance,
                variance * x,
                variance * (x * x),
                third,
                third * x,
                third * (x * x),
                third * (x * x * x),
            ]
        });
        Ok(Expanded { fit: [a, b], of_cluster })
    }

    /// Each cluster's sum over its patients.
    fn of_clusters<const SUMS: usize>(
        &self,
        of_patient: impl Fn(usize) -> [f64; SUMS],
    ) -> Vec<[f64; SUMS]> {
        self.starts
            .windows(2)
            .map(|ends| {
                (ends[0]..ends[1])
                    .fold([0.0; SUMS], |sums, at| plus(sums, 1.0, &of_patient(at)))
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

impl<const COEFFICIENTS: usize, const SUMS: usize> Expanded<COEFFICIENTS, SUMS> {
    fn sum(&self, counts: &[u8]) -> [f64; SUMS] {
        let clusters = self.of_cluster.iter().zip(counts);
        clusters.fold([0.0; SUMS], |sums, (of_cluster, &count)| {
            plus(sums, f64::from(count), of_cluster)
        })
    }
}

/// The risks of a resample can be all equal although not all patients' are.
fn constant_if_collinear(reason: Undefined) -> Undefined {
    if reason == Undefined::Collinear { Undefined::ConstantRisk } else { reason }
}

#[inline]
fn plus<const N: usize>(mut sums: [f64; N], count: f64, more: &[f64; N]) -> [f64; N] {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += count * more;
    }
    sums
}

/// Solves the symmetric pair of equations with matrix `[[h0, h1], [h1, h2]]`.
#[inline]
fn solved([h0, h1, h2]: [f64; 3], [s0, s1]: [f64; 2]) -> [f64; 2] {
    let determinant = h0 * h2 - h1 * h1;
    [(h2 * s0 - h1 * s1) / determinant, (h0 * s1 - h1 * s0) / determinant]
}
