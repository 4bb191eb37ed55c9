//! A policy: from which risk on somebody acts, and how often they can.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::error::RecipeError;
use crate::Bound;

/// The level of a risk from which on somebody acts.
const LEVEL: Bound = Bound::number("level", 0.0, 1.0, 0.5);

/// How many times worse a missed patient is than a false alarm.
const HARM_RATIO: Bound = Bound::number("harm_ratio", 0.01, 10_000.0, 9.0);

/// How many alerts a shift can answer.
const ALERTS: Bound = Bound::whole("alerts", 1, 10_000, 4);

/// From which risk on somebody acts.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// How the level comes about.
    pub how: How,
    /// The level itself, from 0 to 1; the least level where `how` is `top`.
    pub level: Option<f64>,
    /// How many times worse a missed patient is than a false alarm; the level is then
    /// 1 / (1 + ratio).
    pub harm_ratio: Option<f64>,
    /// How many alerts each shift can answer; the highest risks come first.
    pub alerts: Option<f64>,
}

/// How the level comes about.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It is given.
    Fixed,
    /// It follows from what a missed patient and a false alarm cost.
    HarmRatio,
    /// The highest risks of each shift, of those at the level or above it.
    Top,
}

impl Policy {
    /// What the recipe must say and what it must not.
    pub(super) fn check(&self) -> Result<(), RecipeError> {
        let given =
            [(LEVEL, self.level), (HARM_RATIO, self.harm_ratio), (ALERTS, self.alerts)];
        let (needed, allowed): (&[&str], &[&str]) = match self.how {
            How::Fixed => (&["level"], &["level"]),
            How::HarmRatio => (&["harm_ratio"], &["harm_ratio", "alerts"]),
            How::Top => (&["alerts"], &["level", "harm_ratio", "alerts"]),
        };
        for (bound, value) in given {
            let key = format!("policy.{}", bound.name);
            match value {
                None if needed.contains(&bound.name) => {
                    let because = "policy.how".to_string();
                    return Err(RecipeError::Missing { key, because });
                }
                Some(_) if !allowed.contains(&bound.name) => {
                    let (model, setting) = ("policy".into(), bound.name.into());
                    let known = allowed.to_vec();
                    return Err(RecipeError::SettingElsewhere {
                        key,
                        model,
                        setting,
                        known,
                    });
                }
                Some(found) if !bound.allows(found) => {
                    return Err(RecipeError::Setting { key, bound, found });
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The least risk that is acted on.
    pub fn level(&self) -> f64 {
        match (self.level, self.harm_ratio) {
            (Some(level), _) => level,
            (None, Some(ratio)) => 1.0 / (1.0 + ratio),
            (None, None) => 0.0,
        }
    }

    /// Which patients are acted on, given their risks and the shift that each is in.
    ///
    /// Where a shift can answer only so many, the highest risks come first; among equal
    /// ones, the first row.
    pub fn alerts(&self, risks: &[f64], shifts: &[String]) -> Vec<bool> {
        let level = self.level();
        let mut alerts: Vec<bool> = risks.iter().map(|risk| *risk >= level).collect();
        let Some(most) = self.alerts else { return alerts };
        let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, shift) in shifts.iter().enumerate() {
            if alerts[row] {
                of.entry(shift).or_default().push(row);
            }
        }
        for rows in of.values_mut() {
            rows.sort_by(|a, b| risks[*b].total_cmp(&risks[*a]).then(a.cmp(b)));
            for row in rows.iter().skip(most as usize) {
                alerts[*row] = false;
            }
        }
        alerts
    }
}
