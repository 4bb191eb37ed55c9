//! Idle engines: kept with their program in them for whoever asks for the same program again.
//!
//! `verify` judges the same few programs draw after draw, and compiling one to machine code takes
//! longer than most judgements. Every call gets a fresh instance all the same. What others handed
//! in is never kept: each of their submissions has a process of its own.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use medlab_exercise::code::{Solver, Unsolved};
use medlab_protocol::session::{Ran, Run};

use super::Digest;

/// How many are kept; those that were asked for the longest ago end first.
const MOST: usize = 32;

/// A solver that may serve several judgements.
pub(super) trait Reusable: Solver {
    /// Whether it may take on another one.
    fn is_fresh(&self) -> bool;
}

/// The engines that nobody uses, the last that was used at the end.
pub(super) struct Idle<E>(Arc<Mutex<VecDeque<(Digest, E)>>>);

impl<E: Reusable> Idle<E> {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    /// An engine with this program in it, if one is idle.
    pub(super) fn take(&self, program: &Digest) -> Option<E> {
        let mut idle = self.all();
        let at = idle.iter().position(|(known, _)| known == program)?;
        idle.remove(at).map(|(_, engine)| engine)
    }

    /// Lends an engine, which comes back here when its judgement is over.
    pub(super) fn lend(&self, program: Digest, engine: E) -> Lent<E> {
        Lent { program, engine: Some(engine), home: Self(Arc::clone(&self.0)) }
    }

    fn put(&self, program: Digest, engine: E) {
        let mut idle = self.all();
        idle.push_back((program, engine));
        let oldest = if idle.len() > MOST { idle.pop_front() } else { None };
        // Nobody waits for the lock while a process ends.
        drop(idle);
        drop(oldest);
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<(Digest, E)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An engine for one judgement.
pub(super) struct Lent<E: Reusable> {
    program: Digest,
    /// None once it failed.
    engine: Option<E>,
    home: Idle<E>,
}

impl<E: Reusable> Solver for Lent<E> {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        let ran = self.engine.as_mut().ok_or(Unsolved)?.run(run);
        if ran.is_err() {
            self.engine = None;
        }
        ran
    }

    fn counts_fuel(&self) -> bool {
        self.engine.as_ref().is_some_and(E::counts_fuel)
    }
}

impl<E: Reusable> Drop for Lent<E> {
    fn drop(&mut self) {
        if let Some(engine) = self.engine.take().filter(E::is_fresh) {
            self.home.put(self.program, engine);
        }
    }
}

#[cfg(test)]
mod tests {
    use medlab_protocol::session::{End, Limits};

    use super::*;

    /// It answers so many calls, and is worn when one is left; one that failed seems fresh.
    struct Serves(u64);

    impl Solver for Serves {
        fn run(&mut self, _: &Run) -> Result<Ran, Unsolved> {
            self.0 = self.0.checked_sub(1).ok_or(Unsolved)?;
            Ok(Ran {
                end: End::Returned,
                fuel: 0,
                answer: Vec::new(),
                printed: Vec::new(),
            })
        }

        fn counts_fuel(&self) -> bool {
            true
        }
    }

    impl Reusable for Serves {
        fn is_fresh(&self) -> bool {
            self.0 != 1
        }
    }

    fn call(solver: &mut impl Solver) -> bool {
        let limits = Limits { fuel: 1, memory: 1, answer: 1, printed: 1 };
        solver.run(&Run { input: Vec::new(), seed: 0, limits }).is_ok()
    }

    #[test]
    fn an_engine_serves_its_own_program_until_it_is_worn() {
        let idle = Idle::new();
        let (one, other) = ([1; 32], [2; 32]);
        let mut lent = idle.lend(one, Serves(3));
        assert!(lent.counts_fuel() && idle.take(&one).is_none());
        assert!(call(&mut lent));
        drop(lent);
        assert!(idle.take(&other).is_none());
        let mut again = idle.lend(one, idle.take(&one).expect("it came back"));
        assert!(call(&mut again));
        drop(again);
        assert!(idle.take(&one).is_none());
    }

    #[test]
    fn an_engine_that_failed_serves_nobody() {
        let idle = Idle::new();
        let mut lent = idle.lend([1; 32], Serves(0));
        assert!(!call(&mut lent) && !call(&mut lent));
        drop(lent);
        assert!(idle.take(&[1; 32]).is_none());
    }

    #[test]
    fn the_one_that_was_idle_the_longest_ends_first() {
        let idle = Idle::new();
        for program in 0..=MOST as u8 {
            drop(idle.lend([program; 32], Serves(9)));
        }
        assert!(idle.take(&[0; 32]).is_none());
        assert!(idle.take(&[1; 32]).is_some());
    }
}
