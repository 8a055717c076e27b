//! Additions per second when each thread has its own counter: the counters in one cache line, or each in its own.

extern crate crossbeam_utils;

mod measured;

use crossbeam_utils::CachePadded;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

const NAME: &str = "08_mutexes_false_sharing";
/// Additions of each thread in a round: about 0.1 seconds.
const ADDITIONS: u64 = 20_000_000;
const ROUNDS: usize = 9;

fn main() {
    let neighbours = [const { AtomicU64::new(0) }; 2];
    let padded = [const { CachePadded::new(AtomicU64::new(0)) }; 2];
    let rows = [
        row("`[AtomicU64; 2]`", &neighbours.each_ref()),
        row(
            "`[CachePadded<AtomicU64>; 2]`",
            &padded.each_ref().map(|counter| &**counter),
        ),
    ];
    let heading = [
        "million additions per second of all threads together",
        "1 thread",
        "2 threads",
    ];
    measured::write(NAME, &heading, &rows);
}

fn row(name: &str, counters: &[&AtomicU64; 2]) -> measured::Row {
    let rates = [1, 2].map(|threads| format!("{:.0}", rate(&counters[..threads])));
    [vec![name.to_owned()], rates.to_vec()].concat()
}

/// In millions: the median of the rounds.
fn rate(counters: &[&AtomicU64]) -> f64 {
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| time(counters)).collect();
    rounds.sort();
    (counters.len() as u64 * ADDITIONS) as f64 / rounds[ROUNDS / 2].as_secs_f64() / 1e6
}

fn time(counters: &[&AtomicU64]) -> Duration {
    let ready = Barrier::new(counters.len() + 1);
    thread::scope(|scope| {
        let threads: Vec<_> = counters
            .iter()
            .map(|counter| {
                scope.spawn(|| {
                    ready.wait();
                    for _ in 0..ADDITIONS {
                        counter.fetch_add(1, Relaxed); // a count: it orders nothing
                    }
                })
            })
            .collect();
        ready.wait();
        let begin = Instant::now();
        for thread in threads {
            thread.join().unwrap();
        }
        begin.elapsed()
    })
}
