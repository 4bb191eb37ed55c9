//! Laboratory results in three formats, brought into one table.

use std::collections::BTreeMap;

use medlab::serde_json::{self, Value};

/// One result: as it was sent where a reader gives it, clean where `tidy` gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The laboratory's number of the result, such as `R000012`.
    pub result: String,
    /// The patient, such as `P00001`.
    pub patient: String,
    /// `female` or `male`.
    pub sex: String,
    /// The laboratory's own name of the test, such as `glucose`.
    pub test: String,
    /// The LOINC code.
    pub loinc: String,
    /// The result; none where there is none.
    pub value: Option<f64>,
    /// Its unit; empty where the format sends none because there is no value.
    pub unit: String,
    /// When the sample was taken: minutes since 1970-01-01T00:00 in UTC.
    pub collected: i64,
    /// When it came to the laboratory, likewise.
    pub received: i64,
    /// `preliminary`, `final` or `cancelled`.
    pub status: String,
    /// Why there is no value, where somebody says so.
    pub absent_reason: Option<String>,
}

/// The tests: the laboratory's name, the LOINC code in the table's unit, and this unit.
pub const TESTS: [(&str, &str, &str); 10] = [
    ("glucose", "14749-6", "mmol/L"),
    ("creatinine", "14682-9", "umol/L"),
    ("urea", "22664-7", "mmol/L"),
    ("sodium", "2951-2", "mmol/L"),
    ("potassium", "2823-3", "mmol/L"),
    ("chloride", "2075-0", "mmol/L"),
    ("calcium", "2000-8", "mmol/L"),
    ("haemoglobin", "718-7", "g/L"),
    ("haematocrit", "20570-8", "%"),
    ("crp", "1988-5", "mg/L"),
];

/// Minutes from 1970-01-01T00:00 to a date and a clock time, both in the same time zone.
pub fn minutes(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> i64 {
    // The year begins in March, so that a leap day ends it.
    let year = if month <= 2 { year - 1 } else { year };
    let days = 365 * year + year / 4 - year / 100 + year / 400
        + (153 * ((month + 9) % 12) + 2) / 5
        + day
        - 719_469;
    days * 1440 + hour * 60 + minute
}

/// The cells of a line of the CSV. No cell of this feed holds a comma or a line break.
pub fn cells(line: &str) -> Vec<&str> {
    line.trim_end().split(',').collect()
}

/// A text inside JSON, such as `text_at(&line, "/code/coding/0/code")`; empty where there is none.
pub fn text_at<'a>(json: &'a Value, path: &str) -> &'a str {
    json.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// A component of a field of an HL7 segment, both counted from 1, such as `field(line, 3, 4)` for
/// the fourth component of OBX-3; empty where there is none. Field 0 is the name of the
/// segment. (In MSH alone, the first separator counts as a field; you need nothing from there.)
pub fn field(segment: &str, number: usize, component: usize) -> &str {
    let field = segment.split('|').nth(number).unwrap_or_default();
    field.split('^').nth(component - 1).unwrap_or_default()
}

/// A text, if there is one: none where it is empty.
pub fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

/// A point in time as any of the three formats writes it: minutes since 1970-01-01T00:00 in UTC.
pub fn instant(text: &str) -> i64 {
    // The clock and the offset; in a date, a dash is no sign of an offset.
    let at = text.rfind(['Z', '+']).or_else(|| text.rfind('-').filter(|at| *at > 10));
    let (clock, offset) = text.split_at(at.unwrap_or(text.len()));
    let digits: Vec<char> = clock.chars().filter(char::is_ascii_digit).collect();
    let number = |from: usize, to: usize| {
        let text: String = digits.get(from..to).unwrap_or_default().iter().collect();
        text.parse::<i64>().unwrap_or(0)
    };
    let local = minutes(number(0, 4), number(4, 6), number(6, 8), number(8, 10), number(10, 12));
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let ahead = digits.parse::<i64>().unwrap_or(0);
    let ahead = ahead / 100 * 60 + ahead % 100;
    // Where clocks are ahead of UTC, it is earlier there than they say.
    if offset.starts_with('-') { local + ahead } else { local - ahead }
}

