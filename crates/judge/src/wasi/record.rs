//! Records about descriptors: what kind each is, what it may be asked, how long its file is.

use super::descriptor::{FOLDER, STDERR, STDIN, STDOUT};
use super::host::{Done, Errno, Host, Stop};

/// A kind that is neither file nor terminal, so that no library writes colours.
const STREAM: u8 = 0;
const DIRECTORY: u8 = 3;
const FILE: u8 = 4;

/// The flag of a file to whose end is written.
pub(super) const APPEND: u32 = 1;

/// Every right there is. What is asked for decides, not what one might ask.
const RIGHTS: u64 = (1 << 30) - 1;

/// What a descriptor is: its kind and whether it appends.
fn kind(host: &mut Host<'_>, fd: u32) -> Result<(u8, bool), Stop> {
    match fd {
        STDIN | STDOUT | STDERR => Ok((STREAM, false)),
        FOLDER => Ok((DIRECTORY, false)),
        _ => {
            let opened = host.guest.opened(fd).ok_or(Errno::BadDescriptor)?;
            Ok((FILE, opened.appends))
        }
    }
}

pub(super) fn fd_fdstat_get(host: &mut Host<'_>, fd: u32, record: u32) -> Done {
    let (kind, appends) = kind(host, fd)?;
    let mut bytes = [0; 24];
    bytes[0] = kind;
    bytes[2] = u8::from(appends);
    bytes[8..16].copy_from_slice(&RIGHTS.to_le_bytes());
    bytes[16..24].copy_from_slice(&RIGHTS.to_le_bytes());
    Ok(host.put(record, &bytes)?)
}

pub(super) fn fd_fdstat_set_flags(host: &mut Host<'_>, fd: u32, flags: u32) -> Done {
    kind(host, fd)?;
    if let Some(opened) = host.guest.opened(fd) {
        opened.appends = flags & APPEND != 0;
    }
    Ok(())
}

pub(super) fn fd_filestat_get(host: &mut Host<'_>, fd: u32, record: u32) -> Done {
    let (kind, _) = kind(host, fd)?;
    let written = host.guest.answer.as_ref().map_or(0, Vec::len) as u64;
    let size = if kind == FILE { written } else { 0 };
    let mut bytes = [0; 64];
    bytes[16] = kind;
    bytes[24] = 1;
    bytes[32..40].copy_from_slice(&size.to_le_bytes());
    Ok(host.put(record, &bytes)?)
}

pub(super) fn fd_filestat_set_size(host: &mut Host<'_>, fd: u32, size: u64) -> Done {
    host.guest.opened(fd).ok_or(Errno::BadDescriptor)?;
    Ok(host.guest.resize(size)?)
}
