//! Grades as JUnit XML, for the CI systems that show it.
//!
//! One suite a submission, one case a criterion and one a never event. A criterion that
//! is met in part is a failure there, because JUnit knows no half. The message stands in
//! the attribute and in the text, since some systems show only one of them.

use std::collections::BTreeSet;
use std::fmt::Write;

use medlab_exercise::Grade;

use crate::shown::{ShownGrade, shown};
use crate::words::{Audience, ExerciseWords};

/// All grades as one document, in the order given.
pub fn junit(grades: &[Grade], words: &ExerciseWords<'_>) -> String {
    let mut suites = String::new();
    let mut names = BTreeSet::new();
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    for grade in grades {
        let shown = shown(grade, words, Audience::Everything);
        let suite = Suite::of(&shown, unique(&mut names, &shown), words);
        tests += suite.cases.len();
        failures += suite.count("failure");
        errors += suite.count("error");
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
    /// `failure`, `error` or `skipped`, its type and its message.
    result: Option<(&'static str, String, String)>,
}

impl Suite {
    fn of(grade: &ShownGrade, name: String, words: &ExerciseWords<'_>) -> Self {
        let mut cases = Vec::new();
        if let Some(fault) = &grade.fault {
            let element =
                if grade.outcome == "grader-error" { "error" } else { "failure" };
            let hint =
                words.program().say("hint", &[("value", fault.hint.clone().into())]);
            let parts = [fault.place.clone(), fault.message.clone(), hint];
            let parts: Vec<_> =
                parts.into_iter().filter(|part| !part.is_empty()).collect();
            cases.push(Case {
                name: "gradable".into(),
                result: Some((element, fault.code.clone(), parts.join("; "))),
            });
        }
        for criterion in &grade.criteria {
            let message = format!("{}: {}", criterion.points, criterion.message);
            let result = match criterion.verdict.as_str() {
                "met" => None,
                "not-judged" => Some(("skipped", "not-judged".into(), message)),
                verdict => Some(("failure", verdict.to_owned(), message)),
            };
            cases.push(Case { name: criterion.id.clone(), result });
        }
        for event in &grade.never_events {
            let text = words.program().say("never-event", &[]);
            let mut message = format!("{text}: {}", event.message);
            if let Some(cap) = &grade.cap {
                message = format!("{message} {cap}");
            }
            let result = Some(("failure", "never-event".into(), message));
            cases.push(Case { name: format!("never-{}", event.id), result });
        }
        Self { name, cases }
    }

    fn count(&self, element: &str) -> usize {
        let is = |case: &&Case| {
            case.result.as_ref().is_some_and(|(kind, _, _)| *kind == element)
        };
        self.cases.iter().filter(is).count()
    }

    fn xml(&self) -> String {
        let mut xml = format!(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">\n",
            escaped(&self.name),
            self.cases.len(),
            self.count("failure"),
            self.count("error"),
            self.count("skipped"),
        );
        for case in &self.cases {
            xml.push_str(&case.xml(&self.name));
        }
        xml.push_str("  </testsuite>\n");
        xml
    }
}

impl Case {
    fn xml(&self, suite: &str) -> String {
        let mut xml = format!(
            "    <testcase classname=\"{}\" name=\"{}\" time=\"0\"",
            escaped(suite),
            escaped(&self.name)
        );
        // Writing to a text cannot fail.
        let _ = match &self.result {
            None => writeln!(xml, "/>"),
            Some((element, kind, message)) => {
                let message = escaped(message);
                let kind = match *element {
                    "skipped" => String::new(),
                    _ => format!(" type=\"{}\"", escaped(kind)),
                };
                writeln!(
                    xml,
                    ">\n      <{element}{kind} message=\"{message}\">{message}</{element}>\n    </testcase>"
                )
            }
        };
        xml
    }
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
