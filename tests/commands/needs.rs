//! An exercise that needs another's recipe: in a lab, in a hand-in, in a course.

use std::io::Write;

use crate::bench::{Bench, Ended, root};

const MODEL: &str = "mooc2-9-8-model";
const CARD: &str = "mooc2-9-9-card";

const RECIPE: &str = r#"format = 1
[data]
outcome = "sepsis"
predictors = ["age", "news2", "lactate"]
[rows.fit]
to = 70
[rows.test]
from = 70
[prepare]
missing = "median_and_indicator"
[[candidate]]
model = "ridge"
penalty = 30
"#;

const TABLES: &str = r#"
[[table]]
file = "training.csv"
rows = 1200
shows = "all"

[[table]]
file = "hidden.csv"
rows = 500
shows = "nothing"

[recipe]
judged_on = "hidden.csv"
work = 5
"#;

/// A course of two exercises: a model, and its card.
fn course(bench: &Bench) {
    bench.write(
        "course/course.toml",
        format!(
            "format = 1\ntitle = \"Needs\"\n\
             [tour]\nexercise = \"{MODEL}\"\nflawed = \"none\"\n"
        ),
    );
    for name in ["sepsis-ward", "readmission"] {
        let path = format!("datasets/{name}/dataset.toml");
        let dataset = std::fs::read(root().join(&path)).unwrap();
        bench.write(&format!("course/{path}"), dataset);
    }
    let outcome =
        "format = 1\n[[outcome]]\nid = \"X\"\nunit = \"9.9\"\ntext = \"Needs.\"\n";
    bench.write("course/exercises/outcomes.toml", outcome);
    let head = |id: &str, unit: &str, files: &str| {
        format!(
            "format = 1\nid = \"{id}\"\nversion = 1\ntrack = \"mooc2\"\nunit = \"{unit} Needs\"\n\
             title = \"Needs\"\nminutes = 5\ndataset = \"sepsis-ward\"\nartifacts = [{files}]\n"
        )
    };
    let model = head(MODEL, "9.8", "\"recipe.toml\"")
        + TABLES
        + "[[criterion]]\nid = \"ranking\"\npoints = 1\nmeasure = \"auroc\"\n\
           against = \"reference\"\nbetter = \"higher\"\nmargin = 0.2\noutcome = \"X\"\n";
    let folder = "course/exercises/mooc2/m9/model";
    bench.write(&format!("{folder}/exercise.toml"), model);
    bench.write(&format!("{folder}/solution/make.toml"), "");
    bench.write(&format!("{folder}/solution/recipe.toml"), RECIPE);
    bench.write(
        &format!("{folder}/starter/recipe.toml"),
        "format = 1\ndata.outcome = \"\"\n",
    );
    let needs =
        format!("needs = [{{ exercise = \"{MODEL}\", artifact = \"recipe.toml\" }}]\n");
    let card = head(CARD, "9.9", "\"card.toml\"")
        + &needs
        + TABLES
        + "[card.events]\nkind = \"claim\"\nmeasure = \"claimed.events\"\nlabel = \"Ill\"\n\
           [[criterion]]\nid = \"events\"\npoints = 4\nmeasure = \"card.events.off\"\n\
           against = 0\nbetter = \"lower\"\nmargin = 0.3\noutcome = \"X\"\n\
           [[criterion]]\nid = \"ranking\"\npoints = 1\nmeasure = \"auroc\"\n\
           against = \"reference\"\nbetter = \"higher\"\nmargin = 0.01\noutcome = \"X\"\n";
    let folder = "course/exercises/mooc2/m9/card";
    bench.write(&format!("{folder}/exercise.toml"), card);
    let make = "[card]\nevents = \"claimed.events\"\n";
    bench.write(&format!("{folder}/solution/make.toml"), make);
    bench.write(&format!("{folder}/starter/card.toml"), "events = \"\"\n");
    // Another recipe than the solution's can be handed in with the same card.
    let weak = RECIPE.replace("\"age\", \"news2\", \"lactate\"", "\"age\"");
    let flawed = format!("{folder}/flawed/weak-model");
    bench.write(&format!("{flawed}/make.toml"), make);
    bench.write(&format!("{flawed}/needs/{MODEL}/recipe.toml"), weak);
    let expect = "format = 1\nwhy = \"A weak model.\"\nstatus = \"graded\"\npassed = true\n\
                  points = 4.0\nverdicts = { events = \"met\", ranking = \"not_met\" }\n";
    bench.write(&format!("{flawed}/expect.toml"), expect);
}

/// A lab in which the model is done.
fn lab() -> Bench {
    let bench = Bench::new();
    course(&bench);
    bench.run(["init", "lab", "--course", "course"]).expect(0);
    bench.write(&format!("lab/{MODEL}/recipe.toml"), RECIPE);
    bench
}

fn check(bench: &Bench) -> Ended {
    let check = ["check", CARD, "--course", "../course", "--format", "json"];
    bench.run_in("lab", check, b"")
}

/// How many ill patients stand in the test rows of the card's own tables, as `run` tells.
fn events(bench: &Bench) -> u64 {
    let run = ["run", CARD, "--course", "../course", "--format", "json"];
    let ran = bench.run_in("lab", run, b"").expect(0).json();
    ran["rows"][1]["events"].as_u64().unwrap()
}

fn fill_in(bench: &Bench, events: u64) {
    bench.write(&format!("lab/{CARD}/card.toml"), format!("events = {events}\n"));
}

