//! Scale: a share of 1 written where a number of 100 or of 1,000 is asked for.
//!
//! What is said of it comes from what the learner wrote and from the question, never from
//! the right answer: it is a question back, and no hint at what is true.

use std::collections::BTreeMap;

use crate::answers::{ANSWERS, CARD, Form};
use crate::evidence::{Evidence, Found};
use crate::exercise::Exercise;
use crate::format::{AnswerKind, AnswerSpec, CriterionSpec};

/// For a criterion that was not met: the answer behind it that looks like a share of 1, as
/// `meant_name`, `meant_unit`, `meant_found` and `meant`; empty where none does.
pub(crate) fn meant(
    exercise: &Exercise,
    criterion: &CriterionSpec,
    evidence: &Evidence,
) -> BTreeMap<String, Found> {
    let file = &exercise.file;
    let forms = [(ANSWERS, &file.answers), (CARD, &file.card)];
    let behind = exercise.formulas.behind(&criterion.measure);
    let suspicious = forms.into_iter().flat_map(|(form, questions)| {
        let behind = &behind;
        questions.iter().filter_map(move |(name, spec)| {
            let named = form.measures(name, spec);
            if !named.iter().any(|measure| behind.contains(measure)) {
                return None;
            }
            of_answer(form, name, spec, evidence)
        })
    });
    suspicious.into_iter().next().unwrap_or_default()
}

fn of_answer(
    form: Form,
    name: &str,
    spec: &AnswerSpec,
    evidence: &Evidence,
) -> Option<BTreeMap<String, Found>> {
    if !matches!(spec.kind, AnswerKind::Number | AnswerKind::Claim) {
        return None;
    }
    let unit = spec.unit.as_deref()?;
    let Found::Number(found) = evidence.get(&form.measure(name))? else { return None };
    let value = in_units(*found, unit)?;
    if spec.range.is_some_and(|[low, high]| !(low..=high).contains(&value)) {
        return None;
    }
    let meant = match spec.decimals {
        Some(0) => libm::round(value).to_string(),
        _ => shown(value),
    };
    let unit = match unit {
        "%" => "in %".to_string(),
        unit => unit.to_string(),
    };
    let told = [
        ("meant_name", name.to_string()),
        ("meant_unit", unit),
        ("meant_found", shown(*found)),
        ("meant", meant),
    ];
    Some(told.map(|(name, text)| (name.to_string(), Found::Text(text))).into())
}

/// What a share of 1 is in a unit such as `%` or `of 1,000 days`; none where it can be meant
/// as it is.
pub(crate) fn in_units(found: f64, unit: &str) -> Option<f64> {
    let unit = unit.replace(',', "");
    let mut words = unit.split(|c: char| !c.is_alphanumeric() && c != '%');
    let first = words.next().unwrap_or_default();
    let scale = match (first, words.next()) {
        ("%" | "percent", _) => 100.0,
        ("of" | "per", Some("100")) => 100.0,
        ("of" | "per", Some("1000")) => 1000.0,
        _ => return None,
    };
    // From 100 of 1,000 on, a share is 0.1; less than one of 1,000 may well be meant.
    let most = if scale > 100.0 { 0.1 } else { 1.0 };
    let is_share = found > 0.0 && found < most;
    is_share.then_some(found * scale)
}

/// A number as a person writes it, without the dust of binary fractions.
pub(crate) fn shown(value: f64) -> String {
    ((value * 1e9).round() / 1e9).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_in_the_unit_that_is_asked_for() {
        for (found, unit, value) in [
            (0.757, "%", Some("75.7")),
            (0.757, "percent", Some("75.7")),
            (0.29, "of 100 alarms, one decimal", Some("29")),
            (0.00235, "of 1,000 days, two decimals", Some("2.35")),
            (0.5, "per 1,000 admissions", None),
            (75.7, "%", None),
            (1.0, "%", None),
            (0.0, "%", None),
            (0.5, "observed cases for each expected one", None),
        ] {
            let told = in_units(found, unit).map(shown);
            assert_eq!(told.as_deref(), value, "{found} {unit}");
        }
    }
}
