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
mod place;
mod unusable;

use std::path::{Path, PathBuf};

use medlab_exercise::submission::{Submission, keeps};
use medlab_exercise::{Fault, Files};

use limits::WHOLE;
use place::{Kind, Place};

pub(crate) use unusable::Unusable;

/// Every submission under the given paths, sorted by their names.
///
/// A folder that holds an artifact is one submission; any other folder holds one in each
/// child. A zip is treated as the folder it packs.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<Found>, Unreadable> {
    let mut found = Vec::new();
    for path in paths {
        let place = Place::named(path);
        let kind =
            place.kind().map_err(|error| Unreadable { path: path.clone(), error })?;
        let class =
            paths.len() == 1 && kind == Kind::Folder && !folder::holds_artifact(&place);
        let name = if class { String::new() } else { place.name() };
        if class && folder::is_empty(&place) {
            continue;
        }
        found.extend(folder::list(&place, &name, 0)?);
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The submission in one's own folder, which need not hold anything and may be a link.
pub(crate) fn one(folder: &Path, name: &str) -> Submission {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    Submission { path: name.to_string(), files: folder::read(&Place::named(&folder)) }
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
    Folder(Place),
    File(Place),
    /// A zip that holds one submission.
    Zip(Place),
    /// One of several submissions of a zip: its entries.
    Entries {
        place: Place,
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
            Source::Folder(place) => folder::read(place),
            Source::File(place) => folder::read_one(place),
            Source::Zip(place) => archive::read(place),
            Source::Entries { place, zip, entries } => {
                archive::read_entries(place, &mut zip.clone(), entries)
            }
            Source::Unusable(fault) => Err(fault.clone()),
        };
        Submission { path: self.name.clone(), files }
    }
}

fn is_kept(name: &str) -> bool {
    keeps(name)
}

/// What is wrong with a file of a submission.
fn unusable(file: &str, why: Unusable) -> Fault {
    Fault::new(why).in_file(file)
}

/// Counts a file to those of its submission that were read before it.
fn add(whole: &mut u64, file: &str, bytes: &[u8]) -> Result<(), Fault> {
    *whole += bytes.len() as u64;
    let limit = WHOLE;
    if *whole > limit {
        return Err(unusable(file, Unusable::TooLargeTogether { limit }));
    }
    Ok(())
}

fn too_large(file: &str, found: u64, limit: u64) -> Fault {
    unusable(file, Unusable::TooLarge { limit, found })
}

type FilesRead = Result<Files, Fault>;

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    /// A class in which each submission is swapped for a link after it was found.
    #[test]
    fn a_folder_swapped_for_a_link_leads_nowhere() {
        let scratch = tempfile::tempdir().unwrap();
        let (class, outside) =
            (scratch.path().join("in"), scratch.path().join("outside"));
        let kept = "handin.toml";
        let zipped = || {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            zip.start_file(kept, zip::write::SimpleFileOptions::default()).unwrap();
            zip.finish().unwrap().into_inner()
        };
        for root in [&class, &outside] {
            fs::create_dir_all(root.join("ann")).unwrap();
            fs::create_dir_all(root.join("bob/work")).unwrap();
            fs::create_dir_all(root.join("eve")).unwrap();
            fs::write(root.join("ann").join(kept), "").unwrap();
            fs::write(root.join("bob/work").join(kept), "").unwrap();
            fs::write(root.join("eve/work.zip"), zipped()).unwrap();
        }
        let found = find(std::slice::from_ref(&class)).unwrap();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().all(|one| one.read().files.is_ok()));
        for learner in ["ann", "bob", "eve"] {
            fs::rename(class.join(learner), scratch.path().join(learner)).unwrap();
            symlink(outside.join(learner), class.join(learner)).unwrap();
        }
        for one in &found {
            let files = one.read().files;
            assert_eq!(files.unwrap_err().code(), "unreadable", "{}", one.name);
        }
        // Found anew, the links are refused as what they are.
        for one in find(&[class]).unwrap() {
            assert_eq!(
                one.read().files.unwrap_err().code(),
                "not_a_file",
                "{}",
                one.name
            );
        }
    }
}
