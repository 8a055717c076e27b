//! A timeout around a test turns a deadlock into an error, and in virtual time it comes at once.

extern crate tokio;

use std::time::Duration;
use tokio::{join, sync::mpsc::channel, time::timeout};

// ANCHOR: main
async fn exchange() {
    let (order_tx, mut orders) = channel(1);
    let (bread_tx, mut bread) = channel(1);
    let desk = async {
        bread.recv().await; // waits for the oven
        order_tx.send("bread, please").await.unwrap();
    };
    let oven = async {
        orders.recv().await; // waits for the desk
        bread_tx.send("bread").await.unwrap();
    };
    join!(desk, oven);
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let test = timeout(Duration::from_secs(60), exchange());
    println!("{:?}", test.await); // in a test: .expect("deadlock")
}
// ANCHOR_END: main
