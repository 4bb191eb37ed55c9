//! What this machine can enforce, found by trying each fence in a process of its own.

use crate::job::Tier;
use crate::sandbox::Confiner;

/// One fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defence {
    /// A world of its own for each program: processes, files, network.
    Namespaces,
    /// Files closed by the kernel for whoever asks.
    Landlock,
    /// A filter of system calls.
    Seccomp,
    /// Limits of memory, files, time.
    Limits,
    /// As root: running as another user. Needed only there.
    OtherUser,
}

impl Defence {
    /// The name in settings and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Namespaces => "namespaces",
            Self::Landlock => "landlock",
            Self::Seccomp => "seccomp",
            Self::Limits => "limits",
            Self::OtherUser => "other-user",
        }
    }
}

/// Whether one fence holds here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub defence: Defence,
    /// Whether it held when it was tried.
    pub holds: bool,
    /// Why not, in the words of the system.
    pub why: Option<String>,
}

/// What this machine can enforce.
#[derive(Debug, Clone)]
pub struct Machine {
    findings: Vec<Finding>,
    #[cfg(target_os = "linux")]
    namespaces: crate::linux::Namespaces,
}

impl Machine {
    /// Each fence and whether it holds.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The highest tier that can be enforced. Full needs namespaces, strict landlock; both need
    /// the filter, the limits and, as root, the other user.
    pub fn tier(&self) -> Tier {
        let holds = |defence| {
            self.findings.iter().all(|found| found.defence != defence || found.holds)
                && !self.findings.is_empty()
        };
        let both = [Defence::Seccomp, Defence::Limits, Defence::OtherUser];
        match (
            both.into_iter().all(holds),
            holds(Defence::Namespaces),
            holds(Defence::Landlock),
        ) {
            (true, true, _) => Tier::Full,
            (true, false, true) => Tier::Strict,
            _ => Tier::None,
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Machine {
    /// Nothing can be enforced on this system.
    pub fn examine(_confiner: &Confiner) -> Self {
        Self { findings: Vec::new() }
    }
}

#[cfg(target_os = "linux")]
pub(crate) use on_linux::{release_user, unused_user};

#[cfg(target_os = "linux")]
mod on_linux {
    use std::collections::BTreeSet;
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use super::{Confiner, Defence, Finding, Machine, Tier};
    use crate::linux::{Namespaces, Plan};
    use crate::scratch::Scratch;

    impl Machine {
        /// Tries each fence. Takes some tens of milliseconds.
        pub fn examine(confiner: &Confiner) -> Self {
            let root = unused_user();
            let user = root.map_or("none".to_string(), |user| user.to_string());
            let mut findings = Vec::new();
            let mut found = |defence, result: Result<(), String>| {
                let (holds, why) = (result.is_ok(), result.err());
                findings.push(Finding { defence, holds, why });
                holds
            };
            let mut namespaces = Namespaces::Outer;
            let mut why = String::new();
            let kinds = [(Namespaces::Plain, "plain"), (Namespaces::User, "user")];
            for (kind, name) in kinds {
                // Who is not root has only the second way.
                if kind == Namespaces::Plain && root.is_none() {
                    continue;
                }
                let owner = if kind == Namespaces::User { root } else { None };
                match tried(confiner, &["namespaces", name, &user], owner) {
                    Ok(()) => {
                        namespaces = kind;
                        break;
                    }
                    Err(reason) => why = reason,
                }
            }
            let outcome = if namespaces == Namespaces::Outer { Err(why) } else { Ok(()) };
            found(Defence::Namespaces, outcome);
            found(Defence::Landlock, tried(confiner, &["landlock"], None));
            found(Defence::Seccomp, tried(confiner, &["calls"], None));
            found(Defence::Limits, tried(confiner, &["limits"], None));
            if root.is_some() {
                found(Defence::OtherUser, tried(confiner, &["user", &user], None));
            }
            Self { findings, namespaces }
        }

        /// How a tier is carried out here; `None` for none.
        pub(crate) fn plan(&self, confiner: &Confiner, tier: Tier) -> Option<Plan> {
            let landlock =
                self.findings.iter().any(|f| f.defence == Defence::Landlock && f.holds);
            let namespaces = match tier {
                Tier::None => return None,
                Tier::Strict => Namespaces::Outer,
                Tier::Full => self.namespaces,
            };
            Some(Plan { confiner: confiner.clone(), namespaces, landlock })
        }
    }

    /// Runs one probe; the error is what it said.
    fn tried(
        confiner: &Confiner,
        words: &[&str],
        owner: Option<u32>,
    ) -> Result<(), String> {
        let scratch = Scratch::new(owner).map_err(|error| error.to_string())?;
        let base = scratch.path().parent().map(|path| path.as_os_str().to_os_string());
        let mut command = Command::new(&confiner.program);
        command.args(&confiner.arguments).arg("probe").args(words);
        if !matches!(words, ["calls"] | ["user", _]) {
            command.args(base);
        }
        let output = command
            .env_clear()
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        const FILE_TOO_LARGE: i32 = 25;
        match (output.status.code(), output.status.signal(), words) {
            (Some(0), _, _) => Ok(()),
            // The kernel's answer to a file above the limit.
            (None, Some(FILE_TOO_LARGE), ["limits"]) => Ok(()),
            _ => Err(String::from_utf8_lossy(&output.stdout).into_owned()),
        }
    }

    /// As root, a user that nobody is: of a range that no distribution gives out, another for
    /// each program that one process has at a time, so that programs cannot reach each other and
    /// no limit of processes counts another's. Where a container maps few users, of those for
    /// services made on the fly. It is one's own until it is [released](release_user).
    pub(crate) fn unused_user() -> Option<u32> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if !rustix::process::geteuid().is_root() {
            return None;
        }
        let (first, width) = if maps(1_879_048_192 + (1 << 28) - 1) {
            (1_879_048_192, 1 << 28)
        } else {
            (61_184, 4_336)
        };
        let own = std::process::id().wrapping_mul(USERS);
        let mut users = users();
        // A program may run while many others come and go, so counting round is not enough.
        let next = || {
            let number = own.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed) % USERS);
            first + number % width
        };
        let unused =
            (0..USERS).find_map(|_| Some(next()).filter(|user| users.insert(*user)));
        // Shared rather than root.
        Some(unused.unwrap_or_else(next))
    }

