//! FHIR R4: a feed as newline-delimited JSON, one resource a line, and its reader.
//!
//! A patient, the stay with its reason, and each sample come before their first observation.
//! Numbers are written with the decimals of the record and read back as they stand, for FHIR's
//! decimals carry their precision. What the standard has no element for, the last result before,
//! is an extension.

mod json;
mod read;
mod write;

pub use read::read;
pub use write::{Writer, write};

pub(crate) const LOINC: &str = "http://loinc.org";
pub(crate) const UCUM: &str = "http://unitsofmeasure.org";
pub(crate) const TEST: &str = "urn:medlab:test";
pub(crate) const RESULT: &str = "urn:medlab:result";
pub(crate) const MESSAGE: &str = "urn:medlab:message";
pub(crate) const PREVIOUS: &str = "urn:medlab:previous-result";
pub(crate) const ABSENT: &str =
    "http://terminology.hl7.org/CodeSystem/data-absent-reason";
