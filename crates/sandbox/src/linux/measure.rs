//! A folder in which an untrusted program writes, measured without following a link.

use std::fs;
use std::os::unix::fs::MetadataExt;
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
fn size(found: &fs::Metadata) -> u64 {
    found.blocks().saturating_mul(512)
}
