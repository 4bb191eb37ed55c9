//! A panel: a rectangle with axes, and marks at places of the data.
//!
//! It does not know the sheet around it, nor what its marks mean.

use plotters::chart::ChartContext;
use plotters::coord::Shift;
use plotters::prelude::*;

use crate::brush::{
    DATA_LINE, Hang, LABEL, SMALL, THIN_LINE, fill, hanging, stroke, style, written,
};
use crate::clip::{clipped_lines, thinned};
use crate::ink::Ink;
use crate::scale::Scale;
use crate::spec::Axis;
use crate::svg::{SvgText, UNITS};

type Plane = Cartesian2d<Scale, Scale>;

/// A rectangle with axes.
pub(crate) struct Panel<'a, 'b> {
    chart: ChartContext<'b, SvgText<'a>, Plane>,
    x: (f64, f64),
    y: (f64, f64),
}

/// Where the data of a panel lie on the sheet, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

/// One axis with its ticks.
pub(crate) struct Scaled<'s> {
    pub(crate) axis: &'s Axis,
    pub(crate) ticks: Vec<f64>,
    pub(crate) tick_text: &'s dyn Fn(f64) -> String,
}

/// A small symbol, told apart by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Disc,
    Square,
}

impl<'a, 'b> Panel<'a, 'b> {
    /// A panel with its axes and grid, on a sheet whose width and height are in tenths of
    /// a pixel.
    pub(crate) fn on(
        area: &'b DrawingArea<SvgText<'a>, Shift>,
        (width, height): (i32, i32),
        frame: Frame,
        x: &Scaled<'_>,
        y: &Scaled<'_>,
    ) -> Self {
        let units = |pixels: i32| pixels * UNITS;
        let (left, below) = (72, if x.axis.label.is_empty() { 26 } else { 46 });
        let built = ChartBuilder::on(area)
            .margin_left(units(frame.left - left))
            .margin_top(units(frame.top))
            .margin_right(width - units(frame.left + frame.width))
            .margin_bottom(height - units(frame.top + frame.height + below))
            .set_label_area_size(LabelAreaPosition::Left, units(left))
            .set_label_area_size(LabelAreaPosition::Bottom, units(below))
            .build_cartesian_2d(scale(x), scale(y));
        let mut chart = written(built);
        let drawn = chart
            .configure_mesh()
            .axis_style(stroke(Ink::Axis, THIN_LINE))
            .bold_line_style(stroke(Ink::Grid, THIN_LINE))
            .max_light_lines(0)
            .set_all_tick_mark_size(40)
            .label_style(style(Ink::Text, SMALL, false))
            .axis_desc_style(style(Ink::Text, LABEL, false))
            .x_label_formatter(&|value| (x.tick_text)(*value))
            .y_label_formatter(&|value| (y.tick_text)(*value))
            .x_desc(described(x.axis))
            .y_desc(described(y.axis))
            .draw();
        written(drawn);
        Self { chart, x: (x.axis.from, x.axis.to), y: (y.axis.from, y.axis.to) }
    }

    /// A line through the points, cut off at the panel's edges.
    pub(crate) fn line(&self, points: &[(f64, f64)], ink: Ink) {
        self.line_of_width(points, ink, DATA_LINE);
    }

    /// The same, thin.
    pub(crate) fn thin_line(&self, points: &[(f64, f64)], ink: Ink) {
        self.line_of_width(points, ink, 14);
    }

    /// The area between two lines over the same places, held inside the panel.
    pub(crate) fn band(&self, edges: &[(f64, f64, f64)], ink: Ink) {
        let inside = |value: f64| value.clamp(self.y.0, self.y.1);
        let within: Vec<_> =
            edges.iter().filter(|(x, _, _)| *x >= self.x.0 && *x <= self.x.1).collect();
        let upper =
            thinned(within.iter().map(|(x, _, upper)| (*x, inside(*upper))), self);
        let lower =
            thinned(within.iter().map(|(x, lower, _)| (*x, inside(*lower))), self);
        let corners: Vec<_> = upper.into_iter().chain(lower.into_iter().rev()).collect();
        if corners.len() > 2 {
            written(self.area().draw(&Polygon::new(corners, fill(ink, 0.18))));
        }
    }

