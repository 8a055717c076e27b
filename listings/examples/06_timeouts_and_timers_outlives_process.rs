//! Code that never asks can be stopped from outside only: the kernel ends a process.

extern crate tokio;

use std::time::Duration;
use tokio::{process::Command, time::timeout};

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut count = Command::new("sh")
        .args(["-c", "while :; do :; done"]) // asks nobody
        .kill_on_drop(true) // even if we panic
        .spawn()
        .unwrap();

    let limit = Duration::from_millis(10);
    println!("{:?}", timeout(limit, count.wait()).await);

    count.kill().await.unwrap(); // and waits for its end
    println!("{}", count.wait().await.unwrap());
}
// ANCHOR_END: main
