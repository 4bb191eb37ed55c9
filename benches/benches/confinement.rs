//! What it costs to start a program confined: `/bin/true` by itself, and in each sandbox that
//! this machine has. The confiner is the release build of `medlab`, which must be there.
//!
//!     cargo build --release && cargo bench -p medlab-benches --bench confinement
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark starts processes, prints, and may stop"
)]

use std::path::Path;
use std::process::Command;

use criterion::Criterion;
use medlab_sandbox::{Confiner, Job, Limits, Machine, Sandbox, Tier, shared_libraries};

fn main() {
    // Beside `deps`, where this binary lies.
    let own = std::env::current_exe().unwrap();
    let medlab = own.ancestors().nth(2).unwrap().join("medlab");
    if !medlab.exists() {
        println!("expected {}: build it first", medlab.display());
        return;
    }
    let confiner = Confiner { program: medlab, arguments: vec!["confine".into()] };
    let machine = Machine::examine(&confiner);
    let program = Path::new("/bin/true").canonicalize().unwrap();
    let mut executable = vec![program.clone()];
    executable.extend(shared_libraries(&program));
    let job = Job {
        program: program.clone(),
        arguments: Vec::new(),
        environment: Vec::new(),
        readable: Vec::new(),
        executable,
        limits: Limits::default(),
    };
    let mut criterion = Criterion::default().configure_from_args().sample_size(50);
    let mut group = criterion.benchmark_group("confinement");
    group.bench_function("by itself", |bench| {
        bench.iter(|| assert!(Command::new(&program).status().unwrap().success()));
    });
    for tier in [Tier::Strict, Tier::Full] {
        if tier > machine.tier() {
            println!("{}: not on this machine", tier.name());
            continue;
        }
        let sandbox = Sandbox::new(&confiner, &machine, tier).unwrap();
        group.bench_function(tier.name(), |bench| {
            bench.iter(|| {
                let scratch = sandbox.scratch().unwrap();
                sandbox.run(&job, &scratch, b"").unwrap()
            });
        });
    }
    group.finish();
}
