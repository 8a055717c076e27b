//! A tokio receiver closes from its own side: no more is accepted, what is buffered is kept.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel(3);
    tx.send("bread").await.unwrap();
    println!("closed: {}", tx.is_closed());

    rx.close(); // the shop shuts its door
    tx.closed().await; // how a producer waits to hear of it
    println!("closed: {}", tx.is_closed());

    if let Err(refused) = tx.send("cakes").await {
        println!("{} came back", refused.0);
    }
    println!("buffered: {:?}", rx.recv().await);
    // `tx` is still alive, and yet this is the end.
    println!("then: {:?}", rx.recv().await);
}
// ANCHOR_END: main
