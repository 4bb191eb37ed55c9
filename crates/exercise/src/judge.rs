//! The judge: artifact, evidence, criteria, grade.
//!
//! It is a pure function of exercise, assignment and submission. What is wrong with a
//! submission makes it not gradable; what is wrong with the course is an error of its
//! own type and never a mark.

use medlab_cohort::{Column, Dataset, Kind, Table};

use crate::answers;
use crate::assignment::Assignment;
use crate::code::{self, FailedCase, NoPrograms, Programs};
use crate::course::CourseError;
use crate::criterion;
use crate::evidence::{Evidence, Found};
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::format::Artifact;
use crate::grade::{
    Digest, Grade, Marks, Mode, NeverEvent, Points, Status, Verdict, Written,
};
use crate::measure::{self, ATTAINABLE, NeverRows, TRUE_RISK, TRUTH};
use crate::needs;
use crate::predictions::{self, Predicted};
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

/// Why the reference has no measures of code: it is held against trusted functions when it runs.
const OF_CODE: &str = "of_code";

/// How many patients a never event names.
const EXAMPLES: usize = 5;

/// Whose fault it is that there is no evidence.
#[derive(Debug)]
pub enum NoEvidence {
    /// The learner's: the submission is not gradable.
    Submission(Box<Fault>),
    /// The course's own.
    Course(CourseError),
    /// The grader's: it could not run what was handed in.
    Grader,
}

impl From<Fault> for NoEvidence {
    fn from(fault: Fault) -> Self {
        Self::Submission(Box::new(fault))
    }
}

impl From<CourseError> for NoEvidence {
    fn from(error: CourseError) -> Self {
        Self::Course(error)
    }
}

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

/// Everything measured in a submission.
#[derive(Default)]
struct Measured {
    evidence: Evidence,
    never: Vec<NeverEvent>,
    texts: Vec<Written>,
    failed: Vec<FailedCase>,
}

/// All evidence of a submission, and the rows on which something happened that must not.
///
/// Without programs it is the reference that is measured: in place of code stands a recipe, and
/// of functions nothing is measured, as they are held against trusted ones.
fn measured(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
    programs: Option<&dyn Programs>,
) -> Result<Measured, NoEvidence> {
    let Measured { mut evidence, mut texts, mut failed, .. } = Measured::default();
    let mut predicted = None;
    let file = &exercise.file;
    for artifact in &file.artifacts {
        if let (Artifact::Code, None) = (artifact, programs) {
            let of_code = file.functions.iter().flat_map(code::measures);
            let of_rows = exercise.formulas.over_rows().map(str::to_string);
            let of_rows = of_rows.filter(|_| file.recipe.is_none());
            let undefined = |name| (name, Found::Undefined(OF_CODE.into()));
            evidence.extend(of_code.chain(of_rows).map(undefined));
            if file.recipe.is_some() {
                let bytes = submission.file(recipes::FILE)?;
                let tried = recipes::attempt(exercise, dataset, assignment, bytes)?;
                predicted = Some(tried.predicted);
            }
            continue;
        }
        let bytes = submission.file(artifact.file())?;
        match artifact {
            Artifact::Answers | Artifact::Card => {
                let (form, questions) = match artifact {
                    Artifact::Card => (answers::CARD, &file.card),
                    _ => (answers::ANSWERS, &file.answers),
                };
                let filled = form.read(questions, bytes)?;
                evidence.extend(filled.evidence);
                texts.extend(filled.texts);
            }
            Artifact::Predictions => {
                predicted = Some(predictions::read(exercise, assignment, bytes)?);
            }
            Artifact::Recipe => {
                let tried = recipes::attempt(exercise, dataset, assignment, bytes)?;
                evidence.extend(tried.evidence);
                predicted = Some(tried.predicted);
            }
            Artifact::Code => {
                let programs = programs.unwrap_or(&NoPrograms);
                let tried =
                    code::attempt(exercise, dataset, assignment, bytes, programs)?;
                evidence.extend(tried.evidence);
                failed.extend(tried.failed);
                predicted = tried.predicted.or(predicted);
            }
        }
    }
    if let Some(tried) = needs::attempt(exercise, dataset, assignment, submission)? {
        evidence.extend(tried.evidence);
        predicted = Some(tried.predicted);
    }
    // Claims may be about any artifact, whichever comes first.
    for (form, questions) in
        [(answers::ANSWERS, &file.answers), (answers::CARD, &file.card)]
    {
        evidence.extend(form.claims(questions, &evidence));
    }
    let path = format!("{}/exercise.toml", exercise.folder);
    let mut never = match predicted {
        Some(predicted) => {
            judged(exercise, dataset, assignment, predicted, &mut evidence)?
        }
        None => {
            // Formulas may name the measures of risks that nobody gave.
            let of_risks =
                measure::OF_RISKS.into_iter().filter(|_| predictions::has_risk(file));
            let judged = file.criteria.iter().map(|criterion| criterion.measure.as_str());
            let at = judged.filter(|name| measure::at_threshold(name).is_some());
            // Risks that wait for a function to be written are nobody's mistake.
            let unwritten = Found::Undefined(code::Failure::NotWritten.code().into());
            let why = match evidence.values().any(|found| *found == unwritten) {
                true => unwritten,
                false => Found::Undefined("not_measured".into()),
            };
            for name in of_risks.chain(at).chain(exercise.formulas.over_rows()) {
                evidence.entry(name.to_string()).or_insert_with(|| why.clone());
            }
            exercise.formulas.without_rows(&path, &assignment.vary, &mut evidence)?;
            Vec::new()
        }
    };
    let declared = exercise.formulas.never_when(&path, &assignment.vary, &evidence)?;
    never.extend(declared.into_iter().map(|broken| NeverEvent {
        message_id: format!("never-{}", broken.id),
        patients: 0,
        examples: Vec::new(),
        id: broken.id,
    }));
    Ok(Measured { evidence, never, texts, failed })
}

