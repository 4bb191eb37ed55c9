//! Files at the edge: a course read from a folder, results written whole or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use medlab_exercise::Files;

use crate::reason::Reason;
use crate::stop::Stop;

/// The largest file of a course.
const COURSE_FILE: u64 = 16 << 20;

/// What a course's folder holds beside these is not read: build folders, other crates.
const COURSE_FOLDERS: [&str; 2] = ["datasets", "exercises"];

/// The files of a course.
pub(crate) fn course(root: &Path) -> Result<Files, Stop> {
    let mut files = Files::new();
    let file = root.join(medlab_exercise::course::FILE);
    files.insert(medlab_exercise::course::FILE.to_string(), read(&file, COURSE_FILE)?);
    for folder in COURSE_FOLDERS {
        if root.join(folder).is_dir() {
            gather(root, folder, &mut files)?;
        }
    }
    Ok(files)
}

/// One file, within a cap.
pub(crate) fn read(path: &Path, cap: u64) -> Result<Vec<u8>, Stop> {
    let fail = |reason| Err(Stop::usage(reason).about(path));
    let unreadable =
        |error: std::io::Error| fail(Reason::Unreadable { detail: error.to_string() });
    let size = match std::fs::metadata(path) {
        Err(error) => return unreadable(error),
        Ok(metadata) if !metadata.is_file() => return fail(Reason::NotAFile),
        Ok(metadata) => metadata.len(),
    };
    if size > cap {
        return fail(Reason::TooLarge { limit: cap, found: size });
    }
    std::fs::read(path).or_else(unreadable)
}

/// A new file beside which none is lost: written whole under another name, then renamed.
pub(crate) fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Stop> {
    free(path, force)?;
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| tempfile::NamedTempFile::new_in(folder))
        .and_then(|mut file| {
            file.write_all(bytes)?;
            persist(file, path)
        });
    written.map_err(|error| cannot_write(path, &error))
}

/// Gives a file that is written its name.
pub(crate) fn persist(file: tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    readable(file.as_file())?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// Says that a file is there already, before work is done for it in vain.
pub(crate) fn free(path: &Path, force: bool) -> Result<(), Stop> {
    if !force && std::fs::symlink_metadata(path).is_ok() {
        return Err(exists(path));
    }
    Ok(())
}

/// Several files below a folder.
pub(crate) fn write_all(root: &Path, files: &Files, force: bool) -> Result<(), Stop> {
    if !force && let Some(taken) = files.keys().map(|n| root.join(n)).find(|p| p.exists())
    {
        return Err(exists(&taken));
    }
    files.iter().try_for_each(|(name, bytes)| write(&root.join(name), bytes, force))
}

/// A folder that is new or empty, unless it may be overwritten.
pub(crate) fn new_folder(path: &Path, force: bool) -> Result<(), Stop> {
    let taken = match std::fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    };
    if taken && !force {
        return Err(exists(path));
    }
    std::fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))
}

/// The message for anything that could not be written.
pub(crate) fn cannot_write(path: &Path, error: &std::io::Error) -> Stop {
    // Behind this, tempfile names its own file, which nobody asked for.
    let detail = error.to_string();
    let detail = detail.split(" at path ").next().unwrap_or_default().to_string();
    Stop::usage(Reason::CannotWrite { detail }).about(path)
}

fn exists(path: &Path) -> Stop {
    Stop::usage(Reason::Exists).about(path)
}

/// The files below a folder, by their paths from the root; hidden ones are left out.
pub(crate) fn gather(root: &Path, folder: &str, files: &mut Files) -> Result<(), Stop> {
    let path = root.join(folder);
    let unreadable = |error: std::io::Error| {
        let detail = error.to_string();
        Stop::usage(Reason::UnreadableCourse { detail }).about(&path)
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push((name, entry.file_type().map_err(unreadable)?));
        }
    }
    names.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in names {
        let below = format!("{folder}/{name}");
        if kind.is_dir() {
            gather(root, &below, files)?;
        } else if kind.is_file() {
            let bytes = read(&root.join(&below), COURSE_FILE)?;
            files.insert(below, bytes);
        }
    }
    Ok(())
}

/// Temporary files are private; a result is as readable as any new file.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}

/// The folder of the course that this folder lies in.
pub(crate) fn course_above() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors()
        .find(|folder| {
            folder.join(medlab_exercise::course::FILE).is_file()
                && folder.join("exercises").is_dir()
        })
        .map(Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_be_written_is_named_as_it_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file/below.csv");
        std::fs::write(folder.path().join("file"), "").unwrap();
        let error = tempfile::NamedTempFile::new_in(path.parent().unwrap()).unwrap_err();
        assert!(error.to_string().contains("/.tmp"), "tempfile names its own");
        let Stop::Failed(_, fault) = cannot_write(&path, &error) else { panic!() };
        assert_eq!(fault.file.as_deref(), path.to_str());
        let said = format!("{:?}", fault.problem);
        assert!(!said.contains("/.tmp"), "{said}");
    }
}
