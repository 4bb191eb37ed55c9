//! What learners write who have never seen such a file, and what they are told of it.

use crate::bench::Bench;

const WARD: &str = "mooc5-3-4-tune-for-the-ward";
const PROTOTYPE: &str = "mooc5-3-2-first-prototype";
const ANSWERS: &str = "mooc5-3-3-is-it-accurate";

const RECIPE: &str = r#"format = 1
data.outcome = "sepsis"
data.predictors = [
    "age",
    "news2",
]
candidate = [{ model = "ridge", penalty = 30 }]
rows = { fit = { from = 0, to = 70 }, test = { from = 70, to = 100 } }
"#;

fn lab() -> Bench {
    let bench = Bench::new();
    bench.run(["init", "lab", "--track", "mooc5"]).expect(0);
    bench
}

/// The error that `check` tells of an exercise.
fn told(bench: &Bench, exercise: &str) -> serde_json::Value {
    let check = ["check", exercise, "--format", "json"];
    let document = bench.run_in("lab", check, b"").expect(1).json();
    assert_eq!(document["status"], "not_gradable", "{document:#}");
    document["error"].clone()
}

fn text(error: &serde_json::Value) -> String {
    let part = |name: &str| error[name].as_str().unwrap_or_default().to_string();
    format!("{} | {}", part("message"), part("hint"))
}

#[test]
fn what_is_still_empty_is_named_by_its_key() {
    let bench = lab();
    let file = format!("lab/{WARD}/recipe.toml");
    let mut recipe = bench.read(&file);
    for (key, word, choices) in [
        ("`how`", "none", "none, intercept, logistic, isotonic"),
        ("`rows.calibrate.table`", "past_days.csv", "past_days.csv, test_weeks.csv"),
        ("`candidate.column`", "score", "score, score_2"),
    ] {
        let error = told(&bench, WARD);
        assert_eq!(error["code"], "unfilled", "{error:#}");
        let said = text(&error);
        assert!(said.contains(key) && said.contains(choices), "{key}: {said}");
        let line = error["line"].as_u64().unwrap() as usize;
        let found = recipe.lines().nth(line - 1).unwrap().to_string();
        assert!(found.contains("\"...\""), "{line}: {found}");
        let at: usize = recipe.lines().take(line - 1).map(|line| line.len() + 1).sum();
        let filled = found.replace("...", word);
        recipe.replace_range(at..at + found.len(), &filled);
        bench.write(&file, &recipe);
    }
    bench.run_in("lab", ["run", WARD], b"").expect(0);
}

#[test]
fn slips_are_told_with_their_line_and_the_way_out() {
    let bench = lab();
    let cases: [(&str, &str, u64, &[&str]); 12] = [
        ("\"age\",", "“age”,", 4, &["straight quotation marks", "write \"age\","]),
        ("\"age\",", "\"age\"", 4, &["expected a comma", "write \"age\","]),
        (
            "penalty = 30 }]",
            "penalty = 0,5 }]",
            7,
            &["a point before the decimals, found 0,5", "penalty = 0.5"],
        ),
        (
            "format = 1\n",
            "format = 1\nformat = 1\n",
            2,
            &["second time", "line 1 already"],
        ),
        (
            "rows =",
            "candidate = [{ model = \"tree\" }]\nrows =",
            8,
            &["`candidate` stands here for the second time", "line 7 already"],
        ),
        (
            "rows =",
            "A: it adds up, as a score does.\nrows =",
            8,
            &["found: A: it adds up", "put the # back"],
        ),
        ("\"age\",", "\"age\",\n  Names stand in order,", 5, &["Names stand"]),
        (
            "data.outcome = \"sepsis\"",
            "data.outcome = \"sepsis\" who has it",
            2,
            &["found: who has it", "data.outcome = \"sepsis\"  # who has it"],
        ),
        (
            "data.outcome = \"sepsis\"",
            "data.outcome = \"sepsis\"\ndata.prediction_time =",
            3,
            &["nothing stands after `data.prediction_time =`"],
        ),
        (
            "from = 0,",
            "from = \"0\",",
            8,
            &["expected a number", "without quotation marks"],
        ),
        ("from = 70, to = 100 } }", "from = 70, to = 100 }", 8, &["come in pairs"]),
        ("data.outcome = \"sepsis\"\n", "", 2, &["expected `outcome`", "begin with a #"]),
    ];
    for (old, new, line, parts) in cases {
        let recipe = RECIPE.replacen(old, new, 1);
        bench.write(&format!("lab/{PROTOTYPE}/recipe.toml"), &recipe);
        let error = told(&bench, PROTOTYPE);
        let said = text(&error);
        for part in parts {
            assert!(said.contains(part), "{new}: {part}: {said}");
        }
        // A parser's own words.
        for foreign in
            ["TOML", "invalid", "string", "key with no value", "f64", "duplicate"]
        {
            assert!(!said.contains(foreign), "{new}: {said}");
        }
        assert_eq!(error["line"], line, "{new}: {said}");
        assert!(said.contains("Not looked at yet: card.toml"), "{said}");
    }
}

