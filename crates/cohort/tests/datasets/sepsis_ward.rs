//! `sepsis-ward` against Faisal 2019 (CMAJ 191:E382), and what was planted in it.

use medlab_cohort::Scalar;

use crate::figure::{Figure, Printed, hold};
use crate::shipped::{Columns, cohort, dataset, flag, key, pick, variant};
use crate::statistics::{auroc, logistic, mean};

const LEAKS: [&str; 4] =
    ["icu_transfer", "blood_culture_positive", "antibiotics_six_hours", "length_of_stay"];

/// A sign's column, mean and SD.
type Sign = (&'static str, Printed, Printed);

/// A hospital of the dataset and what table 1 prints of its model: mean and SD of each sign,
/// then men, oxygen, alert, pain, voice or new confusion, unresponsive and sepsis in per cent.
struct Hospital {
    name: &'static str,
    signs: [Sign; 8],
    shares: [f64; 7],
}

const HOSPITALS: [Hospital; 2] = [
    Hospital {
        name: "Castlebridge",
        signs: [
            ("age", (67.8, 1), (19.5, 1)),
            ("respiratory_rate", (18.6, 1), (4.8, 1)),
            ("temperature", (36.3, 1), (0.8, 1)),
            ("systolic_pressure", (136.0, 0), (27.3, 1)),
            ("diastolic_pressure", (75.4, 1), (15.5, 1)),
            ("pulse", (85.6, 1), (21.1, 1)),
            ("oxygen_saturation", (96.3, 1), (2.9, 1)),
            ("news2", (2.5, 1), (2.6, 1)),
        ],
        shares: [47.3, 11.3, 97.1, 0.7, 1.7, 0.5, 4.5],
    },
    Hospital {
        name: "Northmere",
        signs: [
            ("age", (66.4, 1), (19.5, 1)),
            ("respiratory_rate", (18.1, 1), (3.6, 1)),
            ("temperature", (36.5, 1), (0.7, 1)),
            ("systolic_pressure", (129.4, 1), (23.0, 0)),
            ("diastolic_pressure", (74.9, 1), (14.9, 1)),
            ("pulse", (81.2, 1), (17.8, 1)),
            ("oxygen_saturation", (95.9, 1), (3.0, 1)),
            ("news2", (2.1, 1), (2.3, 1)),
        ],
        shares: [49.8, 19.2, 98.1, 0.4, 1.2, 0.3, 8.5],
    },
];

#[test]
fn both_hospitals_are_as_published() {
    let dataset = dataset("sepsis-ward");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 1, 400_000);
    let mut figures = Vec::new();
    for hospital in &HOSPITALS {
        let here = cohort.level("site", hospital.name);
        let whole: f64 = here.iter().sum();
        for (sign, center, spread) in hospital.signs {
            let what = format!("{sign} at {}", hospital.name);
            figures.extend(Figure::moments(
                &what,
                center,
                spread,
                &cohort.where_true(sign, &here),
            ));
        }
        let at = |level: &str| {
            pick(&cohort.level("consciousness", level), &here).iter().sum::<f64>()
        };
        let counts = [
            ("men", pick(&cohort.level("sex", "male"), &here).iter().sum()),
            ("oxygen", cohort.where_true("on_oxygen", &here).iter().sum()),
            ("alert", at("alert")),
            ("pain", at("pain")),
            ("voice or confusion", at("voice") + at("confused")),
            ("unresponsive", at("unresponsive")),
            ("sepsis", cohort.where_true("sepsis", &here).iter().sum()),
        ];
        for ((what, count), printed) in counts.into_iter().zip(hospital.shares) {
            let what = format!("{what} at {}", hospital.name);
            figures.push(Figure::share(&what, (printed, 1), 100.0, count, whole));
        }
        let admissions =
            if hospital.name == "Castlebridge" { 35_807.0 } else { 35_161.0 };
        figures.push(Figure::share(
            hospital.name,
            (admissions / 70_968.0, 4),
            1.0,
            whole,
            400_000.0,
        ));
    }
    hold(&figures);
}

