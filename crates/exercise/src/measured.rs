//! What is measured in a submission: evidence, before it is held against criteria.

use medlab_cohort::{Column, Dataset, Kind, Table};

use crate::answers;
use crate::assignment::Assignment;
use crate::code::{self, FailedCase, Judged, NoPrograms, Programs};
use crate::course::CourseError;
use crate::evidence::{Evidence, Found, NoEvidence};
use crate::exercise::Exercise;
use crate::format::Artifact;
use crate::grade::{NeverEvent, Written};
use crate::measure::{self, ATTAINABLE, NeverRows, TRUE_RISK, TRUTH};
use crate::needs;
use crate::predictions::{self, Predicted};
use crate::recipes;
use crate::submission::Submission;

/// Why the reference has no measures of code: it is held against trusted functions when it runs.
pub(crate) const OF_CODE: &str = "of_code";

/// How many patients a never event names.
const EXAMPLES: usize = 5;

/// Everything measured in a submission.
#[derive(Default)]
pub(crate) struct Measured {
    pub(crate) evidence: Evidence,
    pub(crate) never: Vec<NeverEvent>,
    pub(crate) texts: Vec<Written>,
    pub(crate) failed: Vec<FailedCase>,
}

/// All evidence of a submission, and the rows on which something happened that must not.
///
/// Without programs it is the reference that is measured: in place of code stands a recipe, and
/// of functions nothing is measured, as they are held against trusted ones.
pub(crate) fn measured(
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
            let of_code = exercise.functions.iter().flat_map(Judged::measures);
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
            nobody_predicted(exercise, &mut evidence);
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

/// Why there are no measures of risks that nobody gave; formulas may name them all the same.
fn nobody_predicted(exercise: &Exercise, evidence: &mut Evidence) {
    let file = &exercise.file;
    let of_risks = measure::OF_RISKS.into_iter().filter(|_| predictions::has_risk(file));
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
