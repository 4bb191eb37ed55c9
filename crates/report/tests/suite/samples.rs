//! Grades by hand.

use std::collections::BTreeMap;

use medlab_charts::{Figure, Messages, Patients, People, confusion_people};
use medlab_exercise::{
    Argument, CriterionMark, Digest, Fault, Found, Grade, Marks, Mode, NeverEvent,
    Points, Problem, Status, Verdict,
};

use medlab_metrics::evaluation::{Evaluation, Grouping, Request};
use medlab_metrics::{Counts, Predictions};
use medlab_report::{About, Gallery, Tour, TourSide};

pub(crate) const TITLE: &str = "Risks of sepsis, made with any tool";

pub(crate) const FTL: &str = "\
discrimination = Ranking
discrimination-met = The AUROC is { $found }: ill patients are ranked well above the others.
    .reference = The reference reaches { $reference }.
discrimination-partial = The AUROC was looked at: { $found }. A clinician would miss some ill patients. Look at which columns the model does not use yet.
    .reference = The reference reaches { $reference } on the same patients.
discrimination-not-met = The AUROC is { DECIMAL($found, places: 2) }; guessing gives 0.50.
discrimination-not-judged = The AUROC could not be computed: { $found }.
calibration = Right risks
calibration-met = Risks are right on average and at both ends.
calibration-partial = Risks are { PERCENT($off) } off on average.
calibration-not-met = Risks are far off: { $found } observed for each expected case, where the reference has { $reference }. Nobody can act on a risk that is three times too high. Fit the intercept again.
    .graded = Risks are far off: about { $found } observed for each expected case.
calibration-not-judged = Calibration could not be judged: { $found }.
benefit-met = At the stated harm ratio the model helps { PER($found, of: 1000) } of 1,000 patients.
benefit-partial = Less than the reference.
benefit-not-met = No net benefit.
benefit-not-judged = Not judged.
never-group-missed = { $patients ->
    [one] One patient
   *[other] { $patients } patients
 } of the hospital North with sepsis got a risk under 1 %: { $examples }. A whole group must never be missed.
";

pub(crate) fn flawed() -> Grade {
    let never = NeverEvent {
        id: "group-missed".into(),
        message_id: "never-group-missed".into(),
        patients: 3,
        examples: vec!["P000012".into(), "P000340".into(), "P001101".into()],
    };
    let marks = Marks {
        texts: Vec::new(),
        failed: Vec::new(),
        points: Points::from_hundredths(312),
        max_points: Points::from_hundredths(1000),
        passed: false,
        never_events: vec![never],
        criteria: vec![
            criterion(
                "discrimination",
                312,
                400,
                Verdict::Partial,
                "M2.2.1-a",
                0.8123,
                0.8391,
            ),
            criterion("calibration", 0, 400, Verdict::NotMet, "M2.2.1-b", 0.3351, 1.0),
            CriterionMark {
                found: Found::Undefined("constant_risk".into()),
                verdict: Verdict::NotJudged,
                message_id: "benefit-not-judged".into(),
                ..criterion("benefit", 0, 200, Verdict::NotMet, "M2.2.1-c", 0.0, 0.004)
            },
        ],
    };
    Grade { submission: "flawed/leaky".into(), ..grade(Status::Graded(marks)) }
}

/// Good but for a never event, which caps its points.
pub(crate) fn capped() -> Grade {
    let mut grade = good();
    grade.submission = "capped".into();
    if let (Status::Graded(marks), Status::Graded(flawed)) =
        (&mut grade.status, flawed().status)
    {
        marks.never_events = flawed.never_events;
        marks.points = Points::from_hundredths(400);
        marks.passed = false;
    }
    grade
}

pub(crate) fn good() -> Grade {
    let marks = Marks {
        texts: Vec::new(),
        failed: Vec::new(),
        points: Points::from_hundredths(974),
        max_points: Points::from_hundredths(1000),
        passed: true,
        never_events: Vec::new(),
        criteria: vec![
            criterion(
                "discrimination",
                400,
                400,
                Verdict::Met,
                "M2.2.1-a",
                0.8388,
                0.8391,
            ),
            CriterionMark {
                arguments: BTreeMap::from([("off".into(), Found::Number(0.062))]),
                ..criterion(
                    "calibration",
                    374,
                    400,
                    Verdict::Partial,
                    "M2.2.1-b",
                    1.06,
                    1.0,
                )
            },
            criterion("benefit", 200, 200, Verdict::Met, "M2.2.1-c", 0.0041, 0.004),
        ],
    };
    Grade { submission: "good".into(), ..grade(Status::Graded(marks)) }
}

pub(crate) fn not_gradable() -> Grade {
    let fault = Fault {
        problem: Problem {
            code: "risk_range",
            case: "percent",
            arguments: vec![("found", Argument::Text("1.7".into()))],
        },
        file: Some("predictions.csv".into()),
        row: Some(12),
        line: Some(13),
        column: Some("risk".into()),
        waiting: Vec::new(),
    };
    Grade { submission: "percent".into(), ..grade(Status::NotGradable(fault)) }
}

