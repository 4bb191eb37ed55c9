//! Writing HL7: messages of a sample's results.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::segment::Draft;
use super::{ABSENT, PREVIOUS, REMARK, SEX, STATUS};
use crate::dataset::{Dataset, Feed};
use crate::feed::Row;
use crate::guard::{FormatError, FormatProblem};
use crate::table::Table;

/// Writes a feed's table.
pub fn write(dataset: &Dataset, table: &Table, out: impl Write) -> io::Result<()> {
    let mut writer = Writer::new(dataset, out).map_err(io::Error::other)?;
    writer.table(table)?;
    writer.finish().map(drop)
}

/// Writes tables of a feed one after the other; each holds the samples it begins.
pub struct Writer<'a, W> {
    dataset: &'a Dataset,
    feed: &'a Feed,
    out: W,
}

impl<'a, W: Write> Writer<'a, W> {
    /// A writer for a dataset that has a feed.
    pub fn new(dataset: &'a Dataset, out: W) -> Result<Self, FormatError> {
        let feed = dataset.feed.as_ref().ok_or(FormatProblem::NoFeed.at(1))?;
        Ok(Self { dataset, feed, out })
    }

    /// Writes the rows of a table: sample by sample, message by message.
    pub fn table(&mut self, table: &Table) -> io::Result<()> {
        let rows = Row::all(self.dataset, self.feed, table).map_err(io::Error::other)?;
        for sample in rows.chunk_by(|a, b| a.sample == b.sample) {
            let mut messages: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
            for row in sample {
                messages.entry(&row.message).or_default().push(row);
            }
            for rows in messages.values() {
                self.out.write_all(message(self.feed, rows).as_bytes())?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

fn message(feed: &Feed, rows: &[&Row]) -> String {
    let first = rows[0];
    let received = stamp(&first.received);
    let preliminary = rows.iter().all(|row| row.status == "preliminary");
    let mut text = header(first, &received);
    let sex = code(&SEX, &first.sex);
    let segments = [
        Draft::new("PID")
            .set(1, "1")
            .components(3, &[&first.patient, "", "", "MEDLAB", "MR"])
            .components(5, &["SYNTHETIC", "PATIENT"])
            .set(7, &first.birth_year)
            .set(8, sex),
        Draft::new("PV1").set(1, "1").set(2, "I"),
        Draft::new("PV2").components(3, &["", &first.reason]),
        Draft::new("OBR")
            .set(1, "1")
            .components(3, &[&first.sample, "MEDLAB"])
            .components(4, &["11502-2", "Laboratory report", "LN"])
            .set(7, &stamp(&first.collected))
            .set(14, &received)
            .set(22, &received)
            .set(25, if preliminary { "P" } else { "F" }),
    ];
    text.extend(segments.iter().map(Draft::line));
    for (number, row) in rows.iter().enumerate() {
        text.push_str(&result(feed, number + 1, row));
    }
    text
}

/// The header tells which separators there are, so it is written as it stands. It marks the
/// message as training, for nobody in it exists.
fn header(row: &Row, sent: &str) -> String {
    let rest = Draft::new("MSH")
        .set(2, "LAB")
        .set(3, &row.sender)
        .set(4, "EHR")
        .set(5, "MEDLAB")
        .set(6, sent)
        .components(8, &["ORU", "R01", "ORU_R01"])
        .set(9, &row.message)
        .set(10, "T")
        .set(11, "2.5.1")
        .set(17, "UNICODE UTF-8");
    rest.line().replacen("MSH|", "MSH|^~\\&", 1)
}

fn result(feed: &Feed, number: usize, row: &Row) -> String {
    let range = match (row.low.as_str(), row.high.as_str()) {
        ("", "") => String::new(),
        ("", high) => format!("<{high}"),
        (low, "") => format!(">{low}"),
        (low, high) => format!("{low}-{high}"),
    };
    let mut text = Draft::new("OBX")
        .set(1, &number.to_string())
        .set(2, "NM")
        .components(
            3,
            &[&row.loinc, feed.display(&row.loinc), "LN", &row.test, &row.test, "L"],
        )
        .set(4, &row.result)
        .set(5, &row.value)
        .components(6, &[&row.unit, "", "UCUM"])
        .set(7, &range)
        .set(11, code(&STATUS, &row.status))
        .set(14, &stamp(&row.collected))
        .line();
    let notes =
        [(PREVIOUS, &row.previous), (ABSENT, &row.absent_reason), (REMARK, &row.note)];
    let notes = notes.iter().filter(|(_, note)| !note.is_empty());
    for (number, (kind, note)) in notes.enumerate() {
        let note = Draft::new("NTE")
            .set(1, &(number + 1).to_string())
            .set(2, "L")
            .set(3, note)
            .set(4, kind);
        text.push_str(&note.line());
    }
    text
}

fn code(table: &[(&str, &'static str)], name: &str) -> &'static str {
    table.iter().find(|(known, _)| *known == name).map_or("U", |(_, code)| code)
}

/// `2025-03-03T07:10+01:00` as `202503030710+0100`.
fn stamp(time: &str) -> String {
    let Some((minutes, offset)) = time.split_at_checked(16) else { return String::new() };
    let digits =
        |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match offset {
        "Z" => format!("{}+0000", digits(minutes)),
        offset => format!("{}{}{}", digits(minutes), &offset[..1], digits(&offset[1..])),
    }
}
