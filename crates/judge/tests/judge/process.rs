//! The judge as a process, and what the tests ask of it.

use std::io::Write;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};

use medlab_protocol::frame;
use medlab_protocol::session::{End, LONGEST_MESSAGE, Limits, Loaded, Ran, Run};

/// What a test's run may take, where the test does not say otherwise.
pub(crate) const LIMITS: Limits =
    Limits { fuel: 2_000_000_000, memory: 64 << 20, answer: 1 << 20, printed: 1 << 16 };

/// A judge at work.
pub(crate) struct Judge {
    child: Child,
    to: Option<ChildStdin>,
    from: ChildStdout,
}

impl Judge {
    /// Starts one, without a module.
    pub(crate) fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_medlab-judge"))
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (to, from) = (child.stdin.take(), child.stdout.take().unwrap());
        Self { child, to, from }
    }

    /// Starts one with a module that it takes.
    pub(crate) fn with(module: &[u8]) -> Self {
        let mut judge = Self::start();
        assert_eq!(judge.load(module), Loaded::Ready);
        judge
    }

    pub(crate) fn load(&mut self, module: &[u8]) -> Loaded {
        self.send(module);
        Loaded::decode(&self.receive().unwrap()).unwrap()
    }

    pub(crate) fn run(&mut self, input: &[u8], seed: u64, limits: Limits) -> Ran {
        self.send(&Run { input: input.to_vec(), seed, limits }.encode());
        Ran::decode(&self.receive().expect("the judge answers")).unwrap()
    }

    pub(crate) fn send(&mut self, message: &[u8]) {
        frame::write(self.to.as_mut().unwrap(), message).unwrap();
    }

    /// Sends bytes as they are. It may be that nobody reads them any more.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let _unread = self.to.as_mut().unwrap().write_all(bytes);
    }

    pub(crate) fn receive(&mut self) -> Option<Vec<u8>> {
        frame::read(&mut self.from, LONGEST_MESSAGE).unwrap()
    }

    /// Ends the session and waits.
    pub(crate) fn end(mut self) -> ExitStatus {
        drop(self.to.take());
        self.child.wait().unwrap()
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ended = self.child.wait();
    }
}

/// A module written as text.
pub(crate) fn module(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}

/// Runs a module written as text, once without input.
pub(crate) fn once(text: &str, limits: Limits) -> Ran {
    let mut judge = Judge::with(&module(text));
    let ran = judge.run(&[], 1, limits);
    // After whatever it was the judge still answers, and the same.
    assert_eq!(judge.run(&[], 1, limits), ran);
    assert!(judge.end().success());
    assert!(ran.fuel <= limits.fuel);
    ran
}

/// How a module written as text ends with the usual limits.
pub(crate) fn end(text: &str) -> End {
    once(text, LIMITS).end
}

/// Why a module written as text is refused.
pub(crate) fn refused(module: &[u8]) -> String {
    let mut judge = Judge::start();
    let Loaded::Refused(why) = judge.load(module) else { panic!("the module was taken") };
    assert!(judge.end().success());
    why
}
