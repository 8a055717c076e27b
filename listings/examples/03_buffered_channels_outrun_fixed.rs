//! A bounded queue makes the producer as slow as the consumer, and limits the wait in the queue.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (shelf, mut orders) = mpsc::channel(4);

    tokio::spawn(async move {
        // Waits while the queue is full, so it sends 4 a second.
        while shelf.send(Instant::now()).await.is_ok() {
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
