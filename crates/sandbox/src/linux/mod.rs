//! The confiner: keeper, gate and what each fence consists of.

mod calls;
mod channel;
mod fences;
mod gate;
mod keeper;
mod measure;
mod namespaces;
mod policy;
mod probe;
mod start;

pub(crate) use policy::Namespaces;
pub(crate) use start::{Keeper, Plan, start};

use std::ffi::OsString;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;

/// The entry of the confiner: whatever hidden command the caller's binary gives it (see
/// [`crate::Confiner`]) calls this with the arguments after it, before any thread is started.
/// It speaks with its caller through standard input and never returns.
pub fn confine(arguments: Vec<OsString>) -> ! {
    let words: Vec<&str> =
        arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let code = match words[..] {
        ["keeper"] => keeper::keep(),
        ["gate"] => gate::pass(),
        ["probe", ..] => probe::probe(&words[1..]),
        _ => 2,
    };
    std::process::exit(code)
}

/// Standard input as the socket it must be, as a descriptor that no `exec` inherits; and
/// everything else closed that somebody left open for us.
fn socket() -> Option<UnixStream> {
    fences::close_inherited();
    let control = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
    Some(UnixStream::from(control))
}
