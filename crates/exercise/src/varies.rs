//! What an exercise draws once for a variant, beside what its dataset draws: `[varies]`.

use std::collections::BTreeMap;

use medlab_cohort::dataset::{Draw, Vary};
use medlab_cohort::{Dataset, Scalar};

use crate::course::CourseError;
use crate::format::VarySpec;

/// An exercise's varies, in the order of their names.
pub(crate) fn read(
    path: &str,
    specs: &BTreeMap<String, VarySpec>,
    dataset: &Dataset,
) -> Result<Vec<Vary>, CourseError> {
    let mut varies = Vec::new();
    for (name, spec) in specs {
        let wrong = |message: &str| {
            let message = format!("varies.{name}: {message}");
            CourseError::new(
                path,
                message,
                "write choose = [...] or uniform = [low, high]",
            )
        };
        if dataset.varies.iter().any(|known| known.name == *name) {
            return Err(wrong("expected a name that the dataset does not vary"));
        }
        let draw = match (&spec.choose, spec.uniform) {
            (Some(values), None) if !values.is_empty() => {
                let scalars = values.iter().map(scalar).collect::<Option<Vec<_>>>();
                Draw::Choose(scalars.ok_or_else(|| wrong("expected numbers or words"))?)
            }
            (None, Some([low, high])) if low < high => {
                Draw::Uniform { low, high, decimals: spec.decimals }
            }
            _ => return Err(wrong("expected one of choose and uniform")),
        };
        let reference = match &draw {
            Draw::Choose(values) => values[0].clone(),
            Draw::Uniform { low, .. } => Scalar::Number(*low),
        };
        varies.push(Vary { name: name.clone(), draw, reference });
    }
    Ok(varies)
}

fn scalar(value: &toml::Value) -> Option<Scalar> {
    match value {
        toml::Value::String(text) => Some(Scalar::Text(text.clone())),
        toml::Value::Integer(number) => Some(Scalar::Number(*number as f64)),
        toml::Value::Float(number) => Some(Scalar::Number(*number)),
        _ => None,
    }
}