pub(crate) fn grader_error() -> Grade {
    let problem = Problem { code: "grader_error", case: "", arguments: Vec::new() };
    let status = Status::GraderError(problem);
    Grade { submission: "unlucky".into(), ..grade(status) }
}

pub(crate) fn graded(grade: Grade) -> Grade {
    Grade {
        mode: Mode::Graded,
        learner: Some("3f9c2b71a0".into()),
        variant: Some("pack-7d1e".into()),
        ..grade
    }
}

fn grade(status: Status) -> Grade {
    Grade {
        exercise: "mooc2-2-1-any-tool".into(),
        exercise_version: 1,
        submission: String::new(),
        learner: None,
        variant: Some("practice-7".into()),
        mode: Mode::Practice,
        custody: None,
        status,
        digest: Digest {
            submission: "sha256:5f2c".into(),
            exercise: "sha256:91ab".into(),
            grader: "medlab 0.1.0".into(),
        },
    }
}

fn criterion(
    id: &str,
    points: u32,
    most: u32,
    verdict: Verdict,
    outcome: &str,
    found: f64,
    reference: f64,
) -> CriterionMark {
    CriterionMark {
        id: id.into(),
        points: Points::from_hundredths(points),
        max_points: Points::from_hundredths(most),
        verdict,
        outcome: outcome.into(),
        found: Found::Number(found),
        reference: Some(Found::Number(reference)),
        message_id: format!("{id}-{}", verdict.code().replace('_', "-")),
        decimals: (id == "discrimination").then_some(3),
        arguments: match id {
            "discrimination" => BTreeMap::from([
                ("attainable".into(), Found::Number(0.8512)),
                ("ideal".into(), Found::Number(0.9034)),
            ]),
            _ => BTreeMap::new(),
        },
    }
}

/// So many learners.
pub(crate) fn class(size: u64) -> Vec<Grade> {
    let mut grades = Vec::new();
    for number in 0..size {
        let mut grade = match number % 17 {
            0 | 3 | 7 => flawed(),
            4 => not_gradable(),
            5 => grader_error(),
            8 => capped(),
            _ => good(),
        };
        grade.submission = format!("class/{:02}-{}", number + 1, grade.submission);
        grade.learner =
            Some(format!("{:010x}", 273_183_486_368_u64 + number * 7_919_993));
        grades.push(graded_as(grade));
    }
    grades
}

fn graded_as(grade: Grade) -> Grade {
    let learner = grade.learner.clone();
    Grade { learner, ..graded(grade) }
}

pub(crate) fn figures() -> Vec<Figure> {
    let words = Messages::english();
    let counts = Counts { tp: 118, fp: 302, fn_: 52, tn: 1528 };
    let people = People { counts: &counts, threshold: 0.1, outcome: "sepsis" };
    vec![confusion_people(&people, Patients::Synthetic, &words)]
}

/// The same under a heading of their own.
pub(crate) fn galleries() -> [Gallery; 1] {
    let (heading, note) = ("Figures".to_string(), "Luck is in them.".to_string());
    [Gallery { heading, note, figures: figures() }]
}

pub(crate) fn with_tour(page: impl FnOnce(&Tour<'_>) -> String) -> String {
    let (flawed, good, figures) = (flawed(), good(), figures());
    page(&Tour {
        title: "A first minute with medlab",
        introduction: "Two submissions of one exercise, on the same 2,000 synthetic patients.\nOne used a column that is known only after the prediction.",
        sides: [
            TourSide {
                heading: "A flawed submission",
                introduction: "It used whether the patient went to intensive care.",
                grade: &flawed,
                figures: &figures,
            },
            TourSide {
                heading: "A good submission",
                introduction: "It used what is known one hour after arrival.",
                grade: &good,
                figures: &figures,
            },
        ],
        closing: "Make your own: run medlab init lab.",
    })
}

pub(crate) const ABOUT: About<'static> =
    About { outcome: "sepsis", dropped: 1, patients: Patients::AsGiven };

/// 2,000 patients whose risks are a fixed grid and too low by a fifth.
pub(crate) fn with_evaluation(
    say: impl FnOnce(&Evaluation, &Predictions<'_>) -> String,
) -> String {
    let risks: Vec<f64> = (0..2000)
        .map(|i| f64::from(i) / 2000.0)
        .map(|share| 0.005 + 0.38 * share * share * share)
        .collect();
    let drawn = |i: usize| (i * 7919 % 1000) as f64 / 1000.0;
    let outcomes: Vec<bool> =
        risks.iter().enumerate().map(|(i, risk)| drawn(i) < risk * 1.25).collect();
    let sexes: Vec<&str> = (0..2000).map(|i| ["F", "M"][i % 2]).collect();
    let sites: Vec<&str> = (0..2000)
        .map(|i| match i {
            0..12 => "",
            _ => ["North", "South, of the river"][i % 3 / 2],
        })
        .collect();
    let groups = [
        Grouping { column: "sex", values: &sexes },
        Grouping { column: "site", values: &sites },
    ];
    let predictions = Predictions::new(&outcomes, &risks).expect("risks are in order");
    let request = Request { thresholds: &[0.1, 0.2], groups: &groups, clusters: None };
    let evaluation = Evaluation::of(&predictions, &request).expect("both classes");
    say(&evaluation, &predictions)
}
