//! An interval counts from the tick that was due, not from the end of the work: it does not drift.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, interval, sleep};

const SECOND: Duration = Duration::from_secs(1);

async fn read_oven() {
    sleep(Duration::from_millis(30)).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // ANCHOR: main
    let start = Instant::now();
    let mut ticker = interval(SECOND);
    ticker.tick().await; // the first tick comes at once
    for _ in 0..3600 {
        read_oven().await;
        ticker.tick().await;
    }
    println!("3600 readings in {:?}", start.elapsed());
    // ANCHOR_END: main
}
