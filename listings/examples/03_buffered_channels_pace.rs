//! A producer task runs ahead until the channel is full, and then at the speed of the consumer.

extern crate tokio;

use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (shelf, mut orders) = mpsc::channel(3);

    tokio::spawn(async move {
        while orders.recv().await.is_some() {
            sleep(Duration::from_secs(2)).await; // the oven is slow
        }
    });

    let begin = Instant::now();
    for order in 1..=7 {
        shelf.send(order).await.unwrap(); // waits only if full
        let at = begin.elapsed().as_secs();
        println!("{at:>2} s: order {order} is in");
    }
}
// ANCHOR_END: main
