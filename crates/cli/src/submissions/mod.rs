//! Submissions from the disk: files, folders and zips, snapshot under caps before
//! anything is judged.
//!
//! Everything here is hostile until judged. No link is followed, nothing but plain files
//! is opened, sizes are capped before memory is taken, and what is wrong with one
//! submission is that submission's fault and stops no other.

mod archive;
mod folder;
mod limits;
mod packed;
mod unusable;

use std::path::{Path, PathBuf};

use medlab_exercise::submission::{KEPT, Submission};
use medlab_exercise::{Fault, Files};

pub(crate) use unusable::Unusable;

/// Every submission under the given paths, sorted by their names.
///
/// A folder that holds an artifact is one submission; any other folder holds one in each
/// child. A zip is treated as the folder it packs.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<Found>, Unreadable> {
    let mut found = Vec::new();
    for path in paths {
        let kind = std::fs::symlink_metadata(path)
            .map_err(|error| Unreadable { path: path.clone(), error })?;
        let name = if paths.len() == 1 && kind.is_dir() && !folder::holds_artifact(path) {
            String::new()
        } else {
            file_name(path)
        };
        found.extend(folder::list(path, &name, 0)?);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The submission in one folder, which need not hold anything.
pub(crate) fn one(folder: &Path, name: &str) -> Submission {
    Submission { path: name.to_string(), files: folder::read(folder) }
}

/// A submission that was found but not yet read.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its name in the grades: relative, with `/` between folders.
    pub(crate) name: String,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    Folder(PathBuf),
    File(PathBuf),
    /// A zip that holds one submission.
    Zip(PathBuf),
    /// One of several submissions of a zip: its entries.
    Entries {
        path: PathBuf,
        zip: archive::Archive,
        entries: Vec<usize>,
    },
    Unusable(Fault),
}

/// A path on the command line that cannot be read at all.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// The path.
    pub(crate) path: PathBuf,
    /// Why.
    pub(crate) error: std::io::Error,
}

impl Found {
    /// Takes the snapshot.
    pub(crate) fn read(&self) -> Submission {
        let files = match &self.source {
            Source::Folder(path) => folder::read(path),
            Source::File(path) => folder::read_one(path),
            Source::Zip(path) => archive::read(path),
            Source::Entries { path, zip, entries } => {
                archive::read_entries(path, &mut zip.clone(), entries)
            }
            Source::Unusable(fault) => Err(fault.clone()),
        };
        Submission { path: self.name.clone(), files }
    }
}

fn is_kept(name: &str) -> bool {
    KEPT.contains(&name)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// What is wrong with a file of a submission.
fn unusable(file: &str, why: Unusable) -> Fault {
    Fault::new(why).in_file(file)
}

fn too_large(file: &str, found: u64, limit: u64) -> Fault {
    unusable(file, Unusable::TooLarge { limit, found })
}

type FilesRead = Result<Files, Fault>;
