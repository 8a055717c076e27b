//! Two tasks use std's channel, and no send has to wait, because every order finds a free slot.

extern crate tokio;

use std::sync::mpsc;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shelf, orders) = mpsc::sync_channel(2);

    let baker = tokio::spawn(async move {
        for order in ["bread", "cakes"] {
            println!("baked {order}");
            shelf.send(order).unwrap();
        }
    });
    let seller = tokio::spawn(async move {
        for order in orders {
            println!("sold {order}");
        }
    });
    baker.await.unwrap();
    seller.await.unwrap();
}
// ANCHOR_END: main
