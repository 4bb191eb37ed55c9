//! Grades as JUnit XML, for the CI systems that show it.
//!
//! One suite a submission. Its first case is the result as a whole, then comes one for
//! each criterion and each never event. A CI user reads red as: this was not passed, so a
//! suite has a failure (an error, where the grader failed) exactly when its submission is
//! not passed, as `medlab check` ends with an exit code that is not 0. Where it is passed:
//!
//! - a criterion met in part passes, and its message is the case's output;
//! - a criterion not met is skipped with its message, which shows without turning red.
//!
//! Where it is not passed, both are failures, since they are where the points were lost.
//! A criterion that could not be judged is skipped either way. The message of a failure
//! stands in the attribute and in the text, since some systems show only one of them.

use std::collections::BTreeSet;

use medlab_exercise::Grade;

use crate::shown::{ShownCriterion, ShownFault, ShownGrade, shown};
use crate::words::{Audience, ExerciseWords};

/// The outcome of a submission that passed, and the name of the case that says so.
const PASSED: &str = "passed";

/// All grades as one document, in the order given.
pub fn junit(grades: &[Grade], words: &ExerciseWords<'_>) -> String {
    let mut suites = String::new();
    let mut names = BTreeSet::new();
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    for grade in grades {
        let shown = shown(grade, words, Audience::Everything);
        let suite = Suite::of(&shown, unique(&mut names, &shown), words);
        tests += suite.cases.len();
        failures += suite.count(Outcome::is_failure);
        errors += suite.count(Outcome::is_error);
        suites.push_str(&suite.xml());
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"medlab\" \
         tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"0\">\n\
         {suites}</testsuites>\n"
    )
}

struct Suite {
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    result: Outcome,
}

/// How a case went.
enum Outcome {
    Passed,
    /// Passed, and something is to be said.
    Noted(String),
    Skipped(String),
    Failed {
        kind: String,
        message: String,
    },
    /// The grader's fault.
    Error {
        kind: String,
        message: String,
    },
}

impl Suite {
    fn of(grade: &ShownGrade, name: String, words: &ExerciseWords<'_>) -> Self {
        let mut cases = match &grade.fault {
            Some(fault) => vec![Case::unjudged(fault, grade, words)],
            None => vec![Case::whole(grade)],
        };
        let passed = grade.outcome == PASSED;
        cases.extend(grade.criteria.iter().map(|mark| Case::criterion(mark, passed)));
        for event in &grade.never_events {
            let text = words.program().say("never-event", &[]);
            let message = format!("{text}: {}", event.message);
            let result = Outcome::Failed { kind: "never-event".into(), message };
            cases.push(Case { name: format!("never-{}", event.id), result });
        }
        Self { name, cases }
    }

    fn count(&self, of: fn(&Outcome) -> bool) -> usize {
        self.cases.iter().filter(|case| of(&case.result)).count()
    }

    fn xml(&self) -> String {
        let mut xml = format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">\n",
            escaped(&self.name),
            self.cases.len(),
            self.count(Outcome::is_failure),
            self.count(Outcome::is_error),
            self.count(Outcome::is_skipped),
        );
        for case in &self.cases {
            xml.push_str(&case.xml(&self.name));
        }
        xml.push_str("  </testsuite>\n");
        xml
    }
}

impl Case {
    /// The grade as a whole: the points, and what capped them.
    fn whole(grade: &ShownGrade) -> Self {
        let said = [Some(&grade.headline), grade.cap.as_ref(), grade.custody.as_ref()];
        let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
        let message = said.join(". ");
        let result = match grade.outcome {
            PASSED => Outcome::Noted(message),
            outcome => Outcome::Failed { kind: outcome.to_owned(), message },
        };
        Self { name: PASSED.into(), result }
    }

    /// Why there is no grade.
    fn unjudged(
        fault: &ShownFault,
        grade: &ShownGrade,
        words: &ExerciseWords<'_>,
    ) -> Self {
        let hint = words.program().say("hint", &[("value", fault.hint.clone().into())]);
        let custody = grade.custody.clone().unwrap_or_default();
        let parts = [fault.place.clone(), fault.message.clone(), hint, custody];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let (kind, message) = (fault.code.clone(), parts.join("; "));
        let result = match grade.outcome {
            "grader-error" => Outcome::Error { kind, message },
            _ => Outcome::Failed { kind, message },
        };
        Self { name: "gradable".into(), result }
    }

    /// One criterion of a submission that `passed` as a whole, or did not.
    fn criterion(criterion: &ShownCriterion, passed: bool) -> Self {
        let message = format!("{}: {}", criterion.points, criterion.message);
        let result = match (criterion.verdict.as_str(), passed) {
            ("met", _) => Outcome::Passed,
            ("partial", true) => Outcome::Noted(message),
            ("not-judged", _) | (_, true) => Outcome::Skipped(message),
            (verdict, false) => Outcome::Failed { kind: verdict.to_owned(), message },
        };
        Self { name: criterion.id.clone(), result }
    }

    fn xml(&self, suite: &str) -> String {
        let (suite, name) = (escaped(suite), escaped(&self.name));
        let case =
            format!("    <testcase classname=\"{suite}\" name=\"{name}\" time=\"0\"");
        let inner = match &self.result {
            Outcome::Passed => return case + "/>\n",
            Outcome::Noted(message) => {
                format!("<system-out>{}</system-out>", escaped(message))
            }
            Outcome::Skipped(message) => element("skipped", "", message),
            Outcome::Failed { kind, message } => element("failure", kind, message),
            Outcome::Error { kind, message } => element("error", kind, message),
        };
        format!("{case}>\n      {inner}\n    </testcase>\n")
    }
}

impl Outcome {
    fn is_failure(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }

    fn is_error(&self) -> bool {
        matches!(self, Self::Error { .. })
    }

    fn is_skipped(&self) -> bool {
        matches!(self, Self::Skipped(_))
    }
}

fn element(name: &str, kind: &str, message: &str) -> String {
    let message = escaped(message);
    let kind = match kind {
        "" => String::new(),
        kind => format!(" type=\"{}\"", escaped(kind)),
    };
    format!("<{name}{kind} message=\"{message}\">{message}</{name}>")
}

/// Exercise and submission; a second one of the same name gets a number.
fn unique(names: &mut BTreeSet<String>, grade: &ShownGrade) -> String {
    let plain = match grade.submission.as_str() {
        "" => grade.exercise.clone(),
        submission => format!("{}/{submission}", grade.exercise),
    };
    let mut name = plain.clone();
    let mut number = 2;
    while !names.insert(name.clone()) {
        name = format!("{plain} ({number})");
        number += 1;
    }
    name
}

/// Text inside an element or attribute of XML 1.0, which has no way to write most control
/// characters and two others.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}
