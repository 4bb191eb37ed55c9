//! Every family against its declared distribution, by Kolmogorov-Smirnov or chi-square at
//! n = 200,000. The seed is fixed, so a right sampler passes always.

use medlab_cohort::normal;

use crate::datasets::{dataset, key};

const N: u64 = 200_000;

fn values(family: &str) -> Vec<f64> {
    let nodes = format!("[[node]]\nname = \"x\"\navailable_at = 0\n{family}\n");
    let dataset = dataset(None, &nodes);
    let cohort = dataset.generate(&dataset.reference_variant(), &key(5), 0..N).unwrap();
    cohort.table.numbers("x").unwrap().unwrap().to_vec()
}

/// The largest distance between the sample and the distribution function. At this n a
/// right sampler stays below 0.0050 with probability 1 - 1e-4.
fn assert_distribution(family: &str, cdf: impl Fn(f64) -> f64) {
    let mut values = values(&format!("{family}\nunit = \"1\"\ndecimals = 9"));
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let distance = values
        .iter()
        .enumerate()
        .map(|(i, x)| {
            let p = cdf(*x);
            (p - i as f64 / n).abs().max(((i + 1) as f64 / n - p).abs())
        })
        .fold(0.0, f64::max);
    assert!(distance < 0.0050, "{family}: {distance}");
}

/// Chi-square over cells of expected counts; the limit is mean plus 4.5 standard
/// deviations.
fn assert_counts(family: &str, probabilities: &[f64]) {
    let values = values(family);
    let mut counts = vec![0.0; probabilities.len()];
    for value in &values {
        let cell = (*value as usize).min(counts.len() - 1);
        counts[cell] += 1.0;
    }
    let chi_square: f64 = counts
        .iter()
        .zip(probabilities)
        .map(|(found, p)| {
            let expected = p * N as f64;
            (found - expected) * (found - expected) / expected
        })
        .sum();
    let degrees = probabilities.len() as f64 - 1.0;
    assert!(
        chi_square < degrees + 4.5 * (2.0 * degrees).sqrt(),
        "{family}: {chi_square}"
    );
}

#[test]
fn continuous() {
    assert_distribution("family = \"normal\"\nmean = 2\nsd = 3", |x| {
        normal::cdf((x - 2.0) / 3.0)
    });
    assert_distribution("family = \"lognormal\"\nmean_log = 0.4\nsd_log = 0.5", |x| {
        normal::cdf((libm::log(x) - 0.4) / 0.5)
    });
    assert_distribution("family = \"uniform\"\nlow = -1\nhigh = 4", |x| (x + 1.0) / 5.0);
    assert_distribution("family = \"exponential\"\nmean = 2.5", |x| {
        1.0 - libm::exp(-x / 2.5)
    });
    assert_distribution("family = \"weibull\"\nshape = 1.7\nscale = 3", |x| {
        1.0 - libm::exp(-libm::pow(x / 3.0, 1.7))
    });
}

#[test]
fn discrete() {
    assert_counts("family = \"bernoulli\"\nprobability = 0.037", &[0.963, 0.037]);
    let p = 1.0 / (1.0 + libm::exp(0.7));
    assert_counts("family = \"bernoulli\"\nlogit = -0.7", &[1.0 - p, p]);
    assert_counts(
        "family = \"categorical\"\nlevels = [\"a\", \"b\", \"c\", \"d\"]\nweights = [1, 2, 0.5, 4]",
        &[1.0 / 7.5, 2.0 / 7.5, 0.5 / 7.5, 4.0 / 7.5],
    );
    for mean in [0.3, 4.0, 40.0] {
        let term = |k: f64| libm::exp(k * libm::log(mean) - mean - libm::lgamma(k + 1.0));
        let first = (mean - 4.0 * mean.sqrt()).max(0.0).floor();
        let last = (mean + 4.0 * mean.sqrt()).floor();
        // Thin tails are put together with what is next to them.
        let mut cells = vec![1e-300; first as usize];
        cells.extend((first as usize..last as usize).map(|k| term(k as f64)));
        let below: f64 = (0..first as usize).map(|k| term(k as f64)).sum();
        let above = 1.0 - below - cells[first as usize..].iter().sum::<f64>();
        cells.push(above);
        if first > 0.0 {
            continue_from(mean, first as usize, below, &cells);
        } else {
            assert_counts(
                &format!("family = \"poisson\"\nmean = {mean}\nunit = \"1\""),
                &cells,
            );
        }
    }
}

/// Poisson counts whose lower tail is one cell.
fn continue_from(mean: f64, first: usize, below: f64, cells: &[f64]) {
    let values = values(&format!("family = \"poisson\"\nmean = {mean}\nunit = \"1\""));
    let mut expected = vec![below];
    expected.extend_from_slice(&cells[first..]);
    let mut counts = vec![0.0; expected.len()];
    for value in values {
        let cell = (value as usize + 1).saturating_sub(first).min(counts.len() - 1);
        counts[cell] += 1.0;
    }
    let chi_square: f64 = counts
        .iter()
        .zip(&expected)
        .map(|(found, p)| {
            (found - p * N as f64) * (found - p * N as f64) / (p * N as f64)
        })
        .sum();
    let degrees = expected.len() as f64 - 1.0;
    assert!(chi_square < degrees + 4.5 * (2.0 * degrees).sqrt(), "{mean}: {chi_square}");
}

#[test]
fn different_nodes_are_independent() {
    let node = |name: &str| {
        format!(
            "[[node]]\nname = \"{name}\"\nfamily = \"normal\"\nmean = 0\nsd = 1\n\
             unit = \"1\"\ndecimals = 6\navailable_at = 0\n"
        )
    };
    let dataset = dataset(None, &(node("a") + &node("b")));
    let cohort = dataset.generate(&dataset.reference_variant(), &key(6), 0..N).unwrap();
    let column = |name| cohort.table.numbers(name).unwrap().unwrap();
    let (a, b) = (column("a"), column("b"));
    let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / N as f64;
    let next: f64 = a.iter().zip(&a[1..]).map(|(a, b)| a * b).sum::<f64>() / N as f64;
    let limit = 4.5 / (N as f64).sqrt();
    assert!(product.abs() < limit && next.abs() < limit, "{product} {next}");
}
