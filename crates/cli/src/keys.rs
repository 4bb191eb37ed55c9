//! Key files: 32 random bytes in hexadecimal, readable by their owner alone.

use std::io::Write;
use std::path::Path;

use medlab_exercise::hex;

use crate::files;
use crate::reason::Reason;
use crate::stop::Stop;

/// The most that a key file may weigh.
const SIZE: u64 = 4096;

/// Makes a new key file with mode 0600; an existing one is never overwritten.
pub(crate) fn make(path: &Path) -> Result<(), Stop> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        Stop::usage(Reason::NoRandomNumbers { detail: error.to_string() })
    })?;
    let text = format!("medlab-key-1 {}\n", hex::encode(&bytes));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Stop::usage(Reason::KeyExists).about(path),
        _ => files::cannot_write(path, &error),
    })?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|error| files::cannot_write(path, &error))
}

/// The bytes of a key file.
pub(crate) fn read(path: &Path) -> Result<[u8; 32], Stop> {
    let bytes = files::read(path, SIZE)?;
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let key = text.trim().strip_prefix("medlab-key-1 ").and_then(hex::decode_32);
    key.ok_or_else(|| Stop::usage(Reason::NotAKey).about(path))
}
