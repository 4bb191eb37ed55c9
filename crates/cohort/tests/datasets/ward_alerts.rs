//! `ward-alerts`: an AI that is good except where it is not, and a ward with many ill patients.

use medlab_cohort::Scalar;

use crate::shipped::{Columns, both, cohort, dataset, flag, key, not, pick, variant};
use crate::statistics::{auroc, mean};

const BLIND_SPOTS: [&str; 4] =
    ["beta_blocker", "strong_painkiller", "lung_disease", "frail"];

#[test]
fn the_ai_is_blind_in_one_kind_only() {
    let dataset = dataset("ward-alerts");
    for blind_spot in BLIND_SPOTS {
        let variant = variant(&dataset, &[("blind_spot", Scalar::from(blind_spot))]);
        let cohort = cohort(&dataset, &variant, 1, 60_000);
        let risk = &cohort.truth.ideal;
        let advice = cohort.values("ai_advice");
        let routine = cohort.level("ai_advice", "routine");
        let low = flag(cohort.values("ai_confidence"), |x| x < 70.0);
        let inside = cohort.level("case_kind", blind_spot);
        let outside = not(&inside);
        let of = |rows: &[f64]| auroc(&pick(advice, rows), &pick(risk, rows));
        assert!(
            (0.79..0.84).contains(&of(&outside)),
            "{blind_spot} outside: {}",
            of(&outside)
        );
        assert!(
            (0.60..0.70).contains(&of(&inside)),
            "{blind_spot} inside: {}",
            of(&inside)
        );
        let called = both(&inside, &routine);
        assert!((0.75..0.90).contains(&mean(&pick(&routine, &inside))));
        assert!((0.21..0.29).contains(&mean(&pick(risk, &called))), "{blind_spot}");
        assert!(mean(&pick(&low, &called)) < 0.02);
        let called = both(&outside, &routine);
        assert!((0.02..0.05).contains(&mean(&pick(risk, &called))), "{blind_spot}");
        assert!((0.25..0.35).contains(&mean(&pick(&low, &called))));
        for kind in BLIND_SPOTS.into_iter().filter(|kind| *kind != blind_spot) {
            let rows = cohort.level("case_kind", kind);
            assert!(
                of(&rows) > of(&inside) + 0.03,
                "{kind} beside {blind_spot}: {}",
                of(&rows)
            );
        }
    }
}

#[test]
fn the_ward_is_enriched_as_the_card_says() {
    let dataset = dataset("ward-alerts");
    let reference = cohort(&dataset, &dataset.reference_variant(), 2, 100_000);
    let points = reference.values("news2");
    let [middle, high] =
        [flag(points, |x| (5.0..7.0).contains(&x)), flag(points, |x| x >= 7.0)];
    assert!((0.26..0.30).contains(&mean(reference.values("worse"))));
    assert!((0.07..0.09).contains(&mean(&middle)) && (0.07..0.09).contains(&mean(&high)));
    for kind in BLIND_SPOTS.into_iter().chain(["none"]) {
        let rows = reference.level("case_kind", kind);
        assert!((mean(&rows) - 0.2).abs() < 0.006, "{kind}");
        // The ward's rule and the best decision agree where the score is high.
        let above = |band: &[f64], risk: f64| {
            let risks = pick(&reference.truth.ideal, &both(band, &rows));
            mean(&flag(&risks, |x| x > risk))
        };
        assert!(above(&middle, 0.2) > 0.95, "{kind} {}", above(&middle, 0.2));
        assert!(above(&high, 0.4) > 0.95, "{kind} {}", above(&high, 0.4));
    }
    for seed in 0..20 {
        let variant = dataset.variant(&key(&dataset, seed));
        let worse = mean(&cohort(&dataset, &variant, seed, 10_000).truth.ideal);
        assert!((0.23..0.33).contains(&worse), "{worse} {variant:?}");
    }
}

/// Scale 2 counts only where it is prescribed, and the highest item is one of the sum's.
#[test]
fn points_follow_the_chart() {
    let dataset = dataset("ward-alerts");
    let cohort = cohort(&dataset, &dataset.reference_variant(), 3, 20_000);
    let (points, highest) = (cohort.values("news2"), cohort.values("highest_item"));
    assert!(
        points
            .iter()
            .zip(highest)
            .all(|(sum, most)| most <= sum && (*most > 0.0) == (*sum > 0.0))
    );
    let oxygen = cohort.truth.latent("oxygen_points").unwrap().values().unwrap();
    let saturation = cohort.values("oxygen_saturation");
    let on_oxygen = cohort.values("on_oxygen");
    let scale_2 = cohort.level("case_kind", "lung_disease");
    for row in 0..20_000 {
        let (x, given) = (saturation[row], on_oxygen[row] > 0.5);
        let expected = match (scale_2[row] > 0.5, x) {
            (false, x) if x <= 91.0 => 3.0,
            (false, x) if x <= 93.0 => 2.0,
            (false, x) if x <= 95.0 => 1.0,
            (false, _) => 0.0,
            (true, x) if x <= 83.0 => 3.0,
            (true, x) if x <= 85.0 => 2.0,
            (true, x) if x <= 87.0 => 1.0,
            (true, x) if x <= 92.0 || !given => 0.0,
            (true, x) if x <= 94.0 => 1.0,
            (true, x) if x <= 96.0 => 2.0,
            (true, _) => 3.0,
        };
        assert!((oxygen[row] - expected).abs() < 1e-9, "{x} % on oxygen {given}");
    }
}
