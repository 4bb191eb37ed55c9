//! The command line `medlab`.
fn main() {}
