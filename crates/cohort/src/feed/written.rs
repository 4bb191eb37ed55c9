//! How a result is written: its unit, its decimals, and when, in whose time.

use crate::dataset::{Dataset, Feed, OtherUnit, Reported};
use crate::{round, time};

/// The unit, code and decimals in which a sender reports a test.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    pub(super) code: &'a str,
    pub(super) unit: &'a str,
    pub(super) decimals: u32,
    other: Option<&'a OtherUnit>,
}

impl<'a> Style<'a> {
    /// In the node's own unit, or the other one where there is one.
    pub(super) fn of(dataset: &'a Dataset, result: &'a Reported, other: bool) -> Self {
        let node = dataset.node(&result.node);
        match &result.other {
            Some(unit) if other => Self {
                code: &unit.code,
                unit: &unit.unit,
                decimals: unit.decimals,
                other: Some(unit),
            },
            _ => Self {
                code: &result.code,
                unit: node.and_then(|node| node.unit.as_deref()).unwrap_or("1"),
                decimals: node.and_then(|node| node.decimals()).unwrap_or(0),
                other: None,
            },
        }
    }

    /// A value as it is written, from the node's own unit.
    pub(super) fn value(&self, value: f64) -> f64 {
        match self.other {
            Some(unit) => round::to(value * unit.factor, unit.decimals),
            None => value,
        }
    }

    /// A value in words.
    pub(super) fn text(&self, value: f64) -> String {
        let mut text = Vec::new();
        round::write(self.value(value), self.decimals, &mut text);
        format!("{} {}", String::from_utf8_lossy(&text), self.unit)
    }
}

/// A time of the hospital's clock with its offset from UTC, as `2025-03-03T07:10+01:00`.
pub(super) fn local(feed: &Feed, origin: i64, hours: f64, in_utc: bool) -> String {
    if hours.is_nan() {
        return String::new();
    }
    let offset = if in_utc { 0 } else { feed.offset };
    let mut text = Vec::new();
    time::write(origin - feed.offset + offset, hours, &mut text);
    let text = String::from_utf8_lossy(&text).into_owned();
    if offset == 0 {
        return text + "Z";
    }
    let sign = if offset < 0 { '-' } else { '+' };
    let ahead = offset.abs();
    format!("{text}{sign}{:02}:{:02}", ahead / 60, ahead % 60)
}
