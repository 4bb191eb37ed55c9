//! The socket between caller, keeper and gate: first a policy and the program's standard input
//! as a descriptor, then words back.

use std::io::{IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, recvmsg, sendmsg,
};

/// A policy is paths and numbers; more than this is no policy.
const LONGEST: u32 = 4 << 20;

/// Sends a policy and the descriptor that becomes the program's standard input.
pub(crate) fn send(
    mut socket: &UnixStream,
    policy: &str,
    stdin: BorrowedFd<'_>,
) -> std::io::Result<()> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    let descriptors = [stdin];
    if !control.push(SendAncillaryMessage::ScmRights(&descriptors)) {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let length =
        u32::try_from(policy.len()).map_err(|_| std::io::ErrorKind::InvalidInput)?;
    let head = length.to_le_bytes();
    // Four bytes into an empty socket go at once or not at all.
    let sent =
        sendmsg(socket, &[IoSlice::new(&head)], &mut control, SendFlags::NOSIGNAL)?;
    if sent != head.len() {
        return Err(std::io::ErrorKind::WriteZero.into());
    }
    socket.write_all(policy.as_bytes())
}

/// The other end of [`send`].
pub(crate) fn receive(mut socket: &UnixStream) -> Option<(String, OwnedFd)> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let mut head = [0; 4];
    let mut parts = [IoSliceMut::new(&mut head)];
    let got = recvmsg(socket.as_fd(), &mut parts, &mut control, RecvFlags::CMSG_CLOEXEC)
        .ok()?;
    if got.bytes != 4 {
        return None;
    }
    let stdin = control.drain().find_map(|message| match message {
        RecvAncillaryMessage::ScmRights(mut descriptors) => descriptors.next(),
        _ => None,
    })?;
    let length = u32::from_le_bytes(head);
    if length > LONGEST {
        return None;
    }
    let mut text = vec![0; length as usize];
    socket.read_exact(&mut text).ok()?;
    Some((String::from_utf8(text).ok()?, stdin))
}

/// What the keeper says when all is over: `ended exited|signalled|scratch N cpu peak`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) end: Ending,
    pub(crate) processor_microseconds: u64,
    pub(crate) peak_kibibytes: u64,
}

/// How the program itself ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    Exited(i32),
    Signalled(i32),
    Scratch,
    Stopped,
}

impl Report {
    pub(crate) fn encode(&self) -> String {
        let (word, number) = match self.end {
            Ending::Exited(code) => ("exited", code),
            Ending::Signalled(signal) => ("signalled", signal),
            Ending::Scratch => ("scratch", 0),
            Ending::Stopped => ("stopped", 0),
        };
        let (processor, peak) = (self.processor_microseconds, self.peak_kibibytes);
        format!("ended {word} {number} {processor} {peak}\n")
    }

    pub(crate) fn decode(line: &str) -> Option<Self> {
        let parts: Vec<&str> = line.strip_suffix('\n')?.split(' ').collect();
        let ["ended", word, number, processor, peak] = parts[..] else { return None };
        let number: i32 = number.parse().ok()?;
        let end = match word {
            "exited" => Ending::Exited(number),
            "signalled" => Ending::Signalled(number),
            "scratch" => Ending::Scratch,
            "stopped" => Ending::Stopped,
            _ => return None,
        };
        Some(Self {
            end,
            processor_microseconds: processor.parse().ok()?,
            peak_kibibytes: peak.parse().ok()?,
        })
    }
}