    /// Gives a user back, when nothing of its program is left.
    pub(crate) fn release_user(user: u32) {
        users().remove(&user);
    }

    /// How many users one process has.
    const USERS: u32 = 1024;

    /// Those in use.
    fn users() -> MutexGuard<'static, BTreeSet<u32>> {
        static USED: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
        USED.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a user of this number can exist in this container.
    fn maps(user: u32) -> bool {
        let text = std::fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
        text.lines().any(|line| {
            let mut numbers = line.split_whitespace().map(str::parse::<u64>);
            let (Some(Ok(first)), _, Some(Ok(count))) =
                (numbers.next(), numbers.next(), numbers.next())
            else {
                return false;
            };
            (first..first.saturating_add(count)).contains(&u64::from(user))
        })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::collections::BTreeSet;

    use super::{release_user, unused_user};

    /// A program that goes on while hundreds of others come and go keeps its user to itself.
    #[test]
    fn a_user_is_nobody_elses_until_it_is_released() {
        // Only root gives programs another user.
        let Some(kept) = unused_user() else { return };
        for _ in 0..5000 {
            let Some(other) = unused_user() else { return };
            assert_ne!(kept, other);
            release_user(other);
        }
        let many: BTreeSet<u32> = (0..200).filter_map(|_| unused_user()).collect();
        assert_eq!(many.len(), 200);
        many.into_iter().chain([kept]).for_each(release_user);
    }
}
