//! A grade as it is shown: every word said, every number written, everything that the
//! reader may not know left out.
//!
//! Terminal text, HTML and JUnit are layouts of this and take nothing from the grade
//! itself, so what is hidden is hidden in one place.

use medlab_charts::Argument;
use medlab_exercise::code::Custody;
use medlab_exercise::{
    CriterionMark, Fault, Grade, Marks, Mode, Points, Status, Verdict,
};
use serde::Serialize;

use crate::cases::{ShownCase, shown_case};
use crate::failure::named_by;
use crate::plain::plain_grade;
use crate::words::{Audience, ExerciseWords, Words};

/// One grade, ready to be laid out.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownGrade {
    /// The exercise's title, or its id.
    pub(crate) title: String,
    /// Exercise and version, variant, submission: where this grade belongs.
    pub(crate) details: Vec<String>,
    /// That code was run otherwise than the judge's sandbox runs it.
    pub(crate) custody: Option<String>,
    /// `passed`, `not-passed`, `not-gradable` or `grader-error`.
    pub(crate) outcome: &'static str,
    /// The same in words, with the points.
    pub(crate) headline: String,
    /// That a never event caps the points, and at how many.
    pub(crate) cap: Option<String>,
    pub(crate) never_events: Vec<ShownNeverEvent>,
    pub(crate) criteria: Vec<ShownCriterion>,
    /// Where a learner's code went wrong.
    pub(crate) cases: Vec<ShownCase>,
    /// Why it could not be judged, line by line.
    pub(crate) fault: Option<ShownFault>,
    pub(crate) submission: String,
    pub(crate) exercise: String,
    /// What was judged and by what, to be able to do it again.
    pub(crate) digest: Vec<(String, String)>,
}

/// One criterion's line.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownCriterion {
    pub(crate) id: String,
    pub(crate) name: String,
    /// `met`, `partial`, `not-met` or `not-judged`.
    pub(crate) verdict: String,
    pub(crate) verdict_in_words: String,
    /// `3 of 4 points`.
    pub(crate) points: String,
    pub(crate) outcome: String,
    pub(crate) message: String,
    /// Found, reference and yardsticks, where they say more than the message.
    pub(crate) numbers: Option<String>,
}

/// One never event.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownNeverEvent {
    pub(crate) id: String,
    pub(crate) message: String,
}

/// Why there is no mark.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ShownFault {
    pub(crate) code: String,
    pub(crate) place: String,
    pub(crate) message: String,
    pub(crate) hint: String,
}

/// What a learner may read of this grade.
pub(crate) fn learners(grade: &Grade) -> Audience {
    match grade.mode {
        Mode::Practice => Audience::Everything,
        Mode::Graded => Audience::Examined,
    }
}

/// Lays a grade open for an audience.
pub(crate) fn shown(
    grade: &Grade,
    words: &ExerciseWords<'_>,
    audience: Audience,
) -> ShownGrade {
    let grade = &plain_grade(grade);
    let program = words.program();
    let outcome = outcome(grade);
    let fault = match &grade.status {
        Status::Graded(_) => None,
        Status::NotGradable(fault) => Some(shown_fault(fault, program)),
        Status::GraderError(problem) => {
            Some(shown_fault(&Fault::new(problem.clone()), program))
        }
    };
    let points =
        grade.marks().map(|marks| of_points(marks.points, marks.max_points, program));
    let headline = match &points {
        Some(points) => program
            .say(&format!("headline-{outcome}"), &[("points", points.clone().into())]),
        None => program.say(&format!("headline-{outcome}"), &[]),
    };
    let marks = grade.marks();
    ShownGrade {
        title: words.title().unwrap_or(&grade.exercise).to_owned(),
        details: details(grade, program),
        custody: custody(grade).map(|id| program.say(id, &[])),
        outcome,
        headline,
        cap: marks.and_then(|marks| cap(marks, program)),
        never_events: marks.map(|m| never_events(m, words, audience)).unwrap_or_default(),
        criteria: marks
            .map(|m| m.criteria.iter().map(|c| criterion(c, words, audience)).collect())
            .unwrap_or_default(),
        cases: marks
            .map(|m| m.failed.iter().map(|case| shown_case(case, program)).collect())
            .unwrap_or_default(),
        fault,
        submission: grade.submission.clone(),
        exercise: grade.exercise.clone(),
        digest: match audience {
            Audience::Everything => digest(grade, program),
            Audience::Examined => Vec::new(),
        },
    }
}

/// How it ended: a name in class names and message ids.
pub(crate) fn outcome(grade: &Grade) -> &'static str {
    match &grade.status {
        Status::Graded(marks) if marks.passed => "passed",
        Status::Graded(_) => "not-passed",
        Status::NotGradable(_) => "not-gradable",
        Status::GraderError(_) => "grader-error",
    }
}

