//! std's channel in a task: a full send blocks the thread that the receiving task needs.

extern crate tokio;

use std::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, orders) = mpsc::sync_channel(1);

    let baker = tokio::spawn(async move {
        for order in ["bread", "cakes"] {
            println!("baked {order}");
            shelf.send(order).unwrap(); // if full: blocks the thread
        }
    });
    let seller = tokio::spawn(async move {
        for order in orders {
            println!("sold {order}"); // never runs
        }
    });
    baker.await.unwrap();
    seller.await.unwrap();
}
// ANCHOR_END: main