/// What a submission predicts of each patient who is judged; none where it predicts
/// nothing.
pub(crate) fn predicted(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    submission: &Submission,
) -> Result<Option<Predicted>, NoEvidence> {
    for artifact in &exercise.file.artifacts {
        match artifact {
            Artifact::Predictions => {
                let bytes = submission.file(artifact.file())?;
                return Ok(Some(predictions::read(exercise, assignment, bytes)?));
            }
            Artifact::Recipe => {
                let bytes = submission.file(artifact.file())?;
                let tried = recipes::attempt(exercise, dataset, assignment, bytes)?;
                return Ok(Some(tried.predicted));
            }
            // The reference's, where there is one.
            Artifact::Code if exercise.file.recipe.is_some() => {
                let bytes = submission.file(recipes::FILE)?;
                let tried = recipes::attempt(exercise, dataset, assignment, bytes)?;
                return Ok(Some(tried.predicted));
            }
            Artifact::Answers | Artifact::Card | Artifact::Code => {}
        }
    }
    let tried = needs::attempt(exercise, dataset, assignment, submission)?;
    Ok(tried.map(|tried| tried.predicted))
}

/// Measures what was predicted of each patient; gives the rows on which something happened
/// that must not.
fn judged(
    exercise: &Exercise,
    dataset: &Dataset,
    assignment: &Assignment,
    predicted: Predicted,
    evidence: &mut Evidence,
) -> Result<Vec<NeverEvent>, CourseError> {
    let path = format!("{}/exercise.toml", exercise.folder);
    let wrong = |message: String| CourseError::new(&path, message, "rename the column");
    let given = assignment.given(&predicted.table).map_err(wrong)?;
    let truth = given.ideal();
    if let Some(risks) = predicted.risks() {
        evidence.extend(recipes::optimism(evidence, &truth, risks));
        for criterion in &exercise.file.criteria {
            let name = &criterion.measure;
            if let Some(found) = measure::of_risks(name, &truth, risks) {
                evidence.insert(name.clone(), found);
            }
        }
    }
    let mut table: Table = given.record().into_owned();
    let number =
        |name, values| Column::values_of(name, Kind::Number { decimals: None }, values);
    let mut more = Vec::new();
    // A dataset without an outcome has no true risk.
    if truth.len() == table.rows() {
        more.push(number(TRUE_RISK, truth.into_owned()));
    }
    for name in &exercise.formulas.truths {
        let mut column = given.truth(name).ok_or_else(|| {
            wrong(format!("expected a column of the truth, found {TRUTH}{name}"))
        })?;
        column.name = format!("{TRUTH}{name}");
        more.push(column);
    }
    if exercise.formulas.needs_attainable {
        more.push(number(
            ATTAINABLE,
            assignment.attainable(dataset, &predicted.table)?.to_vec(),
        ));
    }
    more.extend(predicted.columns);
    for column in more {
        table = table.with_column(column).map_err(|error| wrong(error.to_string()))?;
    }
    let ids = table.require(assignment.id_column()).map_err(|e| wrong(e.to_string()))?;
    let ids = ids.clone();
    let broken = exercise.formulas.apply(&path, table, &assignment.vary, evidence)?;
    let never = broken
        .into_iter()
        .map(|NeverRows { id, rows }| NeverEvent {
            message_id: format!("never-{id}"),
            patients: rows.len(),
            examples: rows.iter().take(EXAMPLES).map(|r| ids.text(*r).into()).collect(),
            id,
        })
        .collect();
    Ok(never)
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
