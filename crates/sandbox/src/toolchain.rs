//! Where the compiler is, what it needs to run, and the libraries built once for submissions.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The shared libraries that a trusted program needs to start, its loader included, as its own
/// loader finds them. Empty where there is no `ldd`, or nothing to find.
///
/// Only for programs that are trusted: the loader of the program itself is asked.
pub fn shared_libraries(program: &Path) -> Vec<PathBuf> {
    let output = Command::new("ldd").arg(program).stdin(Stdio::null()).output();
    let Ok(output) = output else { return Vec::new() };
    let text = String::from_utf8_lossy(&output.stdout);
    // `libc.so.6 => /lib/libc.so.6 (0x…)`, and for the loader `/lib64/ld-linux.so.2 (0x…)`.
    let mut found: Vec<PathBuf> = text
        .lines()
        .filter_map(|line| {
            let path = line.split_once("=> ").map_or(line, |(_, path)| path).trim();
            let path = path.rsplit_once(" (").map_or(path, |(path, _)| path);
            path.starts_with('/').then(|| plain(Path::new(path)))
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

/// Without `.` and `..`, by the text alone: a loader is looked up at the path it is known by.
fn plain(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                parts.pop();
            }
            std::path::Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}

/// A compiler with what it needs to run by itself.
#[derive(Debug, Clone)]
pub struct Toolchain {
    pub(crate) rustc: PathBuf,
    pub(crate) sysroot: PathBuf,
    /// Not a stable release: features must be switched off by hand.
    pub(crate) unstable: bool,
    pub(crate) readable: Vec<PathBuf>,
    pub(crate) executable: Vec<PathBuf>,
    release: String,
}

/// Why no compiler can be used.
#[derive(Debug, thiserror::Error)]
pub enum ToolchainError {
    /// `rustc` cannot be started or does not answer.
    #[error("rustc: {0}")]
    Missing(String),
    /// It has no standard library for [`crate::TARGET`].
    #[error("no standard library for wasm32-wasip1 in {0}")]
    NoTarget(PathBuf),
}

impl Toolchain {
    /// The compiler that `rustc` means in a folder: the real binary, not rustup's stand-in,
    /// which would look for its settings and the network.
    ///
    /// # Errors
    /// If there is none, or if it cannot compile for [`crate::TARGET`].
    pub fn find(folder: &Path) -> Result<Self, ToolchainError> {
        let missing =
            |error: &dyn std::fmt::Display| ToolchainError::Missing(error.to_string());
        let ask = |arguments: &[&str]| -> Result<String, ToolchainError> {
            let output = Command::new("rustc")
                .args(arguments)
                .current_dir(folder)
                .stdin(Stdio::null())
                .output()
                .map_err(|error| missing(&error))?;
            if !output.status.success() {
                return Err(missing(&String::from_utf8_lossy(&output.stderr).trim()));
            }
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        };
        let sysroot =
            PathBuf::from(ask(&["--print", "sysroot"])?.trim_end_matches(['\r', '\n']));
        let version = ask(&["-vV"])?;
        Self::at(&sysroot, &version)
    }

    /// The compiler in a folder of its own, which says of itself `version` (`rustc -vV`).
    ///
    /// # Errors
    /// As [`Toolchain::find`].
    pub fn at(sysroot: &Path, version: &str) -> Result<Self, ToolchainError> {
        let missing =
            |error: &dyn std::fmt::Display| ToolchainError::Missing(error.to_string());
        let sysroot = std::fs::canonicalize(sysroot).map_err(|error| missing(&error))?;
        let field = |key: &str| version.lines().find_map(|line| line.strip_prefix(key));
        let host = field("host: ").ok_or_else(|| missing(&"no host"))?.trim();
        let release = field("release: ").ok_or_else(|| missing(&"no release"))?.trim();
        let rustc =
            sysroot.join("bin").join(format!("rustc{}", std::env::consts::EXE_SUFFIX));
        let libraries = sysroot.join("lib").join("rustlib");
        let target = libraries.join(crate::TARGET).join("lib");
        if !target.join("self-contained").is_dir() {
            return Err(ToolchainError::NoTarget(sysroot));
        }
        let tools = libraries.join(host).join("bin");
        let linker = tools.join(format!("rust-lld{}", std::env::consts::EXE_SUFFIX));
        // Not the whole of `lib`: for a compiler of the distribution that is /usr/lib.
        let mut executable = vec![rustc.clone()];
        let own = libraries.join(host).join("lib");
        executable.extend([tools, own].into_iter().filter(|path| path.is_dir()));
        for program in [&rustc, &linker] {
            executable.extend(shared_libraries(program));
        }
        executable.sort();
        executable.dedup();
        Ok(Self {
            rustc,
            unstable: release.contains('-'),
            readable: vec![target],
            executable,
            release: format!("{release} {host}"),
            sysroot,
        })
    }

    /// Release and host, as `1.95.0 x86_64-unknown-linux-gnu`.
    pub fn release(&self) -> &str {
        &self.release
    }
}

/// What submissions are linked with, built once: the crates they may name, and the folders of
/// all that those need.
#[derive(Debug, Clone)]
pub struct Library {
    /// The compiler it was built with, the only one that can read it.
    pub toolchain: Toolchain,
    /// Names and files of the crates that a submission may use.
    pub externs: Vec<(String, PathBuf)>,
    /// Folders with everything behind them.
    pub dependencies: Vec<PathBuf>,
}

/// Why a library could not be built. The course's or the machine's fault.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Cargo cannot be started.
    #[error("cargo: {0}")]
    Cargo(std::io::Error),
    /// Cargo failed; what it said.
    #[error("cargo failed: {0}")]
    Failed(String),
    /// It built no library of this name.
    #[error("no library {0} was built")]
    NoLibrary(String),
}

impl Library {
    /// Builds the library target of a package in release for [`crate::TARGET`] with cargo,
    /// without fences: only for sources that are trusted. With it comes what cargo said, for
    /// [`Library::from_messages`].
    ///
    /// # Errors
    /// If cargo fails.
    pub fn build(
        toolchain: Toolchain,
        workspace: &Path,
        package: &str,
        folder: &Path,
        offline: bool,
    ) -> Result<(Self, String), LibraryError> {
        let mut command = Command::new("cargo");
        command
            .args(["build", "--release", "--locked", "--lib", "--target", crate::TARGET])
            .args(["--package", package, "--message-format", "json"])
            .arg("--target-dir")
            .arg(folder)
            .current_dir(workspace)
            // A stand-in of rustup would choose again, a wrapper would add to it.
            .env("RUSTC", &toolchain.rustc)
            .env_remove("RUSTC_WRAPPER")
            .env_remove("RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", remapped(workspace))
            .stdin(Stdio::null());
        if offline {
            command.arg("--offline");
        }
        let output = command.output().map_err(LibraryError::Cargo)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(LibraryError::Failed(said));
        }
        let messages = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok((Self::from_messages(toolchain, package, &messages)?, messages))
    }

    /// Reads what `cargo build --message-format json` said.
    ///
    /// # Errors
    /// If it did not build a library of the package.
    pub fn from_messages(
        toolchain: Toolchain,
        package: &str,
        messages: &str,
    ) -> Result<Self, LibraryError> {
        let name = package.replace('-', "_");
        let (mut own, mut dependencies) = (None, Vec::new());
        for line in messages.lines() {
            let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
                continue;
            };
            if message["reason"] != "compiler-artifact" {
                continue;
            }
            let files = message["filenames"].as_array().into_iter().flatten();
            for file in files.filter_map(|file| file.as_str()).map(PathBuf::from) {
                let kind =
                    file.extension().and_then(|end| end.to_str()).unwrap_or_default();
                if !["rlib", "so", "dylib", "dll"].contains(&kind) {
                    continue;
                }
                let Some(folder) = file.parent() else { continue };
                // The finished library stands one above what it needs.
                let folder = if folder.ends_with("deps") {
                    folder.to_path_buf()
                } else {
                    folder.join("deps")
                };
                if !dependencies.contains(&folder) && folder.is_dir() {
                    dependencies.push(folder);
                }
                if kind == "rlib" && message["target"]["name"] == name.as_str() {
                    own = Some(file);
                }
            }
        }
        let own = own.ok_or_else(|| LibraryError::NoLibrary(package.to_string()))?;
        Ok(Self { toolchain, externs: vec![(name, own)], dependencies })
    }
}

/// Flags that keep this machine's folders out of messages of the library.
fn remapped(workspace: &Path) -> String {
    let mut flags = vec![format!("--remap-path-prefix={}=/medlab", workspace.display())];
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    if let Some(home) = home {
        flags.push(format!("--remap-path-prefix={}=/cargo", home.display()));
    }
    flags.join("\u{1f}")
}
