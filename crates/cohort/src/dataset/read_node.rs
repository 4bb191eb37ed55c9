//! Reading one `[[node]]`.

use super::node::Parameter;
use super::parse::snake_case;
use super::section::{At, Section};
use super::{Dataset, Family, Mechanism, Missingness, Node, Per, SpecError};
use crate::column::Kind;
use crate::nearest::nearest;
use crate::{round, time};

const FAMILIES: [&str; 10] = [
    "normal",
    "lognormal",
    "uniform",
    "exponential",
    "weibull",
    "poisson",
    "bernoulli",
    "categorical",
    "formula",
    "row",
];

pub(super) fn node(
    mut section: Section<'_>,
    dataset: &Dataset,
) -> Result<Node, SpecError> {
    let name = section.text("name")?;
    if let Some(name) = &name {
        section.place = Some(format!("node `{}`", name.value));
    }
    let (label, unit) = (section.text("label")?, section.text("unit")?);
    let (range, decimals) =
        (section.range("range")?, section.whole("decimals", 0..=round::MOST_DECIMALS)?);
    let available_at = section.number("available_at")?;
    let hidden = section.flag("hidden")?.unwrap_or(false);
    let (source, levels) = (section.text("source")?, section.texts("levels")?);
    let origin = section.text("time_from")?;
    let missing = section.table("missing")?;
    let per = per(&section)?;
    let family_name = section.text("family")?;
    let family_name = section.require("family", family_name, "how it is drawn")?;
    let (family, parameters) = family(&section, &family_name)?;
    section.finish()?;
    let name = section.require("name", name, "the node's name")?;
    snake_case(&section, &name)?;
    if dataset.node(&name.value).is_some() || name.value == dataset.id.name {
        return Err(section.error(
            "duplicate",
            name.at,
            "a name that no other column has",
            format!("`{}` again", name.value),
        ));
    }
    if let Some(cluster) = &dataset.cluster
        && name.value == cluster.id.name
    {
        return Err(section.error(
            "duplicate",
            name.at,
            "a name that no other column has",
            format!("`{}`, the cluster", name.value),
        ));
    }
    let kind = kind(&section, family, levels, origin, decimals.as_ref(), hidden)?;
    if let (Kind::Category { levels }, Family::Categorical) = (&kind, family)
        && levels.len() != parameters.len()
    {
        return Err(section.error(
            "weights",
            parameters.first().map_or(section.start(), |p| p.at),
            format!("{} weights, one for each level", levels.len()),
            parameters.len().to_string(),
        ));
    }
    let available_at = match (available_at, hidden) {
        (Some(at), false) => at.value,
        (None, true) => f64::INFINITY,
        (None, false) => {
            return Err(section
                .error(
                    "available_at",
                    section.start(),
                    "`available_at`, in hours from the prediction time",
                    "nothing",
                )
                .hint("a node that is never recorded is `hidden = true`"));
        }
        (Some(at), true) => {
            return Err(section.error(
                "available_at",
                at.at,
                "no `available_at`, for a hidden node is never recorded",
                at.value.to_string(),
            ));
        }
    };
    let missing = missing.map(|inner| missingness(&inner)).transpose()?;
    if hidden && missing.is_some() {
        return Err(section.error(
            "hidden_missing",
            section.start(),
            "no `missing`, for a hidden node is never recorded",
            "one",
        ));
    }
    if family == Family::Row {
        row_number(&section, available_at, missing.is_some(), per)?;
    }
    if let Some(range) = &range {
        recorded_exactly(&section, range, &kind)?;
    }
    let label = label.map_or_else(|| name.value.replace('_', " "), |at| at.value);
    Ok(Node {
        label,
        per,
        family,
        parameters,
        unit: unit.map(|at| at.value),
        range: range.map(|at| at.value),
        kind,
        available_at,
        hidden,
        source: source.map(|at| at.value),
        missing,
        line: section.source.line(section.start()).0,
        name: name.value,
    })
}

