//! `medlab tour`: a newcomer's first minute.

use std::path::Path;

use medlab_charts::Figure;
use medlab_cohort::Dataset;
use medlab_exercise::code::NoPrograms;
use medlab_exercise::reveal::reveal;
use medlab_exercise::submission::Submission;
use medlab_exercise::{Assignment, Course, Exercise, Files, Grade, Status, judge, pack};
use medlab_report::{Exit, Tour, TourSide, Words, grade_text, prose, tour_html};

use crate::arguments::{self, Common};
use crate::catalogue;
use crate::figures;
use crate::files;
use crate::printer::Printer;
use crate::stop::Stop;

/// What one side of the tour says of itself.
struct Side {
    grade: Grade,
    figures: Vec<Figure>,
}

pub(crate) fn run(
    asked: &arguments::Tour,
    common: &Common,
    printer: &Printer,
) -> Result<Exit, Stop> {
    let built_in = catalogue::built_in();
    let course = match &common.course {
        Some(_) => catalogue::course(common)?,
        None => Course::read(&built_in)?,
    };
    let exercise = catalogue::exercise(&course, &course.tour.exercise)?;
    let dataset = course.dataset(exercise)?;
    let words = printer.words();
    let spoken = super::words(words, exercise)?;

    let drawn = Assignment::practice(exercise, dataset, 1)?;
    let patients = pack::files(exercise, dataset, &drawn, "en")?;
    let lab = asked.out.join(&exercise.file.id);
    files::write_all(&lab, &patients, true)?;
    let rows: usize = exercise.file.tables.iter().map(|table| table.rows).sum();
    printer.tell("tour-made", &[("patients", rows.into())]);

    let flawed = judged(&built_in, "flawed", exercise, dataset, &drawn, words)?;
    let good = judged(&built_in, "good", exercise, dataset, &drawn, words)?;
    keep(&built_in, &asked.out)?;

    let say = |id: &str| words.say(id, &[]);
    let (flawed_heading, good_heading) = (say("tour-flawed"), say("tour-good"));
    let (flawed_story, good_story) = (say("tour-flawed-story"), say("tour-good-story"));
    if printer.is_json() {
        let pair = [&flawed.grade, &good.grade];
        for grade in pair {
            printer.data(&(medlab_report::grade_json_line(grade, &spoken) + "\n"))?;
        }
    } else {
        for (heading, story, side) in [
            (&flawed_heading, &flawed_story, &flawed),
            (&good_heading, &good_story, &good),
        ] {
            let story = prose(story, printer.terminal());
            printer.data(&format!("\n== {heading}\n{story}\n"))?;
            printer.data(&grade_text(&side.grade, &spoken, printer.terminal()))?;
        }
        let table = side_by_side(&flawed.grade, &good.grade, &spoken);
        printer.data(&format!("\n== {}\n\n{table}", say("tour-side-by-side")))?;
    }
    let report = asked.out.join("report.html");
    let page = Tour {
        title: &say("tour-title"),
        introduction: &say("tour-introduction"),
        sides: [
            TourSide {
                heading: &flawed_heading,
                introduction: &flawed_story,
                grade: &flawed.grade,
                figures: &flawed.figures,
            },
            TourSide {
                heading: &good_heading,
                introduction: &good_story,
                grade: &good.grade,
                figures: &good.figures,
            },
        ],
        closing: &say("tour-closing"),
    };
    files::write(&report, tour_html(&page, &spoken).as_bytes(), true)?;
    let file = report.display().to_string();
    printer.say(&format!("\n{}", words.say("tour-report", &[("file", file.into())])));
    printer.tell("tour-next", &[]);
    Ok(Exit::Done)
}

/// One of the embedded pair, through the same judge as everybody's work.
fn judged(
    built_in: &Files,
    name: &str,
    exercise: &Exercise,
    dataset: &Dataset,
    drawn: &Assignment,
    words: &Words,
) -> Result<Side, Stop> {
    let start = format!("tour/{name}/");
    let files: Files = built_in
        .range(start.clone()..)
        .take_while(|(path, _)| path.starts_with(&start))
        .map(|(path, bytes)| (path[start.len()..].to_string(), bytes.clone()))
        .collect();
    let submission = Submission { path: name.to_string(), files: Ok(files) };
    let grade = judge::grade(exercise, dataset, drawn, &submission, &NoPrograms, true)?;
    let revealed = reveal(exercise, dataset, drawn, &submission);
    let figures = figures::of(revealed.as_ref(), &exercise.thresholds(), words);
    Ok(Side { grade, figures })
}

/// Keeps the pair beside the report, so that a newcomer can look at and change it.
fn keep(built_in: &Files, out: &Path) -> Result<(), Stop> {
    for (path, bytes) in built_in.range("tour/".to_string()..) {
        let Some(within) = path.strip_prefix("tour/") else { break };
        files::write(&out.join(within), bytes, true)?;
    }
    Ok(())
}

fn side_by_side(
    flawed: &Grade,
    good: &Grade,
    words: &medlab_report::ExerciseWords,
) -> String {
    let (Status::Graded(left), Status::Graded(right)) = (&flawed.status, &good.status)
    else {
        return String::new();
    };
    let points = |points: medlab_exercise::Points, most: medlab_exercise::Points| {
        let [points, most] = [points, most].map(|points| points.shown().to_string());
        let said = [("points", points.into()), ("most", most.into())];
        words.program().say("tour-points", &said)
    };
    let say = |id: &str| words.program().say(id, &[]);
    let heading = ["tour-column-flawed", "tour-column-good"].map(say);
    let mut text = format!("{:<40} {:>12} {:>12}\n", "", heading[0], heading[1]);
    for (a, b) in left.criteria.iter().zip(&right.criteria) {
        let name = words.criterion_name(&a.id);
        let (a, b) = (points(a.points, a.max_points), points(b.points, b.max_points));
        text += &format!("{name:<40} {a:>12} {b:>12}\n");
    }
    let total = |marks: &medlab_exercise::Marks| points(marks.points, marks.max_points);
    let (a, b) = (total(left), total(right));
    text + &format!("{:<40} {a:>12} {b:>12}\n", say("tour-total"))
}
