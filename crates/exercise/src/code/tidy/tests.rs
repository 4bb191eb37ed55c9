//! A clean table is held against tables that are right, and wrong in one way each.

use std::collections::BTreeMap;

use medlab_cohort::guard::Limits;
use medlab_cohort::{Dataset, Key, Table, fhir, hl7};
use medlab_protocol::session::{End, Ran, Run};
use medlab_protocol::{Call, Value};

use super::{Sending, judged};
use crate::code::Solver;
use crate::code::failure::Failure;
use crate::code::solver::Unsolved;
use crate::code::spec::{CodeSpec, FunctionSpec};
use crate::code::trial::{Caller, Tried};

const DATASET: &str = include_str!("../../../../../datasets/lab-feed/dataset.toml");

const SPEC: &str = r#"
name = "table"
label = "One table"
tidies = ["result", "patient", "sex", "test", "loinc", "value", "unit", "collected", "received", "status", "absent_reason"]
within_relative = 0.002
ordinary = 1500
"#;

fn dataset() -> Dataset {
    Dataset::parse("dataset.toml", DATASET).unwrap()
}

fn spec() -> FunctionSpec {
    toml::from_str(SPEC).unwrap()
}

type Row = BTreeMap<String, String>;

/// A program as a learner's: reads what was sent, makes it tidy, and gives columns back.
struct Program {
    dataset: Dataset,
    /// How the table is made of the rows that were sent.
    tidy: fn(Vec<Row>) -> Vec<Row>,
    /// What is done to the answer before it is given.
    given: fn(Value, usize) -> Value,
    /// How often it was called.
    calls: usize,
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
                .position(|kind| line.starts_with(&format!("{{\"resourceType\":\"{kind}\"")))
        };
        let mut lines: Vec<&str> = fhir.lines().collect();
        lines.sort_by_key(place);
        let limits = Limits::default();
        let tables = [
            fhir::read(&self.dataset, lines.join("\n").as_bytes(), &limits).unwrap(),
            hl7::read(&self.dataset, hl7.as_bytes(), &limits).unwrap(),
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

fn set(row: &mut Row, name: &str, text: &str) {
    row.insert(name.into(), text.into());
}

fn once(rows: Vec<Row>) -> Vec<Row> {
    let mut kept: BTreeMap<String, Row> = BTreeMap::new();
    for row in rows {
        let known = kept.get(&row["result"]);
        if known.is_none_or(|known| known["status"] == "preliminary") {
            kept.insert(row["result"].clone(), row);
        }
    }
    kept.into_values().collect()
}

fn in_si(row: &mut Row) {
    let of = dataset().feed.unwrap();
    let of = &of.results[of.position(&row["test"]).unwrap()];
    if let (Some(other), Ok(value)) = (&of.other, row["value"].parse::<f64>())
        && row["unit"] == other.unit
    {
        set(row, "value", &(value / other.factor).to_string());
    }
}

fn coded(row: &mut Row) {
    const UNITS: [(&str, &str); 4] =
        [("creatinine", "umol/L"), ("haemoglobin", "g/L"), ("haematocrit", "%"), ("crp", "mg/L")];
    let of = dataset().feed.unwrap();
    let code = &of.results[of.position(&row["test"]).unwrap()].code;
    set(row, "loinc", code);
    let unit = UNITS.iter().find(|(test, _)| *test == row["test"]);
    set(row, "unit", unit.map_or("mmol/L", |(_, unit)| unit));
}

fn timed(row: &mut Row) {
    let (mut collected, received) = (minutes(&row["collected"]), minutes(&row["received"]));
    match received - collected {
        gap if gap > 60 => collected += 60,
        gap if gap < 0 => collected -= 60,
        _ => {}
    }
    set(row, "collected", &utc(collected));
    set(row, "received", &utc(received));
}

fn each(mut rows: Vec<Row>, steps: &[fn(&mut Row)]) -> Vec<Row> {
    rows.iter_mut().for_each(|row| steps.iter().for_each(|step| step(row)));
    rows
}

fn right(rows: Vec<Row>) -> Vec<Row> {
    each(once(rows), &[in_si, coded, timed])
}

fn tried(tidy: fn(Vec<Row>) -> Vec<Row>, given: fn(Value, usize) -> Value) -> Tried {
    let (dataset, spec, key) = (dataset(), spec(), Key::new([7; 32]));
    let mut program = Program { dataset: dataset.clone(), tidy, given, calls: 0 };
    let code = CodeSpec { fuel: 1, memory: 1 };
    let mut caller = Caller::new(&mut program, &spec, code, &key);
    let sending = Sending::drawn(&dataset, &key, &caller).unwrap();
    let mut tried = Tried::default();
    judged(&mut caller, &sending, &mut tried).unwrap();
    tried
}

/// The measures below 1, without `code.table.`.
fn short(tried: &Tried) -> Vec<&str> {
    let measured = tried.evidence.iter();
    measured
        .filter(|(_, found)| found.number().is_none_or(|share| share < 1.0))
        .map(|(name, _)| name.strip_prefix("code.table").unwrap().trim_start_matches('.'))
        .collect()
}

fn as_it_is(value: Value, _: usize) -> Value {
    value
}

#[test]
fn a_right_table_is_right_in_every_cell() {
    let tried = tried(right, as_it_is);
    assert!(tried.failed.is_empty(), "{:?}", tried.failed);
    assert_eq!(short(&tried), [""; 0]);
    let names = super::CHECKS.iter().chain(&["csv", "fhir", "hl7", "ordinary", "steady"]);
    for name in names.chain(&["permuted", "degenerate"]) {
        let found = &tried.evidence[&format!("code.table.{name}")];
        assert_eq!(found.number(), Some(1.0), "{name}");
    }
}

#[test]
fn each_misconception_costs_its_own_measure() {
    type Tidy = fn(Vec<Row>) -> Vec<Row>;
    let cases: [(Tidy, &[&str]); 8] = [
        (|rows| each(once(rows), &[coded, timed]), &["", "units"]),
        (
            |rows| {
                let mut first: BTreeMap<String, Row> = BTreeMap::new();
                for row in rows {
                    first.entry(row["result"].clone()).or_insert(row);
                }
                each(first.into_values().collect(), &[in_si, coded, timed])
            },
            &["", "duplicates", "permuted"],
        ),
        (|rows| each(rows, &[in_si, coded, timed]), &["", "duplicates", "rows"]),
        (
            |rows| {
                let local = |row: &mut Row| {
                    for name in ["collected", "received"] {
                        let text = row[name][..16].to_string() + "Z";
                        set(row, name, &text);
                    }
                };
                each(once(rows), &[in_si, coded, local])
            },
            &["", "clocks", "zones"],
        ),
        (
            |rows| {
                let code = |row: &mut Row| {
                    let sent = row["loinc"].clone();
                    coded(row);
                    set(row, "loinc", &sent);
                };
                each(once(rows), &[in_si, code, timed])
            },
            &["", "codes"],
        ),
        (
            |rows| {
                let mut rows = right(rows);
                rows.retain(|row| !row["value"].is_empty());
                rows
            },
            &["", "missing", "rows"],
        ),
        (
            |rows| {
                let zero = |row: &mut Row| {
                    if row["value"].is_empty() {
                        set(row, "value", "0");
                    }
                };
                each(right(rows), &[zero])
            },
            &["", "missing"],
        ),
        (
            |rows| {
                let letter = |row: &mut Row| {
                    let letter = row["sex"][..1].to_string();
                    set(row, "sex", &letter);
                };
                each(right(rows), &[letter])
            },
            &["", "csv", "degenerate", "fhir", "hl7", "ordinary"],
        ),
    ];
    for (at, (tidy, expected)) in cases.into_iter().enumerate() {
        let tried = tried(tidy, as_it_is);
        assert_eq!(short(&tried), expected, "case {at}");
        assert_eq!(tried.failed.len(), 1, "case {at}");
    }
}

#[test]
fn what_is_wrong_is_shown_with_what_was_sent() {
    let units = tried(|rows| each(once(rows), &[coded, timed]), as_it_is);
    let case = &units.failed[0];
    assert_eq!((case.kind.as_str(), case.failure), ("units", Failure::WrongValue));
    let seen = case.seen.as_ref().unwrap();
    for part in ["by = \"csv\"", "column = \"value\"", "mg/dL"] {
        assert!(seen.inputs.contains(part), "{seen:?}");
    }
    let number = |text: &Option<String>| text.as_ref().unwrap().parse::<f64>().unwrap();
    assert!((number(&seen.came) - number(&seen.expected)).abs() > 0.1, "{seen:?}");
    let lost = tried(|rows| right(rows).into_iter().skip(1).collect(), as_it_is);
    assert_eq!(lost.failed[0].failure, Failure::LostRow);
    let more = tried(
        |rows| {
            let mut rows = right(rows);
            rows.extend(rows.first().cloned().map(|mut row| {
                set(&mut row, "result", "R999999");
                row
            }));
            rows
        },
        as_it_is,
    );
    assert_eq!(more.failed[0].failure, Failure::ExtraRow);
    assert!(short(&more).contains(&"rows"));
}

#[test]
fn what_is_no_table_earns_nothing() {
    type Given = fn(Value, usize) -> Value;
    fn fields(value: Value) -> Vec<(String, Value)> {
        match value {
            Value::Record(fields) => fields,
            _ => Vec::new(),
        }
    }
    let cases: [Given; 5] = [
        |_, _| Value::Missing,
        |value, _| Value::Record(fields(value).into_iter().skip(1).collect()),
        |value, _| {
            let mut fields = fields(value);
            fields.push(("more".into(), Value::Texts(Vec::new())));
            Value::Record(fields)
        },
        |value, _| {
            let mut fields = fields(value);
            fields[5].1 = Value::Texts(Vec::new());
            Value::Record(fields)
        },
        |value, _| {
            let mut fields = fields(value);
            if let Value::Numbers(values) = &mut fields[5].1 {
                values.push(1.0);
            }
            Value::Record(fields)
        },
    ];
    for (at, given) in cases.into_iter().enumerate() {
        let tried = tried(right, given);
        for (name, found) in &tried.evidence {
            let steady = name.ends_with("steady");
            assert_eq!(found.number(), Some(f64::from(u8::from(steady))), "{at} {name}");
        }
        assert_eq!(tried.failed[0].failure, Failure::WrongShape, "{at}");
    }
    // An empty table reads nothing, though its cells are none.
    let empty = tried(|_| Vec::new(), as_it_is);
    for check in super::CHECKS {
        let found = &empty.evidence[&format!("code.table.{check}")];
        assert_eq!(found.number(), Some(0.0), "{check}");
    }
    assert!(short(&empty).contains(&"csv"));
}

#[test]
fn whoever_changes_the_answer_is_unsteady() {
    let tried = tried(right, |value, calls| match (value, calls) {
        (Value::Record(mut fields), calls) => {
            if let Value::Texts(texts) = &mut fields[1].1
                && let Some(first) = texts.first_mut()
            {
                *first = format!("P{calls}");
            }
            Value::Record(fields)
        }
        (value, _) => value,
    });
    assert_eq!(tried.evidence["code.table.steady"].number(), Some(0.0));
}

#[test]
fn another_order_of_rows_and_columns_is_the_same_table() {
    let tried = tried(right, |value, calls| match value {
        Value::Record(mut fields) => {
            fields.rotate_left(calls % 5);
            for (_, column) in &mut fields {
                match column {
                    Value::Texts(texts) if calls % 2 == 0 => texts.reverse(),
                    Value::Numbers(numbers) if calls % 2 == 0 => numbers.reverse(),
                    _ => {}
                }
            }
            Value::Record(fields)
        }
        value => value,
    });
    assert_eq!(short(&tried), [""; 0]);
}

#[test]
fn a_course_that_asks_for_nonsense_is_told() {
    let wrong = |edit: fn(&mut FunctionSpec)| {
        let (dataset, mut spec, key) = (dataset(), spec(), Key::new([7; 32]));
        edit(&mut spec);
        let given = as_it_is;
        let mut program = Program { dataset: dataset.clone(), tidy: right, given, calls: 0 };
        let code = CodeSpec { fuel: 1, memory: 1 };
        let caller = Caller::new(&mut program, &spec, code, &key);
        Sending::drawn(&dataset, &key, &caller).err().unwrap()
    };
    let unknown = wrong(|spec| spec.tidies[5] = "valeu".into());
    assert!(unknown.contains("did you mean \"value\""), "{unknown}");
}
