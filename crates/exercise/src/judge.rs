//! The judge: artifact, evidence, criteria, grade.
//!
//! It is a pure function of exercise, assignment and submission. What is wrong with a
//! submission makes it not gradable; what is wrong with the course is an error of its
//! own type and never a mark.

use medlab_cohort::Dataset;

use crate::assignment::Assignment;
use crate::code::Programs;
use crate::course::CourseError;
use crate::criterion;
use crate::evidence::{Found, NoEvidence};
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::grade::{Digest, Grade, Marks, Mode, Points, Status, Verdict};
use crate::measured::{Measured, OF_CODE, measured};
use crate::recipe_rule::RecipeRule;
use crate::recipes;
use crate::rule::Rule;
use crate::scale;
use crate::submission::Submission;
use crate::texts;
use crate::variant::VariantId;
use crate::yardsticks;

/// The share of the points, in percent, to which a never event caps them.
pub const NEVER_EVENT_CAP: u32 = 40;

/// Grades a submission on the assignment that it was made for.
///
/// With `teach`, the marks on risks also say what the ideal and the attainable risk would
/// have reached; a graded report never does.
pub fn grade(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
    programs: &dyn Programs,
    teach: bool,
) -> Result<Grade, CourseError> {
    let status = status(exercise, dataset, assignment, submission, programs, teach)?;
    let grade = with_status(exercise, dataset, submission, assignment.variant, status);
    Ok(Grade { custody: exercise.judges_code().then(|| programs.custody()), ..grade })
}

/// A grade around a status that was found elsewhere, such as in another process.
pub fn with_status(
    exercise: &Exercise,
    dataset: &Dataset,
    submission: &Submission,
    variant: VariantId,
    status: Status,
) -> Grade {
    Grade { status, ..blank(exercise, dataset, submission, Some(variant)) }
}

/// What [`grade`] judges of a submission, without what is around it.
pub fn status(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
    programs: &dyn Programs,
    teach: bool,
) -> Result<Status, CourseError> {
    Ok(match measured(exercise, dataset, assignment, submission, Some(programs)) {
        Ok(measured) => {
            let mut marks = marks(exercise, assignment, measured);
            if teach {
                yardsticks::add(exercise, dataset, assignment, &mut marks)?;
            }
            // Whoever practises can also say `grade`, so it is no matter of `teach`.
            match assignment.variant {
                VariantId::Practice(_) => keep_answers_back(exercise, &mut marks),
                VariantId::Pack(_) => keep_cases_back(&mut marks),
            }
            Status::Graded(marks)
        }
        Err(NoEvidence::Submission(fault)) => {
            Status::NotGradable(with_waiting(exercise, *fault))
        }
        Err(NoEvidence::Course(error)) => return Err(error),
        Err(NoEvidence::Grader) => failed(),
    })
}

/// A fault of one artifact, with the others, which cannot be judged without it.
fn with_waiting(exercise: &Exercise, fault: Fault) -> Fault {
    let own = exercise.file.artifacts.iter().map(|artifact| artifact.file().to_string());
    let needed = exercise.file.needs.iter().map(crate::format::NeedSpec::path);
    let (about, waiting): (Vec<String>, Vec<String>) =
        own.chain(needed).partition(|name| fault.file.as_ref() == Some(name));
    if about.is_empty() {
        return fault;
    }
    Fault { waiting, ..fault }
}

/// The status of a submission on which the grader itself failed.
pub fn failed() -> Status {
    Status::GraderError(Rule::Grader.into())
}

/// The fault of a submission whose judgement took too long, or too much memory.
pub fn stopped() -> Fault {
    Fault::new(RecipeRule::Stopped).in_file(recipes::FILE)
}

/// The grade of a submission that cannot be judged, for a reason found before judging.
pub fn not_gradable(
    exercise: &Exercise,
    dataset: &Dataset,
    submission: &Submission,
    variant: Option<VariantId>,
    fault: Fault,
) -> Grade {
    let status = Status::NotGradable(fault);
    Grade { status, ..blank(exercise, dataset, submission, variant) }
}

/// The grade of a submission on which the grader itself failed.
pub fn grader_error(
    exercise: &Exercise,
    dataset: &Dataset,
    submission: &Submission,
) -> Grade {
    blank(exercise, dataset, submission, None)
}

