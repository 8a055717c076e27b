//! A blocking call in a task: for a second, nobody else on its thread gets a turn.

extern crate tokio;

use std::sync::mpsc;
use std::time::Duration;
use tokio::task::yield_now;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, beats) = mpsc::channel(); // std's: its waits block the thread
    tokio::spawn(async move { tx.send("beat") }); // ready at once

    let within = beats.recv_timeout(Duration::from_secs(1));
    println!("a second of waiting: {within:?}");

    yield_now().await; // the first turn for the other task
    println!("after one .await: {:?}", beats.try_recv());
}
// ANCHOR_END: main
