//! `cvd-risk` against the scores of D'Agostino 2008 and SCORE2 2021, and who its patients are.

use medlab_cohort::{Cohort, Dataset, Expression, Scalar, Variant};

use crate::figure::{Figure, hold};
use crate::shipped::{Columns, cohort, dataset, flag, key, pick, variant};
use crate::statistics::{auroc, mean, sd};

const INPUTS: [&str; 9] = [
    "lipid_unit",
    "sex",
    "age",
    "total_cholesterol",
    "hdl",
    "systolic",
    "bp_treated",
    "smoker",
    "diabetes",
];

/// A hidden column.
pub(crate) fn latent<'a>(cohort: &'a Cohort, name: &str) -> &'a [f64] {
    cohort.truth.latent(name).unwrap().values().unwrap()
}

/// A patient with these inputs, all on record.
fn somebody(dataset: &Dataset, variant: &Variant, values: [&str; 9]) -> Cohort {
    let mut generation = dataset.generation(variant).unwrap().without_gaps();
    for (input, value) in INPUTS.into_iter().zip(values) {
        let value = Expression::parse(value).unwrap();
        generation = generation.intervene(input, value).unwrap();
    }
    generation.cohort(&key(dataset, 1), 0..1).unwrap()
}

/// The two worked examples of the paper and a third patient; then one of them in mmol/L.
#[test]
fn framingham_is_as_published() {
    let dataset = dataset("cvd-risk");
    let reference = dataset.reference_variant();
    let risk =
        |values| 100.0 * latent(&somebody(&dataset, &reference, values), "framingham")[0];
    let unit = "'mg/dL'";
    let examples = [
        ([unit, "'female'", "61", "180", "47", "124", "0", "1", "0"], 10.484_180),
        ([unit, "'male'", "53", "161", "55", "125", "1", "0", "1"], 15.622_654),
        ([unit, "'male'", "55", "213", "50", "140", "0", "0", "0"], 13.534_026),
    ];
    for (values, percent) in examples {
        let found = risk(values);
        assert!((found - percent).abs() < 5e-7, "{values:?}: {found}");
    }
    // 5.5 and 1.3 mmol/L are 212.685 and 50.271 mg/dL.
    let found = risk(["'mmol/L'", "'male'", "55", "5.5", "1.3", "140", "0", "0", "0"]);
    let exponent =
        1.123_70 * libm::log(212.685 / 213.0) - 0.932_63 * libm::log(50.271 / 50.0);
    let hazard = -libm::log1p(-0.135_340_26) * libm::exp(exponent);
    let expected = -100.0 * libm::expm1(-hazard);
    assert!((found - expected).abs() < 5e-6, "{found}, expected {expected}");
}

/// The table of the supplement: 50 years, smoker, 140 mmHg, cholesterol 6.3, HDL 1.4 mmol/L.
#[test]
fn score2_is_as_published() {
    let dataset = dataset("cvd-risk");
    let regions = [
        ("low", 6.3, 4.3),
        ("moderate", 8.1, 5.2),
        ("high", 8.8, 7.1),
        ("very_high", 15.1, 14.1),
    ];
    for (region, man, woman) in regions {
        let variant = variant(&dataset, &[("region", Scalar::from(region))]);
        for (sex, printed) in [("'male'", man), ("'female'", woman)] {
            let score = |age, diabetes| {
                let values =
                    ["'mmol/L'", sex, age, "6.3", "1.4", "140", "0", "1", diabetes];
                100.0 * somebody(&dataset, &variant, values).values("score2")[0]
            };
            let found = score("50", "0");
            assert!((found - printed).abs() <= 0.05 + 1e-9, "{region} {sex}: {found}");
            // It is made for 40 to 69 years, without diabetes.
            assert!(score("40", "0") < found && score("69", "0") > found);
            for nobody in [score("39", "0"), score("70", "0"), score("50", "1")] {
                assert!(nobody.is_nan(), "{nobody}");
            }
        }
    }
}

