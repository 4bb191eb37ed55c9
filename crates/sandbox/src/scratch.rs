//! The one folder that a program may write: made for it, owned by its user, removed after it.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::job::SandboxError;

/// A folder for one untrusted program. Removed when dropped, with whatever is in it.
///
/// ```text
/// medlab-XXXXXX/        the caller's, passable for the program's user
///   work/               the program's current folder, its own
///   root/               empty: where the full tier mounts its root
/// ```
#[derive(Debug)]
pub struct Scratch {
    base: PathBuf,
    work: PathBuf,
    #[cfg(unix)]
    owner: Option<u32>,
}

impl Scratch {
    pub(crate) fn new(owner: Option<u32>) -> Result<Self, SandboxError> {
        let make = || -> std::io::Result<PathBuf> {
            // With links resolved: macOS has its temporary folder behind one.
            let parent = std::fs::canonicalize(std::env::temp_dir())?;
            let base =
                tempfile::Builder::new().prefix("medlab-").tempdir_in(parent)?.keep();
            std::fs::create_dir(base.join("work"))?;
            std::fs::create_dir(base.join("root"))?;
            Ok(base)
        };
        let base = make().map_err(SandboxError::Scratch)?;
        #[cfg(not(unix))]
        let _ = owner;
        let scratch = Self {
            work: base.join("work"),
            base,
            #[cfg(unix)]
            owner,
        };
        scratch.set_rights().map_err(SandboxError::Scratch)?;
        Ok(scratch)
    }

    /// The program's current folder.
    pub fn path(&self) -> &Path {
        &self.work
    }

    /// Writes a new file, `name` or `folder/name`, before a program is started here.
    ///
    /// # Errors
    /// If it exists or cannot be written, or if the name is neither.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SandboxError> {
        self.write_new(name, bytes).map_err(SandboxError::Scratch)
    }

    /// The bytes of a regular file, `name` or `folder/name`, that the program left; `None` if
    /// there is none or it is larger than `most`. No link is followed.
    pub fn take(&self, name: &str, most: u64) -> Option<Vec<u8>> {
        let file = self.open(name)?;
        let mut bytes = Vec::new();
        file.take(most.saturating_add(1)).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= most).then_some(bytes)
    }

    /// Whether hardly anything more can be written there, by anybody.
    #[cfg(unix)]
    pub(crate) fn is_full(&self) -> bool {
        const LEAST_BYTES: u64 = 1 << 20;
        const LEAST_FILES: u64 = 16;
        rustix::fs::statvfs(&self.base).is_ok_and(|room| {
            // Some file systems do not count files.
            let files = room.f_files > 0 && room.f_favail < LEAST_FILES;
            files || room.f_bavail.saturating_mul(room.f_frsize) < LEAST_BYTES
        })
    }

    /// Where nobody says how much room there is, it is taken to be enough.
    #[cfg(not(unix))]
    pub(crate) fn is_full(&self) -> bool {
        false
    }

    fn write_new(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let parts = plain(name).ok_or(std::io::ErrorKind::InvalidInput)?;
        if let [folder, _] = parts[..] {
            let folder = self.path().join(folder);
            if !folder.is_dir() {
                std::fs::create_dir(&folder)?;
                self.give(&folder)?;
            }
        }
        let path = self.path().join(name);
        let mut file = std::fs::File::create_new(&path)?;
        file.write_all(bytes)?;
        drop(file);
        self.give(&path)
    }
}

/// `name` or `folder/name`, nothing else.
fn plain(name: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = name.split('/').collect();
    let good =
        |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains('\\');
    (parts.len() <= 2 && parts.iter().all(good)).then_some(parts)
}

#[cfg(unix)]
impl Scratch {
    /// The user whose folder it is, where the caller is root.
    #[cfg(target_os = "linux")]
    pub(crate) fn owner(&self) -> Option<u32> {
        self.owner
    }

    /// Where the full tier mounts its root.
    #[cfg(target_os = "linux")]
    pub(crate) fn stage(&self) -> PathBuf {
        self.base.join("root")
    }

    fn set_rights(&self) -> std::io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
        };
        set(&self.base, if self.owner.is_some() { 0o711 } else { 0o700 })?;
        set(&self.base.join("root"), 0o755)?;
        set(self.path(), 0o700)?;
        self.give(self.path())
    }

    fn give(&self, path: &Path) -> std::io::Result<()> {
        match self.owner {
            Some(owner) => std::os::unix::fs::lchown(path, Some(owner), Some(owner)),
            None => Ok(()),
        }
    }

    fn open(&self, name: &str) -> Option<std::fs::File> {
        use rustix::fs::{FileType, Mode, OFlags, fstat, open, openat};
        let flags =
            OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::RDONLY;
        let parts = plain(name)?;
        let (last, folders) = parts.split_last()?;
        let mut folder =
            open(self.path(), flags | OFlags::DIRECTORY, Mode::empty()).ok()?;
        for part in folders {
            folder =
                openat(&folder, *part, flags | OFlags::DIRECTORY, Mode::empty()).ok()?;
        }
        let file = openat(&folder, *last, flags, Mode::empty()).ok()?;
        let found = fstat(&file).ok()?;
        (FileType::from_raw_mode(found.st_mode) == FileType::RegularFile)
            .then(|| file.into())
    }
}

#[cfg(not(unix))]
impl Scratch {
    fn set_rights(&self) -> std::io::Result<()> {
        Ok(())
    }

    fn give(&self, _path: &Path) -> std::io::Result<()> {
        Ok(())
    }

    fn open(&self, name: &str) -> Option<std::fs::File> {
        plain(name)?;
        let path = self.path().join(name);
        std::fs::symlink_metadata(&path).ok()?.is_file().then_some(())?;
        std::fs::File::open(path).ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = crate::files::remove(&self.base);
        #[cfg(target_os = "linux")]
        if let Some(owner) = self.owner {
            crate::machine::release_user(owner);
        }
    }
}
