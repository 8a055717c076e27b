//! The blocking call runs on a separate thread, so the other task can run.

extern crate tokio;

use std::sync::mpsc;
use std::time::Duration;
use tokio::task::spawn_blocking;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, beats) = mpsc::channel();
    tokio::spawn(async move { tx.send("beat") }); // could run at once

    let wait = move || beats.recv_timeout(Duration::from_secs(1));
    let within = spawn_blocking(wait).await.expect("no panic");
    println!("within a second: {within:?}");
}
// ANCHOR_END: main
