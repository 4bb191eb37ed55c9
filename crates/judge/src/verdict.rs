//! The verdict: how a run ended, told from what the engine says of it.

use medlab_protocol::session::End;
use wasmtime::{Trap, UnknownImportError};

use crate::guest::Guest;
use crate::program::Fault;

/// An end that one of our functions brought about.
#[derive(Debug, thiserror::Error)]
#[error("the run ended: {0:?}")]
pub(crate) struct Ended(pub(crate) End);

/// How a run ended, or that this machine could not carry it out.
pub(crate) fn end(ended: wasmtime::Result<()>, guest: &Guest) -> Result<End, Fault> {
    if guest.exhausted {
        return Err(Fault("this machine has no memory left for a run".into()));
    }
    let Err(error) = ended else {
        return Ok(End::Returned);
    };
    if let Some(Ended(end)) = error.downcast_ref() {
        return Ok(*end);
    }
    if error.is::<UnknownImportError>() {
        return Ok(End::Forbidden);
    }
    match error.downcast_ref::<Trap>() {
        Some(Trap::OutOfFuel) => Ok(End::OutOfFuel),
        // A Rust program aborts where it is denied memory.
        _ if guest.denied => Ok(End::OutOfMemory),
        Some(Trap::StackOverflow) => Ok(End::StackOverflow),
        Some(Trap::MemoryOutOfBounds) if below_zero(&error) => Ok(End::StackOverflow),
        Some(_) => Ok(End::Panicked),
        None => Err(Fault(format!("{error:#}"))),
    }
}

/// Whether an access outside of memory was below address zero.
///
/// rustc lays its stack at the beginning of memory, so a program that calls too deeply goes
/// below zero, that is to the last addresses of 4 GiB; safe Rust reaches no other address out
/// of bounds. The engine tells an address in words only, and none for operations on many
/// bytes, such as those that clear a large array on the stack: those count as the stack's.
fn below_zero(error: &wasmtime::Error) -> bool {
    const BEFORE: &str = "memory fault at wasm address 0x";
    let said = error.chain().map(|cause| cause.to_string());
    let address = said.filter_map(|words| {
        let digits = words.split(BEFORE).nth(1)?.split(' ').next()?.to_string();
        u64::from_str_radix(&digits, 16).ok()
    });
    address.take(1).all(|address| address >= 1 << 31)
}
