//! What statins do in `cvd-risk`, who gets them, and what the record makes of it.

use medlab_cohort::Scalar;

use crate::cvd_risk::latent;
use crate::shipped::{Columns, cohort, dataset, flag, key, not, pick, variant};
use crate::statistics::{auroc, mean, sd};

/// The closed form behind the hidden susceptibility: over it, the risk is Framingham's, and with
/// a statin what the rate ratio leaves of it.
#[test]
fn the_attainable_risk_of_a_full_record_is_framinghams() {
    let dataset = dataset("cvd-risk");
    for (ratio, baseline) in [(0.78, 0.0), (1.25, -0.25)] {
        let set =
            [("rate_ratio", Scalar::from(ratio)), ("baseline", Scalar::from(baseline))];
        let variant = variant(&dataset, &set);
        let cohort = cohort(&dataset, &variant, 1, 2_000);
        let attainable = cohort.attainable(&dataset, &variant).unwrap();
        let (framingham, ldl) =
            (latent(&cohort, "framingham"), latent(&cohort, "ldl_mg"));
        let (statin, smoker) = (cohort.values("statin"), cohort.values("smoker"));
        let mut full = 0;
        for row in 0..framingham.len() {
            if smoker[row].is_nan() || cohort.values("hdl")[row].is_nan() {
                continue;
            }
            full += 1;
            let lowered = 0.33 * statin[row] * ldl[row] / 38.67;
            let hazard = -libm::log1p(-framingham[row])
                * libm::exp(baseline + lowered * libm::log(ratio));
            let expected = -libm::expm1(-hazard);
            let found = attainable.risk[row];
            assert!((found - expected).abs() < 1e-6, "{row}: {found}, {expected}");
        }
        assert!((1_500..1_900).contains(&full), "{full}");
    }
}

/// The ideal risk spreads about Framingham's and has its mean.
#[test]
fn without_a_statin_framingham_is_the_truth() {
    let dataset = dataset("cvd-risk");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 2, 200_000);
    let framingham = latent(&cohort, "framingham");
    let untreated = &cohort.truth.world("no_statin").unwrap().risk;
    for (low, high) in
        [(0.0, 0.03), (0.03, 0.06), (0.06, 0.12), (0.12, 0.25), (0.25, 1.0)]
    {
        let here = flag(framingham, |risk| risk >= low && risk < high);
        let (truth, score) = (pick(untreated, &here), pick(framingham, &here));
        let off: Vec<f64> = truth.iter().zip(&score).map(|(a, b)| a - b).collect();
        let error = sd(&off) / (off.len() as f64).sqrt();
        assert!(mean(&off).abs() < 4.0 * error, "{low}: {}", mean(&off));
        assert!(sd(&off) > 0.2 * mean(&score), "{low}");
    }
}

/// Per mmol/L of LDL, 0.78 of the rate as in CTT 2010; the variants hold nothing and harm.
#[test]
fn a_statin_does_what_is_assumed() {
    let dataset = dataset("cvd-risk");
    for (ratio, band) in [
        (0.62, 0.60..0.70),
        (0.78, 0.76..0.84),
        (1.0, 1.0..1.000_001),
        (1.25, 1.15..1.27),
    ] {
        let variant = variant(&dataset, &[("rate_ratio", Scalar::from(ratio))]);
        let cohort = cohort(&dataset, &variant, 3, 20_000);
        let [with, without] =
            ["statin", "no_statin"].map(|world| cohort.truth.world(world).unwrap());
        let found = mean(&with.risk) / mean(&without.risk);
        assert!(band.contains(&found), "{ratio}: {found}");
        // The same chance in both worlds: nobody is helped and harmed at once.
        let pairs = || with.outcome.iter().zip(&without.outcome);
        assert!(ratio > 1.0 || pairs().all(|(with, without)| with <= without));
        assert!(ratio < 1.0 || pairs().all(|(with, without)| with >= without));
        // What happened is what happens in the world that the patient is in.
        let (cvd, statin) = (cohort.values("cvd"), cohort.values("statin"));
        for row in 0..cvd.len() {
            let world = if statin[row] > 0.5 { with } else { without };
            assert_eq!(cvd[row], world.outcome[row]);
            assert_eq!(cohort.truth.ideal[row], world.risk[row]);
        }
    }
}

