//! tokio's `select!` panics when no pattern matches anymore and there is no `else`.

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
        }
    }
}
// ANCHOR_END: main
