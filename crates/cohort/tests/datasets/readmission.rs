//! `readmission` against van Walraven 2010 (CMAJ 182:551) and Obermeyer 2019 (Science 366:447),
//! and what was planted in it.

use medlab_cohort::{Cohort, Scalar};

use crate::figure::{Figure, hold};
use crate::shipped::{Columns, both, cohort, dataset, flag, key, pick, variant};
use crate::statistics::{auroc, logistic, mean, sd};

const LEAKS: [&str; 3] = ["complication_code", "emergency_return", "bed_days"];

/// The share of deaths and readmissions among discharges, and the risks that the index
/// promises at its ends, 2.0 % and 43.7 %.
#[test]
fn the_share_and_the_ends_of_lace_are_as_published() {
    let dataset = dataset("readmission");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 1, 400_000);
    let risk = &cohort.truth.ideal;
    // Discharges of a patient are alike, so their mean is less sure than that of as many
    // patients.
    let patients = *cohort.truth.clusters.last().unwrap() as f64;
    let error = sd(risk) / patients.sqrt();
    let lace = cohort.values("lace");
    let linear = logistic(&[lace.to_vec()], risk);
    let at = |score: f64| {
        let row = lace.iter().position(|found| *found == score).unwrap();
        100.0 / (1.0 + libm::exp(-linear[row]))
    };
    hold(&[
        Figure::new("share", (8.0, 1), 100.0 * mean(risk), 100.0 * error),
        Figure::new("risk at LACE 0", (2.0, 1), at(0.0), 0.02),
        Figure::new("risk at LACE 19", (43.7, 1), at(19.0), 0.4),
    ]);
    // The study's c-statistic is 0.684, of patients with more spread between them.
    let discrimination = auroc(lace, risk);
    assert!((0.67..0.69).contains(&discrimination), "{discrimination}");
}

/// Each patient counted once, at the first discharge.
#[test]
fn cost_is_not_proportional_to_need() {
    let dataset = dataset("readmission");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 2, 1_000_000);
    let first = flag(cohort.values("stay_number"), |number| number < 1.5);
    let mut figures = Vec::new();
    for (group, illnesses, cost) in [("A", 1.20, 7540.0), ("B", 1.90, 8442.0)] {
        let here = both(&first, &cohort.level("group", group));
        for (name, printed) in [("active_illnesses", (illnesses, 2)), ("cost", (cost, 0))]
        {
            let values = cohort.where_true(name, &here);
            let error = sd(&values) / (values.len() as f64).sqrt();
            let what = format!("{name} of group {group}");
            figures.push(Figure::new(&what, printed, mean(&values), error));
        }
    }
    let patients: f64 = first.iter().sum();
    let b = both(&first, &cohort.level("group", "B")).iter().sum();
    figures.push(Figure::share("group B", (6079.0 / 49_618.0, 4), 1.0, b, patients));
    hold(&figures);
    // With as many illnesses, group B costs less: the label promises it less care.
    for illnesses in [1.0, 3.0, 5.0] {
        let alike = flag(cohort.values("active_illnesses"), |x| x == illnesses);
        let [a, b] = ["A", "B"].map(|group| {
            mean(&cohort.where_true("cost", &both(&alike, &cohort.level("group", group))))
        });
        assert!((0.75..0.86).contains(&(b / a)), "{illnesses}: {b} of {a}");
    }
}

#[test]
fn one_later_column_gives_the_outcome_away_and_decoys_do_not() {
    let dataset = dataset("readmission");
    for leak in LEAKS {
        let variant = variant(&dataset, &[("leak", Scalar::from(leak))]);
        let cohort = cohort(&dataset, &variant, 3, 60_000);
        let outcome = cohort.values("readmitted");
        for column in LEAKS.into_iter().chain(["died"]) {
            assert!(dataset.node(column).unwrap().available_at > 0.0);
            let alone = auroc(cohort.values(column), outcome);
            if column == leak {
                assert!((0.85..0.95).contains(&alone), "{column} leaks {alone}");
            } else {
                assert!((0.5..0.72).contains(&alone), "{column} beside {leak}: {alone}");
            }
        }
        for decoy in ["early_visit_booked", "lace", "charlson", "emergency_visits"] {
            assert!(dataset.node(decoy).unwrap().available_at <= 0.0);
            let alone = auroc(cohort.values(decoy), outcome);
            assert!((0.58..0.72).contains(&alone), "{decoy}: {alone}");
        }
        // Who died has no later discharge, and was counted.
        let (died, number) = (cohort.values("died"), cohort.values("stay_number"));
        for row in (1..died.len()).filter(|row| died[row - 1] > 0.5) {
            assert!(number[row] < 1.5 && outcome[row - 1] > 0.5);
        }
    }
}

