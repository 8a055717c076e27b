//! A tokio receiver can close the channel: sends return an `Err`, and buffered messages are kept.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel(3);
    tx.send("bread").await.unwrap();
    println!("closed: {}", tx.is_closed());

    rx.close(); // from the receiver's side
    tx.closed().await; // completes when the receiver closed
    println!("closed: {}", tx.is_closed());

    if let Err(refused) = tx.send("cakes").await {
        println!("{} came back", refused.0);
    }
    println!("buffered: {:?}", rx.recv().await);
    // `tx` still exists, but the channel is closed and empty.
    println!("then: {:?}", rx.recv().await);
}
// ANCHOR_END: main
