//! A grade as JSON: names and shapes that scripts rely on.
//!
//! The words in it are those of the base language, whatever the reader's language is, so
//! that one grade has the same bytes everywhere. It is for teachers and for practice: it
//! holds everything.

use medlab_exercise::code::Custody;
use medlab_exercise::code::FailedCase;
use medlab_exercise::grade::Written;
use medlab_exercise::{CriterionMark, Fault, Found, Grade, Marks, Mode, Points, Status};
use serde::Serialize;

use crate::failure::Failure;
use crate::json;
use crate::plain::plain_grade;
use crate::words::{Audience, ExerciseWords};

/// One grade as one document over several lines.
pub fn grade_json(grade: &Grade, words: &ExerciseWords<'_>) -> String {
    json::document(&Document::of(&plain_grade(grade), words))
}

/// One grade as one line of `grades.jsonl`, without the line break.
pub fn grade_json_line(grade: &Grade, words: &ExerciseWords<'_>) -> String {
    json::line(&Document::of(&plain_grade(grade), words))
}

#[derive(Serialize)]
struct Document {
    format: u32,
    exercise: String,
    exercise_version: u32,
    submission: String,
    learner: Option<String>,
    variant: Option<String>,
    mode: &'static str,
    /// Where code was judged: in whose hands it ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    custody: Option<Custody>,
    status: &'static str,
    points: Option<Shown>,
    max_points: Option<Shown>,
    passed: bool,
    never_events: Vec<NeverEventObject>,
    criteria: Vec<CriterionObject>,
    /// What the learner wrote, for the teacher to judge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<TextObject>,
    /// Where a learner's code went wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<FailedObject>,
    /// Only where there is no mark: why.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
    digest: DigestObject,
}

#[derive(Serialize)]
struct Shown(#[serde(serialize_with = "json::short")] f64);

#[derive(Serialize)]
struct NeverEventObject {
    id: String,
    message: String,
    patients: usize,
    examples: Vec<String>,
}

#[derive(Serialize)]
struct FailedObject {
    function: String,
    kind: String,
    failure: &'static str,
    inputs: Option<String>,
    came: Option<String>,
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    beside: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    panic: Option<String>,
    printed: Option<String>,
}

#[derive(Serialize)]
struct TextObject {
    id: String,
    question: String,
    text: String,
}

#[derive(Serialize)]
struct CriterionObject {
    id: String,
    points: Shown,
    max_points: Shown,
    verdict: &'static str,
    outcome: String,
    found: FoundObject,
    message_id: String,
    message: String,
}

/// What was found beside what the reference reached; null where there is none, and why.
#[derive(Serialize)]
struct FoundObject {
    value: Option<Value>,
    reference: Option<Value>,
    /// The best that the visible columns allow, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    attainable: Option<Value>,
    /// What the true risks themselves would reach, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    ideal: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

enum Value {
    Number(f64),
    Text(String),
}

#[derive(Serialize)]
struct DigestObject {
    submission: String,
    exercise: String,
    grader: String,
}

impl Document {
    fn of(grade: &Grade, words: &ExerciseWords<'_>) -> Self {
        let (status, error) = match &grade.status {
            Status::Graded(_) => ("graded", None),
            Status::NotGradable(fault) => {
                ("not_gradable", Some(Failure::of(fault, words.program())))
            }
            Status::GraderError(problem) => {
                let fault = Fault::new(problem.clone());
                ("grader_error", Some(Failure::of(&fault, words.program())))
            }
        };
        let marks = grade.marks();
        Self {
            format: 1,
            exercise: grade.exercise.clone(),
            exercise_version: grade.exercise_version,
            submission: grade.submission.clone(),
            learner: grade.learner.clone(),
            variant: grade.variant.clone(),
            mode: match grade.mode {
                Mode::Practice => "practice",
                Mode::Graded => "graded",
            },
            custody: grade.custody,
            status,
            points: marks.map(|marks| marks.points.into()),
            max_points: marks.map(|marks| marks.max_points.into()),
            passed: grade.passed(),
            never_events: marks.map(|m| never_events(m, words)).unwrap_or_default(),
            criteria: marks
                .map(|m| m.criteria.iter().map(|c| criterion(c, words)).collect())
                .unwrap_or_default(),
            texts: marks.map(|m| m.texts.iter().map(text).collect()).unwrap_or_default(),
            failed: marks
                .map(|m| m.failed.iter().map(failed).collect())
                .unwrap_or_default(),
            error,
            digest: DigestObject {
                submission: grade.digest.submission.clone(),
                exercise: grade.digest.exercise.clone(),
                grader: grade.digest.grader.clone(),
            },
        }
    }
}

fn failed(case: &FailedCase) -> FailedObject {
    let FailedCase { function, kind, failure, seen } = case.clone();
    let seen = seen.as_ref();
    FailedObject {
        function,
        kind,
        failure: failure.code(),
        inputs: seen.map(|seen| seen.inputs.clone()),
        came: seen.and_then(|seen| seen.came.clone()),
        expected: seen.and_then(|seen| seen.expected.clone()),
        beside: seen.and_then(|seen| seen.beside.clone()),
        panic: seen.and_then(|seen| seen.panic.clone()),
        printed: seen.map(|seen| seen.printed.clone()),
    }
}

fn text(written: &Written) -> TextObject {
    let Written { id, label, text } = written.clone();
    TextObject { id, question: label, text }
}

fn never_events(marks: &Marks, words: &ExerciseWords<'_>) -> Vec<NeverEventObject> {
    let object = |event: &medlab_exercise::NeverEvent| NeverEventObject {
        id: event.id.clone(),
        message: words.never_event(event, Audience::Everything),
        patients: event.patients,
        examples: event.examples.clone(),
    };
    marks.never_events.iter().map(object).collect()
}

fn criterion(mark: &CriterionMark, words: &ExerciseWords<'_>) -> CriterionObject {
    let (found, why) = value(&mark.found);
    let yardstick =
        |name: &str| mark.arguments.get(name).and_then(|found| value(found).0);
    CriterionObject {
        id: mark.id.clone(),
        points: mark.points.into(),
        max_points: mark.max_points.into(),
        verdict: mark.verdict.code(),
        outcome: mark.outcome.clone(),
        found: FoundObject {
            value: found,
            reference: mark.reference.as_ref().and_then(|found| value(found).0),
            attainable: yardstick("attainable"),
            ideal: yardstick("ideal"),
            why,
        },
        message_id: mark.message_id.clone(),
        message: words.criterion(mark, Audience::Everything),
    }
}

/// A value, or nothing and the code of the reason.
fn value(found: &Found) -> (Option<Value>, Option<String>) {
    match found {
        Found::Number(number) if number.is_finite() => {
            (Some(Value::Number(*number)), None)
        }
        Found::Number(_) => (None, Some("not_finite".into())),
        Found::Text(text) => (Some(Value::Text(text.clone())), None),
        Found::Undefined(code) => (None, Some(code.clone())),
    }
}

impl From<Points> for Shown {
    fn from(points: Points) -> Self {
        Self(points.shown())
    }
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => json::short(number, to),
            Self::Text(text) => to.serialize_str(text),
        }
    }
}