fn family(
    section: &Section<'_>,
    name: &At<String>,
) -> Result<(Family, Vec<Parameter>), SpecError> {
    let family = match name.value.as_str() {
        "normal" => Family::Normal,
        "lognormal" => Family::Lognormal,
        "uniform" => Family::Uniform,
        "exponential" => Family::Exponential,
        "weibull" => Family::Weibull,
        "poisson" => Family::Poisson,
        "categorical" => Family::Categorical,
        "formula" => Family::Formula,
        "row" => Family::Row,
        "bernoulli" => return bernoulli(section, name.at),
        other => {
            let error = section.error(
                "family",
                name.at,
                format!("a family ({})", FAMILIES.join(", ")),
                format!("`{other}`"),
            );
            return Err(error.maybe_hint(
                nearest(other, FAMILIES).map(|near| format!("did you mean `{near}`?")),
            ));
        }
    };
    if family == Family::Categorical {
        let weights = section.formulas("weights")?;
        let weights = section.require("weights", weights, "a number for each level")?;
        let parameters = weights.value.into_iter().map(|at| Parameter {
            name: "weights",
            expression: at.value,
            at: at.at,
        });
        return Ok((family, parameters.collect()));
    }
    // All are asked for before any is required, so that a misspelt one is named.
    let found: Vec<_> = family
        .parameters()
        .iter()
        .map(|key| section.formula(key).map(|found| (*key, found)))
        .collect::<Result<_, _>>()?;
    let mut parameters = Vec::new();
    for (key, formula) in found {
        let what = format!("a parameter of family {}", family.name());
        let formula = section.require(key, formula, &what)?;
        parameters.push(Parameter {
            name: key,
            expression: formula.value,
            at: formula.at,
        });
    }
    Ok((family, parameters))
}

/// `logit` or `probability`, exactly one of them.
fn bernoulli(
    section: &Section<'_>,
    at: usize,
) -> Result<(Family, Vec<Parameter>), SpecError> {
    let (logit, probability) =
        (section.formula("logit")?, section.formula("probability")?);
    let (family, key, formula) = match (logit, probability) {
        (Some(logit), None) => (Family::BernoulliLogit, "logit", logit),
        (None, Some(probability)) => {
            (Family::BernoulliProbability, "probability", probability)
        }
        (Some(_), Some(_)) => {
            return Err(section.error(
                "probability",
                at,
                "either `logit` or `probability`",
                "both",
            ));
        }
        (None, None) => {
            section.finish()?;
            return Err(section.error(
                "missing_key",
                at,
                "`logit` or `probability`",
                "neither",
            ));
        }
    };
    let parameter = Parameter { name: key, expression: formula.value, at: formula.at };
    Ok((family, vec![parameter]))
}

