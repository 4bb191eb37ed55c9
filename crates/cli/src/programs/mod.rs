//! Programs: what learners wrote in Rust, compiled inside limits, called in WebAssembly.
//!
//! The libraries that submissions may use are built once for a toolchain and kept in a cache; a
//! submission then costs one small crate. The compiler and the engine run in the sandbox, each
//! start of them in a scratch folder of its own.

mod engine;
mod idle;
mod native;
mod place;
mod uncompiled;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use medlab_exercise::code::{self, Custody, NoPrograms, Programs, Solver, Unbuilt};
use medlab_exercise::{Exercise, Fault};
use medlab_sandbox::{
    CompileFailure, Confiner, Library, Machine, Sandbox, Tier, Toolchain, compile,
    compile_limits,
};
use sha2::{Digest as _, Sha256};

use crate::files;
use crate::printer::Printer;
use crate::reason::Reason;
use crate::stop::Stop;
use engine::{Engine, Unready};
use idle::Idle;
pub(crate) use native::Native;
pub(crate) use place::sources_of;
pub(crate) use uncompiled::Uncompiled;

/// How many compiled submissions are kept for being asked for again, as `verify` does.
const KEPT: usize = 64;

/// The largest compiled submission that is kept, in bytes.
const LARGEST_KEPT: usize = 4 << 20;

/// Whose code it is that is compiled and run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// One's own, or the course's: it runs as firmly held as this machine can.
    Own,
    /// Others': it runs held, or not at all.
    Others,
    /// Others', and whoever grades said to trust it.
    Trusted,
}

/// Something that builds what these exercises ask for: programs where one of them judges code.
pub(crate) fn of<'a>(
    exercises: impl IntoIterator<Item = &'a Exercise>,
    course: Option<&Path>,
    whose: Whose,
    printer: &Printer,
) -> Result<Box<dyn Programs + Sync>, Stop> {
    if !exercises.into_iter().any(Exercise::judges_code) {
        return Ok(Box::new(NoPrograms));
    }
    Ok(Box::new(Compiled::new(course, whose, printer)?))
}

/// Whether one of these exercises judges code, and this machine lacks what the judge needs.
pub(crate) fn lacking<'a>(
    exercises: impl IntoIterator<Item = &'a Exercise>,
    course: Option<&Path>,
) -> bool {
    let lacks = || parts(course).iter().any(|part| part.there.is_err());
    exercises.into_iter().any(Exercise::judges_code) && lacks()
}

/// The command with which this binary confines itself and becomes another program.
pub(crate) fn confiner() -> std::io::Result<Confiner> {
    Ok(Confiner { program: std::env::current_exe()?, arguments: vec!["confine".into()] })
}

/// The tier that `MEDLAB_SANDBOX` asks for, such as to try the lower one. Nothing asks for none.
fn asked() -> Result<Tier, Stop> {
    let Some(named) = std::env::var_os("MEDLAB_SANDBOX") else { return Ok(Tier::Full) };
    let tiers = [Tier::Full, Tier::Strict];
    tiers.into_iter().find(|tier| named == tier.name()).ok_or_else(|| {
        let found = named.to_string_lossy().into_owned();
        Stop::usage(Reason::SandboxNamed { found })
    })
}

/// One thing that code exercises need.
pub(crate) struct Part {
    pub(crate) name: &'static str,
    /// What it is, or what is wrong and the way out.
    pub(crate) there: Result<String, Stop>,
}

/// What code exercises need, and whether it is here.
pub(crate) fn parts(course: Option<&Path>) -> [Part; 3] {
    let sources = place::sources(course);
    let folder = sources.as_ref().map_or(Path::new("."), |sources| &sources.folder);
    let toolchain = Toolchain::find(folder);
    let said = |error: &dyn std::fmt::Display| {
        Stop::usage(Reason::NoToolchain { detail: error.to_string() })
    };
    let toolchain = toolchain.map(|found| found.release().to_string());
    let shown = |path: PathBuf| path.display().to_string();
    [
        Part { name: "toolchain", there: toolchain.map_err(|error| said(&error)) },
        Part { name: "engine", there: place::engine().map(shown) },
        Part {
            name: "library",
            there: sources.map(|sources| shown(sources.from.unwrap_or(sources.folder))),
        },
    ]
}

/// Compiles submissions, and keeps what it compiled.
struct Compiled {
    custody: Custody,
    sandbox: Sandbox,
    library: Library,
    engine: PathBuf,
    kept: Mutex<BTreeMap<Digest, Module>>,
    /// None where the code is others'.
    idle: Option<Idle<Engine>>,
}

/// Names a program: a submission and the harness around it.
type Digest = [u8; 32];

/// A compiled submission, or what is wrong with it.
type Module = Result<Arc<[u8]>, Fault>;

