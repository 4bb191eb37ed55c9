//! `medlab run`: a recipe on one's own rows, shown and not judged.

use crate::bench::{Bench, Ended, root};
use medlab_exercise::verify::BANNED_WORDS;

const EXERCISE: &str = "mooc2-9-9-recipe";

const TABLES: &str = r#"
[[table]]
file = "training.csv"
rows = 1200
shows = "all"

[[table]]
file = "hidden.csv"
rows = 500
shows = "nothing"
"#;

const HONEST: &str = r#"format = 1
[data]
outcome = "sepsis"
predictors = ["age", "news2", "lactate"]
[rows.fit]
to = 50
[rows.tune]
from = 50
to = 65
[rows.calibrate]
from = 65
to = 80
[rows.test]
from = 80
[prepare]
missing = "median_and_indicator"
[[candidate]]
model = "logistic"
[[candidate]]
model = "ridge"
penalty = [1, 1000]
[choose]
by = "tune"
rule = "simplest"
margin = 0.01
[recalibrate]
how = "intercept"
[policy]
how = "harm_ratio"
harm_ratio = 9
"#;

/// A course of one exercise with a recipe, and a lab with this recipe in it.
fn lab(track: &str, recipe: &str) -> Bench {
    let bench = Bench::new();
    bench.write(
        "course/course.toml",
        format!(
            "format = 1\ntitle = \"Recipes\"\n\
             [tour]\nexercise = \"{EXERCISE}\"\nflawed = \"none\"\n"
        ),
    );
    let dataset = std::fs::read(root().join("datasets/sepsis-ward/dataset.toml"));
    bench.write("course/datasets/sepsis-ward/dataset.toml", dataset.unwrap());
    let outcome =
        "format = 1\n[[outcome]]\nid = \"X\"\nunit = \"9.9\"\ntext = \"Runs.\"\n";
    bench.write("course/exercises/outcomes.toml", outcome);
    let folder = "course/exercises/mooc2/m9/recipe";
    let exercise = format!(
        "format = 1\nid = \"{EXERCISE}\"\nversion = 1\ntrack = \"{track}\"\n\
         unit = \"9.9 Recipes\"\ntitle = \"A recipe\"\nminutes = 5\n\
         dataset = \"sepsis-ward\"\nartifacts = [\"recipe.toml\"]\n{TABLES}\
         [recipe]\njudged_on = \"hidden.csv\"\nwork = 5\n\
         [[criterion]]\nid = \"ranking\"\npoints = 1\nmeasure = \"auroc\"\n\
         against = \"reference\"\nbetter = \"higher\"\nmargin = 0.2\noutcome = \"X\"\n"
    );
    bench.write(&format!("{folder}/exercise.toml"), exercise);
    bench.write(&format!("{folder}/solution/make.toml"), "");
    bench.write(&format!("{folder}/solution/recipe.toml"), HONEST);
    bench.run(["init", "lab", "--course", "course"]).expect(0);
    bench.write(&format!("lab/{EXERCISE}/recipe.toml"), recipe);
    bench
}

fn run(bench: &Bench, more: &[&str]) -> Ended {
    let arguments = ["run", "--course", "../course"].iter().chain(more);
    bench.run_in("lab", arguments, b"")
}

