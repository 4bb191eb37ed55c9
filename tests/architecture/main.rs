//! What ARCHITECTURE.md promises of the house, held by tests.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and reads the repository"
)]

mod arrows;
mod documents;
mod sources;
mod words;

use std::path::{Path, PathBuf};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All files below a folder with one of these endings, relative to the root.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(root().join(folder)) else { return found };
    for entry in entries {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let below =
            if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let hidden = name.starts_with('.') && name != ".ci";
        if hidden || name == "target" {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&below, endings));
        } else if endings.iter().any(|ending| below.ends_with(ending)) {
            found.push(below);
        }
    }
    found.sort();
    found
}
