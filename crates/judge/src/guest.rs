//! The guest: what the judge holds of one run while it lasts, and what the run may take.

use std::collections::BTreeMap;

use medlab_protocol::LONGEST;
use medlab_protocol::session::{End, LONGEST_MESSAGE, Limits, Run};
use wasmtime::ResourceLimiter;

/// The most that is kept of what a run prints, in bytes, whatever its limit: beside the
/// longest answer it must fit into one message.
pub const LONGEST_PRINT: usize = LONGEST_MESSAGE - LONGEST - 1024;

/// The most entries of a table; a program of rustc has as many as functions whose address is
/// taken.
const LARGEST_TABLE: usize = 1 << 20;

/// The most files open at once. There is one, but it may be opened several times.
const MOST_OPEN: usize = 16;

/// The first descriptor that opening gives: after the three streams and the folder.
const FIRST_OPEN: u32 = 4;

/// What the judge holds of one run.
pub(crate) struct Guest {
    /// What it reads, and how far it has read.
    pub(crate) input: Vec<u8>,
    pub(crate) read: usize,
    /// What it wrote to its file; none while there is no file.
    pub(crate) answer: Option<Vec<u8>>,
    pub(crate) printed: Vec<u8>,
    pub(crate) limits: Limits,
    /// The state of its random numbers.
    pub(crate) random: u64,
    /// The fuel left, while a function of ours runs.
    pub(crate) fuel: u64,
    /// How long it has slept, in nanoseconds. No time passed by it.
    pub(crate) slept: u64,
    /// Whether it was denied memory.
    pub(crate) denied: bool,
    /// Whether this machine, not the limit, had no memory left.
    pub(crate) exhausted: bool,
    open: BTreeMap<u32, Opened>,
}

/// A file that is open.
#[derive(Clone, Copy, Default)]
pub(crate) struct Opened {
    /// Where the next byte is written.
    pub(crate) position: u64,
    /// Whether each write goes to the end.
    pub(crate) appends: bool,
}

impl Guest {
    pub(crate) fn new(run: Run) -> Self {
        let Run { input, seed, limits } = run;
        Self {
            input,
            read: 0,
            answer: None,
            printed: Vec::new(),
            limits,
            random: seed,
            fuel: 0,
            slept: 0,
            denied: false,
            exhausted: false,
            open: BTreeMap::new(),
        }
    }

    /// Takes fuel for work that is done for it.
    pub(crate) fn charge(&mut self, fuel: u64) -> Result<(), End> {
        let left = self.fuel.checked_sub(fuel);
        self.fuel = left.unwrap_or(0);
        left.map(|_| ()).ok_or(End::OutOfFuel)
    }

    /// Keeps what it printed, up to its limit.
    pub(crate) fn print(&mut self, bytes: &[u8]) -> Result<(), End> {
        let most = usize::try_from(self.limits.printed).unwrap_or(LONGEST_PRINT);
        let left = most.min(LONGEST_PRINT) - self.printed.len();
        self.printed.extend(&bytes[..bytes.len().min(left)]);
        if bytes.len() <= left { Ok(()) } else { Err(End::TooMuchOutput) }
    }

    /// Writes into its file at a position, with zeros before it where the file is shorter.
    pub(crate) fn write(&mut self, position: u64, bytes: &[u8]) -> Result<(), End> {
        if bytes.is_empty() {
            return Ok(());
        }
        let start = usize::try_from(position).map_err(|_| End::TooMuchOutput)?;
        let end = start.checked_add(bytes.len()).ok_or(End::TooMuchOutput)?;
        let length = self.answer.as_ref().map_or(0, Vec::len).max(end);
        self.resize(length as u64)?;
        self.answer.get_or_insert_default()[start..end].copy_from_slice(bytes);
        Ok(())
    }

    /// Makes its file so long.
    pub(crate) fn resize(&mut self, length: u64) -> Result<(), End> {
        let length = usize::try_from(length).map_err(|_| End::TooMuchOutput)?;
        if length > LONGEST || length as u64 > self.limits.answer {
            return Err(End::TooMuchOutput);
        }
        let file = self.answer.get_or_insert_default();
        // Zeros are work of ours: the first time that they are written they are paid for.
        self.fuel = self.fuel.saturating_sub(length.saturating_sub(file.len()) as u64);
        file.resize(length, 0);
        Ok(())
    }

    /// Opens its file; the descriptor, or none where too many are open.
    pub(crate) fn open(&mut self, opened: Opened) -> Option<u32> {
        let free =
            (FIRST_OPEN..).take(MOST_OPEN).find(|fd| !self.open.contains_key(fd))?;
        self.open.insert(free, opened);
        Some(free)
    }

    pub(crate) fn opened(&mut self, fd: u32) -> Option<&mut Opened> {
        self.open.get_mut(&fd)
    }

    pub(crate) fn close(&mut self, fd: u32) -> bool {
        self.open.remove(&fd).is_some()
    }
}

impl ResourceLimiter for Guest {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let allowed = desired as u64 <= self.limits.memory;
        self.denied |= !allowed;
        // Beyond its own bound it is not we who deny it.
        Ok(allowed && maximum.is_none_or(|most| desired <= most))
    }

    fn memory_grow_failed(&mut self, error: wasmtime::Error) -> wasmtime::Result<()> {
        // The operating system had none, or the program asked for more than 4 GiB, of which
        // nobody asks us first.
        let exhausted = error.is::<std::io::Error>();
        #[cfg(unix)]
        let exhausted = exhausted || error.is::<rustix::io::Errno>();
        self.exhausted |= exhausted;
        self.denied |= !exhausted;
        Ok(())
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let allowed = desired <= LARGEST_TABLE;
        self.denied |= !allowed;
        Ok(allowed)
    }

    fn instances(&self) -> usize {
        1
    }

    fn memories(&self) -> usize {
        1
    }
}
