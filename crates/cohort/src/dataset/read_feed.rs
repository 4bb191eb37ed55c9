//! Reading `[feed]` and its `[[feed.result]]`.

use super::feed::{Feed, OtherUnit, Reported};
use super::node::Node;
use super::parse::identity;
use super::section::{At, Section};
use super::{Dataset, Family, Per, SpecError};
use crate::column::Kind;
use crate::nearest::nearest;
use crate::{feed, round};

/// The most tests of a sample.
const MOST: usize = 100;

/// Clocks are at most so many minutes from UTC.
const MOST_OFFSET: f64 = 14.0 * 60.0;

/// What a node has to be to stand for something in the feed.
#[derive(Clone, Copy)]
enum Is {
    Sex,
    Category,
    Number,
    Time,
    Flag,
}

pub(super) fn feed(section: &Section<'_>, dataset: &Dataset) -> Result<Feed, SpecError> {
    let sample = section.table("sample")?;
    let mut nodes = Vec::new();
    for (key, is) in [
        ("sex", Is::Sex),
        ("birth_year", Is::Number),
        ("reason", Is::Category),
        ("sender", Is::Category),
        ("collected", Is::Time),
        ("received", Is::Time),
    ] {
        nodes.push((key, is, section.text(key)?));
    }
    let offset = section.number("offset")?;
    let (other_units, utc) = (section.texts("other_units")?, section.texts("utc")?);
    let results = section.tables("result")?;
    section.finish()?;
    let Some(sample) = sample else {
        let expected = "`sample`, how samples are called";
        return Err(section.error("missing_key", section.start(), expected, "nothing"));
    };
    let sample = identity(&sample)?;
    let mut names = Vec::new();
    for (key, is, name) in nodes {
        let name = section.require(key, name, "the node of it")?;
        names.push(recorded(section, dataset, &name, is)?.name.clone());
    }
    let offset = section.require("offset", offset, "minutes ahead of UTC")?;
    if offset.value.abs() > MOST_OFFSET || offset.value.fract().abs() > 0.0 {
        return Err(section.error(
            "feed_offset",
            offset.at,
            "whole minutes from -840 to 840",
            offset.value.to_string(),
        ));
    }
    let [sex, birth_year, reason, sender, collected, received] =
        <[String; 6]>::try_from(names).unwrap_or_default();
    let levels = dataset.node(&sender).map_or(&[][..], |node| match &node.kind {
        Kind::Category { levels } => levels,
        _ => &[],
    });
    let other_units = senders(section, levels, other_units)?;
    let utc = senders(section, levels, utc)?;
    if results.is_empty() || results.len() > MOST {
        let found = results.len().to_string();
        let expected = format!("1 to {MOST} [[feed.result]]");
        return Err(section.error("feed_results", section.start(), expected, found));
    }
    let mut reported: Vec<Reported> = Vec::new();
    for inner in results {
        let next = result(inner, dataset, &reported)?;
        reported.push(next);
    }
    let feed = Feed {
        sample,
        sex,
        birth_year,
        reason,
        sender,
        collected,
        received,
        offset: offset.value as i64,
        other_units,
        utc,
        results: reported,
    };
    whole(section, dataset, &feed)?;
    Ok(feed)
}

/// Nothing is on record that the feed does not show, for what nobody sees gives no fault
/// away; and no two columns have one name.
fn whole(section: &Section<'_>, dataset: &Dataset, feed: &Feed) -> Result<(), SpecError> {
    let wrong = |code, expected: &str, found: String| {
        Err(section.error(code, section.start(), expected, found))
    };
    if dataset.outcome.is_some() {
        return wrong("feed", "no `outcome` beside a [feed]", "one".to_owned());
    }
    if dataset.cluster.is_none() {
        return wrong(
            "feed",
            "a [cluster], the patients of the [feed]",
            "none".to_owned(),
        );
    }
    let unseen = dataset.nodes.iter().find(|node| {
        !node.hidden && node.family != Family::Row && !feed.shows(&node.name)
    });
    if let Some(node) = unseen {
        let found = format!("`{}`, which it does not", node.name);
        return wrong(
            "feed_unseen",
            "only hidden nodes beside what the feed shows",
            found,
        );
    }
    let mut names = std::collections::BTreeSet::new();
    for name in feed::columns::names(dataset, feed) {
        if !names.insert(name.clone()) {
            let expected = "different names for the feed's columns";
            return wrong("duplicate", expected, format!("`{name}` twice"));
        }
    }
    for result in &feed.results {
        let gaps = dataset.node(&result.node).and_then(|node| node.missing.as_ref());
        if gaps.is_some_and(|missing| missing.reason.is_empty()) {
            let expected =
                "a `reason` for what a feed leaves out: without one it is lost";
            return wrong("feed_reason", expected, format!("none for `{}`", result.node));
        }
    }
    Ok(())
}

fn senders(
    section: &Section<'_>,
    levels: &[String],
    found: Option<At<Vec<String>>>,
) -> Result<Vec<String>, SpecError> {
    let Some(found) = found else { return Ok(Vec::new()) };
    match found.value.iter().find(|sender| !levels.contains(sender)) {
        None => Ok(found.value),
        Some(odd) => Err(section.error(
            "levels",
            found.at,
            format!("one of the senders {}", levels.join(", ")),
            format!("`{odd}`"),
        )),
    }
}

