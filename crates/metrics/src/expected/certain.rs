//! Tests with nothing left to chance: every true risk is 0 or 1, and each expectation is the
//! ordinary measure, undefined where that is.

use proptest::prelude::*;

use super::*;
use crate::{CalibrationCurve, Counts, Estimate, Predictions, Undefined};
use crate::{calibration, delong, overall};

fn value(estimate: Result<Estimate, Undefined>) -> Result<f64, Undefined> {
    estimate.map(|estimate| estimate.value)
}

/// Patients with risks on a coarse or a fine grid, so that there are ties, few distinct risks
/// and risks of exactly 0 and 1.
fn patients() -> impl Strategy<Value = (Vec<bool>, Vec<f64>)> {
    (prop::sample::select(vec![5_u16, 20, 1000]), 2_usize..80).prop_flat_map(
        |(grid, n)| {
            let risk = (0..=grid).prop_map(move |r| f64::from(r) / f64::from(grid));
            prop::collection::vec((any::<bool>(), risk), n)
                .prop_map(|patients| patients.into_iter().unzip())
        },
    )
}

proptest! {
    #[test]
    fn each_is_the_ordinary_measure((outcomes, risks) in patients(), t in 0.01_f64..0.99) {
        let truth: Vec<f64> = outcomes.iter().map(|&y| f64::from(y)).collect();
        let seen = Predictions::new(&outcomes, &risks).unwrap();
        let counts = Counts::at(&seen, t);
        prop_assert_eq!(auroc(&truth, &risks), value(crate::auroc(&seen)));
        prop_assert_eq!(
            observed_expected(&truth, &risks),
            value(calibration::observed_expected(&seen))
        );
        prop_assert_eq!(in_the_large(&truth, &risks), value(calibration::in_the_large(&seen)));
        prop_assert_eq!(slope(&truth, &risks), value(calibration::slope(&seen)));
        prop_assert_eq!(
            calibration_error(&truth, &risks),
            CalibrationCurve::of(&seen).map(|curve| curve.ici)
        );
        prop_assert_eq!(brier(&truth, &risks), Ok(overall::brier(&seen)));
        prop_assert_eq!(scaled_brier(&truth, &risks), overall::scaled_brier(&seen));
        prop_assert_eq!(log_loss(&truth, &risks), Ok(overall::log_loss(&seen)));
        prop_assert_eq!(net_benefit(&truth, &risks, t), counts.net_benefit(t));
        prop_assert_eq!(sensitivity(&truth, &risks, t), value(counts.sensitivity()));
        prop_assert_eq!(specificity(&truth, &risks, t), value(counts.specificity()));
        prop_assert_eq!(ppv(&truth, &risks, t), value(counts.ppv()));
        prop_assert_eq!(npv(&truth, &risks, t), value(counts.npv()));
        prop_assert_eq!(alert_rate(&truth, &risks, t), counts.alert_rate());
    }

    /// The error of a difference in AUROC is DeLong's but for its divisors.
    #[test]
    fn the_error_of_a_difference_is_nearly_that_of_delong(
        patients in prop::collection::vec((any::<bool>(), 0_u8..=20, 0_u8..=20), 8..80)
    ) {
        let outcomes: Vec<bool> = patients.iter().map(|p| p.0).collect();
        let a: Vec<f64> = patients.iter().map(|p| f64::from(p.1) / 20.0).collect();
        let b: Vec<f64> = patients.iter().map(|p| f64::from(p.2) / 20.0).collect();
        let truth: Vec<f64> = outcomes.iter().map(|&y| f64::from(y)).collect();
        let Ok(ordinary) = delong::paired(&outcomes, &a, &b) else { return Ok(()) };
        let difference = paired_auroc_difference(&truth, &a, &b).unwrap();
        prop_assert!((difference.value - ordinary.difference.value).abs() < 1e-12);
        let n = truth.len() as f64;
        let events = truth.iter().sum::<f64>();
        let [few, many] = [events.min(n - events), events.max(n - events)]
            .map(|class| (class - 1.0) / class * n / (n - 1.0));
        let found = difference.standard_error * difference.standard_error;
        let delong = ordinary.standard_error * ordinary.standard_error;
        prop_assert!(found >= few * delong - 1e-12 && found <= many * delong + 1e-12);
    }
}
