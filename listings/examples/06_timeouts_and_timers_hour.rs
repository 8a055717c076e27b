//! An hour passes on tokio's clock; on the clock on the wall next to nothing does.

extern crate tokio;

use std::future::pending;
use std::time::Duration;
use tokio::time::{sleep, timeout};

const MINUTE: Duration = Duration::from_secs(60);

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let wall = std::time::Instant::now();
    let start = tokio::time::Instant::now();

    let never = pending::<&str>(); // a future that is never ready
    let late = timeout(60 * MINUTE, never).await;

    println!("{late:?} after {:?}", start.elapsed());

    let start = tokio::time::Instant::now();
    sleep(Duration::from_micros(100)).await;
    println!("100 µs take {:?}", start.elapsed());
    println!("on the wall under a minute: {}", wall.elapsed() < MINUTE);
}
// ANCHOR_END: main
