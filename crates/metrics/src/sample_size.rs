//! How many patients it takes to develop a prediction model (Riley's criteria).
//!
//! For a binary outcome and a logistic regression. The answer is a floor under which a model
//! is bound to overfit, no promise that it will do well above it.

use libm::{ceil, exp, log};

use crate::estimate::Z95;
use crate::undefined::Undefined;

/// What is known before any patient is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Candidate parameters: one for each number or flag, k - 1 for k categories, more for
    /// curves and interactions, counting also those not kept in the end.
    pub parameters: u32,
    /// The share of patients with the event, strictly between 0 and 1.
    pub prevalence: f64,
    /// The Cox-Snell R² that the model can be expected to reach, as from an earlier model.
    pub r_squared: f64,
    /// The least shrinkage to be needed: 0.9 by custom.
    pub shrinkage: f64,
}

/// Patients asked for by each criterion, and by all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SampleSize {
    /// (i) Predictor effects are shrunk by no more than a tenth.
    pub shrinkage: u64,
    /// (ii) Apparent and adjusted Nagelkerke R² differ by no more than 0.05.
    pub optimism: u64,
    /// (iii) The overall risk is known to within 0.05 either way.
    pub overall_risk: u64,
    /// The largest of the three.
    pub patients: u64,
    /// Events among as many patients, rounded up.
    pub events: u64,
}

impl Plan {
    /// A plan with the customary shrinkage of 0.9.
    pub fn new(parameters: u32, prevalence: f64, r_squared: f64) -> Self {
        Self { parameters, prevalence, r_squared, shrinkage: 0.9 }
    }

    /// The largest Cox-Snell R² that any model can reach at this prevalence f:
    /// 1 - (f^f (1 - f)^(1 - f))².
    pub fn most_r_squared(&self) -> f64 {
        let f = self.prevalence;
        1.0 - exp(2.0 * (f * log(f) + (1.0 - f) * log(1.0 - f)))
    }

    /// The patients needed to develop the model.
    ///
    /// 1. P / ((S - 1) ln(1 - R² / S)), with P parameters and shrinkage S;
    /// 2. the same with S = R² / (R² + 0.05 max R²);
    /// 3. (z / 0.05)² f (1 - f), with prevalence f.
    ///
    /// Each is rounded up. Undefined (`out_of_range`) where the prevalence or the shrinkage
    /// does not lie strictly between 0 and 1, there is no parameter, R² is not between 0 and
    /// the most that the prevalence allows, or R² is not below the shrinkage.
    ///
    /// Source: R. Riley, K. Snell, J. Ensor et al., Statistics in Medicine 38:1276 (2019).
    ///
    /// ```
    /// use medlab_metrics::sample_size::Plan;
    ///
    /// // A model of Chagas disease: 24 parameters, prevalence 17.4 %, R² 0.288.
    /// let size = Plan::new(24, 0.174, 0.288).sample_size()?;
    /// assert_eq!((size.shrinkage, size.optimism, size.overall_risk), (623, 662, 221));
    /// assert_eq!((size.patients, size.events), (662, 116));
    /// # Ok::<(), medlab_metrics::Undefined>(())
    /// ```
    pub fn sample_size(&self) -> Result<SampleSize, Undefined> {
        let unit = |share: f64| share > 0.0 && share < 1.0;
        if !(unit(self.prevalence) && unit(self.shrinkage) && self.parameters > 0) {
            return Err(Undefined::OutOfRange);
        }
        let most = self.most_r_squared();
        if !(self.r_squared > 0.0
            && self.r_squared <= most
            && self.r_squared < self.shrinkage)
        {
            return Err(Undefined::OutOfRange);
        }
        let shrinkage = self.patients_for(self.shrinkage);
        let optimism =
            self.patients_for(self.r_squared / (self.r_squared + MARGIN * most));
        let width = Z95 / MARGIN;
        let overall_risk =
            ceil(width * width * self.prevalence * (1.0 - self.prevalence)) as u64;
        let patients = shrinkage.max(optimism).max(overall_risk);
        Ok(SampleSize {
            shrinkage,
            optimism,
            overall_risk,
            patients,
            events: ceil(patients as f64 * self.prevalence) as u64,
        })
    }

    /// Patients needed for effects to be shrunk by no more than this factor.
    fn patients_for(&self, shrinkage: f64) -> u64 {
        let patients = f64::from(self.parameters)
            / ((shrinkage - 1.0) * log(1.0 - self.r_squared / shrinkage));
        ceil(patients) as u64
    }
}

/// How far off R² and the overall risk may be.
const MARGIN: f64 = 0.05;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// From the tests of the R package pmsampsize 1.1.3.
    #[test]
    fn published_examples() {
        let check = |r_squared, parameters, prevalence, expected| {
            let size =
                Plan::new(parameters, prevalence, r_squared).sample_size().unwrap();
            assert_eq!((size.shrinkage, size.optimism, size.overall_risk), expected);
        };
        check(0.288, 24, 0.174, (623, 662, 221));
        check(0.55, 24, 0.174, (255, 532, 221));
        check(0.288, 36, 0.174, (934, 992, 221));
        check(0.288, 24, 0.25, (623, 590, 289));
    }

    #[test]
    fn what_cannot_be_planned() {
        let out_of_range = Err(Undefined::OutOfRange);
        let plan = Plan::new(24, 0.174, 0.288);
        for wrong in [
            Plan { prevalence: 0.0, ..plan },
            Plan { prevalence: 1.0, ..plan },
            Plan { prevalence: f64::NAN, ..plan },
            Plan { parameters: 0, ..plan },
            Plan { r_squared: 0.0, ..plan },
            Plan { r_squared: 0.7, ..plan },
            Plan { r_squared: f64::NAN, ..plan },
            Plan { shrinkage: 1.0, ..plan },
            Plan { shrinkage: 0.2, ..plan },
        ] {
            assert_eq!(wrong.sample_size(), out_of_range, "{wrong:?}");
        }
        assert!((plan.most_r_squared() - 0.603).abs() < 0.001);
    }

    proptest! {
        /// More parameters, or a weaker model, ask for more patients.
        #[test]
        fn harder_plans_ask_for_more(
            parameters in 1_u32..60, prevalence in 0.05_f64..0.95, share in 0.05_f64..0.9
        ) {
            let most = Plan::new(1, prevalence, 0.1).most_r_squared();
            let size =
                |p: u32, r: f64| Plan::new(p, prevalence, r).sample_size().unwrap().patients;
            let r_squared = share * most;
            prop_assert!(size(parameters, r_squared) <= size(parameters + 1, r_squared));
            prop_assert!(size(parameters, r_squared) <= size(parameters, 0.9 * r_squared));
        }

        /// Events and non-events are alike to the criteria.
        #[test]
        fn turning_the_outcome_changes_nothing(
            parameters in 1_u32..60, prevalence in 0.05_f64..0.5, share in 0.05_f64..0.9
        ) {
            let most = Plan::new(1, prevalence, 0.1).most_r_squared();
            let size = |f| Plan::new(parameters, f, share * most).sample_size().unwrap();
            let (a, b) = (size(prevalence), size(1.0 - prevalence));
            // One patient of difference where rounding up meets rounding.
            prop_assert!(a.patients.abs_diff(b.patients) <= 1);
        }
    }
}
