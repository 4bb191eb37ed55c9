//! Writing FHIR: resources line by line.

use std::io::{self, Write};

use super::{ABSENT, LOINC, MESSAGE, PREVIOUS, RESULT, TEST, UCUM};
use crate::dataset::{Dataset, Feed};
use crate::feed::Row;
use crate::guard::{FormatError, FormatProblem};
use crate::table::Table;

/// Patients who do not exist are marked as such.
const SYNTHETIC: &str = concat!(
    r#""meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","#,
    r#""code":"HTEST","display":"test health data"}]}"#
);

/// Writes a feed's table.
pub fn write(dataset: &Dataset, table: &Table, out: impl Write) -> io::Result<()> {
    let mut writer = Writer::new(dataset, out).map_err(io::Error::other)?;
    writer.table(table)?;
    writer.finish().map(drop)
}

/// Writes tables of a feed one after the other.
pub struct Writer<'a, W> {
    dataset: &'a Dataset,
    feed: &'a Feed,
    out: W,
    patient: String,
    sample: String,
}

impl<'a, W: Write> Writer<'a, W> {
    /// A writer for a dataset that has a feed.
    pub fn new(dataset: &'a Dataset, out: W) -> Result<Self, FormatError> {
        let feed = dataset.feed.as_ref().ok_or(FormatProblem::NoFeed.at(1))?;
        Ok(Self { dataset, feed, out, patient: String::new(), sample: String::new() })
    }

    /// Writes the rows of a table.
    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        let rows = Row::all(self.dataset, self.feed, table).map_err(io::Error::other)?;
        for row in &rows {
            if row.patient != self.patient {
                self.patient.clone_from(&row.patient);
                writeln!(self.out, "{}", patient(row))?;
                writeln!(self.out, "{}", encounter(row))?;
            }
            if row.sample != self.sample {
                self.sample.clone_from(&row.sample);
                writeln!(self.out, "{}", specimen(row))?;
            }
            writeln!(self.out, "{}", observation(self.feed, row))?;
        }
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// A text as JSON has it.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn patient(row: &Row) -> String {
    format!(
        r#"{{"resourceType":"Patient","id":{},{SYNTHETIC},"gender":{},"birthDate":{}}}"#,
        text(&row.patient),
        text(&row.sex),
        text(&row.birth_year)
    )
}

fn encounter(row: &Row) -> String {
    format!(
        concat!(
            r#"{{"resourceType":"Encounter","id":{},{},"status":"in-progress","class":{{"#,
            r#""system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP","#,
            r#""display":"inpatient encounter"}},"subject":{{"reference":{}}},"#,
            r#""reasonCode":[{{"text":{}}}]}}"#
        ),
        text(&format!("E-{}", row.patient)),
        SYNTHETIC,
        text(&format!("Patient/{}", row.patient)),
        text(&row.reason)
    )
}

fn specimen(row: &Row) -> String {
    format!(
        concat!(
            r#"{{"resourceType":"Specimen","id":{},{},"subject":{{"reference":{}}},"#,
            r#""receivedTime":{},"collection":{{"collectedDateTime":{}}}}}"#
        ),
        text(&row.sample),
        SYNTHETIC,
        text(&format!("Patient/{}", row.patient)),
        text(&instant(&row.received)),
        text(&instant(&row.collected))
    )
}

fn observation(feed: &Feed, row: &Row) -> String {
    let sending = row.message.rsplit('-').next().unwrap_or_default();
    let mut parts = vec![
        r#""resourceType":"Observation""#.to_owned(),
        format!(r#""id":{}"#, text(&format!("{}-{sending}", row.result))),
        SYNTHETIC.to_owned(),
    ];
    if !row.previous.is_empty() {
        let quantity = quantity(&row.previous, &row.unit);
        parts.push(format!(
            r#""extension":[{{"url":"{PREVIOUS}","valueQuantity":{quantity}}}]"#
        ));
    }
    parts.push(format!(
        concat!(
            r#""identifier":[{{"system":"{}","value":{}}},{{"system":"{}","value":{}}}],"#,
            r#""status":{},"category":[{{"coding":[{{"#,
            r#""system":"http://terminology.hl7.org/CodeSystem/observation-category","#,
            r#""code":"laboratory","display":"Laboratory"}}]}}],"#,
            r#""code":{{"coding":[{{"system":"{}","code":{},"display":{}}},"#,
            r#"{{"system":"{}","code":{}}}],"text":{}}},"#,
            r#""subject":{{"reference":{}}},"encounter":{{"reference":{}}},"#,
            r#""effectiveDateTime":{},"performer":[{{"display":{}}}]"#
        ),
        RESULT,
        text(&row.result),
        MESSAGE,
        text(&row.message),
        text(&row.status),
        LOINC,
        text(&row.loinc),
        text(feed.display(&row.loinc)),
        TEST,
        text(&row.test),
        text(&row.test),
        text(&format!("Patient/{}", row.patient)),
        text(&format!("Encounter/E-{}", row.patient)),
        text(&instant(&row.collected)),
        text(&row.sender)
    ));
    if !row.value.is_empty() {
        parts.push(format!(r#""valueQuantity":{}"#, quantity(&row.value, &row.unit)));
    } else if !row.absent_reason.is_empty() {
        parts.push(format!(
            concat!(
                r#""dataAbsentReason":{{"coding":[{{"system":"{}","#,
                r#""code":"not-performed","display":"Not Performed"}}],"text":{}}}"#
            ),
            ABSENT,
            text(&row.absent_reason)
        ));
    }
    if !row.note.is_empty() {
        parts.push(format!(r#""note":[{{"text":{}}}]"#, text(&row.note)));
    }
    parts.push(format!(
        r#""specimen":{{"reference":{}}}"#,
        text(&format!("Specimen/{}", row.sample))
    ));
    let ends = [("low", &row.low), ("high", &row.high)];
    let ends: Vec<String> = ends
        .iter()
        .filter(|(_, end)| !end.is_empty())
        .map(|(name, end)| format!(r#""{name}":{}"#, quantity(end, &row.unit)))
        .collect();
    if !ends.is_empty() {
        parts.push(format!(r#""referenceRange":[{{{}}}]"#, ends.join(",")));
    }
    format!("{{{}}}", parts.join(","))
}

/// A number of the record, its decimals as they are, with its unit.
fn quantity(number: &str, unit: &str) -> String {
    format!(r#"{{"value":{number},"unit":{0},"system":"{UCUM}","code":{0}}}"#, text(unit))
}

/// FHIR wants seconds: `2025-03-03T07:10+01:00` is `2025-03-03T07:10:00+01:00`.
fn instant(time: &str) -> String {
    match time.split_at_checked(16) {
        Some((minutes, offset)) => format!("{minutes}:00{offset}"),
        None => time.to_owned(),
    }
}
