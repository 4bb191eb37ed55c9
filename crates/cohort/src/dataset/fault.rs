//! A fault: how a record goes wrong on its way from the patient to the file.

use super::Parameter;

/// A declared fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Its name.
    pub name: String,
    /// The column it befalls; none for a whole row.
    pub column: Option<String>,
    /// What it does.
    pub kind: FaultKind,
    /// The probability with which it befalls a patient.
    pub rate: Parameter,
}

/// What a fault does to a cell or row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// The value is written in another unit: multiplied by this factor.
    Unit {
        /// The factor.
        factor: f64,
    },
    /// Two neighbouring digits change places.
    Digits,
    /// A value stands there that cannot be.
    Impossible {
        /// The value.
        value: f64,
    },
    /// The sign is lost or gained.
    Sign,
    /// The row is written twice.
    Duplicate,
}

impl FaultKind {
    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit { .. } => "unit",
            Self::Digits => "digits",
            Self::Impossible { .. } => "impossible",
            Self::Sign => "sign",
            Self::Duplicate => "duplicate",
        }
    }
}