#[test]
fn the_recipe_comes_from_the_other_exercises_folder() {
    let bench = lab();
    let ill = events(&bench);
    fill_in(&bench, ill);
    let passed = check(&bench).expect(0).json();
    assert_eq!(passed["points"], 5.0, "{passed:#}");
    fill_in(&bench, ill + 5);
    let wrong = check(&bench).expect(1).json();
    assert_eq!(wrong["criteria"][0]["verdict"], "not_met", "{wrong:#}");
    assert_eq!(wrong["criteria"][1]["verdict"], "met", "{wrong:#}");
    // What is wrong with the recipe is told where it lies.
    bench.write(&format!("lab/{MODEL}/recipe.toml"), RECIPE.replace("news2", "new2"));
    let refused = check(&bench).expect(1).json();
    assert_eq!(refused["error"]["file"], format!("needs/{MODEL}/recipe.toml"));
    assert_eq!(refused["error"]["line"], 4, "{refused:#}");
    let waits = refused["error"]["hint"].as_str().unwrap();
    assert!(waits.contains("card.toml"), "{waits}");
    // A copy that lies with the work is what is handed in, and so what is judged.
    fill_in(&bench, ill);
    bench.write(&format!("lab/{CARD}/needs/{MODEL}/recipe.toml"), RECIPE);
    check(&bench).expect(0);
}

#[test]
fn without_the_recipe_the_way_is_told() {
    let bench = lab();
    std::fs::remove_file(bench.path(&format!("lab/{MODEL}/recipe.toml"))).unwrap();
    let told = check(&bench).expect(1).json();
    assert_eq!(told["status"], "not_gradable");
    assert_eq!(told["error"]["code"], "missing_file");
    let hint = told["error"]["hint"].as_str().unwrap();
    assert!(hint.contains(&format!("do {MODEL} first")), "{hint}");
    assert!(hint.contains(&format!("needs/{MODEL}/recipe.toml")), "{hint}");
    let handin = bench.read(&format!("lab/{CARD}/handin.toml"));
    assert!(handin.contains(&format!("needs/{MODEL}/recipe.toml")), "{handin}");
}

#[test]
fn a_hand_in_carries_it_in_a_folder_or_a_zip() {
    let bench = lab();
    fill_in(&bench, events(&bench));
    let needed = format!("needs/{MODEL}/recipe.toml");
    let grade = |path: &str| {
        let grade = ["grade", CARD, path, "--course", "course", "--format", "json"];
        let ended = bench.run(grade);
        let line = ended.out.lines().next().unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(&ended.out)
            .or_else(|_| serde_json::from_str(line))
            .unwrap_or_else(|error| panic!("{error}: {ended:#?}"))
    };
    // Without it nothing else of a lab is looked at.
    let alone = grade(&format!("lab/{CARD}"));
    assert_eq!(alone["error"]["code"], "missing_file", "{alone:#}");
    bench.write(&format!("lab/{CARD}/{needed}"), RECIPE);
    let whole = grade(&format!("lab/{CARD}"));
    assert_eq!(whole["points"], 5.0, "{whole:#}");
    for folder in ["", "ann/"] {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for file in ["handin.toml", "card.toml", needed.as_str()] {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(format!("{folder}{file}"), options).unwrap();
            let text = bench.read(&format!("lab/{CARD}/{file}"));
            zip.write_all(text.as_bytes()).unwrap();
        }
        bench.write("work.zip", zip.finish().unwrap().into_inner());
        let packed = grade("work.zip");
        assert_eq!(packed["points"], 5.0, "{folder}: {packed:#}");
    }
}

#[test]
fn verify_makes_the_solution_from_the_other_ones() {
    let bench = lab();
    let verify = |bench: &Bench| {
        let verify = ["verify", CARD, "--seeds", "2", "--course", "course"];
        bench.run(verify.into_iter().chain(["--format", "json"]))
    };
    let table = verify(&bench);
    let text = format!("{}{}", table.out, table.err);
    // Texts are missing in so small a course; what is made and judged is as declared.
    for rule in
        ["solution-full-points", "starter-earns", "flawed-points", "flawed-verdicts"]
    {
        assert!(!text.contains(rule), "{rule}: {text}");
    }
    assert!(
        text.contains("\"solution_least\":5") || text.contains("\"solution_least\": 5"),
        "{text}"
    );
    let card = "course/exercises/mooc2/m9/card/exercise.toml";
    let good = bench.read(card);
    for (old, new, told) in [
        (MODEL, "mooc2-9-8-modell", "did you mean \\\"mooc2-9-8-model\\\"?"),
        (
            "artifact = \"recipe.toml\"",
            "artifact = \"card.toml\"",
            "expected recipe.toml",
        ),
        ("\"sepsis-ward\"", "\"readmission\"", "expected the same dataset"),
        (
            "artifacts = [\"card.toml\"]",
            "artifacts = [\"card.toml\", \"recipe.toml\"]",
            "beside it",
        ),
    ] {
        bench.write(card, good.replace(old, new));
        let ended = verify(&bench).expect(3);
        assert!(ended.out.contains(told), "{told}: {ended:#?}");
    }
    bench.write(card, good);
    let model = "course/exercises/mooc2/m9/model/exercise.toml";
    let without =
        bench.read(model).replace("artifacts = [\"recipe.toml\"]", "artifacts = []");
    bench.write(model, without);
    let ended = verify(&bench).expect(3);
    assert!(ended.out.contains("does not ask for recipe.toml"), "{ended:#?}");
}
