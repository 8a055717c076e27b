//! `else` runs when no branch is left, so the loop ends when both channels are closed.

extern crate tokio;

use tokio::{select, sync::mpsc};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (counter_tx, mut counter) = mpsc::channel(1);
    let (phone_tx, mut phone) = mpsc::channel::<&str>(1);
    counter_tx.send("bread").await.unwrap();
    drop((counter_tx, phone_tx)); // both channels are closed

    loop {
        select! {
            Some(order) = counter.recv() => println!("counter: {order}"),
            Some(order) = phone.recv() => println!("phone: {order}"),
            else => break,
        }
    }
    println!("both closed");
}
// ANCHOR_END: main
