//! A feed: what a laboratory sends of a model's rows, one result a line.
//!
//! Where a dataset has one, each row of the model is a sample, and what is on record is not
//! the sample but its results: which test, its code, its value in the unit of whoever
//! measured it, when, and with what remark.

use super::Id;
use crate::expression::Expression;

/// How samples become results.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// The column that names a sample.
    pub sample: Id,
    /// The node of the patient's sex, with the levels female and male.
    pub sex: String,
    /// The node of the patient's year of birth.
    pub birth_year: String,
    /// The node of why the patient is in hospital.
    pub reason: String,
    /// The node of which laboratory sends the sample's results.
    pub sender: String,
    /// The node of when the sample was taken, by the hospital's clock.
    pub collected: String,
    /// The node of when it came to the laboratory, by the same clock.
    pub received: String,
    /// By how many minutes the hospital's clock is ahead of UTC.
    pub offset: i64,
    /// The senders that report in the other unit, where a test has one.
    pub other_units: Vec<String>,
    /// The senders that write times in UTC instead of the hospital's.
    pub utc: Vec<String>,
    /// What is reported of each sample, in this order.
    pub results: Vec<Reported>,
}

/// One test of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported {
    /// The node: its name is the laboratory's own name of the test.
    pub node: String,
    /// The node of the patient's last result before, for a delta check.
    pub previous: Option<String>,
    /// LOINC's code.
    pub code: String,
    /// LOINC's name of it.
    pub display: String,
    /// The lower end of the reference range.
    pub low: Option<Expression>,
    /// Its upper end.
    pub high: Option<Expression>,
    /// The node that says whether the result was repeated; what came out is in a note.
    pub repeated: Option<String>,
    /// The test in the other unit.
    pub other: Option<OtherUnit>,
}

/// How a test is reported in the other unit, such as mg/dL instead of mmol/L.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherUnit {
    /// LOINC's code of the test in this unit.
    pub code: String,
    /// LOINC's name of it.
    pub display: String,
    /// The unit, in UCUM.
    pub unit: String,
    /// What a value in the node's unit is multiplied by.
    pub factor: f64,
    /// Decimals in this unit.
    pub decimals: u32,
}

impl Feed {
    /// Every node that the feed shows.
    pub(crate) fn shows(&self, name: &str) -> bool {
        let context = [
            &self.sex,
            &self.birth_year,
            &self.reason,
            &self.sender,
            &self.collected,
            &self.received,
        ];
        let of_result = |result: &Reported| {
            result.node == name
                || result.previous.as_deref() == Some(name)
                || result.repeated.as_deref() == Some(name)
        };
        context.into_iter().any(|known| known == name)
            || self.results.iter().any(of_result)
    }

    /// The place of a test among the results.
    pub fn position(&self, node: &str) -> Option<usize> {
        self.results.iter().position(|result| result.node == node)
    }
}
