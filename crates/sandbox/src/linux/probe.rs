//! Each fence tried for real, in a process of its own: put it up, then do what it forbids.
//! Exit code 0 means that it held; otherwise the reason stands on standard output.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::{Resource, Rlimit, setrlimit};

use super::policy::{Namespaces, Policy};
use super::{calls, fences, namespaces};

pub(crate) fn probe(words: &[&str]) -> i32 {
    fences::close_inherited();
    let outcome = match *words {
        ["landlock", base] => landlock(Path::new(base)),
        ["calls"] => filter(),
        ["limits", base] => limits(Path::new(base)),
        ["user", user] => leave(user),
        ["namespaces", kind, user, base] => outside(kind, user, base),
        ["inside", kind, base] => inside(kind, Path::new(base)),
        _ => Err("unknown probe".into()),
    };
    match outcome {
        Ok(()) => 0,
        Err(why) => {
            let _ = std::io::stdout().write_all(why.as_bytes());
            1
        }
    }
}

fn landlock(base: &Path) -> Result<(), String> {
    let work = base.join("work");
    fs::write(base.join("outside"), b"x").map_err(|error| error.to_string())?;
    fences::close_files(&policy(base, Namespaces::Outer))?;
    fs::write(work.join("inside"), b"x")
        .map_err(|error| format!("own folder: {error}"))?;
    match fs::read(base.join("outside")) {
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(format!("unexpected: {error}")),
        Ok(_) => Err("landlock: a closed file could be read".into()),
    }
}

fn filter() -> Result<(), String> {
    rustix::thread::set_no_new_privs(true).map_err(|error| error.to_string())?;
    calls::filter()?;
    match std::os::unix::net::UnixDatagram::unbound() {
        Err(error) if error.raw_os_error() == Some(libc::EPERM) => Ok(()),
        Err(error) => Err(format!("unexpected: {error}")),
        Ok(_) => Err("seccomp: a socket could be made".into()),
    }
}

fn limits(base: &Path) -> Result<(), String> {
    let set = |resource, most| {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
            .map_err(|error| format!("{resource:?}: {error}"))
    };
    set(Resource::Nofile, 16)?;
    let files: Vec<_> = (0..32).map_while(|_| fs::File::open("/dev/null").ok()).collect();
    if files.len() >= 16 {
        return Err("more files than allowed could be opened".into());
    }
    drop(files);
    set(Resource::As, 256 << 20)?;
    let mut large: Vec<u8> = Vec::new();
    if large.try_reserve_exact(1 << 30).is_ok() {
        return Err("more memory than allowed could be had".into());
    }
    // Standard output is a pipe, which this limit does not touch. That writing a file ends
    // with a signal is known only to whoever waits for us, so it comes last.
    set(Resource::Fsize, 0)?;
    let _ = fs::write(base.join("work").join("large"), b"x");
    Err("a larger file than allowed could be written".into())
}

fn leave(user: &str) -> Result<(), String> {
    let user: u32 = user.parse().map_err(|_| "no user")?;
    fences::leave_user(user, true)?;
    if rustix::process::geteuid().as_raw() != user {
        return Err("the user did not change".into());
    }
    match rustix::thread::set_thread_res_uid(rustix::process::Uid::ROOT, None, None) {
        Err(_) => Ok(()),
        Ok(()) => Err("root could be regained".into()),
    }
}

fn outside(kind: &str, user: &str, base: &str) -> Result<(), String> {
    let kind_ = kinds(kind)?;
    if let Ok(user) = user.parse()
        && kind_ == Namespaces::User
    {
        fences::leave_user(user, false)?;
    }
    namespaces::enter_process_namespace(kind_)?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let leading = std::env::args_os().count().saturating_sub(6);
    let output = Command::new(program)
        .args(std::env::args_os().skip(1).take(leading))
        .args(["probe", "inside", kind, base])
        .env_clear()
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    match output.status.code() {
        Some(0) => Ok(()),
        _ => Err(String::from_utf8_lossy(&output.stdout).into_owned()),
    }
}

fn inside(kind: &str, base: &Path) -> Result<(), String> {
    let kind = kinds(kind)?;
    if std::process::id() != 1 {
        return Err("not the first process".into());
    }
    namespaces::enter_world(kind)?;
    namespaces::enter_root(&policy(base, kind))?;
    if Path::new("/proc").exists() || Path::new("/etc").exists() {
        return Err("the old root is still there".into());
    }
    match std::net::TcpStream::connect("127.0.0.1:9") {
        Err(error) if error.kind() == std::io::ErrorKind::NetworkUnreachable => Ok(()),
        _ => Err("the network is still there".into()),
    }
}

fn kinds(kind: &str) -> Result<Namespaces, String> {
    match kind {
        "plain" => Ok(Namespaces::Plain),
        "user" => Ok(Namespaces::User),
        _ => Err("unknown kind".into()),
    }
}

fn policy(base: &Path, namespaces: Namespaces) -> Policy {
    Policy {
        program: "/".into(),
        scratch: base.join("work"),
        stage: base.join("root"),
        namespaces,
        landlock: true,
        user: None,
        processor_seconds: 1,
        memory: None,
        processes: 1,
        file_size: 0,
        open_files: 0,
        scratch_bytes: 0,
        scratch_files: 0,
        arguments: Vec::new(),
        environment: Vec::new(),
        readable: Vec::new(),
        executable: Vec::new(),
    }
}
