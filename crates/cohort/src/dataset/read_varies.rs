//! Reading `[varies]`.

use toml::de::DeValue;

use super::parse::snake_case;
use super::section::{At, Section};
use super::{Draw, SpecError, Vary};
use crate::round;
use crate::scalar::Scalar;

pub(super) fn varies(root: &Section<'_>) -> Result<Vec<Vary>, SpecError> {
    let Some(section) = root.table("varies")? else { return Ok(Vec::new()) };
    let mut varies: Vec<(usize, Vary)> = Vec::new();
    for (name, at, value) in section.entries() {
        snake_case(&section, &At { value: name.to_owned(), at })?;
        let mut inner = section.table_of(name, value)?;
        inner.place = Some(format!("vary `{name}`"));
        varies.push((at, vary(&inner, name)?));
    }
    // The reader keeps keys by name; a dataset keeps them as its author wrote them.
    varies.sort_by_key(|(at, _)| *at);
    Ok(varies.into_iter().map(|(_, vary)| vary).collect())
}

fn vary(section: &Section<'_>, name: &str) -> Result<Vary, SpecError> {
    let choose = section.get("choose");
    let uniform = section.range("uniform")?;
    let decimals = section.whole("decimals", 0..=round::MOST_DECIMALS)?;
    let reference = section.get("reference");
    section.finish()?;
    let draw = match (choose, uniform) {
        (Some(value), None) => {
            let values: Option<Vec<Scalar>> = match value.get_ref() {
                DeValue::Array(array) => {
                    array.iter().map(|item| scalar(item.get_ref())).collect()
                }
                _ => None,
            };
            let alike = |values: &[Scalar]| {
                values.iter().all(|v| v.text().is_some())
                    || values.iter().all(|v| v.number().is_some())
            };
            match values {
                Some(values) if !values.is_empty() && alike(&values) => {
                    Draw::Choose(values)
                }
                _ => {
                    return Err(section.wrong(
                        "choose",
                        value,
                        "a list of texts, or of numbers",
                    ));
                }
            }
        }
        (None, Some(range)) => {
            let (low, high) = range.value;
            Draw::Uniform { low, high, decimals: decimals.map_or(6, |at| at.value) }
        }
        _ => {
            return Err(section.error(
                "vary",
                section.start(),
                "either `choose` or `uniform`",
                "neither, or both",
            ));
        }
    };
    let Some(value) = reference else {
        return Err(section.error(
            "missing_key",
            section.start(),
            "`reference`, its value in the reference variant",
            "nothing",
        ));
    };
    match scalar(value.get_ref()) {
        Some(reference) if draw.can_be(&reference) => {
            Ok(Vary { name: name.to_owned(), draw, reference })
        }
        _ => Err(section.wrong("reference", value, "a value that can be drawn")),
    }
}

fn scalar(value: &DeValue<'_>) -> Option<Scalar> {
    match value {
        DeValue::String(text) => Some(Scalar::Text(text.to_string())),
        DeValue::Boolean(flag) => Some(Scalar::Number(f64::from(u8::from(*flag)))),
        DeValue::Integer(number) => number.as_str().parse().ok().map(Scalar::Number),
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Some(Scalar::Number(number)),
            _ => None,
        },
        _ => None,
    }
}
