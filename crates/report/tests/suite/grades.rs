//! Every layout of a grade.

use medlab_exercise::code::Custody;
use medlab_exercise::{Grade, Status, Verdict};
use medlab_report::{
    Terminal, Words, class_html, feedback_html, feedback_text, grade_html, grade_json,
    grade_json_line, grade_text, junit,
};

use crate::{expected, samples};

#[track_caller]
fn check(name: &str, write: impl FnOnce(&medlab_report::ExerciseWords<'_>) -> String) {
    let words = Words::english();
    let words = words
        .exercise(samples::FTL)
        .expect("the sample is Fluent")
        .titled(samples::TITLE);
    expected::check(name, &write(&words));
}

fn all() -> Vec<Grade> {
    vec![
        samples::flawed(),
        samples::good(),
        samples::not_gradable(),
        samples::grader_error(),
    ]
}

#[test]
fn terminal_text() {
    let plain = Terminal::default();
    check("flawed.txt", |words| grade_text(&samples::flawed(), words, plain));
    check("good.txt", |words| grade_text(&samples::good(), words, plain));
    check("not-gradable.txt", |words| grade_text(&samples::not_gradable(), words, plain));
    check("grader-error.txt", |words| grade_text(&samples::grader_error(), words, plain));
    check("capped.txt", |words| grade_text(&samples::capped(), words, plain));
    let narrow = Terminal { width: 40, colour: true };
    check("flawed-narrow-colour.txt", |words| {
        grade_text(&samples::flawed(), words, narrow)
    });
}

#[test]
fn json_is_as_promised() {
    check("flawed.json", |words| grade_json(&samples::flawed(), words));
    check("not-gradable.json", |words| grade_json(&samples::not_gradable(), words));
    check("grades.jsonl", |words| {
        all().iter().map(|grade| grade_json_line(grade, words) + "\n").collect()
    });
}

#[test]
fn json_of_one_line_holds_the_same() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    for grade in all() {
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let line = grade_json_line(&grade, &words);
        assert_eq!(read(&line), read(&grade_json(&grade, &words)));
        assert!(!line.contains('\n'));
    }
}

#[test]
fn junit_xml() {
    let mut grades = all();
    grades.push(samples::good());
    check("grades.xml", |words| junit(&grades, words));
}

/// A CI system is red where the exit code of `medlab check` is not 0.
#[test]
fn junit_is_red_exactly_where_a_submission_is_not_passed() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let mut passed_below = samples::good();
    let mut nothing_judged = samples::flawed();
    for (grade, verdict) in
        [(&mut passed_below, Verdict::NotMet), (&mut nothing_judged, Verdict::NotJudged)]
    {
        let Status::Graded(marks) = &mut grade.status else { panic!("it is judged") };
        marks.never_events.clear();
        marks.criteria.iter_mut().for_each(|mark| mark.verdict = verdict);
    }
    let more = [passed_below, nothing_judged, samples::capped()];
    for grade in all().into_iter().chain(more) {
        let xml = junit(std::slice::from_ref(&grade), &words);
        let red = xml.contains("<failure") || xml.contains("<error");
        assert_eq!(red, !grade.passed(), "{xml}");
        let suite = xml.lines().nth(2).unwrap();
        let counted = |element: &str| xml.matches(&format!("<{element} ")).count();
        for (name, found) in [
            ("tests", counted("testcase")),
            ("failures", counted("failure")),
            ("errors", counted("error")),
            ("skipped", counted("skipped")),
        ] {
            assert!(suite.contains(&format!(" {name}=\"{found}\"")), "{name}: {xml}");
        }
    }
}

#[test]
fn feedback_in_graded_mode_hides_what_is_hidden() {
    let plain = Terminal::default();
    let flawed = samples::graded(samples::flawed());
    check("flawed-feedback.txt", |words| feedback_text(&flawed, words, plain));
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let feedback = feedback_text(&flawed, &words, plain);
    for hidden in [
        "0.812",
        "0.84",
        "0.851",
        "0.335",
        "P000012",
        "3 patients",
        "sha256",
        "reference",
    ] {
        assert!(!feedback.contains(hidden), "{hidden} is shown:\n{feedback}");
    }
    let practice = feedback_text(&samples::flawed(), &words, plain);
    assert!(practice.contains("0.839") && practice.contains("P000012"));
}

#[test]
fn only_colour_differs_between_colour_and_none() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    for grade in all() {
        let text = |colour| grade_text(&grade, &words, Terminal { width: 80, colour });
        let coloured = text(true);
        let mut bare = coloured.replace("\u{1b}[0m", "");
        for code in ["1", "1;31", "1;32", "1;33"] {
            bare = bare.replace(&format!("\u{1b}[{code}m"), "");
        }
        assert_eq!(bare, text(false));
        assert_ne!(coloured, bare);
    }
}

#[test]
fn every_layout_says_that_nobody_insisted_on_a_sandbox() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let wide = Terminal { width: 300, colour: false };
    for base in all() {
        let said = |custody| {
            let grade = Grade { custody: Some(custody), ..base.clone() };
            let layouts = [
                grade_html(&grade, &words),
                feedback_html(&grade, &words),
                class_html(std::slice::from_ref(&grade), &[], &words),
                grade_text(&grade, &words, wide),
                feedback_text(&grade, &words, wide),
                junit(std::slice::from_ref(&grade), &words),
            ];
            (grade_json_line(&grade, &words), layouts)
        };
        let (line, layouts) = said(Custody::Trusted);
        assert!(line.contains("\"custody\":\"trusted\""), "{line}");
        for (number, layout) in layouts.iter().enumerate() {
            assert!(layout.contains("--trust-submissions"), "layout {number}:\n{layout}");
        }
        let (line, layouts) = said(Custody::Confined);
        assert!(line.contains("\"custody\":\"confined\""), "{line}");
        assert!(!layouts.concat().contains("--trust-submissions"));
    }
}
