//! What is left: processes below this one, and files in the folders that programs may write.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// From now on, a process whose parent ends becomes a child of this one, so that none gets lost.
#[cfg(target_os = "linux")]
pub(crate) fn adopt() {
    rustix::process::set_child_subreaper(Some(rustix::process::getpid())).unwrap();
}

/// The living processes below this one, with their commands.
#[cfg(target_os = "linux")]
pub(crate) fn processes() -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(status) = std::fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        let Some((before, after)) = status.rsplit_once(')') else { continue };
        let mut fields = after.split_whitespace();
        let (state, parent) =
            (fields.next(), fields.next().and_then(|id| id.parse().ok()));
        let dead = matches!(state, Some("Z" | "X"));
        all.push((id, parent.unwrap_or(0), dead, before.to_string()));
    }
    let mut below = BTreeSet::from([std::process::id()]);
    let mut found = Vec::new();
    loop {
        let children =
            all.iter().filter(|one| below.contains(&one.1) && !below.contains(&one.0));
        let children: Vec<_> = children.cloned().collect();
        if children.is_empty() {
            return found;
        }
        for (id, _, dead, command) in children {
            below.insert(id);
            if !dead {
                found.push(command);
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn adopt() {}

#[cfg(not(target_os = "linux"))]
pub(crate) fn processes() -> Vec<String> {
    Vec::new()
}

/// Every file and folder below a folder, without following links.
pub(crate) fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(entry.path());
            }
            found.insert(entry.path());
        }
    }
    found
}