/// Nobody is certain to get a statin or not to, and only what is on record decides.
#[test]
fn the_doctor_goes_by_the_record() {
    let dataset = dataset("cvd-risk");
    for seed in 0..10 {
        let drawn = dataset.variant(&key(&dataset, seed));
        let prescribing = drawn.get("prescribing").and_then(Scalar::number).unwrap();
        let cohort = cohort(&dataset, &drawn, seed, 10_000);
        let propensity = latent(&cohort, "propensity");
        assert!(propensity.iter().all(|p| (0.05..=0.95).contains(p)));
        let american = cohort.level("lipid_unit", "mg/dL");
        let [birch, elm] = ["Birch", "Elm"].map(|name| cohort.level("practice", name));
        let column = |name: &str, row: usize| cohort.values(name)[row];
        for row in 0..propensity.len() {
            let total = column("total_cholesterol", row);
            let total = if american[row] > 0.5 { total / 38.67 } else { total };
            let smoker = column("smoker", row);
            let smoker = if smoker.is_nan() { 0.0 } else { smoker };
            let sickness = 0.07 * (column("age", row) - 55.0)
                + 0.7 * (total - 5.0)
                + 0.9 * column("diabetes", row)
                + 0.5 * column("bp_treated", row)
                + 0.5 * smoker
                + 0.01 * (column("systolic", row) - 122.0);
            let logit = -1.3 + 0.4 * birch[row] - 0.4 * elm[row] + prescribing * sickness;
            let expected = (1.0 / (1.0 + libm::exp(-logit))).clamp(0.05, 0.95);
            assert!((propensity[row] - expected).abs() < 1e-9, "{row}");
        }
        let (statin, error) = (cohort.values("statin"), 0.5 / 100.0);
        assert!((mean(statin) - mean(propensity)).abs() < 4.0 * error);
    }
}

/// The treated are sicker: at first sight statins harm. Weighted by the inverse of the
/// propensity they do what they do.
#[test]
fn the_naive_comparison_is_wrong_and_weighting_mends_it() {
    let dataset = dataset("cvd-risk");
    for ratio in [0.62, 0.78, 1.0, 1.25] {
        let variant = variant(&dataset, &[("rate_ratio", Scalar::from(ratio))]);
        let cohort = cohort(&dataset, &variant, 4, 200_000);
        let [with, without] =
            ["statin", "no_statin"].map(|world| &cohort.truth.world(world).unwrap().risk);
        let effect = mean(with) - mean(without);
        let (cvd, statin) = (cohort.values("cvd"), cohort.values("statin"));
        let naive = mean(&pick(cvd, statin)) - mean(&pick(cvd, &not(statin)));
        assert!(naive > 0.02 && naive > effect + 0.05, "{ratio}: {naive}, true {effect}");
        let propensity = latent(&cohort, "propensity");
        let weighted: Vec<f64> = (0..cvd.len())
            .map(|row| {
                let (t, p) = (statin[row], propensity[row]);
                cvd[row] * (t / p - (1.0 - t) / (1.0 - p))
            })
            .collect();
        let error = sd(&weighted) / (weighted.len() as f64).sqrt();
        let off = mean(&weighted) - effect;
        assert!(off.abs() < 4.0 * error && error < 0.002, "{ratio}: {off}");
    }
}

/// LDL a year later lies on the way from the statin to the disease.
#[test]
fn later_ldl_is_a_mediator() {
    let dataset = dataset("cvd-risk");
    assert!(dataset.node("ldl_year").unwrap().available_at > 0.0);
    let cohort = cohort(&dataset, &dataset.reference_variant(), 5, 50_000);
    let statin = cohort.values("statin");
    let ldl = latent(&cohort, "ldl_mg");
    let american = cohort.level("lipid_unit", "mg/dL");
    let kept: Vec<f64> = cohort
        .values("ldl_year")
        .iter()
        .zip(&american)
        .zip(ldl)
        .map(|((year, american), ldl)| {
            year * if *american > 0.5 { 1.0 } else { 38.67 } - ldl
        })
        .collect();
    let change = |rows: &[f64]| mean(&pick(&kept, rows)) / mean(&pick(ldl, rows));
    let (with, without) = (change(statin), change(&not(statin)));
    assert!((-0.35..-0.31).contains(&with) && without.abs() < 0.02, "{with} {without}");
}

