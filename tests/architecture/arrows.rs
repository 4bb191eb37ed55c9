//! The arrows between crates point one way, and few crates may name certain libraries.

use std::collections::{BTreeMap, BTreeSet};

use crate::root;

/// Who may depend on whom within the house; what is not listed is forbidden.
const ARROWS: [(&str, &[&str]); 13] = [
    ("medlab-metrics", &[]),
    ("medlab-cohort", &[]),
    ("medlab-charts", &["medlab-metrics"]),
    ("medlab-models", &["medlab-cohort", "medlab-metrics"]),
    ("medlab-protocol", &[]),
    ("medlab-sandbox", &["medlab-protocol"]),
    ("medlab-judge", &["medlab-protocol"]),
    (
        "medlab",
        &[
            "medlab-charts",
            "medlab-cohort",
            "medlab-metrics",
            "medlab-models",
            "medlab-protocol",
        ],
    ),
    (
        "medlab-exercise",
        &["medlab-cohort", "medlab-metrics", "medlab-models", "medlab-protocol"],
    ),
    ("medlab-course", &["medlab-exercise"]),
    ("medlab-library", &[]),
    (
        "medlab-report",
        &["medlab-charts", "medlab-exercise", "medlab-metrics", "medlab-models"],
    ),
    (
        "medlab-cli",
        &[
            "medlab-charts",
            "medlab-cohort",
            "medlab-course",
            "medlab-exercise",
            "medlab-library",
            "medlab-metrics",
            "medlab-models",
            "medlab-protocol",
            "medlab-report",
            "medlab-sandbox",
        ],
    ),
];

/// Libraries that only these crates may name.
const ONLY: [(&str, &[&str]); 14] = [
    ("landlock", &["medlab-sandbox"]),
    ("linfa", &["medlab"]),
    ("linfa-logistic", &["medlab"]),
    ("ndarray", &["medlab"]),
    ("polars", &["medlab"]),
    ("polars-io", &["medlab"]),
    ("smartcore", &["medlab"]),
    ("wasmtime", &["medlab-judge"]),
    ("plotters", &["medlab-charts"]),
    ("chacha20", &["medlab-cohort"]),
    ("clap", &["medlab-cli"]),
    ("zip", &["medlab-cli"]),
    ("minijinja", &["medlab-report"]),
    ("fluent-bundle", &["medlab-charts"]),
];

/// Libraries that nobody may name: too heavy for the first build, or not portable. Some are
/// named by tests, which do not count.
const NOWHERE: [&str; 5] =
    ["rand", "rand_distr", "chrono", "linfa-bayes", "linfa-linear"];

fn normal_dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let output = command()
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = BTreeMap::new();
    for package in metadata["packages"].as_array().unwrap() {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let names = dependencies
            .filter(|dependency| dependency["kind"].is_null())
            .map(|dependency| dependency["name"].as_str().unwrap().to_string());
        found.insert(package["name"].as_str().unwrap().to_string(), names.collect());
    }
    found
}

fn command() -> std::process::Command {
    std::process::Command::new(env!("CARGO"))
}

#[test]
fn crates_depend_one_way() {
    let found = normal_dependencies();
    for (name, dependencies) in &found {
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| known == name) else {
            let outside = ["medlab-tests", "medlab-portable", "medlab-benches"]
                .contains(&name.as_str());
            assert!(outside, "{name} has no place in ARROWS; give it one");
            continue;
        };
        for dependency in dependencies.iter().filter(|d| d.starts_with("medlab")) {
            assert!(
                allowed.contains(&dependency.as_str()),
                "{name} must not depend on {dependency}"
            );
        }
    }
    for (name, _) in ARROWS {
        assert!(found.contains_key(name), "{name} is in ARROWS but not in the workspace");
    }
}

#[test]
fn libraries_stay_where_they_belong() {
    for (name, dependencies) in normal_dependencies() {
        for (library, only) in ONLY {
            let allowed = only.contains(&name.as_str());
            assert!(allowed || !dependencies.contains(library), "{name} names {library}");
        }
        for library in NOWHERE {
            assert!(!dependencies.contains(library), "{name} names {library}");
        }
    }
}

/// Polars takes longer to compile than all else together. It is behind a feature of `medlab`,
/// which no package here may turn on: features are united over a workspace.
#[test]
fn nobody_here_builds_data_frames() {
    let output = command()
        .args(["tree", "--workspace", "--edges", "all", "--prefix", "none"])
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(tree.contains("smartcore v"), "{tree}");
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for library in ["polars", "polars-io", "rayon"] {
        assert!(lock.contains(&format!("name = \"{library}\"")), "{library}");
        assert!(!tree.contains(&format!("{library} v")), "somebody builds {library}");
    }
}
