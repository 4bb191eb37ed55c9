//! The attainable risk, held against closed forms and against what a very large cohort
//! says, for what is conditioning must leave nothing of the truth that a function of the
//! visible columns could still explain.

use medlab_cohort::attainable::Method;
use medlab_cohort::{Attainable, Cohort, Dataset, normal};

use crate::datasets::{dataset, key, ward};

fn made(dataset: &Dataset, patients: u64) -> (Cohort, Attainable) {
    let variant = dataset.reference_variant();
    let cohort = dataset.generate(&variant, &key(3), 0..patients).unwrap();
    let attainable = cohort.attainable(dataset, &variant).unwrap();
    (cohort, attainable)
}

/// A probit outcome of a latent cause, of which a noisy measurement is seen, sometimes.
const PROBIT: &str = r#"
[[node]]
name = "cause"
family = "normal"
mean = 0
sd = 1
unit = "1"
hidden = true

[[node]]
name = "measurement"
family = "normal"
mean = "cause"
sd = 0.8
unit = "1"
decimals = 3
available_at = 0
missing = { kind = "MCAR", probability = 0.3 }

[[node]]
name = "ill"
family = "bernoulli"
probability = "normal_cdf(-1 + 1.3 * cause)"
available_at = 24
"#;

/// The risk of somebody with this measurement, or none if it is NaN: the cause given the
/// measurement is normal, and a probit of a normal is a probit.
pub(crate) fn probit_given(measurement: f64) -> f64 {
    let (mean, variance): (f64, f64) = match measurement.is_nan() {
        true => (0.0, 1.0),
        false => (measurement / 1.64, 0.64 / 1.64),
    };
    normal::cdf((-1.0 + 1.3 * mean) / (1.0 + 1.69 * variance).sqrt())
}

#[test]
fn a_probit_of_a_gaussian_cause_has_a_closed_form() {
    let dataset = dataset(Some("ill"), PROBIT);
    let (cohort, attainable) = made(&dataset, 2_000);
    assert!(matches!(attainable.method, Method::Quadrature { .. }));
    assert!(attainable.error < 1e-5, "{}", attainable.error);
    let measured = cohort.table.numbers("measurement").unwrap().unwrap();
    let mut gaps = 0;
    for (x, risk) in measured.iter().zip(&attainable.risk) {
        gaps += usize::from(x.is_nan());
        let expected = probit_given(*x);
        assert!((risk - expected).abs() < 1e-6, "{x}: {risk} {expected}");
    }
    assert!((500..700).contains(&gaps), "{gaps}");
}

#[test]
fn a_missing_cause_is_summed_over_with_what_else_is_known_of_it() {
    let nodes = r#"
[[node]]
name = "a"
family = "normal"
mean = 0
sd = 1
unit = "1"
decimals = 3
available_at = 0

[[node]]
name = "b"
family = "normal"
mean = "0.5 * a"
sd = 0.9
unit = "1"
decimals = 1
available_at = 0
missing = { kind = "MCAR", probability = 0.5 }

[[node]]
name = "c"
family = "normal"
mean = "b - a"
sd = 0.7
unit = "1"
decimals = 3
available_at = 0

[[node]]
name = "ill"
family = "bernoulli"
probability = "normal_cdf(-0.5 + b + 0.3 * a)"
available_at = 24
"#;
    let dataset = dataset(Some("ill"), nodes);
    let (cohort, attainable) = made(&dataset, 1_000);
    let column = |name| cohort.table.numbers(name).unwrap().unwrap();
    let (a, b, c) = (column("a"), column("b"), column("c"));
    for row in 0..1_000 {
        let (a, b, c) = (a[row], b[row], c[row]);
        let risk = attainable.risk[row];
        if !b.is_nan() {
            let expected = normal::cdf(-0.5 + b + 0.3 * a);
            assert!((risk - expected).abs() < 1e-12);
            continue;
        }
        // b | a is normal(0.5 a, 0.9); c - a's reading of it adds precision 1 / 0.49.
        let variance = 1.0 / (1.0 / 0.81 + 1.0 / 0.49);
        let mean = variance * (0.5 * a / 0.81 + (c + a) / 0.49);
        let expected = normal::cdf((-0.5 + mean + 0.3 * a) / (1.0_f64 + variance).sqrt());
        // b is recorded to 0.1, of which the closed form knows nothing.
        assert!((risk - expected).abs() < 5e-4, "{a} {c}: {risk} {expected}");
    }
}

#[test]
fn it_is_the_ideal_where_all_causes_are_seen() {
    let nodes = r#"
[[node]]
name = "age"
family = "normal"
mean = 60
sd = 10
unit = "a"
decimals = 0
available_at = 0

[[node]]
name = "later"
family = "normal"
mean = "age"
sd = 1
unit = "1"
decimals = 1
available_at = 5

[[node]]
name = "ill"
family = "bernoulli"
logit = "-3 + 0.03 * age"
available_at = 24
"#;
    let (cohort, attainable) = made(&dataset(Some("ill"), nodes), 500);
    assert_eq!(attainable.method, Method::Exact);
    assert_eq!(attainable.risk, cohort.truth.ideal);
}

