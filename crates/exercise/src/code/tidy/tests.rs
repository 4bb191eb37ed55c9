//! A clean table is held against tables that are right, and wrong in one way each.

mod program;

use std::collections::BTreeMap;

use medlab_cohort::Key;
use medlab_protocol::Value;
use medlab_protocol::session::{End, NOT_WRITTEN, Ran, Run};

use super::{Sending, judged};
use crate::code::caller::Caller;
use crate::code::failure::Failure;
use crate::code::solver::{Solver, Unsolved};
use crate::code::spec::{CodeSpec, FunctionSpec, InputSpec};
use crate::code::trial::Tried;
use crate::evidence::Found;
use program::{Program, Row, coded, dataset, each, in_si, once, right, set, spec, timed};

fn tried(tidy: fn(Vec<Row>) -> Vec<Row>, given: fn(Value, usize) -> Value) -> Tried {
    tried_by(&mut Program { dataset: dataset(), tidy, given, calls: 0 })
}

fn tried_by(program: &mut dyn Solver) -> Tried {
    let (spec, key) = (spec(), Key::new([7; 32]));
    let code = CodeSpec { fuel: 1, memory: 1 };
    let mut caller = Caller::new(program, &spec, code, &key);
    let sending = Sending::drawn(dataset(), &key, &caller).unwrap();
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
        assert!(
            (1..=super::MOST_SHOWN).contains(&tried.failed.len()),
            "case {at}: {:?}",
            tried.failed
        );
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

/// A program whose reader of FHIR is still `todo!()`.
struct WithoutFhir(Program);

impl Solver for WithoutFhir {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        let ran = self.0.run(run)?;
        let called = run.input.windows(12).any(|part| part == b"resourceType");
        let end = if called { End::Left(NOT_WRITTEN) } else { ran.end };
        Ok(Ran { end, ..ran })
    }

    fn counts_fuel(&self) -> bool {
        true
    }
}

#[test]
fn a_reader_that_is_not_written_hides_no_other() {
    let given = as_it_is;
    let program = Program { dataset: dataset(), tidy: right, given, calls: 0 };
    let tried = tried_by(&mut WithoutFhir(program));
    let found = |name: &str| tried.evidence[&format!("code.table.{name}")].clone();
    assert_eq!((found("csv").number(), found("hl7").number()), (Some(1.0), Some(1.0)));
    assert_eq!(found("fhir"), Found::Undefined("not_written".into()));
    assert!(found("units").number().unwrap() < 0.5);
    assert_eq!(tried.failed[0].failure, Failure::NotWritten);
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
        let mut program = Program { dataset, tidy: right, given, calls: 0 };
        let code = CodeSpec { fuel: 1, memory: 1 };
        let caller = Caller::new(&mut program, &spec, code, &key);
        Sending::drawn(dataset, &key, &caller).err().unwrap()
    };
    let unknown = wrong(|spec| spec.tidies[5] = "valeu".into());
    assert!(unknown.contains("did you mean \"value\""), "{unknown}");
    let edits: [fn(&mut FunctionSpec); 5] = [
        |_| {},
        |spec| spec.tidies.push("value".into()),
        |spec| spec.tidies.truncate(1),
        |spec| spec.ordinary = 60,
        |spec| {
            spec.inputs =
                toml::from_str::<Inputs>("inputs = [{ name = \"csv\" }]").unwrap().inputs
        },
    ];
    #[derive(serde::Deserialize)]
    struct Inputs {
        inputs: Vec<InputSpec>,
    }
    for (at, edit) in edits.into_iter().enumerate() {
        let mut spec = spec();
        edit(&mut spec);
        assert_eq!(super::problem(&spec).is_some(), at > 0, "{at}");
    }
}
