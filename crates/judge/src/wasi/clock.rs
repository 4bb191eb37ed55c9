//! The clock: it starts at the same moment in every run and counts fuel, so that it tells
//! nothing of the machine, and a program cannot behave otherwise when it is graded.

use medlab_protocol::session::End;

use super::host::{Done, Errno, Host};

/// When every run starts, in nanoseconds since 1970: the first of January 2026, midnight UTC.
const START: u64 = 1_767_225_600 * 1_000_000_000;

/// Real time and time that only goes forward. Clocks of processes do not exist.
const CLOCKS: [u32; 2] = [0, 1];

/// The bytes of a subscription and of an event.
const SUBSCRIPTION: u32 = 48;
const EVENT: u32 = 32;

/// A nanosecond for each unit of fuel, and what the program slept.
fn now(host: &Host<'_>) -> u64 {
    let used = host.guest.limits.fuel.saturating_sub(host.guest.fuel);
    START.saturating_add(used).saturating_add(host.guest.slept)
}

pub(super) fn clock_res_get(host: &mut Host<'_>, clock: u32, resolution: u32) -> Done {
    known(clock)?;
    Ok(host.put_u64(resolution, 1)?)
}

pub(super) fn clock_time_get(
    host: &mut Host<'_>,
    clock: u32,
    _precision: u64,
    time: u32,
) -> Done {
    known(clock)?;
    let now = now(host);
    Ok(host.put_u64(time, now)?)
}

/// Sleeping: the clock goes forward and no time passes. To wait for anything else ends the
/// run, for nothing will come.
pub(super) fn poll_oneoff(
    host: &mut Host<'_>,
    subscriptions: u32,
    events: u32,
    count: u32,
    happened: u32,
) -> Done {
    let bytes = count.checked_mul(SUBSCRIPTION).ok_or(Errno::Invalid)?;
    host.charge(bytes)?;
    let now = now(host);
    let mut first: Option<(u64, [u8; 8])> = None;
    for subscription in 0..count {
        let at = subscriptions.checked_add(subscription * SUBSCRIPTION);
        let record: [u8; SUBSCRIPTION as usize] = host.get(at.ok_or(Errno::Fault)?)?;
        if record[8] != 0 {
            return Err(End::Forbidden.into());
        }
        known(number(&record, 16) as u32)?;
        let time = number(&record, 24);
        let absolute = record[40] & 1 != 0;
        let wait = if absolute { time.saturating_sub(now) } else { time };
        if first.is_none_or(|(shortest, _)| wait < shortest) {
            first = Some((wait, number(&record, 0).to_le_bytes()));
        }
    }
    let (wait, whose) = first.ok_or(Errno::Invalid)?;
    host.guest.slept = host.guest.slept.saturating_add(wait);
    let mut event = [0; EVENT as usize];
    event[..8].copy_from_slice(&whose);
    host.put(events, &event)?;
    Ok(host.put_u32(happened, 1)?)
}

fn known(clock: u32) -> Result<(), Errno> {
    if CLOCKS.contains(&clock) { Ok(()) } else { Err(Errno::Invalid) }
}

fn number(record: &[u8; SUBSCRIPTION as usize], at: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&record[at..at + 8]);
    u64::from_le_bytes(bytes)
}
