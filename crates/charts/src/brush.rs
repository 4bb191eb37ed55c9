//! Brushes: inks, line widths and text sizes as plotters takes them.
//!
//! It does not know what is drawn, nor where.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::ink::Ink;
use crate::svg::UNITS;

/// Width of a line that carries data, in tenths of a pixel.
pub(crate) const DATA_LINE: u32 = 22;
/// Width of an axis, a tick or an outline.
pub(crate) const THIN_LINE: u32 = 10;
/// Text sizes, in pixels.
pub(crate) const TITLE: f64 = 16.0;
pub(crate) const LABEL: f64 = 12.5;
pub(crate) const SMALL: f64 = 11.5;

/// Where a text hangs on its point.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hang {
    Right,
    Middle,
    Left,
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

/// A text of an ink and a size that hangs on a point in its middle.
pub(crate) fn hanging(ink: Ink, size: f64, bold: bool, hang: Hang) -> TextStyle<'static> {
    style(ink, size, bold).pos(Pos::new(hang.horizontal(), VPos::Center))
}

fn rgb(ink: Ink) -> RGBColor {
    let (red, green, blue) = ink.colour();
    RGBColor(red, green, blue)
}

pub(crate) fn fill(ink: Ink, opacity: f64) -> ShapeStyle {
    ShapeStyle { color: rgb(ink).mix(opacity), filled: true, stroke_width: 0 }
}

pub(crate) fn stroke(ink: Ink, width: u32) -> ShapeStyle {
    ShapeStyle { color: rgb(ink).mix(1.0), filled: false, stroke_width: width }
}

pub(crate) fn style(ink: Ink, size: f64, bold: bool) -> TextStyle<'static> {
    let weight = if bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = FontDesc::new(FontFamily::SansSerif, size * f64::from(UNITS), weight);
    let colour = rgb(ink);
    TextStyle { color: colour.to_backend_color(), ..TextStyle::from(font) }
}

/// Writing to memory cannot fail, and no font is looked for.
pub(crate) fn written<T>(
    drawn: Result<T, DrawingAreaErrorKind<std::convert::Infallible>>,
) -> T {
    match drawn {
        Ok(value) => value,
        Err(error) => unreachable!("drawing into a text failed: {error}"),
    }
}
