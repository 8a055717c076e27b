//! The lines to know by heart, for tasks: room first, then the message; a semaphore for a limit.

extern crate tokio;

use tokio::sync::{Semaphore, mpsc};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // ANCHOR: cheat
    let (tx, mut rx) = mpsc::channel(2); // room for 2, never 0
    tx.send(1).await.unwrap(); // waits while full
    let room = tx.reserve().await.unwrap(); // room, then the message
    room.send(2);
    if let Err(mpsc::error::TrySendError::Full(page)) = tx.try_send(3) {
        println!("full, {page} is back");
    }

    let limit = Semaphore::new(2); // at most two at once
    let permit = limit.acquire().await.unwrap();
    drop(permit); // or at the end of its scope

    drop(tx);
    while let Some(page) = rx.recv().await {
        println!("page {page}");
    }
    // ANCHOR_END: cheat
}
