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
        /// Decimals in that unit, where they are others than the column's.
        decimals: Option<u32>,
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
    /// Of a feed: the result is sent a second time as it is.
    Resent,
    /// Of a feed: the result is sent before, as a preliminary value.
    Preliminary {
        /// By what share the preliminary value differs at most.
        spread: f64,
    },
    /// Of a feed: the value is left out, and nobody says why.
    Lost,
    /// Of a feed: the result has the code of another test.
    Code {
        /// The place of that test among the results; none for its own test in the other
        /// unit.
        like: Option<usize>,
    },
    /// Of a feed: a clock of another time zone, so that the sample's time is wrong.
    Zone {
        /// By how many hours.
        hours: f64,
    },
}

impl FaultKind {
    /// The names of all in the file.
    pub(crate) const NAMES: [&'static str; 10] = [
        "unit",
        "digits",
        "impossible",
        "sign",
        "duplicate",
        "resent",
        "preliminary",
        "lost",
        "code",
        "zone",
    ];

    /// Whether it puts another value in the place of the true one.
    pub(crate) fn changes_value(self) -> bool {
        matches!(
            self,
            Self::Unit { .. }
                | Self::Digits
                | Self::Impossible { .. }
                | Self::Sign
                | Self::Zone { .. }
        )
    }

    /// Whether it can only happen to what is sent.
    pub(crate) fn needs_feed(self) -> bool {
        matches!(
            self,
            Self::Resent
                | Self::Preliminary { .. }
                | Self::Lost
                | Self::Code { .. }
                | Self::Zone { .. }
        )
    }

    /// What the ledger calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit { .. } => "unit",
            Self::Digits => "digits",
            Self::Impossible { .. } => "impossible",
            Self::Sign => "sign",
            Self::Duplicate | Self::Resent | Self::Preliminary { .. } => "duplicate",
            Self::Lost => "missing",
            Self::Code { .. } => "code",
            Self::Zone { .. } => "zone",
        }
    }
}
