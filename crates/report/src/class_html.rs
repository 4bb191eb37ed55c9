//! A class as a page: every submission with its marks, how the points are spread, and
//! which criteria many missed.
//!
//! For the teacher. Learners are pseudonyms or nobody.

use std::collections::BTreeMap;

use medlab_charts::Patients;
use medlab_charts::number::percent;
use medlab_exercise::{Grade, Marks, Verdict};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::html::page;
use crate::plain::plain_grade;
use crate::shown::{half_points, of_points, verdict_id};
use crate::words::{ExerciseWords, Words};

const VERDICTS: [Verdict; 4] =
    [Verdict::Met, Verdict::Partial, Verdict::NotMet, Verdict::NotJudged];

/// How wide a bar of a hundred percent is, in multiples of the text's size.
const FULL_BAR: f64 = 16.0;

/// All grades of one exercise, in the order given.
pub fn class_html(grades: &[Grade], words: &ExerciseWords<'_>) -> String {
    let grades: Vec<Grade> = grades.iter().map(plain_grade).collect();
    let program = words.program();
    let criteria = criteria_of(&grades);
    let exercise = grades.first().map_or("", |grade| &grade.exercise);
    let title = words.title().unwrap_or(exercise);
    let verdicts: Vec<String> = VERDICTS.map(|v| verdict_in_words(v, program)).to_vec();
    let names: Vec<String> = criteria.iter().map(|id| words.criterion_name(id)).collect();
    let rows: Vec<Row> =
        grades.iter().map(|grade| row(grade, &criteria, program)).collect();
    let values = context! {
        title => program.say("class-title", &[("title", title.into())]),
        summary => summary(&grades, program),
        distribution => Value::from(Serde(distribution(&grades, program))),
        criteria => Value::from(Serde(criteria_rows(&grades, &criteria, words))),
        verdicts,
        never_events => never_events(&grades, program),
        names,
        rows => Value::from(Serde(rows)),
    };
    page("class.html", Patients::Synthetic, program, values)
}

#[derive(Serialize)]
struct Row {
    submission: String,
    learner: String,
    points: String,
    outcome: &'static str,
    result: String,
    criteria: Vec<String>,
}

#[derive(Serialize)]
struct Stretch {
    stretch: String,
    count: usize,
    share: String,
    width: String,
}

#[derive(Serialize)]
struct CriterionRow {
    name: String,
    counts: Vec<usize>,
    share: String,
    width: String,
}

fn summary(grades: &[Grade], words: &Words) -> String {
    let judged = grades.iter().filter(|grade| grade.marks().is_some()).count();
    let passed = grades.iter().filter(|grade| grade.passed()).count();
    words.say(
        "class-summary",
        &[
            ("submissions", grades.len().into()),
            ("judged", judged.into()),
            ("passed", passed.into()),
        ],
    )
}

fn row(grade: &Grade, criteria: &[String], words: &Words) -> Row {
    let outcome = match (&grade.status, grade.passed()) {
        (_, true) => "passed",
        (medlab_exercise::Status::Graded(_), false) => "not-passed",
        (medlab_exercise::Status::NotGradable(_), _) => "not-gradable",
        (medlab_exercise::Status::GraderError(_), _) => "grader-error",
    };
    let of_criterion = |id: &String| {
        let marks = grade.marks().map(|marks| &marks.criteria);
        let mark = marks.and_then(|marks| marks.iter().find(|mark| mark.id == *id));
        mark.map_or(String::from("-"), |mark| {
            words.say(
                "class-cell",
                &[
                    ("verdict", verdict_in_words(mark.verdict, words).into()),
                    ("points", half_points(mark.points)),
                ],
            )
        })
    };
    Row {
        submission: grade.submission.clone(),
        learner: grade.learner.clone().unwrap_or_else(|| "-".into()),
        points: grade
            .marks()
            .map_or("-".into(), |marks| of_points(marks.points, marks.max_points, words)),
        outcome,
        result: words.say(&format!("result-{outcome}"), &[]),
        criteria: criteria.iter().map(of_criterion).collect(),
    }
}

/// Submissions by fifths of the points, and those without a mark.
fn distribution(grades: &[Grade], words: &Words) -> Vec<Stretch> {
    let mut counts = [0; 5];
    let mut unmarked = 0;
    for grade in grades {
        match grade.marks() {
            Some(marks) => counts[fifth(marks)] += 1,
            None => unmarked += 1,
        }
    }
    let stretch = |name, count: usize| Stretch {
        stretch: name,
        count,
        share: share(count, grades.len()),
        width: width(count, grades.len()),
    };
    let ends = [(0, 20), (20, 40), (40, 60), (60, 80), (80, 100)];
    let named = ends.into_iter().zip(counts).map(|((from, to), count)| {
        let name = words.say(
            "class-stretch",
            &[("from", f64::from(from).into()), ("to", f64::from(to).into())],
        );
        stretch(name, count)
    });
    named.chain([stretch(words.say("class-unmarked", &[]), unmarked)]).collect()
}

fn fifth(marks: &Marks) -> usize {
    let most = u64::from(marks.max_points.hundredths()).max(1);
    let points = u64::from(marks.points.hundredths());
    usize::try_from(points * 5 / most).unwrap_or(4).min(4)
}

/// The criteria that most submissions miss come first.
fn criteria_rows(
    grades: &[Grade],
    criteria: &[String],
    words: &ExerciseWords<'_>,
) -> Vec<CriterionRow> {
    let mut rows: Vec<(usize, usize, CriterionRow)> = Vec::new();
    for (order, id) in criteria.iter().enumerate() {
        let marks = grades.iter().filter_map(Grade::marks);
        let verdicts: Vec<Verdict> = marks
            .flat_map(|marks| marks.criteria.iter().filter(|mark| mark.id == *id))
            .map(|mark| mark.verdict)
            .collect();
        let counts =
            VERDICTS.map(|v| verdicts.iter().filter(|found| **found == v).count());
        let missed = verdicts.len() - counts[0];
        rows.push((
            missed,
            order,
            CriterionRow {
                name: words.criterion_name(id),
                counts: counts.to_vec(),
                share: share(missed, verdicts.len()),
                width: width(missed, verdicts.len()),
            },
        ));
    }
    rows.sort_by_key(|(missed, order, _)| (std::cmp::Reverse(*missed), *order));
    rows.into_iter().map(|(_, _, row)| row).collect()
}

fn never_events(grades: &[Grade], words: &Words) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in grades.iter().filter_map(Grade::marks).flat_map(|m| &m.never_events) {
        *counts.entry(&event.id).or_default() += 1;
    }
    let said = |(id, count): (&str, usize)| {
        words.say("class-never-event", &[("id", id.into()), ("count", count.into())])
    };
    counts.into_iter().map(said).collect()
}

/// The criteria of the exercise in the order of the first grade that has them.
fn criteria_of(grades: &[Grade]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for mark in grades.iter().filter_map(Grade::marks).flat_map(|marks| &marks.criteria) {
        if !ids.contains(&mark.id) {
            ids.push(mark.id.clone());
        }
    }
    ids
}

fn verdict_in_words(verdict: Verdict, words: &Words) -> String {
    words.say(&format!("verdict-{}", verdict_id(verdict)), &[])
}

fn share(count: usize, of: usize) -> String {
    percent(count as f64 / of.max(1) as f64, 0)
}

fn width(count: usize, of: usize) -> String {
    format!("{:.2}", FULL_BAR * count as f64 / of.max(1) as f64)
}
