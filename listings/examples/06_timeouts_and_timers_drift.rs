//! Every iteration works and then sleeps for a period, so each one is late by the time of the work.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, sleep};

// ANCHOR: main
const SECOND: Duration = Duration::from_secs(1);

async fn read_oven() {
    sleep(Duration::from_millis(30)).await;
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    for _ in 0..3600 {
        read_oven().await;
        sleep(SECOND).await;
    }
    println!("3600 readings in {:?}", start.elapsed());
}
// ANCHOR_END: main