/// Discrimination inside the 95 % intervals of the study's table 2. Its third model takes NEWS
/// apart in a way that is not printed in full; here it is the signs and their NEWS2 bands.
#[test]
fn scores_discriminate_as_published() {
    let dataset = dataset("sepsis-ward");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 2, 240_000);
    let printed = [
        ("Castlebridge", [(0.692, 0.719), (0.752, 0.774), (0.766, 0.787)]),
        ("Northmere", [(0.698, 0.718), (0.769, 0.784), (0.783, 0.798)]),
    ];
    for (name, intervals) in printed {
        let here = cohort.level("site", name);
        let of = |column: &str| cohort.where_true(column, &here);
        let risk = pick(&cohort.truth.ideal, &here);
        let male = pick(&cohort.level("sex", "male"), &here);
        let score = of("news2");
        let with_age = logistic(&[score.clone(), of("age"), male.clone()], &risk);
        let mut columns =
            vec![of("age"), male, of("on_oxygen"), of("diastolic_pressure")];
        columns.push(pick(
            &flag(cohort.values("consciousness"), |level| level > 0.5),
            &here,
        ));
        let bands: [(&str, &[f64]); 5] = [
            ("respiratory_rate", &[20.0, 24.0]),
            ("temperature", &[36.0, 38.0]),
            ("systolic_pressure", &[90.0, 110.0]),
            ("pulse", &[90.0, 130.0]),
            ("oxygen_saturation", &[91.0, 95.0]),
        ];
        for (sign, bounds) in bands {
            columns.push(of(sign));
            columns.extend(bounds.iter().map(|bound| flag(&of(sign), |x| x > *bound)));
        }
        let full = logistic(&columns, &risk);
        let found = [auroc(&score, &risk), auroc(&with_age, &risk), auroc(&full, &risk)];
        for (found, (lower, upper)) in found.into_iter().zip(intervals) {
            assert!(
                (lower..=upper).contains(&found),
                "{name}: {found}, printed {lower} to {upper}"
            );
        }
    }
}

#[test]
fn one_later_column_gives_the_outcome_away_and_decoys_do_not() {
    let dataset = dataset("sepsis-ward");
    for leak in LEAKS {
        let variant = variant(&dataset, &[("leak", Scalar::from(leak))]);
        let cohort = cohort(&dataset, &variant, 3, 60_000);
        let sepsis = cohort.values("sepsis");
        for column in LEAKS.into_iter().chain(["outreach_visit"]) {
            let alone = auroc(cohort.values(column), sepsis);
            if column == leak {
                assert!((0.85..0.95).contains(&alone), "{column} leaks {alone}");
            } else {
                assert!((0.5..0.72).contains(&alone), "{column} beside {leak}: {alone}");
            }
        }
        for decoy in ["antibiotics_first_hour", "blood_culture_taken"] {
            assert!(dataset.node(decoy).unwrap().available_at <= 0.0);
            let alone = auroc(cohort.values(decoy), sepsis);
            assert!((0.53..0.65).contains(&alone), "{decoy}: {alone}");
        }
        // Whoever had them within the hour had them within six.
        let first = cohort.values("antibiotics_first_hour").iter();
        let later = cohort.values("antibiotics_six_hours");
        assert!(first.zip(later).all(|(first, later)| first <= later));
    }
}

#[test]
fn gaps_are_as_the_card_says() {
    let dataset = dataset("sepsis-ward");
    let n = 100_000;
    let cohort = cohort(&dataset, &dataset.reference_variant(), 4, n);
    let gaps = |column: &str| -> Vec<f64> { flag(cohort.values(column), f64::is_nan) };
    for column in &cohort.truth.missing_probability {
        let promised = mean(column.values().unwrap());
        let found = mean(&gaps(&column.name));
        let error = (promised * (1.0 - promised) / n as f64).sqrt();
        assert!(
            (found - promised).abs() < 4.0 * error,
            "{}: {found} {promised}",
            column.name
        );
    }
    let sepsis = cohort.values("sepsis");
    let well = flag(sepsis, |x| x < 0.5);
    let lactate = gaps("lactate");
    assert!((0.57..0.65).contains(&mean(&lactate)));
    let difference = mean(&pick(&lactate, &well)) - mean(&pick(&lactate, sepsis));
    assert!(
        (0.17..0.30).contains(&difference),
        "lactate is asked for in the sick: {difference}"
    );
    let crp = gaps("crp");
    let [castlebridge, northmere] = ["Castlebridge", "Northmere"]
        .map(|site| mean(&pick(&crp, &cohort.level("site", site))));
    assert!((0.10..0.14).contains(&castlebridge) && (0.21..0.25).contains(&northmere));
    for (column, share) in
        [("white_cells", 0.05), ("creatinine", 0.06), ("platelets", 0.05)]
    {
        assert!((mean(&gaps(column)) - share).abs() < 0.004, "{column}");
    }
}

