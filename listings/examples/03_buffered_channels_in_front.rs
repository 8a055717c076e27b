//! A capacity limits the wait in the queue. Senders that wait for a free slot wait in front of it.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (shelf, mut orders) = mpsc::channel(10);

    for _ in 0..100 {
        let shelf = shelf.clone();
        tokio::spawn(async move {
            let ordered = Instant::now();
            let slot = shelf.reserve().await.unwrap(); // waits in front
            slot.send((ordered, Instant::now()));
        });
    }
    drop(shelf);

    let (mut in_all, mut in_queue) = (Duration::ZERO, Duration::ZERO);
    while let Some((ordered, stored)) = orders.recv().await {
        in_all = in_all.max(ordered.elapsed());
        in_queue = in_queue.max(stored.elapsed());
        sleep(Duration::from_millis(10)).await; // 100 a second
    }
    println!("longest wait in the queue: {in_queue:?}");
    println!("longest wait in total: {in_all:?}");
}
// ANCHOR_END: main
