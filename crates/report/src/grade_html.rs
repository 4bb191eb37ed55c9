//! A grade as a page, and two side by side.

use medlab_charts::{Figure, Patients};
use medlab_exercise::Grade;
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::html::{ShownFigure, page};
use crate::shown::{ShownGrade, learners, shown};
use crate::words::{Audience, ExerciseWords};

/// Everything about a grade: for a teacher, and for a learner's own practice.
pub fn grade_html(grade: &Grade, words: &ExerciseWords<'_>) -> String {
    illustrated_grade_html(grade, words, &[])
}

/// Figures of the same patients, under a heading.
#[derive(Clone, Debug)]
pub struct Gallery {
    /// What they show.
    pub heading: String,
    /// What to know before looking at them.
    pub note: String,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// The same with figures below it.
pub fn illustrated_grade_html(
    grade: &Grade,
    words: &ExerciseWords<'_>,
    galleries: &[Gallery],
) -> String {
    grade_page(&shown(grade, words, Audience::Everything), words, galleries)
}

/// What the learner may read: all of it in practice; in graded mode rounded, without
/// reference values or anything else that is hidden.
pub fn feedback_html(grade: &Grade, words: &ExerciseWords<'_>) -> String {
    grade_page(&shown(grade, words, learners(grade)), words, &[])
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct TourSide<'a> {
    /// What this submission is, such as `A flawed submission`.
    pub heading: &'a str,
    /// What it did, in a sentence or three.
    pub introduction: &'a str,
    /// Its grade.
    pub grade: &'a Grade,
    /// Its figures.
    pub figures: &'a [Figure],
}

/// A page with two grades of one exercise beside each other.
#[derive(Clone, Copy, Debug)]
pub struct Tour<'a> {
    /// The page's title.
    pub title: &'a str,
    /// What is compared, in a sentence or three; one line a paragraph.
    pub introduction: &'a str,
    /// The two, the flawed one first.
    pub sides: [TourSide<'a>; 2],
    /// What to do next; may be empty.
    pub closing: &'a str,
}

/// The page of a [`Tour`].
pub fn tour_html(tour: &Tour<'_>, words: &ExerciseWords<'_>) -> String {
    #[derive(Serialize)]
    struct Side<'a> {
        heading: &'a str,
        introduction: &'a str,
        grade: ShownGrade,
        figures: Vec<ShownFigure>,
    }
    let sides = tour.sides.map(|side| Side {
        heading: side.heading,
        introduction: side.introduction,
        grade: shown(side.grade, words, Audience::Everything),
        figures: side.figures.iter().map(ShownFigure::from).collect(),
    });
    let values = context! {
        title => tour.title,
        introduction => tour.introduction,
        sides => Value::from(Serde(sides)),
        closing => tour.closing,
    };
    page("tour.html", Patients::Synthetic, words.program(), values)
}

fn grade_page(
    grade: &ShownGrade,
    words: &ExerciseWords<'_>,
    galleries: &[Gallery],
) -> String {
    #[derive(Serialize)]
    struct Shown<'a> {
        heading: &'a str,
        note: &'a str,
        figures: Vec<ShownFigure>,
    }
    let shown = galleries.iter().filter(|gallery| !gallery.figures.is_empty());
    let shown = shown.map(|gallery| Shown {
        heading: &gallery.heading,
        note: &gallery.note,
        figures: gallery.figures.iter().map(ShownFigure::from).collect(),
    });
    let values = context! {
        g => Value::from(Serde(grade)),
        galleries => Value::from(Serde(shown.collect::<Vec<_>>())),
    };
    page("grade.html", Patients::Synthetic, words.program(), values)
}
