//! Whose patients are shown, as far as this program knows.
//!
//! Patients that it made are synthetic, and everything made from them says so. Of those
//! in a file that somebody gave, it knows nothing and claims nothing.

/// Where the patients come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patients {
    /// Made by this program.
    Synthetic,
    /// Read from a given file as they are; they may be real people.
    AsGiven,
}

impl Patients {
    /// The id of the mark that every figure of them bears.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Synthetic => "synthetic-patients",
            Self::AsGiven => "patients-as-given",
        }
    }
}
