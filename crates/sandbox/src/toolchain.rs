//! Where the compiler is, what it needs to run, and the libraries built once for submissions.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The shared libraries that a trusted program needs to start, its loader included, as its own
/// loader finds them. Empty where there is no `ldd`, or nothing to find.
///
/// Only for programs that are trusted: the loader of the program itself is asked.
pub fn shared_libraries(program: &Path) -> Vec<PathBuf> {
    let output = Command::new("ldd").arg(program).stdin(Stdio::null()).output();
    let Ok(output) = output else { return Vec::new() };
    let text = String::from_utf8_lossy(&output.stdout);
    // `libc.so.6 => /lib/libc.so.6 (0x…)`, and for the loader `/lib64/ld-linux.so.2 (0x…)`.
    let mut found: Vec<PathBuf> = text
        .lines()
        .filter_map(|line| {
            let path = line.split_once("=> ").map_or(line, |(_, path)| path).trim();
            let path = path.rsplit_once(" (").map_or(path, |(path, _)| path);
            path.starts_with('/').then(|| plain(Path::new(path)))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Without `.` and `..`, by the text alone: a loader is looked up at the path it is known by.
fn plain(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                parts.pop();
            }
            std::path::Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}
