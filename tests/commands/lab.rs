//! A learner's way: `init`, `list`, `check`.

use crate::bench::{Bench, root};

const RISKS: &str = "mooc2-2-1-any-tool";
const ANSWERS: &str = "mooc5-3-3-is-it-accurate";

const PROTOTYPE: &str = "mooc5-3-2-first-prototype";

/// A lab in which the tour's pair can be handed in.
fn lab() -> Bench {
    let bench = Bench::new();
    bench.run(["init", "lab"]).expect(0);
    bench
}

fn hand_in(bench: &Bench, name: &str) {
    bench.run(["tour", "--out", "tour"]).expect(0);
    let work = bench.read(&format!("tour/{name}/predictions.csv"));
    bench.write(&format!("lab/{RISKS}/predictions.csv"), work);
}

#[test]
fn a_new_lab_has_everything_and_scores_nothing() {
    let bench = lab();
    for file in ["instructions.md", "hints.md", "dictionary.csv", "handin.toml"] {
        for exercise in [RISKS, ANSWERS] {
            assert!(!bench.read(&format!("lab/{exercise}/{file}")).is_empty());
        }
    }
    let ended = bench.run_in("lab", ["check"], b"").expect(1);
    assert!(!ended.out.contains("PASSED with"), "{ended:?}");
    let listed = bench.run_in("lab", ["list"], b"").expect(0);
    assert!(listed.out.contains("not yet"), "{listed:?}");
}

#[test]
fn good_work_passes_and_is_remembered() {
    let bench = lab();
    hand_in(&bench, "good");
    let folder = format!("lab/{RISKS}");
    let ended = bench.run_in(&folder, ["check"], b"").expect(0);
    assert!(ended.out.contains("PASSED with 16 of 16 points"), "{ended:?}");
    let document =
        bench.run_in("lab", ["check", RISKS, "--format", "json"], b"").expect(0).json();
    assert_eq!(document["status"], "graded");
    assert_eq!(document["passed"], true);
    assert_eq!(document["mode"], "practice");
    assert_eq!(document["variant"], "practice-1");
    let listed = bench.run_in("lab", ["list"], b"").expect(0);
    assert!(listed.out.contains("passed, best 16"), "{listed:?}");
}

#[test]
fn flawed_work_does_not_pass_and_a_question_helps_after_two_failures() {
    let bench = lab();
    hand_in(&bench, "flawed");
    let folder = format!("lab/{RISKS}");
    let first = bench.run_in(&folder, ["check"], b"").expect(1);
    assert!(!first.out.contains("A question that may help"), "{first:?}");
    let second = bench.run_in(&folder, ["check", "--html", "r.html"], b"").expect(1);
    assert!(second.out.contains("A question that may help"), "{second:?}");
    assert!(bench.read(&format!("{folder}/r.html")).contains("<svg"));
}

#[test]
fn the_same_learner_gets_the_same_patients() {
    let bench = Bench::new();
    bench.run(["init", "a", "--learner", "ann"]).expect(0);
    bench.run(["init", "b", "--learner", "ann"]).expect(0);
    bench.run(["init", "c", "--learner", "bob"]).expect(0);
    let patients = |lab: &str| bench.read(&format!("{lab}/{RISKS}/patients.csv"));
    assert_eq!(patients("a"), patients("b"));
    assert_ne!(patients("a"), patients("c"));
}

#[test]
fn nothing_of_a_learner_is_lost() {
    let bench = lab();
    bench.run(["init", "lab"]).expect(2);
    let mine = format!("lab/{ANSWERS}/answers.toml");
    bench.write(&mine, "found = 7\n");
    bench.run(["init", "lab", "--force"]).expect(0);
    assert_eq!(bench.read(&format!("{mine}.before")), "found = 7\n");
    bench.write(&mine, "found = 8\n");
    bench.run(["init", "lab", "--force"]).expect(0);
    assert_eq!(bench.read(&format!("{mine}.before")), "found = 7\n");
    assert_eq!(bench.read(&format!("{mine}.before-2")), "found = 8\n");
}

#[test]
fn outside_a_lab_the_way_in_is_said() {
    let bench = Bench::new();
    let ended = bench.run(["check"]).expect(2);
    assert!(ended.err.contains("medlab init"), "{ended:?}");
    bench.run(["init", "mine"]).expect(0);
    let ended = bench.run(["check"]).expect(2);
    assert!(ended.err.contains("cd mine"), "{ended:?}");
}

