//! Places: where the engine, the libraries' sources and the cache are.
//!
//! What is built once lies in a folder of the cache, named after the compiler and the digest of
//! the sources: another compiler or other sources have another folder. Nothing in it changes
//! once it is built. Whoever builds holds a lock that the system gives back at any death, and
//! says last of all that it is done; so two at once build one after the other, and what was
//! killed is carried on.

use std::env::consts::EXE_SUFFIX;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use medlab_library::{FILES, FOLDERS, Files, Frames, PARTS, library, packed};
use medlab_sandbox::{Library, Toolchain};
use sha2::{Digest as _, Sha256};

use crate::files;
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;

/// The largest source file of the library.
const SOURCE: u64 = 4 << 20;

/// What cargo said when it was done, beside what it built.
const BUILT: &str = "built.json";

/// The binary `medlab-judge`: beside this one.
pub(super) fn engine() -> Result<PathBuf, Stop> {
    let own = std::env::current_exe().ok();
    let beside = own.as_deref().and_then(Path::parent);
    let path = beside.map(|folder| folder.join(format!("medlab-judge{EXE_SUFFIX}")));
    path.filter(|path| path.is_file()).ok_or_else(|| Stop::usage(Reason::NoEngine))
}

/// The sources of the learners' library as they were found, and a folder that holds them.
pub(super) struct Sources {
    /// Where they are from: a checkout, or this binary.
    pub(super) from: Option<PathBuf>,
    /// The workspace in the cache.
    pub(super) folder: PathBuf,
    digest: String,
    home: PathBuf,
}

/// The sources of the learners' library: of the checkout in which the course lies, else of this
/// binary.
pub(crate) fn sources_of(
    course: Option<&Path>,
) -> Result<(Files, Option<PathBuf>), Stop> {
    let here = std::env::current_dir().ok();
    let folders = course.into_iter().chain(here.as_deref()).flat_map(Path::ancestors);
    let mut folders =
        folders.filter(|folder| FILES.iter().all(|file| folder.join(file).is_file()));
    let from = folders.next().map(Path::to_path_buf);
    let sources = match &from {
        Some(checkout) => sources_in(checkout)?,
        None => packed(),
    };
    Ok((sources, from))
}

/// Lays the sources down in the cache, where they are not there yet. Submissions are linked
/// without data frames: a module with them is more than the engine takes.
pub(super) fn sources(course: Option<&Path>) -> Result<Sources, Stop> {
    let (sources, from) = sources_of(course)?;
    let library = library(&sources, Frames::Absent)
        .map_err(|misfit| Stop::usage(Reason::NoCode { detail: misfit.to_string() }))?;
    let home = cache()?;
    let digest = digest(&library);
    let folder = lay_down(&home, &digest, &library)?;
    Ok(Sources { from, folder, digest, home })
}

