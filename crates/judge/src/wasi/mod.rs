//! WASI preview 1, as much of it as a program of rustc needs and not a function more.
//!
//! A question is answered: of arguments and variables there are none, the time is counted in
//! fuel, random numbers come from the run's seed. An effect that a program does not have, such
//! as another file, ends its run: an error would only become a panic, whose cause nobody sees.
//! What is not linked here ends the run where it is called.

mod clock;
mod descriptor;
mod host;
mod path;
mod process;
mod record;

use wasmtime::{Caller, Linker};

use crate::guest::Guest;
use crate::wasi::host::answer;

/// The name under which modules import these functions.
const WASI: &str = "wasi_snapshot_preview1";

/// Links the functions: each with its name, the names of its arguments and their types.
pub(crate) fn link(linker: &mut Linker<Guest>) -> wasmtime::Result<()> {
    macro_rules! functions {
        ($($module:ident::$name:ident($($argument:ident: $type:ty),*);)*) => {$(
            linker.func_wrap(
                WASI,
                stringify!($name),
                |caller: Caller<'_, Guest>, $($argument: $type),*| {
                    answer(caller, |host| $module::$name(host, $($argument),*))
                },
            )?;
        )*};
    }
    functions! {
        descriptor::fd_read(fd: u32, parts: u32, count: u32, read: u32);
        descriptor::fd_write(fd: u32, parts: u32, count: u32, written: u32);
        descriptor::fd_pwrite(fd: u32, parts: u32, count: u32, at: u64, written: u32);
        descriptor::fd_seek(fd: u32, offset: i64, whence: u32, position: u32);
        descriptor::fd_tell(fd: u32, position: u32);
        descriptor::fd_close(fd: u32);
        descriptor::fd_sync(fd: u32);
        descriptor::fd_datasync(fd: u32);
        record::fd_fdstat_get(fd: u32, record: u32);
        record::fd_fdstat_set_flags(fd: u32, flags: u32);
        record::fd_filestat_get(fd: u32, record: u32);
        record::fd_filestat_set_size(fd: u32, size: u64);
        path::fd_prestat_get(fd: u32, record: u32);
        path::fd_prestat_dir_name(fd: u32, name: u32, length: u32);
        path::path_open(
            fd: u32, lookup: u32, path: u32, length: u32, how: u32, rights: u64,
            inherited: u64, flags: u32, opened: u32
        );
        clock::clock_res_get(clock: u32, resolution: u32);
        clock::clock_time_get(clock: u32, precision: u64, time: u32);
        clock::poll_oneoff(subscriptions: u32, events: u32, count: u32, happened: u32);
        process::args_sizes_get(count: u32, bytes: u32);
        process::args_get(pointers: u32, bytes: u32);
        process::environ_sizes_get(count: u32, bytes: u32);
        process::environ_get(pointers: u32, bytes: u32);
        process::random_get(buffer: u32, length: u32);
        process::sched_yield();
    }
    // The one that does not come back.
    linker.func_wrap(WASI, "proc_exit", process::proc_exit)?;
    Ok(())
}