#[test]
fn few_levels_are_summed_exactly() {
    let nodes = r#"
[[node]]
name = "kind"
family = "categorical"
levels = ["a", "b", "c"]
weights = [0.5, 0.3, 0.2]
hidden = true

[[node]]
name = "sign"
family = "bernoulli"
probability = "if(kind == 'a', 0.1, if(kind == 'b', 0.5, 0.9))"
available_at = 0
missing = { kind = "MNAR", probability = "if(kind == 'c', 0.5, 0.1)" }

[[node]]
name = "ill"
family = "bernoulli"
probability = "if(kind == 'c', 0.8, 0.2)"
available_at = 24
"#;
    let (cohort, attainable) = made(&dataset(Some("ill"), nodes), 500);
    let signs = cohort.table.numbers("sign").unwrap().unwrap();
    for (sign, risk) in signs.iter().zip(&attainable.risk) {
        let likelihood = |yes: f64, gap: f64| {
            if sign.is_nan() {
                gap
            } else {
                (1.0 - gap) * if *sign > 0.5 { yes } else { 1.0 - yes }
            }
        };
        let weights = [
            0.5 * likelihood(0.1, 0.1),
            0.3 * likelihood(0.5, 0.1),
            0.2 * likelihood(0.9, 0.5),
        ];
        let total: f64 = weights.iter().sum();
        let expected = (0.2 * (weights[0] + weights[1]) + 0.8 * weights[2]) / total;
        assert!((risk - expected).abs() < 1e-12);
    }
}

/// What is left of the truth after the attainable risk must not go with any function of
/// what is visible in time: that is what conditional expectation means.
fn explains_all(cohort: &Cohort, attainable: &Attainable, features: &[(&str, Vec<f64>)]) {
    let left: Vec<f64> =
        cohort.truth.ideal.iter().zip(&attainable.risk).map(|(p, r)| p - r).collect();
    for (name, feature) in features {
        let products: Vec<f64> = left.iter().zip(feature).map(|(l, f)| l * f).collect();
        let n = products.len() as f64;
        let mean = products.iter().sum::<f64>() / n;
        let variance = products.iter().map(|p| (p - mean) * (p - mean)).sum::<f64>() / n;
        let z = mean / (variance / n).sqrt();
        assert!(z.abs() < 4.0 || variance <= 0.0, "{name}: z = {z}");
    }
}

#[test]
fn nothing_visible_explains_what_is_left_in_the_ward() {
    let dataset = ward();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap().without_faults();
    let cohort = generation.cohort(&key(8), 0..30_000).unwrap();
    let attainable = cohort.attainable(&dataset, &variant).unwrap();
    assert!(attainable.error < 2e-4, "{attainable:?}", attainable = attainable.error);
    let column = |name: &str| cohort.table.numbers(name).unwrap().unwrap().to_vec();
    let (rate, pulse, age) = (column("respiratory_rate"), column("pulse"), column("age"));
    let site = column("site");
    let treated = column("treated");
    let of =
        |f: &dyn Fn(usize) -> f64| (0..cohort.table.rows()).map(f).collect::<Vec<_>>();
    let filled = |x: f64| if x.is_nan() { 0.0 } else { (x - 80.0) / 15.0 };
    explains_all(
        &cohort,
        &attainable,
        &[
            ("one", of(&|_| 1.0)),
            ("rate", of(&|i| (rate[i] - 18.0) / 4.0)),
            ("rate squared", of(&|i| (rate[i] - 18.0) * (rate[i] - 18.0))),
            ("rate above 24", of(&|i| f64::from(u8::from(rate[i] > 24.0)))),
            ("pulse gap", of(&|i| f64::from(u8::from(pulse[i].is_nan())))),
            ("pulse", of(&|i| filled(pulse[i]))),
            ("pulse times rate", of(&|i| filled(pulse[i]) * (rate[i] - 18.0))),
            ("age", of(&|i| (age[i] - 67.0) / 19.0)),
            ("site", site.clone()),
            ("treated", treated.clone()),
            ("treated in the south", of(&|i| treated[i] * site[i])),
            ("the risk itself", attainable.risk.clone()),
            ("high risk", of(&|i| f64::from(u8::from(attainable.risk[i] > 0.2)))),
        ],
    );
    // It is not the truth either: a latent cause stays unseen.
    let distance: f64 =
        cohort.truth.ideal.iter().zip(&attainable.risk).map(|(p, r)| (p - r).abs()).sum();
    assert!(distance / 30_000.0 > 0.01);
}