/// `3 of 4 points`, both to the half point; what is rounded to none or to all of them, and
/// is not, says so, so that it agrees with a verdict beside it.
pub(crate) fn of_points(points: Points, most: Points, words: &Words) -> String {
    let said = [("points", half_points(points)), ("most", half_points(most))];
    let nothing = Points::default();
    let id = if points > nothing && points.shown() <= nothing.shown() {
        "points-few"
    } else if points < most && points.shown() >= most.shown() {
        "points-nearly"
    } else {
        "points-of"
    };
    words.say(id, &said)
}

/// What a never event did to the points; nothing where a reader would see no difference.
pub(crate) fn cap(marks: &Marks, words: &Words) -> Option<String> {
    let earned: Points = marks.criteria.iter().map(|mark| mark.points).sum();
    let capped = !marks.never_events.is_empty() && earned.shown() > marks.points.shown();
    let said = [
        ("cap", half_points(marks.points)),
        ("most", half_points(marks.max_points)),
        ("earned", half_points(earned)),
    ];
    capped.then(|| words.say("never-event-cap", &said))
}

/// Points as shown to people: `7.5`, `10`.
pub(crate) fn half_points(points: Points) -> Argument {
    let shown = points.shown();
    Argument::Rounded(shown, usize::from(shown.fract() != 0.0))
}

/// A verdict's name in class names and message ids.
pub(crate) fn verdict_id(verdict: Verdict) -> String {
    verdict.code().replace('_', "-")
}

fn details(grade: &Grade, words: &Words) -> Vec<String> {
    let mode = match grade.mode {
        Mode::Practice => "mode-practice",
        Mode::Graded => "mode-graded",
    };
    let exercise = words.say(
        "detail-exercise",
        &[
            ("exercise", grade.exercise.clone().into()),
            ("version", grade.exercise_version.to_string().into()),
        ],
    );
    let named = |id, value: &Option<String>| {
        value.as_ref().map(|value| words.say(id, &[("value", value.clone().into())]))
    };
    [
        Some(exercise),
        Some(words.say(mode, &[])),
        named("detail-variant", &grade.variant),
        named(
            "detail-submission",
            &Some(grade.submission.clone()).filter(|s| !s.is_empty()),
        ),
        named("detail-learner", &grade.learner),
        custody(grade).map(|id| words.say(id, &[])),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// That code was run otherwise than the judge's sandbox runs it: the message's id.
pub(crate) fn custody(grade: &Grade) -> Option<&'static str> {
    match grade.custody? {
        Custody::Confined => None,
        Custody::Trusted => Some("custody-trusted"),
        Custody::Native => Some("custody-native"),
    }
}

fn never_events(
    marks: &Marks,
    words: &ExerciseWords<'_>,
    audience: Audience,
) -> Vec<ShownNeverEvent> {
    let shown = |event| words.never_event(event, audience);
    let events = marks.never_events.iter();
    events
        .map(|event| ShownNeverEvent { id: event.id.clone(), message: shown(event) })
        .collect()
}

fn criterion(
    mark: &CriterionMark,
    words: &ExerciseWords<'_>,
    audience: Audience,
) -> ShownCriterion {
    let program = words.program();
    let verdict = verdict_id(mark.verdict);
    ShownCriterion {
        id: mark.id.clone(),
        name: words.criterion_name(&mark.id),
        verdict_in_words: program.say(&format!("verdict-{verdict}"), &[]),
        verdict,
        points: of_points(mark.points, mark.max_points, program),
        outcome: mark.outcome.clone(),
        message: words.criterion(mark, audience),
        numbers: words.numbers(mark, audience),
    }
}

fn shown_fault(fault: &Fault, words: &Words) -> ShownFault {
    let part = |id, value: Option<String>| {
        value.map(|value| words.say(id, &[("value", value.into())]))
    };
    let place = [
        fault.file.clone(),
        part("place-line", fault.line.map(|line| line.to_string())),
        part("place-row", fault.row.map(|row| row.to_string())),
        part(named_by(fault.file.as_deref()), fault.column.clone()),
    ];
    let (message, hint) = words.problem(&fault.problem);
    ShownFault {
        code: fault.code().into(),
        place: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
        message,
        hint,
    }
}

fn digest(grade: &Grade, words: &Words) -> Vec<(String, String)> {
    let digest = &grade.digest;
    [
        ("digest-submission", &digest.submission),
        ("digest-exercise", &digest.exercise),
        ("digest-grader", &digest.grader),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(id, value)| (words.say(id, &[]), value.clone()))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_agree_with_a_verdict_beside_them() {
        let words = Words::english();
        for (hundredths, said) in [
            (0, "0 of 6 points"),
            (1, "less than half a point of 6"),
            (24, "less than half a point of 6"),
            (25, "0.5 of 6 points"),
            (574, "5.5 of 6 points"),
            (575, "nearly 6 of 6 points"),
            (600, "6 of 6 points"),
        ] {
            let [points, most] = [hundredths, 600].map(Points::from_hundredths);
            assert_eq!(of_points(points, most, &words), said);
        }
    }
}
