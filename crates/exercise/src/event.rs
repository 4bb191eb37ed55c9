//! An event: what happens while submissions are graded, as it happens.
//!
//! Grading emits, reporters listen: a terminal, a progress bar, a folder of results. Each
//! decides for itself what to do with an event, and none changes a grade.

use crate::grade::Grade;

/// What happens while submissions are graded.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// So many submissions were found.
    Began {
        /// How many.
        submissions: usize,
    },
    /// One is graded; they come in the order of their names.
    Graded(&'a Grade),
    /// All are graded.
    Ended {
        /// All grades, in the order of their submissions' names.
        grades: &'a [Grade],
    },
}

/// Whoever listens to events. An error ends the grading.
pub trait Reporter<Error> {
    /// Hears of one event.
    fn hear(&mut self, event: Event) -> Result<(), Error>;
}
