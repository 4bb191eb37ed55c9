//! Folders in which an untrusted program wrote: removed without following a link.

use std::fs;
use std::path::Path;

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
