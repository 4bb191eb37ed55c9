//! The engine's settings: what modules may use, and what makes runs equal everywhere.

use wasmtime::{Config, Engine, OperatorCost, OptLevel, Strategy, WasmFeatures};

/// The stack of compiled code, in bytes: as much as a native program has by custom. Frames
/// differ between processors, so how deep a program may call is not the same to the call; one
/// that keeps values in memory meets the end of rustc's own stack of 1 MiB earlier, and that
/// is the same everywhere.
const STACK: usize = 8 << 20;

/// The stack of a thread that compiles or runs modules, in bytes: beyond the program's own,
/// what the compiler and our functions need.
pub(crate) const THREAD_STACK: usize = STACK + (24 << 20);

/// What modules may use: what rustc 1.95 writes for `wasm32-wasip1`, and plain SIMD.
///
/// Relaxed SIMD differs between processors, threads between runs. Exceptions, tail calls,
/// garbage collection, wide and several memories are not needed.
const ALLOWED: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::BULK_MEMORY_OPT)
    // For the encoding of indirect calls; without the feature `gc` no reference but to a
    // function is left.
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::CALL_INDIRECT_OVERLONG)
    .union(WasmFeatures::EXTENDED_CONST)
    .union(WasmFeatures::FLOATS)
    .union(WasmFeatures::SIMD);

/// What growing memory or a table costs beside its bytes: about the time that it takes, in
/// instructions.
const GROWING: u8 = 200;

/// An engine with the judge's settings.
pub(crate) fn engine() -> wasmtime::Result<Engine> {
    let mut config = Config::new();
    config.wasm_features(WasmFeatures::all(), false);
    config.wasm_features(ALLOWED, true);
    config
        .strategy(Strategy::Cranelift)
        .cranelift_opt_level(OptLevel::Speed)
        // The bits of a NaN are the only result of arithmetic that processors disagree on.
        .cranelift_nan_canonicalization(true)
        .consume_fuel(true)
        .epoch_interruption(true)
        .operator_cost(OperatorCost {
            MemoryGrow: GROWING,
            TableGrow: GROWING,
            ..OperatorCost::new()
        })
        .max_wasm_stack(STACK)
        // There are no such stacks here, but it must not be less than the other.
        .async_stack_size(THREAD_STACK)
        // Nobody reads them, and a learner sees the panic's own words.
        .wasm_backtrace_max_frames(None)
        .generate_address_map(false)
        // No file in memory: one thing less to be allowed to a confined process.
        .memory_init_cow(false);
    Engine::new(&config)
}
