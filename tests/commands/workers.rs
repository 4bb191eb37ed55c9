//! Recipes are judged in processes of their own, which may die alone.
#![cfg(target_os = "linux")]

use std::fmt::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::bench::Bench;

const EXERCISE: &str = "mooc5-3-2-first-prototype";

/// A class's folder with so many submissions, the first `hostile.len()` of them with these
/// recipes, all others with one that works.
fn class(bench: &Bench, submissions: usize, hostile: &[(&str, String)]) {
    bench.run(["init", "lab", "--track", "mooc5"]).expect(0);
    let lab = |name: &str| bench.read(&format!("lab/{EXERCISE}/{name}"));
    let (handin, card) = (lab("handin.toml"), lab("card.toml"));
    for number in 0..submissions {
        let named = hostile.get(number);
        let name =
            named.map_or(format!("learner-{number:02}"), |(name, _)| (*name).into());
        let recipe =
            named.map_or_else(|| recipe("logistic"), |(_, recipe)| recipe.clone());
        for (file, text) in
            [("handin.toml", &handin), ("card.toml", &card), ("recipe.toml", &recipe)]
        {
            bench.write(&format!("class/{name}/{file}"), text);
        }
    }
}

fn recipe(candidate: &str) -> String {
    format!(
        "format = 1\n[data]\noutcome = \"sepsis\"\npredictors = [\"age\", \"news2\"]\n\
         [rows.fit]\nto = 75\n[rows.test]\nfrom = 75\n[[candidate]]\nmodel = \"{candidate}\"\n"
    )
}

#[test]
fn hostile_recipes_fail_alone_quickly_and_clearly() {
    let bench = Bench::new();
    let forest = recipe("forest");
    let candidates = "[[candidate]]\nmodel = \"logistic\"\n".repeat(20_000);
    let rounds = (1..1000).fold(String::new(), |mut text, n| {
        let _infallible = write!(text, "{n}, ");
        text
    });
    let predictors = "\"age\", ".repeat(100_000);
    let hostile = [
        ("a-huge", format!("{forest}trees = 1000000000\n")),
        ("b-dear", format!("{forest}trees = 1000\ndepth = 64\nleaf = 1\n")),
        ("c-grid", format!("{forest}trees = [{rounds}]\ndepth = [{rounds}]\n")),
        ("d-deep", format!("{forest}trees = {}\n", "[".repeat(100_000))),
        ("e-many", recipe("logistic") + &candidates),
        ("f-rows", recipe("logistic").replace("to = 75", "to = 1000000000")),
        (
            "g-folds",
            recipe("logistic") + "[choose]\nby = \"nested\"\nfolds = 1000000000\n",
        ),
        ("h-wide", recipe("logistic").replace("\"age\", ", &predictors)),
        ("i-keys", recipe("logistic").replace("[rows.fit]", "[rows.fitt]")),
        ("j-nan", recipe("ridge") + "penalty = nan\n"),
        ("k-size", recipe("logistic") + &"#".repeat(2 << 20)),
    ];
    class(&bench, hostile.len() + 3, &hostile);
    let begun = Instant::now();
    let ended = bench.run(["grade", EXERCISE, "class", "--format", "json"]).expect(0);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let grades: Vec<serde_json::Value> =
        ended.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(grades.len(), hostile.len() + 3);
    let codes: Vec<&str> = grades
        .iter()
        .map(|grade| grade["error"]["code"].as_str().unwrap_or("-"))
        .collect();
    let expected = [
        "out_of_range",
        "too_much_work",
        "too_many_candidates",
        "not_toml",
        "too_many_candidates",
        "out_of_range",
        "out_of_range",
        "repeated_column",
        "unknown_key",
        "out_of_range",
        "too_large",
        "-",
        "-",
        "-",
    ];
    assert_eq!(codes, expected);
}

/// A worker that is killed costs the submission it was at; another takes its place.
#[test]
fn a_worker_that_dies_costs_one_submission() {
    let bench = Bench::new();
    const CLASS: usize = 40;
    class(&bench, CLASS, &[]);
    let grade = Command::new(env!("CARGO_BIN_EXE_medlab"))
        .args(["grade", EXERCISE, "class", "--jobs", "1", "--format", "json"])
        .current_dir(bench.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let mut killed = None;
    while killed.is_none() && begun.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(2));
        killed = worker_of(grade.id());
    }
    // It has read the course when it has run for a while; then it is at a submission.
    std::thread::sleep(Duration::from_millis(150));
    let kill = |pid: u32| Command::new("kill").args(["-9", &pid.to_string()]).status();
    assert!(kill(killed.unwrap()).unwrap().success());
    let output = grade.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let stopped = text.lines().filter(|line| line.contains("\"stopped\"")).count();
    let graded = text.lines().filter(|line| line.contains("\"graded\"")).count();
    assert_eq!((stopped, graded), (1, CLASS - 1), "{text}");
}

/// The process that a process has started to judge.
fn worker_of(parent: u32) -> Option<u32> {
    let all = std::fs::read_dir("/proc").ok()?;
    let ids = all.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let child = |id: &u32| {
        let stat =
            std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        let after = stat.rsplit_once(')').map(|(_, after)| after.to_string());
        after.and_then(|a| a.split_whitespace().nth(1)?.parse::<u32>().ok())
            == Some(parent)
    };
    ids.into_iter().find(child)
}