#[test]
fn many_hidden_causes_are_drawn_over() {
    let mut nodes = String::new();
    for cause in ["a", "b", "c", "d"] {
        nodes += &format!(
            "[[node]]\nname = \"{cause}\"\nfamily = \"normal\"\nmean = 0\nsd = 1\n\
             unit = \"1\"\nhidden = true\n"
        );
    }
    nodes += r#"
[[node]]
name = "seen"
family = "normal"
mean = "a + b + c + d"
sd = 1
unit = "1"
decimals = 2
available_at = 0

[[node]]
name = "ill"
family = "bernoulli"
probability = "normal_cdf(-1 + 0.5 * (a + b + c - d))"
available_at = 24
"#;
    let (cohort, attainable) = made(&dataset(Some("ill"), &nodes), 200);
    assert!(matches!(attainable.method, Method::LikelihoodWeighting { .. }));
    assert!(attainable.error > 0.0 && attainable.error < 5e-3, "{}", attainable.error);
    let mut squares = 0.0;
    for (x, risk) in
        cohort.table.numbers("seen").unwrap().unwrap().iter().zip(&attainable.risk)
    {
        // a + b + c - d given the sum of all and noise: mean 2 x / 5, variance 4 - 4 / 5.
        let variance = 4.0 - 4.0 / 5.0;
        let expected =
            normal::cdf((-1.0 + 0.5 * 0.4 * x) / (1.0_f64 + 0.25 * variance).sqrt());
        squares += (risk - expected) * (risk - expected);
    }
    let error = (squares / 200.0).sqrt();
    // The error it states is of the size of the error it makes.
    assert!(error < 3.0 * attainable.error, "{error} {}", attainable.error);
}

#[test]
fn a_hidden_nuisance_is_summed_over_too() {
    // The measurement leans on a second hidden cause, of which the outcome knows nothing.
    let nodes = PROBIT.replace(
        "mean = \"cause\"\nsd = 0.8",
        "mean = \"cause + 0.6 * nuisance\"\nsd = 0.529150262",
    ) + "[[node]]\nname = \"nuisance\"\nfamily = \"normal\"\nmean = 0\nsd = 1\n\
           unit = \"1\"\nhidden = true\n";
    let nuisance = dataset(Some("ill"), &nodes);
    let variant = nuisance.reference_variant();
    let cohort = nuisance.generate(&variant, &key(3), 0..500).unwrap();
    let attainable = cohort.attainable(&nuisance, &variant).unwrap();
    let measured = cohort.table.numbers("measurement").unwrap().unwrap();
    for (x, risk) in measured.iter().zip(&attainable.risk) {
        // 0.6 squared and 0.529 squared are 0.64 together: the noise of before.
        let (mean, variance) =
            if x.is_nan() { (0.0, 1.0) } else { (x / 1.64, 0.64 / 1.64) };
        let expected =
            normal::cdf((-1.0 + 1.3 * mean) / (1.0_f64 + 1.69 * variance).sqrt());
        assert!((risk - expected).abs() < 1e-5, "{x}: {risk} {expected}");
    }
}

#[test]
fn a_saturated_fit_on_a_large_cohort_agrees() {
    // All that is visible has few values, so the mean of the true risk in each cell of
    // them is the most flexible fit there is.
    let nodes = r#"
[[node]]
name = "frailty"
family = "normal"
mean = 0
sd = 1
unit = "1"
hidden = true

[[node]]
name = "falls"
family = "poisson"
mean = "exp(-0.7 + 0.6 * frailty)"
unit = "1"
range = [0, 4]
available_at = 0

[[node]]
name = "gait"
family = "normal"
mean = "1 - 0.4 * frailty"
sd = 0.4
unit = "m/s"
range = [0, 2]
decimals = 0
available_at = 0
missing = { kind = "MNAR", logit = "-1 + 0.8 * frailty - 0.5 * gait" }

[[node]]
name = "ward"
family = "categorical"
levels = ["a", "b"]
weights = [1, "exp(frailty)"]
available_at = 0

[[node]]
name = "falls_again"
family = "bernoulli"
logit = "-2 + frailty + 0.3 * falls - 0.5 * gait + 0.4 * (ward == 'b') * frailty"
available_at = 24
"#;
    let (cohort, attainable) = made(&dataset(Some("falls_again"), nodes), 40_000);
    let mut cells: std::collections::BTreeMap<String, Vec<usize>> = Default::default();
    for row in 0..40_000 {
        let text = |name| cohort.table.column(name).unwrap().text(row);
        let cell = format!("{} {} {}", text("falls"), text("gait"), text("ward"));
        cells.entry(cell).or_default().push(row);
    }
    let mut compared = 0;
    for (cell, rows) in cells.iter().filter(|(_, rows)| rows.len() > 150) {
        let n = rows.len() as f64;
        let fit = rows.iter().map(|row| cohort.truth.ideal[*row]).sum::<f64>() / n;
        let apart = |row: &usize| cohort.truth.ideal[*row] - fit;
        let variance = rows.iter().map(|row| apart(row) * apart(row)).sum::<f64>() / n;
        let risk = attainable.risk[rows[0]];
        assert!(rows.iter().all(|row| (attainable.risk[*row] - risk).abs() < 1e-12));
        let z = (fit - risk) / (variance / n).sqrt();
        assert!(z.abs() < 4.0, "{cell}: fit {fit}, attainable {risk}, z {z}");
        compared += 1;
    }
    assert!(compared >= 20, "{compared}");
}
