//! The rules that a good figure keeps, as code.
//!
//! They are held against a [`FigureSpec`], which says what is drawn with what and knows
//! nothing of pixels; so the same rules judge the figures drawn here and those that
//! somebody else describes. They say nothing of whether the data are right.

use std::fmt;

use crate::ink::{Colour, OKABE_ITO};
use crate::spec::{Axis, ColourScale, FigureSpec, Form, Mark, Side, Uncertainty};

/// One rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Every axis says what it measures.
    AxisLabel,
    /// Every axis of numbers says its unit.
    AxisUnit,
    /// Every axis goes from one finite number to another.
    AxisRange,
    /// Colours come from a palette that colour-blind people tell apart.
    Palette,
    /// Nothing is told by colour alone.
    NotColourAlone,
    /// An estimate has an interval.
    Interval,
    /// The figure is described in words, with numbers.
    Description,
    /// The numbers are in a table.
    DataTable,
    /// No rainbow.
    NoRainbow,
    /// One scale on a figure, not two.
    OneScale,
    /// Bars begin at zero.
    BarsFromZero,
    /// Angles are not compared well: no pie.
    NoPie,
    /// The figure says whose patients it shows: synthetic ones, or those of a given file.
    WhosePatients,
}

impl Rule {
    /// Its stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::AxisLabel => "axis_label",
            Self::AxisUnit => "axis_unit",
            Self::AxisRange => "axis_range",
            Self::Palette => "palette",
            Self::NotColourAlone => "not_colour_alone",
            Self::Interval => "interval",
            Self::Description => "description",
            Self::DataTable => "data_table",
            Self::NoRainbow => "no_rainbow",
            Self::OneScale => "one_scale",
            Self::BarsFromZero => "bars_from_zero",
            Self::NoPie => "no_pie",
            Self::WhosePatients => "whose_patients",
        }
    }
}

/// A rule broken, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The rule.
    pub rule: Rule,
    /// The axis or mark that breaks it; empty where it is the figure.
    pub what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what.trim() {
            "" => write!(f, "{}", self.rule.code()),
            what => write!(f, "{}: {what}", self.rule.code()),
        }
    }
}

/// The shortest description that can say what is seen, in characters.
const SHORTEST_DESCRIPTION: usize = 40;

/// Every rule that `spec` breaks, in the order of the rules' groups: axes, marks, figure.
pub fn breaches(spec: &FigureSpec) -> Vec<Breach> {
    let axes = spec.axes.iter().flat_map(|axis| axis_breaches(axis, spec));
    let marks = spec.marks.iter().flat_map(|mark| mark_breaches(mark, spec));
    axes.chain(marks).chain(figure_breaches(spec)).collect()
}

fn axis_breaches(axis: &Axis, spec: &FigureSpec) -> Vec<Breach> {
    let bars = spec.marks.iter().any(|mark| mark.form == Form::Bars);
    let has_length = axis.from.is_finite() && axis.to.is_finite() && axis.from < axis.to;
    let zero_inside = axis.from <= 0.0 && axis.to >= 0.0;
    found(
        &axis.label,
        [
            (Rule::AxisLabel, axis.label.trim().is_empty()),
            (Rule::AxisUnit, !axis.categories && axis.unit.trim().is_empty()),
            (Rule::AxisRange, !axis.categories && !has_length),
            (Rule::OneScale, axis.side == Side::SecondY),
            (Rule::BarsFromZero, bars && !zero_inside && is_length(axis, spec)),
        ],
    )
}

/// Whether bars are read along this axis: they lie where the upright axis names categories.
fn is_length(axis: &Axis, spec: &FigureSpec) -> bool {
    let lie = spec.axes.iter().any(|axis| axis.side == Side::Y && axis.categories);
    !axis.categories && (axis.side == Side::X) == lie
}

