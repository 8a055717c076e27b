//! `Lagged(n)` is no end: it says how many are lost, and the next receive goes on with the oldest that is left.

extern crate tokio;

use tokio::sync::broadcast::{self, error::RecvError};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut slow) = broadcast::channel(3); // room for 4
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
