//! What a submission contains does no harm in any layout.

use medlab_exercise::grade::Written;
use medlab_exercise::{Argument, Fault, Found, Grade, Problem, Status};
use medlab_report::{
    About, Terminal, Words, class_html, evaluation_html, feedback_html, feedback_text,
    grade_html, grade_json, grade_text, junit,
};

use crate::samples;

const HOSTILE: &str = "a\u{1b}[32mPASSED\u{1b}[0m\n::error::\u{202e}x</td><script>alert(1)</script>]]>\0##[x]";

fn text(text: &str) -> Argument {
    Argument::Text(text.into())
}

fn hostile() -> Vec<Grade> {
    let mut flawed = samples::flawed();
    flawed.submission = HOSTILE.into();
    flawed.learner = Some(HOSTILE.into());
    flawed.variant = Some(HOSTILE.into());
    if let Status::Graded(marks) = &mut flawed.status {
        marks.criteria[1].found = Found::Text(HOSTILE.into());
        marks.never_events[0].examples = vec![HOSTILE.into()];
        let [id, label, text] = [HOSTILE; 3].map(String::from);
        marks.texts.push(Written { id, label, text });
    }
    let mut broken = samples::not_gradable();
    broken.submission = HOSTILE.into();
    broken.status = Status::NotGradable(Fault {
        problem: Problem {
            code: "unknown_key",
            case: "",
            arguments: ["found", "known"].map(|name| (name, text(HOSTILE))).to_vec(),
        },
        file: Some(HOSTILE.into()),
        row: None,
        line: Some(1),
        column: Some(HOSTILE.into()),
        waiting: vec![HOSTILE.into()],
    });
    let mut failed = samples::grader_error();
    failed.status = Status::GraderError(Problem {
        code: "course",
        case: "",
        arguments: ["message", "hint"].map(|name| (name, text(HOSTILE))).to_vec(),
    });
    vec![flawed, broken, failed]
}

#[track_caller]
fn check_text(text: &str) {
    let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!text.contains(harmful), "{text:?}");
    for line in text.lines() {
        assert!(!line.trim_start().starts_with("::"), "{line}");
        assert!(!line.contains("##["), "{line}");
    }
}

#[test]
fn no_layout_passes_it_on() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    for grade in hostile() {
        for width in [20, 40, 80] {
            let terminal = Terminal { width, colour: false };
            check_text(&grade_text(&grade, &words, terminal));
            check_text(&feedback_text(&grade, &words, terminal));
        }
        let json = grade_json(&grade, &words);
        check_text(&json);
        serde_json::from_str::<serde_json::Value>(&json).unwrap();
        for page in [
            grade_html(&grade, &words),
            feedback_html(&grade, &words),
            class_html(std::slice::from_ref(&grade), &[], &words),
        ] {
            check_text(&page);
            assert!(!page.contains("<script"), "{page}");
        }
        let xml = junit(&[grade], &words);
        check_text(&xml);
        assert!(!xml.contains("<script") && !xml.contains("]]>"), "{xml}");
    }
}

#[test]
fn a_column_may_have_any_name() {
    let words = Words::english();
    let page = samples::with_evaluation(|evaluation, predictions| {
        let mut evaluation = evaluation.clone();
        evaluation.groups[0].column = HOSTILE.into();
        evaluation.groups[1].value = HOSTILE.into();
        let about = About { outcome: HOSTILE, ..samples::ABOUT };
        evaluation_html(&evaluation, about, predictions, None, &words)
    });
    check_text(&page);
    assert!(!page.contains("<script"));
}
