//! Pages: whole, alone, and usable without eyes, mouse or colour.

use medlab_exercise::Status;
use medlab_exercise::code::{FailedCase, Failure};
use medlab_exercise::grade::Written;
use medlab_report::{
    Gallery, Terminal, Words, class_html, feedback_html, feedback_text, grade_html,
    grade_text, illustrated_grade_html, junit, tour_html,
};

use crate::{expected, samples};

/// What every page keeps.
#[track_caller]
pub(crate) fn check_page(page: &str) {
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"));
    for part in [
        "<meta charset=\"utf-8\">",
        "name=\"viewport\"",
        "<title>",
        "class=\"skip\" href=\"#content\"",
        "<main id=\"content\"",
        "<header",
        "<footer",
        "prefers-color-scheme: dark",
        "@media print",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    let claims = ["All patients are synthetic.", "The file was evaluated as it is."];
    let made = claims.iter().filter(|claim| page.contains(**claim)).count();
    assert_eq!(made, 1, "a page says once whose patients it shows");
    // Nothing runs and nothing is fetched; the only addresses are those of SVG's names.
    let addresses = page.replace("http://www.w3.org/2000/svg", "");
    for part in
        ["<script", "http:", "https:", "url(", "@import", "<link", "<img", "onload="]
    {
        assert!(!addresses.contains(part), "{part} is in the page");
    }
    // A message that is not there shows as its id in brackets.
    let bracket = page.find(">[").or_else(|| page.find(" ["));
    assert_eq!(bracket, None, "{:?}", bracket.map(|at| &page[at..at + 40]));
    for head in page.split("<th").skip(1).filter(|head| !head.starts_with("ead")) {
        assert!(head.starts_with(" scope="), "a header cell without scope: {head:.60}");
    }
    check_headings(page);
    check_nesting(page);
}

/// Headings go down one level at a time.
#[track_caller]
fn check_headings(page: &str) {
    let mut level = 0;
    for heading in page.split("<h").skip(1) {
        let Some(next) = heading.chars().next().and_then(|c| c.to_digit(10)) else {
            continue;
        };
        assert!(next <= level + 1, "h{next} after h{level}: {heading:.60}");
        level = next;
    }
}

/// Every element that is opened is closed, in order.
#[track_caller]
fn check_nesting(page: &str) {
    const EMPTY: [&str; 7] =
        ["!doctype", "meta", "br", "rect", "circle", "polyline", "polygon"];
    let mut open = Vec::new();
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let body = format!("{head}{rest}");
    for tag in body.split('<').skip(1) {
        let name: String = tag
            .chars()
            .take_while(|c| c.is_alphanumeric() || "/!".contains(*c))
            .collect();
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed), "<{tag:.60}"),
            None if EMPTY.contains(&name.as_str()) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<String>::new());
}

#[test]
fn grade_pages() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap().titled(samples::TITLE);
    let page = grade_html(&samples::flawed(), &words);
    expected::check("flawed.html", &page);
    for grade in [
        samples::flawed(),
        samples::good(),
        samples::not_gradable(),
        samples::grader_error(),
    ] {
        check_page(&grade_html(&grade, &words));
        check_page(&feedback_html(&grade, &words));
        let hidden = feedback_html(&samples::graded(grade), &words);
        for secret in ["0.812", "0.839", "0.851", "P000012", "sha256", "eference"] {
            assert!(!hidden.contains(secret), "{secret} is shown");
        }
    }
}

#[test]
fn a_cap_is_said_where_it_took_points() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let cap =
        "A never event caps the points at 4 of 10. The criteria alone would give 9.5.";
    let said = |grade: &medlab_exercise::Grade| {
        let wide = Terminal { width: 200, colour: false };
        [
            grade_html(grade, &words),
            feedback_html(grade, &words),
            grade_text(grade, &words, wide),
            feedback_text(grade, &words, wide),
            junit(std::slice::from_ref(grade), &words),
        ]
    };
    for grade in [samples::capped(), samples::graded(samples::capped())] {
        for (layout, text) in said(&grade).iter().enumerate() {
            assert!(text.contains(cap), "layout {layout}:\n{text}");
        }
    }
    // A never event that takes no points away is no cap.
    let uncapped = said(&samples::flawed());
    assert!(uncapped.iter().all(|text| !text.contains("caps the points")));
}

