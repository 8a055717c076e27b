//! A burst of 200 orders in one second: only the part that the consumer does not drain must fit.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

// ANCHOR: main
async fn serve(capacity: usize) {
    let (shelf, mut orders) = mpsc::channel(capacity);
    let customers = tokio::spawn(async move {
        let mut refused = 0;
        for _ in 0..200 {
            if shelf.try_send(Instant::now()).is_err() {
                refused += 1;
            }
            sleep(Duration::from_millis(5)).await; // 200 a second
        }
        refused
    });

    let mut longest = Duration::ZERO;
    while let Some(ordered) = orders.recv().await {
        longest = longest.max(ordered.elapsed());
        sleep(Duration::from_millis(10)).await; // 100 a second
    }
    let refused = customers.await.unwrap();
    println!("capacity {capacity:>3}: refused {refused}, longest wait {longest:?}");
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for capacity in [50, 100, 200] {
        serve(capacity).await;
    }
}
// ANCHOR_END: main
