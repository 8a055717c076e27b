//! A semaphore as a bucket: a grant forgets its permit, and a refill task adds new permits.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, MissedTickBehavior, interval};

// ANCHOR: main
const CAPACITY: usize = 3;

async fn refill(tokens: Arc<Semaphore>) {
    let mut ticks = interval(Duration::from_millis(100));
    // After a stall, add one token, not one for every missed tick.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await; // the first tick is immediate
    loop {
        ticks.tick().await;
        if tokens.available_permits() < CAPACITY {
            tokens.add_permits(1);
        }
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let tokens = Arc::new(Semaphore::new(CAPACITY));
    let refilling = tokio::spawn(refill(tokens.clone()));

    for request in 1..=7 {
        tokens.acquire().await.unwrap().forget(); // the permit is not returned
        println!("{:3} ms: request {request}", open.elapsed().as_millis());
    }
    refilling.abort();
}
// ANCHOR_END: main