fn kind(
    section: &Section<'_>,
    family: Family,
    levels: Option<At<Vec<String>>>,
    origin: Option<At<String>>,
    decimals: Option<&At<u32>>,
    hidden: bool,
) -> Result<Kind, SpecError> {
    if let Some(levels) = levels {
        if !matches!(family, Family::Categorical | Family::Formula) {
            return Err(section.error(
                "levels",
                levels.at,
                "no `levels` but for families categorical and formula",
                format!("some of family {}", family.name()),
            ));
        }
        let mut seen = Vec::new();
        for level in &levels.value {
            if level.is_empty() || seen.contains(&level) {
                let found =
                    if level.is_empty() { "an empty one" } else { level.as_str() };
                return Err(section.error(
                    "levels",
                    levels.at,
                    "levels that are different and not empty",
                    format!("{found}, of no use"),
                ));
            }
            seen.push(level);
        }
        if levels.value.len() < 2 {
            return Err(section.error(
                "levels",
                levels.at,
                "at least two levels",
                levels.value.len().to_string(),
            ));
        }
        return Ok(Kind::Category { levels: levels.value });
    }
    if let Some(origin) = origin {
        return match time::parse(&origin.value) {
            Some(minutes) => Ok(Kind::Time { origin: minutes }),
            None => Err(section.error(
                "time",
                origin.at,
                "a time such as 2025-01-06T08:30 for `time_from`",
                format!("\"{}\"", origin.value),
            )),
        };
    }
    match family {
        Family::Categorical => Err(section.error(
            "missing_key",
            section.start(),
            "`levels`, the list of its levels",
            "nothing",
        )),
        Family::BernoulliLogit | Family::BernoulliProbability => Ok(Kind::Flag),
        Family::Poisson | Family::Row => Ok(Kind::Number { decimals: Some(0) }),
        // Whether a formula is a number or a flag is known once its types are.
        Family::Formula => {
            Ok(Kind::Number { decimals: decimals.map(|decimals| decimals.value) })
        }
        _ => match decimals {
            Some(decimals) => Ok(Kind::Number { decimals: Some(decimals.value) }),
            None if hidden => Ok(Kind::Number { decimals: None }),
            None => Err(section.error(
                "decimals",
                section.start(),
                "`decimals`, how many are recorded",
                "nothing",
            )),
        },
    }
}

/// A range's ends have to be values that can stand in the record.
fn recorded_exactly(
    section: &Section<'_>,
    range: &At<(f64, f64)>,
    kind: &Kind,
) -> Result<(), SpecError> {
    let decimals = match kind {
        Kind::Number { decimals: Some(decimals) } => *decimals,
        Kind::Number { decimals: None } => return Ok(()),
        _ => {
            return Err(section.error(
                "impossible_range",
                range.at,
                "no `range` but for numbers",
                "one",
            ));
        }
    };
    for end in [range.value.0, range.value.1] {
        if (round::to(end, decimals) - end).abs() > 0.0 {
            return Err(section.error(
                "impossible_range",
                range.at,
                format!("ends of `range` with {decimals} decimals, as recorded"),
                end.to_string(),
            ));
        }
    }
    Ok(())
}

fn per(section: &Section<'_>) -> Result<Per, SpecError> {
    match section.text("per")? {
        None => Ok(Per::Row),
        Some(per) if per.value == "row" => Ok(Per::Row),
        Some(per) if per.value == "cluster" => Ok(Per::Cluster),
        Some(per) => Err(section.error(
            "per",
            per.at,
            "`per` as \"row\" or \"cluster\"",
            format!("\"{}\"", per.value),
        )),
    }
}

/// Which row it is, is always known: whoever sees a cluster's rows can count them.
fn row_number(
    section: &Section<'_>,
    available_at: f64,
    missing: bool,
    per: Per,
) -> Result<(), SpecError> {
    if available_at <= 0.0 && !missing && per == Per::Row {
        return Ok(());
    }
    Err(section.error(
        "cluster",
        section.start(),
        "a node of family row per row, known in time and never missing",
        "another",
    ))
}

fn missingness(section: &Section<'_>) -> Result<Missingness, SpecError> {
    let kind = section.text("kind")?;
    let reason = section.text("reason")?;
    let (family, mut parameters) = bernoulli(section, section.start())?;
    section.finish()?;
    let kind = section.require("kind", kind, "MCAR, MAR or MNAR")?;
    let mechanism = match kind.value.as_str() {
        "MCAR" => Mechanism::Mcar,
        "MAR" => Mechanism::Mar,
        "MNAR" => Mechanism::Mnar,
        other => {
            return Err(section.error(
                "missing_kind",
                kind.at,
                "MCAR, MAR or MNAR",
                format!("`{other}`"),
            ));
        }
    };
    let reason = reason.map_or_else(String::new, |at| at.value);
    let parameter = parameters.remove(0);
    Ok(Missingness { mechanism, family, parameter, reason })
}
