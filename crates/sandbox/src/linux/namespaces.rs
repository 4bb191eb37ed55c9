//! The full tier: a world of its own with one process in it, no network, and a root folder in
//! which nothing exists but what the policy lists, at the same paths as outside.

use std::fs;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use nix::sched::{CloneFlags, unshare};
use rustix::fs::{CWD, Mode, StatVfsMountFlags, mkdirat, statvfs};
use rustix::mount::{
    MountFlags, MountPropagationFlags, UnmountFlags, mount, mount_bind_recursive,
    mount_change, mount_remount, unmount,
};
use rustix::process::{chdir, getgid, getuid, pivot_root};

use super::policy::{Namespaces, Policy};

/// In the keeper: its next child is the first process of a new process namespace.
pub(crate) fn enter_process_namespace(namespaces: Namespaces) -> Result<(), String> {
    enter(namespaces, CloneFlags::CLONE_NEWPID)
}

/// In the gate: the rest.
pub(crate) fn enter_world(namespaces: Namespaces) -> Result<(), String> {
    let flags = CloneFlags::CLONE_NEWNS
        | CloneFlags::CLONE_NEWNET
        | CloneFlags::CLONE_NEWIPC
        | CloneFlags::CLONE_NEWUTS;
    enter(namespaces, flags)
}

fn enter(namespaces: Namespaces, flags: CloneFlags) -> Result<(), String> {
    let said = |error: nix::errno::Errno| format!("namespaces: {error}");
    match namespaces {
        Namespaces::Outer => Ok(()),
        Namespaces::Plain => unshare(flags).map_err(said),
        Namespaces::User => {
            let (user, group) = (getuid().as_raw(), getgid().as_raw());
            unshare(flags | CloneFlags::CLONE_NEWUSER).map_err(said)?;
            // The same numbers inside: whoever is not 0 loses all privilege of the new
            // namespace by `exec`.
            let write = |name: &str, text: String| {
                fs::write(format!("/proc/self/{name}"), text)
                    .map_err(|error| format!("{name}: {error}"))
            };
            write("setgroups", "deny".into())?;
            write("uid_map", format!("{user} {user} 1\n"))?;
            write("gid_map", format!("{group} {group} 1\n"))
        }
    }
}

/// Builds the new root on the policy's stage and enters it.
pub(crate) fn enter_root(policy: &Policy) -> Result<(), String> {
    let stage = &policy.stage;
    mount_change("/", MountPropagationFlags::PRIVATE | MountPropagationFlags::REC)
        .map_err(|error| format!("private mounts: {error}"))?;
    let plain = MountFlags::NOSUID | MountFlags::NODEV;
    mount("medlab", stage, "tmpfs", plain, c"size=1m,nr_inodes=4096,mode=755")
        .map_err(|error| format!("new root: {error}"))?;

    let mut binds: Vec<(PathBuf, Kind)> = Vec::new();
    binds.extend(policy.readable.iter().map(|path| (path.clone(), Kind::Read)));
    binds.push((policy.scratch.clone(), Kind::Write));
    if Path::new("/dev/null").exists() {
        binds.push(("/dev/null".into(), Kind::Device));
    }
    binds.extend(policy.executable.iter().map(|path| (path.clone(), Kind::Execute)));
    // A folder before what lies in it; the sort is stable, so execute wins over read.
    binds.sort_by(|a, b| a.0.components().cmp(b.0.components()));
    for (path, kind) in &binds {
        bind(stage, path, path, *kind)
            .map_err(|error| format!("bind {}: {error}", path.display()))?;
    }
    for (path, alias) in aliases(&policy.executable) {
        bind(stage, &path, &alias, Kind::Execute)
            .map_err(|error| format!("bind {}: {error}", alias.display()))?;
    }
    let said = |error: rustix::io::Errno| format!("enter root: {error}");
    mount_remount(stage, plain | MountFlags::RDONLY, "").map_err(said)?;
    chdir(stage).map_err(said)?;
    // Old above new on one place, then the old one off: no folder for it is needed.
    pivot_root(".", ".").map_err(said)?;
    unmount(".", UnmountFlags::DETACH).map_err(said)?;
    chdir("/").map_err(said)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Read,
    Execute,
    Write,
    Device,
}

/// Shared libraries that stand beside their program are found by `$ORIGIN`, for which the loader
/// asks /proc, which is not there. So each stands a second time where the C library stands:
/// there every loader looks.
fn aliases(executable: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let name =
        |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let shared = || executable.iter().filter(|path| name(path).contains(".so"));
    let Some(home) = shared()
        .find(|path| name(path).starts_with("libc.so"))
        .and_then(|path| path.parent())
    else {
        return Vec::new();
    };
    shared()
        .filter(|path| path.parent() != Some(home) && !name(path).starts_with("ld"))
        .map(|path| (path.clone(), home.join(name(path))))
        .filter(|(_, alias)| !executable.contains(alias))
        .collect()
}

fn bind(stage: &Path, path: &Path, at: &Path, kind: Kind) -> std::io::Result<()> {
    let target = stage.join(at.strip_prefix("/").unwrap_or(at));
    let found = fs::metadata(path)?;
    if found.is_dir() {
        make_folders(&target)?;
    } else {
        if let Some(parent) = target.parent() {
            make_folders(parent)?;
        }
        if !target.exists() {
            fs::write(&target, b"")?;
        }
    }
    mount_bind_recursive(path, &target)?;
    // What the source forbids must stay forbidden, or the kernel refuses.
    let before = statvfs(&target)?.f_flag;
    let mut flags = MountFlags::BIND | MountFlags::NOSUID;
    let device = found.file_type().is_char_device();
    if !(kind == Kind::Device && device) || before.contains(StatVfsMountFlags::NODEV) {
        flags |= MountFlags::NODEV;
    }
    if kind != Kind::Execute || before.contains(StatVfsMountFlags::NOEXEC) {
        flags |= MountFlags::NOEXEC;
    }
    if matches!(kind, Kind::Read | Kind::Execute)
        || before.contains(StatVfsMountFlags::RDONLY)
    {
        flags |= MountFlags::RDONLY;
    }
    mount_remount(&target, flags, "")?;
    Ok(())
}

/// As `mkdir -p`, with the same rights whatever the caller's umask.
fn make_folders(path: &Path) -> std::io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        make_folders(parent)?;
    }
    let old = rustix::process::umask(Mode::empty());
    let made = mkdirat(CWD, path, Mode::from_raw_mode(0o755));
    rustix::process::umask(old);
    Ok(made?)
}
