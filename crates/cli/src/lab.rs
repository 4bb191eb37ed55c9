//! A lab folder: where a learner works, one folder an exercise.

use std::path::{Path, PathBuf};

use medlab_exercise::Exercise;
use medlab_exercise::progress::{self, Progress};
use medlab_exercise::submission::Submission;
use sha2::{Digest as _, Sha256};

use crate::files;
use crate::reason::Reason;
use crate::stop::Stop;
use crate::submissions;

/// The file that makes a folder a lab.
pub(crate) const FILE: &str = "lab.toml";

/// A learner's lab folder.
#[derive(Clone, Debug)]
pub(crate) struct Lab {
    /// The folder.
    pub(crate) root: PathBuf,
}

impl Lab {
    /// The lab that this folder lies in.
    pub(crate) fn here() -> Option<Self> {
        let here = std::env::current_dir().ok()?;
        let root = here.ancestors().find(|folder| folder.join(FILE).is_file())?;
        Some(Self { root: root.to_path_buf() })
    }

    /// The lab that this folder lies in, or how to get into one.
    pub(crate) fn here_or_stop() -> Result<Self, Stop> {
        Self::here().ok_or_else(|| Stop::usage(Reason::NoLab { near: Self::below() }))
    }

    /// The name of the only lab directly below this folder.
    pub(crate) fn below() -> Option<String> {
        let here = std::env::current_dir().ok()?;
        let entries = std::fs::read_dir(here).ok()?.filter_map(Result::ok);
        let mut labs = entries.filter(|entry| entry.path().join(FILE).is_file());
        let first = labs.next()?;
        let name = first.file_name().to_str()?.to_string();
        labs.next().is_none().then_some(name)
    }

    /// The exercise whose folder one stands in.
    pub(crate) fn standing_in(&self) -> Option<String> {
        let here = std::env::current_dir().ok()?;
        let below = here.strip_prefix(&self.root).ok()?;
        let first = below.components().next()?;
        Some(first.as_os_str().to_string_lossy().into_owned())
    }

    /// The folder of an exercise.
    pub(crate) fn folder(&self, exercise: &str) -> PathBuf {
        self.root.join(exercise)
    }

    /// What a learner did on an exercise, with the work on others that it needs: the copy
    /// that lies with it, else what lies in their folders.
    pub(crate) fn submission(&self, exercise: &Exercise) -> Submission {
        let id = &exercise.file.id;
        let mut submission = submissions::one(&self.folder(id), id);
        let Ok(files) = &mut submission.files else { return submission };
        for need in &exercise.file.needs {
            let theirs = submissions::one(&self.folder(&need.exercise), &need.exercise);
            let bytes =
                theirs.files.ok().and_then(|mut f| f.remove(need.artifact.file()));
            if let Some(bytes) = bytes {
                files.entry(need.path()).or_insert(bytes);
            }
        }
        submission
    }

    /// What was reached so far.
    pub(crate) fn progress(&self) -> Progress {
        let path = self.root.join(progress::FILE);
        files::read(&path, 1 << 20)
            .map(|bytes| Progress::read(&bytes))
            .unwrap_or_default()
    }

    /// Keeps what was reached.
    pub(crate) fn keep(&self, progress: &Progress) -> Result<(), Stop> {
        let path = self.root.join(progress::FILE);
        files::write(&path, progress.write().as_bytes(), true)
    }
}

/// The text of a new lab's file. The learner's ID stays in it and goes nowhere.
pub(crate) fn lab_file(learner: Option<&str>, variant: u8) -> String {
    let learner = match learner {
        Some(id) => format!("learner = {}\n", toml::Value::String(id.to_string())),
        None => String::new(),
    };
    format!(
        "# A medlab lab folder. Your ID, if you gave one, stays here.\n\
         format = 1\n{learner}variant = {variant}\n"
    )
}

/// The practice variant of a learner, from 1 to 32; without an ID the first.
pub(crate) fn variant_of(learner: Option<&str>) -> u8 {
    let count = medlab_exercise::variant::PRACTICE_VARIANTS;
    learner.map_or(1, |id| Sha256::digest(id.as_bytes())[0] % count + 1)
}

/// Where a file that is about to be overwritten is kept: beside it, under a name that is
/// still free.
pub(crate) fn kept_beside(path: &Path) -> PathBuf {
    let named = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let numbered = (2_u32..).map(|number| named(&format!(".before-{number}")));
    std::iter::once(named(".before"))
        .chain(numbered)
        .find(|path| !path.exists())
        .unwrap_or_else(|| named(".before"))
}