impl Compiled {
    fn new(course: Option<&Path>, whose: Whose, printer: &Printer) -> Result<Self, Stop> {
        let failed = |detail: String| Stop::usage(Reason::NoCode { detail });
        // Without room to write no fence can be tried, and it would seem that there is none.
        let room = std::env::temp_dir();
        tempfile::tempdir_in(&room)
            .map_err(|error| files::cannot_write(&room, &error))?;
        let confiner = confiner().map_err(|error| failed(error.to_string()))?;
        let machine = Machine::examine(&confiner);
        let tier = machine.tier().min(asked()?);
        if whose == Whose::Others && tier < Tier::Strict {
            return Err(Stop::usage(Reason::Unconfined));
        }
        let sandbox = Sandbox::new(&confiner, &machine, tier)
            .map_err(|error| failed(error.to_string()))?;
        let engine = place::engine()?;
        let sources = place::sources(course)?;
        let toolchain = Toolchain::find(&sources.folder).map_err(|error| {
            Stop::usage(Reason::NoToolchain { detail: error.to_string() })
        })?;
        let library = place::built(&sources, toolchain, printer)?;
        let custody = match whose {
            Whose::Own | Whose::Others => Custody::Confined,
            Whose::Trusted => Custody::Trusted,
        };
        let idle = (whose == Whose::Own).then(Idle::new);
        Ok(Self { custody, sandbox, library, engine, kept: Mutex::default(), idle })
    }

    fn built(&self, source: &[u8], harness: &[u8]) -> Result<Box<dyn Solver>, Unbuilt> {
        let program = digest(source, harness);
        if let Some(idle) = &self.idle
            && let Some(engine) = idle.take(&program)
        {
            return Ok(Box::new(idle.lend(program, engine)));
        }
        let module = self.module(program, source, harness)?;
        let module = module.map_err(|fault| Unbuilt::Submission(Box::new(fault)))?;
        let engine = Engine::start(&self.sandbox, &self.engine, &module);
        let engine = engine.map_err(|unready| match unready {
            Unready::Refused => {
                let fault = Fault::new(Uncompiled::NotTaken).in_file(code::FILE);
                Unbuilt::Submission(Box::new(fault))
            }
            Unready::Unsolved => Unbuilt::Grader,
        })?;
        Ok(match &self.idle {
            Some(idle) => Box::new(idle.lend(program, engine)),
            None => Box::new(engine),
        })
    }

    /// The module of a submission; the error is the grader's.
    fn module(
        &self,
        digest: Digest,
        source: &[u8],
        harness: &[u8],
    ) -> Result<Module, Unbuilt> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(&digest) {
            return Ok(known.clone());
        }
        let limits = compile_limits();
        let compiled = compile(&self.sandbox, &self.library, source, harness, &limits);
        let module: Module = match compiled {
            Ok(bytes) => Ok(bytes.into()),
            Err(failure) => Err(fault(failure)?),
        };
        let mut kept = kept();
        let small = module.as_ref().map_or(true, |module| module.len() <= LARGEST_KEPT);
        if small && kept.len() < KEPT {
            kept.insert(digest, module.clone());
        }
        Ok(module)
    }
}

fn digest(source: &[u8], harness: &[u8]) -> Digest {
    let mut hash = Sha256::new();
    hash.update((source.len() as u64).to_le_bytes());
    hash.update(source);
    hash.update(harness);
    hash.finalize().into()
}

impl Programs for Compiled {
    fn custody(&self) -> Custody {
        self.custody
    }

    fn build(&self, source: &[u8], harness: &[u8]) -> Result<Box<dyn Solver>, Unbuilt> {
        match self.built(source, harness) {
            // The machine may have had too little of something for a moment.
            Err(Unbuilt::Grader) => self.built(source, harness),
            built => built,
        }
    }
}

/// What is wrong with a submission that does not compile; what is wrong with us is no fault of
/// it.
fn fault(failure: CompileFailure) -> Result<Fault, Unbuilt> {
    let (why, line) = match failure {
        CompileFailure::Refused { diagnostics } => uncompiled::refused(&diagnostics),
        CompileFailure::Mismatch { diagnostics } => {
            let (detail, line) = uncompiled::first(&diagnostics);
            (Uncompiled::Mismatch { detail }, line)
        }
        CompileFailure::OutOfTime => (Uncompiled::OutOfTime, None),
        CompileFailure::OutOfMemory => (Uncompiled::OutOfMemory, None),
        CompileFailure::TooLarge => (Uncompiled::TooLarge, None),
        CompileFailure::Crashed => (Uncompiled::Crashed, None),
        // Neither a library that cannot be read nor a full disk is a fault of who is compiled.
        CompileFailure::Machine(_) | CompileFailure::Sandbox(_) => {
            return Err(Unbuilt::Grader);
        }
    };
    let fault = Fault::new(why).in_file(code::FILE);
    Ok(Fault { line, ..fault })
}
