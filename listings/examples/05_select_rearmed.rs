//! A timeout that every iteration creates again never fires while another branch is ready earlier.

extern crate tokio;

use std::time::Duration;
use tokio::{
    select,
    time::{Instant, interval, sleep},
};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let mut readings = interval(Duration::from_secs(2));
    let mut count = 0;

    while count < 1000 {
        select! {
            _ = readings.tick() => count += 1,
            _ = sleep(Duration::from_secs(5)) => { // a new sleep each time
                println!("timeout");
                break;
            }
        }
    }
    println!("{count} readings in {:?}", start.elapsed());
}
// ANCHOR_END: main
