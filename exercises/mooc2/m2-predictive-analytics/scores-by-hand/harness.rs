//! What stands between the judge and your scores. It is part of the exercise: leave it as it is.

use std::process::ExitCode;

use medlab::harness::{Answer, Inputs, Refused, Unknown, serve};
use submission::{
    CholesterolUnit, Consciousness, Fibrillation, HealthCheck, Observations, Sex,
};

fn call(function: &str, inputs: &Inputs) -> Result<Answer, Refused> {
    match function {
        "oxygen_saturation_points" => {
            let (spo2, on_oxygen) = (count(inputs, "spo2")?, inputs.flag("on_oxygen")?);
            let scale_2 = inputs.flag("scale_2_prescribed")?.ok_or(Refused)?;
            Ok(submission::oxygen_saturation_points(spo2, on_oxygen, scale_2).into())
        }
        "news2" => Ok(submission::news2(&observations(inputs)?).into()),
        "cha2ds2_vasc" => Ok(submission::cha2ds2_vasc(&fibrillation(inputs)?).into()),
        "cha2ds2_va" => Ok(submission::cha2ds2_va(&fibrillation(inputs)?).into()),
        "framingham_mg_dl" | "framingham_mmol_l" => {
            Ok(submission::framingham(&health_check(inputs)?).into())
        }
        _ => Err(Unknown.into()),
    }
}

fn observations(inputs: &Inputs) -> Result<Observations, Refused> {
    Ok(Observations {
        respiratory_rate: count(inputs, "respiratory_rate")?,
        spo2: count(inputs, "spo2")?,
        on_oxygen: inputs.flag("on_oxygen")?,
        scale_2_prescribed: inputs.flag("scale_2_prescribed")?.ok_or(Refused)?,
        systolic: count(inputs, "systolic")?,
        pulse: count(inputs, "pulse")?,
        consciousness: match inputs.text("consciousness")? {
            None => None,
            Some("alert") => Some(Consciousness::Alert),
            Some("new_confusion") => Some(Consciousness::NewConfusion),
            Some("voice") => Some(Consciousness::Voice),
            Some("pain") => Some(Consciousness::Pain),
            Some("unresponsive") => Some(Consciousness::Unresponsive),
            Some(_) => return Err(Refused),
        },
        temperature: inputs.recorded("temperature")?,
    })
}

fn fibrillation(inputs: &Inputs) -> Result<Fibrillation, Refused> {
    Ok(Fibrillation {
        age: count(inputs, "age")?,
        sex: sex(inputs)?,
        heart_failure: inputs.flag("heart_failure")?,
        hypertension: inputs.flag("hypertension")?,
        diabetes: inputs.flag("diabetes")?,
        stroke: inputs.flag("stroke")?,
        vascular_disease: inputs.flag("vascular_disease")?,
    })
}

fn health_check(inputs: &Inputs) -> Result<HealthCheck, Refused> {
    Ok(HealthCheck {
        sex: sex(inputs)?,
        age: count(inputs, "age")?,
        cholesterol_unit: match inputs.text("cholesterol_unit")? {
            None => None,
            Some("mg/dL") => Some(CholesterolUnit::MgPerDl),
            Some("mmol/L") => Some(CholesterolUnit::MmolPerL),
            Some(_) => return Err(Refused),
        },
        total_cholesterol: inputs.recorded("total_cholesterol")?,
        hdl: inputs.recorded("hdl")?,
        systolic: count(inputs, "systolic")?,
        bp_treated: inputs.flag("bp_treated")?,
        smoker: inputs.flag("smoker")?,
        diabetes: inputs.flag("diabetes")?,
    })
}

fn sex(inputs: &Inputs) -> Result<Option<Sex>, Refused> {
    match inputs.text("sex")? {
        None => Ok(None),
        Some("female") => Ok(Some(Sex::Female)),
        Some("male") => Ok(Some(Sex::Male)),
        Some(_) => Err(Refused),
    }
}

/// A whole number, such as a rate or an age.
fn count(inputs: &Inputs, name: &str) -> Result<Option<u32>, Refused> {
    Ok(inputs.recorded(name)?.map(|number| number.round() as u32))
}

fn main() -> ExitCode {
    serve(call)
}
