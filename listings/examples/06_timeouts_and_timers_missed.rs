//! What each `MissedTickBehavior` does when the work takes 350 ms and the period is 100 ms.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior::*, interval, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for behavior in [Burst, Delay, Skip] {
        let start = Instant::now();
        let mut ticker = interval(Duration::from_millis(100));
        ticker.set_missed_tick_behavior(behavior);

        ticker.tick().await; // at once, at 0 ms
        sleep(Duration::from_millis(350)).await; // the work

        let mut ticks = Vec::new();
        for _ in 0..5 {
            ticker.tick().await;
            ticks.push(start.elapsed().as_millis());
        }
        println!("{behavior:?}: {ticks:?}");
    }
}
// ANCHOR_END: main
