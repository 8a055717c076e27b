//! `while let Ok` ends at the first `Lagged`, although messages are still in the channel.

extern crate tokio;

use tokio::sync::broadcast;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut slow) = broadcast::channel(3);
    for reading in 1..=6 {
        tx.send(reading).unwrap(); // never waits
    }
    drop(tx);

    let mut taken = Vec::new();
    while let Ok(reading) = slow.recv().await {
        taken.push(reading);
    }
    println!("took {taken:?}");
}
// ANCHOR_END: main
