//! A pool: many independent pieces of work on several threads, results in their order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// More threads than any machine for which this is made has cores.
const MOST: usize = 256;

/// How many threads are used when nobody says.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` for each of `0..count` on so many threads, and hands each result to `take`
/// in the order of the numbers, as soon as it and all before it are there.
///
/// Results are dropped as they are taken, so that memory does not grow with the count.
/// No more threads are started than there is work, [`MOST`] and what the system gives.
pub(crate) fn in_order<T: Send, E>(
    count: usize,
    jobs: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.min(count).clamp(1, MOST);
    let next = AtomicUsize::new(0);
    let stopped = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        // A full channel makes the workers wait for the one who takes.
        let (send, receive) = mpsc::sync_channel(2 * jobs);
        let mut threads = 0;
        for _ in 0..jobs {
            let (send, next, stopped, work) = (send.clone(), &next, &stopped, &work);
            let spawned = std::thread::Builder::new().spawn_scoped(scope, move || {
                while stopped.load(Ordering::Relaxed) == 0 {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || send.send((number, work(number))).is_err() {
                        return;
                    }
                }
            });
            match spawned {
                Ok(_) => threads += 1,
                Err(_) => break,
            }
        }
        drop(send);
        if threads == 0 {
            return (0..count).try_for_each(|number| take(number, work(number)));
        }
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (number, result) in receive {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&due) {
                if let Err(error) = take(due, result) {
                    stopped.store(1, Ordering::Relaxed);
                    return Err(error);
                }
                due += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_at_any_number_of_threads() {
        for jobs in [1, 2, 7] {
            let mut taken = Vec::new();
            let done: Result<(), ()> = in_order(
                100,
                jobs,
                |number| number * number,
                |number, square| {
                    taken.push((number, square));
                    Ok(())
                },
            );
            done.unwrap();
            assert!(taken.into_iter().eq((0..100).map(|n| (n, n * n))));
        }
    }

    #[test]
    fn no_number_of_threads_is_too_many() {
        let mut sum = 0;
        let done: Result<(), ()> = in_order(
            1000,
            usize::MAX,
            |n| n,
            |_, n| {
                sum += n;
                Ok(())
            },
        );
        assert_eq!((done, sum), (Ok(()), 499_500));
    }

    #[test]
    fn an_error_ends_the_work() {
        let done =
            in_order(1_000_000, 2, |n| n, |n, _| if n == 5 { Err(n) } else { Ok(()) });
        assert_eq!(done, Err(5));
    }

    #[test]
    fn nothing_to_do_is_done() {
        assert_eq!(in_order(0, 2, |n| n, |_, _| Err(())), Ok(()));
    }
}