#[test]
fn the_tour() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let page = samples::with_tour(|tour| tour_html(tour, &words));
    check_page(&page);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing"));
    assert!(at("NOT PASSED: 3 of 10 points") < at("PASSED with 9.5 of 10 points"));
}

#[test]
fn a_class() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap().titled(samples::TITLE);
    let page = class_html(&samples::class(9), &[], &words);
    check_page(&page);
    expected::check("class.html", &page);
    check_page(&class_html(&[], &[], &words));
}

#[test]
fn a_teacher_reads_what_learners_wrote() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let mut grades = samples::class(3);
    for grade in &mut grades {
        if let Status::Graded(marks) = &mut grade.status {
            marks.texts.push(Written {
                id: "card.explain".into(),
                label: "Explain one result".into(),
                text: "Of 100 like you <script>alert(1)</script>".into(),
            });
        }
    }
    let page = class_html(&grades, &[], &words);
    check_page(&page);
    assert!(page.contains("In their own words") && page.contains("Explain one result"));
    assert!(page.contains("Of 100 like you") && !page.contains("<script"), "{page}");
}

#[test]
fn a_teacher_reads_why_there_is_no_mark() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let page = class_html(&samples::class(50), &[], &words);
    check_page(&page);
    assert_eq!(page.matches("<th scope=\"row\">class&#x2f;").count(), 50 + 6);
    for said in [
        "50 submissions, of which 44 could be judged and 32 passed.",
        "Half of those judged got 9.5 of 10 points or more.",
        "predictions.csv, line 13, row 12, column risk: expected a risk from 0 to 1, found 1.7",
        "Way out: is it in percent? divide it by 100",
        "the grader failed on this submission",
        "80 to 100",
        "Group missed: 12 submissions",
        "not passed, never event",
    ] {
        assert!(page.contains(said), "{said} is missing");
    }
    // What cost most comes first: 9 of 44 got nothing for the risks, and 35 nearly all.
    let at = |name: &str| page.find(&format!("<th scope=\"row\">{name}</th>")).unwrap();
    assert!(at("Right risks") < at("Benefit") && at("Benefit") < at("Ranking"));
    // Alone and in practice nobody has a pseudonym, and there is no empty column.
    let practice = class_html(&[samples::good()], &[], &words);
    assert!(!practice.contains("Learner"));
    // Full points lie in the last stretch.
    assert!(practice.contains("80 to 100"));
}

#[test]
fn figures_stand_below_a_grade_under_their_headings() {
    let words = Words::english();
    let spoken = words.exercise(samples::FTL).unwrap();
    let mut galleries = samples::galleries().to_vec();
    galleries.push(Gallery {
        figures: Vec::new(),
        heading: "Nothing".into(),
        ..galleries[0].clone()
    });
    let page = illustrated_grade_html(&samples::flawed(), &spoken, &galleries);
    check_page(&page);
    assert!(page.contains("<h2>Figures</h2>\n<p>Luck is in them.</p>"));
    assert_eq!(page.matches("<figure").count(), 1);
    assert!(!page.contains("Nothing"), "a heading without figures");
}

#[test]
fn a_teacher_reads_what_went_wrong_in_functions() {
    let words = Words::english();
    let words = words.exercise(samples::FTL).unwrap();
    let mut grades = samples::class(6);
    let judged = grades.iter_mut().filter_map(|grade| match &mut grade.status {
        Status::Graded(marks) => Some(marks),
        _ => None,
    });
    for (number, marks) in judged.take(3).enumerate() {
        let failure = if number == 0 { Failure::Panicked } else { Failure::TookTooLong };
        let (function, kind) = ("c_index".to_string(), "ordinary".to_string());
        marks.failed.push(FailedCase { function, kind, failure, seen: None });
    }
    let links: Vec<String> = (0..6).map(|n| format!("feedback/{n}.html")).collect();
    let page = class_html(&grades, &links, &words);
    check_page(&page);
    let at = |said: &str| page.find(said).unwrap_or_else(|| panic!("{said} is missing"));
    // The more frequent first.
    assert!(at("used up the instructions") < at("panicked"), "{page}");
    assert!(page.contains("href=\"feedback&#x2f;5.html\""));
    assert!(!class_html(&samples::class(6), &[], &words).contains("in functions"));
}