/// What is not on record of a patient shows in the patient's other stays.
#[test]
fn a_patients_other_stays_give_much_away() {
    let dataset = dataset("readmission");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 4, 100_000);
    let variant = dataset.reference_variant();
    let known = {
        let few = dataset.generate(&variant, &key(&dataset, 4), 0..4_000).unwrap();
        let attainable = few.attainable(&dataset, &variant).unwrap();
        auroc(&attainable.risk, &few.truth.ideal)
    };
    let (outcome, clusters) = (cohort.values("readmitted"), &cohort.truth.clusters);
    let mut others = vec![0.0; outcome.len()];
    for row in 0..outcome.len() {
        let near = row.saturating_sub(8)..(row + 8).min(outcome.len());
        let same =
            near.filter(|other| clusters[*other] == clusters[row] && *other != row);
        others[row] = same.map(|other| outcome[other]).sum();
    }
    let several = flag(&others, |count| count > 0.5);
    let [with, without] = [several.clone(), several.iter().map(|x| 1.0 - x).collect()]
        .map(|rows: Vec<f64>| mean(&pick(outcome, &rows)));
    assert!(with > 3.5 * without, "{with} after another, else {without}");
    assert!((0.70..0.80).contains(&known), "attainable from a stay alone: {known}");
}

#[test]
fn discharges_of_a_patient_are_in_order_and_at_least_a_month_apart() {
    let dataset = dataset("readmission");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 5, 50_000);
    let (day, number) = (cohort.values("discharge_day"), cohort.values("stay_number"));
    for row in 1..day.len() {
        assert!(number[row] < 1.5 || day[row] >= day[row - 1] + 30.0);
    }
    let per_patient = day.len() as f64 / (*cohort.truth.clusters.last().unwrap() as f64);
    assert!((3.4..3.9).contains(&per_patient), "{per_patient}");
    let years: Vec<Vec<f64>> = (2019..=2024)
        .map(|year| flag(cohort.values("year"), |x| x == f64::from(year)))
        .collect();
    let of_year = |year: &Vec<f64>| mean(&pick(&cohort.truth.ideal, year));
    let risks: Vec<f64> = years.iter().map(of_year).collect();
    // The reference drifts down: a model of past years promises too much for the next.
    assert!(risks.windows(2).all(|pair| pair[1] < pair[0]), "{risks:?}");
    let ranked = |year: &Vec<f64>| {
        let risk = pick(&cohort.truth.ideal, year);
        auroc(&risk, &risk)
    };
    assert!(ranked(&years[5]) < ranked(&years[0]) - 0.01);
    let all = day.len() as f64;
    assert!(years.iter().all(|y| (0.14..0.20).contains(&(y.iter().sum::<f64>() / all))));
}

#[test]
fn gaps_are_as_the_card_says() {
    let dataset = dataset("readmission");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 6, 60_000);
    let gaps = |column: &str| flag(cohort.values(column), f64::is_nan);
    let short = flag(cohort.values("length_of_stay"), |days| days < 2.0);
    let haemoglobin = gaps("haemoglobin");
    assert!(mean(&pick(&haemoglobin, &short)) > 0.4);
    assert!((0.18..0.24).contains(&mean(&haemoglobin)));
    assert!((mean(&gaps("drugs")) - 0.08).abs() < 0.005);
    let frailty = cohort.truth.latent("frailty").unwrap().values().unwrap();
    let (asked, alone) =
        (flag(&gaps("lives_alone"), |gap| gap < 0.5), gaps("lives_alone"));
    assert!((0.28..0.37).contains(&mean(&alone)));
    assert!(mean(&pick(frailty, &asked)) > mean(&pick(frailty, &alone)) + 0.4);
    // What is the patient's is missing at every stay or at none.
    let clusters = &cohort.truth.clusters;
    for row in (1..alone.len()).filter(|row| clusters[*row] == clusters[row - 1]) {
        assert_eq!(alone[row] > 0.5, alone[row - 1] > 0.5);
    }
}

#[test]
fn every_variant_stays_a_hospital_that_could_be() {
    let dataset = dataset("readmission");
    let mut leaks = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let variant = dataset.variant(&key(&dataset, seed));
        let found: Cohort = cohort(&dataset, &variant, seed, 20_000);
        let (risk, ideal) = (mean(&found.truth.ideal), &found.truth.ideal);
        assert!((0.055..0.115).contains(&risk), "{risk} {variant:?}");
        let best = auroc(ideal, ideal);
        assert!((0.81..0.90).contains(&best), "{best} {variant:?}");
        leaks.insert(format!("{:?}", variant.get("leak")));
    }
    assert_eq!(leaks.len(), LEAKS.len());
}
