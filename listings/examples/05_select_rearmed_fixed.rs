//! The timeout is created once, before the loop, and polled by reference, so it fires.

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
    let mut count = 0;

    let timeout = sleep(Duration::from_secs(5)); // created once
    pin!(timeout);

    while count < 1000 {
        select! {
            _ = readings.tick() => count += 1,
            _ = &mut timeout => {
                println!("timeout");
                break;
            }
        }
    }
    println!("{count} readings in {:?}", start.elapsed());
}
// ANCHOR_END: main
