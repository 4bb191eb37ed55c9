//! A place: a path that somebody named, and the steps below it, on which no link is
//! followed.
//!
//! Between listing and reading, whoever can write there may swap a folder for a link. So
//! nothing below the named path is opened by its path: each step is opened from the handle
//! of the one before. Where the system cannot do that, the last part alone is looked at.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};

use super::limits::CHILDREN;

/// Somewhere in what was handed in.
#[derive(Clone, Debug)]
pub(super) struct Place {
    named: PathBuf,
    steps: Vec<OsString>,
}

/// What is there; a link is neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Other,
}

/// More in a folder than is listed.
#[derive(Debug, thiserror::Error)]
#[error("more than {CHILDREN} entries")]
pub(super) struct Crowded;

impl Place {
    /// A path as it was named, whose folders above are trusted.
    pub(super) fn named(path: &Path) -> Self {
        Self { named: path.to_path_buf(), steps: Vec::new() }
    }

    /// The last part, to show; where that is no text it differs from the one on the disk.
    pub(super) fn name(&self) -> String {
        let named = || self.named.file_name().unwrap_or(self.named.as_os_str());
        let last = self.steps.last().map_or_else(named, OsString::as_os_str);
        last.to_string_lossy().into_owned()
    }

    /// The whole path, to say where something is.
    pub(super) fn path(&self) -> PathBuf {
        let steps = self.steps.iter();
        std::iter::once(self.named.as_os_str()).chain(steps.map(|s| &**s)).collect()
    }

    /// What is there.
    pub(super) fn kind(&self) -> Result<Kind> {
        system::kind(self)
    }

    /// Opens a file without waiting, or whatever was put there since it was called one.
    pub(super) fn open(&self) -> Result<File> {
        system::open(self)
    }

    /// What is in a folder, sorted; hidden things and the platforms' own left out.
    pub(super) fn children(&self) -> Result<Vec<Self>> {
        let mut names = Vec::new();
        for (number, name) in system::names(self)?.enumerate() {
            if number == CHILDREN {
                // To go on with some of them would lose a submission without a word.
                return Err(Error::other(Crowded));
            }
            let name = name?;
            let shown = name.to_string_lossy().into_owned();
            if !shown.starts_with('.') && shown != "__MACOSX" {
                names.push((shown, name));
            }
        }
        names.sort();
        let below = |(_, name)| {
            let mut place = self.clone();
            place.steps.push(name);
            place
        };
        Ok(names.into_iter().map(below).collect())
    }
}

#[cfg(unix)]
mod system {
    use std::ffi::{OsStr, OsString};
    use std::fs::File;
    use std::io::Result;
    use std::os::fd::{AsFd, OwnedFd};
    use std::os::unix::ffi::OsStrExt;

    use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat};

    use super::{Kind, Place};

    const FOLDER: OFlags = OFlags::DIRECTORY;

    /// Opens one step and never a link.
    fn step(from: impl AsFd, name: &OsStr, flags: OFlags) -> Result<OwnedFd> {
        let flags = flags | OFlags::NOFOLLOW | OFlags::RDONLY | OFlags::CLOEXEC;
        Ok(openat(from, name, flags, Mode::empty())?)
    }

    /// Does something with the last step, from the handle of the folder that it is in.
    fn last<T>(
        place: &Place,
        does: impl FnOnce(std::os::fd::BorrowedFd, &OsStr) -> Result<T>,
    ) -> Result<T> {
        let Some((last, above)) = place.steps.split_last() else {
            return does(CWD, place.named.as_os_str());
        };
        let mut folder = step(CWD, place.named.as_os_str(), FOLDER)?;
        for name in above {
            folder = step(&folder, name, FOLDER)?;
        }
        does(folder.as_fd(), last)
    }

    pub(super) fn kind(place: &Place) -> Result<Kind> {
        let found = last(place, |folder, name| {
            Ok(statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?)
        })?;
        Ok(match FileType::from_raw_mode(found.st_mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            _ => Kind::Other,
        })
    }

    pub(super) fn open(place: &Place) -> Result<File> {
        last(place, |folder, name| Ok(step(folder, name, OFlags::NONBLOCK)?.into()))
    }

    pub(super) fn names(place: &Place) -> Result<impl Iterator<Item = Result<OsString>>> {
        let folder = last(place, |folder, name| step(folder, name, FOLDER))?;
        let names = Dir::new(folder)?.map(|entry| {
            Ok(OsStr::from_bytes(entry?.file_name().to_bytes()).to_os_string())
        });
        // It lists the folder itself and the one above too.
        Ok(names
            .filter(|name| !name.as_ref().is_ok_and(|name| name == "." || name == "..")))
    }
}

#[cfg(not(unix))]
mod system {
    use std::ffi::OsString;
    use std::fs::File;
    use std::io::Result;

    use super::{Kind, Place};

    pub(super) fn kind(place: &Place) -> Result<Kind> {
        let found = std::fs::symlink_metadata(place.path())?;
        Ok(match found.is_file() {
            true => Kind::File,
            false if found.is_dir() => Kind::Folder,
            false => Kind::Other,
        })
    }

    pub(super) fn open(place: &Place) -> Result<File> {
        File::open(place.path())
    }

    pub(super) fn names(place: &Place) -> Result<impl Iterator<Item = Result<OsString>>> {
        let names = std::fs::read_dir(place.path())?;
        Ok(names.map(|entry| Ok(entry?.file_name())))
    }
}
