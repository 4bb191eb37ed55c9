//! The host's side of a call: the guest's memory behind checks, and its fuel.

use medlab_protocol::session::End;
use wasmtime::{Caller, Extern};

use crate::guest::Guest;
use crate::program::MEMORY;
use crate::verdict::Ended;

/// What a call costs beside its bytes: about the time that it takes, in instructions. Without
/// it a program could spend a hundred times the time that its fuel stands for.
const CALL: u64 = 200;

/// What a function of WASI answers that cannot do what it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Errno {
    BadDescriptor = 8,
    Exists = 20,
    Fault = 21,
    Invalid = 28,
    TooManyOpen = 33,
    NotThere = 44,
    NoSeeking = 70,
}

/// Why a function did not do what it was asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stop {
    /// The program is told.
    Errno(Errno),
    /// The run ends.
    End(End),
}

impl From<Errno> for Stop {
    fn from(errno: Errno) -> Self {
        Self::Errno(errno)
    }
}

impl From<End> for Stop {
    fn from(end: End) -> Self {
        Self::End(end)
    }
}

pub(super) type Done = Result<(), Stop>;

/// What a function works on.
pub(super) struct Host<'a> {
    pub(super) memory: &'a mut [u8],
    pub(super) guest: &'a mut Guest,
}

/// Carries out one call: takes its fuel, and turns what came of it into what WebAssembly sees.
pub(super) fn answer(
    mut caller: Caller<'_, Guest>,
    work: impl FnOnce(&mut Host<'_>) -> Done,
) -> wasmtime::Result<u32> {
    let fuel = caller.get_fuel()?;
    // Programs were refused that have no memory of this name.
    let Some(memory) = caller.get_export(MEMORY).and_then(Extern::into_memory) else {
        return Err(Ended(End::Forbidden).into());
    };
    let (memory, guest) = memory.data_and_store_mut(&mut caller);
    guest.fuel = fuel;
    let mut host = Host { memory, guest };
    let done = host.guest.charge(CALL).map_err(Stop::from).and_then(|()| work(&mut host));
    let fuel = host.guest.fuel;
    caller.set_fuel(fuel)?;
    match done {
        Ok(()) => Ok(0),
        Err(Stop::Errno(errno)) => Ok(errno as u32),
        Err(Stop::End(end)) => Err(Ended(end).into()),
    }
}

impl Host<'_> {
    /// So many bytes of the guest's memory.
    pub(super) fn bytes(&mut self, at: u32, length: u32) -> Result<&mut [u8], Errno> {
        let (at, length) = (at as usize, length as usize);
        let end = at.checked_add(length).ok_or(Errno::Fault)?;
        self.memory.get_mut(at..end).ok_or(Errno::Fault)
    }

    /// Takes fuel for bytes that are moved.
    pub(super) fn charge(&mut self, bytes: u32) -> Result<(), End> {
        self.guest.charge(bytes.into())
    }

    pub(super) fn put(&mut self, at: u32, bytes: &[u8]) -> Result<(), Errno> {
        let length = u32::try_from(bytes.len()).map_err(|_| Errno::Fault)?;
        self.bytes(at, length)?.copy_from_slice(bytes);
        Ok(())
    }

    pub(super) fn put_u32(&mut self, at: u32, number: u32) -> Result<(), Errno> {
        self.put(at, &number.to_le_bytes())
    }

    pub(super) fn put_u64(&mut self, at: u32, number: u64) -> Result<(), Errno> {
        self.put(at, &number.to_le_bytes())
    }

    /// `N` bytes of the guest's memory, copied.
    pub(super) fn get<const N: usize>(&self, at: u32) -> Result<[u8; N], Errno> {
        let from = self.memory.get(at as usize..).ok_or(Errno::Fault)?;
        from.first_chunk().copied().ok_or(Errno::Fault)
    }

    pub(super) fn get_u32(&self, at: u32) -> Result<u32, Errno> {
        self.get(at).map(u32::from_le_bytes)
    }
}