#[test]
fn a_report_is_of_one_exercise_and_asked_for_before_judging() {
    let bench = lab();
    let several = bench.run_in("lab", ["check", "--html", "r.html"], b"").expect(2);
    assert!(several.err.contains("one exercise") && several.out.is_empty());
    bench.write("lab/r.html", "mine");
    let taken = ["check", ANSWERS, "--html", "r.html", "--format", "json"];
    let taken = bench.run_in("lab", taken, b"").expect(2);
    assert_eq!(taken.json()["error"]["code"], "exists");
    let listed = bench.run_in("lab", ["list"], b"").expect(0);
    assert!(!listed.out.contains("best"), "{listed:?}");
}

#[test]
fn everything_said_fits_the_terminal() {
    let bench = lab();
    let tour = bench.run(["tour"]).expect(0);
    hand_in(&bench, "good");
    let passed = bench.run_in(&format!("lab/{RISKS}"), ["check"], b"").expect(0);
    for line in tour.out.lines().chain(passed.out.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn a_word_without_quotation_marks_is_answered_with_the_line_to_write() {
    let bench = lab();
    bench.write(&format!("lab/{ANSWERS}/answers.toml"), "colleague = finds_nobody\n");
    let ended = bench.run_in("lab", ["check", ANSWERS], b"").expect(1);
    assert!(ended.out.contains("colleague = \"finds_nobody\""), "{ended:?}");
}

#[test]
fn a_new_lab_explains_itself() {
    let bench = lab();
    let documented = std::fs::read_to_string(root().join("docs/recipe.toml")).unwrap();
    assert_eq!(bench.read("lab/docs/recipe.toml"), documented);
    let text = bench.read("lab/README.md");
    let blocks: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
    let [commands] = blocks.as_slice() else { panic!("{blocks:?}") };
    let mut ran = 0;
    for command in commands.lines().filter(|line| !line.is_empty()) {
        // The one exercise that a command names is one that asks for a recipe.
        let command = command.replace("EXERCISE", PROTOTYPE);
        let typed = command.strip_prefix("medlab ").unwrap().split(' ');
        let ended = bench.run_in("lab", typed, b"");
        // Nothing is done yet, so what is judged is not passed; nothing is wrong usage.
        assert!(ended.code <= 1, "{command}: {ended:?}");
        ran += 1;
    }
    assert_eq!(ran, 3);
    for command in ["--help", "check --help"] {
        assert!(text.contains(&format!("`medlab {command}`")));
        bench.run(command.split(' ')).expect(0);
    }
    for file in ["instructions.md", "hints.md", "dictionary.csv", "handin.toml"] {
        assert!(text.contains(&format!("`{file}`")), "{file}");
        assert!(bench.path(&format!("lab/{PROTOTYPE}/{file}")).is_file(), "{file}");
    }
    assert!(bench.path("lab/lab.toml").is_file(), "a name in the text");
}

#[test]
fn a_lab_of_one_track_lists_that_track() {
    let bench = Bench::new();
    bench.run(["init", "lab", "--track", "mooc5"]).expect(0);
    let own = bench.run_in("lab", ["list"], b"").expect(0);
    assert!(own.out.contains("mooc5-3-3-is-it-accurate"), "{own:?}");
    assert!(!own.out.contains("mooc2-2-1-any-tool"), "{own:?}");
    assert!(own.err.contains("more exercises are in the course"), "{own:?}");
    let asked = bench.run_in("lab", ["list", "--track", "mooc2"], b"").expect(0);
    assert!(asked.out.contains("mooc2-2-1-any-tool"), "{asked:?}");
}

/// What an exercise's table of files promises lies in its folder, and says something.
#[test]
fn every_file_that_an_exercise_promises_is_there() {
    let bench = lab();
    let mut promised = 0;
    for folder in std::fs::read_dir(bench.path("lab")).unwrap() {
        let folder = folder.unwrap().path();
        let Ok(text) = std::fs::read_to_string(folder.join("instructions.md")) else {
            continue;
        };
        let files = text.lines().filter_map(|line| {
            let name = line.strip_prefix("| `")?.split('`').next()?;
            let ending = name.rsplit('.').next()?;
            ["csv", "toml", "rs", "md"].contains(&ending).then_some(name)
        });
        for file in files {
            let found = std::fs::read_to_string(folder.join(file));
            let lines = found.map_or(0, |text| text.lines().count());
            assert!(lines > 1, "{}: {file} has {lines} lines", folder.display());
            promised += 1;
        }
    }
    assert!(promised > 20, "{promised}");
}
