//! The lines to know by heart, with tasks: first a free slot, then the message; a semaphore.

extern crate tokio;

use tokio::sync::{Semaphore, mpsc};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // ANCHOR: cheat
    let (tx, mut rx) = mpsc::channel(2); // capacity 2; 0 panics
    tx.send(1).await.unwrap(); // waits while full
    let slot = tx.reserve().await.unwrap(); // a slot, then the message
    slot.send(2);
    if let Err(mpsc::error::TrySendError::Full(page)) = tx.try_send(3) {
        println!("full, {page} is back");
    }

    let limit = Semaphore::new(2); // two at a time
    let permit = limit.acquire().await.unwrap();
    drop(permit); // releases it, as the end of its scope would

    drop(tx);
    while let Some(page) = rx.recv().await {
        println!("page {page}");
    }
    // ANCHOR_END: cheat
}
