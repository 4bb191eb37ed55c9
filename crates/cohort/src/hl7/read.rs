//! Reading HL7: from segments to rows of a feed.

use std::collections::BTreeSet;

use super::segment::Segment;
use super::{ABSENT, PREVIOUS, REMARK, SEX, STATUS};
use crate::dataset::Dataset;
use crate::feed::Row;
use crate::guard::{FormatError, FormatProblem, Limits, lines, shortened};
use crate::table::Table;

/// The separators of this feed; another sender may choose others, which is refused.
const SEPARATORS: &str = "^~\\&";

/// The rows of a file that [`write`](super::write) could have written, every cell a text as it
/// stood there, message by message.
///
/// Segments end with a carriage return, a line feed or both. Fields that this feed does not use
/// are passed over; other segments are refused.
pub fn read(
    dataset: &Dataset,
    file: &[u8],
    limits: &Limits,
) -> Result<Table, FormatError> {
    let feed = dataset.feed.as_ref().ok_or(FormatProblem::NoFeed.at(1))?;
    let ends = |byte| matches!(byte, b'\r' | b'\n');
    let mut reader = Reader::default();
    for (line, text) in lines(file, ends, limits)? {
        reader.segment(&Segment::new(text, line))?;
    }
    Ok(Row::table(dataset, feed, reader.rows))
}

/// What the message says so far.
#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    messages: BTreeSet<String>,
    /// What stands above the results.
    head: Row,
    /// The segments of this message that came, in order.
    came: Vec<&'static str>,
}

impl Reader {
    fn segment(&mut self, segment: &Segment<'_>) -> Result<(), FormatError> {
        match segment.name {
            "MSH" => self.message(segment),
            "PID" => self.patient(segment),
            "PV1" => self.after("PID", "PV1", segment),
            "PV2" => {
                self.after("PV1", "PV2", segment)?;
                self.head.reason = segment.needed(3, 2, "why in hospital")?;
                Ok(())
            }
            "OBR" => self.sample(segment),
            "OBX" => self.result(segment),
            "NTE" => self.note(segment),
            other => {
                let found = shortened(other);
                Err(FormatProblem::Unknown { found }.at(segment.line))
            }
        }
    }

    /// Segments come in the order of the message's structure.
    fn after(
        &mut self,
        before: &'static str,
        name: &'static str,
        segment: &Segment<'_>,
    ) -> Result<(), FormatError> {
        if self.came.last() != Some(&before) {
            return Err(FormatProblem::Missing { name: before }.at(segment.line));
        }
        self.came.push(name);
        Ok(())
    }

    fn message(&mut self, segment: &Segment<'_>) -> Result<(), FormatError> {
        // The separator after the name counts as field 1, so fields are one further here.
        let unexpected = |field: usize, text: &str| {
            let found = shortened(text);
            Err(segment.wrong(FormatProblem::Unexpected { found }, field))
        };
        if segment.raw(1) != SEPARATORS {
            return unexpected(2, segment.raw(1));
        }
        if !segment.raw(8).starts_with("ORU^R01") {
            return unexpected(9, segment.raw(8));
        }
        let message = segment.needed(9, 1, "the message's ID")?;
        if !self.messages.insert(message.clone()) {
            let id = shortened(&message);
            return Err(segment.wrong(FormatProblem::IdTwice { id }, 10));
        }
        let sender = segment.needed(3, 1, "the sender")?;
        self.head = Row { message, sender, ..Row::default() };
        self.came = vec!["MSH"];
        Ok(())
    }

    fn patient(&mut self, segment: &Segment<'_>) -> Result<(), FormatError> {
        self.after("MSH", "PID", segment)?;
        self.head.patient = segment.needed(3, 1, "the patient")?;
        self.head.birth_year = segment.needed(7, 1, "the year of birth")?;
        self.head.sex = named(&SEX, segment, 8)?;
        Ok(())
    }

    fn sample(&mut self, segment: &Segment<'_>) -> Result<(), FormatError> {
        self.after("PV2", "OBR", segment)?;
        self.head.sample = segment.needed(3, 1, "the sample")?;
        self.head.collected = time(segment, 7)?;
        self.head.received = time(segment, 14)?;
        Ok(())
    }

    fn result(&mut self, segment: &Segment<'_>) -> Result<(), FormatError> {
        if !self.came.contains(&"OBR") {
            return Err(FormatProblem::Missing { name: "OBR" }.at(segment.line));
        }
        self.came.push("OBX");
        let value = segment.text(5, 1)?;
        if !value.is_empty() && !is_number(&value) {
            let found = shortened(&value);
            return Err(segment.wrong(FormatProblem::Unexpected { found }, 5));
        }
        let range = segment.text(7, 1)?;
        let (low, high) = match (range.strip_prefix('<'), range.strip_prefix('>')) {
            (Some(high), _) => ("", high),
            (_, Some(low)) => (low, ""),
            _ => range.split_once('-').unwrap_or(("", "")),
        };
        self.rows.push(Row {
            loinc: segment.needed(3, 1, "the code")?,
            test: segment.needed(3, 4, "the test")?,
            result: segment.needed(4, 1, "the result's ID")?,
            value,
            unit: segment.needed(6, 1, "the unit")?,
            low: low.to_owned(),
            high: high.to_owned(),
            status: named(&STATUS, segment, 11)?,
            ..self.head.clone()
        });
        Ok(())
    }

    fn note(&mut self, segment: &Segment<'_>) -> Result<(), FormatError> {
        if self.came.last() != Some(&"OBX") {
            return Err(FormatProblem::Missing { name: "OBX" }.at(segment.line));
        }
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        let text = segment.text(3, 1)?;
        let kind = segment.text(4, 1)?;
        match kind.as_str() {
            PREVIOUS => row.previous = text,
            ABSENT => row.absent_reason = text,
            REMARK => row.note = text,
            other => {
                let found = shortened(other);
                return Err(segment.wrong(FormatProblem::Unexpected { found }, 4));
            }
        }
        Ok(())
    }
}

/// What the record calls a code of a table.
fn named(
    table: &[(&str, &str)],
    segment: &Segment<'_>,
    field: usize,
) -> Result<String, FormatError> {
    let code = segment.text(field, 1)?;
    let name = table.iter().find(|(_, known)| *known == code).map(|(name, _)| *name);
    name.map(str::to_owned).ok_or_else(|| {
        let found = shortened(&code);
        segment.wrong(FormatProblem::Unexpected { found }, field)
    })
}

/// `202503030710+0100` as `2025-03-03T07:10+01:00`.
fn time(segment: &Segment<'_>, field: usize) -> Result<String, FormatError> {
    let text = segment.text(field, 1)?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let sound = text.len() == 17
        && text.is_ascii()
        && digits(&text[..12])
        && matches!(&text[12..13], "+" | "-")
        && digits(&text[13..]);
    if !sound {
        let found = shortened(&text);
        return Err(segment.wrong(FormatProblem::Unexpected { found }, field));
    }
    let (date, offset) = text.split_at(12);
    let offset = match offset {
        "+0000" => "Z".to_owned(),
        offset => format!("{}:{}", &offset[..3], &offset[3..]),
    };
    Ok(format!(
        "{}-{}-{}T{}:{}{offset}",
        &date[..4],
        &date[4..6],
        &date[6..8],
        &date[8..10],
        &date[10..]
    ))
}

/// Whether a text is a number of HL7's type NM.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    [whole, part].iter().all(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
