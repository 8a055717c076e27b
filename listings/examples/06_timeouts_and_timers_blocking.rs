//! Broken: a timeout around code that blocks does not stop it, and does not even notice.

extern crate tokio;

use std::thread;
use std::time::{Duration, Instant};
use tokio::time::timeout;

// ANCHOR: main
const LIMIT: Duration = Duration::from_millis(10);

fn count_stock() -> u32 {
    thread::sleep(5 * LIMIT); // stands for any call that blocks
    120
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    match timeout(LIMIT, async { count_stock() }).await {
        Ok(stock) => println!("counted {stock}"),
        Err(_) => println!("given up"),
    }
    println!("after the limit: {}", start.elapsed() > LIMIT);
}
// ANCHOR_END: main
