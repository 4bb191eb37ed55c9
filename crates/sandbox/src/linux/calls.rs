//! Which system calls a program may make: a list of what compilers, linkers and computations
//! need. What is not on it does not exist for the program: it gets "not permitted".
//!
//! Some calls are allowed with certain arguments only. A filter cannot look behind pointers, so
//! calls whose flags lie in memory (`clone3`, `openat2`) are answered with "not implemented",
//! on which libraries fall back to the older call; the same for `memfd_create`, whose memory no
//! limit counts.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen as Length, SeccompCmpOp as Op,
    SeccompCondition as Condition, SeccompFilter, SeccompRule as Rule, TargetArch,
    apply_filter,
};

/// Allowed whatever their arguments.
#[rustfmt::skip]
const ALLOWED: &[c_long] = &[
    // Files and descriptors. What may be opened is for landlock and the namespace to say.
    libc::SYS_read, libc::SYS_write, libc::SYS_readv, libc::SYS_writev, libc::SYS_pread64,
    libc::SYS_pwrite64, libc::SYS_preadv, libc::SYS_pwritev, libc::SYS_lseek, libc::SYS_close,
    libc::SYS_close_range, libc::SYS_dup, libc::SYS_dup3, libc::SYS_pipe2, libc::SYS_ppoll,
    libc::SYS_pselect6, libc::SYS_fstat, libc::SYS_newfstatat, libc::SYS_statx,
    libc::SYS_statfs, libc::SYS_fstatfs, libc::SYS_getdents64, libc::SYS_getcwd,
    libc::SYS_chdir, libc::SYS_fchdir, libc::SYS_faccessat, libc::SYS_faccessat2,
    libc::SYS_readlinkat, libc::SYS_unlinkat, libc::SYS_renameat,
    libc::SYS_renameat2, libc::SYS_ftruncate, libc::SYS_fallocate, libc::SYS_fsync,
    libc::SYS_fdatasync, libc::SYS_copy_file_range, libc::SYS_sendfile, libc::SYS_fadvise64,
    libc::SYS_epoll_create1, libc::SYS_epoll_ctl, libc::SYS_epoll_pwait,
    libc::SYS_eventfd2, libc::SYS_recvfrom, libc::SYS_linkat,
    // Memory.
    libc::SYS_brk, libc::SYS_mmap, libc::SYS_munmap, libc::SYS_mprotect, libc::SYS_mremap,
    libc::SYS_madvise, libc::SYS_mincore, libc::SYS_msync, libc::SYS_membarrier,
    // Processes and threads of one's own.
    libc::SYS_execve, libc::SYS_exit, libc::SYS_exit_group, libc::SYS_wait4, libc::SYS_waitid,
    libc::SYS_futex, libc::SYS_set_robust_list, libc::SYS_get_robust_list, libc::SYS_rseq,
    libc::SYS_set_tid_address, libc::SYS_sched_yield, libc::SYS_sched_getaffinity,
    libc::SYS_getpid, libc::SYS_getppid, libc::SYS_gettid, libc::SYS_getpgid, libc::SYS_getsid,
    libc::SYS_getuid, libc::SYS_geteuid, libc::SYS_getgid, libc::SYS_getegid,
    libc::SYS_getgroups, libc::SYS_getrusage, libc::SYS_times, libc::SYS_uname,
    libc::SYS_sysinfo, libc::SYS_capget, libc::SYS_getcpu, libc::SYS_restart_syscall,
    // Signals to oneself.
    libc::SYS_rt_sigaction, libc::SYS_rt_sigprocmask, libc::SYS_rt_sigreturn,
    libc::SYS_rt_sigpending, libc::SYS_rt_sigsuspend, libc::SYS_rt_sigtimedwait,
    libc::SYS_sigaltstack,
    // Time and chance.
    libc::SYS_clock_gettime, libc::SYS_clock_getres, libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep, libc::SYS_gettimeofday, libc::SYS_getrandom, libc::SYS_setitimer,
    libc::SYS_getitimer,
];

/// The older names that one architecture still has.
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
const ALLOWED_OLDER: &[c_long] = &[
    libc::SYS_stat, libc::SYS_lstat, libc::SYS_access, libc::SYS_readlink,
    libc::SYS_rmdir, libc::SYS_unlink, libc::SYS_rename, libc::SYS_poll, libc::SYS_select,
    libc::SYS_dup2, libc::SYS_pipe, libc::SYS_getdents, libc::SYS_epoll_wait, libc::SYS_fork,
    libc::SYS_vfork, libc::SYS_arch_prctl, libc::SYS_getpgrp, libc::SYS_time, libc::SYS_link,
    libc::SYS_alarm,
];
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_OLDER: &[c_long] = &[];

/// Answered with "not implemented".
const UNKNOWN: &[c_long] = &[libc::SYS_clone3, libc::SYS_openat2, libc::SYS_memfd_create];

/// Puts the calling process behind both filters, for good. The last step before `exec`.
pub(crate) fn filter() -> Result<(), String> {
    for program in programs()? {
        apply_filter(&program).map_err(|error| format!("seccomp: {error}"))?;
    }
    Ok(())
}

