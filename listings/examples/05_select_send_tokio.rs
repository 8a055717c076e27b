//! `reserve` waits for a free slot without owning the order, so no order is lost if it is dropped.

extern crate tokio;

use std::time::Duration;
use tokio::{select, sync::mpsc, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, mut shelf) = mpsc::channel(1);
    tx.send("bread".to_string()).await.unwrap(); // now the shelf is full

    let order = "cakes".to_string();
    loop {
        select! {
            permit = tx.reserve() => {
                permit.unwrap().send(order); // never waits, returns no `Err`
                break;
            }
            _ = sleep(Duration::from_secs(1)) => {
                println!("full: {order} not sent, still ours");
                println!("sold {:?}", shelf.recv().await);
            }
        }
    }
    println!("sold {:?}", shelf.recv().await);
}
// ANCHOR_END: main
