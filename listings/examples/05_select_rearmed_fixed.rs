//! The timeout is made once, outside of the loop, and polled by reference: it fires.

extern crate tokio;

use std::time::Duration;
use tokio::{
    pin, select,
    time::{Instant, interval, sleep},
};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let mut readings = interval(Duration::from_secs(2));
    let mut turns = 0;

    let timeout = sleep(Duration::from_secs(5)); // once
    pin!(timeout);

    while turns < 1000 {
        select! {
            _ = readings.tick() => turns += 1,
            _ = &mut timeout => {
                println!("timeout");
                break;
            }
        }
    }
    println!("{turns} readings in {:?}", start.elapsed());
}
// ANCHOR_END: main
