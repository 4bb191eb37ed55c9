//! Reading one `[[signal]]`: a curve in time, recorded as one column for each of its samples.
//!
//! A signal is a node written once for many: each sample is a node of its own, with its own
//! stream, in whose formulas `sample.time` is the sample's time in seconds.

use super::read_node;
use super::section::Section;
use super::{Dataset, Family, Node, SpecError};
use crate::column::Kind;
use crate::round;

/// What formulas call a sample's time.
const TIME: &str = "sample.time";

/// The most samples of a signal.
const MOST: u32 = 1000;

/// The nodes of a signal's samples, in order of time.
pub(super) fn signal(
    section: Section<'_>,
    dataset: &Dataset,
) -> Result<Vec<Node>, SpecError> {
    let samples = section.whole("samples", 2..=MOST)?;
    let (rate, from) = (section.number("rate")?, section.number("from")?);
    let start = section.start();
    let source = section.source;
    // The node's reader knows all other keys, so it can name a misspelt one of these, too.
    let node = read_node::node(section, dataset)?;
    let place = format!("signal `{}`", node.name);
    let missing = |key: &str, what: &str| {
        source
            .error("missing_key", start, format!("`{key}`, {what}"), "nothing")
            .in_place(&place)
    };
    let samples = samples.ok_or_else(|| missing("samples", "how many there are"))?.value;
    let rate = rate.ok_or_else(|| missing("rate", "samples in a second"))?;
    let from =
        from.ok_or_else(|| missing("from", "the time of the first, in seconds"))?;
    if rate.value <= 0.0 {
        let found = rate.value.to_string();
        return Err(source
            .error("parameter", rate.at, "a number above 0 for `rate`", found)
            .in_place(&place));
    }
    let curve = matches!(node.kind, Kind::Number { .. }) && node.family != Family::Row;
    if !curve || node.missing.is_some() {
        let found = if curve { "`missing`" } else { node.family.name() };
        return Err(source
            .error("signal", start, "a family of numbers without gaps", found)
            .in_place(&place));
    }
    let mut nodes = Vec::with_capacity(samples as usize);
    for sample in 0..samples {
        let time = from.value + f64::from(sample) / rate.value;
        let mut node = node.clone();
        node.name = format!("{}{sample:03}", node.name);
        node.label = format!("{} ({} ms)", node.label, round::to(1000.0 * time, 1));
        let taken = dataset.node(&node.name).is_some()
            || node.name == dataset.id.name
            || dataset.cluster.as_ref().is_some_and(|c| c.id.name == node.name);
        if taken {
            let found = format!("`{}` again", node.name);
            return Err(source
                .error("duplicate", start, "a name that no other column has", found)
                .in_place(&place));
        }
        for parameter in &mut node.parameters {
            parameter.expression = parameter.expression.with_number(TIME, time);
        }
        nodes.push(node);
    }
    Ok(nodes)
}
