//! From the text of `dataset.toml` to a dataset that is known to be sound.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::error::Source;
use super::node::Parameter;
use super::section::{At, Section};
use super::{
    Dataset, Draw, Family, Fault, FaultKind, Id, Mechanism, Missingness, Node, SpecError,
    Vary, World,
};
use crate::column::Kind;
use crate::nearest::nearest;
use crate::scalar::Scalar;
use crate::{round, time};

/// The version of the file format that this crate reads.
pub const FORMAT: u32 = 1;

/// A larger file is refused unread.
const LARGEST: usize = 1024 * 1024;

/// Words that a node cannot be called.
const RESERVED: [&str; 6] = ["and", "or", "not", "inf", "vary", "row"];

const FAMILIES: [&str; 9] = [
    "normal",
    "lognormal",
    "uniform",
    "exponential",
    "weibull",
    "poisson",
    "bernoulli",
    "categorical",
    "formula",
];

impl Dataset {
    /// Reads `dataset.toml` and checks all of it; `file` is its name in errors.
    pub fn parse(file: &str, text: &str) -> Result<Self, SpecError> {
        let source = Source { file, text };
        if text.len() > LARGEST {
            let found = format!("{} bytes", text.len());
            return Err(source.error(
                "too_large",
                0,
                format!("at most {LARGEST} bytes"),
                found,
            ));
        }
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            source.error("toml", at, "valid TOML", error.message().trim())
        })?;
        let root = Section::new(&source, table.get_ref(), 0..0);
        version(&root)?;
        let mut dataset = header(&root)?;
        dataset.varies = varies(&root)?;
        let sections = root.tables("node")?;
        for section in sections {
            let node = node(section, &dataset)?;
            dataset.nodes.push(node);
        }
        if dataset.nodes.is_empty() {
            return Err(root.error("no_nodes", 0, "at least one [[node]]", "none"));
        }
        for section in root.tables("fault")? {
            let fault = fault(section, &dataset)?;
            dataset.faults.push(fault);
        }
        for section in root.tables("world")? {
            let world = world(section, &dataset)?;
            dataset.worlds.push(world);
        }
        root.finish()?;
        super::check::check(&source, &root, &mut dataset)?;
        Ok(dataset)
    }
}

/// The version comes first: another version may have other keys.
fn version(root: &Section<'_>) -> Result<(), SpecError> {
    let format = root.whole("format", 0..=u32::MAX)?;
    let format = root.require("format", format, "the version of the format")?;
    if format.value == FORMAT {
        return Ok(());
    }
    let expected = format!("format {FORMAT}");
    Err(root.error("format", format.at, expected, format!("format {}", format.value)))
}

fn header(root: &Section<'_>) -> Result<Dataset, SpecError> {
    // Asked for here so that a misspelling of them is recognised.
    for key in ["varies", "node", "fault", "world"] {
        root.get(key);
    }
    let outcome = root.text("outcome")?.map(|at| at.value);
    let texts = ["name", "title", "row", "prediction_time"].map(|key| root.text(key));
    let [name, title, row, prediction_time] = texts;
    let version = root.whole("version", 1..=u32::MAX)?;
    let id = root.table("id")?;
    let name = root.require("name", name?, "the dataset's name")?;
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.value.is_empty() || !name.value.chars().all(slug) {
        return Err(root.error(
            "name",
            name.at,
            "a name of lower-case letters, digits and `-`",
            format!("\"{}\"", name.value),
        ));
    }
    Ok(Dataset {
        name: name.value,
        version: root.require("version", version, "a whole number from 1")?.value,
        title: root.require("title", title?, "what people call it")?.value,
        row: root.require("row", row?, "what one row is")?.value,
        prediction_time: root
            .require("prediction_time", prediction_time?, "when the prediction is made")?
            .value,
        id: match id {
            Some(section) => identity(&section)?,
            None => Id { name: "patient".to_owned(), prefix: "P".to_owned(), digits: 6 },
        },
        outcome,
        varies: Vec::new(),
        nodes: Vec::new(),
        faults: Vec::new(),
        worlds: Vec::new(),
    })
}

fn identity(section: &Section<'_>) -> Result<Id, SpecError> {
    let (name, prefix) = (section.text("name")?, section.text("prefix")?);
    let digits = section.whole("digits", 1..=18)?;
    section.finish()?;
    let name = section.require("name", name, "the name of the ID's column")?;
    snake_case(section, &name)?;
    let prefix = prefix.map_or_else(String::new, |at| at.value);
    if let Some(odd) = prefix.chars().find(|c| !c.is_ascii_alphanumeric() && *c != '-') {
        return Err(section.error(
            "prefix",
            section.start(),
            "a prefix of letters, digits and `-`",
            format!("`{odd}`"),
        ));
    }
    Ok(Id { name: name.value, prefix, digits: digits.map_or(6, |at| at.value as usize) })
}

