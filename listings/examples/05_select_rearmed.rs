//! A timeout that is made anew in each turn never fires while another branch keeps winning.

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
    let mut turns = 0;

    while turns < 1000 {
        select! {
            _ = readings.tick() => turns += 1,
            _ = sleep(Duration::from_secs(5)) => { // a new one
                println!("timeout");
                break;
            }
        }
    }
    println!("{turns} readings in {:?}", start.elapsed());
}
// ANCHOR_END: main
