//! Paths: one folder, with one file that can be written.

use medlab_protocol::ANSWER_FILE;
use medlab_protocol::session::End;

use super::descriptor::FOLDER;
use super::host::{Done, Errno, Host};
use super::record::APPEND;
use crate::guest::Opened;

/// The folder's name: the current one.
const NAME: &[u8] = b".";

/// The bits of how a file is opened.
const CREATE: u32 = 1;
const DIRECTORY: u32 = 2;
const EXCLUSIVE: u32 = 4;
const TRUNCATE: u32 = 8;

/// The right to write.
const WRITE: u64 = 1 << 6;

pub(super) fn fd_prestat_get(host: &mut Host<'_>, fd: u32, record: u32) -> Done {
    if fd != FOLDER {
        return Err(Errno::BadDescriptor.into());
    }
    host.put_u32(record, 0)?;
    let length = record.checked_add(4).ok_or(Errno::Fault)?;
    Ok(host.put_u32(length, 1)?)
}

pub(super) fn fd_prestat_dir_name(
    host: &mut Host<'_>,
    fd: u32,
    name: u32,
    length: u32,
) -> Done {
    if fd != FOLDER {
        return Err(Errno::BadDescriptor.into());
    }
    if (length as usize) < NAME.len() {
        return Err(Errno::Invalid.into());
    }
    Ok(host.put(name, NAME)?)
}

/// Opens the answer for writing. To ask for any other file, or to read, ends the run.
#[expect(clippy::too_many_arguments, reason = "WASI has them")]
pub(super) fn path_open(
    host: &mut Host<'_>,
    fd: u32,
    _lookup: u32,
    path: u32,
    length: u32,
    how: u32,
    rights: u64,
    _inherited: u64,
    flags: u32,
    opened: u32,
) -> Done {
    if fd != FOLDER {
        return Err(Errno::BadDescriptor.into());
    }
    let path = &*host.bytes(path, length)?;
    let is_answer = path.strip_prefix(b"./").unwrap_or(path) == ANSWER_FILE.as_bytes();
    if !is_answer || how & DIRECTORY != 0 || rights & WRITE == 0 {
        return Err(End::Forbidden.into());
    }
    match host.guest.answer {
        Some(_) if how & CREATE != 0 && how & EXCLUSIVE != 0 => {
            return Err(Errno::Exists.into());
        }
        None if how & CREATE == 0 => return Err(Errno::NotThere.into()),
        Some(_) if how & TRUNCATE != 0 => host.guest.resize(0)?,
        Some(_) => {}
        None => host.guest.resize(0)?,
    }
    let file = Opened { position: 0, appends: flags & APPEND != 0 };
    let fd = host.guest.open(file).ok_or(Errno::TooManyOpen)?;
    Ok(host.put_u32(opened, fd)?)
}
