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
pub(crate) use on_linux::unused_user;

#[cfg(target_os = "linux")]
mod on_linux {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    use std::sync::atomic::{AtomicU32, Ordering};

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
    /// each of the 64 programs that one process may start at a time, so that programs cannot
    /// reach each other. Where a container maps few users, of those for services made on the
    /// fly.
    pub(crate) fn unused_user() -> Option<u32> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if !rustix::process::geteuid().is_root() {
            return None;
        }
        let number = std::process::id().wrapping_mul(64)
            + COUNT.fetch_add(1, Ordering::Relaxed) % 64;
        let (first, width) = if maps(1_879_048_192 + (1 << 28) - 1) {
            (1_879_048_192, 1 << 28)
        } else {
            (61_184, 4_336)
        };
        Some(first + number % width)
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