#[test]
fn every_variant_stays_a_ward_that_could_be() {
    let dataset = dataset("sepsis-ward");
    let mut interactions = 0;
    for seed in 0..40 {
        let variant = dataset.variant(&key(&dataset, seed));
        let cohort = cohort(&dataset, &variant, seed, 15_000);
        let of =
            |site: &str| mean(&pick(&cohort.truth.ideal, &cohort.level("site", site)));
        let (castlebridge, northmere) = (of("Castlebridge"), of("Northmere"));
        assert!((0.028..0.07).contains(&castlebridge), "{castlebridge} {variant:?}");
        assert!((0.045..0.14).contains(&northmere), "{northmere} {variant:?}");
        assert!(northmere > castlebridge * 1.2, "{castlebridge} {northmere} {variant:?}");
        let ideal = auroc(&cohort.truth.ideal, &cohort.truth.ideal);
        let interaction = variant.get("interaction") == Some(&Scalar::from(1.0));
        interactions += u32::from(interaction);
        let band = if interaction { 0.87..0.94 } else { 0.81..0.88 };
        assert!(band.contains(&ideal), "{ideal} {variant:?}");
    }
    assert!(
        (12..=28).contains(&interactions),
        "{interactions} of 40 have the interaction"
    );
}

/// In half the variants a sum of effects misses much of what can be known.
#[test]
fn the_interaction_needs_a_product() {
    let dataset = dataset("sepsis-ward");
    for (interaction, gain) in [(0.0, -0.001..0.003), (1.0, 0.06..0.14)] {
        let variant = variant(&dataset, &[("interaction", Scalar::from(interaction))]);
        let cohort = cohort(&dataset, &variant, 5, 60_000);
        let risk = &cohort.truth.ideal;
        let (age, temperature) = (cohort.values("age"), cohort.values("temperature"));
        let old = flag(age, |age| age >= 70.0);
        let product =
            old.iter().zip(temperature).map(|(old, t)| old * (t - 36.4)).collect();
        let mut columns: Vec<Vec<f64>> = vec![
            age.to_vec(),
            temperature.to_vec(),
            old,
            cohort.values("news2").to_vec(),
        ];
        let sum = auroc(&logistic(&columns, risk), risk);
        columns.push(product);
        let with_product = auroc(&logistic(&columns, risk), risk);
        assert!(
            gain.contains(&(with_product - sum)),
            "{interaction}: {sum} {with_product}"
        );
    }
}

/// The coders' habit moves what is recorded at Northmere and nothing else.
#[test]
fn a_part_of_the_difference_is_paper() {
    let dataset = dataset("sepsis-ward");
    let [strict, ready] = [0.3, 0.9].map(|gap| {
        let variant = variant(&dataset, &[("coding_gap", Scalar::from(gap))]);
        cohort(&dataset, &variant, 6, 20_000)
    });
    for site in ["Castlebridge", "Northmere"] {
        let here = strict.level("site", site);
        let of = |cohort: &medlab_cohort::Cohort| mean(&pick(&cohort.truth.ideal, &here));
        let ratio = of(&ready) / of(&strict);
        let expected = if site == "Northmere" { 1.3..2.0 } else { 0.999_999..1.000_001 };
        assert!(expected.contains(&ratio), "{site}: {ratio}");
    }
    assert_eq!(strict.values("temperature"), ready.values("temperature"));
}
