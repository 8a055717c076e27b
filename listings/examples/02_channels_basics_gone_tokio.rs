//! The consumer task leaves after one order: the next send is an `Err` that holds the order.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel(1);
    // Takes one order; then `rx` is dropped.
    let consumer = tokio::spawn(async move { rx.recv().await });

    tx.send("bread").await.expect("the consumer is there");
    println!("taken: {:?}", consumer.await.unwrap());
    // Its end comes first, or the buffer might accept the cakes.
    if let Err(refused) = tx.send("cakes").await {
        println!("{} came back: {refused}", refused.0);
    }
}
// ANCHOR_END: main
