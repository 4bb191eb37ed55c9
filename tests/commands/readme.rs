//! The README shows what the binary really prints.

use crate::bench::{Bench, root};

/// The lines that the README shows below a command, up to the next; `…` stands for what
/// was left out.
fn shown(command: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let start = format!("$ {command}\n");
    let at = readme.find(&start).unwrap_or_else(|| panic!("the README lacks {start}"));
    let lines = readme[at + start.len()..].lines();
    lines
        .take_while(|line| !line.starts_with("```") && !line.starts_with("$ "))
        .filter(|line| !line.trim().is_empty() && line.trim() != "…")
        .map(str::to_string)
        .collect()
}

#[track_caller]
fn check(command: &str, printed: &str) {
    let lines = shown(command);
    assert!(!lines.is_empty(), "{command}");
    for line in lines {
        assert!(
            printed.contains(&line),
            "{command}: the README shows {line:?}\n{printed}"
        );
    }
}

#[test]
fn the_tour_is_as_shown() {
    let bench = Bench::new();
    let ended = bench.run(["tour"]).expect(0);
    check("cargo run --release -- tour", &(ended.out + &ended.err));
}

#[test]
fn the_list_and_the_lab_are_as_shown() {
    let bench = Bench::new();
    check("medlab list", &bench.run(["list"]).expect(0).out);
    let ended = bench.run(["init", "my-lab", "--learner", "ann"]).expect(0);
    check("medlab init my-lab --learner ann", &ended.err);
}
