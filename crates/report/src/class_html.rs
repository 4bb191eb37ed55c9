//! A class as a page: what could not be judged and why, how the points are spread, which
//! criteria cost the points, and every submission with its marks.
//!
//! For the teacher. Learners are pseudonyms or nobody. Nothing can be sorted by a click,
//! as no script runs; so points have one decimal and a bar, and verdicts a symbol, for the
//! eye that runs down a column of fifty.

use std::collections::BTreeMap;

use medlab_charts::Patients;
use medlab_charts::number::{decimal, percent};
use medlab_exercise::{CriterionMark, Grade, Marks, Points, Verdict};
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::cases::shown_case;
use crate::html::page;
use crate::plain::plain_grade;
use crate::shown::{
    ShownFault, custody, half_points, of_points, outcome, shown, verdict_id,
};
use crate::words::{Audience, ExerciseWords, Words, in_words};

const VERDICTS: [Verdict; 4] =
    [Verdict::Met, Verdict::Partial, Verdict::NotMet, Verdict::NotJudged];

/// How wide a bar of a hundred percent is, in multiples of the text's size.
const FULL_BAR: f64 = 16.0;

/// The same beside the points of one submission.
const SMALL_BAR: f64 = 5.0;

/// All grades of one exercise, in the order given. Where links are given, each submission's name
/// leads to its own page.
pub fn class_html(
    grades: &[Grade],
    links: &[String],
    words: &ExerciseWords<'_>,
) -> String {
    let grades: Vec<Grade> = grades.iter().map(plain_grade).collect();
    let program = words.program();
    let criteria = criteria_of(&grades);
    let exercise = grades.first().map_or("", |grade| &grade.exercise);
    let title = words.title().unwrap_or(exercise);
    let verdicts = VERDICTS.map(|verdict| Named {
        id: verdict_id(verdict),
        name: verdict_in_words(verdict, program),
    });
    let heads: Vec<String> =
        criteria.iter().map(|(id, most)| head(id, *most, words)).collect();
    let links = links.iter().cloned().map(Some).chain(std::iter::repeat(None));
    let rows: Vec<Row> = grades
        .iter()
        .zip(links)
        .map(|(grade, link)| Row { link, ..row(grade, &criteria, program) })
        .collect();
    let most = grades.iter().find_map(|grade| Some(grade.marks()?.max_points));
    let points_head = match most {
        Some(most) => program.say("class-points-of", &[("most", half_points(most))]),
        None => program.say("class-points", &[]),
    };
    let values = context! {
        title => program.say("class-title", &[("title", title.into())]),
        summary => summary(&grades, program),
        custody => grades.iter().find_map(custody).map(|id| program.say(id, &[])),
        unjudged => Value::from(Serde(unjudged(&grades, words))),
        distribution => Value::from(Serde(distribution(&grades, program))),
        criteria => Value::from(Serde(criteria_rows(&grades, &criteria, words))),
        verdicts => Value::from(Serde(verdicts)),
        never_events => never_events(&grades, program),
        failures => Value::from(Serde(failures(&grades, program))),
        heads,
        points_head,
        learners => grades.iter().any(|grade| grade.learner.is_some()),
        rows => Value::from(Serde(rows)),
        texts => Value::from(Serde(texts(&grades))),
    };
    page("class.html", Patients::Synthetic, program, values)
}

/// A submission without a mark, and why.
#[derive(Serialize)]
struct Unjudged {
    submission: String,
    learner: String,
    outcome: &'static str,
    result: String,
    fault: ShownFault,
}

/// A question with what each learner wrote, which only the teacher can judge.
#[derive(Serialize)]
struct Question {
    question: String,
    answers: Vec<(String, String)>,
}

fn texts(grades: &[Grade]) -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for grade in grades {
        for written in grade.marks().iter().flat_map(|marks| &marks.texts) {
            let answer = (grade.submission.clone(), written.text.clone());
            match questions.iter_mut().find(|q| q.question == written.label) {
                Some(question) => question.answers.push(answer),
                None => {
                    let question = written.label.clone();
                    questions.push(Question { question, answers: vec![answer] });
                }
            }
        }
    }
    questions
}

