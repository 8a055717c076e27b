//! A pool in one line: at most three jobs at work, no results. It ends when its queue is closed and empty.

extern crate futures;
extern crate tokio;
extern crate tokio_stream;

use futures::StreamExt;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_stream::wrappers::ReceiverStream;

// ANCHOR: main
static BAKED: AtomicUsize = AtomicUsize::new(0);

async fn bake(_order: u32) {
    sleep(Duration::from_secs(60)).await;
    BAKED.fetch_add(1, Relaxed); // Relaxed: only a count
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, jobs) = mpsc::channel(9);
    let pool = tokio::spawn(ReceiverStream::new(jobs).for_each_concurrent(3, bake));

    for order in 1..=9 {
        tx.send(order).await.unwrap();
    }
    sleep(Duration::from_secs(30)).await; // virtual time: the first three orders are half done
    let queued = tx.max_capacity() - tx.capacity();
    println!("closing: 3 in hand, {queued} queued");
    drop(tx); // 1. close
    pool.await.unwrap(); // 2. drain  3. join
    println!("baked: {} of 9", BAKED.load(Relaxed));
}
// ANCHOR_END: main
