//! Every layout of an evaluation.

use medlab_charts::Patients;
use medlab_metrics::{Estimate, Undefined};
use medlab_report::{
    About, Terminal, Words, evaluation_figures, evaluation_html, evaluation_json,
    evaluation_text,
};

use crate::{expected, pages, samples};

#[test]
fn json_is_as_promised() {
    let json = samples::with_evaluation(|evaluation, _| evaluation_json(evaluation, 1));
    let keys: Vec<&str> = json
        .lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split('"').next())
        .collect();
    assert_eq!(
        keys,
        [
            "format",
            "n",
            "events",
            "prevalence",
            "dropped",
            "discrimination",
            "calibration",
            "overall",
            "thresholds",
            "groups",
            "interval_method",
            "warnings"
        ]
    );
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["n"], 2000);
    assert_eq!(read["dropped"], 1);
    assert_eq!(read["calibration"]["curve_method"], "loess");
    assert_eq!(read["thresholds"][1]["threshold"], 0.2);
    assert!(read["thresholds"][0]["fn"].is_u64());
    assert_eq!(read["groups"][2]["value"], "");
    assert_eq!(read["interval_method"], "analytic");
}

#[test]
fn json_holds_every_number_to_the_bit() {
    let check = |evaluation: &medlab_metrics::Evaluation| {
        let read: serde_json::Value =
            serde_json::from_str(&evaluation_json(evaluation, 0)).unwrap();
        let auroc = evaluation.auroc.unwrap();
        let found = &read["discrimination"]["auroc"];
        let bits = |value: &serde_json::Value| value.as_f64().unwrap().to_bits();
        assert_eq!(bits(&found["estimate"]), auroc.value.to_bits());
        assert_eq!(bits(&found["lower"]), auroc.limits.unwrap().lower.to_bits());
        assert_eq!(
            bits(&read["overall"]["log_loss"]),
            evaluation.overall.log_loss.to_bits()
        );
    };
    samples::with_evaluation(|evaluation, _| {
        check(evaluation);
        String::new()
    });
}

#[test]
fn what_is_undefined_is_null_and_says_why() {
    let json = samples::with_evaluation(|evaluation, _| {
        let mut evaluation = evaluation.clone();
        evaluation.auroc = Err(Undefined::OneClass);
        evaluation.calibration.slope =
            Ok(Estimate { value: 0.5, limits: Err(Undefined::TooFew) });
        evaluation_json(&evaluation, 0)
    });
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        read["discrimination"]["auroc"].to_string(),
        r#"{"estimate":null,"lower":null,"upper":null,"why":"one_class"}"#
    );
    assert_eq!(
        read["calibration"]["slope"].to_string(),
        r#"{"estimate":0.5,"lower":null,"upper":null,"why":"too_few"}"#
    );
}

#[test]
fn terminal_text() {
    let words = Words::english();
    let text = samples::with_evaluation(|evaluation, _| {
        evaluation_text(evaluation, samples::ABOUT, &words, Terminal::default())
    });
    expected::check("evaluation.txt", &text);
    assert!(text.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn the_page_is_whole() {
    let words = Words::english();
    let page = samples::with_evaluation(|evaluation, predictions| {
        evaluation_html(evaluation, samples::ABOUT, predictions, None, &words)
    });
    pages::check_page(&page);
    assert_eq!(page.matches("<figure").count(), 7);
    for words in ["Alarm from a risk of 0.10 on", "site: (empty)", "1 row was left out"] {
        assert!(page.contains(words), "{words} is missing");
    }
}

#[test]
fn after_recalibration_two_figures_more_say_how_it_was_done() {
    let words = Words::english();
    let page = |after: bool| {
        samples::with_evaluation(|evaluation, predictions| {
            let after = after.then_some((predictions, evaluation));
            evaluation_html(evaluation, samples::ABOUT, predictions, after, &words)
        })
    };
    let (with, without) = (page(true), page(false));
    pages::check_page(&with);
    assert_eq!(with.matches("<figure").count(), 9);
    assert_eq!(with.matches("10-fold cross-fitting").count(), 2);
    assert!(!without.contains("cross-fitting"));
}

#[test]
fn every_figure_keeps_the_rules() {
    use medlab_charts::rules::{Breach, breaches};
    let words = Words::english();
    let about = About { outcome: "", ..samples::ABOUT };
    samples::with_evaluation(|evaluation, predictions| {
        for figure in evaluation_figures(evaluation, about, predictions, &words) {
            let broken = breaches(&figure.spec);
            assert_eq!(broken, Vec::<Breach>::new(), "{}", figure.title);
            assert!(figure.description.contains("the outcome") || figure.size.0 > 700);
        }
        String::new()
    });
}

#[test]
fn nothing_is_claimed_of_the_patients_of_a_given_file() {
    let words = Words::english();
    let page = |about: About<'_>| {
        samples::with_evaluation(|evaluation, predictions| {
            evaluation_html(evaluation, about, predictions, None, &words)
                + &evaluation_text(evaluation, about, &words, Terminal::default())
        })
    };
    let given = page(samples::ABOUT);
    let once_or_twice = given.matches("The file was evaluated as it is.").count();
    assert_eq!(once_or_twice, 2, "once in the page, once in the text");
    assert_eq!(given.matches(">Patients as given</text>").count(), 7);
    assert!(!given.contains("Synthetic") && !given.contains("are synthetic"));
    let made = page(About { patients: Patients::Synthetic, ..samples::ABOUT });
    assert_eq!(made.matches("All patients are synthetic.").count(), 2);
    assert_eq!(made.matches(">Synthetic patients</text>").count(), 7);
    assert!(!made.contains("as given") && !made.contains("as it is."));
}
