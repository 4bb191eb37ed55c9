//! What a process is given and how it leaves: no arguments, no variables, random numbers.

use medlab_protocol::session::End;

use super::host::{Done, Host};
use crate::verdict::Ended;

pub(super) fn args_sizes_get(host: &mut Host<'_>, count: u32, bytes: u32) -> Done {
    host.put_u32(count, 0)?;
    Ok(host.put_u32(bytes, 0)?)
}

pub(super) fn args_get(_host: &mut Host<'_>, _pointers: u32, _bytes: u32) -> Done {
    Ok(())
}

pub(super) fn environ_sizes_get(host: &mut Host<'_>, count: u32, bytes: u32) -> Done {
    args_sizes_get(host, count, bytes)
}

pub(super) fn environ_get(_host: &mut Host<'_>, _pointers: u32, _bytes: u32) -> Done {
    Ok(())
}

/// Numbers of splitmix64 from the run's seed. They keep no secret: they only differ.
pub(super) fn random_get(host: &mut Host<'_>, buffer: u32, length: u32) -> Done {
    host.charge(length)?;
    let mut state = host.guest.random;
    for bytes in host.bytes(buffer, length)?.chunks_mut(8) {
        let next = splitmix64(&mut state).to_le_bytes();
        bytes.copy_from_slice(&next[..bytes.len()]);
    }
    host.guest.random = state;
    Ok(())
}

pub(super) fn sched_yield(_host: &mut Host<'_>) -> Done {
    Ok(())
}

/// Leaves, whatever the code: a program of rustc whose `main` returns does not ask for it.
pub(super) fn proc_exit(code: i32) -> wasmtime::Result<()> {
    Err(Ended(End::Left(code)).into())
}

/// Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
fn splitmix64(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::splitmix64;

    /// The reference implementation's first numbers for the seed 1234567.
    #[test]
    fn numbers_are_those_of_the_reference() {
        let mut state = 1_234_567;
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(expected.map(|_| splitmix64(&mut state)), expected);
    }
}
