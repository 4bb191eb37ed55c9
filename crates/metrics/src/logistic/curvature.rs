//! The likelihood's slope and curvature at one point, and what follows from them: the next
//! step, and at the maximum the standard errors.
//!
//! The intercept is profiled out: columns are centred by the weights of this very point, so
//! that information about them survives even where few patients are left to carry it.

use super::LogisticFit;
use super::design::{Design, Point, residual};
use crate::cholesky::Cholesky;
use crate::sums::{dot, four_dots};
use crate::undefined::Undefined;

/// Rows whose products are summed together: they stay in the nearest cache.
const BLOCK: usize = 256;

/// What is left of a column's information below this share of it is rounding.
const PIVOT_TOLERANCE: f64 = 1e-13;

pub(super) struct Curvature {
    columns: usize,
    /// Sum of the weights, which is the information about the intercept.
    weight: f64,
    /// Means of the scaled columns under the weights.
    means: Vec<f64>,
    /// Penalised information about the coefficients, intercept profiled out; lower triangle.
    information: Vec<f64>,
    score_of_intercept: f64,
    /// Penalised score of the coefficients, that of the intercept taken out.
    score: Vec<f64>,
}

/// Newton's step, and how fast the objective rises at its start.
pub(super) struct Step {
    pub(super) change: Vec<f64>,
    pub(super) gain: f64,
}

impl Design<'_> {
    pub(super) fn curvature(&self, point: &Point) -> Curvature {
        let (rows, columns) = (self.outcomes.len(), self.scaled.len());
        let (mut weights, mut residuals) = (vec![0.0; rows], vec![0.0; rows]);
        let (mut weight, mut score_of_intercept) = (0.0, 0.0);
        for row in 0..rows {
            let (odds, eta) = (point.odds[row], point.predictor[row]);
            let near = 1.0 / (1.0 + odds);
            weights[row] = self.weight(row) * (odds * near) * near;
            residuals[row] = self.weight(row) * residual(self.outcomes[row], eta, odds);
            weight += weights[row];
            score_of_intercept += residuals[row];
        }
        let means: Vec<f64> =
            self.scaled.iter().map(|column| dot(&weights, column) / weight).collect();
        let mut score = vec![0.0; columns];
        for (j, column) in self.scaled.iter().enumerate() {
            let penalty = self.penalty(j + 1) * point.coefficients[j + 1];
            score[j] = dot(&residuals, column) - means[j] * score_of_intercept - penalty;
        }
        let mut information = self.products(&weights, &means);
        for j in 0..columns {
            information[j * columns + j] += self.penalty(j + 1);
        }
        Curvature { columns, weight, means, information, score_of_intercept, score }
    }

    /// `Σ weight * (column j - mean j) * (column k - mean k)` for `k <= j`.
    fn products(&self, weights: &[f64], means: &[f64]) -> Vec<f64> {
        let columns = means.len();
        let mut products = vec![0.0; columns * columns];
        let mut centred = vec![[0.0; BLOCK]; columns];
        let mut weighted = [0.0; BLOCK];
        for first in (0..weights.len()).step_by(BLOCK) {
            let block = first..weights.len().min(first + BLOCK);
            let rows = block.len();
            for (j, column) in self.scaled.iter().enumerate() {
                for (to, from) in centred[j].iter_mut().zip(&column[block.clone()]) {
                    *to = from - means[j];
                }
                for (to, (c, w)) in weighted
                    .iter_mut()
                    .zip(centred[j].iter().zip(&weights[block.clone()]))
                {
                    *to = c * w;
                }
                let (row, weighted) =
                    (&mut products[j * columns..][..=j], &weighted[..rows]);
                let (fours, rest) = row.as_chunks_mut::<4>();
                let mut others = centred.iter().map(|column| &column[..rows]);
                for four in fours {
                    let next = [(); 4].map(|()| others.next().unwrap_or_default());
                    for (product, more) in four.iter_mut().zip(four_dots(weighted, next))
                    {
                        *product += more;
                    }
                }
                for (product, other) in rest.iter_mut().zip(others) {
                    *product += dot(weighted, other);
                }
            }
        }
        products
    }
}

impl Curvature {
    pub(super) fn newton(&self) -> Result<Step, Undefined> {
        if self.weight.is_nan() || self.weight <= 0.0 {
            return Err(Undefined::NotConverged);
        }
        let factor = Cholesky::new(&self.information, self.columns, PIVOT_TOLERANCE)?;
        let slopes = factor.solve(&self.score);
        let own = self.score_of_intercept / self.weight;
        let gain = dot(&self.score, &slopes) + own * self.score_of_intercept;
        let mut change = vec![own - dot(&self.means, &slopes)];
        change.extend(slopes);
        Ok(Step { change, gain })
    }

    /// The fit after a last step, on the columns as given: `coefficient = scaled / scale`, and
    /// the intercept takes the means.
    pub(super) fn report(
        &self,
        design: &Design,
        point: &Point,
        step: &Step,
        iterations: usize,
    ) -> Result<LogisticFit, Undefined> {
        let size = self.columns + 1;
        let inverse = Cholesky::new(&self.information, self.columns, 0.0)?.inverse();
        let pairs = point.coefficients.iter().zip(&step.change);
        let mut coefficients: Vec<f64> = pairs.map(|(from, by)| from + by).collect();
        let mut covariance = vec![0.0; size * size];
        covariance[0] = 1.0 / self.weight;
        let centre = |j: usize| design.means[j] + design.scales[j] * self.means[j];
        for j in 0..self.columns {
            coefficients[j + 1] /= design.scales[j];
            coefficients[0] -= coefficients[j + 1] * design.means[j];
            for k in 0..self.columns {
                let own =
                    inverse[j * self.columns + k] / (design.scales[j] * design.scales[k]);
                covariance[(j + 1) * size + k + 1] = own;
                covariance[j + 1] -= own * centre(k);
                covariance[0] += centre(j) * own * centre(k);
            }
            covariance[(j + 1) * size] = covariance[j + 1];
        }
        let standard_errors =
            (0..size).map(|i| covariance[i * size + i].sqrt()).collect();
        let log_likelihood = point.likelihood;
        Ok(LogisticFit {
            coefficients,
            standard_errors,
            covariance,
            log_likelihood,
            iterations,
        })
    }
}
