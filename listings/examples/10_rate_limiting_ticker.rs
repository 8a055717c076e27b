//! One grant per tick. After a stall, the default ticker catches up, and one with `Delay` does not.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior::*, interval, sleep_until};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for missed in [Burst, Delay, Skip] {
        let open = Instant::now();
        let mut ticks = interval(Duration::from_millis(100));
        ticks.set_missed_tick_behavior(missed);

        print!("{missed:?}:");
        for stall in [0, 850] {
            sleep_until(open + Duration::from_millis(stall)).await;
            for _ in 0..6 {
                ticks.tick().await; // the grant
                print!(" {}", open.elapsed().as_millis());
            }
        }
        println!();
    }
}
// ANCHOR_END: main
