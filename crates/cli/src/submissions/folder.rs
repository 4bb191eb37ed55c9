//! Submissions in folders and plain files.

use std::fs::{File, Metadata, OpenOptions};
use std::io::Read;
use std::path::Path;

use medlab_exercise::{Fault, Files};

use super::limits::{CHILDREN, DEPTH, FILE};
use super::{
    FilesRead, Found, Source, Unreadable, archive, fault, file_name, is_kept, too_large,
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
            return Ok(archive::list(path, name));
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
        && only.to_lowercase().ends_with(".zip")
    {
        return list(&path.join(only), name, DEPTH);
    }
    if depth > 0 && !children.iter().any(|child| path.join(child).is_dir()) {
        return one(Source::Folder(path.to_path_buf()));
    }
    let mut found = Vec::new();
    for child in children {
        let below =
            if name.is_empty() { child.clone() } else { format!("{name}/{child}") };
        found.extend(list(&path.join(&child), &below, depth + 1)?);
    }
    Ok(found)
}

/// Whether a folder is itself a submission.
pub(super) fn holds_artifact(path: &Path) -> bool {
    children(path)
        .is_ok_and(|children| children.iter().any(|child| is_kept(&child.to_lowercase())))
}

/// The kept files of a folder.
pub(super) fn read(path: &Path) -> FilesRead {
    let children = children(path).map_err(|error| {
        fault("unreadable", format!("expected a folder: {error}"), "hand it in again", "")
    })?;
    let mut files = Files::new();
    for name in children {
        let lower = name.to_lowercase();
        if !is_kept(&lower) {
            continue;
        }
        if files.insert(lower.clone(), read_plain(&path.join(&name), &name)?).is_some() {
            let message = format!("expected one file {lower}, found two in other case");
            return Err(fault("duplicate_file", message, "hand in only one", &name));
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
    let unreadable = |error: std::io::Error| {
        fault("unreadable", format!("cannot be read: {error}"), "hand it in again", name)
    };
    let kind = std::fs::symlink_metadata(path).map_err(unreadable)?;
    if !kind.is_file() {
        return Err(not_plain(name));
    }
    let file = open(path).map_err(|_| not_plain(name))?;
    // Asked again of what is open now: it may have been swapped in between.
    let opened = file.metadata().map_err(unreadable)?;
    if !opened.is_file() || !same_file(&kind, &opened) {
        return Err(not_plain(name));
    }
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
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    a.len() == b.len()
}

fn not_plain(name: &str) -> Fault {
    let message = "expected a plain file, found a link, a pipe, a device or a folder";
    fault("not_a_file", message.into(), "hand in a copy of the file itself", name)
}

/// The names in a folder, sorted; hidden ones and the platforms' own left out.
fn children(path: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path)?.take(CHILDREN) {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && name != "__MACOSX" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
