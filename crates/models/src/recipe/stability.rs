//! Stability: how far a patient's risk moves when the model is fitted to other patients.
//!
//! The chosen model is fitted again to resamples of the rows for fitting, whole patients with
//! all their rows, and each patient's risks are compared.
//!
//! R. D. Riley, G. S. Collins, Biometrical Journal 65 (2023) 2200302.

use std::collections::BTreeMap;

use medlab_cohort::Table;
use medlab_metrics::random::Random;

use super::division;
use super::error::RecipeError;
use super::execution::Execution;
use super::{Material, Recipe};

/// Draws the resamples, the same for every recipe.
const SEED: u64 = 0x0072_6566_6974;

impl Recipe {
    /// The mean over patients of the standard deviation of their risk over refits of the
    /// chosen model, before mending; 0 for a supplied model.
    ///
    /// A resample on which the model has no fit is left out; refused where fewer than two
    /// are left.
    pub fn instability(
        &self,
        material: Material,
        execution: &Execution,
        patients: &Table,
        refits: u32,
    ) -> Result<f64, RecipeError> {
        let workshop = self.workshop(material)?;
        let divided = workshop.divided()?;
        let Some(fit) = &divided.fit else { return Ok(0.0) };
        let whose = division::patients(fit.table, workshop.material.patient);
        let mut rows_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in &fit.rows {
            rows_of.entry(&whose[*row]).or_default().push(*row);
        }
        let rows_of: Vec<Vec<usize>> = rows_of.into_values().collect();
        let all: Vec<usize> = (0..patients.rows()).collect();
        let mut given: Vec<Vec<f64>> = Vec::new();
        for refit in 0..refits {
            let mut random = Random::stream(SEED, u64::from(refit));
            let drawn = (0..rows_of.len()).flat_map(|_| {
                let patient =
                    random.below(u32::try_from(rows_of.len()).unwrap_or(u32::MAX));
                rows_of[patient as usize].iter().copied()
            });
            let rows: Vec<usize> = drawn.collect();
            let Ok(prepared) = workshop.prepare(fit.table, &rows) else { continue };
            let train = workshop.side(fit.table, &rows, prepared.as_ref())?;
            let Ok(used) = workshop.fitted(execution.chosen, &train) else { continue };
            let judged = workshop.unlabelled(patients, &all, prepared.as_ref())?;
            given.push(used.give(&judged));
        }
        if given.len() < 2 {
            return Err(RecipeError::NoRows { key: "rows.fit".into() });
        }
        let spread = |patient: usize| {
            let n = given.len() as f64;
            let mean = given.iter().map(|risks| risks[patient]).sum::<f64>() / n;
            let square =
                |risks: &Vec<f64>| (risks[patient] - mean) * (risks[patient] - mean);
            libm::sqrt(given.iter().map(square).sum::<f64>() / (n - 1.0))
        };
        Ok(all.iter().map(|patient| spread(*patient)).sum::<f64>()
            / all.len().max(1) as f64)
    }
}
