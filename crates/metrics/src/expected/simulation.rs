//! Tests by simulation: expectations against the ordinary measures on drawn outcomes.

use super::*;
use crate::random::Random;

/// Patients whose predicted risk is a distorted and noisy view of the true one; every third
/// prediction is rounded, so that some tie.
fn patients(n: usize, random: &mut Random) -> (Vec<f64>, Vec<f64>) {
    let logistic = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    (0..n)
        .map(|i| {
            let x = 4.0 * random.uniform() - 3.0;
            let predicted = logistic(0.3 + 1.4 * x + 2.0 * (random.uniform() - 0.5));
            let rounded = (predicted * 20.0).round() / 20.0;
            (logistic(x), if i % 3 == 0 { rounded } else { predicted })
        })
        .unzip()
}

fn draw(truth: &[f64], random: &mut Random) -> Vec<f64> {
    truth.iter().map(|&p| f64::from(random.uniform() < p)).collect()
}

struct Mean {
    values: Vec<f64>,
}

impl Mean {
    fn value(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.values.len() as f64
    }

    fn standard_deviation(&self) -> f64 {
        let mean = self.value();
        let squares: f64 = self.values.iter().map(|v| (v - mean) * (v - mean)).sum();
        (squares / (self.values.len() - 1) as f64).sqrt()
    }
}

type Measure = fn(&[f64], &[f64]) -> Result<f64, crate::Undefined>;

/// With outcomes drawn again and again, each measure averages to its expectation. `allowed`
/// is the bias of a ratio or an estimate in 300 patients, on top of 4.5 standard errors.
#[test]
fn drawn_outcomes_average_to_the_expectation() {
    let cases: [(&str, Measure, f64); 12] = [
        ("auroc", auroc, 2e-4),
        ("observed_expected", observed_expected, 0.0),
        ("in_the_large", in_the_large, 5e-3),
        ("slope", slope, 3e-2),
        ("brier", brier, 0.0),
        ("scaled_brier", scaled_brier, 2e-3),
        ("log_loss", log_loss, 0.0),
        ("net_benefit", |p, r| net_benefit(p, r, 0.3), 0.0),
        ("sensitivity", |p, r| sensitivity(p, r, 0.3), 2e-4),
        ("specificity", |p, r| specificity(p, r, 0.3), 2e-4),
        ("ppv", |p, r| ppv(p, r, 0.3), 0.0),
        ("npv", |p, r| npv(p, r, 0.3), 0.0),
    ];
    let mut random = Random::new(20);
    let (truth, predicted) = patients(300, &mut random);
    let draws: Vec<Vec<f64>> = (0..2000).map(|_| draw(&truth, &mut random)).collect();
    for (name, measure, allowed) in cases {
        let values =
            draws.iter().map(|drawn| measure(drawn, &predicted).unwrap()).collect();
        let mean = Mean { values };
        let expected = measure(&truth, &predicted).unwrap();
        let error = mean.standard_deviation() / 2000_f64.sqrt();
        assert!(
            (mean.value() - expected).abs() < 4.5 * error + allowed,
            "{name}: {} drawn, {expected} expected, standard error {error}",
            mean.value()
        );
    }
}

/// Leaving a patient's pair with itself in would be seen: in ten patients the area moves by
/// several hundredths.
#[test]
fn nobody_is_compared_with_themselves() {
    let mut random = Random::new(5);
    let truth = [0.5; 10];
    let predicted: Vec<f64> = (0..10).map(|i| f64::from(i) / 10.0).collect();
    let mut ordered = Vec::new();
    let mut pairs = Vec::new();
    for _ in 0..20_000 {
        let drawn = draw(&truth, &mut random);
        let events: f64 = drawn.iter().sum();
        let all = events * (10.0 - events);
        pairs.push(all);
        ordered.push(if all > 0.0 {
            all * auroc(&drawn, &predicted).unwrap()
        } else {
            0.0
        });
    }
    let ratio = ordered.iter().sum::<f64>() / pairs.iter().sum::<f64>();
    assert!((ratio - auroc(&truth, &predicted).unwrap()).abs() < 0.005);
    let truth: Vec<f64> = predicted.iter().map(|r| 0.05 + r).collect();
    let area = auroc(&truth, &predicted).unwrap();
    let (events, chance): (f64, f64) =
        (truth.iter().sum(), truth.iter().map(|p| p * (1.0 - p)).sum());
    let share = chance / (events * (10.0 - events));
    assert!(share > 0.05 && (share * (area - 0.5)) > 0.01);
}

/// The standard error of a difference is its spread over fresh patients.
#[test]
fn standard_errors_are_the_spread_over_patients() {
    type Paired = fn(&[f64], &[f64], &[f64]) -> Result<Difference, crate::Undefined>;
    let cases: [(&str, Paired); 3] = [
        ("auroc", paired_auroc_difference),
        ("brier", paired_brier_difference),
        ("net benefit", |p, a, b| paired_net_benefit_difference(p, a, b, 0.3)),
    ];
    for (name, difference) in cases {
        let mut random = Random::new(31);
        let (mut values, mut errors) = (Vec::new(), Vec::new());
        for _ in 0..3000 {
            let (truth, a) = patients(200, &mut random);
            let b: Vec<f64> =
                a.iter().map(|r| 0.6 * r + 0.3 * random.uniform()).collect();
            let found = difference(&truth, &a, &b).unwrap();
            values.push(found.value);
            errors.push(found.standard_error);
        }
        let spread = Mean { values }.standard_deviation();
        let error = Mean { values: errors }.value();
        // The spread of 3,000 values is itself known to about 1.3 %.
        assert!((error / spread - 1.0).abs() < 0.05, "{name}: {error} for {spread}");
    }
}
