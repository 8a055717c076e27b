//! A second worker thread is no mend: the task spawned last waits in a slot of the blocked thread, and is not stolen.

extern crate tokio;

use std::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let baker = tokio::spawn(async {
        let (shelf, orders) = mpsc::sync_channel(1);
        let seller = tokio::spawn(async move {
            for order in orders {
                println!("sold {order}"); // never gets its turn
            }
        });
        for order in ["bread", "cakes"] {
            println!("baked {order}");
            shelf.send(order).unwrap(); // the other thread is idle
        }
        drop(shelf);
        seller.await.unwrap();
    });
    baker.await.unwrap();
}
// ANCHOR_END: main
