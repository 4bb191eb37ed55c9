//! An exercise of ten points with one flaw, over draws that are made by hand.

use medlab_cohort::Dataset;

use super::super::draw::Earned;
use super::*;

const EXERCISE: &str = r#"format = 1
id = "mooc2-0-0-stays"
version = 3
track = "mooc2"
unit = "0.0 Stays"
title = "Stays"
minutes = 10
dataset = "readmission"
artifacts = ["predictions.csv"]
table = [{ file = "patients.csv", rows = 150, shows = "no_outcome" }]
predictions = { table = "patients.csv", columns = [{ name = "risk", kind = "risk", label = "Risk" }] }
criterion = [{ id = "rank", points = 10, measure = "auroc", against = 0.5, better = "higher", outcome = "x" }]
"#;

const EXPECT: &str = r#"format = 1
why = "Guesses."
status = "graded"
passed = false
points = 2

[verdicts]
rank = "not_met"
"#;

fn exercise() -> Exercise {
    let text = include_str!("../../../../../datasets/readmission/dataset.toml");
    let dataset = Dataset::parse("dataset.toml", text).unwrap();
    let making = "[predictions]\nrisk = \"0.1\"\n";
    let files = [
        ("exercise.toml", EXERCISE),
        ("solution/make.toml", making),
        ("flawed/guess/make.toml", making),
        ("flawed/guess/expect.toml", EXPECT),
    ];
    let files = files.map(|(name, text)| (format!("x/{name}"), text.into()));
    let datasets = BTreeMap::from([("readmission".to_owned(), dataset)]);
    Exercise::read("x", &files.into(), &datasets).unwrap()
}

/// A hundred draws on which all is as it should be, but for what is changed on the first few.
fn draws(first: usize, change: fn(&mut Drawn)) -> Vec<Drawn> {
    let held = BTreeMap::from([("rank".to_string(), true)]);
    let guess = Earned { points: 2.0, passed: false, held };
    let sound = Drawn {
        redrawn: false,
        solution: 10.0,
        starter: 0.0,
        neighbour_passed: false,
        fuel: 5,
        reference: BTreeMap::from([("auroc".to_string(), 0.7)]),
        flawed: BTreeMap::from([("guess".to_string(), guess)]),
        truth: None,
    };
    let mut draws = vec![sound; 100];
    draws.iter_mut().take(first).for_each(change);
    draws
}

fn guess(drawn: &mut Drawn) -> &mut Earned {
    drawn.flawed.get_mut("guess").unwrap()
}

fn table(draws: &[Drawn]) -> (Table, Vec<&'static str>) {
    let exercise = exercise();
    let at_practice_1 = BTreeMap::from([("guess".to_string(), Some(2.5))]);
    let table = Table::of(&exercise, draws, &at_practice_1);
    let findings = table.findings(&exercise);
    (table, findings.iter().map(|finding| finding.rule).collect())
}

#[test]
fn each_promise_has_a_limit() {
    // The most draws on which it may be broken, how, and the rule.
    type Case = (usize, fn(&mut Drawn), &'static str);
    let cases: [Case; 6] = [
        (0, |drawn| drawn.solution = 9.5, "solution-full-points"),
        (0, |drawn| drawn.starter = 0.5, "starter-fails"),
        (5, |drawn| drawn.redrawn = true, "few-redrawn"),
        (5, |drawn| drawn.neighbour_passed = true, "neighbours-fail"),
        (1, |drawn| guess(drawn).passed = true, "flawed-as-expected"),
        (
            1,
            |drawn| {
                guess(drawn).held.insert("rank".into(), false);
            },
            "flawed-as-expected",
        ),
    ];
    for (most, breaks, rule) in cases {
        assert_eq!(table(&draws(most, breaks)).1, Vec::<&str>::new(), "{rule}");
        assert_eq!(table(&draws(most + 1, breaks)).1, [rule]);
    }
}

/// Half of the points 2, half 5: the standard deviation is 1.5 and a little, of 10.
#[test]
fn one_flaw_is_equally_hard_for_everybody() {
    let (table_of_two, rules) = table(&draws(50, |drawn| guess(drawn).points = 5.0));
    assert_eq!(rules, ["equally-hard"]);
    let row = &table_of_two.flawed["guess"];
    assert_eq!((row.least, row.mean, row.most), (2.0, 3.5, 5.0));
    assert!((row.spread - (2.25_f64 * 100.0 / 99.0).sqrt()).abs() < 1e-12);
    let (_, rules) = table(&draws(50, |drawn| guess(drawn).points = 4.9));
    assert_eq!(rules, Vec::<&str>::new());
}

#[test]
fn the_draws_are_counted_and_averaged() {
    let drawn = draws(25, |drawn| {
        drawn.solution = 8.0;
        drawn.redrawn = true;
        drawn.neighbour_passed = true;
        drawn.reference.insert("auroc".into(), 0.9);
        guess(drawn).passed = true;
        guess(drawn).held.clear();
    });
    let (found, _) = table(&drawn);
    assert_eq!((found.seeds, found.version, found.fuel), (100, 3, None));
    assert_eq!((found.redrawn, found.neighbours_passed), (25, 25));
    assert_eq!((found.solution_least, found.starter_most), (8.0, 0.0));
    assert!((found.reference["auroc"].mean - 0.75).abs() < 1e-12);
    let row = &found.flawed["guess"];
    assert_eq!((row.at_reference, row.passed), (Some(2.5), 25));
    assert_eq!(row.verdicts_held["rank"], 75);
}

#[test]
fn a_call_may_take_twice_what_the_solution_takes() {
    let exercise = exercise();
    let mut found = Table::of(&exercise, &draws(0, |_| ()), &BTreeMap::new());
    for (limit, rules) in [(12, vec![]), (11, vec!["enough-fuel"])] {
        found.fuel = Some(Fuel { costliest_call: 6, limit });
        let findings = found.findings(&exercise);
        assert_eq!(findings.iter().map(|f| f.rule).collect::<Vec<_>>(), rules);
    }
}