fn programs() -> Result<[BpfProgram; 2], String> {
    let said = |error: seccompiler::BackendError| format!("seccomp: {error}");
    let architecture = TargetArch::try_from(std::env::consts::ARCH).map_err(said)?;
    let compile = |rules: BTreeMap<c_long, Vec<Rule>>, otherwise, matched| {
        SeccompFilter::new(rules, otherwise, matched, architecture)
            .and_then(BpfProgram::try_from)
            .map_err(said)
    };
    let errno = |number: i32| SeccompAction::Errno(number.unsigned_abs());
    let unknown = UNKNOWN.iter().map(|call| (*call, Vec::new())).collect();
    let mut allowed = rules().map_err(said)?;
    // The other filter answers these; this one must let them through to it.
    allowed.extend(UNKNOWN.iter().map(|call| (*call, Vec::new())));
    Ok([
        compile(unknown, SeccompAction::Allow, errno(libc::ENOSYS))?,
        compile(allowed, errno(libc::EPERM), SeccompAction::Allow)?,
    ])
}

/// One condition on one argument, as 64 bits unless `half`.
fn is(
    argument: u8,
    value: u64,
    half: bool,
) -> Result<Condition, seccompiler::BackendError> {
    let length = if half { Length::Dword } else { Length::Qword };
    Condition::new(argument, length, Op::Eq, value)
}

fn bits(
    argument: u8,
    mask: u64,
    value: u64,
) -> Result<Condition, seccompiler::BackendError> {
    Condition::new(argument, Length::Dword, Op::MaskedEq(mask), value)
}