/// A submission with its marks, where it has any.
#[derive(Serialize)]
struct Row {
    submission: String,
    link: Option<String>,
    learner: String,
    points: Option<String>,
    width: String,
    outcome: &'static str,
    result: String,
    criteria: Vec<Option<Cell>>,
}

/// One criterion of one submission.
#[derive(Serialize)]
struct Cell {
    verdict: Named,
    points: String,
}

/// A verdict.
#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct Stretch {
    stretch: String,
    count: usize,
    share: String,
    width: String,
}

/// A way in which a function failed, and in whose submissions it did.
#[derive(Serialize)]
struct FailureRow {
    what: String,
    submissions: Vec<String>,
}

#[derive(Serialize)]
struct CriterionRow {
    name: String,
    counts: Vec<usize>,
    share: String,
    width: String,
}

fn summary(grades: &[Grade], words: &Words) -> String {
    let mut points: Vec<(Points, Points)> = grades
        .iter()
        .filter_map(Grade::marks)
        .map(|marks| (marks.points, marks.max_points))
        .collect();
    points.sort_unstable();
    let passed = grades.iter().filter(|grade| grade.passed()).count();
    let counts = [
        ("submissions", grades.len().into()),
        ("judged", points.len().into()),
        ("passed", passed.into()),
    ];
    let counted = words.say("class-summary", &counts);
    // That half got nothing or more says nothing.
    match points.get(points.len() / 2).filter(|(middle, _)| middle.hundredths() > 0) {
        None => counted,
        Some((middle, most)) => {
            let middle = of_points(*middle, *most, words);
            format!(
                "{counted} {}",
                words.say("class-middle", &[("points", middle.into())])
            )
        }
    }
}

/// What has no mark, in the order given: whose fault it is, where, and the way out.
fn unjudged(grades: &[Grade], words: &ExerciseWords<'_>) -> Vec<Unjudged> {
    let without_mark = |grade: &Grade| {
        let shown = shown(grade, words, Audience::Everything);
        Some(Unjudged {
            submission: shown.submission,
            learner: learner(grade),
            outcome: shown.outcome,
            result: words.program().say(&format!("result-{}", shown.outcome), &[]),
            fault: shown.fault?,
        })
    };
    grades.iter().filter_map(without_mark).collect()
}

fn row(grade: &Grade, criteria: &[(String, Points)], words: &Words) -> Row {
    let marks = grade.marks();
    let outcome = outcome(grade);
    let of_criterion = |(id, _): &(String, Points)| {
        let mark = marks?.criteria.iter().find(|mark| mark.id == *id)?;
        let name = verdict_in_words(mark.verdict, words);
        let verdict = Named { id: verdict_id(mark.verdict), name };
        Some(Cell { verdict, points: aligned(mark.points) })
    };
    let result = words.say(&format!("result-{outcome}"), &[]);
    let never = marks.is_some_and(|marks| !marks.never_events.is_empty());
    Row {
        submission: grade.submission.clone(),
        link: None,
        learner: learner(grade),
        points: marks.map(|marks| aligned(marks.points)),
        width: marks.map_or(String::new(), |marks| {
            let (points, most) = (marks.points, marks.max_points);
            bar(SMALL_BAR, points.shown(), most.shown())
        }),
        outcome,
        result: match never {
            true => words.say("class-result-never", &[("result", result.into())]),
            false => result,
        },
        criteria: criteria.iter().map(of_criterion).collect(),
    }
}

/// A pseudonym's first characters; all of it would push the marks out of sight.
fn learner(grade: &Grade) -> String {
    const MOST: usize = 12;
    let Some(learner) = &grade.learner else { return "-".into() };
    if learner.chars().count() <= MOST {
        return learner.clone();
    }
    learner.chars().take(MOST).chain(['…']).collect()
}

/// A criterion's name and the most points for it.
fn head(id: &str, most: Points, words: &ExerciseWords<'_>) -> String {
    let name = words.criterion_name(id);
    words
        .program()
        .say("class-criterion-of", &[("name", name.into()), ("most", half_points(most))])
}

