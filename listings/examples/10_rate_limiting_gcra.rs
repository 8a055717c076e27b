//! GCRA: the state of the limiter is one instant, up to which grants are booked.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

// ANCHOR: main
const BURST: u32 = 3;
const PERIOD: Duration = Duration::from_millis(100);

/// Up to which instant grants are booked.
pub struct Schedule {
    booked: Instant, // each grant books one more period
}

impl Schedule {
    /// Nothing is booked.
    pub fn empty(now: Instant) -> Self {
        Schedule { booked: now }
    }

    /// Books a period, or returns the time until it can be booked.
    pub fn ask(&mut self, now: Instant) -> Result<(), Duration> {
        let booked = self.booked.max(now) + PERIOD;
        let limit = now + PERIOD * BURST;
        if booked > limit {
            return Err(booked - limit);
        }
        self.booked = booked;
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let mut schedule = Schedule::empty(open);
    for arrival in [0, 850] {
        sleep_until(open + Duration::from_millis(arrival)).await;
        for _ in 0..6 {
            while let Err(wait) = schedule.ask(Instant::now()) {
                sleep(wait).await;
            }
            print!("{} ", open.elapsed().as_millis());
        }
    }
    println!();
}
// ANCHOR_END: main
