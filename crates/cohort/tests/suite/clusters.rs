//! Several rows per cluster: what holds of patients holds of their rows, what is theirs
//! stands in all of them, and their number says something of them.

use medlab_cohort::{Cohort, Dataset, Expression, csv, normal};

use crate::attainable::probit_given;
use crate::datasets::{key, parse};

/// Stays of patients, of whom the frailer have more of them, up to three.
const STAYS: &str = r#"format = 1
name = "stays"
version = 1
title = "Stays"
row = "stay"
prediction_time = "discharge"
id = { name = "stay", prefix = "S", digits = 4 }
cluster = { name = "patient", prefix = "P", digits = 3, rows = "stays" }
outcome = "ill"

[[node]]
name = "frailty"
per = "cluster"
family = "normal"
mean = 0
sd = 1
unit = "1"
hidden = true

[[node]]
name = "often"
per = "cluster"
family = "bernoulli"
probability = "normal_cdf(-0.3 + frailty)"
hidden = true

[[node]]
name = "more"
per = "cluster"
family = "bernoulli"
probability = 0.5
hidden = true

[[node]]
name = "stays"
per = "cluster"
family = "formula"
value = "1 + often * (1 + more)"
unit = "1"
decimals = 0
range = [1, 3]
hidden = true

[[node]]
name = "age"
per = "cluster"
family = "uniform"
low = 20
high = 90
unit = "a"
decimals = 1
available_at = 0
missing = { kind = "MCAR", probability = 0.2, reason = "not asked" }

[[node]]
name = "number"
family = "row"
unit = "1"
available_at = 0

[[node]]
name = "measurement"
family = "normal"
mean = "frailty"
sd = 0.8
unit = "1"
decimals = 3
available_at = 0
missing = { kind = "MCAR", probability = 0.3 }

[[node]]
name = "ill"
family = "bernoulli"
probability = "normal_cdf(-1 + 1.3 * frailty)"
available_at = 24

[[fault]]
name = "again"
kind = "duplicate"
rate = 0.02

[[world]]
name = "robust"
set = { frailty = -1 }
"#;

fn stays() -> Dataset {
    parse(STAYS)
}

fn cohort(dataset: &Dataset, rows: std::ops::Range<u64>) -> Cohort {
    dataset.generate(&dataset.reference_variant(), &key(5), rows).unwrap()
}

