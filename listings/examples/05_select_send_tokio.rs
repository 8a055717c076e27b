//! `reserve` waits for room without holding the message: a lost turn loses no order.

extern crate tokio;

use std::time::Duration;
use tokio::{select, sync::mpsc, time::sleep};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (tx, mut shelf) = mpsc::channel(1);
    tx.send("bread".to_string()).await.unwrap(); // full

    let order = "cakes".to_string();
    loop {
        select! {
            room = tx.reserve() => {
                room.unwrap().send(order); // cannot wait, cannot fail
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
