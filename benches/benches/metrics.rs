//! Measures at the sizes that matter: see `peers/metrics.py` for the same work elsewhere.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark may stop at a mistake in its own data"
)]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use medlab_metrics::logistic::expit;
use medlab_metrics::random::Random;
use medlab_metrics::{
    CalibrationCurve, Evaluation, Logistic, Predictions, Request, auroc,
};

/// 30 % events, scored by the root of a uniform number; the others by a uniform number.
fn scored(patients: usize) -> (Vec<bool>, Vec<f64>) {
    let mut random = Random::new(1);
    let draw = |_| {
        let (outcome, uniform) = (random.uniform() < 0.3, random.uniform());
        (outcome, if outcome { uniform.sqrt() } else { uniform })
    };
    (0..patients).map(draw).unzip()
}

/// AUROC with DeLong's interval, and sorting the same keys, which is its floor.
fn discrimination(criterion: &mut Criterion) {
    let (outcomes, risks) = scored(1_000_000);
    let predictions = Predictions::new(&outcomes, &risks).unwrap();
    let keys: Vec<u64> = risks.iter().map(|risk| risk.to_bits()).collect();
    let mut group = criterion.benchmark_group("auroc with interval, 1,000,000 patients");
    group.sample_size(20);
    group.bench_function("sort_unstable of the keys", |bencher| {
        bencher.iter_batched_ref(
            || keys.clone(),
            |keys| keys.sort_unstable(),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("medlab", |bencher| bencher.iter(|| auroc(&predictions)));
    group.finish();
}

/// Twenty columns of unlike scale that share eight causes, as clinical ones do.
fn regression(criterion: &mut Criterion) {
    let mut random = Random::new(2);
    let mut normal = || (0..12).map(|_| random.uniform()).sum::<f64>() - 6.0;
    let mut columns = vec![Vec::new(); 20];
    let mut outcomes = Vec::with_capacity(10_000);
    for _ in 0..10_000 {
        let causes: [f64; 8] = core::array::from_fn(|_| normal());
        let mut eta = 0.0;
        for (j, column) in columns.iter_mut().enumerate() {
            let value = causes[j % 8] + 0.5 * causes[(3 * j + 1) % 8] + 0.6 * normal();
            eta += value * (j as f64 - 9.5) / 15.0;
            column.push(value * (1.0 + 0.2 * j as f64));
        }
        outcomes.push(f64::from(expit(normal()) < expit(eta)));
    }
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    criterion.bench_function("logistic regression, 10,000 x 20", |bencher| {
        bencher.iter(|| Logistic::new(&columns).fit(&outcomes).unwrap());
    });
}

fn evaluation(criterion: &mut Criterion) {
    let mut random = Random::new(3);
    let (outcomes, risks): (Vec<bool>, Vec<f64>) = (0..100_000)
        .map(|_| {
            let uniform = random.uniform();
            let risk = uniform * uniform * uniform;
            (random.uniform() < 0.02 + 0.8 * risk, risk)
        })
        .unzip();
    let predictions = Predictions::new(&outcomes, &risks).unwrap();
    let request = Request { thresholds: &[0.05, 0.1, 0.2], ..Request::default() };
    let mut group = criterion.benchmark_group("100,000 patients");
    group.sample_size(10);
    group.bench_function("evaluate", |bencher| {
        bencher.iter(|| Evaluation::of(&predictions, &request).unwrap());
    });
    group.bench_function("calibration curve", |bencher| {
        bencher.iter(|| CalibrationCurve::of(&predictions).unwrap());
    });
    group.finish();
}

criterion_group!(benches, discrimination, regression, evaluation);
criterion_main!(benches);
