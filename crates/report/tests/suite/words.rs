//! Messages whose ids are made from parts are there, and an exercise's gaps are named.

#![expect(clippy::disallowed_methods, reason = "a test reads the sources")]

use std::path::{Path, PathBuf};

use medlab_report::Words;

use crate::samples;

#[test]
fn ids_made_from_parts_are_there() {
    let words = Words::english();
    let families: [(&str, &[&str]); 5] = [
        ("headline-", &["passed", "not-passed", "not-gradable", "grader-error"]),
        ("verdict-", &["met", "partial", "not-met", "not-judged"]),
        ("criterion-", &["met", "partial", "not-met", "not-judged"]),
        ("mode-", &["practice", "graded"]),
        (
            "why-",
            &["one-class", "too-few", "no-events", "empty-denominator", "separated"],
        ),
    ];
    for (family, members) in families {
        for member in members {
            let id = format!("{family}{member}");
            assert!(words.messages().has(&id), "no message `{id}`");
        }
    }
}

#[test]
fn gaps_of_an_exercise_are_named() {
    let words = Words::english();
    let complete = words.exercise(samples::FTL).unwrap();
    let criteria = ["discrimination", "calibration", "benefit"];
    assert_eq!(complete.missing(criteria, ["group-missed"]), Vec::<String>::new());
    let gaps = words.exercise("speed-met = Fast.\n").unwrap();
    assert_eq!(
        gaps.missing(["speed"], ["harm"]),
        ["never-harm", "speed-not-judged", "speed-not-met", "speed-partial"]
    );
}

#[test]
fn a_message_that_names_what_it_is_not_given_is_found() {
    let words = Words::english();
    let exercise = words
        .exercise(
            "speed-met = Took { $found }, best { $ideal }.\n    .reference = { $reference }\n    .graded = { $reference }\nspeed-partial = { $seconds }\nnever-harm = { $patients }: { $examples }\n",
        )
        .unwrap();
    let found: Vec<String> =
        exercise.unsayable(["speed"], ["harm"]).iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("`speed-met.graded`") && found[0].contains("$reference"));
    assert!(found[1].contains("`speed-partial`") && found[1].contains("$seconds"));
}

#[test]
fn every_exercise_of_the_course_has_words_that_can_be_said() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../exercises");
    let words = Words::english();
    let mut seen = 0;
    for file in files_below(&root) {
        if file.file_name().is_some_and(|name| name == "feedback.en.ftl") {
            let text = std::fs::read_to_string(&file).unwrap();
            let exercise = words.exercise(&text).unwrap();
            let ids = text.lines().filter_map(|line| line.split_once("-not-judged ="));
            let criteria: Vec<&str> = ids.map(|(id, _)| id).collect();
            let path = file.display();
            assert_eq!(exercise.unsayable(criteria.iter().copied(), []), [], "{path}");
            assert_eq!(exercise.missing(criteria, []), Vec::<String>::new(), "{path}");
            seen += 1;
        }
    }
    assert!(seen > 0, "no exercise was found");
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the exercises are there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] })
        .collect()
}
