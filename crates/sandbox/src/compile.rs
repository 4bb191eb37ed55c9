//! Compiles a submission, which is as untrusted as running it: it can include files, loop in
//! constants, and grow without end.
//!
//! Two confined runs of the compiler in one scratch folder: first the learner's file alone as
//! the library crate `submission`, without `unsafe`, then the exercise's harness as a program
//! that calls it. The harness is not there during the first. Nothing learnt from a submission is
//! executed: there are no build scripts, and the only procedural macros are the library's own.

use std::path::Path;
use std::time::Duration;

use crate::diagnostics::{SOURCE, foreign, machine, of_no_place, own};
use crate::job::{End, Finished, Job, Limits, SandboxError};
use crate::sandbox::Sandbox;
use crate::scratch::Scratch;
use crate::toolchain::Library;

/// Why a submission could not be compiled. All but the last two are the learner's to mend.
#[derive(Debug, thiserror::Error)]
pub enum CompileFailure {
    /// The compiler refused the learner's file.
    #[error("refused:\n{diagnostics}")]
    Refused {
        /// What it said: plain text of bounded length, in the learner's own lines.
        diagnostics: String,
    },
    /// The file is a valid library, but the harness cannot call it: a function is missing or has
    /// another type.
    #[error("does not fit:\n{diagnostics}")]
    Mismatch {
        /// What does not fit, without the harness's lines.
        diagnostics: String,
    },
    /// It took too long.
    #[error("out of time")]
    OutOfTime,
    /// It needed too much memory.
    #[error("out of memory")]
    OutOfMemory,
    /// Source or result are too large.
    #[error("too large")]
    TooLarge,
    /// The compiler fell over it.
    #[error("the compiler crashed")]
    Crashed,
    /// The linker failed, a library cannot be read, there is no room to write, or the machine was
    /// too busy: the machine's fault or the course's.
    #[error("the machine failed: {0}")]
    Machine(String),
    /// The compiler could not be run.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
}

/// Bytes of a source file; what a person writes in an exercise is a hundredth of it.
const LONGEST_SOURCE: usize = 1 << 20;

/// Generous for a small crate, narrow for a bomb.
pub fn compile_limits() -> Limits {
    Limits {
        processor_seconds: 30,
        // Far more than the processor time: on a busy machine much waits.
        wall: Duration::from_secs(300),
        memory: Some(3 << 30),
        output: 1 << 20,
        processes: 32,
        file_size: 32 << 20,
        open_files: 256,
        scratch_bytes: 256 << 20,
        scratch_files: 1000,
    }
}

/// Compiles a learner's `src/lib.rs` with a harness to a WebAssembly program.
///
/// # Errors
/// If the compiler refuses it or a limit is met. The same source gives the same bytes.
pub fn compile(
    sandbox: &Sandbox,
    library: &Library,
    lib_rs: &[u8],
    harness_rs: &[u8],
    limits: &Limits,
) -> Result<Vec<u8>, CompileFailure> {
    if lib_rs.len() > LONGEST_SOURCE {
        return Err(CompileFailure::TooLarge);
    }
    let scratch = sandbox.scratch()?;
    scratch.write(SOURCE, lib_rs)?;
    let hidden = hidden(library, &scratch);
    let mut job = job(library, &scratch, limits);
    let common = job.arguments.clone();

    job.arguments.extend(
        [
            "--crate-name=submission",
            "--crate-type=rlib",
            "-Funsafe_code",
            "-Cpanic=abort",
        ]
        .map(String::from),
    );
    job.arguments.extend(["-o", "libsubmission.rlib", SOURCE].map(String::from));
    let finished = sandbox.run(&job, &scratch, b"")?;
    if let Some(failure) = limit_met(&finished, limits, &scratch) {
        return Err(failure);
    }
    if finished.end != End::Exited(0) {
        if let Some(said) = machine(&finished.stderr, &hidden) {
            return Err(CompileFailure::Machine(said));
        }
        let diagnostics = own(&finished.stderr, &hidden);
        return Err(CompileFailure::Refused { diagnostics });
    }

    scratch.write(HARNESS, harness_rs)?;
    job.arguments = common;
    job.arguments.extend(
        [
            "--crate-name=harness",
            "--crate-type=bin",
            "--cap-lints=allow",
            "-Cpanic=abort",
        ]
        .map(String::from),
    );
    job.arguments.extend(
        [
            "--extern=submission=libsubmission.rlib",
            "-Cstrip=symbols",
            "-o",
            PROGRAM,
            HARNESS,
        ]
        .map(String::from),
    );
    let finished = sandbox.run(&job, &scratch, b"")?;
    if let Some(failure) = limit_met(&finished, limits, &scratch) {
        return Err(failure);
    }
    if finished.end != End::Exited(0) {
        if let Some(said) = machine(&finished.stderr, &hidden) {
            return Err(CompileFailure::Machine(said));
        }
        let diagnostics = foreign(&finished.stderr, &hidden);
        return Err(CompileFailure::Mismatch { diagnostics });
    }
    scratch.take(PROGRAM, limits.file_size).ok_or(CompileFailure::TooLarge)
}

