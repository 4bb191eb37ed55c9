//! A confusion table as a hundred people.
//!
//! Shares are hard to read, people are not: a filled figure has the condition, a box is an
//! alarm around it. Whole people are dealt out by largest remainder, so that there are
//! always a hundred; a kind of patient that is rarer than one in two hundred may vanish,
//! and the words below then say so.

use medlab_metrics::threshold::Counts;

use crate::argument::Argument;
use crate::brush::Hang;
use crate::figure::{DataTable, Figure};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::number::{count, percent};
use crate::patients::Patients;
use crate::sheet::{Sheet, draw};
use crate::spec::{ColourScale, Distinction, FigureSpec, Form, Mark, Uncertainty};
use crate::svg::UNITS;

/// What the picture shows.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    /// Patients by call and outcome.
    pub counts: &'a Counts,
    /// The risk from which on there was an alarm.
    pub threshold: f64,
    /// What is predicted, such as `sepsis`.
    pub outcome: &'a str,
}

/// The four kinds of patients, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Found,
    Missed,
    FalseAlarm,
    LeftAlone,
}

const KINDS: [Kind; 4] = [Kind::Found, Kind::Missed, Kind::FalseAlarm, Kind::LeftAlone];

/// Draws a hundred people.
pub fn confusion_people(
    people: &People<'_>,
    patients: Patients,
    words: &Messages,
) -> Figure {
    let total = people.counts.total();
    let dealt = a_hundred(KINDS.map(|kind| kind.of(people.counts)));
    let outcome = ("outcome", people.outcome.into());
    let title =
        words.say("people-title", &[("threshold", percent(people.threshold, 0).into())]);
    let mut arguments: Vec<(&str, Argument)> =
        vec![outcome.clone(), ("total", count(total).into())];
    arguments.extend(KINDS.iter().zip(dealt).map(|(kind, n)| (kind.name(), n.into())));
    let description = words.say("people-description", &arguments);
    let size = (640, 350);
    let svg = draw(size, &title, &description, patients, words, |sheet| {
        let kinds =
            KINDS.iter().zip(dealt).flat_map(|(kind, n)| std::iter::repeat_n(*kind, n));
        for (place, kind) in kinds.enumerate() {
            let (row, column) = (place as i32 / 10, place as i32 % 10);
            person(sheet, (24 + column * 27, 46 + row * 28), kind);
        }
        for (line, (kind, n)) in (0..).zip(KINDS.iter().zip(dealt)) {
            let top = 78 + line * 58;
            person(sheet, (318, top - 13), *kind);
            let label = words.say(
                &format!("people-{}", kind.name()),
                &[("n", n.into()), outcome.clone()],
            );
            sheet.label((354, top - 8), &label, Hang::Right);
            let counted = words.say(
                "people-counted",
                &[
                    ("n", count(kind.of(people.counts)).into()),
                    ("total", count(total).into()),
                ],
            );
            sheet.text((354, top + 10), &counted, Ink::Quiet, 11.0, Hang::Right);
        }
    });
    let table = table(people.counts, dealt, people.outcome, words);
    let spec = FigureSpec {
        title: title.clone(),
        description: description.clone(),
        table: table.header.clone(),
        axes: Vec::new(),
        marks: KINDS.map(Kind::mark).to_vec(),
        colours: ColourScale::None,
        says_whose: Some(patients),
    };
    let vanished =
        KINDS.iter().zip(dealt).any(|(k, n)| n == 0 && k.of(people.counts) > 0);
    let caption = words
        .say(if vanished { "people-caption-rare" } else { "people-caption" }, &[outcome]);
    Figure { title, description, svg, size, table, caption, spec }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Missed => "missed",
            Self::FalseAlarm => "false-alarm",
            Self::LeftAlone => "left-alone",
        }
    }

    fn of(self, counts: &Counts) -> usize {
        match self {
            Self::Found => counts.tp,
            Self::Missed => counts.fn_,
            Self::FalseAlarm => counts.fp,
            Self::LeftAlone => counts.tn,
        }
    }

    fn ink(self) -> Ink {
        match self {
            Self::Found | Self::FalseAlarm => Ink::Model,
            Self::Missed => Ink::Alarm,
            Self::LeftAlone => Ink::Axis,
        }
    }

    fn has_condition(self) -> bool {
        matches!(self, Self::Found | Self::Missed)
    }

    fn has_alarm(self) -> bool {
        matches!(self, Self::Found | Self::FalseAlarm)
    }

    fn mark(self) -> Mark {
        Mark {
            name: self.name().into(),
            form: Form::Points,
            colour: self.ink().colour(),
            told_by: Some(Distinction::Shape),
            uncertainty: Uncertainty::NotAnEstimate,
        }
    }
}

/// A head and shoulders in a field of 24 by 26 pixels.
fn person(sheet: &Sheet<'_>, (left, top): (i32, i32), kind: Kind) {
    let at = |x: i32, y: i32| (left * UNITS + x, top * UNITS + y);
    let outline = (!kind.has_condition()).then_some(13);
    sheet.circle(at(120, 75), 42, kind.ink(), outline);
    let shoulders = vec![
        at(50, 220),
        at(55, 170),
        at(80, 140),
        at(160, 140),
        at(185, 170),
        at(190, 220),
    ];
    sheet.shape(shoulders, kind.ink(), outline);
    if kind.has_alarm() {
        let field = vec![at(10, 8), at(230, 8), at(230, 246), at(10, 246)];
        sheet.shape(field, Ink::Text, Some(14));
    }
}

/// A hundred dealt out in proportion by largest remainder, the first first where equal.
fn a_hundred(counts: [usize; 4]) -> [usize; 4] {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return [0; 4];
    }
    let mut dealt = counts.map(|n| n * 100 / total);
    let mut order = [0, 1, 2, 3];
    order.sort_by_key(|&i| (std::cmp::Reverse(counts[i] * 100 % total), i));
    let left = 100 - dealt.iter().sum::<usize>();
    for &i in order.iter().take(left) {
        dealt[i] += 1;
    }
    dealt
}

fn table(
    counts: &Counts,
    dealt: [usize; 4],
    outcome: &str,
    words: &Messages,
) -> DataTable {
    let head = ["kind", "patients", "per-hundred"]
        .map(|column| words.say(&format!("people-column-{column}"), &[]));
    let mut table = DataTable::new(head);
    for (kind, n) in KINDS.into_iter().zip(dealt) {
        table.row([
            words.say(
                &format!("people-row-{}", kind.name()),
                &[("outcome", outcome.into())],
            ),
            kind.of(counts).to_string(),
            n.to_string(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_always_a_hundred() {
        for (counts, expected) in [
            ([7, 3, 20, 170], [4, 1, 10, 85]),
            ([1, 1, 1, 0], [34, 33, 33, 0]),
            ([0, 0, 0, 5], [0, 0, 0, 100]),
            ([1, 0, 0, 99_999], [0, 0, 0, 100]),
        ] {
            assert_eq!(a_hundred(counts), expected, "{counts:?}");
        }
        assert_eq!(a_hundred([0; 4]), [0; 4]);
    }
}
