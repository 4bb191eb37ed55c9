//! Reading one `[[fault]]` or `[[world]]`.

use std::collections::BTreeMap;

use super::node::Parameter;
use super::parse::snake_case;
use super::section::{At, Section};
use super::{Dataset, Fault, FaultKind, SpecError, World};
use crate::nearest::nearest;
use crate::round;

pub(super) fn fault(
    mut section: Section<'_>,
    dataset: &Dataset,
) -> Result<Fault, SpecError> {
    let name = section.text("name")?;
    if let Some(name) = &name {
        section.place = Some(format!("fault `{}`", name.value));
    }
    let (column, kind_name) = (section.text("column")?, section.text("kind")?);
    let rate = section.formula("rate")?;
    let kind_name = section.require(
        "kind",
        kind_name,
        &format!("one of {}", FaultKind::NAMES.join(", ")),
    )?;
    let kind = fault_kind(&section, &kind_name, dataset)?;
    section.finish()?;
    of_feed(&section, &kind_name, kind, dataset)?;
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

/// What is sent has faults of its own, and a sample is not what is sent.
fn of_feed(
    section: &Section<'_>,
    name: &At<String>,
    kind: FaultKind,
    dataset: &Dataset,
) -> Result<(), SpecError> {
    let found = format!("`{}`", name.value);
    match (&dataset.feed, kind) {
        (None, kind) if kind.needs_feed() => {
            Err(section.error("fault_kind", name.at, "a [feed] for this kind", found))
        }
        (Some(_), FaultKind::Duplicate) => Err(section
            .error("fault_kind", name.at, "another kind where there is a [feed]", found)
            .hint("write `resent` for a result that is sent twice")),
        _ => Ok(()),
    }
}

fn fault_kind(
    section: &Section<'_>,
    name: &At<String>,
    dataset: &Dataset,
) -> Result<FaultKind, SpecError> {
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
            let decimals = section.whole("decimals", 0..=round::MOST_DECIMALS)?;
            FaultKind::Unit {
                factor: factor.value,
                decimals: decimals.map(|at| at.value),
            }
        }
        "impossible" => {
            let value = section.number("value")?;
            let value = section.require("value", value, "the value that cannot be")?;
            FaultKind::Impossible { value: value.value }
        }
        "digits" => FaultKind::Digits,
        "sign" => FaultKind::Sign,
        "duplicate" => FaultKind::Duplicate,
        "resent" => FaultKind::Resent,
        "lost" => FaultKind::Lost,
        "preliminary" => {
            let spread = section.number("spread")?;
            let spread = section.require("spread", spread, "by what share it differs")?;
            if !(0.0..1.0).contains(&spread.value) {
                let found = spread.value.to_string();
                return Err(section.error("spread", spread.at, "a share below 1", found));
            }
            FaultKind::Preliminary { spread: spread.value }
        }
        "zone" => {
            let hours = section.number("hours")?;
            let hours = section.require("hours", hours, "by how many hours")?;
            let minutes = hours.value * 60.0;
            if minutes.fract().abs() > 0.0 || minutes.abs() < 1.0 {
                let found = hours.value.to_string();
                let expected = "hours that are whole minutes, and not 0";
                return Err(section.error("hours", hours.at, expected, found));
            }
            FaultKind::Zone { hours: hours.value }
        }
        "code" => {
            let like = section.text("like")?;
            let like =
                section.require("like", like, "whose code it has, or \"other\"")?;
            let position =
                dataset.feed.as_ref().and_then(|feed| feed.position(&like.value));
            if position.is_none() && like.value != "other" && dataset.feed.is_some() {
                let found = format!("`{}`", like.value);
                let expected = "a test of the feed, or \"other\"";
                return Err(section.error("unknown_name", like.at, expected, found));
            }
            FaultKind::Code { like: position }
        }
        other => {
            let error = section.error(
                "fault_kind",
                name.at,
                format!("one of {}", FaultKind::NAMES.join(", ")),
                format!("`{other}`"),
            );
            return Err(error.maybe_hint(
                nearest(other, FaultKind::NAMES)
                    .map(|near| format!("did you mean `{near}`?")),
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
    if let Some(feed) = &dataset.feed {
        let reported = feed.results.iter().find(|result| result.node == node.name);
        let sound = match kind {
            FaultKind::Zone { .. } => node.name == feed.collected,
            FaultKind::Code { like: None } => reported.is_some_and(|r| r.other.is_some()),
            FaultKind::Code { like: Some(like) } => {
                reported.is_some() && feed.results[like].node != node.name
            }
            _ => reported.is_some(),
        };
        if !sound {
            let expected = match kind {
                FaultKind::Zone { .. } => "the column of when samples were taken",
                FaultKind::Code { .. } => "a test that has another code",
                _ => "a test of the feed",
            };
            let found = format!("`{}`", column.value);
            return Err(section.error("fault_column", column.at, expected, found));
        }
        if matches!(kind, FaultKind::Zone { .. }) {
            return Ok(());
        }
    }
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

pub(super) fn world(
    mut section: Section<'_>,
    dataset: &Dataset,
) -> Result<World, SpecError> {
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
