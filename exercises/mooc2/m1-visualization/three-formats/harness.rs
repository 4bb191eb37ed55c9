//! What stands between the judge and your readers. It is part of the exercise: leave it as it is.
//!
//! A format of which nothing came is not read. What the readers give goes together through `tidy`,
//! and the rows go back as columns, times as texts in UTC.

use std::process::ExitCode;

use medlab::harness::{Answer, Inputs, Refused, Unknown, serve};
use submission::Row;

fn call(function: &str, inputs: &Inputs) -> Result<Answer, Refused> {
    match function {
        "table" => {
            let readers: [(&str, fn(&str) -> Vec<Row>); 3] = [
                ("csv", submission::read_csv),
                ("fhir", submission::read_fhir),
                ("hl7", submission::read_hl7),
            ];
            let mut sent = Vec::new();
            for (format, read) in readers {
                let text = inputs.text(format)?.unwrap_or_default();
                if !text.is_empty() {
                    sent.extend(read(text));
                }
            }
            Ok(columns(&submission::tidy(sent)))
        }
        _ => Err(Unknown.into()),
    }
}

fn columns(rows: &[Row]) -> Answer {
    let texts = |of: &dyn Fn(&Row) -> String| -> Answer {
        rows.iter().map(of).collect::<Vec<_>>().into()
    };
    let values: Vec<f64> = rows.iter().map(|row| row.value.unwrap_or(f64::NAN)).collect();
    Answer::record([
        ("result", texts(&|row| row.result.clone())),
        ("patient", texts(&|row| row.patient.clone())),
        ("sex", texts(&|row| row.sex.clone())),
        ("test", texts(&|row| row.test.clone())),
        ("loinc", texts(&|row| row.loinc.clone())),
        ("value", values.into()),
        ("unit", texts(&|row| row.unit.clone())),
        ("collected", texts(&|row| utc(row.collected))),
        ("received", texts(&|row| utc(row.received))),
        ("status", texts(&|row| row.status.clone())),
        ("absent_reason", texts(&|row| row.absent_reason.clone().unwrap_or_default())),
    ])
}

/// Minutes since 1970-01-01T00:00 in UTC as a text, such as `2025-03-03T04:41Z`.
fn utc(minutes: i64) -> String {
    let (days, minute) = (minutes.div_euclid(1440), minutes.rem_euclid(1440));
    let mut year = 1970;
    let mut day = days;
    let long = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if !(0..200_000).contains(&day) {
        return format!("{minutes} minutes since 1970");
    }
    while day >= 365 + i64::from(long(year)) {
        day -= 365 + i64::from(long(year));
        year += 1;
    }
    let february = 28 + i64::from(long(year));
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}T{:02}:{:02}Z", day + 1, minute / 60, minute % 60)
}

fn main() -> ExitCode {
    serve(call)
}
