//! The few statistics that these tests need, written apart from the crates they might test.

/// The mean.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard deviation.
pub(crate) fn sd(values: &[f64]) -> f64 {
    let center = mean(values);
    let squares: f64 = values.iter().map(|x| (x - center) * (x - center)).sum();
    (squares / (values.len() as f64 - 1.0)).sqrt()
}

/// The standard error of a standard deviation, heavy tails included.
pub(crate) fn standard_error_of_sd(values: &[f64]) -> f64 {
    let (center, spread) = (mean(values), sd(values));
    let fourth: f64 = values
        .iter()
        .map(|x| {
            let square = (x - center) * (x - center);
            square * square
        })
        .sum();
    let n = values.len() as f64;
    let variance = (fourth / n - spread * spread * spread * spread) / n;
    variance.sqrt() / (2.0 * spread)
}

/// The probability that who has the event scores higher than who has not, ties half, when each
/// patient has it with a probability (or 1 and 0).
pub(crate) fn auroc(score: &[f64], event: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..score.len()).collect();
    order.sort_by(|a, b| score[*a].total_cmp(&score[*b]));
    let (mut below, mut pairs, mut events) = (0.0, 0.0, 0.0);
    let mut at = 0;
    while at < order.len() {
        let (mut with, mut without) = (0.0, 0.0);
        let tied = score[order[at]];
        while at < order.len() && score[order[at]].total_cmp(&tied).is_eq() {
            with += event[order[at]];
            without += 1.0 - event[order[at]];
            at += 1;
        }
        pairs += with * (below + without / 2.0);
        below += without;
        events += with;
    }
    pairs / (events * below)
}

/// The linear predictor of a logistic regression of an outcome between 0 and 1.
pub(crate) fn logistic(columns: &[Vec<f64>], outcome: &[f64]) -> Vec<f64> {
    let mut scaled: Vec<Vec<f64>> = vec![vec![1.0; outcome.len()]];
    for column in columns {
        let (center, spread) = (mean(column), sd(column).max(1e-9));
        scaled.push(column.iter().map(|x| (x - center) / spread).collect());
    }
    let width = scaled.len();
    let mut weights = vec![0.0; width];
    let mut linear = vec![0.0; outcome.len()];
    for _ in 0..10 {
        let mut gradient = vec![0.0; width];
        let mut curvature = vec![vec![0.0; width]; width];
        for row in 0..outcome.len() {
            let p = 1.0 / (1.0 + libm::exp(-linear[row]));
            for a in 0..width {
                gradient[a] += scaled[a][row] * (outcome[row] - p);
                for b in 0..=a {
                    curvature[a][b] += scaled[a][row] * scaled[b][row] * p * (1.0 - p);
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solve(curvature, gradient)) {
            *weight += step;
        }
        for (row, linear) in linear.iter_mut().enumerate() {
            *linear = (0..width).map(|a| weights[a] * scaled[a][row]).sum();
        }
    }
    linear
}

/// Solves a symmetric system given by its lower triangle, by Cholesky.
fn solve(mut lower: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let width = right.len();
    for a in 0..width {
        for b in 0..=a {
            let inner: f64 = (0..b).map(|k| lower[a][k] * lower[b][k]).sum();
            let rest = lower[a][b] - inner;
            lower[a][b] = if a == b { rest.sqrt() } else { rest / lower[b][b] };
        }
        let inner: f64 = (0..a).map(|k| lower[a][k] * right[k]).sum();
        right[a] = (right[a] - inner) / lower[a][a];
    }
    for a in (0..width).rev() {
        let inner: f64 = (a + 1..width).map(|k| lower[k][a] * right[k]).sum();
        right[a] = (right[a] - inner) / lower[a][a];
    }
    right
}
