//! Growth: how the cost of a function grows with the size of its input.

/// The slope of ln(cost) over ln(size): about 1 for work in proportion to the size, 2 for work in
/// proportion to its square. None with fewer than two different sizes, or a cost of nothing.
pub(super) fn exponent(sizes: &[usize], costs: &[u64]) -> Option<f64> {
    let logs =
        |values: &[f64]| -> Vec<f64> { values.iter().map(|x| libm::log(*x)).collect() };
    let sizes = logs(&sizes.iter().map(|n| *n as f64).collect::<Vec<_>>());
    let costs = logs(&costs.iter().map(|c| *c as f64).collect::<Vec<_>>());
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (x, y) = (mean(&sizes), mean(&costs));
    let across: f64 = sizes.iter().zip(&costs).map(|(a, b)| (a - x) * (b - y)).sum();
    let along: f64 = sizes.iter().map(|a| (a - x) * (a - x)).sum();
    let slope = across / along;
    slope.is_finite().then_some(slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_have_their_exponents() {
        let sizes = [100, 200, 400, 800];
        for (power, expected) in [(1, 1.0), (2, 2.0)] {
            let costs = sizes.map(|n| 3 * (n as u64).pow(power));
            let found = exponent(&sizes, &costs).unwrap();
            assert!((found - expected).abs() < 1e-12, "{found}");
        }
        assert_eq!(exponent(&[100], &[5]), None);
        assert_eq!(exponent(&[100, 200], &[5, 0]), None);
    }
}
