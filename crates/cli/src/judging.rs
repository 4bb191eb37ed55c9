//! Judging: one submission after another becomes a grade, on any number of threads.
//!
//! A panic of the grader is that submission's grader error; only a broken course ends the
//! batch.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use medlab_cohort::Dataset;
use medlab_exercise::code::Programs;
use medlab_exercise::format::Artifact;
use medlab_exercise::submission::Submission;
use medlab_exercise::{
    Assignment, Class, CourseError, Exercise, Fault, Grade, Mode, VariantId, judge,
};

use crate::submissions::{Found, Unusable};
use crate::workers::Workers;

/// What judging needs, shared by the threads.
pub(crate) struct Judging<'a> {
    /// The paths of learners who handed in this exercise more than once.
    crowded: BTreeSet<String>,
    exercise: &'a Exercise,
    dataset: &'a Dataset,
    class: Option<Class>,
    /// Recipes are judged in processes that may die alone.
    workers: Option<Workers>,
    /// Code is compiled and called in processes of its own.
    programs: Box<dyn Programs + Sync>,
    /// Practice variants are shared by many submissions, so each is drawn once.
    drawn: Mutex<BTreeMap<VariantId, Arc<Assignment>>>,
}

impl<'a> Judging<'a> {
    /// For what was found; without a class, practice is judged.
    pub(crate) fn new(
        exercise: &'a Exercise,
        dataset: &'a Dataset,
        class: Option<Class>,
        found: &[Found],
        course: Option<PathBuf>,
        programs: Box<dyn Programs + Sync>,
    ) -> Self {
        let crowded = crowded(found, class.as_ref(), exercise);
        let key = class.as_ref().map(Class::key);
        let workers = exercise.file.artifacts.contains(&Artifact::Recipe);
        let workers = workers.then(|| Workers::new(course, &exercise.file.id, key));
        let drawn = Mutex::default();
        Self { crowded, exercise, dataset, class, workers, programs, drawn }
    }

    /// A course's fault ends the batch; everything else is a grade.
    pub(crate) fn grade(&self, submission: &Submission) -> Result<Grade, CourseError> {
        self.guarded(submission, || self.judged(submission))
    }

    /// A panic of the grader becomes a grade of its own; it stops no other.
    fn guarded(
        &self,
        submission: &Submission,
        judged: impl FnOnce() -> Result<Grade, CourseError>,
    ) -> Result<Grade, CourseError> {
        let judged = catch_unwind(AssertUnwindSafe(judged));
        let mut grade = judged.unwrap_or_else(|_| {
            Ok(judge::grader_error(self.exercise, self.dataset, submission))
        })?;
        // Of what was refused before it ran, too: the whole batch is graded alike.
        let code = self.exercise.judges_code();
        grade.custody = code.then(|| self.programs.custody());
        if let Some(class) = &self.class {
            grade.mode = Mode::Graded;
            grade.learner = class.pseudonym(&submission.path);
        }
        Ok(grade)
    }

    fn judged(&self, submission: &Submission) -> Result<Grade, CourseError> {
        let (exercise, dataset) = (self.exercise, self.dataset);
        let refused = |variant, fault: Fault| {
            Ok(judge::not_gradable(exercise, dataset, submission, variant, fault))
        };
        let handin = match submission.handin() {
            Err(fault) => return refused(None, fault),
            Ok(handin) => handin,
        };
        let variant = handin.variant;
        let admitted =
            handin.is_for(exercise).and_then(|()| self.admits(submission, variant));
        if let Err(fault) = admitted {
            return refused(Some(variant), fault);
        }
        if let Some(workers) = &self.workers {
            let status = workers.judge(submission, variant)?;
            return Ok(judge::with_status(
                exercise, dataset, submission, variant, status,
            ));
        }
        let assignment = self.assignment(variant)?;
        judge::grade(exercise, dataset, &assignment, submission, &*self.programs, false)
    }

    fn admits(&self, submission: &Submission, variant: VariantId) -> Result<(), Fault> {
        if self.crowded.contains(&submission.path) {
            return Err(Fault::new(Unusable::Several));
        }
        match (&self.class, variant) {
            (Some(class), _) => class.admits(&submission.path, variant),
            (None, VariantId::Practice(_)) => Ok(()),
            (None, VariantId::Pack(_)) => Err(Fault::new(Unusable::PackWithoutKey)),
        }
    }

    fn assignment(&self, variant: VariantId) -> Result<Arc<Assignment>, CourseError> {
        let key = self.class.as_ref().map(Class::key);
        if let VariantId::Pack(_) = variant {
            return Assignment::of(self.exercise, self.dataset, variant, key)
                .map(Arc::new);
        }
        // Held while drawing: another thread that wants the same variant waits for it.
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = drawn.get(&variant) {
            return Ok(known.clone());
        }
        let assignment =
            Arc::new(Assignment::of(self.exercise, self.dataset, variant, key)?);
        drawn.insert(variant, assignment.clone());
        Ok(assignment)
    }
}

/// The submissions of learners who handed in this exercise more than once. Which one
/// counts is not medlab's to choose, and the best of many would be a guess that paid off.
fn crowded(
    found: &[Found],
    class: Option<&Class>,
    exercise: &Exercise,
) -> BTreeSet<String> {
    let mut of: BTreeMap<&str, Vec<&Found>> = BTreeMap::new();
    for one in found {
        if let Some(learner) = class.and_then(|class| class.learner(&one.name)) {
            of.entry(learner).or_default().push(one);
        }
    }
    // Only where there are several is it read which of them are about this exercise and about the
    // learner's own pack: what a stranger hands in under another's name takes nothing from them.
    let about = |one: &Found| {
        one.read().handin().is_ok_and(|handin| {
            let own = class
                .is_some_and(|class| class.admits(&one.name, handin.variant).is_ok());
            own && handin.exercise == exercise.file.id
        })
    };
    let several = of.into_values().filter(|all| all.len() > 1).map(|all| {
        all.into_iter().filter(|one| about(one)).map(|one| one.name.clone()).collect()
    });
    several.filter(|all: &Vec<String>| all.len() > 1).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use medlab_exercise::code::NoPrograms;
    use medlab_exercise::{Course, Status};

    #[test]
    fn a_panic_is_the_graders_error_on_that_submission() {
        let course = Course::read(&medlab_course::files()).unwrap();
        let exercise = &course.exercises[0];
        let dataset = course.dataset(exercise).unwrap();
        let judging =
            Judging::new(exercise, dataset, None, &[], None, Box::new(NoPrograms));
        let submission = Submission { path: "a".into(), files: Ok(BTreeMap::new()) };
        let grade = judging.guarded(&submission, || panic!("meant")).unwrap();
        assert!(matches!(grade.status, Status::GraderError(_)), "{grade:?}");
        let grade = judging.grade(&submission).unwrap();
        assert!(matches!(grade.status, Status::NotGradable(_)), "{grade:?}");
    }
}
