//! The consumer task leaves after one order: the next send returns an `Err` with the order in it.

extern crate tokio;

use tokio::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel(1);
    // Receives one order. Then the task ends and drops `rx`.
    let consumer = tokio::spawn(async move { rx.recv().await });

    tx.send("bread").await.expect("the consumer is there");
    println!("taken: {:?}", consumer.await.unwrap());
    // The task has ended. If it had not, the buffer could accept the cakes.
    if let Err(refused) = tx.send("cakes").await {
        println!("{} came back: {refused}", refused.0);
    }
}
// ANCHOR_END: main
