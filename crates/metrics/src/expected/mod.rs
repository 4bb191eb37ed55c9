//! The measures as they would come out on average, where each patient's true risk is known.
//!
//! A synthetic cohort knows the probability p with which each patient has the event. A
//! measure on drawn outcomes is then partly luck; the measures here are not. Each is the
//! ordinary one with every numerator and every denominator replaced by its expectation over
//! outcomes drawn independently with those probabilities. Where every p is 0 or 1 nothing is
//! left to chance and they equal the ordinary measures.
//!
//! Their standard errors are over patients: how far the value would move with other patients
//! of the same kind, not with other outcomes of the same patients.
//!
//! None of them compares the predicted with the true risk patient by patient: an honest model
//! that sees less than the truth would be punished for it.

mod auroc;
mod calibration;
mod calibration_error;
#[cfg(test)]
mod certain;
mod checked;
mod difference;
mod overall;
#[cfg(test)]
mod simulation;
mod threshold;

pub use auroc::auroc;
pub use calibration::{in_the_large, observed_expected, slope};
pub use calibration_error::calibration_error;
pub use difference::{
    Difference, paired_auroc_difference, paired_brier_difference,
    paired_net_benefit_difference,
};
pub use overall::{brier, log_loss, scaled_brier};
pub use threshold::{alert_rate, net_benefit, npv, ppv, sensitivity, specificity};