/// Makes the reference solution, keeps its evidence and says what it earns by itself.
pub(crate) fn reference(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &mut Assignment,
) -> Result<Marks, CourseError> {
    let solution = exercise.solution.as_ref().ok_or_else(|| {
        let message = "expected solution/make.toml, found none";
        CourseError::new(&exercise.folder, message, "name the full course")
    })?;
    let files = solution.make(&exercise.file, dataset, assignment, assignment)?;
    let submission = Submission { path: "solution".into(), files: Ok(files) };
    match measured(exercise, dataset, assignment, &submission, None) {
        Ok(measured) => {
            assignment.reference = measured.evidence.clone();
            Ok(marks(exercise, assignment, measured))
        }
        Err(NoEvidence::Grader) => Err(CourseError::new(
            &exercise.folder,
            "the grader failed on the solution",
            "see medlab doctor",
        )),
        Err(NoEvidence::Course(error)) => Err(error),
        Err(NoEvidence::Submission(fault)) => {
            let file = format!("{}/solution/make.toml", exercise.folder);
            let message = format!("the solution is not gradable: {}", fault.problem);
            Err(CourseError::new(&file, message, "see the rules of the exercise"))
        }
    }
}

/// Whether a reference solution reached all points that can be told of it: those for code can
/// not, as it is held against trusted functions when it runs.
pub(crate) fn is_full(marks: &Marks) -> bool {
    marks.never_events.is_empty()
        && marks.criteria.iter().all(|mark| {
            mark.verdict == Verdict::Met || mark.found == Found::Undefined(OF_CODE.into())
        })
}

fn blank(
    exercise: &Exercise,
    dataset: &Dataset,
    submission: &Submission,
    variant: Option<VariantId>,
) -> Grade {
    Grade {
        exercise: exercise.file.id.clone(),
        exercise_version: exercise.file.version,
        submission: submission.path.clone(),
        learner: None,
        variant: variant.map(|variant| variant.to_string()),
        mode: match variant {
            Some(VariantId::Pack(_)) => Mode::Graded,
            _ => Mode::Practice,
        },
        custody: None,
        status: Status::GraderError(Rule::Grader.into()),
        digest: Digest {
            submission: submission.digest(),
            exercise: exercise.digest(dataset),
            grader: concat!("medlab ", env!("CARGO_PKG_VERSION")).into(),
        },
    }
}

fn marks(exercise: &Exercise, assignment: &Assignment, measured: Measured) -> Marks {
    let Measured { evidence, never: never_events, texts, failed } = measured;
    let criteria: Vec<_> = exercise
        .file
        .criteria
        .iter()
        .map(|spec| {
            let mut mark = criterion::judge(spec, &evidence, &assignment.reference);
            mark.decimals = mark.decimals.or_else(|| exercise.decimals(&spec.measure));
            if mark.verdict != Verdict::Met {
                mark.arguments.extend(scale::meant(exercise, spec, &evidence));
                mark.arguments.extend(texts::lacking(exercise, spec, &texts));
            }
            mark
        })
        .collect();
    let max_points: Points = criteria.iter().map(|mark| mark.max_points).sum();
    let earned: Points = criteria.iter().map(|mark| mark.points).sum();
    let cap = if never_events.is_empty() { 100 } else { NEVER_EVENT_CAP };
    let cap = Points::from_hundredths(max_points.hundredths() * cap / 100);
    let points = earned.min(cap);
    let enough =
        points.hundredths() * 100 >= exercise.file.pass * max_points.hundredths();
    let passed = enough && never_events.is_empty();
    Marks { points, max_points, passed, never_events, criteria, texts, failed }
}

/// In graded work only the kind of a failed case is told: its inputs are hidden.
fn keep_cases_back(marks: &mut Marks) {
    marks.failed.iter_mut().for_each(|failed| failed.seen = None);
}

/// A learner who practises is told that an answer is wrong, not what the right one is.
fn keep_answers_back(exercise: &Exercise, marks: &mut Marks) {
    for (mark, criterion) in marks.criteria.iter_mut().zip(&exercise.file.criteria) {
        let written =
            ["answer.", "card."].iter().any(|form| criterion.measure.starts_with(form));
        if written && mark.verdict != Verdict::Met {
            mark.reference = None;
        }
    }
}
