//! Seven requests through a token bucket: three at once, then one for each new token.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
const CAPACITY: u32 = 3;
const PERIOD: Duration = Duration::from_millis(100); // one new token in each

/// Tokens to take: each request costs one.
pub struct Bucket {
    tokens: u32,
    since: Instant, // when the newest token came
}

impl Bucket {
    /// It may all be taken at once.
    pub fn full(now: Instant) -> Self {
        Bucket {
            tokens: CAPACITY,
            since: now,
        }
    }

    /// Takes a token, or says how long until the next one comes.
    pub fn ask(&mut self, now: Instant) -> Result<(), Duration> {
        while self.tokens < CAPACITY && now - self.since >= PERIOD {
            self.tokens += 1;
            self.since += PERIOD;
        }
        if self.tokens == CAPACITY {
            self.since = now; // what comes to a full bucket is lost
        }
        if self.tokens == 0 {
            return Err(self.since + PERIOD - now);
        }
        self.tokens -= 1;
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let mut bucket = Bucket::full(open);
    for request in 1..=7 {
        while let Err(wait) = bucket.ask(Instant::now()) {
            sleep(wait).await;
        }
        println!("{:3} ms: request {request}", open.elapsed().as_millis());
    }
}
// ANCHOR_END: main
