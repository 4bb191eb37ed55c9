//! A sheet: where a figure's title, legend and panels lie, in pixels.
//!
//! It does not know what is plotted.

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::brush::{
    DATA_LINE, Hang, LABEL, THIN_LINE, TITLE, fill, hanging, stroke, written,
};
use crate::ink::Ink;
use crate::messages::Messages;
use crate::panel::{Frame, Panel, Scaled};
use crate::patients::Patients;
use crate::svg::{SvgText, UNITS, document, width_in_em};

/// A sheet being drawn on.
pub(crate) struct Sheet<'a> {
    area: DrawingArea<SvgText<'a>, Shift>,
    size: (u32, u32),
}

/// What stands in a legend before its words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Line,
    LineInBand,
    Box,
    OutlinedBox,
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
        Panel::on(&self.area, self.size_in_units(), frame, x, y)
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
        let style = hanging(ink, size, false, hang);
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
        let heading = hanging(Ink::Text, TITLE, true, Hang::Right);
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
