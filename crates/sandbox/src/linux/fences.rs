//! What a process can take from itself: descriptors, privileges, resources, files.

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetStatus, Scope,
};
use rustix::process::{Gid, Resource, Rlimit, Uid, setrlimit};
use rustix::thread::{
    CapabilitiesSecureBits, CapabilitySet, CapabilitySets,
    configure_capability_in_ambient_set, set_capabilities, set_capabilities_secure_bits,
    set_thread_groups, set_thread_res_gid, set_thread_res_uid,
};
use std::path::Path;

use super::policy::{Namespaces, Policy};

/// Closes every descriptor but standard input, output and error: what our caller's caller left
/// open would else reach the program.
pub(crate) fn close_inherited() {
    let Ok(folder) = std::fs::read_dir("/proc/self/fd") else {
        // Without /proc: every number that can be.
        for number in 3..65_536 {
            let _ = nix::unistd::close(number);
        }
        return;
    };
    let open: Vec<i32> = folder
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    for number in open.into_iter().filter(|number| *number > 2) {
        // The folder's own descriptor is closed already; that it fails is right.
        let _ = nix::unistd::close(number);
    }
}

/// Becomes another user for good. With `search`, keeps the one privilege to read what only
/// root may enter (a toolchain below /root); what is read at all, landlock and the namespace say.
pub(crate) fn leave_user(user: u32, search: bool) -> Result<(), String> {
    let said = |what: &str| {
        let what = what.to_string();
        move |error: rustix::io::Errno| format!("{what}: {error}")
    };
    let (uid, gid) = (Uid::from_raw(user), Gid::from_raw(user));
    if search {
        // Privileges survive the change of user, and `access`, which linkers ask, counts them.
        use CapabilitiesSecureBits as Bits;
        let bits = Bits::NO_SETUID_FIXUP | Bits::NO_SETUID_FIXUP_LOCKED;
        set_capabilities_secure_bits(bits | Bits::NO_ROOT | Bits::NO_ROOT_LOCKED)
            .map_err(said("secure bits"))?;
    }
    set_thread_groups(&[]).map_err(said("groups"))?;
    set_thread_res_gid(gid, gid, gid).map_err(said("group"))?;
    set_thread_res_uid(uid, uid, uid).map_err(said("user"))?;
    if search {
        let one = CapabilitySet::DAC_READ_SEARCH;
        let sets = CapabilitySets { effective: one, permitted: one, inheritable: one };
        set_capabilities(None, sets).map_err(said("capabilities"))?;
        configure_capability_in_ambient_set(one, true).map_err(said("ambient"))?;
    }
    Ok(())
}

/// Sets what one process may use, soft and hard limit at once.
pub(crate) fn limit(policy: &Policy) -> Result<(), String> {
    let mut processes = policy.processes;
    if policy.user.is_none() && policy.namespaces == Namespaces::Outer {
        // The kernel counts all processes of a user, and this user is the caller: those that run,
        // and those that it will start while this one runs.
        processes += running(rustix::process::getuid().as_raw()) + OTHERS;
    }
    let limits = [
        (Resource::Core, Some(0)),
        (Resource::Msgqueue, Some(0)),
        (Resource::Memlock, Some(0)),
        (Resource::Nproc, Some(processes)),
        (Resource::Fsize, Some(policy.file_size)),
        (Resource::Nofile, Some(policy.open_files)),
        (Resource::As, policy.memory),
    ];
    for (resource, most) in limits {
        if most.is_some() {
            setrlimit(resource, Rlimit { current: most, maximum: most })
                .map_err(|error| format!("limit {resource:?}: {error}"))?;
        }
    }
    // The first limit asks with a signal that says why, the second does not ask.
    let seconds = policy.processor_seconds;
    let cpu = Rlimit { current: Some(seconds), maximum: Some(seconds.saturating_add(1)) };
    setrlimit(Resource::Cpu, cpu).map_err(|error| format!("limit Cpu: {error}"))
}

/// Threads that the caller may start beside a program, to compile and run other submissions. A
/// compiler has half a dozen, its linker one for each processor.
const OTHERS: u64 = 256;

/// Threads of all processes of a user.
fn running(user: u32) -> u64 {
    let Ok(folder) = std::fs::read_dir("/proc") else { return 0 };
    folder
        .flatten()
        .filter_map(|entry| {
            entry.file_name().to_str()?.parse::<u32>().ok()?;
            let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
            let value = |key: &str| {
                let line = status.lines().find_map(|line| line.strip_prefix(key))?;
                line.split_whitespace().next()?.parse::<u64>().ok()
            };
            (value("Uid:")? == u64::from(user)).then(|| value("Threads:").unwrap_or(1))
        })
        .sum()
}

/// Handles everything that the newest known kernel can; older kernels do what they can.
pub(crate) fn ruleset() -> Result<RulesetCreated, String> {
    let newest = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(newest))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(newest)))
        .and_then(|rules| rules.scope(Scope::from_all(newest)))
        .and_then(Ruleset::create)
        .map_err(|error| format!("landlock: {error}"))
}

/// Closes the file system but for what the policy lists.
pub(crate) fn close_files(policy: &Policy) -> Result<(), String> {
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let execute = read | AccessFs::Execute;
    // No links, pipes, sockets or devices: nobody should meet one when the folder is read.
    let write = read
        | AccessFs::WriteFile
        | AccessFs::Truncate
        | AccessFs::MakeReg
        | AccessFs::MakeDir
        | AccessFs::RemoveFile
        | AccessFs::RemoveDir
        | AccessFs::Refer;
    let mut rules = ruleset()?;
    for path in &policy.readable {
        rules = allow(rules, path, read)?;
    }
    for path in &policy.executable {
        rules = allow(rules, path, execute)?;
    }
    rules = allow(rules, &policy.scratch, write)?;
    if Path::new("/dev/null").exists() {
        rules = allow(
            rules,
            Path::new("/dev/null"),
            AccessFs::ReadFile | AccessFs::WriteFile,
        )?;
    }
    let status = rules.restrict_self().map_err(|error| format!("landlock: {error}"))?;
    if status.ruleset == RulesetStatus::NotEnforced {
        return Err("landlock: not enforced by this kernel".into());
    }
    Ok(())
}

fn allow(
    rules: RulesetCreated,
    path: &Path,
    access: BitFlags<AccessFs>,
) -> Result<RulesetCreated, String> {
    let said =
        |error: &dyn std::fmt::Display| format!("landlock: {}: {error}", path.display());
    let handle = PathFd::new(path).map_err(|error| said(&error))?;
    // Rights of folders on a file are an error to the kernel.
    let access =
        if path.is_dir() { access } else { access & AccessFs::from_file(ABI::V6) };
    rules.add_rule(PathBeneath::new(handle, access)).map_err(|error| said(&error))
}