fn file(cohort: &Cohort) -> String {
    let mut file = Vec::new();
    csv::write(&cohort.table, &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

#[test]
fn rows_of_a_cluster_stand_together_and_are_counted() {
    let dataset = stays();
    let cohort = dataset
        .generation(&dataset.reference_variant())
        .unwrap()
        .without_faults()
        .cohort(&key(5), 0..3_000)
        .unwrap();
    let number = cohort.table.numbers("number").unwrap().unwrap();
    let stays = cohort.truth.latent("stays").unwrap().values().unwrap();
    let (ids, patients) =
        (cohort.table.column("stay").unwrap(), cohort.table.column("patient").unwrap());
    assert_eq!((ids.text(2_999), patients.text(0)), ("S3000".into(), "P001".into()));
    let clusters = &cohort.truth.clusters;
    for row in 1..3_000 {
        if clusters[row] == clusters[row - 1] {
            assert_eq!(number[row], number[row - 1] + 1.0);
            assert_eq!(patients.text(row), patients.text(row - 1));
            assert_eq!(stays[row], stays[row - 1]);
            let age = cohort.table.column("age").unwrap();
            assert_eq!(age.text(row), age.text(row - 1), "gaps are the patient's");
        } else {
            assert_eq!(clusters[row], clusters[row - 1] + 1);
            assert_eq!((number[row], number[row - 1]), (1.0, stays[row - 1]));
        }
    }
    assert!((1_000..2_000).contains(&clusters[2_999]), "{}", clusters[2_999]);
}

#[test]
fn ranges_go_by_rows_and_may_cut_a_cluster() {
    let dataset = stays();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap().without_faults();
    let whole = generation.cohort(&key(5), 0..4_000).unwrap();
    let long = file(&whole);
    for rows in [1, 2, 1_023, 1_024, 1_025, 3_999] {
        let short = generation.cohort(&key(5), 0..rows).unwrap();
        assert!(long.starts_with(&file(&short)), "{rows}");
        let rest = generation.cohort(&key(5), rows..4_000).unwrap();
        let (_, rest) =
            file(&rest).split_once('\n').map(|(a, b)| (a.len(), b.to_owned())).unwrap();
        assert!(long.ends_with(&rest), "{rows}");
    }
    for at_once in [1, 1_000, 1_024, 5_000] {
        let mut writer = csv::Writer::new(Vec::new());
        for part in generation.cohorts(&key(5), 0..4_000, at_once) {
            writer.table(&part.unwrap().table).unwrap();
        }
        assert!(writer.finish().unwrap() == long.as_bytes(), "{at_once}");
    }
}

#[test]
fn a_stretch_can_begin_with_a_cluster() {
    let dataset = stays();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap().without_faults();
    let clusters = generation.cohort(&key(5), 0..2_000).unwrap().truth.clusters;
    for row in 0..1_900 {
        let start = generation.cluster_start(&key(5), row as u64).unwrap() as usize;
        assert!(start >= row && start < row + 3);
        assert!(start == 0 || clusters[start] != clusters[start - 1]);
        assert!(start == row || clusters[start - 1] == clusters[row - 1]);
    }
    let ward = crate::datasets::ward();
    let variant = ward.reference_variant();
    let start = ward.generation(&variant).unwrap().cluster_start(&key(5), 77);
    assert_eq!(start, Ok(77), "without clusters each row begins one");
}

#[test]
fn always_so_many_rows() {
    let text = STAYS.replace("rows = \"stays\"", "rows = 28");
    let dataset = parse(&text);
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap().without_faults();
    let part = generation.cohort(&key(5), 1_000..1_100).unwrap();
    for (row, cluster) in (1_000..1_100).zip(&part.truth.clusters) {
        assert_eq!(*cluster, row / 28);
    }
    assert_eq!(generation.cluster_start(&key(5), 1_000), Ok(28 * 36));
    let whole = generation.cohort(&key(5), 0..1_100).unwrap();
    assert!(file(&whole).ends_with(file(&part).split_once('\n').unwrap().1));
}

#[test]
fn interventions_keep_rows_and_noise() {
    let dataset = stays();
    let factual = cohort(&dataset, 0..2_000);
    let set = |node: &str, formula: &str| {
        dataset
            .generation(&dataset.reference_variant())
            .unwrap()
            .intervene(node, Expression::parse(formula).unwrap())
            .unwrap()
            .cohort(&key(5), 0..2_000)
            .unwrap()
    };
    // Fewer stays than there are: the rows remain, so that they can be compared.
    let robust = set("frailty", "-1");
    assert_eq!(robust.truth.clusters, factual.truth.clusters);
    assert_eq!(robust.truth.ideal, factual.truth.world("robust").unwrap().risk);
    let outcome = robust.table.numbers("ill").unwrap().unwrap();
    assert_eq!(outcome, factual.truth.world("robust").unwrap().outcome);
    assert_eq!(file(&set("frailty", "frailty")), file(&factual));
}

/// Nothing that one row draws is another's, within a cluster or beyond.
#[test]
fn rows_draw_chance_of_their_own() {
    let dataset = stays();
    let variant = dataset.reference_variant();
    let generation = dataset.generation(&variant).unwrap();
    let cohort =
        generation.without_gaps().without_faults().cohort(&key(5), 0..20_000).unwrap();
    let measured = cohort.table.numbers("measurement").unwrap().unwrap();
    let frailty = cohort.truth.latent("frailty").unwrap().values().unwrap();
    let noise: Vec<f64> = measured.iter().zip(frailty).map(|(m, f)| m - f).collect();
    for apart in 1..=6 {
        let products: f64 =
            noise.iter().zip(&noise[apart..]).map(|(a, b)| a * b / 0.64).sum();
        let correlation = products / (noise.len() - apart) as f64;
        assert!(correlation.abs() < 4.0 / 20_000_f64.sqrt(), "{apart}: {correlation}");
    }
}

#[test]
fn another_node_leaves_the_others_as_they_are() {
    let before = cohort(&stays(), 0..2_000);
    let text = STAYS.replace(
        "[[node]]\nname = \"measurement\"",
        "[[node]]\nname = \"sex\"\nper = \"cluster\"\nfamily = \"bernoulli\"\n\
         probability = 0.5\navailable_at = 0\n\n[[node]]\nname = \"measurement\"",
    );
    let after = cohort(&parse(&text), 0..2_000);
    assert_eq!(after.truth, before.truth);
    let names: Vec<&str> =
        before.table.columns().iter().map(|column| column.name.as_str()).collect();
    let others = Cohort { table: after.table.select(&names).unwrap(), ..after };
    assert!(file(&others) == file(&before));
}

/// A row is conditioned on what it shows; its number says that there are so many.
#[test]
fn attainable_risks_are_those_of_a_sum_over_frailty() {
    let dataset = stays();
    let variant = dataset.reference_variant();
    let cohort = cohort(&dataset, 0..1_500);
    let attainable = cohort.attainable(&dataset, &variant).unwrap();
    assert!(attainable.error < 1e-4, "{}", attainable.error);
    let measured = cohort.table.numbers("measurement").unwrap().unwrap();
    let number = cohort.table.numbers("number").unwrap().unwrap();
    for row in 0..cohort.table.rows() {
        let (x, risk) = (measured[row], attainable.risk[row]);
        if number[row] == 1.0 {
            // Everybody has a first stay, so it says nothing more of the frailty.
            let expected = probit_given(x);
            assert!((risk - expected).abs() < 1e-4, "{x}: {risk} {expected}");
            continue;
        }
        // A second or third stay: `often`, as a plain sum over frailty.
        let (mut all, mut ill) = (0.0, 0.0);
        for step in -800..=800 {
            let frailty = f64::from(step) * 0.01;
            let seen =
                if x.is_nan() { 1.0 } else { normal::density((x - frailty) / 0.8) };
            let weight = normal::density(frailty) * seen * normal::cdf(frailty - 0.3);
            all += weight;
            ill += weight * normal::cdf(-1.0 + 1.3 * frailty);
        }
        assert!((risk - ill / all).abs() < 1e-4, "{x}: {risk} {}", ill / all);
    }
}

#[test]
fn attainable_risks_are_the_means_of_rows_alike() {
    let dataset = stays();
    let variant = dataset.reference_variant();
    let cohort = cohort(&dataset, 0..200_000);
    let measured = cohort.table.numbers("measurement").unwrap().unwrap();
    let number = cohort.table.numbers("number").unwrap().unwrap();
    let attainable = cohort.attainable(&dataset, &variant).unwrap().risk;
    for count in 1..=3 {
        for (low, high) in [(-9.0, -0.5), (-0.5, 0.5), (0.5, 1.5), (1.5, 9.0)] {
            let within = |row: &usize| {
                number[*row] == f64::from(count) && (low..high).contains(&measured[*row])
            };
            let rows: Vec<usize> = (0..measured.len()).filter(within).collect();
            let excess: f64 =
                rows.iter().map(|row| cohort.truth.ideal[*row] - attainable[*row]).sum();
            let excess = excess / rows.len() as f64;
            // Rows of a patient share a frailty; there are three at most.
            let error = 0.3 * 3.0_f64.sqrt() / (rows.len() as f64).sqrt();
            assert!(excess.abs() < 4.0 * error, "{count}, from {low}: {excess}");
        }
    }
}

#[test]
fn what_makes_no_sense_is_refused() {
    for (from, to, said) in [
        ("rows = \"stays\"", "rows = 0", "a whole number from 1 to 1000 or a node"),
        (
            "rows = \"stays\"",
            "rows = \"stay\"",
            "a whole number from 1 to 1000 or a node",
        ),
        ("rows = \"stays\"", "rows = \"frailty\"", "a node per cluster with 0 decimals"),
        ("range = [1, 3]", "range = [0, 3]", "a node per cluster with 0 decimals"),
        ("name = \"patient\"", "name = \"stay\"", "another name for the cluster"),
        ("name = \"patient\"", "name = \"age\"", "a name that no other column has"),
        (
            "per = \"cluster\"\nfamily = \"uniform\"",
            "per = \"ward\"\nfamily = \"uniform\"",
            "`per` as",
        ),
        ("low = 20", "low = \"measurement\"", "only what is per cluster"),
        ("low = 20", "low = \"number\"", "only what is per cluster"),
        (
            "family = \"row\"",
            "family = \"uniform\"\nlow = 0\nhigh = 1\ndecimals = 1",
            "one node of family row",
        ),
        (
            "unit = \"1\"\navailable_at = 0\n\n[[node]]\nname = \"measurement\"",
            "unit = \"1\"\navailable_at = 1\n\n[[node]]\nname = \"measurement\"",
            "known in time",
        ),
        (
            "cluster = { name = \"patient\", prefix = \"P\", digits = 3, rows = \"stays\" }\n",
            "",
            "a [cluster]",
        ),
    ] {
        assert_eq!(STAYS.matches(from).count(), 1, "`{from}` has to be there once");
        let error = Dataset::parse("stays.toml", &STAYS.replace(from, to)).unwrap_err();
        assert!(error.to_string().contains(said), "{to}: {error}");
    }
}
