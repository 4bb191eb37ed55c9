//! Folders in which an untrusted program wrote: measured and removed without following a link.

use std::fs;
use std::path::{Path, PathBuf};

/// Whether a folder holds no more than this. What cannot be read counts as too much.
pub(crate) fn within(folder: &Path, bytes: u64, files: u64) -> bool {
    let (mut left_bytes, mut left_files) = (bytes, files);
    let mut waiting: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            // Removed while we looked.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(_) => return false,
        };
        for entry in entries.flatten() {
            let Ok(found) = entry.metadata() else { continue };
            let Some(fewer) = left_files.checked_sub(1) else { return false };
            left_files = fewer;
            if found.is_dir() {
                waiting.push(entry.path());
                continue;
            }
            let Some(fewer) = left_bytes.checked_sub(size(&found)) else { return false };
            left_bytes = fewer;
        }
    }
    true
}

/// What a file takes on the disk: a sparse file is as large as what is in it.
#[cfg(unix)]
fn size(found: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::blocks(found).saturating_mul(512)
}
#[cfg(not(unix))]
fn size(found: &fs::Metadata) -> u64 {
    found.len()
}

/// Removes a folder whatever its rights, also one nested too deep for a path.
pub(crate) fn remove(folder: &Path) -> std::io::Result<()> {
    if fs::remove_dir_all(folder).is_ok() {
        return Ok(());
    }
    open_up(folder);
    fs::remove_dir_all(folder)
}

/// Gives their owner back every right to every folder below.
#[cfg(unix)]
fn open_up(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let is_folder = fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir());
        if !is_folder {
            continue;
        }
        let _ = fs::set_permissions(&folder, fs::Permissions::from_mode(0o700));
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        waiting.extend(entries.flatten().map(|entry| entry.path()));
    }
}
#[cfg(not(unix))]
fn open_up(_folder: &Path) {}
