//! Tests of the whole house. The commands' own tests stand in `commands/` and are built
//! with the binary they start; `portable/` is a package of its own, for WebAssembly;
//! `oracles/` holds the scripts behind the golden numbers, `libraries/` two libraries beside
//! our own models.
