//! Descriptors: reading the input, printing, and writing the answer.

use medlab_protocol::session::End;

use super::host::{Done, Errno, Host, Stop};

pub(super) const STDIN: u32 = 0;
pub(super) const STDOUT: u32 = 1;
pub(super) const STDERR: u32 = 2;
/// The folder that is open from the beginning, and in which the answer is.
pub(super) const FOLDER: u32 = 3;

/// The most parts of one reading or writing.
const MOST_PARTS: u32 = 1024;

/// The bytes of a part's address and length.
const PART: u32 = 8;

pub(super) fn fd_read(
    host: &mut Host<'_>,
    fd: u32,
    parts: u32,
    count: u32,
    read: u32,
) -> Done {
    match fd {
        STDIN => {}
        // What it wrote it knows; reading a folder or a printer is a mistake.
        _ => return Err(Errno::BadDescriptor.into()),
    }
    let mut total = 0;
    each_part(host, parts, count, |host, at, length| {
        let left = host.guest.input.len() - host.guest.read;
        let now = left.min(length as usize);
        let length = u32::try_from(now).map_err(|_| Errno::Invalid)?;
        host.charge(length)?;
        let start = host.guest.read;
        let to = host.memory.get_mut(at as usize..).and_then(|to| to.get_mut(..now));
        to.ok_or(Errno::Fault)?.copy_from_slice(&host.guest.input[start..start + now]);
        host.guest.read += now;
        total += length;
        Ok(())
    })?;
    Ok(host.put_u32(read, total)?)
}

pub(super) fn fd_write(
    host: &mut Host<'_>,
    fd: u32,
    parts: u32,
    count: u32,
    written: u32,
) -> Done {
    if fd == STDOUT || fd == STDERR {
        let total = write_parts(host, parts, count, |host, bytes| {
            host.guest.print(&host.memory[bytes])
        })?;
        return Ok(host.put_u32(written, total)?);
    }
    let opened = *host.guest.opened(fd).ok_or(Errno::BadDescriptor)?;
    let end = host.guest.answer.as_ref().map_or(0, Vec::len) as u64;
    let start = if opened.appends { end } else { opened.position };
    let total = write_at(host, parts, count, start)?;
    if let Some(opened) = host.guest.opened(fd) {
        opened.position = start + u64::from(total);
    }
    Ok(host.put_u32(written, total)?)
}

pub(super) fn fd_pwrite(
    host: &mut Host<'_>,
    fd: u32,
    parts: u32,
    count: u32,
    at: u64,
    written: u32,
) -> Done {
    host.guest.opened(fd).ok_or(Errno::BadDescriptor)?;
    let total = write_at(host, parts, count, at)?;
    Ok(host.put_u32(written, total)?)
}

pub(super) fn fd_seek(
    host: &mut Host<'_>,
    fd: u32,
    offset: i64,
    whence: u32,
    position: u32,
) -> Done {
    if fd <= FOLDER {
        return Err(Errno::NoSeeking.into());
    }
    let end = host.guest.answer.as_ref().map_or(0, Vec::len) as u64;
    let opened = host.guest.opened(fd).ok_or(Errno::BadDescriptor)?;
    let from = match whence {
        0 => 0,
        1 => opened.position,
        2 => end,
        _ => return Err(Errno::Invalid.into()),
    };
    opened.position = from.checked_add_signed(offset).ok_or(Errno::Invalid)?;
    let now = opened.position;
    Ok(host.put_u64(position, now)?)
}

pub(super) fn fd_tell(host: &mut Host<'_>, fd: u32, position: u32) -> Done {
    fd_seek(host, fd, 0, 1, position)
}

pub(super) fn fd_close(host: &mut Host<'_>, fd: u32) -> Done {
    // The streams and the folder stay as they are, whoever closes them.
    if fd <= FOLDER || host.guest.close(fd) {
        Ok(())
    } else {
        Err(Errno::BadDescriptor.into())
    }
}

pub(super) fn fd_sync(host: &mut Host<'_>, fd: u32) -> Done {
    host.guest.opened(fd).map(|_| ()).ok_or(Errno::BadDescriptor.into())
}

pub(super) fn fd_datasync(host: &mut Host<'_>, fd: u32) -> Done {
    fd_sync(host, fd)
}

fn write_at(
    host: &mut Host<'_>,
    parts: u32,
    count: u32,
    start: u64,
) -> Result<u32, Stop> {
    let mut position = start;
    write_parts(host, parts, count, |host, bytes| {
        let bytes = &host.memory[bytes];
        let next = position.checked_add(bytes.len() as u64).ok_or(End::TooMuchOutput)?;
        host.guest.write(position, bytes)?;
        position = next;
        Ok(())
    })
}

/// Gives each part, checked, to a writer, and counts the bytes.
fn write_parts(
    host: &mut Host<'_>,
    parts: u32,
    count: u32,
    mut write: impl FnMut(&mut Host<'_>, std::ops::Range<usize>) -> Result<(), End>,
) -> Result<u32, Stop> {
    let mut total = 0_u32;
    each_part(host, parts, count, |host, at, length| {
        // The sum has to be told in four bytes.
        total = total.checked_add(length).ok_or(Errno::Invalid)?;
        host.bytes(at, length)?;
        host.charge(length)?;
        write(host, at as usize..at as usize + length as usize)?;
        Ok(())
    })?;
    Ok(total)
}

fn each_part(
    host: &mut Host<'_>,
    parts: u32,
    count: u32,
    mut work: impl FnMut(&mut Host<'_>, u32, u32) -> Done,
) -> Done {
    if count > MOST_PARTS {
        return Err(Errno::Invalid.into());
    }
    host.charge(count * PART)?;
    for part in 0..count {
        let at = parts.checked_add(part * PART).ok_or(Errno::Fault)?;
        let [start, length] = [host.get_u32(at)?, host.get_u32(at.saturating_add(4))?];
        work(host, start, length)?;
    }
    Ok(())
}
