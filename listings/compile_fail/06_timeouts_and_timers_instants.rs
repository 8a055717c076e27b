//! A deadline on the clock of the standard library does not fit tokio's `timeout_at`.

extern crate tokio;

use std::future::pending;
use std::time::{Duration, Instant};
use tokio::time::timeout_at;

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let deadline = Instant::now() + Duration::from_secs(3600);
    let late = timeout_at(deadline, pending::<()>()).await;
    println!("{late:?}");
}
// ANCHOR_END: main
