//! A second worker does not help: it cannot steal the task that the blocked worker spawned last.

extern crate tokio;

use std::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let baker = tokio::spawn(async {
        let (shelf, orders) = mpsc::sync_channel(1);
        let seller = tokio::spawn(async move {
            for order in orders {
                println!("sold {order}"); // never runs
            }
        });
        for order in ["bread", "cakes"] {
            println!("baked {order}");
            shelf.send(order).unwrap(); // the other worker is idle
        }
        drop(shelf);
        seller.await.unwrap();
    });
    baker.await.unwrap();
}
// ANCHOR_END: main