/// The results of a CSV, as they were sent. The header says which column is which.
pub fn read_csv(text: &str) -> Vec<Row> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let names = cells(lines.next().unwrap_or_default());
    let row = |line: &str| {
        let cells = cells(line);
        let at = |name: &str| {
            let place = names.iter().position(|known| *known == name);
            place.and_then(|place| cells.get(place)).copied().unwrap_or_default().to_string()
        };
        Row {
            result: at("result"),
            patient: at("patient"),
            sex: at("sex"),
            test: at("test"),
            loinc: at("loinc"),
            value: at("value").parse().ok(),
            unit: at("unit"),
            collected: instant(&at("collected")),
            received: instant(&at("received")),
            status: at("status"),
            absent_reason: some(&at("absent_reason")),
        }
    };
    lines.map(row).collect()
}

/// The results of FHIR resources, one a line, as they were sent.
pub fn read_fhir(text: &str) -> Vec<Row> {
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let resources: Vec<Value> = lines.collect();
    let of = |kind: &'static str| {
        resources.iter().filter(move |resource| text_at(resource, "/resourceType") == kind)
    };
    // Whoever is referred to may come later.
    let sexes: BTreeMap<&str, &str> =
        of("Patient").map(|patient| (text_at(patient, "/id"), text_at(patient, "/gender"))).collect();
    let arrivals: BTreeMap<&str, &str> = of("Specimen")
        .map(|specimen| (text_at(specimen, "/id"), text_at(specimen, "/receivedTime")))
        .collect();
    let row = |observation: &Value| {
        let at = |path: &str| text_at(observation, path);
        let patient = at("/subject/reference").trim_start_matches("Patient/");
        let specimen = at("/specimen/reference").trim_start_matches("Specimen/");
        let quantity = observation.pointer("/valueQuantity/value");
        Row {
            result: of_system(observation, "/identifier", "urn:medlab:result", "/value"),
            patient: patient.to_string(),
            sex: sexes.get(patient).copied().unwrap_or_default().to_string(),
            test: of_system(observation, "/code/coding", "urn:medlab:test", "/code"),
            loinc: of_system(observation, "/code/coding", "http://loinc.org", "/code"),
            value: quantity.and_then(Value::as_f64),
            unit: at("/valueQuantity/code").to_string(),
            collected: instant(at("/effectiveDateTime")),
            received: instant(arrivals.get(specimen).copied().unwrap_or_default()),
            status: at("/status").to_string(),
            absent_reason: some(at("/dataAbsentReason/text")),
        }
    };
    of("Observation").map(row).collect()
}

/// What stands in a list beside a system.
fn of_system(json: &Value, list: &str, system: &str, path: &str) -> String {
    let entries = json.pointer(list).and_then(Value::as_array);
    let mut entries = entries.into_iter().flatten();
    let entry = entries.find(|entry| text_at(entry, "/system") == system);
    entry.map(|entry| text_at(entry, path)).unwrap_or_default().to_string()
}

/// The results of HL7 messages, as they were sent.
pub fn read_hl7(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut patient, mut sex, mut received) = ("", "", 0);
    for segment in text.split(['\r', '\n']) {
        match field(segment, 0, 1) {
            "PID" => {
                patient = field(segment, 3, 1);
                sex = if field(segment, 8, 1) == "F" { "female" } else { "male" };
            }
            "OBR" => received = instant(field(segment, 14, 1)),
            "OBX" => rows.push(Row {
                result: field(segment, 4, 1).to_string(),
                patient: patient.to_string(),
                sex: sex.to_string(),
                test: field(segment, 3, 4).to_string(),
                loinc: field(segment, 3, 1).to_string(),
                value: field(segment, 5, 1).parse().ok(),
                unit: field(segment, 6, 1).to_string(),
                collected: instant(field(segment, 14, 1)),
                received,
                status: match field(segment, 11, 1) {
                    "P" => "preliminary",
                    "X" => "cancelled",
                    _ => "final",
                }
                .to_string(),
                absent_reason: None,
            }),
            "NTE" if field(segment, 4, 1) == "ABSENT" => {
                if let Some(row) = rows.last_mut() {
                    row.absent_reason = some(field(segment, 3, 1));
                }
            }
            _ => {}
        }
    }
    rows
}

/// The clean table: each result once, in the unit and with the code of `TESTS`.
pub fn tidy(sent: Vec<Row>) -> Vec<Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for row in sent {
        let better = |known: &Row| known.status == "preliminary";
        if rows.get(&row.result).is_none_or(better) {
            rows.insert(row.result.clone(), row);
        }
    }
    rows.into_values().map(clean).collect()
}