const HARNESS: &str = "harness.rs";
const PROGRAM: &str = "harness.wasm";

/// The compiler with everything that both runs have in common.
fn job(library: &Library, scratch: &Scratch, limits: &Limits) -> Job {
    let toolchain = &library.toolchain;
    let mut arguments: Vec<String> = [
        "--edition=2024",
        "--error-format=json",
        "--color=never",
        "-Copt-level=3",
        "-Ccodegen-units=1",
        "-Cdebuginfo=0",
        "-Cembed-bitcode=no",
        // Nobody reads them, and a flood of them is no error. What is forbidden stays so.
        "-Awarnings",
    ]
    .map(String::from)
    .to_vec();
    arguments.push(format!("--target={}", crate::TARGET));
    arguments.push(format!("--sysroot={}", toolchain.sysroot.display()));
    // No folder of this machine in messages or in `file!()`, and the same bytes in any folder.
    let remap =
        |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    arguments.push(remap(scratch.path(), "/submission"));
    arguments.push(remap(&toolchain.sysroot, "/rust"));
    for (name, file) in &library.externs {
        arguments.push(format!("--extern={name}={}", file.display()));
    }
    for folder in &library.dependencies {
        arguments.push(format!("-Ldependency={}", folder.display()));
        arguments.push(remap(folder, "/library"));
    }
    let mut readable = toolchain.readable.clone();
    let mut executable = toolchain.executable.clone();
    readable.extend(library.externs.iter().map(|(_, file)| file.clone()));
    // Procedural macros of the library are loaded like any shared library.
    executable.extend(library.dependencies.iter().cloned());
    // Temporary files of the linker beside its result. Nothing else is set, so `env!` finds
    // nothing of this machine.
    let mut environment = vec![("TMPDIR".to_string(), ".".to_string())];
    if toolchain.unstable {
        // To be as strict as a stable compiler.
        environment.push(("RUSTC_BOOTSTRAP".to_string(), "-1".to_string()));
    }
    Job {
        program: toolchain.rustc.clone(),
        arguments,
        environment,
        readable,
        executable,
        limits: limits.clone(),
    }
}

/// What no message may hold.
fn hidden(library: &Library, scratch: &Scratch) -> Vec<String> {
    let mut hidden = vec![
        scratch.path().display().to_string(),
        library.toolchain.sysroot.display().to_string(),
    ];
    hidden.extend(library.dependencies.iter().map(|folder| folder.display().to_string()));
    hidden.extend(library.externs.iter().filter_map(|(_, file)| {
        file.parent().map(|folder| folder.display().to_string())
    }));
    hidden
}

/// An end that says nothing about the meaning of the program, only about its cost.
fn limit_met(
    finished: &Finished,
    limits: &Limits,
    scratch: &Scratch,
) -> Option<CompileFailure> {
    const FILE_TOO_LARGE: i32 = 25;
    let said = String::from_utf8_lossy(&finished.stderr);
    let crashed = match finished.end {
        End::Exited(0 | 1) => false,
        End::Exited(_) | End::Signalled(_) => true,
        End::OutOfTime if waited(finished, limits) => {
            let why = "the compiler waited for a processor".into();
            return Some(CompileFailure::Machine(why));
        }
        End::OutOfTime | End::Stopped => return Some(CompileFailure::OutOfTime),
        End::TooMuchScratch => return Some(CompileFailure::TooLarge),
        // A flood of messages: the first of them are enough.
        End::TooMuchOutput => return None,
    };
    // Not what the compiler quotes from a source: that has a place in it.
    let too_large = |said: &String| said.contains("File too large (os error 27)");
    if finished.end == End::Signalled(FILE_TOO_LARGE)
        || of_no_place(&finished.stderr).any(|said| too_large(&said))
    {
        return Some(CompileFailure::TooLarge);
    }
    let memory =
        ["memory allocation of", "out of memory", "Cannot allocate memory (os error 12)"];
    // Not in what the compiler quotes from the source: that stands in its messages, which are
    // JSON.
    let plain = said.lines().filter(|line| !line.starts_with('{'));
    if plain.into_iter().any(|line| memory.iter().any(|words| line.contains(words)))
        && finished.end != End::Exited(0)
    {
        return Some(CompileFailure::OutOfMemory);
    }
    if crashed && scratch.is_full() {
        return Some(CompileFailure::Machine("there is no room to write".into()));
    }
    crashed.then_some(CompileFailure::Crashed)
}

/// Whether the clock ended what had hardly worked: a compiler has nothing to wait for but the
/// machine. Unknown where nobody measures, in tier none.
fn waited(finished: &Finished, limits: &Limits) -> bool {
    let worked = finished.processor;
    !worked.is_zero() && worked < Duration::from_secs(limits.processor_seconds) / 2
}