fn recorded<'d>(
    section: &Section<'_>,
    dataset: &'d Dataset,
    name: &At<String>,
    is: Is,
) -> Result<&'d Node, SpecError> {
    let known = || dataset.nodes.iter().filter(|node| !node.hidden);
    let Some(node) = known().find(|node| node.name == name.value) else {
        let found = format!("`{}`", name.value);
        let near = nearest(&name.value, known().map(|node| node.name.as_str()));
        return Err(section
            .error("unknown_name", name.at, "a recorded node", found)
            .maybe_hint(near.map(|near| format!("did you mean `{near}`?"))));
    };
    let (sound, expected) = match (is, &node.kind) {
        (Is::Sex, Kind::Category { levels }) => {
            (*levels == ["female", "male"], "a node with the levels female and male")
        }
        (Is::Sex, _) => (false, "a node with the levels female and male"),
        (Is::Category, kind) => {
            (matches!(kind, Kind::Category { .. }), "a node with `levels`")
        }
        (Is::Number, kind) => {
            (matches!(kind, Kind::Number { .. }), "a node with `decimals`")
        }
        (Is::Time, kind) => {
            (matches!(kind, Kind::Time { .. }), "a node with `time_from`")
        }
        (Is::Flag, kind) => (matches!(kind, Kind::Flag), "a node of yes or no"),
    };
    if sound {
        return Ok(node);
    }
    Err(section.error("feed_node", name.at, expected, format!("`{}`", name.value)))
}

fn result(
    mut section: Section<'_>,
    dataset: &Dataset,
    before: &[Reported],
) -> Result<Reported, SpecError> {
    let node = section.text("node")?;
    if let Some(node) = &node {
        section.place = Some(format!("result `{}`", node.value));
    }
    let (previous, repeated) = (section.text("previous")?, section.text("repeated")?);
    let (code, display) = (section.text("code")?, section.text("display")?);
    let (low, high) = (section.formula("low")?, section.formula("high")?);
    let other = section.table("other")?;
    section.finish()?;
    let node = section.require("node", node, "the node that is reported")?;
    let test = recorded(&section, dataset, &node, Is::Number)?;
    if test.per == Per::Cluster || before.iter().any(|known| known.node == node.value) {
        return Err(section.error(
            "feed_node",
            node.at,
            "a node of the sample that is reported once",
            format!("`{}`", node.value),
        ));
    }
    if let Some(previous) = &previous {
        recorded(&section, dataset, previous, Is::Number)?;
    }
    if let Some(repeated) = &repeated {
        recorded(&section, dataset, repeated, Is::Flag)?;
    }
    for formula in [&low, &high].into_iter().flatten() {
        let sound = |name: &String| {
            dataset.node(name).is_some_and(|node| !node.hidden && node.missing.is_none())
        };
        if let Some(odd) = formula.value.names().iter().find(|name| !sound(name)) {
            let expected = "only nodes that are always on record in a reference range";
            return Err(section.error("feed_range", formula.at, expected, odd.clone()));
        }
    }
    let code = section.require("code", code, "LOINC's code of the test")?;
    loinc(&section, &code)?;
    let display = section.require("display", display, "LOINC's name of the test")?;
    Ok(Reported {
        node: node.value,
        previous: previous.map(|at| at.value),
        code: code.value,
        display: display.value,
        low: low.map(|at| at.value),
        high: high.map(|at| at.value),
        repeated: repeated.map(|at| at.value),
        other: other.map(|inner| other_unit(&inner)).transpose()?,
    })
}

fn other_unit(section: &Section<'_>) -> Result<OtherUnit, SpecError> {
    let (code, display) = (section.text("code")?, section.text("display")?);
    let (unit, factor) = (section.text("unit")?, section.number("factor")?);
    let decimals = section.whole("decimals", 0..=round::MOST_DECIMALS)?;
    section.finish()?;
    let code = section.require("code", code, "LOINC's code in this unit")?;
    loinc(section, &code)?;
    let factor = section.require("factor", factor, "what a value is multiplied by")?;
    if factor.value <= 0.0 {
        let found = factor.value.to_string();
        return Err(section.error("factor", factor.at, "a factor above 0", found));
    }
    Ok(OtherUnit {
        code: code.value,
        display: section.require("display", display, "LOINC's name of it")?.value,
        unit: section.require("unit", unit, "the unit, in UCUM")?.value,
        factor: factor.value,
        decimals: section.require("decimals", decimals, "how many are written")?.value,
    })
}

/// A code of LOINC has a check digit (Mod 10), which a slip does not survive.
fn loinc(section: &Section<'_>, code: &At<String>) -> Result<(), SpecError> {
    if feed::columns::is_loinc(&code.value) {
        return Ok(());
    }
    let expected = "a code of LOINC, its check digit in order";
    Err(section.error("feed_code", code.at, expected, format!("`{}`", code.value)))
}
