//! Code that never checks anything can be stopped only as a process, which the kernel ends.

extern crate tokio;

use std::time::Duration;
use tokio::{process::Command, time::timeout};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut count = Command::new("sh")
        .args(["-c", "while :; do :; done"]) // never checks anything
        .kill_on_drop(true) // also if `main` panics
        .spawn()
        .unwrap();

    let limit = Duration::from_millis(10);
    println!("{:?}", timeout(limit, count.wait()).await);

    count.kill().await.unwrap(); // and waits until it has ended
    println!("{}", count.wait().await.unwrap());
}
// ANCHOR_END: main
