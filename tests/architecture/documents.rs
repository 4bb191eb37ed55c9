//! Documents tell the truth: what they name exists.

use crate::{files, read, root};

const DOCUMENTS: [&str; 2] = ["README.md", "ARCHITECTURE.md"];

#[test]
fn relative_links_point_at_files() {
    let mut documents: Vec<String> = DOCUMENTS.map(ToString::to_string).to_vec();
    documents.extend(files("docs", &[".md"]));
    for document in documents {
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        let text = read(&document);
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            let path = root().join(folder).join(target);
            assert!(path.exists(), "{document} links to {target}, which is not there");
        }
    }
}

#[test]
fn the_readme_names_the_two_commands() {
    let readme = read("README.md");
    for command in ["cargo run --release -- tour", "cargo test --workspace"] {
        assert!(readme.contains(command), "the README does not show `{command}`");
    }
    assert!(read(".ci/run").contains("cargo test --workspace"));
}

/// Whoever adds an exercise or a dataset sees here where its number is told.
#[test]
fn the_readme_counts_exercises_and_datasets() {
    let exercises = files("exercises", &["/exercise.toml"]).len();
    let datasets = files("datasets", &["/dataset.toml"]).len();
    let status = format!("{exercises} exercises on {datasets} datasets");
    let readme = read("README.md");
    assert!(readme.contains(&status), "the README does not say `{status}`");
}
