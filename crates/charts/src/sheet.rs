//! A sheet: where a figure's title, legend and panels lie, in pixels.
//!
//! It is the only file that speaks to plotters about layout. It does not know what is
//! plotted.

use plotters::chart::ChartContext;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::clip::{clipped_lines, thinned};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::patients::Patients;
use crate::rules::Axis;
use crate::scale::Scale;
use crate::svg::{SvgText, UNITS, document, width_in_em};

/// Width of a line that carries data, in tenths of a pixel.
const DATA_LINE: u32 = 22;
/// Width of an axis, a tick or an outline.
const THIN_LINE: u32 = 10;
/// Text sizes, in pixels.
const TITLE: f64 = 16.0;
const LABEL: f64 = 12.5;
const SMALL: f64 = 11.5;

type Plane = Cartesian2d<Scale, Scale>;

/// A sheet being drawn on.
pub(crate) struct Sheet<'a> {
    area: DrawingArea<SvgText<'a>, plotters::coord::Shift>,
    size: (u32, u32),
}

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

/// What stands in a legend before its words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Line,
    LineInBand,
    Box,
    OutlinedBox,
}

/// Where a text hangs on its point.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hang {
    Right,
    Middle,
    Left,
}

/// Draws a sheet of so many pixels; `title` and the mark of whose patients it shows are
/// on it already.
pub(crate) fn draw(
    size: (u32, u32),
    title: &str,
    description: &str,
    patients: Patients,
    words: &Messages,
    figure: impl FnOnce(&Sheet<'_>),
) -> String {
    let mut body = String::new();
    {
        let area = SvgText::new(&mut body, size).into_drawing_area();
        let sheet = Sheet { area, size };
        sheet.begin(title, &words.say(patients.mark(), &[]));
        figure(&sheet);
    }
    document(size, title, description, &body)
}

impl<'a> Sheet<'a> {
    /// Words in front of a legend's keys, from `left` on, wrapped over lines.
    /// Says how many pixels high it came out.
    pub(crate) fn legend(
        &self,
        (left, top): (i32, i32),
        entries: &[(Ink, Key, String)],
    ) -> i32 {
        let right = i32::try_from(self.size.0).unwrap_or(i32::MAX) - 12;
        let (mut x, mut y) = (left, top);
        for (ink, key, text) in entries {
            let width = 38 + (width_in_em(text) * LABEL) as i32 + 14;
            if x > left && x + width > right {
                (x, y) = (left, y + 19);
            }
            self.key((x, y), *ink, *key);
            self.text((x + 38, y), text, Ink::Text, LABEL, Hang::Right);
            x += width;
        }
        y - top + 19
    }

    /// A panel with its axes and grid.
    pub(crate) fn panel(
        &self,
        frame: Frame,
        x: &Scaled<'_>,
        y: &Scaled<'_>,
    ) -> Panel<'a, '_> {
        let (width, height) = self.size_in_units();
        let units = |pixels: i32| pixels * UNITS;
        let (left, below) = (72, if x.axis.label.is_empty() { 26 } else { 46 });
        let built = ChartBuilder::on(&self.area)
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
        Panel { chart, x: (x.axis.from, x.axis.to), y: (y.axis.from, y.axis.to) }
    }

    /// A text at a point of the sheet.
    pub(crate) fn text(
        &self,
        (x, y): (i32, i32),
        text: &str,
        ink: Ink,
        size: f64,
        hang: Hang,
    ) {
        let style =
            style(ink, size, false).pos(Pos::new(hang.horizontal(), VPos::Center));
        written(self.area.draw_text(text, &style, (x * UNITS, y * UNITS)));
    }

    /// A label of the ordinary size.
    pub(crate) fn label(&self, at: (i32, i32), text: &str, hang: Hang) {
        self.text(at, text, Ink::Text, LABEL, hang);
    }

    /// A polygon, filled or in outline, in tenths of a pixel.
    pub(crate) fn shape(&self, corners: Vec<(i32, i32)>, ink: Ink, width: Option<u32>) {
        written(match width {
            None => self.area.draw(&Polygon::new(corners, fill(ink, 1.0))),
            Some(width) => {
                let closed = corners.iter().chain(corners.first()).copied();
                self.area.draw(&PathElement::new(
                    closed.collect::<Vec<_>>(),
                    stroke(ink, width),
                ))
            }
        });
    }

    /// A circle, filled or in outline, in tenths of a pixel.
    pub(crate) fn circle(
        &self,
        at: (i32, i32),
        radius: i32,
        ink: Ink,
        width: Option<u32>,
    ) {
        let style = width.map_or(fill(ink, 1.0), |width| stroke(ink, width));
        written(self.area.draw(&Circle::new(at, radius, style)));
    }

    fn begin(&self, title: &str, mark: &str) {
        let (width, height) = self.size_in_units();
        written(
            self.area
                .draw(&Rectangle::new([(0, 0), (width, height)], fill(Ink::Paper, 1.0))),
        );
        let heading =
            style(Ink::Text, TITLE, true).pos(Pos::new(HPos::Left, VPos::Center));
        written(self.area.draw_text(title, &heading, (16 * UNITS, 22 * UNITS)));
        let corner = (width / UNITS - 12, height / UNITS - 12);
        self.text(corner, mark, Ink::Quiet, 10.5, Hang::Left);
    }

    fn key(&self, (x, y): (i32, i32), ink: Ink, key: Key) {
        let at = |dx: i32, dy: i32| ((x + dx) * UNITS, (y + dy) * UNITS);
        let line = || PathElement::new(vec![at(0, 0), at(30, 0)], stroke(ink, DATA_LINE));
        let corners = [at(8, -6), at(22, 6)];
        match key {
            Key::Line => written(self.area.draw(&line())),
            Key::LineInBand => {
                let band = Rectangle::new([at(0, -6), at(30, 6)], fill(ink, 0.18));
                written(self.area.draw(&band));
                written(self.area.draw(&line()));
            }
            Key::Box => {
                written(self.area.draw(&Rectangle::new(corners, fill(ink, 0.85))));
            }
            Key::OutlinedBox => {
                written(self.area.draw(&Rectangle::new(corners, fill(ink, 0.15))));
                written(self.area.draw(&Rectangle::new(corners, stroke(ink, THIN_LINE))));
            }
        }
    }

    fn size_in_units(&self) -> (i32, i32) {
        let (width, height) = self.area.dim_in_pixel();
        (
            i32::try_from(width).unwrap_or(i32::MAX),
            i32::try_from(height).unwrap_or(i32::MAX),
        )
    }
}

impl Panel<'_, '_> {
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
        let style =
            style(ink, SMALL, false).pos(Pos::new(hang.horizontal(), VPos::Center));
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

impl Hang {
    fn horizontal(self) -> HPos {
        match self {
            Self::Right => HPos::Left,
            Self::Middle => HPos::Center,
            Self::Left => HPos::Right,
        }
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

fn rgb(ink: Ink) -> RGBColor {
    let (red, green, blue) = ink.colour();
    RGBColor(red, green, blue)
}

fn fill(ink: Ink, opacity: f64) -> ShapeStyle {
    ShapeStyle { color: rgb(ink).mix(opacity), filled: true, stroke_width: 0 }
}

fn stroke(ink: Ink, width: u32) -> ShapeStyle {
    ShapeStyle { color: rgb(ink).mix(1.0), filled: false, stroke_width: width }
}

fn style(ink: Ink, size: f64, bold: bool) -> TextStyle<'static> {
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::SansSerif, size * f64::from(UNITS), weight);
    let colour = rgb(ink);
    TextStyle { color: colour.to_backend_color(), ..TextStyle::from(font) }
}

/// Writing to memory cannot fail, and no font is looked for.
fn written<T>(drawn: Result<T, DrawingAreaErrorKind<std::convert::Infallible>>) -> T {
    match drawn {
        Ok(value) => value,
        Err(error) => unreachable!("drawing into a text failed: {error}"),
    }
}
