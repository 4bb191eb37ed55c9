//! docs/security.md names every class of the catalogue once, and only cases and tests that there
//! are.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::cases;
use crate::class::root;

/// How many classes the catalogue has.
const CLASSES: u32 = 62;

/// One row of the catalogue's table.
struct Row {
    number: u32,
    defence: String,
    held_by: Vec<String>,
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| E")?.strip_suffix(" |")?.split(" | ");
        let number = cells.next()?.parse().ok()?;
        let (defence, held_by) = (cells.next()?.to_string(), cells.next()?);
        let held_by = held_by.split('`').skip(1).step_by(2).map(String::from).collect();
        Some(Row { number, defence, held_by })
    });
    rows.collect()
}

#[test]
fn every_class_is_in_the_table_once() {
    let numbers: Vec<u32> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=CLASSES).collect::<Vec<_>>());
}

#[test]
fn what_holds_a_class_is_there() {
    let sources = sources();
    let cases = cases::all();
    let (mut named, mut lacking) = (BTreeSet::new(), Vec::new());
    for Row { number, defence, held_by } in rows() {
        if held_by.is_empty() {
            let said = ["does not apply", "see below", "no test", "`medlab verify`"];
            assert!(
                said.iter().any(|words| defence.contains(words)),
                "E{number:02}: {defence}"
            );
        }
        for name in held_by {
            let there = match name.split_once("::") {
                Some((file, test)) => sources.iter().any(|(path, text)| {
                    path.ends_with(file) && text.contains(&format!("\nfn {test}("))
                        || path.ends_with(file) && text.contains(&format!(" fn {test}("))
                }),
                None => cases.iter().any(|case| {
                    // Another platform may not be able to make it.
                    case.name == name
                        && (case.classes.contains(&number) || case.classes.is_empty())
                }),
            };
            if !there && cfg!(target_os = "linux") {
                lacking.push(format!("E{number:02}: {name}"));
            }
            named.insert(number);
        }
    }
    // What a case says that it stands for is in the table too.
    for case in cases {
        for class in case.classes {
            if !named.contains(class) {
                lacking.push(format!("E{class:02} of {} is held by nothing", case.name));
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// Names are the folders that cases are made in: each once.
#[test]
fn no_two_cases_share_a_name() {
    let cases = cases::all();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
}

/// The tests' sources by their paths.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for below in ["tests/attacks", "tests/commands", "crates"] {
        for path in crate::left::files(&root().join(below)) {
            let is_test = path.components().any(|part| part.as_os_str() == "tests");
            if is_test && path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}
