//! A rendezvous between tasks: each order carries a oneshot channel for the consumer's receipt.

extern crate tokio;

use tokio::sync::{mpsc, oneshot};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, mut rx) = mpsc::channel::<(&str, oneshot::Sender<()>)>(1);

    let producer = tokio::spawn(async move {
        let mut receipts = 0;
        for order in ["bread", "cakes", "pies"] {
            let (taken, receipt) = oneshot::channel();
            tx.send((order, taken)).await.expect("consumer is there");
            receipt.await.expect("it was taken"); // waits for the receipt
            receipts += 1;
        }
        receipts
    });

    while let Some((order, taken)) = rx.recv().await {
        println!("took {order}");
        taken.send(()).expect("the producer waits");
    }
    println!("closed: {} receipts", producer.await.unwrap());
}
// ANCHOR_END: main
