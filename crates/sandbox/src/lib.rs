//! Runs an untrusted native process inside limits, and compiles a submission inside them.
//!
//! Nothing here needs `unsafe`: a process is not confined by whoever starts it but by itself.
//! The *confiner* is the caller's own binary, started again with a hidden command that calls
//! [`confine`]. Twice, in fact:
//!
//! ```text
//! medlab --spawns--> keeper --spawns--> gate --exec--> the program
//! ```
//!
//! The **keeper** stays outside: it waits, counts, and kills whatever the program left behind;
//! it ends when its caller does, by whatever death, as their socket closes then. The **gate**
//! gives up everything the program must not have (namespaces, user, limits, files, system
//! calls) and becomes the program by `exec`, so no code of ours runs inside.
//!
//! | tier | fence |
//! |---|---|
//! | [`Tier::Full`] | namespaces (no processes, network or files but the listed), and all of strict that the kernel has |
//! | [`Tier::Strict`] | landlock, a filter of system calls, resource limits; as root another user |
//! | [`Tier::None`] | time and output only: for one's own code, or where the caller was told to trust |
//!
//! Weighed and not taken: `hakoniwa` (LGPL with an exception, needs libseccomp, and forks
//! inside its caller, so it must be started before any thread), `bubblewrap` (a binary that
//! most machines of learners lack; it has neither landlock nor resource limits). `nix` gives
//! the one namespace call that `rustix` has not as a safe function.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the edge: processes, files, clock"
)]

mod compile;
mod diagnostics;
mod files;
mod job;
#[cfg(target_os = "linux")]
mod linux;
mod machine;
mod plain;
mod process;
mod sandbox;
mod scratch;
mod toolchain;

pub use compile::{CompileFailure, compile, compile_limits};
pub use job::{End, Finished, Job, Limits, SandboxError, Tier};
#[cfg(target_os = "linux")]
pub use linux::confine;
pub use machine::{Defence, Finding, Machine};
pub use process::Confined;
pub use sandbox::{Confiner, Sandbox};
pub use scratch::Scratch;
pub use toolchain::{Library, LibraryError, Toolchain, ToolchainError, shared_libraries};

/// The target for which submissions are compiled.
pub const TARGET: &str = "wasm32-wasip1";

/// The entry of the confiner. Only Linux has one.
#[cfg(not(target_os = "linux"))]
pub fn confine(_arguments: Vec<std::ffi::OsString>) -> ! {
    std::process::exit(4)
}
