//! Patience: how long a run is waited for that fuel would not end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use medlab_judge::Program;
use medlab_protocol::session::{End, Limits, Run};

/// Fuel would last for hundreds of years.
#[test]
fn who_is_not_waited_for_any_longer_ends_as_out_of_fuel() {
    let endless = r#"(module (memory (export "memory") 1)
        (func (export "_start") (loop (br 0))))"#;
    let program = Program::load(&wat::parse_str(endless).unwrap()).unwrap().unwrap();
    let limits = Limits { fuel: u64::MAX, memory: 1 << 16, answer: 0, printed: 0 };
    let run = Run { input: Vec::new(), seed: 1, limits };
    let (clock, asked) = (program.clock(), Arc::new(AtomicUsize::new(0)));
    let over = Arc::new(AtomicBool::new(false));
    let ticks = std::thread::spawn({
        let over = Arc::clone(&over);
        move || {
            while !over.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(2));
                clock.tick();
            }
        }
    });
    let patient = {
        let asked = Arc::clone(&asked);
        move || asked.fetch_add(1, Ordering::Relaxed) < 5
    };
    let ran = program.run(run, patient).unwrap();
    over.store(true, Ordering::Relaxed);
    ticks.join().unwrap();
    assert_eq!(ran.end, End::OutOfFuel);
    assert_eq!(asked.load(Ordering::Relaxed), 6);
}
