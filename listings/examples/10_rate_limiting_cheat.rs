//! The lines to know by heart: a token bucket stored as one instant, and a ticker without bursts.

extern crate tokio;

use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let open = Instant::now();
    let period = Duration::from_millis(100);

    // ANCHOR: cheat
    // ANCHOR: sheet
    let mut booked = Instant::now(); // 3 at once, then 1 per period
    for request in 1..=5 {
        let now = Instant::now();
        booked = booked.max(now) + period;
        sleep((booked - now).saturating_sub(period * 3)).await; // 0: at once
        println!("request {request} after {} ms", open.elapsed().as_millis());
    }
    // ANCHOR_END: sheet

    let mut ticks = interval(period); // one per period, no burst
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks.tick().await; // the first tick is immediate
    for request in 6..=7 {
        ticks.tick().await;
        println!("request {request} after {} ms", open.elapsed().as_millis());
    }
    // ANCHOR_END: cheat
}
