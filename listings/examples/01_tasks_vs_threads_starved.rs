//! A blocking call in a task: for one second, no other task on this thread can run.

extern crate tokio;

use std::sync::mpsc;
use std::time::Duration;
use tokio::task::yield_now;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, beats) = mpsc::channel(); // std's channel: waiting blocks the thread
    tokio::spawn(async move { tx.send("beat") }); // could run at once

    let within = beats.recv_timeout(Duration::from_secs(1));
    println!("a second of waiting: {within:?}");

    yield_now().await; // now the other task can run
    println!("after one .await: {:?}", beats.try_recv());
}
// ANCHOR_END: main
