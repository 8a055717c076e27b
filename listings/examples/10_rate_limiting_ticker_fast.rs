//! `Delay` acts only on a tick that is more than 5 ms late: a fast ticker catches up after a stall.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior::Delay, interval, sleep_until};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let mut ticks = interval(Duration::from_millis(1));
    ticks.set_missed_tick_behavior(Delay);
    ticks.tick().await;

    sleep_until(open + Duration::from_millis(6)).await; // a stall
    for _ in 0..8 {
        ticks.tick().await;
        print!("{} ", open.elapsed().as_millis());
    }
    println!();
}
// ANCHOR_END: main
