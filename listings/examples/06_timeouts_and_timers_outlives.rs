//! `main` gives up on a blocking call, and then the runtime waits for this call at exit.

extern crate crossbeam_channel;
extern crate tokio;

use crossbeam_channel::never;
use std::time::Duration;
use tokio::{task::spawn_blocking, time::timeout};

// ANCHOR: main
fn count_stock() -> u32 {
    never().recv().unwrap() // blocks forever
}

#[tokio::main]
async fn main() {
    let limit = Duration::from_millis(10);
    let counted = timeout(limit, spawn_blocking(count_stock)).await;
    println!("{counted:?}");
    println!("good night");
}
// ANCHOR_END: main
