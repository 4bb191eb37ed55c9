//! A program as a learner's, that reads a feed with the house's readers and makes it tidy, step by
//! step, so that a step can be left out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use medlab_cohort::guard::Limits;
use medlab_cohort::{Dataset, Table, fhir, hl7};
use medlab_protocol::session::{End, Ran, Run};
use medlab_protocol::{Call, Value};

use crate::code::Solver;
use crate::code::solver::Unsolved;
use crate::code::spec::FunctionSpec;

const DATASET: &str = include_str!("../../../../../../datasets/lab-feed/dataset.toml");

const SPEC: &str = r#"
name = "table"
label = "One table"
tidies = ["result", "patient", "sex", "test", "loinc", "value", "unit", "collected", "received", "status", "absent_reason"]
within_relative = 0.002
ordinary = 1500
"#;

/// Read once: every row asks for it.
pub(super) fn dataset() -> &'static Dataset {
    static READ: LazyLock<Dataset> =
        LazyLock::new(|| Dataset::parse("dataset.toml", DATASET).unwrap());
    &READ
}

pub(super) fn spec() -> FunctionSpec {
    toml::from_str(SPEC).unwrap()
}

pub(super) type Row = BTreeMap<String, String>;

/// A program as a learner's: reads what was sent, makes it tidy, and gives columns back.
pub(super) struct Program {
    pub(super) dataset: &'static Dataset,
    /// How the table is made of the rows that were sent.
    pub(super) tidy: fn(Vec<Row>) -> Vec<Row>,
    /// What is done to the answer before it is given.
    pub(super) given: fn(Value, usize) -> Value,
    /// How often it was called.
    pub(super) calls: usize,
}

impl Solver for Program {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        let call = Call::decode(&run.input).map_err(|_| Unsolved)?;
        let Some(Value::Record(fields)) = call.inputs.first() else {
            return Err(Unsolved);
        };
        let texts: Vec<&str> = fields
            .iter()
            .map(|(_, text)| match text {
                Value::Text(text) => text.as_str(),
                _ => "",
            })
            .collect();
        let sent = self.read(texts[0], texts[1], texts[2]);
        let answer = (self.given)(columns(&(self.tidy)(sent)), self.calls);
        self.calls += 1;
        let (end, fuel, printed) = (End::Returned, 1, Vec::new());
        Ok(Ran { end, fuel, answer: answer.encode(), printed })
    }

    fn counts_fuel(&self) -> bool {
        true
    }
}

impl Program {
    fn read(&self, csv: &str, fhir: &str, hl7: &str) -> Vec<Row> {
        let mut lines = csv.lines();
        let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        let row = |line: &str| {
            let cells = head.iter().zip(line.split(','));
            cells.map(|(name, cell)| (name.to_string(), cell.to_string())).collect()
        };
        let mut rows: Vec<Row> = lines.map(row).collect();
        // The house's reader asks that what is referred to comes before.
        let place = |line: &&str| {
            ["Patient", "Encounter", "Specimen", "Observation"]
                .iter()
                .position(|kind| line.contains(&format!("\"resourceType\":\"{kind}\"")))
        };
        let mut lines: Vec<&str> = fhir.lines().collect();
        lines.sort_by_key(place);
        let limits = Limits::default();
        let tables = [
            fhir::read(self.dataset, lines.join("\n").as_bytes(), &limits).unwrap(),
            hl7::read(self.dataset, hl7.as_bytes(), &limits).unwrap(),
        ];
        rows.extend(tables.iter().flat_map(rows_of));
        rows
    }
}

fn rows_of(table: &Table) -> Vec<Row> {
    let cell = |row: usize| {
        let columns = table.columns().iter();
        columns.map(|c| (c.name.clone(), c.text(row).into_owned())).collect()
    };
    (0..table.rows()).map(cell).collect()
}

fn columns(rows: &[Row]) -> Value {
    let column = |name: &String| {
        let texts: Vec<String> = rows.iter().map(|row| row[name].clone()).collect();
        let column = match name.as_str() {
            "value" => {
                let value = |text: &String| text.parse().unwrap_or(f64::NAN);
                Value::Numbers(texts.iter().map(value).collect())
            }
            _ => Value::Texts(texts),
        };
        (name.clone(), column)
    };
    Value::Record(spec().tidies.iter().map(column).collect())
}

fn minutes(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    // All in one month.
    let local = (number(8, 10) * 24 + number(11, 13)) * 60 + number(14, 16);
    if text.ends_with('Z') { local } else { local - 60 }
}

fn utc(minutes: i64) -> String {
    let (day, minute) = (minutes / 1440, minutes % 1440);
    format!("2025-03-{day:02}T{:02}:{:02}Z", minute / 60, minute % 60)
}

pub(super) fn set(row: &mut Row, name: &str, text: &str) {
    row.insert(name.into(), text.into());
}

pub(super) fn once(rows: Vec<Row>) -> Vec<Row> {
    let mut kept: BTreeMap<String, Row> = BTreeMap::new();
    for row in rows {
        let known = kept.get(&row["result"]);
        if known.is_none_or(|known| known["status"] == "preliminary") {
            kept.insert(row["result"].clone(), row);
        }
    }
    kept.into_values().collect()
}

pub(super) fn in_si(row: &mut Row) {
    let of = dataset().feed.as_ref().unwrap();
    let of = &of.results[of.position(&row["test"]).unwrap()];
    if let (Some(other), Ok(value)) = (&of.other, row["value"].parse::<f64>())
        && row["unit"] == other.unit
    {
        set(row, "value", &(value / other.factor).to_string());
    }
}

pub(super) fn coded(row: &mut Row) {
    const UNITS: [(&str, &str); 4] = [
        ("creatinine", "umol/L"),
        ("haemoglobin", "g/L"),
        ("haematocrit", "%"),
        ("crp", "mg/L"),
    ];
    let of = dataset().feed.as_ref().unwrap();
    let code = &of.results[of.position(&row["test"]).unwrap()].code;
    set(row, "loinc", code);
    let unit = UNITS.iter().find(|(test, _)| *test == row["test"]);
    set(row, "unit", unit.map_or("mmol/L", |(_, unit)| unit));
}

pub(super) fn timed(row: &mut Row) {
    let (mut collected, received) =
        (minutes(&row["collected"]), minutes(&row["received"]));
    match received - collected {
        gap if gap > 60 => collected += 60,
        gap if gap < 0 => collected -= 60,
        _ => {}
    }
    set(row, "collected", &utc(collected));
    set(row, "received", &utc(received));
}

pub(super) fn each(mut rows: Vec<Row>, steps: &[fn(&mut Row)]) -> Vec<Row> {
    rows.iter_mut().for_each(|row| steps.iter().for_each(|step| step(row)));
    rows
}

pub(super) fn right(rows: Vec<Row>) -> Vec<Row> {
    each(once(rows), &[in_si, coded, timed])
}