#[test]
fn the_document_has_the_contracts_keys_in_order() {
    let ended = run(&lab("mooc2", HONEST), &["--format", "json"]).expect(0);
    let document = ended.json();
    let keys = [
        "format",
        "exercise",
        "work",
        "budget",
        "rows",
        "candidates",
        "chosen",
        "claimed",
        "process",
        "policy",
        "effects",
    ];
    let mut at = 0;
    for key in keys {
        assert!(document.get(key).is_some(), "{key}");
        at += ended.out[at..].find(&format!("\n  \"{key}\"")).expect(key);
    }
    assert_eq!(document["exercise"], EXERCISE);
    assert_eq!(document["rows"][0]["role"], "fit");
    assert_eq!(document["rows"][0]["rows"], 600);
    assert_eq!(document["candidates"].as_array().unwrap().len(), 3);
    assert_eq!(document["candidates"][2]["settings"]["penalty"], 1000.0);
    let chosen = document["chosen"].as_u64().unwrap() as usize;
    let worse = document["candidates"][chosen]["worse_by_at_most"].as_f64().unwrap();
    assert!(worse <= 0.01, "{document:#}");
    assert_eq!(document["claimed"]["from"], "test");
    assert_eq!(document["claimed"]["n"], 240);
    assert!(document["claimed"]["discrimination"]["auroc"]["lower"].is_number());
    assert_eq!(document["process"]["tuned_on_claimed"], 0.0);
    let level = document["policy"]["level"].as_f64().unwrap();
    assert!((level - 0.1).abs() < 1e-12);
    assert_eq!(document["effects"][0]["column"], "age");
}

#[test]
fn what_the_process_did_is_said_and_not_judged() {
    let honest = run(&lab("mooc2", HONEST), &[]).expect(0);
    for told in ["Which rows did what", "600 rows of training.csv", "(chosen)", "AUROC"] {
        assert!(honest.out.contains(told), "{told}: {honest:#?}");
    }
    assert!(!honest.out.contains("What to know first"), "{honest:#?}");
    let spoiled = HONEST
        .replace("\"age\"", "\"icu_transfer\"")
        .replace("[rows.test]\nfrom = 80", "[rows.test]\nfrom = 40");
    let spoiled = run(&lab("mooc2", &spoiled), &[]).expect(0);
    let words = spoiled.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "learned from 17 of 100 of the very rows",
        "compared on 25 of 100 of the rows",
        "mended on 25 of 100 of the rows",
        "3 candidates were compared",
        "icu_transfer. At the bedside it is empty",
    ] {
        assert!(words.contains(told), "{told}: {spoiled:#?}");
    }
    for line in spoiled.out.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn what_cannot_be_carried_out_is_said_as_check_says_it() {
    let wrong = HONEST.replace("\"news2\"", "\"new2\"");
    let bench = lab("mooc2", &wrong);
    let ran = run(&bench, &["--format", "json"]).expect(1);
    let error = &ran.json()["error"];
    let check = ["check", "--course", "../course", "--format", "json"];
    let checked = bench.run_in("lab", check, b"").expect(1).json();
    assert_eq!(checked["status"], "not_gradable");
    for field in ["code", "message", "hint", "file", "line", "column"] {
        assert_eq!(error[field], checked["error"][field], "{field}");
    }
    assert_eq!(error["file"], "recipe.toml");
    assert!(ran.err.contains("new2"), "{ran:#?}");
}

#[test]
fn the_page_has_its_figures_and_is_the_same_each_time() {
    let bench = lab("mooc2", HONEST);
    run(&bench, &["--html", "a.html"]).expect(0);
    run(&bench, &["--html", "b.html"]).expect(0);
    run(&bench, &["--html", "a.html"]).expect(2);
    let page = bench.read("lab/a.html");
    assert_eq!(page, bench.read("lab/b.html"));
    for title in [
        "Calibration before and after recalibration",
        "Decision curve before and after recalibration",
        "What multiplies the odds of sepsis",
        "Would more patients help?",
        "Of 100 patients, with alarms from a risk of 10",
    ] {
        assert!(page.contains(&format!("<title>{title}")), "{title}");
    }
    assert!(!page.contains('['), "a message is missing");
}

#[test]
fn check_shows_ones_own_rows_and_in_practice_the_hidden_patients() {
    let bench = lab("mooc2", HONEST);
    let check = ["check", "--course", "../course", "--html", "c.html"];
    bench.run_in("lab", check, b"").expect(0);
    let page = bench.read("lab/c.html");
    for told in [
        "<h2>Figures: your own rows</h2>",
        "Calibration before and after recalibration",
        "<h2>Figures: the patients whom you never see</h2>",
        "Calibration: promised and seen",
    ] {
        assert!(page.contains(told), "{told}");
    }
}

