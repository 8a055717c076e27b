//! Fifty clients are refused at the same instant. A wide jitter spreads their retries.

extern crate futures;
extern crate tokio;

use futures::future::join_all;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::{Instant, sleep};

const BURST: u32 = 3;
const PERIOD: Duration = Duration::from_millis(100);

/// The instant up to which grants are booked.
struct Schedule(Instant);

impl Schedule {
    fn empty(now: Instant) -> Self {
        Schedule(now)
    }

    fn ask(&mut self, now: Instant) -> Result<(), Duration> {
        let booked = self.0.max(now) + PERIOD;
        let limit = now + PERIOD * BURST;
        if booked > limit {
            return Err(booked - limit);
        }
        self.0 = booked;
        Ok(())
    }
}

// ANCHOR: main
/// Pseudo-random numbers from a fixed seed, so that each run prints the same.
fn random(seed: &Cell<u64>, below: u64) -> u64 {
    seed.set(seed.get().wrapping_mul(6364136223846793005).wrapping_add(1));
    (seed.get() >> 33) % below
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for jitter in [1, 100, 1000] {
        let open = Instant::now();
        // `RefCell` and `Cell` are enough, because there is one thread.
        let schedule = RefCell::new(Schedule::empty(open));
        let asked = RefCell::new(BTreeMap::new()); // how many in each millisecond
        let seed = Cell::new(1);
        let client = async || loop {
            *asked.borrow_mut().entry(open.elapsed()).or_insert(0) += 1;
            let answer = schedule.borrow_mut().ask(Instant::now());
            match answer {
                Ok(()) => break,
                Err(wait) => {
                    let more = Duration::from_millis(random(&seed, jitter));
                    sleep(wait + more).await;
                }
            }
        };
        join_all((0..50).map(|_| client())).await;

        let asked = asked.borrow();
        let asks: u32 = asked.values().sum();
        let most = asked.values().skip(1).max().unwrap(); // without the first instant
        let done = open.elapsed();
        println!("jitter < {jitter} ms: {asks} asks, {most} at once, done in {done:?}");
    }
}
// ANCHOR_END: main
