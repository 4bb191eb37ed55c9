//! Every figure keeps the rules, says what it shows, and has the same bytes each time.

mod samples;

use medlab_charts::Patients;
use medlab_charts::rules::{Breach, breaches};

#[test]
fn every_figure_keeps_the_rules() {
    for figure in samples::all() {
        let broken: Vec<String> =
            breaches(&figure.spec).iter().map(Breach::to_string).collect();
        assert_eq!(broken, Vec::<String>::new(), "{}", figure.title);
    }
}

#[test]
fn a_figure_claims_of_its_patients_what_is_known() {
    let synthetic = samples::all().into_iter();
    for (made, given) in synthetic.zip(samples::all_of(Patients::AsGiven)) {
        assert_eq!(breaches(&given.spec), [], "{}", given.title);
        assert!(given.svg.contains(">Patients as given</text>"), "{}", given.title);
        let words = [&given.svg, &given.description, &given.caption, &given.title];
        let claims = |text: &&&String| text.to_lowercase().contains("synthetic");
        assert_eq!(words.iter().find(claims), None, "{}", given.title);
        // The mark is all that differs.
        let marked = made.svg.replace(">Synthetic patients<", ">Patients as given<");
        assert_eq!(marked, given.svg);
    }
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    assert_eq!(samples::all(), samples::all());
}

#[test]
fn every_figure_is_whole() {
    for figure in samples::all() {
        let svg = &figure.svg;
        assert!(
            svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""),
            "{svg:.80}"
        );
        assert!(svg.ends_with("</svg>\n"));
        assert!(svg.contains("role=\"img\"") && svg.contains("<desc>"));
        assert!(svg.contains(">Synthetic patients</text>"), "{}", figure.title);
        assert!(!figure.caption.is_empty() && !figure.table.rows.is_empty());
        for row in &figure.table.rows {
            assert_eq!(row.len(), figure.table.header.len(), "{}", figure.title);
        }
        // A message that is not there shows as its id in brackets.
        for text in [svg, &figure.description, &figure.caption, &figure.title] {
            assert!(!text.contains('['), "{}: {text:.200}", figure.title);
        }
        assert!(!figure.table.header.concat().contains('['), "{:?}", figure.table.header);
        assert!(!figure.table.rows.concat().concat().contains('['), "{}", figure.title);
    }
}

#[test]
fn coordinates_have_at_most_one_decimal() {
    for figure in samples::all() {
        for points in figure.svg.split("points=\"").skip(1) {
            let points = points.split('"').next().unwrap();
            for number in points.split([' ', ',']) {
                let (_, decimals) = number.split_once('.').unwrap();
                assert_eq!(decimals.len(), 1, "{number} in {}", figure.title);
            }
        }
    }
}

/// Bytes that a person looked at in a browser.
#[test]
fn drawings_are_as_reviewed() {
    let reviewed = [
        ("ROC curve", include_str!("reviewed/roc.svg")),
        ("Of 100 patients", include_str!("reviewed/people.svg")),
        ("AUROC by group", include_str!("reviewed/forest.svg")),
    ];
    for (title, expected) in reviewed {
        let figure =
            samples::all().into_iter().find(|figure| figure.title.starts_with(title));
        let found = figure.unwrap().svg;
        assert!(
            found == expected,
            "{title} is drawn differently; look at it in a browser"
        );
    }
}

#[test]
fn text_from_outside_stays_text() {
    let figure = samples::named("<script>alert(1)</script>\" onload=\"x");
    assert!(!figure.svg.contains("<script") && !figure.svg.contains("\" onload"));
}
