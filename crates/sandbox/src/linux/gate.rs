//! The gate: takes everything from itself that the program must not have, then becomes it.

use std::fs::File;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::fs::Mode;
use rustix::process::{Signal, chdir, set_parent_process_death_signal, umask};
use rustix::stdio::dup2_stdin;

use super::channel::receive;
use super::policy::{Namespaces, Policy};
use super::{calls, fences, namespaces};

/// Returns only if it fails; says why on the socket, which `exec` would have closed.
pub(crate) fn pass() -> i32 {
    let Some(control) = super::socket() else { return 4 };
    let why = match become_program(&control) {
        Err(why) => why,
        Ok(never) => match never {},
    };
    // As a file: the filter, if it stands already, lets nobody `send`.
    let _ = File::from(OwnedFd::from(control)).write_all(why.as_bytes());
    4
}

enum Never {}

fn become_program(control: &UnixStream) -> Result<Never, String> {
    let (text, stdin) = receive(control).ok_or("gate: no policy")?;
    let policy = Policy::decode(&text).ok_or("gate: unreadable policy")?;
    dup2_stdin(&stdin).map_err(|error| format!("stdin: {error}"))?;
    drop(stdin);
    if policy.namespaces != Namespaces::Outer {
        namespaces::enter_world(policy.namespaces)?;
        namespaces::enter_root(&policy)?;
    }
    fences::limit(&policy)?;
    // With namespaces of its own user, the keeper has left root already.
    if let Some(user) = policy.user
        && policy.namespaces != Namespaces::User
    {
        fences::leave_user(user, true)?;
    }
    // After the change of user, which would clear it.
    set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|error| format!("death signal: {error}"))?;
    umask(Mode::from_raw_mode(0o077));
    chdir(&policy.scratch).map_err(|error| format!("scratch: {error}"))?;
    rustix::thread::set_no_new_privs(true)
        .map_err(|error| format!("no new privileges: {error}"))?;
    if policy.landlock {
        fences::close_files(&policy)?;
    }
    let mut program = Command::new(&policy.program);
    program.args(&policy.arguments).env_clear().envs(policy.environment.iter().cloned());
    calls::filter()?;
    Err(format!("start {}: {}", policy.program.display(), program.exec()))
}