#[test]
fn a_track_without_technical_background_meets_no_jargon() {
    let bench = lab("mooc5", HONEST);
    let ran = run(&bench, &["--html", "r.html"]).expect(0);
    let page = bench.read("lab/r.html");
    // What is shown, and not the style sheet.
    let page = &page[page.find("</style>").unwrap()..];
    for text in [ran.out.as_str(), page] {
        let text = text.to_lowercase();
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric() && c != ' ').collect();
        for banned in BANNED_WORDS {
            let held =
                |part: &&&str| format!(" {part} ").contains(&format!(" {banned} "));
            assert_eq!(words.iter().find(held), None, "{banned}");
        }
        for banned in
            ["95 %", "odds", "spread of the risks", "mend", "interval", "policy"]
        {
            let at = text.find(banned).map(|at| text[at..].chars().take(80).collect());
            assert_eq!(at, None::<String>, "{banned}");
        }
    }
    assert!(ran.out.contains("of 100 pairs"), "{ran:#?}");
    for told in ["The risk is higher with", "To know"] {
        assert!(ran.out.contains(told), "{told}: {ran:#?}");
    }
    assert!(!ran.out.contains('×'), "{ran:#?}");
}

#[test]
fn a_track_without_technical_background_reads_the_test_first() {
    let ran = run(&lab("mooc5", HONEST), &[]).expect(0);
    let at =
        |part: &str| ran.out.find(part).unwrap_or_else(|| panic!("{part}: {ran:#?}"));
    let parts = [
        "Your trial in short",
        "  Test  ",
        "240 patients of training.csv",
        "  Right order",
        "Who gets an alarm in the test",
        "Who was used for what",
        "What the model learned",
    ];
    let places: Vec<usize> = parts.into_iter().map(at).collect();
    assert!(places.is_sorted(), "{places:?} {ran:#?}");
    assert_eq!(ran.out.matches("\n  Test  ").count(), 1, "{ran:#?}");
}

#[test]
fn where_a_row_is_a_patients_day_days_are_told() {
    const WARD: &str = "mooc5-3-4-tune-for-the-ward";
    let bench = Bench::new();
    bench.run(["init", "lab", "--track", "mooc5"]).expect(0);
    let file = format!("lab/{WARD}/recipe.toml");
    let mut recipe = bench.read(&file);
    for word in ["score", "intercept", "past_days.csv"] {
        recipe = recipe.replacen("= \"...\"", &format!("= \"{word}\""), 1);
    }
    bench.write(&file, recipe);
    let ran = bench.run_in("lab", ["run", WARD, "--html", "r.html"], b"").expect(0);
    assert!(ran.out.contains("2,352 days of test_weeks.csv"), "{ran:#?}");
    assert!(ran.out.contains("Of 100 days, with an alarm"), "{ran:#?}");
    // A handful of falls is not counted of 100.
    let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("so few that luck decides"), "{ran:#?}");
    assert!(
        !words.contains("Of 100 alarms") && words.contains("of 1,000 on"),
        "{ran:#?}"
    );
    let page = bench.read("lab/r.html");
    let page = page[page.find("</style>").unwrap()..].to_lowercase();
    for text in [ran.out.to_lowercase(), page] {
        for part in text.match_indices("patients").map(|(at, _)| &text[at.max(30) - 30..])
        {
            // All patients are synthetic, and days are of patients.
            let told: String = part.chars().take(60).collect();
            let of = ["all patients are", "synthetic patients", "days of patients"];
            assert!(of.iter().any(|of| told.contains(of)), "{told}");
        }
    }
}