fn digest(library: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in library {
        for part in [path.as_bytes(), bytes.as_slice()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    short(&hash.finalize())
}

fn lay_down(home: &Path, digest: &str, library: &Files) -> Result<PathBuf, Stop> {
    let folder = home.join("sources").join(digest);
    // What a cleaner of folders took away, or a kill left out, is mended.
    let off = || -> Vec<(PathBuf, &Vec<u8>)> {
        let all = library.iter().map(|(path, bytes)| (folder.join(path), bytes));
        all.filter(|(path, bytes)| fs::read(path).ok().as_ref() != Some(*bytes)).collect()
    };
    if !off().is_empty() {
        let _lock = lock(home, digest)?;
        for (path, bytes) in off() {
            files::write(&path, bytes, true)?;
        }
    }
    Ok(folder)
}

/// The libraries that submissions may use, built for a compiler.
pub(super) fn built(
    sources: &Sources,
    toolchain: Toolchain,
    printer: &Printer,
) -> Result<Library, Stop> {
    let name =
        format!("{}-{}", short(&Sha256::digest(toolchain.release())), sources.digest);
    let folder = sources.home.join("library").join(&name);
    let said = folder.join(BUILT);
    let known = || {
        let text = fs::read_to_string(&said).ok()?;
        let library = Library::from_messages(toolchain.clone(), "medlab", &text).ok()?;
        let all =
            library.externs.iter().map(|(_, file)| file).chain(&library.dependencies);
        all.into_iter().all(|path| path.exists()).then_some(library)
    };
    if let Some(library) = known() {
        return Ok(library);
    }
    let _lock = lock(&sources.home, &name)?;
    if let Some(library) = known() {
        return Ok(library);
    }
    printer.tell("code-library", &[]);
    let failed =
        |detail: String| Stop::usage(Reason::NoCode { detail: last_lines(&detail) });
    let (library, messages) =
        Library::build(toolchain, &sources.folder, "medlab", &folder, false)
            .map_err(|error| failed(error.to_string()))?;
    files::write(&said, messages.as_bytes(), true)?;
    Ok(library)
}

/// What a tool says last is why it failed.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines[lines.len().saturating_sub(6)..].join("; ")
}

/// A lock that is held until it is dropped, or its process ends.
fn lock(home: &Path, name: &str) -> Result<File, Stop> {
    let folder = home.join("locks");
    let path = folder.join(name);
    let locked = || -> io::Result<File> {
        fs::create_dir_all(&folder)?;
        let file = File::options().create(true).append(true).open(&path)?;
        file.lock()?;
        Ok(file)
    };
    locked().map_err(|error| files::cannot_write(&path, &error))
}

/// The folder for what is built once.
fn cache() -> Result<PathBuf, Stop> {
    let named = |name: &str| {
        let path = std::env::var_os(name).map(PathBuf::from);
        path.filter(|path| !path.as_os_str().is_empty())
    };
    let home = named("MEDLAB_CACHE")
        .or_else(|| named("XDG_CACHE_HOME").map(|folder| folder.join("medlab")))
        .or_else(|| named("LOCALAPPDATA").map(|folder| folder.join("medlab")))
        .or_else(|| named("HOME").map(|folder| folder.join(".cache/medlab")));
    let home = home.ok_or_else(|| Stop::usage(Reason::NoCache))?;
    std::path::absolute(&home).map_err(|error| files::cannot_write(&home, &error))
}

/// The sources of a checkout, the same files that a build would pack.
fn sources_in(checkout: &Path) -> Result<Files, Stop> {
    let mut found = Files::new();
    for file in FILES {
        found.insert(file.to_string(), files::read(&checkout.join(file), SOURCE)?);
    }
    for part in PARTS {
        let manifest = format!("crates/{part}/Cargo.toml");
        found.insert(manifest.clone(), files::read(&checkout.join(&manifest), SOURCE)?);
        for folder in FOLDERS {
            let folder = format!("crates/{part}/{folder}");
            if checkout.join(&folder).is_dir() {
                files::gather(checkout, &folder, &mut found)?;
            }
        }
    }
    Ok(found)
}

fn short(digest: &[u8]) -> String {
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_down(folder: &Path) -> Files {
        let mut found = Files::new();
        files::gather(
            folder.parent().unwrap(),
            folder.file_name().unwrap().to_str().unwrap(),
            &mut found,
        )
        .unwrap();
        found
            .into_iter()
            .map(|(path, bytes)| (path.split_once('/').unwrap().1.into(), bytes))
            .collect()
    }

    #[test]
    fn sources_are_laid_down_once_and_mended() {
        let home = tempfile::tempdir().unwrap();
        let library = library(&packed(), Frames::Absent).unwrap();
        let digest = digest(&library);
        let folders: Vec<PathBuf> = std::thread::scope(|scope| {
            let threads = [(); 4].map(|()| {
                scope.spawn(|| lay_down(home.path(), &digest, &library).unwrap())
            });
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(folders.iter().all(|folder| *folder == folders[0]));
        assert_eq!(laid_down(&folders[0]), library);
        let changed = |path: &str| {
            let written =
                fs::metadata(folders[0].join(path)).unwrap().modified().unwrap();
            (written, path.to_string())
        };
        let before = changed("lab/src/lib.rs");
        fs::write(folders[0].join("Cargo.toml"), "half").unwrap();
        fs::remove_file(folders[0].join("lab/src/prelude.rs")).unwrap();
        lay_down(home.path(), &digest, &library).unwrap();
        assert_eq!(laid_down(&folders[0]), library);
        // What was as it should be is left alone, or cargo would build it anew.
        assert_eq!(changed("lab/src/lib.rs"), before);
    }

    #[test]
    fn a_checkout_and_the_binary_built_from_it_have_one_folder() {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let of = |sources| library(&sources, Frames::Absent).unwrap();
        let of_checkout = of(sources_in(&checkout).unwrap());
        assert_eq!(digest(&of_checkout), digest(&of(packed())));
        let mut other = of_checkout.clone();
        other.insert("lab/src/lib.rs".into(), b"//! Another.".to_vec());
        assert_ne!(digest(&of_checkout), digest(&other));
    }
}
