//! Rules of style that no lint knows.

use crate::{files, read};

/// Crates whose results must be the same everywhere, without any effect.
const PURE: [&str; 6] = ["metrics", "cohort", "models", "charts", "exercise", "report"];

/// What a lint on methods cannot see: calls through traits, and macros.
const NOT_IN_PURE: [(&str, &str); 6] = [
    ("Float::", "trait calls of unportable functions"),
    ("std::env::", "settings are parameters"),
    ("std::fs", "only the command line touches files"),
    ("SystemTime", "a clock makes a grade irreproducible"),
    ("Instant::", "a clock makes a grade irreproducible"),
    ("HashMap", "its order is not reproducible"),
];

/// No longer than this without a reason: beyond it a file has a seam.
const LONGEST: usize = 600;

#[test]
fn every_source_begins_by_saying_what_it_is() {
    for path in files("crates", &[".rs"]) {
        let first = read(&path).lines().next().unwrap_or_default().to_string();
        assert!(first.starts_with("//! "), "{path}: expected a header, found {first:?}");
    }
}

#[test]
fn pure_crates_have_no_effects() {
    for name in PURE {
        for path in files(&format!("crates/{name}/src"), &[".rs"]) {
            let text = read(&path);
            for (line, code) in code(&text) {
                for (banned, reason) in NOT_IN_PURE {
                    assert!(!code.contains(banned), "{path}:{line}: {banned}: {reason}");
                }
            }
        }
    }
}

#[test]
fn nothing_is_left_over() {
    for path in files("crates", &[".rs"]) {
        for (line, code) in code(&read(&path)) {
            for banned in ["#[allow(", "#[ignore]", "FIXME", "XXX"] {
                assert!(!code.contains(banned), "{path}:{line}: {banned}");
            }
        }
    }
}

#[test]
fn files_stay_readable() {
    for path in files("crates", &[".rs"]) {
        if path.contains("/tests/") {
            continue;
        }
        let lines = code(&read(&path)).len();
        assert!(lines <= LONGEST, "{path} has {lines} lines; where is its seam?");
    }
}

/// The lines before the unit tests, numbered from 1, comments left out.
fn code(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .enumerate()
        .map(|(index, line)| (index + 1, line.to_string()))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .collect()
}
