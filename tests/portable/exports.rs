//! Exports: how a host outside of WebAssembly hands the course in and gets the table back.
//!
//! The host asks for [`room`], writes the archive there, calls [`digest`] with its place and
//! reads as many bytes of text from [`digests`].
#![expect(unsafe_code, reason = "a host finds a function by its name")]

use std::sync::Mutex;

/// What the host writes, and after [`digest`] what it reads.
static BUFFER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes room for an archive of so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    let mut buffer = BUFFER.lock().unwrap_or_else(|held| held.into_inner());
    *buffer = vec![0; bytes];
    buffer.as_mut_ptr()
}

/// Puts the table's text in place of the archive, and says how many bytes it has.
#[unsafe(no_mangle)]
pub extern "C" fn digest() -> usize {
    let mut buffer = BUFFER.lock().unwrap_or_else(|held| held.into_inner());
    *buffer = crate::text(&buffer).into_bytes();
    buffer.len()
}

/// Where the table's text stands.
#[unsafe(no_mangle)]
pub extern "C" fn digests() -> *const u8 {
    BUFFER.lock().unwrap_or_else(|held| held.into_inner()).as_ptr()
}
