//! An hour passes on tokio's clock, and almost no time passes on the real one.

extern crate tokio;

use std::future::pending;
use std::time::Duration;
use tokio::time::{sleep, timeout};

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let real = std::time::Instant::now();
    let start = tokio::time::Instant::now();

    let never = pending::<&str>(); // this future is never ready
    let late = timeout(60 * MINUTE, never).await;

    println!("{late:?} after {:?}", start.elapsed());

    let start = tokio::time::Instant::now();
    sleep(Duration::from_micros(100)).await;
    println!("100 µs take {:?}", start.elapsed());
    println!("real time under a minute: {}", real.elapsed() < MINUTE);
}
// ANCHOR_END: main
