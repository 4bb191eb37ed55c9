//! What stands between the judge and your functions. It is part of the exercise: leave it as it is.

use std::process::ExitCode;

use medlab::harness::{Answer, Inputs, Refused, Unknown, serve};
use medlab::prelude::*;

fn call(function: &str, inputs: &Inputs) -> Result<Answer, Refused> {
    match function {
        // Patients with and without a sign, some of whom had sepsis: the risk with the sign.
        "one_sign" => {
            let groups = [
                Group { value: 1.0, sepsis: true, patients: count(inputs, "sign_and_sepsis")? },
                Group { value: 1.0, sepsis: false, patients: count(inputs, "sign_and_well")? },
                Group { value: 0.0, sepsis: true, patients: count(inputs, "no_sign_and_sepsis")? },
                Group { value: 0.0, sepsis: false, patients: count(inputs, "no_sign_and_well")? },
            ];
            Ok(risk(&groups, 1.0).into())
        }
        // As many with sepsis as without it; one of the two stands in the first rows.
        "equal_halves" => {
            let of_each = count(inputs, "of_each")?;
            let (ill, well) = (count(inputs, "sign_and_sepsis")?, count(inputs, "sign_and_well")?);
            let mut groups = [
                Group { value: 1.0, sepsis: true, patients: ill },
                Group { value: 0.0, sepsis: true, patients: of_each - ill },
                Group { value: 1.0, sepsis: false, patients: well },
                Group { value: 0.0, sepsis: false, patients: of_each - well },
            ];
            if inputs.flag("sepsis_in_the_first_row")? != Some(true) {
                groups.reverse();
            }
            Ok(risk(&groups, 1.0).into())
        }
        // The sign is a high creatinine, written down in one unit or another.
        "any_unit" => {
            let (normal, high) = match inputs.text("unit")? {
                Some("umol/L") => (80.0, 160.0),
                Some("mg/dL") => (0.9, 1.8),
                _ => (0.08, 0.16),
            };
            let groups = [
                Group { value: high, sepsis: true, patients: count(inputs, "high_and_sepsis")? },
                Group { value: high, sepsis: false, patients: count(inputs, "high_and_well")? },
                Group { value: normal, sepsis: true, patients: count(inputs, "normal_and_sepsis")? },
                Group { value: normal, sepsis: false, patients: count(inputs, "normal_and_well")? },
            ];
            Ok(risk(&groups, high).into())
        }
        "risks" => {
            let (train, patients) = (inputs.table("train")?, inputs.table("patients")?);
            Ok(submission::risks(&train, &patients).into())
        }
        _ => Err(Unknown.into()),
    }
}

/// Patients who are alike.
struct Group {
    value: f64,
    sepsis: bool,
    patients: usize,
}

fn count(inputs: &Inputs, name: &str) -> Result<usize, Refused> {
    Ok(inputs.number(name)? as usize)
}

/// What your `fitted_risks` gives one new patient, from one predictor and these earlier patients.
/// Nothing where it gives no number or several.
fn risk(groups: &[Group], of: f64) -> Option<f64> {
    let each = |group: &Group| vec![(group.value, group.sepsis); group.patients];
    let (values, sepsis): (Vec<f64>, Vec<bool>) = groups.iter().flat_map(each).unzip();
    let known = Array1::from(values).insert_axis(Axis(1));
    let risks = submission::fitted_risks(&known, &sepsis, &array![[of]]);
    (risks.len() == 1).then(|| risks[0])
}

fn main() -> ExitCode {
    serve(call)
}
