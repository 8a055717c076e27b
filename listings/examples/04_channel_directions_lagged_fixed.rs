//! `Lagged(n)` says how many messages are lost; the next receive returns the oldest one left.

extern crate tokio;

use tokio::sync::broadcast::{self, error::RecvError};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut slow) = broadcast::channel(3); // capacity 4
    for reading in 1..=6 {
        tx.send(reading).unwrap(); // 5 and 6 overwrite 1 and 2
    }
    drop(tx);

    let mut taken = Vec::new();
    loop {
        match slow.recv().await {
            Ok(reading) => taken.push(reading),
            Err(RecvError::Lagged(n)) => println!("lost {n}"),
            Err(RecvError::Closed) => break,
        }
    }
    println!("took {taken:?}");
}
// ANCHOR_END: main