#[test]
fn gaps_are_as_the_card_says() {
    let dataset = dataset("cvd-risk");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 6, 100_000);
    let gaps = |column: &str| flag(cohort.values(column), f64::is_nan);
    let (unasked, smoker) =
        (gaps("smoker"), cohort.truth.unmasked("smoker").unwrap().values().unwrap());
    let [smokers, others] =
        [smoker.to_vec(), not(smoker)].map(|rows| mean(&pick(&unasked, &rows)));
    assert!((0.10..0.12).contains(&smokers), "{smokers}");
    assert!((0.042..0.053).contains(&others), "{others}");
    let (unordered, age) = (gaps("hdl"), cohort.values("age"));
    let [young, old] = [flag(age, |age| age < 40.0), flag(age, |age| age >= 60.0)]
        .map(|rows| mean(&pick(&unordered, &rows)));
    assert!(young > 0.12 && old < 0.08, "{young} {old}");
}

/// Who leaves does so for reasons of their own: the product-limit estimate at ten years is the
/// truth, the share of events seen is too low.
#[test]
fn censoring_is_independent() {
    let dataset = dataset("cvd-risk");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 7, 100_000);
    let [followed, seen, cvd] =
        ["followed", "cvd_seen", "cvd"].map(|name| cohort.values(name));
    let truth = mean(cvd);
    let mut order: Vec<usize> = (0..seen.len()).collect();
    // At equal times events come before those who leave.
    order.sort_by(|a, b| {
        followed[*a].total_cmp(&followed[*b]).then(seen[*b].total_cmp(&seen[*a]))
    });
    let mut free = 1.0;
    for (before, row) in order.iter().enumerate() {
        free *= 1.0 - seen[*row] / (seen.len() - before) as f64;
    }
    let error = (truth * (1.0 - truth) / seen.len() as f64).sqrt();
    // Times are to a hundredth of a year.
    assert!((1.0 - free - truth).abs() < 2.0 * error, "{free} {truth}");
    assert!(mean(seen) < 0.93 * truth, "{} of {truth}", mean(seen));
    let left = flag(latent(&cohort, "leaving_time"), |time| time < 10.0);
    assert!((mean(&left) - (1.0 - libm::exp(-10.0 / 45.0))).abs() < 0.005);
    // Sick and well leave alike.
    let risk = latent(&cohort, "mean_risk");
    assert!((auroc(risk, &left) - 0.5).abs() < 0.01);
    for row in 0..seen.len() {
        assert!((0.01..=10.0).contains(&followed[row]) && seen[row] <= cvd[row]);
        let whole = followed[row] > 9.9999 || seen[row] > 0.5 || left[row] > 0.5;
        assert!(whole, "{row}: {}", followed[row]);
    }
}

#[test]
fn every_variant_stays_a_practice_that_could_be() {
    let dataset = dataset("cvd-risk");
    let mut ratios = std::collections::BTreeSet::new();
    for seed in 0..40 {
        let drawn = dataset.variant(&key(&dataset, seed));
        let cohort = cohort(&dataset, &drawn, seed, 10_000);
        let untreated = mean(&cohort.truth.world("no_statin").unwrap().risk);
        assert!((0.06..0.13).contains(&untreated), "{untreated} {drawn:?}");
        let ideal = auroc(&cohort.truth.ideal, &cohort.truth.ideal);
        assert!((0.81..0.87).contains(&ideal), "{ideal} {drawn:?}");
        let treated = mean(cohort.values("statin"));
        assert!((0.2..0.32).contains(&treated), "{treated} {drawn:?}");
        ratios.insert(format!("{:?}", drawn.get("rate_ratio")));
    }
    assert_eq!(ratios.len(), 4);
}