fn rules() -> Result<BTreeMap<c_long, Vec<Rule>>, seccompiler::BackendError> {
    let wide = |number: i32| u64::from(number.unsigned_abs());
    let mut rules: BTreeMap<c_long, Vec<Rule>> = BTreeMap::new();
    for call in ALLOWED.iter().chain(ALLOWED_OLDER) {
        rules.insert(*call, Vec::new());
    }
    // Opening for reading must not empty the file: landlock knows that only since its third
    // version.
    let emptying = wide(libc::O_TRUNC | libc::O_ACCMODE);
    let opening = |flags: u8| -> Result<Vec<Rule>, seccompiler::BackendError> {
        Ok(vec![
            Rule::new(vec![bits(flags, wide(libc::O_TRUNC), 0)?])?,
            Rule::new(vec![bits(
                flags,
                emptying,
                wide(libc::O_TRUNC | libc::O_WRONLY),
            )?])?,
            Rule::new(vec![bits(flags, emptying, wide(libc::O_TRUNC | libc::O_RDWR))?])?,
        ])
    };
    rules.insert(libc::SYS_openat, opening(2)?);
    #[cfg(target_arch = "x86_64")]
    {
        rules.insert(libc::SYS_open, opening(1)?);
        rules.insert(libc::SYS_creat, Vec::new());
    }
    // No folder that its owner, who will remove it, could not enter.
    let entered = |mode| bits(mode, 0o700, 0o700);
    rules.insert(libc::SYS_mkdirat, vec![Rule::new(vec![entered(2)?])?]);
    #[cfg(target_arch = "x86_64")]
    rules.insert(libc::SYS_mkdir, vec![Rule::new(vec![entered(1)?])?]);
    rules.insert(libc::SYS_umask, vec![Rule::new(vec![bits(0, 0o700, 0)?])?]);
    // Threads and processes, but no namespaces.
    let spaces = libc::CLONE_NEWNS
        | libc::CLONE_NEWCGROUP
        | libc::CLONE_NEWUTS
        | libc::CLONE_NEWIPC
        | libc::CLONE_NEWUSER
        | libc::CLONE_NEWPID
        | libc::CLONE_NEWNET;
    rules.insert(libc::SYS_clone, vec![Rule::new(vec![bits(0, wide(spaces), 0)?])?]);
    // Signals go to oneself. `exec` keeps the number, so it is known already.
    let own = u64::from(std::process::id());
    for call in [libc::SYS_kill, libc::SYS_tgkill, libc::SYS_rt_sigqueueinfo] {
        rules.insert(call, vec![Rule::new(vec![is(0, own, true)?])?]);
    }
    let one_of = |argument: u8, values: &[i32]| {
        values
            .iter()
            .map(|value| Rule::new(vec![is(argument, wide(*value), true)?]))
            .collect::<Result<Vec<_>, _>>()
    };
    rules.insert(
        libc::SYS_prctl,
        one_of(0, &[libc::PR_SET_NAME, libc::PR_GET_NAME, libc::PR_GET_DUMPABLE])?,
    );
    // Asking for limits, never setting them.
    rules.insert(libc::SYS_prlimit64, vec![Rule::new(vec![is(2, 0, false)?])?]);
    #[cfg(target_arch = "x86_64")]
    rules.insert(libc::SYS_getrlimit, Vec::new());
    // Locks are a way to talk past the fence.
    let plain = [
        libc::F_DUPFD,
        libc::F_DUPFD_CLOEXEC,
        libc::F_GETFD,
        libc::F_SETFD,
        libc::F_GETFL,
        libc::F_SETFL,
    ];
    rules.insert(libc::SYS_fcntl, one_of(1, &plain)?);
    // A number the C library declares with different types: the kernel reads 32 bits.
    let mut asking = Vec::new();
    for request in
        [libc::TCGETS, libc::FIONBIO, libc::FIONREAD, libc::FIOCLEX, libc::TIOCGWINSZ]
    {
        asking.push(Rule::new(vec![is(1, u64::from(request as u32), true)?])?);
    }
    rules.insert(libc::SYS_ioctl, asking);
    // The standard library's pipe between fork and exec. Not SOCK_DGRAM: that could be sent
    // anywhere.
    let pair = vec![
        is(0, wide(libc::AF_UNIX), true)?,
        bits(1, 0xff, wide(libc::SOCK_SEQPACKET))?,
    ];
    rules.insert(libc::SYS_socketpair, vec![Rule::new(pair)?]);
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ways out, to privilege, or to talk to others, that must never come onto the list.
    #[test]
    fn no_way_out_is_on_the_list() {
        let rules = rules().unwrap();
        let never = [
            ("socket", libc::SYS_socket),
            ("connect", libc::SYS_connect),
            ("bind", libc::SYS_bind),
            ("sendto", libc::SYS_sendto),
            ("sendmsg", libc::SYS_sendmsg),
            ("ptrace", libc::SYS_ptrace),
            ("process_vm_readv", libc::SYS_process_vm_readv),
            ("process_vm_writev", libc::SYS_process_vm_writev),
            ("pidfd_open", libc::SYS_pidfd_open),
            ("pidfd_getfd", libc::SYS_pidfd_getfd),
            ("pidfd_send_signal", libc::SYS_pidfd_send_signal),
            ("tkill", libc::SYS_tkill),
            ("keyctl", libc::SYS_keyctl),
            ("add_key", libc::SYS_add_key),
            ("request_key", libc::SYS_request_key),
            ("bpf", libc::SYS_bpf),
            ("perf_event_open", libc::SYS_perf_event_open),
            ("userfaultfd", libc::SYS_userfaultfd),
            ("io_uring_setup", libc::SYS_io_uring_setup),
            ("io_uring_enter", libc::SYS_io_uring_enter),
            ("io_uring_register", libc::SYS_io_uring_register),
            ("mount", libc::SYS_mount),
            ("umount2", libc::SYS_umount2),
            ("fsopen", libc::SYS_fsopen),
            ("move_mount", libc::SYS_move_mount),
            ("open_tree", libc::SYS_open_tree),
            ("pivot_root", libc::SYS_pivot_root),
            ("chroot", libc::SYS_chroot),
            ("unshare", libc::SYS_unshare),
            ("setns", libc::SYS_setns),
            ("setsid", libc::SYS_setsid),
            ("setpgid", libc::SYS_setpgid),
            ("setuid", libc::SYS_setuid),
            ("setgroups", libc::SYS_setgroups),
            ("setrlimit", libc::SYS_setrlimit),
            ("capset", libc::SYS_capset),
            ("seccomp", libc::SYS_seccomp),
            ("execveat", libc::SYS_execveat),
            ("fchmod", libc::SYS_fchmod),
            ("fchmodat", libc::SYS_fchmodat),
            ("fchownat", libc::SYS_fchownat),
            ("utimensat", libc::SYS_utimensat),
            ("setxattr", libc::SYS_setxattr),
            ("truncate", libc::SYS_truncate),
            ("mknodat", libc::SYS_mknodat),
            ("symlinkat", libc::SYS_symlinkat),
            ("flock", libc::SYS_flock),
            ("inotify_init1", libc::SYS_inotify_init1),
            ("fanotify_init", libc::SYS_fanotify_init),
            ("open_by_handle_at", libc::SYS_open_by_handle_at),
            ("name_to_handle_at", libc::SYS_name_to_handle_at),
            ("init_module", libc::SYS_init_module),
            ("kexec_load", libc::SYS_kexec_load),
            ("reboot", libc::SYS_reboot),
            ("shmget", libc::SYS_shmget),
            ("semget", libc::SYS_semget),
            ("msgget", libc::SYS_msgget),
            ("mq_open", libc::SYS_mq_open),
            ("personality", libc::SYS_personality),
            ("sched_setscheduler", libc::SYS_sched_setscheduler),
            ("setpriority", libc::SYS_setpriority),
            ("ioprio_set", libc::SYS_ioprio_set),
            ("syslog", libc::SYS_syslog),
            ("acct", libc::SYS_acct),
            ("quotactl", libc::SYS_quotactl),
            ("sync", libc::SYS_sync),
        ];
        for (name, call) in never {
            assert!(!rules.contains_key(&call), "{name}");
        }
    }

    #[test]
    fn the_filters_compile() {
        for program in programs().unwrap() {
            assert!(program.len() > UNKNOWN.len() && program.len() < 4096);
        }
    }
}
