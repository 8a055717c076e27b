//! An unbounded queue grows forever if the consumer is slower, and each order waits longer.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (shelf, mut orders) = mpsc::unbounded_channel();

    tokio::spawn(async move {
        // An unbounded send is never full, so it never has to wait.
        while shelf.send(Instant::now()).is_ok() {
            sleep(Duration::from_millis(200)).await; // 5 a second
        }
    });

    for order in 1..=120 {
        let queue = orders.len();
        let queued_at = orders.recv().await.unwrap();
        if order % 40 == 0 {
            let waited = queued_at.elapsed();
            println!("order {order}: {queue} queued, it waited {waited:?}");
        }
        sleep(Duration::from_millis(250)).await; // 4 a second
    }
}
// ANCHOR_END: main
