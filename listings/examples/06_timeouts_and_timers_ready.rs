//! A loop over a ready future never yields, so its timeout never fires; tokio's channels do yield.

extern crate tokio;

use std::future::ready;
use std::time::{Duration, Instant};
use tokio::{sync::mpsc::channel, time::timeout};

// ANCHOR: main
const LIMIT: Duration = Duration::from_millis(10);

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let busy = async {
        while start.elapsed() < 5 * LIMIT {
            ready(()).await; // never yields
        }
    };
    println!("ready: {:?}", timeout(LIMIT, busy).await);

    let (tx, mut rx) = channel(1);
    let busy = async {
        loop {
            tx.send("bread").await.unwrap(); // yields when the budget is used up
            rx.recv().await;
        }
    };
    println!("channel: {:?}", timeout(LIMIT, busy).await);
}
// ANCHOR_END: main
