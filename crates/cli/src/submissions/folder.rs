//! Submissions in folders and plain files.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use medlab_exercise::{Fault, Files};

use super::limits::{CHILDREN, DEPTH, FILE};
use super::{
    FilesRead, Found, Source, Unreadable, Unusable, archive, file_name, is_kept,
    too_large, unusable,
};

/// The submissions at a path, which may be one itself.
pub(super) fn list(
    path: &Path,
    name: &str,
    depth: usize,
) -> Result<Vec<Found>, Unreadable> {
    let unreadable = |error| Unreadable { path: path.to_path_buf(), error };
    let kind = std::fs::symlink_metadata(path).map_err(unreadable)?;
    let one = |source| Ok(vec![Found { name: name.to_string(), source }]);
    if kind.is_file() {
        if file_name(path).to_lowercase().ends_with(".zip") {
            return Ok(archive::list(path, name, depth));
        }
        return one(Source::File(path.to_path_buf()));
    }
    if !kind.is_dir() {
        return one(Source::Unusable(not_plain(name)));
    }
    let children = children(path).map_err(unreadable)?;
    if holds_artifact(path) || children.is_empty() || depth == DEPTH {
        return one(Source::Folder(path.to_path_buf()));
    }
    // A learner's folder that holds nothing but one zip is that zip, under the folder's
    // name; that is how course platforms hand out uploads.
    if depth > 0
        && let [only] = children.as_slice()
        && only.name.to_lowercase().ends_with(".zip")
    {
        return list(&only.path, name, DEPTH);
    }
    if depth > 0 && !children.iter().any(|child| child.path.is_dir()) {
        return one(Source::Folder(path.to_path_buf()));
    }
    let mut found = Vec::new();
    for Child { name: child, path } in children {
        let below = if name.is_empty() { child } else { format!("{name}/{child}") };
        // What cannot be read below is that submission's matter and stops no other.
        found.extend(list(&path, &below, depth + 1).unwrap_or_else(|unreadable| {
            let source = Source::Unusable(closed(&below, &unreadable.error));
            vec![Found { name: below, source }]
        }));
    }
    Ok(found)
}

/// Whether a folder is itself a submission.
pub(super) fn holds_artifact(path: &Path) -> bool {
    children(path).is_ok_and(|children| {
        children.iter().any(|child| is_kept(&child.name.to_lowercase()))
    })
}

/// The kept files of a folder.
pub(super) fn read(path: &Path) -> FilesRead {
    let children = children(path).map_err(|error| closed(&file_name(path), &error))?;
    let mut files = Files::new();
    for Child { name, path } in children {
        let lower = name.to_lowercase();
        if !is_kept(&lower) {
            continue;
        }
        if files.insert(lower.clone(), read_plain(&path, &name)?).is_some() {
            return Err(unusable(&name, Unusable::TwoInCase { name: lower }));
        }
    }
    Ok(files)
}

/// One file, handed in by itself.
pub(super) fn read_one(path: &Path) -> FilesRead {
    let name = file_name(path);
    let bytes = read_plain(path, &name)?;
    Ok(Files::from([(name.to_lowercase(), bytes)]))
}

/// The bytes of a plain file: never a link, a pipe, a device or a folder.
fn read_plain(path: &Path, name: &str) -> Result<Vec<u8>, Fault> {
    let unreadable = |error: std::io::Error| closed(name, &error);
    let (file, opened) = open_plain(path, name)?;
    if opened.len() > FILE {
        return Err(too_large(name, opened.len(), FILE));
    }
    let mut bytes = Vec::with_capacity(opened.len() as usize);
    file.take(FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > FILE {
        return Err(too_large(name, bytes.len() as u64, FILE));
    }
    Ok(bytes)
}

/// Opens a plain file: never a link, a pipe, a device or a folder.
pub(super) fn open_plain(path: &Path, name: &str) -> Result<(File, Metadata), Fault> {
    let unreadable = |error: std::io::Error| closed(name, &error);
    let kind = std::fs::symlink_metadata(path).map_err(unreadable)?;
    if !kind.is_file() {
        return Err(not_plain(name));
    }
    let file = open(path).map_err(unreadable)?;
    // Asked again of what is open now: it may have been swapped in between.
    let opened = file.metadata().map_err(unreadable)?;
    if !opened.is_file() || !same_file(&kind, &opened) {
        return Err(not_plain(name));
    }
    Ok((file, opened))
}

#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_CLOEXEC;
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(unix)]
pub(super) fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
pub(super) fn same_file(a: &Metadata, b: &Metadata) -> bool {
    a.len() == b.len()
}

fn not_plain(name: &str) -> Fault {
    unusable(name, Unusable::NotAFile)
}

/// More in a folder than is listed.
#[derive(Debug, thiserror::Error)]
#[error("more than {CHILDREN} entries")]
struct Crowded;

/// Something in a folder: a name to show, which may differ from the one on the disk where
/// that is no text, and the path to open.
struct Child {
    name: String,
    path: PathBuf,
}

/// What is in a folder, sorted; hidden things and the platforms' own left out.
fn children(path: &Path) -> std::io::Result<Vec<Child>> {
    let mut children = Vec::new();
    for (number, entry) in std::fs::read_dir(path)?.enumerate() {
        if number == CHILDREN {
            // To go on with some of them would lose a submission without a word.
            return Err(std::io::Error::other(Crowded));
        }
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && name != "__MACOSX" {
            children.push(Child { name, path: entry.path() });
        }
    }
    children.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Ok(children)
}

fn closed(name: &str, error: &std::io::Error) -> Fault {
    let why = match error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Crowded>)
    {
        true => Unusable::Crowded { limit: CHILDREN },
        false => Unusable::Unreadable { detail: error.to_string() },
    };
    unusable(name, why)
}