#[test]
fn too_much_work_is_told_candidate_by_candidate() {
    let bench = lab();
    let recipe = RECIPE.replace(
        "candidate = [{ model = \"ridge\", penalty = 30 }]",
        "candidate = [{ model = \"ridge\", penalty = 30 }, { model = \"forest\", trees = 500 }]\n\
         choose.by = \"cross_validation\"",
    );
    bench.write(&format!("lab/{PROTOTYPE}/recipe.toml"), recipe);
    let error = told(&bench, PROTOTYPE);
    assert_eq!(error["code"], "too_much_work");
    let said = text(&error);
    let (forest, ridge) =
        (said.find("forest trees 500").unwrap(), said.find("ridge penalty 30"));
    assert!(forest < ridge.unwrap(), "{said}");
}

#[test]
fn a_name_that_an_editor_made_longer_is_told() {
    let bench = lab();
    let folder = format!("lab/{PROTOTYPE}");
    bench.write(&format!("{folder}/recipe.toml.txt"), RECIPE);
    let both = told(&bench, PROTOTYPE);
    assert_eq!(both["code"], "missing_file");
    assert!(text(&both).contains("found it and recipe.toml.txt"), "{both:#}");
    std::fs::remove_file(bench.path(&format!("{folder}/recipe.toml"))).unwrap();
    let only = told(&bench, PROTOTYPE);
    assert_eq!(only["file"], "recipe.toml.txt");
    assert!(text(&only).contains("rename the file to recipe.toml"), "{only:#}");
    let run = bench.run_in("lab", ["run", PROTOTYPE], b"").expect(1);
    assert!(run.err.contains("added .txt"), "{run:#?}");
}

#[test]
fn a_share_where_a_number_of_100_is_asked_for_is_asked_back() {
    let bench = lab();
    let file = format!("lab/{ANSWERS}/answers.toml");
    let starter = bench.read(&file);
    let check = ["check", ANSWERS, "--format", "json"];
    let marks = |answers: &str| {
        bench.write(&file, answers);
        bench.run_in("lab", check, b"").expect(1).json()["criteria"].clone()
    };
    let of = |marks: &serde_json::Value, id: &str| {
        let all = marks.as_array().unwrap();
        all.iter().find(|mark| mark["id"] == id).unwrap_or_else(|| panic!("{id}")).clone()
    };
    let empty = marks(&starter);
    for mark in empty.as_array().unwrap() {
        assert_eq!(mark["verdict"], "not_judged", "{mark:#}");
        assert_eq!(mark["points"], 0.0);
    }
    let share = starter.replace("found_of_100 = \"\"", "found_of_100 = 0.3125");
    let share = of(&marks(&share), "found-of-100");
    let said = share["message"].as_str().unwrap();
    assert_eq!(share["verdict"], "not_met");
    assert!(said.contains("did you mean 31.25?"), "{said}");
    // What is on the right scale is only wrong.
    let wrong = starter.replace("found_of_100 = \"\"", "found_of_100 = 3");
    let wrong = of(&marks(&wrong), "found-of-100");
    assert!(!wrong["message"].as_str().unwrap().contains("did you mean"), "{wrong:#}");
}

#[test]
fn numbers_that_were_not_written_yet_are_not_judged() {
    let bench = lab();
    bench.write(&format!("lab/{PROTOTYPE}/recipe.toml"), RECIPE);
    let check = ["check", PROTOTYPE, "--format", "json"];
    let document = bench.run_in("lab", check, b"").expect(1).json();
    assert_eq!(document["status"], "graded", "{document:#}");
    for mark in document["criteria"].as_array().unwrap() {
        let of_card = ["card-numbers", "card-pairs", "gaps", "use", "not-for"]
            .contains(&mark["id"].as_str().unwrap());
        let open = mark["verdict"] == "not_judged";
        assert!(open == of_card || mark["id"] == "explained", "{mark:#}");
    }
}

/// A file of a lab with the first line of a key written in another way.
fn with_line(text: &str, key: &str, line: &str) -> String {
    let is_it = |found: &&str| found.split('=').next().is_some_and(|k| k.trim() == key);
    let found = text.lines().find(is_it).unwrap_or_else(|| panic!("no {key}"));
    text.replacen(found, line, 1)
}

