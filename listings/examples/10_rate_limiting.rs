//! Seven requests and a token bucket: three are granted at once, then one for each new token.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
const CAPACITY: u32 = 3;
const PERIOD: Duration = Duration::from_millis(100); // one new token per period

/// A number of tokens. Each request takes one.
pub struct Bucket {
    tokens: u32,
    since: Instant, // when the newest token was added
}

impl Bucket {
    /// All tokens can be taken at once.
    pub fn full(now: Instant) -> Self {
        Bucket {
            tokens: CAPACITY,
            since: now,
        }
    }

    /// Takes a token, or returns the time until the next one.
    pub fn ask(&mut self, now: Instant) -> Result<(), Duration> {
        while self.tokens < CAPACITY && now - self.since >= PERIOD {
            self.tokens += 1;
            self.since += PERIOD;
        }
        if self.tokens == CAPACITY {
            self.since = now; // a full bucket takes no more tokens
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
