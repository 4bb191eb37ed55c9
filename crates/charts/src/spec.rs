//! What a figure is made of, without a pixel: axes, marks, words.
//!
//! A drawing comes with its spec, and somebody may describe a figure of their own as one.
//! It does not say whether the figure is a good one; see [`crate::rules`].

use crate::ink::Colour;
use crate::patients::Patients;

/// What a figure is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureSpec {
    /// Its heading.
    pub title: String,
    /// Its alternative text.
    pub description: String,
    /// The names of the columns of its data table; none means that there is no table.
    pub table: Vec<String>,
    /// Its axes.
    pub axes: Vec<Axis>,
    /// Everything drawn from data.
    pub marks: Vec<Mark>,
    /// How numbers become colours, where they do.
    pub colours: ColourScale,
    /// Whose patients it says it shows, where it does.
    pub says_whose: Option<Patients>,
}

/// One axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Which it is.
    pub side: Side,
    /// What is measured.
    pub label: String,
    /// In which unit; `1` for a proportion, empty for categories.
    pub unit: String,
    /// Where the axis begins.
    pub from: f64,
    /// Where the axis ends.
    pub to: f64,
    /// Whether it holds categories, which have no unit.
    pub categories: bool,
}

/// Where an axis stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Below.
    X,
    /// On the left.
    Y,
    /// On the right, with a scale of its own.
    SecondY,
}

/// Something drawn from data.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub name: String,
    /// Its form.
    pub form: Form,
    /// Its colour.
    pub colour: Colour,
    /// What tells it from the others for somebody who sees no colour.
    pub told_by: Option<Distinction>,
    /// What is done about chance.
    pub uncertainty: Uncertainty,
}

/// The form of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line.
    Line,
    /// Points or symbols.
    Points,
    /// Bars, whose length is read.
    Bars,
    /// A filled area.
    Area,
    /// Slices of a circle.
    Pie,
}

/// What tells marks apart beside colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distinction {
    /// A dash of its own.
    Dash,
    /// A shape of its own.
    Shape,
    /// A place of its own.
    Place,
    /// A label beside it.
    Label,
}

/// What a figure does about the uncertainty of what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncertainty {
    /// Nothing to say: a count of what was seen, or a line to compare with.
    NotAnEstimate,
    /// An interval is drawn.
    Drawn,
    /// An interval is stated in words, in the figure or below it.
    Stated,
    /// There is an estimate, and no interval.
    Hidden,
}

/// How numbers become colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourScale {
    /// They do not.
    #[default]
    None,
    /// From light to dark.
    Sequential,
    /// Two ways from a middle that means something.
    Diverging,
    /// Through the spectrum, which has no order and false edges.
    Rainbow,
}
