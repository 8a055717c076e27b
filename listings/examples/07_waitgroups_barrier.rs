//! A `Barrier` holds all threads until the last one has come, on every day, and makes one of them the leader.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

// ANCHOR: main
fn main() {
    let loaves = AtomicU32::new(0);
    let evening = Barrier::new(3); // always for three threads

    thread::scope(|bakery| {
        for _ in 0..3 {
            bakery.spawn(|| {
                for day in 1..=2 {
                    // Relaxed is enough, because the barrier orders the threads.
                    loaves.fetch_add(10, Ordering::Relaxed);
                    if evening.wait().is_leader() {
                        let all = loaves.load(Ordering::Relaxed);
                        println!("day {day}: {all} loaves");
                    }
                    evening.wait(); // so nobody bakes while the leader counts
                }
            });
        }
    });
}
// ANCHOR_END: main