#[test]
fn a_pack_is_run_from_the_files_in_its_folder() {
    let bench = lab("mooc2", HONEST);
    bench.run(["key", "new", "key"]).expect(0);
    bench.write("roster.csv", "ann\n");
    let issue = ["issue", EXERCISE, "--key", "key", "--roster", "roster.csv"];
    let issue = issue.into_iter().chain(["--out", "packs", "--course", "course"]);
    bench.run(issue).expect(0);
    for file in ["handin.toml", "training.csv"] {
        bench.write(
            &format!("lab/{EXERCISE}/{file}"),
            bench.read(&format!("packs/ann/{file}")),
        );
    }
    let ran = run(&bench, &["--format", "json"]).expect(0).json();
    assert_eq!(ran["rows"][3]["rows"], 240);
    // What is run is what lies there, and what is wrong with it is said.
    let table = bench.read(&format!("lab/{EXERCISE}/training.csv"));
    let first = table.lines().take(2).collect::<Vec<_>>().join("\n");
    let wrong = format!("{first}\n{}", table.lines().nth(2).unwrap().replace(',', ",x"));
    bench.write(&format!("lab/{EXERCISE}/training.csv"), wrong);
    let refused = run(&bench, &["--format", "json"]).expect(1).json();
    assert_eq!(refused["error"]["file"], "training.csv");
    assert_eq!(refused["error"]["row"], 2);
}

#[test]
fn where_nobody_has_fallen_there_is_too_little_to_say() {
    const WARD: &str = "mooc5-3-4-tune-for-the-ward";
    let bench = Bench::new();
    bench.run(["init", "lab", "--track", "mooc5"]).expect(0);
    bench.run(["key", "new", "key"]).expect(0);
    bench.write("roster.csv", "ann\n");
    let course = root().display().to_string();
    let issue =
        ["issue", WARD, "--key", "key", "--roster", "roster.csv", "--out", "packs"];
    bench.run(issue.into_iter().chain(["--course", &course])).expect(0);
    for file in ["handin.toml", "past_days.csv"] {
        let text = bench.read(&format!("packs/ann/{file}"));
        bench.write(&format!("lab/{WARD}/{file}"), text);
    }
    let weeks = bench.read("packs/ann/test_weeks.csv");
    let at = weeks.lines().next().unwrap().split(',').position(|c| c == "fell").unwrap();
    let mut quiet = String::new();
    for (row, line) in weeks.lines().enumerate() {
        let mut cells: Vec<&str> = line.split(',').collect();
        if row > 0 {
            cells[at] = "0";
        }
        quiet += &(cells.join(",") + "\n");
    }
    bench.write(&format!("lab/{WARD}/test_weeks.csv"), quiet);
    let file = format!("lab/{WARD}/recipe.toml");
    let mut recipe = bench.read(&file);
    for word in ["score", "intercept", "past_days.csv"] {
        recipe = recipe.replacen("= \"...\"", &format!("= \"{word}\""), 1);
    }
    bench.write(&file, &recipe);
    let run = || bench.run_in("lab", ["run", WARD, "--course", &course], b"");
    let ran = run().expect(0);
    let words = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in ["too few days with “fell” to say: none of 2,352", "0 of 0: so few"] {
        assert!(words.contains(told), "{told}: {ran:#?}");
    }
    // And nobody can adjust anything by them.
    bench.write(&file, recipe.replacen("past_days.csv\"\n", "test_weeks.csv\"\n", 1));
    let refused = run().expect(1);
    assert!(refused.err.contains("cannot be adjusted"), "{refused:#?}");
    assert!(refused.err.contains("recalibrate.how: "), "{refused:#?}");
}

#[test]
fn who_has_no_recipe_is_told_where_there_is_one() {
    let bench = Bench::new();
    bench.run(["run"]).expect(2);
    bench.run(["init", "lab"]).expect(0);
    let ended = bench.run_in("lab", ["run", "mooc2-2-1-any-tool"], b"").expect(2);
    assert!(ended.err.contains("recipe"), "{ended:#?}");
}
