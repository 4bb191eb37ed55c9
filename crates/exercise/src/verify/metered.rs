//! Metered programs: what their calls cost, for whoever sets an exercise's limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use medlab_protocol::session::{Ran, Run};

use crate::code::{Custody, Programs, Solver, Unbuilt, Unsolved};

/// Programs of somebody else, whose costliest call is remembered.
pub(super) struct Metered<'a> {
    programs: &'a dyn Programs,
    most: Arc<AtomicU64>,
}

impl<'a> Metered<'a> {
    pub(super) fn new(programs: &'a dyn Programs) -> Self {
        Self { programs, most: Arc::default() }
    }

    /// What the costliest call took, rounded up to millions.
    pub(super) fn costliest_call(&self) -> u64 {
        self.most.load(Ordering::Relaxed).div_ceil(1_000_000)
    }
}

impl Programs for Metered<'_> {
    fn build(&self, source: &[u8], harness: &[u8]) -> Result<Box<dyn Solver>, Unbuilt> {
        let solver = self.programs.build(source, harness)?;
        Ok(Box::new(MeteredSolver { solver, most: Arc::clone(&self.most) }))
    }

    fn custody(&self) -> Custody {
        self.programs.custody()
    }
}

struct MeteredSolver {
    solver: Box<dyn Solver>,
    most: Arc<AtomicU64>,
}

impl Solver for MeteredSolver {
    fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
        let ran = self.solver.run(run)?;
        self.most.fetch_max(ran.fuel, Ordering::Relaxed);
        Ok(ran)
    }

    fn counts_fuel(&self) -> bool {
        self.solver.counts_fuel()
    }
}

#[cfg(test)]
mod tests {
    use medlab_protocol::session::{End, Limits};

    use super::*;

    /// Each call costs what its seed says.
    struct BySeed;

    impl Programs for BySeed {
        fn build(&self, _: &[u8], _: &[u8]) -> Result<Box<dyn Solver>, Unbuilt> {
            Ok(Box::new(Self))
        }

        fn custody(&self) -> Custody {
            Custody::Confined
        }
    }

    impl Solver for BySeed {
        fn run(&mut self, run: &Run) -> Result<Ran, Unsolved> {
            let (answer, printed) = (Vec::new(), Vec::new());
            Ok(Ran { end: End::Returned, fuel: run.seed, answer, printed })
        }

        fn counts_fuel(&self) -> bool {
            true
        }
    }

    #[test]
    fn the_costliest_call_of_all_programs_is_remembered() {
        let metered = Metered::new(&BySeed);
        let limits = Limits { fuel: 0, memory: 0, answer: 0, printed: 0 };
        for seeds in [[3_000_001, 5], [7, 2_000_000]] {
            let mut solver = metered.build(b"", b"").unwrap();
            for seed in seeds {
                solver.run(&Run { input: Vec::new(), seed, limits }).unwrap();
            }
        }
        assert_eq!(metered.costliest_call(), 4);
    }
}
