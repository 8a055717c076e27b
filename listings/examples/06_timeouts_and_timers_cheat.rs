//! The lines to know by heart: a ticker that does not burst, and a receive with a time limit.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let second = Duration::from_secs(1);
    let (tx, mut orders) = mpsc::channel(1);
    tx.send(1).await.unwrap();

    // ANCHOR: cheat
    // The first tick of `interval` would come at once.
    let mut ticker = interval_at(Instant::now() + second, second);
    ticker.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticker.tick().await;
    println!("tick");

    loop {
        // ANCHOR: sheet
        match timeout(second, orders.recv()).await {
            Ok(Some(order)) => println!("order {order}"),
            Ok(None) => break, // the channel is closed
            Err(_) => {
                println!("too late");
                break;
            }
        }
        // ANCHOR_END: sheet
    }
    // ANCHOR_END: cheat
}
