//! Tokio's `Instant` reads tokio's clock; a converted std `Instant` comes from another clock.

extern crate tokio;

use std::future::pending;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let hour = Duration::from_secs(3600);

    let start = Instant::now();
    let deadline = Instant::now() + hour;
    let late = timeout_at(deadline, pending::<()>()).await;
    println!("{late:?} after {:?}", start.elapsed());

    let start = Instant::now();
    let deadline = std::time::Instant::now() + hour / 2;
    let late = timeout_at(deadline.into(), pending::<()>()).await;
    println!("{late:?} after {:?}", start.elapsed());
}
// ANCHOR_END: main
