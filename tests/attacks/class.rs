//! A class: every case and honest work beside it in one folder, graded once.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::case::{Case, Work};

pub(crate) const EXERCISE: &str = "mooc2-3-3-fast-enough";

/// Who grades, and in which sandbox.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grader {
    /// The user whose processes and files they are; who runs the tests, if none.
    pub(crate) user: Option<u32>,
    /// The sandbox asked for; the best that there is, if none.
    pub(crate) tier: Option<&'static str>,
}

/// What stands in a source for the folder of the class.
pub(crate) const CLASS: &str = "@CLASS@";

/// A user whom nothing belongs to.
pub(crate) const NOBODY: u32 = 65_534;

/// A scratch folder with keys, a pack and a class in it.
pub(crate) struct Class {
    grader: Grader,
    folder: tempfile::TempDir,
    // One grader at a time, so that what is left behind is known to be this one's.
    _alone: MutexGuard<'static, ()>,
}

/// How a run ended, and all that it wrote.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Class {
    /// A pack of the exercise, issued to one learner.
    pub(crate) fn new(grader: Grader) -> Self {
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        let class = Self { grader, folder, _alone: alone };
        open_to_all(class.folder.path());
        std::fs::create_dir_all(class.path("in")).unwrap();
        std::fs::create_dir_all(class.path("tmp")).unwrap();
        open_to_all(&class.path("tmp"));
        for folder in [class.folder.path(), &class.path("tmp")] {
            grader.given(folder);
        }
        std::fs::write(class.path("roster.csv"), "ann\n").unwrap();
        for key in ["c.key", "p.key"] {
            class.run(&["key", "new", key]);
        }
        let issued = class.run(&[
            "issue",
            EXERCISE,
            "--key",
            "c.key",
            "--roster",
            "roster.csv",
            "--out",
            "packs",
        ]);
        assert_eq!(issued.code, 0, "{}", issued.err);
        class
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The paper that says which pack the work is about.
    fn paper(&self) -> Vec<u8> {
        std::fs::read(self.path("packs/ann/handin.toml")).unwrap()
    }

    /// Lays a case into the folder of the class.
    pub(crate) fn hand_in(&self, case: &Case) {
        let place = self.path("in").join(&case.name);
        let folder = |place: &Path| {
            std::fs::create_dir_all(place).unwrap();
            std::fs::write(place.join("handin.toml"), self.paper()).unwrap();
        };
        match &case.work {
            Work::Files(files) => {
                folder(&place);
                for (name, bytes) in files {
                    let path = place.join(name);
                    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                    std::fs::write(path, self.told(bytes)).unwrap();
                }
            }
            Work::Made(make) => {
                folder(&place);
                make(&place);
            }
            Work::Zip(entries) => {
                std::fs::write(place, zip(&self.paper(), entries)).unwrap()
            }
        }
    }

    /// A source with the folder of the class where it asks for it: an attacker may know all names.
    fn told(&self, bytes: &[u8]) -> Vec<u8> {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains(CLASS) => {
                text.replace(CLASS, &self.folder.path().display().to_string()).into()
            }
            _ => bytes.into(),
        }
    }

    /// Grades the class with its keys.
    pub(crate) fn grade(&self, more: &[&str]) -> Ended {
        let keys = ["--key", "c.key", "--pseudonym-key", "p.key"];
        let grade = ["grade", EXERCISE, "in", "--jobs", "2"];
        self.run(&[&grade[..], &keys[..], more].concat())
    }

    /// Runs the binary with the whole course.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        let root = root();
        let mut command = Command::new(env!("CARGO_BIN_EXE_medlab"));
        command.args(arguments).current_dir(self.folder.path());
        if !matches!(arguments, ["key", ..]) {
            command.arg("--course").arg(&root);
        }
        let cache = cache();
        command.env("MEDLAB_CACHE", cache).env("TMPDIR", self.path("tmp"));
        if let Some(tier) = self.grader.tier {
            command.env("MEDLAB_SANDBOX", tier);
        }
        self.grader.starts(&mut command);
        command.env("MEDLAB_SECRET", SECRET).env_remove("NO_COLOR").env("COLUMNS", "80");
        let output = command.output().unwrap();
        Ended {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into(),
            err: String::from_utf8_lossy(&output.stderr).into(),
        }
    }

    /// Every file that a run wrote below a folder, by its path.
    pub(crate) fn written(&self, folder: &str) -> BTreeMap<PathBuf, String> {
        let files = crate::left::files(&self.path(folder));
        let files = files.into_iter().filter(|path| path.is_file());
        files
            .map(|path| {
                let text =
                    String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                (path, text)
            })
            .collect()
    }
}

/// A value in the grader's environment that nobody is to read.
pub(crate) const SECRET: &str = "an-environment-that-is-nobodys-business";

/// The folder of the libraries that are built once.
fn cache() -> PathBuf {
    let beside = || Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache");
    std::env::var_os("MEDLAB_CACHE").map_or_else(beside, Into::into)
}

/// The repository's root, which is the full course.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A zip with these entries; a name may come twice, which the writer would refuse.
fn zip(paper: &[u8], entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("handin.toml", options).unwrap();
    writer.write_all(paper).unwrap();
    let mut renamed: Option<(String, &str)> = None;
    for (at, (name, bytes)) in entries.iter().enumerate() {
        let mut written = (*name).to_string();
        if entries[..at].iter().any(|(before, _)| before == name) {
            written.pop();
            written.push('~');
            renamed = Some((written.clone(), name));
        }
        writer.start_file(written, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    if let Some((from, to)) = renamed {
        for at in 0..bytes.len().saturating_sub(from.len()) {
            if bytes[at..].starts_with(from.as_bytes()) {
                bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
            }
        }
    }
    bytes
}

impl Grader {
    /// Whoever runs the tests, in the best sandbox.
    pub(crate) const HERE: Self = Self { user: None, tier: None };

    /// Why this user cannot grade here, if it cannot: a toolchain in another's home, mostly.
    pub(crate) fn lacks(&self) -> Option<String> {
        self.user?;
        let runs = |program: &str| {
            let mut command = Command::new(program);
            command.arg("--version").current_dir("/");
            self.starts(&mut command);
            command.output().is_ok_and(|output| output.status.success())
        };
        let mut programs = ["rustc", env!("CARGO_BIN_EXE_medlab")].into_iter();
        let not = programs.find(|program| !runs(program))?;
        Some(format!("{not} does not run there"))
    }

    #[cfg(unix)]
    fn given(&self, folder: &Path) {
        if let Some(user) = self.user {
            std::os::unix::fs::chown(folder, Some(user), Some(user)).unwrap();
        }
    }

    #[cfg(unix)]
    fn starts(&self, command: &mut Command) {
        use std::os::unix::process::CommandExt;
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
    }

    #[cfg(not(unix))]
    fn given(&self, _: &Path) {}

    #[cfg(not(unix))]
    fn starts(&self, _: &mut Command) {}
}

#[cfg(unix)]
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
pub(crate) fn is_root() -> bool {
    false
}

/// A folder in which another user's programs may work, as the system's own is.
#[cfg(unix)]
fn open_to_all(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) {}
