//! `ward-falls` against Bouldin 2013 (J Patient Saf 9:13), and what was planted in it.

use medlab_cohort::{Scalar, Variant};

use crate::figure::{Figure, hold};
use crate::shipped::{Columns, cohort, dataset, flag, key, pick, variant};
use crate::statistics::{auroc, mean, sd};

const BEDS: usize = 28;

#[test]
fn falls_are_as_published() {
    let dataset = dataset("ward-falls");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 1, 560_000);
    let risk = &cohort.truth.ideal;
    // Beds of a shift share a day, so their mean is less sure than that of as many wards.
    let shifts: Vec<f64> = risk.chunks_exact(BEDS).map(mean).collect();
    let error = sd(&shifts) / (shifts.len() as f64).sqrt();
    let fell = cohort.values("fell");
    let hurt = cohort.where_true("injured", fell);
    hold(&[
        Figure::new("falls per 1,000", (3.56, 2), 1000.0 * mean(risk), 1000.0 * error),
        Figure::share("injured", (26.1, 1), 100.0, hurt.iter().sum(), hurt.len() as f64),
    ]);
    // Sixty thousand patient-days and more: the outcome is rare.
    assert!(fell.iter().sum::<f64>() > 1_800.0);
}

#[test]
fn a_shift_is_a_ward_of_28_beds() {
    let dataset = dataset("ward-falls");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 2, 28_000);
    let nurses = cohort.values("nurses");
    for (shift, beds) in cohort.values("bed").chunks_exact(BEDS).enumerate() {
        assert!(beds.iter().enumerate().all(|(at, bed)| *bed == at as f64 + 1.0));
        let row = shift * BEDS;
        assert!(nurses[row..row + BEDS].iter().all(|n| *n == nurses[row]));
        assert_eq!(cohort.truth.clusters[row], shift as u64);
    }
    // Four answers a shift can reach about half of the falls, if they go to the right beds.
    let (mut reached, mut all) = (0.0, 0.0);
    for shift in cohort.truth.ideal.chunks_exact(BEDS) {
        let mut risks = shift.to_vec();
        risks.sort_by(f64::total_cmp);
        all += risks.iter().sum::<f64>();
        reached += risks[BEDS - 4..].iter().sum::<f64>();
    }
    assert!((0.42..0.55).contains(&(reached / all)), "{}", reached / all);
}

#[test]
fn the_supplied_score_is_of_another_ward() {
    let dataset = dataset("ward-falls");
    for gap in [-0.8, -0.5, 0.5, 0.8] {
        let set = [("score_gap", Scalar::from(gap)), ("unheard", Scalar::from(0.0))];
        let cohort = cohort(&dataset, &variant(&dataset, &set), 3, 140_000);
        let promised = mean(cohort.values("score"));
        let ratio = mean(&cohort.truth.ideal) / promised;
        let expected = libm::exp(-gap);
        assert!((0.93..1.07).contains(&(ratio / expected)), "{gap}: {ratio}");
        let ranked = auroc(cohort.values("score"), &cohort.truth.ideal);
        let ideal = auroc(&cohort.truth.ideal, &cohort.truth.ideal);
        assert!((0.64..0.72).contains(&ranked), "{ranked}");
        assert!((0.74..0.81).contains(&ideal), "{ideal}");
    }
}

/// Observed over promised by language, once the level is set right: one group stands out, or
/// none does.
#[test]
fn the_items_may_under_read_one_group() {
    let dataset = dataset("ward-falls");
    for (unheard, band) in [(0.0, 0.93..1.07), (0.6, 1.7..2.0), (0.9, 2.25..2.65)] {
        let variant = variant(&dataset, &[("unheard", Scalar::from(unheard))]);
        let cohort = cohort(&dataset, &variant, 4, 280_000);
        let [direct, interpreter] = ["direct", "interpreter"].map(|language| {
            let here = cohort.level("language", language);
            mean(&pick(&cohort.truth.ideal, &here))
                / mean(&cohort.where_true("score", &here))
        });
        let ratio = interpreter / direct;
        assert!(band.contains(&ratio), "{unheard}: {ratio}");
    }
}

#[test]
fn an_answer_does_what_is_assumed_or_nothing() {
    let dataset = dataset("ward-falls");
    for (effect, band) in
        [(0.0, 0.999_999..1.000_001), (-0.5, 0.60..0.68), (-0.9, 0.40..0.50)]
    {
        let variant = variant(&dataset, &[("answer_effect", Scalar::from(effect))]);
        let cohort = cohort(&dataset, &variant, 5, 28_000);
        let answered = cohort.truth.world("answered").unwrap();
        let ratio = mean(&answered.risk) / mean(&cohort.truth.ideal);
        assert!(band.contains(&ratio), "{effect}: {ratio}");
        // The same chance: an answer makes nobody fall.
        let fell = cohort.values("fell");
        assert!(answered.outcome.iter().zip(fell).all(|(there, here)| there <= here));
        // It helps less in delirium, so the highest risk is not the greatest gain.
        let delirium = cohort.truth.unmasked("delirium").unwrap().values().unwrap();
        let left = |rows: &[f64]| {
            mean(&pick(&answered.risk, rows)) / mean(&pick(&cohort.truth.ideal, rows))
        };
        let [with, without] = [left(delirium), left(&flag(delirium, |x| x < 0.5))];
        assert!(effect == 0.0 || with > without + 0.1, "{effect}: {with} {without}");
    }
}

#[test]
fn gaps_are_as_the_card_says() {
    let dataset = dataset("ward-falls");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 6, 56_000);
    let gaps = |column: &str| flag(cohort.values(column), f64::is_nan);
    let delirium = cohort.truth.unmasked("delirium").unwrap().values().unwrap();
    let unscreened = gaps("delirium");
    let [ill, well] = [delirium.to_vec(), flag(delirium, |x| x < 0.5)]
        .map(|rows| mean(&pick(&unscreened, &rows)));
    assert!(ill < well - 0.2, "{ill} {well}");
    let lying = gaps("pressure_drop");
    let [impaired, other] =
        [cohort.level("gait", "impaired"), cohort.level("gait", "normal")]
            .map(|rows| mean(&pick(&lying, &rows)));
    assert!((0.62..0.67).contains(&impaired) && (0.08..0.12).contains(&other));
    for later in ["injured", "incident_form"] {
        assert!(dataset.node(later).unwrap().available_at > 0.0);
        assert!(auroc(cohort.values(later), cohort.values("fell")) > 0.6);
    }
}

#[test]
fn every_variant_stays_a_ward_that_could_be() {
    let dataset = dataset("ward-falls");
    for seed in 0..40 {
        let variant: Variant = dataset.variant(&key(&dataset, seed));
        let cohort = cohort(&dataset, &variant, seed, 28_000);
        let rate = 1000.0 * mean(&cohort.truth.ideal);
        assert!((2.3..5.6).contains(&rate), "{rate} {variant:?}");
        let ideal = auroc(&cohort.truth.ideal, &cohort.truth.ideal);
        assert!((0.73..0.82).contains(&ideal), "{ideal} {variant:?}");
    }
}
