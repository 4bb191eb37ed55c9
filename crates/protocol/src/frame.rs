//! Frames: messages on a pipe, each a length and so many bytes.

use std::io::{Error, ErrorKind, Read, Result, Write};

/// Writes one message.
pub fn write(to: &mut impl Write, message: &[u8]) -> Result<()> {
    let length = u32::try_from(message.len()).map_err(|_| too_long())?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(message)?;
    to.flush()
}

/// Reads one message of at most `most` bytes; none where the pipe ended between two.
pub fn read(from: &mut impl Read, most: usize) -> Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    let mut have = 0;
    while have < length.len() {
        match from.read(&mut length[have..]) {
            Ok(0) if have == 0 => return Ok(None),
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(more) => have += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let length = u32::from_le_bytes(length) as usize;
    if length > most {
        return Err(too_long());
    }
    let mut message = Vec::new();
    let read = from.by_ref().take(length as u64).read_to_end(&mut message)?;
    if read == length { Ok(Some(message)) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

fn too_long() -> Error {
    Error::new(ErrorKind::InvalidData, "the message is too long")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_in_order_and_then_none() {
        let mut pipe = Vec::new();
        for message in [&b"one"[..], b"", b"three"] {
            write(&mut pipe, message).unwrap();
        }
        let mut pipe = pipe.as_slice();
        for message in [&b"one"[..], b"", b"three"] {
            assert_eq!(read(&mut pipe, 5).unwrap().as_deref(), Some(message));
        }
        assert_eq!(read(&mut pipe, 5).unwrap(), None);
    }

    #[test]
    fn what_is_too_long_or_cut_short_is_an_error() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"four").unwrap();
        assert!(read(&mut pipe.as_slice(), 3).is_err());
        for end in 1..pipe.len() {
            assert!(read(&mut &pipe[..end], 9).is_err(), "{end}");
        }
    }
}
