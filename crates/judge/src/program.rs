//! A program: a module that was measured, compiled and linked, ready to be run many times.

use medlab_protocol::session::{End, Ran, Run};
use wasmtime::{Engine, ExternType, InstancePre, Linker, Module, Store, UpdateDeadline};

use crate::engine::{THREAD_STACK, engine};
use crate::guest::Guest;
use crate::refusal::Refusal;
use crate::shape::measure;
use crate::verdict::{Ended, end};
use crate::wasi;

/// Where a program of `wasm32-wasip1` begins.
const START: &str = "_start";

/// The name of its memory, from which our functions read and to which they write.
pub(crate) const MEMORY: &str = "memory";

/// A fault of the judge or its machine, for which no learner answers.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

/// Something to be told that time passes; from any thread.
#[derive(Clone)]
pub struct Clock(Engine);

impl Clock {
    /// Tells that some time has passed.
    pub fn tick(&self) {
        self.0.increment_epoch();
    }
}

/// A module that can be run.
pub struct Program(InstancePre<Guest>);

impl Program {
    /// The stack, in bytes, that a thread needs to load or run programs.
    pub const THREAD_STACK: usize = THREAD_STACK;

    /// The clock of its runs. Without a tick nobody is asked whether a run may go on.
    pub fn clock(&self) -> Clock {
        Clock(self.0.module().engine().clone())
    }

    /// Compiles and links a module.
    ///
    /// A function that it imports and that no program gets is no reason to refuse it: parts of
    /// the standard library import what they may never call. Calling it ends the run. A
    /// memory, table or global of the host has no such moment and is refused.
    pub fn load(module: &[u8]) -> Result<Result<Self, Refusal>, Fault> {
        let engine = engine().map_err(|error| Fault(format!("{error:#}")))?;
        Ok(Self::compile(&engine, module))
    }

    fn compile(engine: &Engine, module: &[u8]) -> Result<Self, Refusal> {
        measure(module)?;
        let unfit = |error: wasmtime::Error| Refusal::Unfit(format!("{error:#}"));
        let module = Module::from_binary(engine, module).map_err(unfit)?;
        match module.get_export(START) {
            Some(ExternType::Func(it)) if it.params().len() + it.results().len() == 0 => {
            }
            _ => return Err(Refusal::Lacking("function _start without arguments")),
        }
        let Some(ExternType::Memory(_)) = module.get_export(MEMORY) else {
            return Err(Refusal::Lacking("memory of the name memory"));
        };
        let mut linker = Linker::new(engine);
        wasi::link(&mut linker).map_err(unfit)?;
        linker.define_unknown_imports_as_traps(&module).map_err(unfit)?;
        linker.instantiate_pre(&module).map(Self).map_err(unfit)
    }

    /// Runs it once, in an instance of its own, as long as `patient` says so when it is asked.
    ///
    /// Fuel is what limits a run, the same on every machine. But a program that waits for memory at
    /// every step takes a hundred times the time that its fuel stands for, and must not hold up a
    /// class: it is asked at every tick of [`Program::clock`], and ends as one that ran out of fuel.
    ///
    /// Its fuel is exact where it returned, left, panicked or ran out; where WebAssembly
    /// itself trapped, as at a division by zero, what it took since its last call or loop is
    /// not counted. Both are the same on every machine.
    pub fn run(
        &self,
        run: Run,
        patient: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Result<Ran, Fault> {
        let limits = run.limits;
        let mut store = Store::new(self.0.module().engine(), Guest::new(run));
        store.limiter(|guest| guest);
        let fault = |error: wasmtime::Error| Fault(format!("{error:#}"));
        store.set_fuel(limits.fuel).map_err(fault)?;
        store.set_epoch_deadline(1);
        store.epoch_deadline_callback(move |_| match patient() {
            true => Ok(UpdateDeadline::Continue(1)),
            false => Err(Ended(End::OutOfFuel).into()),
        });
        let ended = self
            .0
            .instantiate(&mut store)
            .and_then(|instance| instance.get_typed_func::<(), ()>(&mut store, START))
            .and_then(|start| start.call(&mut store, ()));
        let left = store.get_fuel().map_err(fault)?;
        let guest = store.into_data();
        let end = end(ended, &guest)?;
        let fuel = limits.fuel.saturating_sub(left);
        let Guest { answer, printed, .. } = guest;
        Ok(Ran { end, fuel, answer: answer.unwrap_or_default(), printed })
    }
}
