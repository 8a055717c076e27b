//! Under both limits, the server stalls, then answers all. Only a tick taken last keeps the rate.

extern crate tokio;

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

// ANCHOR: main
/// Ten per second, four at once: when does each request start?
async fn run(first: &str, missed: MissedTickBehavior) {
    let open = Instant::now();
    let slots = Arc::new(Semaphore::new(4));
    let mut ticks = interval(Duration::from_millis(100));
    ticks.set_missed_tick_behavior(missed);

    print!("{first} first, {missed:?}:");
    for _ in 0..8 {
        if first == "tick" {
            ticks.tick().await;
        }
        let slot = slots.clone().acquire_owned().await.unwrap();
        if first == "slot" {
            ticks.tick().await;
        }
        print!(" {}", open.elapsed().as_millis());
        tokio::spawn(async move {
            sleep_until(open + Duration::from_secs(2)).await; // the stall
            drop(slot);
        });
    }
    println!();
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    run("tick", MissedTickBehavior::Burst).await;
    run("tick", MissedTickBehavior::Delay).await;
    run("slot", MissedTickBehavior::Delay).await;
}
// ANCHOR_END: main
