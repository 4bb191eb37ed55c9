//! Speed of resampling and of expectations; the peers are in `peers/resampling.py`.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use medlab_metrics::Predictions;
use medlab_metrics::bootstrap::Bootstrap;
use medlab_metrics::expected;
use medlab_metrics::random::Random;

/// Three patients in ten with the event; events score √u, the others u.
fn patients(n: usize) -> (Vec<bool>, Vec<f64>) {
    let mut random = Random::new(1);
    (0..n)
        .map(|_| {
            let (event, score) = (random.uniform() < 0.3, random.uniform());
            (event, if event { score.sqrt() } else { score })
        })
        .unzip()
}

/// Patients of two or three rows on average.
fn clusters(n: usize) -> Vec<u32> {
    let mut random = Random::new(2);
    let mut patient = 0;
    let next = |_| {
        patient += u32::from(random.uniform() < 0.4);
        patient
    };
    (0..n).map(next).collect()
}

fn bootstrap_auroc(criterion: &mut Criterion) {
    let (outcomes, risks) = patients(10_000);
    criterion.bench_function("2,000 bootstrap AUROCs, n = 10,000", |bencher| {
        bencher.iter(|| {
            let predictions = Predictions::new(black_box(&outcomes), &risks);
            predictions.map(|predictions| Bootstrap::default().auroc(&predictions))
        });
    });
}

fn clustered(criterion: &mut Criterion) {
    let (outcomes, risks) = patients(100_000);
    let patients = clusters(100_000);
    let name =
        "2,000 resamples of clusters, every interval of an evaluation, n = 100,000";
    criterion.bench_function(name, |bencher| {
        bencher.iter(|| {
            let predictions = Predictions::new(black_box(&outcomes), &risks);
            let thresholds = [0.1, 0.2, 0.3, 0.5];
            predictions.map(|predictions| {
                Bootstrap::default().clustered(&predictions, &patients, &thresholds)
            })
        });
    });
}

fn expectation(criterion: &mut Criterion) {
    let mut random = Random::new(3);
    let truth: Vec<f64> = (0..100_000).map(|_| random.uniform()).collect();
    let predicted: Vec<f64> =
        truth.iter().map(|p| 0.8 * p + 0.2 * random.uniform()).collect();
    criterion.bench_function("expected AUROC, n = 100,000", |bencher| {
        bencher.iter(|| expected::auroc(black_box(&truth), &predicted));
    });
    let name = "paired difference of expected AUROCs, n = 100,000";
    criterion.bench_function(name, |bencher| {
        bencher.iter_batched(
            || truth.clone(),
            |other| expected::paired_auroc_difference(&truth, &predicted, &other),
            BatchSize::LargeInput,
        );
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = bootstrap_auroc, clustered, expectation
}
criterion_main!(benches);
