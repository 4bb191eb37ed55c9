//! The form of an exercise's texts: names agree, hints match tasks, plain words.

use crate::course::{Course, OUTCOMES};
use crate::exercise::Exercise;
use crate::format::Track;

use super::Finding;

/// Words that the track without technical background does not meet undefined.
pub const BANNED_WORDS: [&str; 16] = [
    "prevalence",
    "threshold",
    "auroc",
    "auc",
    "sensitivity",
    "specificity",
    "ppv",
    "npv",
    "calibration",
    "confusion matrix",
    "false positive rate",
    "base rate",
    "regression",
    "hyperparameter",
    "overfitting",
    "brier",
];

/// How many steps a hint has, from a nudge to nearly there.
const HINT_STEPS: usize = 3;

/// The findings about one exercise's texts.
pub(super) fn check(course: &Course, exercise: &Exercise) -> Vec<Finding> {
    let mut findings = Vec::new();
    names(exercise, &mut findings);
    outcomes(course, exercise, &mut findings);
    files(exercise, &mut findings);
    hints(exercise, &mut findings);
    words(exercise, &mut findings);
    links(exercise, &mut findings);
    findings
}

/// `<mooc>-<unit>-<slug>` says the folder and the unit again.
fn names(exercise: &Exercise, findings: &mut Vec<Finding>) {
    let file = &exercise.file;
    let path = format!("{}/exercise.toml", exercise.folder);
    let slug = exercise.folder.rsplit('/').next().unwrap_or_default();
    let unit = file.unit.split(' ').next().unwrap_or_default().replace('.', "-");
    let expected = format!("{}-{unit}-{slug}", file.track.name());
    if file.id != expected {
        let message = format!(
            "expected id = \"{expected}\" after track, unit and folder, found \"{}\"",
            file.id
        );
        findings.push(Finding::new("names-agree", &path, message));
    }
    let limit = match file.track {
        Track::Mooc2 => 90,
        Track::Mooc5 => 30,
    };
    if file.minutes == 0 || file.minutes > limit {
        let message = format!("expected at most {limit} minutes, found {}", file.minutes);
        findings.push(Finding::new("minutes", &path, message));
    }
}

fn outcomes(course: &Course, exercise: &Exercise, findings: &mut Vec<Finding>) {
    for criterion in &exercise.file.criteria {
        let Some(outcome) = course.outcomes.get(&criterion.outcome) else {
            let message = format!(
                "criterion {} shows the outcome {}, which is not there",
                criterion.id, criterion.outcome
            );
            findings.push(Finding::new("outcomes-known", OUTCOMES, message));
            continue;
        };
        if !exercise.file.unit.starts_with(&outcome.unit) {
            let message = format!(
                "criterion {} of unit {} shows {}, which is of unit {}",
                criterion.id, exercise.file.unit, outcome.id, outcome.unit
            );
            findings.push(Finding::new("outcomes-known", &exercise.folder, message));
        }
    }
}

fn files(exercise: &Exercise, findings: &mut Vec<Finding>) {
    let needed = [
        "instructions.en.md",
        "hints.en.md",
        "feedback.en.ftl",
        "design.md",
        "solution/make.toml",
        "solution/solution.md",
    ];
    for name in needed {
        if exercise.text(name).trim().is_empty() {
            let path = format!("{}/{name}", exercise.folder);
            findings.push(Finding::new(
                "complete",
                &path,
                "expected this file, found none",
            ));
        }
    }
    if exercise.flawed.is_empty() {
        let message = "expected flawed submissions, found none";
        findings.push(Finding::new("complete", &exercise.folder, message));
    }
}

/// Every task has a hint of the same heading, with three steps.
fn hints(exercise: &Exercise, findings: &mut Vec<Finding>) {
    let path = format!("{}/hints.en.md", exercise.folder);
    let tasks: Vec<&str> = headings(exercise.text("instructions.en.md"))
        .filter(|heading| heading.starts_with("Task "))
        .collect();
    let hints: Vec<&str> = headings(exercise.text("hints.en.md"))
        .filter(|heading| heading.starts_with("Task "))
        .collect();
    if tasks.is_empty() || tasks != hints {
        let message = format!("expected the tasks' headings {tasks:?}, found {hints:?}");
        findings.push(Finding::new("hints-match-tasks", &path, message));
    }
    let sections = exercise.text("hints.en.md").split("\n## ").skip(1);
    for section in sections {
        let heading = section.lines().next().unwrap_or_default();
        let step = |line: &str| {
            line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok())
        };
        let steps = section.lines().filter(|line| step(line)).count();
        if steps != HINT_STEPS {
            let message =
                format!("{heading}: expected {HINT_STEPS} steps, found {steps}");
            findings.push(Finding::new("hints-match-tasks", &path, message));
        }
    }
}

fn headings(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).map(str::trim)
}

/// The vocabulary of learners without technical background.
fn words(exercise: &Exercise, findings: &mut Vec<Finding>) {
    if exercise.file.track != Track::Mooc5 {
        return;
    }
    let read_by_learners = ["instructions.", "hints.", "feedback.", "starter/"];
    for (name, bytes) in &exercise.files {
        if !read_by_learners.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for (number, line) in text.lines().enumerate() {
            for word in BANNED_WORDS.iter().filter(|word| holds_word(line, word)) {
                let path = format!("{}/{name}:{}", exercise.folder, number + 1);
                let message = format!("expected plain words, found \"{word}\"");
                findings.push(Finding::new("plain-words", &path, message));
            }
        }
    }
}

fn holds_word(line: &str, word: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}

/// Relative links point at files that the learner gets.
fn links(exercise: &Exercise, findings: &mut Vec<Finding>) {
    let mut given: Vec<&str> = vec![
        "instructions.md",
        "hints.md",
        crate::submission::HANDIN,
        crate::pack::DICTIONARY,
    ];
    given.extend(exercise.file.tables.iter().map(|table| table.file.as_str()));
    given.extend(exercise.file.counts.iter().map(|counts| counts.file.as_str()));
    given.extend(exercise.file.artifacts.iter().map(|artifact| artifact.file()));
    for name in ["instructions.en.md", "hints.en.md"] {
        let text = exercise.text(name);
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap_or_default();
            let outside = target.starts_with("https://") || target.starts_with('#');
            if !outside && !given.contains(&target) {
                let path = format!("{}/{name}", exercise.folder);
                let message = format!("expected a link to a given file, found {target}");
                findings.push(Finding::new("links", &path, message));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_word_is_a_whole_word() {
        assert!(holds_word("the auc is", "auc"));
        assert!(holds_word("(prevalence)", "prevalence"));
        assert!(!holds_word("caucasus", "auc"));
    }
}