fn clean(mut row: Row) -> Row {
    // The unit beside the value decides, not the code.
    if row.unit == "mg/dL" {
        row.value = row.value.map(|value| value * per_mg_dl(&row.test));
    }
    if let Some((_, loinc, unit)) = TESTS.iter().find(|(test, ..)| *test == row.test) {
        (row.loinc, row.unit) = (loinc.to_string(), unit.to_string());
    }
    // A sample is in the laboratory within the hour.
    let on_the_way = row.received - row.collected;
    if on_the_way > 60 {
        row.collected += 60;
    } else if on_the_way < 0 {
        row.collected -= 60;
    }
    row
}

/// What 1 mg/dL is in the table's unit: 10 mg in a litre, by the molar mass in g/mol.
fn per_mg_dl(test: &str) -> f64 {
    match test {
        "glucose" => 10.0 / 180.16,
        "creatinine" => 10_000.0 / 113.12,
        "urea" => 10.0 / 60.06,
        "calcium" => 10.0 / 40.08,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The same result in each format, as the instructions show it.
    const CSV: &str = "result,patient,sample,message,sex,birth_year,reason,laboratory,test,loinc,value,unit,low,high,previous,collected,received,status,absent_reason,note\n\
        R000031,P00002,S00004,S00004-2,male,1948,chest pain,satellite,glucose,2345-7,128,mg/dL,70,141,110,2025-03-05T08:00Z,2025-03-05T08:11Z,final,,\n";
    const FHIR: &str = concat!(
        r#"{"resourceType":"Patient","id":"P00002","gender":"male","birthDate":"1948"}"#, "\n",
        r#"{"resourceType":"Specimen","id":"S00004","subject":{"reference":"Patient/P00002"},"receivedTime":"2025-03-05T08:11:00Z","collection":{"collectedDateTime":"2025-03-05T08:00:00Z"}}"#, "\n",
        r#"{"resourceType":"Observation","id":"R000031-2","identifier":[{"system":"urn:medlab:result","value":"R000031"},{"system":"urn:medlab:message","value":"S00004-2"}],"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7"},{"system":"urn:medlab:test","code":"glucose"}],"text":"glucose"},"subject":{"reference":"Patient/P00002"},"effectiveDateTime":"2025-03-05T08:00:00Z","valueQuantity":{"value":128,"unit":"mg/dL","system":"http://unitsofmeasure.org","code":"mg/dL"},"specimen":{"reference":"Specimen/S00004"}}"#, "\n",
    );
    const HL7: &str = "MSH|^~\\&|LAB|satellite|EHR|MEDLAB|202503050811+0000||ORU^R01^ORU_R01|S00004-2|T|2.5.1\r\
        PID|1||P00002^^^MEDLAB^MR||SYNTHETIC^PATIENT||1948|M\r\
        PV1|1|I\r\
        PV2|||^chest pain\r\
        OBR|1||S00004^MEDLAB|11502-2^Laboratory report^LN|||202503050800+0000|||||||202503050811+0000||||||||202503050811+0000|||F\r\
        OBX|1|NM|2345-7^Glucose [Mass/volume] in Serum or Plasma^LN^glucose^glucose^L|R000031|128|mg/dL^^UCUM|70-141||||F|||202503050800+0000\r\
        NTE|1|L|110|PREVIOUS\r";

    #[test]
    fn minutes_are_counted_from_1970() {
        assert_eq!(minutes(1970, 1, 1, 0, 0), 0);
        assert_eq!(minutes(2025, 3, 5, 8, 0), 20_152 * 1440 + 480);
    }

    #[test]
    fn the_same_result_in_three_formats_is_the_same_row() {
        let rows = [read_csv(CSV), read_fhir(FHIR), read_hl7(HL7)];
        for row in &rows {
            assert_eq!(row, &rows[0]);
        }
        let clean = tidy(rows.concat());
        assert_eq!(clean.len(), 1);
        assert_eq!((clean[0].loinc.as_str(), clean[0].unit.as_str()), ("14749-6", "mmol/L"));
        assert!((clean[0].value.unwrap() - 7.1).abs() < 0.03);
    }
}