#[test]
fn the_population_is_as_the_card_says() {
    let dataset = dataset("cvd-risk");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 1, 400_000);
    let rows = cohort.table.rows() as f64;
    let risk = latent(&cohort, "framingham");
    let cholesterol = latent(&cohort, "total_cholesterol_mg");
    let of_mean = |what: &str, printed, values: &[f64]| {
        Figure::new(what, printed, mean(values), sd(values) / rows.sqrt())
    };
    let women = cohort.level("sex", "female").iter().sum();
    let high = flag(cholesterol, |x| x >= 240.0).iter().sum();
    let mut figures = vec![
        of_mean("age", (49.0, 0), cohort.values("age")),
        of_mean("systolic", (122.0, 0), cohort.values("systolic")),
        of_mean("total cholesterol", (190.9, 1), cholesterol),
        Figure::share("240 mg/dL and more", (12.8, 1), 100.0, high, rows),
        Figure::share("women", (4522.0 / 8491.0, 4), 1.0, women, rows),
    ];
    let hdl = latent(&cohort, "hdl_mg");
    for (sex, low, c) in [("male", 28.9, 0.763), ("female", 10.6, 0.793)] {
        let here = cohort.level("sex", sex);
        let below = flag(&pick(hdl, &here), |x| x < 40.0);
        let (count, whole) = (below.iter().sum(), below.len() as f64);
        let what = format!("HDL below 40 mg/dL, {sex}");
        figures.push(Figure::share(&what, (low, 1), 100.0, count, whole));
        // The error of an expected C statistic of 200,000 patients, seen over seeds.
        let own = pick(risk, &here);
        figures.push(Figure::new(
            &format!("C of Framingham, {sex}"),
            (c, 3),
            auroc(&own, &own),
            0.0005,
        ));
    }
    hold(&figures);
    assert!(cohort.values("age").iter().all(|age| (30.0..=74.0).contains(age)));
}

#[test]
fn practices_report_lipids_in_their_unit() {
    let dataset = dataset("cvd-risk");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 2, 20_000);
    let [total, hdl, ldl, fat] = ["total_cholesterol", "hdl", "ldl", "triglycerides"]
        .map(|name| cohort.values(name));
    let american = cohort.level("lipid_unit", "mg/dL");
    for practice in ["Alder", "Birch", "Cedar", "Elm"] {
        let units = pick(&american, &cohort.level("practice", practice));
        assert!(units.iter().all(|unit| *unit == units[0]) && !units.is_empty());
    }
    assert!((0.42..0.48).contains(&mean(&american)));
    for row in 0..total.len() {
        let american = american[row] > 0.5;
        // No value of one unit can be taken for one of the other.
        assert_eq!(total[row] >= 80.0, american, "{}", total[row]);
        assert_eq!(ldl[row].is_nan(), hdl[row].is_nan());
        if hdl[row].is_nan() {
            continue;
        }
        assert_eq!(hdl[row] >= 15.0, american, "{}", hdl[row]);
        // Friedewald, from what is on record, to its rounding: of fat in mmol/L by a fifth.
        let fifth = fat[row] / if american { 5.0 } else { 5.0 * 38.67 / 88.57 };
        let expected = total[row] - hdl[row] - fifth;
        let least = if american { 20.0 } else { 20.0 / 38.67 };
        let rounding = if american { 0.5 } else { 0.05 };
        let off = (ldl[row] - expected.max(least)).abs();
        assert!(off < rounding + 1e-9, "{row}: {} {expected}", ldl[row]);
    }
}

/// The scores rank about equally well; what SCORE2 predicts is a narrower outcome.
#[test]
fn score2_competes_where_it_is_made_for() {
    let dataset = dataset("cvd-risk");
    let mut ratios = Vec::new();
    for region in ["low", "moderate", "high", "very_high"] {
        let variant = variant(&dataset, &[("region", Scalar::from(region))]);
        let cohort = cohort(&dataset, &variant, 3, 100_000);
        let untreated = &cohort.truth.world("no_statin").unwrap().risk;
        let scored = flag(cohort.values("score2"), |score| !score.is_nan());
        assert!((0.5..0.65).contains(&mean(&scored)));
        let [score, framingham, risk] =
            [cohort.values("score2"), latent(&cohort, "framingham"), untreated]
                .map(|values| pick(values, &scored));
        let (ours, theirs) = (auroc(&framingham, &risk), auroc(&score, &risk));
        assert!(
            theirs > 0.68 && theirs < ours && ours - theirs < 0.04,
            "{ours} {theirs}"
        );
        ratios.push(mean(&risk) / mean(&score));
    }
    assert!(ratios.is_sorted_by(|low, high| low > high), "{ratios:?}");
    assert!((1.7..2.6).contains(&ratios[1]), "{ratios:?}");
}
