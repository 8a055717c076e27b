//! The blocking call on a thread of its own: the other tasks have their turns.

extern crate tokio;

use std::sync::mpsc;
use std::time::Duration;
use tokio::task::spawn_blocking;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (tx, beats) = mpsc::channel();
    tokio::spawn(async move { tx.send("beat") }); // ready at once

    let wait = move || beats.recv_timeout(Duration::from_secs(1));
    let within = spawn_blocking(wait).await.expect("no panic");
    println!("within a second: {within:?}");
}
// ANCHOR_END: main