fn mark_breaches(mark: &Mark, spec: &FigureSpec) -> Vec<Breach> {
    let grey = |(r, g, b): Colour| r.max(g).max(b) - r.min(g).min(b) <= 24;
    found(
        &mark.name,
        [
            (Rule::Palette, !OKABE_ITO.contains(&mark.colour) && !grey(mark.colour)),
            (Rule::NotColourAlone, spec.marks.len() > 1 && mark.told_by.is_none()),
            (Rule::Interval, mark.uncertainty == Uncertainty::Hidden),
            (Rule::NoPie, mark.form == Form::Pie),
        ],
    )
}

fn figure_breaches(spec: &FigureSpec) -> Vec<Breach> {
    let described = spec.description.chars().count() >= SHORTEST_DESCRIPTION
        && spec.description.chars().any(|c| c.is_ascii_digit())
        && spec.description != spec.title;
    found(
        "",
        [
            (Rule::Description, !described),
            (Rule::DataTable, spec.table.is_empty()),
            (Rule::NoRainbow, spec.colours == ColourScale::Rainbow),
            (Rule::WhosePatients, spec.says_whose.is_none()),
        ],
    )
}

fn found<const N: usize>(what: &str, checks: [(Rule, bool); N]) -> Vec<Breach> {
    checks
        .into_iter()
        .filter(|(_, broken)| *broken)
        .map(|(rule, _)| Breach { rule, what: what.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::patients::Patients;
    use crate::spec::Distinction;

    fn good() -> FigureSpec {
        let axis = |side, label: &str| Axis {
            side,
            label: label.into(),
            unit: "1".into(),
            from: 0.0,
            to: 1.0,
            categories: false,
        };
        FigureSpec {
            title: "Risk by outcome".into(),
            description: "Two curves cross at a risk of 0.3, the upper one is the model."
                .into(),
            table: vec!["risk".into()],
            axes: vec![axis(Side::X, "risk"), axis(Side::Y, "observed")],
            marks: vec![Mark {
                name: "model".into(),
                form: Form::Line,
                colour: OKABE_ITO[5],
                told_by: Some(Distinction::Dash),
                uncertainty: Uncertainty::Drawn,
            }],
            colours: ColourScale::None,
            says_whose: Some(Patients::Synthetic),
        }
    }

    #[track_caller]
    fn check(expected: &[&str], change: impl FnOnce(&mut FigureSpec)) {
        let mut spec = good();
        change(&mut spec);
        let found: Vec<String> = breaches(&spec).iter().map(Breach::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_rule_finds_its_breach_and_no_other() {
        check(&[], |_| {});
        check(&["axis_label"], |s| s.axes[0].label = " ".into());
        check(&["axis_unit: risk"], |s| s.axes[0].unit.clear());
        check(&[], |s| {
            s.axes[0].unit.clear();
            s.axes[0].categories = true;
        });
        check(&["axis_range: risk"], |s| s.axes[0].to = f64::INFINITY);
        check(&["one_scale: observed"], |s| s.axes[1].side = Side::SecondY);
        check(&["bars_from_zero: observed"], |s| {
            s.marks[0].form = Form::Bars;
            s.axes[1].from = 0.5;
        });
        check(&["bars_from_zero: risk"], |s| {
            s.marks[0].form = Form::Bars;
            s.axes[1].categories = true;
            s.axes[0].from = 0.5;
        });
        check(&["palette: model"], |s| s.marks[0].colour = (255, 0, 0));
        check(&[], |s| s.marks[0].told_by = None);
        check(&["not_colour_alone: other"], |s| {
            let other =
                Mark { name: "other".into(), told_by: None, ..s.marks[0].clone() };
            s.marks.push(other);
        });
        check(&["interval: model"], |s| s.marks[0].uncertainty = Uncertainty::Hidden);
        check(&["no_pie: model"], |s| s.marks[0].form = Form::Pie);
        check(&["description"], |s| s.description = "A figure.".into());
        check(&["description"], |s| {
            s.description = "Two curves cross somewhere in the middle of it.".into();
        });
        check(&["data_table"], |s| s.table.clear());
        check(&["no_rainbow"], |s| s.colours = ColourScale::Rainbow);
        check(&[], |s| s.says_whose = Some(Patients::AsGiven));
        check(&["whose_patients"], |s| s.says_whose = None);
    }
}
