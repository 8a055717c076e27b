//! Little's law in virtual time: a larger buffer makes orders wait longer, and none faster.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

// ANCHOR: main
const ORDERS: u32 = 1000;

async fn serve(capacity: usize) -> (f64, Duration) {
    let (shelf, mut orders) = mpsc::channel(capacity);
    tokio::spawn(async move {
        for _ in 0..ORDERS {
            let slot = shelf.reserve().await.unwrap();
            slot.send(Instant::now()); // the time when it is stored
        }
    });

    let begin = Instant::now();
    let mut waited = Duration::ZERO;
    while let Some(queued) = orders.recv().await {
        waited = queued.elapsed(); // of the latest order
        sleep(Duration::from_millis(10)).await; // the work
    }
    (f64::from(ORDERS) / begin.elapsed().as_secs_f64(), waited)
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for capacity in [1, 10, 100] {
        let (rate, waited) = serve(capacity).await;
        println!("capacity {capacity:>3}: {rate}/s, an order waits {waited:?}");
    }
}
// ANCHOR_END: main
