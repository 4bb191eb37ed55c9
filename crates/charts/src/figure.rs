//! A figure: a drawing, and the same thing in words and in numbers.
//!
//! Somebody who cannot see the drawing gets the description and the data table; both are
//! part of the figure and not an extra. A figure does not know where it is shown.

use crate::spec::FigureSpec;

/// A finished figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// A short heading.
    pub title: String,
    /// What is seen, in words and with the numbers that matter: the alternative text.
    pub description: String,
    /// The drawing, an SVG document that stands alone.
    pub svg: String,
    /// The drawing's width and height, in pixels.
    pub size: (u32, u32),
    /// The numbers drawn.
    pub table: DataTable,
    /// How to read it.
    pub caption: String,
    /// What was drawn with what, for [`crate::rules::breaches`].
    pub spec: FigureSpec,
}

/// The numbers behind a figure, as shown to people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTable {
    /// The names of the columns, with their units.
    pub header: Vec<String>,
    /// The rows, each as long as the header; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

impl DataTable {
    pub(crate) fn new(header: impl IntoIterator<Item = String>) -> Self {
        Self { header: header.into_iter().collect(), rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}
