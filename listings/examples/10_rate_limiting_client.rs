//! A client that is refused pauses all of its requests, and gives up after three attempts.

extern crate futures;
extern crate tokio;

use futures::future::join_all;
use std::cell::Cell;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: main
const PERIOD: Duration = Duration::from_millis(100); // our own rate
const ATTEMPTS: u32 = 3; // for each request

/// All requests of this client share it. `Cell` is enough for one thread.
struct Bucket {
    next: Cell<Instant>,   // the next free turn
    paused: Cell<Instant>, // nothing is sent before this instant
}

impl Bucket {
    async fn turn(&self) {
        loop {
            let turn = self.next.get().max(self.paused.get()).max(Instant::now());
            self.next.set(turn + PERIOD);
            sleep_until(turn).await;
            if self.paused.get() <= turn {
                return; // no pause began during the wait
            }
        }
    }
}

/// Refuses each request until `opens`: 429, with a `Retry-After` of at most a second.
struct Server {
    opens: Instant,
    received: Cell<u32>,
}

impl Server {
    fn answer(&self) -> Result<(), Duration> {
        self.received.set(self.received.get() + 1);
        let left = self.opens - Instant::now(); // zero after `opens`
        if left.is_zero() {
            Ok(())
        } else {
            Err(left.min(SECOND))
        }
    }
}

async fn request(bucket: &Bucket, server: &Server, shared: bool) -> bool {
    for _ in 0..ATTEMPTS {
        bucket.turn().await;
        match server.answer() {
            Ok(()) => return true,
            Err(retry_after) if shared => bucket.paused.set(Instant::now() + retry_after),
            Err(retry_after) => sleep(retry_after).await, // only this request pauses
        }
    }
    false // gives up
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (closed, shared) in [(1, false), (1, true), (3600, true)] {
        let start = Instant::now();
        let bucket = Bucket {
            next: Cell::new(start),
            paused: Cell::new(start),
        };
        let server = Server {
            opens: start + closed * SECOND,
            received: Cell::new(0),
        };
        let requests = (0..10).map(|_| request(&bucket, &server, shared));
        let ended = join_all(requests).await;
        let served = ended.iter().filter(|end| **end).count();
        println!(
            "closed for {closed} s, shared pause: {shared}: {} sent, {served} served, {:?}",
            server.received.get(),
            start.elapsed()
        );
    }
}
// ANCHOR_END: main
