//! A loop over `Ok` takes the first `Lagged` for the end, and leaves what is still there.

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
