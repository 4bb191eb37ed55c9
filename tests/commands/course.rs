//! Courses: releases, the built-in one, and content that is broken.

use crate::bench::{Bench, root};

/// What has not changed is taken over from the built-in course, so this finds what was
/// changed and not released. That its numbers are right is held by `.ci/run`, which makes the
/// release anew: measuring every reference takes minutes.
#[test]
fn the_built_in_course_is_todays_release() {
    let bench = Bench::new();
    let root = root();
    bench.run(release("course.tar")).expect(0);
    let committed = std::fs::read(root.join("crates/course/course.tar")).unwrap();
    let today = std::fs::read(bench.path("course.tar")).unwrap();
    assert!(
        committed == today,
        "run `medlab release . --out crates/course/course.tar --force` and commit it"
    );
}

#[test]
fn a_release_holds_nothing_back_that_is_the_teachers() {
    let bench = Bench::new();
    bench.run(release("out")).expect(0);
    let mut names = Vec::new();
    list(&bench.path("out"), &mut names);
    assert!(!names.is_empty());
    for name in &names {
        for kept in ["solution", "flawed", "make.toml", "expect.toml", "design.md"] {
            assert!(!name.contains(kept), "{name}");
        }
        if name.ends_with("card.md") {
            assert!(!std::fs::read_to_string(name).unwrap().contains("For teachers"));
        }
    }
    // A released course can be practised with, but not issued from.
    let course = bench.path("out");
    let course = course.to_str().unwrap();
    bench.run(["init", "lab", "--course", course]).expect(0);
    bench.run(["key", "new", "key"]).expect(0);
    bench.write("roster.csv", "ann\n");
    let issue = ["issue", "mooc2-2-1-any-tool", "--key", "key", "--roster", "roster.csv"];
    let issue = issue.into_iter().chain(["--out", "packs", "--course", course]);
    let ended = bench.run(issue).expect(2);
    assert!(ended.err.contains("full course"), "{ended:?}");
}

#[test]
fn the_built_in_course_is_for_practice_and_says_so() {
    let bench = Bench::new();
    let ended = bench.run(["verify"]).expect(2);
    assert!(ended.err.contains("--course DIR"), "{ended:?}");
}

#[test]
fn broken_content_is_the_courses_fault_with_file_and_line() {
    let bench = Bench::new();
    bench.write("course/course.toml", "format = 1\ntitel = \"x\"\n");
    let ended = bench.run(["list", "--course", "course"]).expect(3);
    assert!(ended.err.contains("course.toml:2"), "{ended:?}");
    let json = bench.run(["list", "--course", "course", "--format", "json"]).expect(3);
    assert_eq!(json.json()["error"]["line"], 2);
}

/// The arguments that release today's course, taking over what has not changed.
pub(crate) fn release(out: &str) -> Vec<String> {
    let root = root();
    let earlier = root.join("crates/course/course.tar");
    let words = ["release", root.to_str().unwrap(), "--out", out, "--reuse"];
    let words = words.into_iter().chain([earlier.to_str().unwrap()]);
    words.map(str::to_string).collect()
}

fn list(folder: &std::path::Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, names);
        } else {
            names.push(path.to_string_lossy().into_owned());
        }
    }
}
