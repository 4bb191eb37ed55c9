//! The keeper: starts the gate, waits, and sees to it that nothing survives.
//!
//! It runs outside every fence, as the caller's own user, in a process group of its own. When
//! the socket to the caller closes, be it that the caller wants an end or that it died, the
//! keeper kills. In the tier full the program is the first process of its namespace, and the
//! kernel ends the namespace with it. In strict no process can leave the program's process
//! group (the filter denies it), one signal reaches the whole group at once, and orphans become
//! children of the keeper, which waits until there is none.

use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitOptions, WaitStatus, kill_process, kill_process_group,
    pidfd_open, set_child_subreaper, wait, waitpid,
};

use super::channel::{Ending, Report, receive, send};
use super::fences::leave_user;
use super::namespaces::enter_process_namespace;
use super::policy::{Namespaces, Policy};

/// How often the scratch folder is looked at.
const GLANCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// Returns the exit code of the keeper itself, which says nothing about the program.
pub(crate) fn keep() -> i32 {
    let Some(control) = super::socket() else { return 4 };
    let mut scratch = None;
    let text = match begin(&control, &mut scratch) {
        Ok(report) => report.encode(),
        Err(why) => format!("failed {}\n", why.replace('\n', " ")),
    };
    let heard = (&control).write_all(text.as_bytes());
    if let (Err(_), Some(scratch)) = (heard, scratch) {
        // The caller died; what it would have removed is ours to remove.
        let _ = crate::files::remove(&scratch);
    }
    0
}

fn begin(control: &UnixStream, scratch: &mut Option<PathBuf>) -> Result<Report, String> {
    let (text, stdin) = receive(control).ok_or("keeper: no policy")?;
    let policy = Policy::decode(&text).ok_or("keeper: unreadable policy")?;
    *scratch = policy.scratch.parent().map(PathBuf::from);
    set_child_subreaper(Some(rustix::process::getpid()))
        .map_err(|error| format!("subreaper: {error}"))?;
    if policy.namespaces == Namespaces::User
        && let Some(user) = policy.user
    {
        // Root without the privilege to make namespaces: another user may make its own.
        leave_user(user, false)?;
    }
    enter_process_namespace(policy.namespaces)?;

    let (ours, theirs) =
        UnixStream::pair().map_err(|error| format!("socket: {error}"))?;
    let program =
        std::env::current_exe().map_err(|error| format!("confiner: {error}"))?;
    let mut command = Command::new(program);
    let leading = std::env::args_os().count().saturating_sub(2);
    let gate = command
        .args(std::env::args_os().skip(1).take(leading))
        .arg("gate")
        .env_clear()
        .process_group(0)
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .spawn()
        .map_err(|error| format!("gate: {error}"))?;
    drop(command);
    let gate = Pid::from_raw(gate.id().cast_signed()).ok_or("gate: no process")?;
    let outcome = (|| {
        send(&ours, &text, stdin.as_fd()).map_err(|error| format!("gate: {error}"))?;
        drop(stdin);
        // The gate's end closes when it becomes the program, or says why it did not.
        let mut why = String::new();
        (&ours).read_to_string(&mut why).map_err(|error| format!("gate: {error}"))?;
        if !why.is_empty() {
            return Err(why);
        }
        let mut control = control;
        control.write_all(b"started\n").map_err(|_| "nobody listens".to_string())?;
        watch(control, gate, &policy)
    })();
    let status = end(gate);
    let forced = outcome?;
    let usage =
        nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN)
            .map_err(|error| format!("usage: {error}"))?;
    let microseconds = |time: nix::sys::time::TimeVal| {
        time.tv_sec().unsigned_abs() * 1_000_000 + time.tv_usec().unsigned_abs()
    };
    Ok(Report {
        end: forced.unwrap_or_else(|| own_end(status)),
        processor_microseconds: microseconds(usage.user_time())
            + microseconds(usage.system_time()),
        peak_kibibytes: usage.max_rss().unsigned_abs(),
    })
}

/// Waits for the program's end, or for the reason to end it.
fn watch(
    control: &UnixStream,
    gate: Pid,
    policy: &Policy,
) -> Result<Option<Ending>, String> {
    let process = pidfd_open(gate, PidfdFlags::empty())
        .map_err(|error| format!("pidfd: {error}"))?;
    loop {
        let mut waiting = [
            PollFd::new(&process, PollFlags::IN),
            PollFd::new(control, PollFlags::IN | PollFlags::HUP),
        ];
        match poll(&mut waiting, Some(&GLANCE)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(format!("poll: {error}")),
        }
        if !waiting[0].revents().is_empty() {
            return Ok(None);
        }
        if !waiting[1].revents().is_empty() {
            return Ok(Some(Ending::Stopped));
        }
        if !super::measure::within(
            &policy.scratch,
            policy.scratch_bytes,
            policy.scratch_files,
        ) {
            return Ok(Some(Ending::Scratch));
        }
    }
}

/// Kills the program and everything it started, and waits until none is left.
fn end(gate: Pid) -> Option<WaitStatus> {
    // The group keeps its number at least until its leader is waited for.
    let _ = kill_process_group(gate, Signal::KILL);
    let _ = kill_process(gate, Signal::KILL);
    let status = waitpid(Some(gate), WaitOptions::empty()).ok().flatten();
    // Orphans of the group are ours now. None should have left it; if one did, it is found here.
    loop {
        match wait(WaitOptions::NOHANG) {
            Ok(Some(_)) => {}
            Ok(None) => {
                for child in children() {
                    let _ = kill_process(child, Signal::KILL);
                }
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            Err(_) => break,
        }
    }
    status.map(|(_, status)| status)
}

/// The keeper's own children.
fn children() -> Vec<Pid> {
    let listed =
        std::fs::read_to_string("/proc/thread-self/children").unwrap_or_default();
    listed.split_whitespace().filter_map(|id| Pid::from_raw(id.parse().ok()?)).collect()
}

fn own_end(status: Option<WaitStatus>) -> Ending {
    match status {
        Some(status) => match (status.exit_status(), status.terminating_signal()) {
            (Some(code), _) => Ending::Exited(code),
            (None, Some(signal)) => Ending::Signalled(signal),
            (None, None) => Ending::Stopped,
        },
        None => Ending::Stopped,
    }
}
