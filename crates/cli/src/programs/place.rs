//! Places: where the engine, the libraries' sources and the cache are.

use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};

use medlab_sandbox::Toolchain;
use sha2::{Digest as _, Sha256};

use crate::reason::Reason;
use crate::stop::Stop;

/// The binary `medlab-judge`: beside this one.
pub(super) fn engine() -> Result<PathBuf, Stop> {
    let own = std::env::current_exe().ok();
    let beside = own.as_deref().and_then(Path::parent);
    let path = beside.map(|folder| folder.join(format!("medlab-judge{EXE_SUFFIX}")));
    path.filter(|path| path.is_file()).ok_or_else(|| Stop::usage(Reason::NoEngine))
}

/// The workspace in which the learners' library lies: the checkout of the course.
pub(super) fn sources(course: Option<&Path>) -> Result<PathBuf, Stop> {
    let here = std::env::current_dir().ok();
    let folders = course.into_iter().chain(here.as_deref()).flat_map(Path::ancestors);
    let mut folders =
        folders.filter(|folder| folder.join("crates/lab/Cargo.toml").is_file());
    folders.next().map(Path::to_path_buf).ok_or_else(|| Stop::usage(Reason::NoLibrary))
}

/// The folder in which the libraries for a toolchain are kept.
pub(super) fn cache(toolchain: &Toolchain) -> Result<PathBuf, Stop> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let home = named("MEDLAB_CACHE")
        .or_else(|| named("XDG_CACHE_HOME").map(|folder| folder.join("medlab")))
        .or_else(|| named("LOCALAPPDATA").map(|folder| folder.join("medlab")))
        .or_else(|| named("HOME").map(|folder| folder.join(".cache/medlab")));
    let home = home.ok_or_else(|| Stop::usage(Reason::NoCache))?;
    let digest = Sha256::digest(toolchain.release().as_bytes());
    let name =
        digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    Ok(home.join("library").join(name))
}