#[test]
fn values_of_a_card_are_told_as_they_should_be() {
    let bench = lab();
    bench.write(&format!("lab/{PROTOTYPE}/recipe.toml"), RECIPE);
    let file = format!("lab/{PROTOTYPE}/card.toml");
    let starter = bench.read(&file);
    let text_way = "write explain = \"\"\" in one line";
    for (key, line, way_out) in [
        ("right_pairs", "right_pairs = 79%", "write right_pairs = 79"),
        ("right_pairs", "right_pairs = \"79 %\"", "write right_pairs = 79"),
        ("right_pairs", "right_pairs = 0.787", "write right_pairs = 79"),
        ("right_pairs", "right_pairs = 78,7", "write right_pairs = 79"),
        ("tested", "tested = 3,000", "write tested = 3000"),
        (
            "not_for",
            "not_for = \"children\", \"deciding_alone\"",
            "write not_for = [\"children\", \"deciding_alone\"]",
        ),
        (
            "not_for",
            "not_for = \"children, deciding_alone\"",
            "write not_for = [\"children\", \"deciding_alone\"]",
        ),
        (
            "not_for",
            "not_for = [\"children\", \"deciding_alone\"",
            "write not_for = [\"children\", \"deciding_alone\"]",
        ),
        ("use", "use = \"look_again", "write use = \"look_again\""),
        ("explain", "explain = \"Of 100 people\nlike you, 18 have it.\"", text_way),
        ("explain", "explain = Of 100 people like you, 18 have it.", text_way),
        ("explain", "explain = \"She asks: \"Is it bad?\" No.\"", text_way),
    ] {
        bench.write(&file, with_line(&starter, key, line));
        let error = told(&bench, PROTOTYPE);
        let said = text(&error);
        assert!(said.contains(way_out), "{line}: {said}");
        let number = starter.lines().position(|found| found.starts_with(key)).unwrap();
        assert_eq!(error["line"], number as u64 + 1, "{line}: {said}");
    }
}

#[test]
fn a_word_in_the_wrong_place_is_told_by_its_key() {
    let bench = lab();
    let file = format!("lab/{WARD}/recipe.toml");
    let starter = bench.read(&file);
    for (key, line, parts) in [
        (
            "how",
            "how = \"test_weeks.csv\"",
            ["`how`: expected one of none, intercept", "found test_weeks.csv"],
        ),
        ("level", "level = .005", ["found .005", "write level = 0.005"]),
        ("level", "level = 5/1000", ["found the division 5/1000", "write level = 0.005"]),
    ] {
        bench.write(&file, with_line(&starter, key, line));
        let said = text(&told(&bench, WARD));
        for part in parts {
            assert!(said.contains(part), "{line}: {said}");
        }
    }
    let wrong = with_line(&starter, "how", "how = \"test_weeks.csv\"");
    bench.write(&file, wrong);
    let run = bench.run_in("lab", ["run", WARD], b"").expect(1);
    assert!(run.err.contains(", how: ") && !run.err.contains("column"), "{run:#?}");
}

#[test]
fn a_column_of_risks_that_is_not_there_is_told_with_those_that_are() {
    let bench = lab();
    let file = format!("lab/{WARD}/recipe.toml");
    let mut recipe = bench.read(&file);
    for word in ["version_2", "intercept", "past_days.csv"] {
        recipe = recipe.replacen("= \"...\"", &format!("= \"{word}\""), 1);
    }
    bench.write(&file, recipe);
    let said = text(&told(&bench, WARD));
    assert!(said.contains("expected one of score, score_2, found version_2"), "{said}");
}

#[test]
fn what_cannot_be_judged_is_followed_by_no_question() {
    let bench = lab();
    let file = format!("lab/{ANSWERS}/answers.toml");
    let wrong = with_line(&bench.read(&file), "found_of_100", "found_of_100 = 3");
    bench.write(&file, &wrong);
    let check = || bench.run_in("lab", ["check", ANSWERS], b"").expect(1).out;
    check();
    let question = "A question that may help";
    let again = check();
    assert!(again.contains(question), "{again}");
    bench.write(&file, with_line(&wrong, "found_of_100", "found_of_100 = 3%%"));
    let refused = check();
    assert!(refused.contains("NOT GRADABLE") && !refused.contains(question), "{refused}");
}

#[test]
fn a_level_in_percent_is_told_as_a_part_of_one() {
    let bench = lab();
    let file = format!("lab/{WARD}/recipe.toml");
    let recipe = bench.read(&file);
    let recipe = recipe.replace("column = \"...\"", "column = \"score_2\"");
    let recipe = recipe.replace("how = \"...\"", "how = \"none\"");
    let recipe = recipe.replace("table = \"...\"", "table = \"past_days.csv\"");
    bench.write(&file, recipe.replace("level = 0.020", "level = 5"));
    let error = told(&bench, WARD);
    assert_eq!(error["code"], "out_of_range", "{error:#}");
    let said = text(&error);
    assert!(said.contains("found 5") && said.contains("written level = 0.05"), "{said}");
}
