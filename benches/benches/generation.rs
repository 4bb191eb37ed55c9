//! Patients a second: drawing them with their true risk, what their record says of the
//! risk, writing them, and reading them again.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use medlab_cohort::{Dataset, Key, csv};

const WARD: &str = include_str!("../../datasets/sepsis-ward/dataset.toml");

fn dataset() -> Dataset {
    Dataset::parse("dataset.toml", WARD).expect("the dataset is sound")
}

fn generate(criterion: &mut Criterion) {
    let dataset = dataset();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).expect("it fits its variant");
    let key = Key::open("benches", 1, 1);
    let mut group =
        criterion.benchmark_group(format!("generate/{} nodes", dataset.nodes.len()));
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for patients in [2_000_u64, 100_000] {
        group.throughput(Throughput::Elements(patients));
        group.bench_function(format!("{patients} patients"), |bench| {
            bench.iter(|| generation.cohort(&key, 0..black_box(patients)));
        });
    }
    group.finish();
}

fn attainable(criterion: &mut Criterion) {
    let dataset = dataset();
    let variant = dataset.reference_variant();
    let key = Key::open("benches", 1, 1);
    let cohort = dataset.generate(&variant, &key, 0..2_000).expect("it generates");
    let mut group = criterion.benchmark_group("attainable");
    group.sample_size(10).throughput(Throughput::Elements(2_000));
    group.bench_function("2000 patients", |bench| {
        bench.iter(|| cohort.attainable(&dataset, black_box(&variant)));
    });
    group.finish();
}

fn files(criterion: &mut Criterion) {
    let dataset = dataset();
    let key = Key::open("benches", 1, 1);
    let cohort = dataset
        .generate(&dataset.reference_variant(), &key, 0..20_000)
        .expect("it generates");
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).expect("memory takes it");
    let mut group = criterion.benchmark_group("csv");
    group.sample_size(20).throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function("write", |bench| {
        bench.iter(|| {
            csv::write(black_box(&cohort.table), Vec::with_capacity(file.len()))
        });
    });
    group.bench_function("read", |bench| {
        bench.iter(|| csv::read_table(black_box(&file[..]), csv::Options::default()));
    });
    let mut risks = String::from("id,outcome,risk\n");
    for row in 0..100_000 {
        risks += &format!("P{row:06},{},0.{:06}\n", row % 2, (row * 7919) % 1_000_000);
    }
    group.throughput(Throughput::Bytes(risks.len() as u64));
    group.bench_function("read 100000 risks", |bench| {
        bench.iter(|| {
            let mut reader =
                csv::Reader::open(risks.as_bytes(), csv::Options::default())?;
            let mut record = csv::Record::default();
            let mut sum = 0.0;
            while reader.next(&mut record)? {
                sum += reader.number(&record, 1)? + reader.number(&record, 2)?;
            }
            Ok::<f64, csv::ReadError>(sum)
        });
    });
    group.finish();
}

criterion_group!(benches, generate, attainable, files);
criterion_main!(benches);