fn varies(root: &Section<'_>) -> Result<Vec<Vary>, SpecError> {
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

fn node(mut section: Section<'_>, dataset: &Dataset) -> Result<Node, SpecError> {
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
    if let Some(range) = &range {
        recorded_exactly(&section, range, &kind)?;
    }
    let label = label.map_or_else(|| name.value.replace('_', " "), |at| at.value);
    Ok(Node {
        label,
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
        Family::Poisson => Ok(Kind::Number { decimals: Some(0) }),
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

fn fault(mut section: Section<'_>, dataset: &Dataset) -> Result<Fault, SpecError> {
    let name = section.text("name")?;
    if let Some(name) = &name {
        section.place = Some(format!("fault `{}`", name.value));
    }
    let (column, kind_name) = (section.text("column")?, section.text("kind")?);
    let rate = section.formula("rate")?;
    let kind_name = section.require(
        "kind",
        kind_name,
        "unit, digits, impossible, sign or duplicate",
    )?;
    let kind = fault_kind(&section, &kind_name)?;
    section.finish()?;
    let name = section.require("name", name, "the fault's name")?;
    let rate =
        section.require("rate", rate, "the probability that it befalls a patient")?;
    if dataset.faults.iter().any(|fault| fault.name == name.value) {
        return Err(section.error(
            "duplicate",
            name.at,
            "a name that no other fault has",
            format!("`{}` again", name.value),
        ));
    }
    let column = match (kind, column) {
        (FaultKind::Duplicate, None) => None,
        (FaultKind::Duplicate, Some(column)) => {
            return Err(section.error(
                "fault_column",
                column.at,
                "no `column`, for a whole row is written twice",
                format!("`{}`", column.value),
            ));
        }
        (_, None) => {
            return Err(section.error(
                "missing_key",
                section.start(),
                "`column`, which column it befalls",
                "nothing",
            ));
        }
        (_, Some(column)) => {
            faulty_column(&section, dataset, kind, &column)?;
            Some(column.value)
        }
    };
    Ok(Fault {
        name: name.value,
        column,
        kind,
        rate: Parameter { name: "rate", expression: rate.value, at: rate.at },
    })
}

fn fault_kind(section: &Section<'_>, name: &At<String>) -> Result<FaultKind, SpecError> {
    Ok(match name.value.as_str() {
        "unit" => {
            let factor = section.number("factor")?;
            let factor =
                section.require("factor", factor, "what the value is multiplied by")?;
            if factor.value <= 0.0 || (factor.value - 1.0).abs() < 1e-9 {
                return Err(section.error(
                    "factor",
                    factor.at,
                    "a factor above 0 that is not 1",
                    factor.value.to_string(),
                ));
            }
            FaultKind::Unit { factor: factor.value }
        }
        "impossible" => {
            let value = section.number("value")?;
            let value = section.require("value", value, "the value that cannot be")?;
            FaultKind::Impossible { value: value.value }
        }
        "digits" => FaultKind::Digits,
        "sign" => FaultKind::Sign,
        "duplicate" => FaultKind::Duplicate,
        other => {
            let known = ["unit", "digits", "impossible", "sign", "duplicate"];
            let error = section.error(
                "fault_kind",
                name.at,
                "unit, digits, impossible, sign or duplicate",
                format!("`{other}`"),
            );
            return Err(error.maybe_hint(
                nearest(other, known).map(|near| format!("did you mean `{near}`?")),
            ));
        }
    })
}

fn faulty_column(
    section: &Section<'_>,
    dataset: &Dataset,
    kind: FaultKind,
    column: &At<String>,
) -> Result<(), SpecError> {
    let recorded = || dataset.nodes.iter().filter(|node| !node.hidden);
    let Some(node) = recorded().find(|node| node.name == column.value) else {
        let error = section.error(
            "unknown_name",
            column.at,
            "a recorded column",
            format!("`{}`", column.value),
        );
        let near = nearest(&column.value, recorded().map(|node| node.name.as_str()));
        return Err(error.maybe_hint(near.map(|near| format!("did you mean `{near}`?"))));
    };
    let Some(decimals) = node.decimals() else {
        return Err(section.error(
            "fault_column",
            column.at,
            "a column of numbers",
            format!("`{}`, which has none", column.value),
        ));
    };
    if let FaultKind::Impossible { value } = kind {
        let possible = node.range.is_none_or(|(low, high)| (low..=high).contains(&value));
        if possible || (round::to(value, decimals) - value).abs() > 0.0 {
            let range =
                node.range.map_or("none".to_owned(), |(l, h)| format!("[{l}, {h}]"));
            return Err(section.error(
                "fault_value",
                column.at,
                format!("a recordable value outside the range of `{}`", column.value),
                format!("{value}, where the range is {range}"),
            ));
        }
    }
    Ok(())
}

fn world(mut section: Section<'_>, dataset: &Dataset) -> Result<World, SpecError> {
    let name = section.text("name")?;
    if let Some(name) = &name {
        section.place = Some(format!("world `{}`", name.value));
    }
    let set = section.table("set")?;
    section.finish()?;
    let name = section.require("name", name, "the world's name")?;
    snake_case(&section, &name)?;
    let Some(set) = set else {
        return Err(section.error(
            "missing_key",
            section.start(),
            "`set`, as in { statin = 0 }",
            "nothing",
        ));
    };
    let mut by_place = BTreeMap::new();
    for (key, at, value) in set.entries() {
        if dataset.node(key).is_none() {
            let error = section.error("unknown_name", at, "a node", format!("`{key}`"));
            let near = nearest(key, dataset.nodes.iter().map(|node| node.name.as_str()));
            return Err(
                error.maybe_hint(near.map(|near| format!("did you mean `{near}`?")))
            );
        }
        by_place.insert(at, (key.to_owned(), section.formula_of(key, value)?.value));
    }
    Ok(World { name: name.value, set: by_place.into_values().collect() })
}

fn snake_case(section: &Section<'_>, name: &At<String>) -> Result<(), SpecError> {
    let mut letters = name.value.chars();
    let sound = letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && name.value.len() <= 64;
    let taken = RESERVED.contains(&name.value.as_str())
        || crate::expression::Function::named(&name.value).is_some();
    if sound && !taken {
        return Ok(());
    }
    let found = if taken {
        format!("`{}`, which formulas use", name.value)
    } else {
        format!("\"{}\"", name.value)
    };
    Err(section.error("name", name.at, "a name in snake_case", found))
}