/// Points to the half point, all with one decimal, so that they stand in line.
fn aligned(points: Points) -> String {
    decimal(points.shown(), 1)
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
        width: bar(FULL_BAR, count as f64, grades.len() as f64),
    };
    let ends = [(0, 20), (20, 40), (40, 60), (60, 80), (80, 100)];
    let named = ends.into_iter().zip(counts).map(|((from, to), count)| {
        let id = if to == 100 { "class-stretch-last" } else { "class-stretch" };
        let ends = [("from", f64::from(from).into()), ("to", f64::from(to).into())];
        let name = words.say(id, &ends);
        stretch(name, count)
    });
    named.chain([stretch(words.say("class-unmarked", &[]), unmarked)]).collect()
}

fn fifth(marks: &Marks) -> usize {
    let most = u64::from(marks.max_points.hundredths()).max(1);
    let points = u64::from(marks.points.hundredths());
    usize::try_from(points * 5 / most).unwrap_or(4).min(4)
}

/// The criteria that cost the largest share of their points come first. Near misses count
/// for little there, however many they are.
fn criteria_rows(
    grades: &[Grade],
    criteria: &[(String, Points)],
    words: &ExerciseWords<'_>,
) -> Vec<CriterionRow> {
    let of_criterion = |(id, _): &(String, Points)| {
        let marks = grades.iter().filter_map(Grade::marks);
        let marks: Vec<&CriterionMark> = marks
            .flat_map(|marks| marks.criteria.iter().filter(|mark| mark.id == *id))
            .collect();
        let counts =
            VERDICTS.map(|v| marks.iter().filter(|mark| mark.verdict == v).count());
        let most: Points = marks.iter().map(|mark| mark.max_points).sum();
        let got: Points = marks.iter().map(|mark| mark.points).sum();
        let (most, got) = (f64::from(most.hundredths()), f64::from(got.hundredths()));
        let lost = if most > 0.0 { 1.0 - got / most } else { 0.0 };
        let row = CriterionRow {
            name: words.criterion_name(id),
            counts: counts.to_vec(),
            share: percent(lost, 0),
            width: bar(FULL_BAR, lost, 1.0),
        };
        (lost, row)
    };
    let mut rows: Vec<(f64, CriterionRow)> = criteria.iter().map(of_criterion).collect();
    // Stable, so that criteria of the same share stay in the exercise's order.
    rows.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What went wrong in functions, the most frequent first, and in whose.
fn failures(grades: &[Grade], words: &Words) -> Vec<FailureRow> {
    let mut whose: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for grade in grades {
        for case in grade.marks().iter().flat_map(|marks| &marks.failed) {
            let submissions = whose.entry(shown_case(case, words).headline).or_default();
            submissions.push(grade.submission.clone());
        }
    }
    let row = |(what, submissions)| FailureRow { what, submissions };
    let mut rows: Vec<FailureRow> = whose.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.submissions.len()));
    rows
}

fn never_events(grades: &[Grade], words: &Words) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in grades.iter().filter_map(Grade::marks).flat_map(|m| &m.never_events) {
        *counts.entry(&event.id).or_default() += 1;
    }
    let said = |(id, count): (&str, usize)| {
        let name = in_words(id);
        words.say("class-never-event", &[("name", name.into()), ("count", count.into())])
    };
    counts.into_iter().map(said).collect()
}

/// The criteria of the exercise with the most points for each, in the order of the first
/// grade that has them.
fn criteria_of(grades: &[Grade]) -> Vec<(String, Points)> {
    let mut ids: Vec<(String, Points)> = Vec::new();
    for mark in grades.iter().filter_map(Grade::marks).flat_map(|marks| &marks.criteria) {
        if ids.iter().all(|(id, _)| *id != mark.id) {
            ids.push((mark.id.clone(), mark.max_points));
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

/// How wide the bar of `value` is, where `full` has the width of `all`.
fn bar(full: f64, value: f64, all: f64) -> String {
    format!("{:.2}", full * value / all.max(f64::MIN_POSITIVE))
}