    /// A filled bar between two places and from zero to `value`.
    pub(crate) fn bar(&self, (from, to): (f64, f64), value: f64, ink: Ink) {
        let corners = [(from, 0.0), (to, value.clamp(self.y.0, self.y.1))];
        written(self.area().draw(&Rectangle::new(corners, fill(ink, 0.85))));
    }

    /// The same as an outline with a pale filling.
    pub(crate) fn outlined_bar(&self, (from, to): (f64, f64), value: f64, ink: Ink) {
        let corners = [(from, 0.0), (to, value.clamp(self.y.0, self.y.1))];
        written(self.area().draw(&Rectangle::new(corners, fill(ink, 0.15))));
        written(self.area().draw(&Rectangle::new(corners, stroke(ink, THIN_LINE))));
    }

    /// A filled bar to the right between two heights.
    pub(crate) fn bar_across(&self, (from, to): (f64, f64), value: f64, ink: Ink) {
        let corners = [(0.0, to), (value.clamp(self.x.0, self.x.1), from)];
        written(self.area().draw(&Rectangle::new(corners, fill(ink, 0.85))));
    }

    /// The same as an outline with a pale filling.
    pub(crate) fn outlined_bar_across(
        &self,
        (from, to): (f64, f64),
        value: f64,
        ink: Ink,
    ) {
        let corners = [(0.0, to), (value.clamp(self.x.0, self.x.1), from)];
        written(self.area().draw(&Rectangle::new(corners, fill(ink, 0.15))));
        written(self.area().draw(&Rectangle::new(corners, stroke(ink, THIN_LINE))));
    }

    /// A symbol at a point. A disc lies on a line and is set off from it; a square stands
    /// on its own interval.
    pub(crate) fn symbol(&self, point: (f64, f64), symbol: Symbol, ink: Ink) {
        let at = || EmptyElement::at(point);
        written(match symbol {
            Symbol::Disc => {
                let halo = Circle::new((0, 0), 64, fill(Ink::Paper, 1.0));
                written(self.area().draw(&(at() + halo)));
                self.area().draw(&(at() + Circle::new((0, 0), 45, fill(ink, 1.0))))
            }
            Symbol::Square => {
                let corners = vec![(-42, -42), (42, -42), (42, 42), (-42, 42)];
                self.area().draw(&(at() + Polygon::new(corners, fill(ink, 1.0))))
            }
        });
    }

    /// A text at a point, shifted by so many pixels.
    pub(crate) fn text(
        &self,
        point: (f64, f64),
        (dx, dy): (i32, i32),
        text: &str,
        ink: Ink,
        hang: Hang,
    ) {
        let style = hanging(ink, SMALL, false, hang);
        let label = Text::new(text.to_owned(), (dx * UNITS, dy * UNITS), style);
        written(self.area().draw(&(EmptyElement::at(point) + label)));
    }

    /// Where a point of the data lies, in tenths of a pixel.
    pub(crate) fn place(&self, (x, y): (f64, f64)) -> (i32, i32) {
        self.area().map_coordinate(&(x, y))
    }

    fn line_of_width(&self, points: &[(f64, f64)], ink: Ink, width: u32) {
        for part in clipped_lines(points, self.x, self.y) {
            let part = thinned(part.into_iter(), self);
            written(self.area().draw(&PathElement::new(part, stroke(ink, width))));
        }
    }

    fn area(
        &self,
    ) -> &DrawingArea<impl DrawingBackend<ErrorType = std::convert::Infallible>, Plane>
    {
        self.chart.plotting_area()
    }
}

fn scale(scaled: &Scaled<'_>) -> Scale {
    Scale::new(scaled.axis.from, scaled.axis.to, scaled.ticks.clone())
}

fn described(axis: &Axis) -> String {
    match (axis.label.as_str(), axis.unit.as_str()) {
        // Categories are labelled one by one, beside their marks.
        _ if axis.categories => String::new(),
        ("", _) | (_, "" | "1") => axis.label.clone(),
        (label, unit) => format!("{label} ({unit})"),
    }
}
