//! A timeout around code that blocks neither ends it in time nor reports that it was late.

extern crate tokio;

use std::thread;
use std::time::{Duration, Instant};
use tokio::time::timeout;

// ANCHOR: main
const LIMIT: Duration = Duration::from_millis(10);

fn count_stock() -> u32 {
    thread::sleep(5 * LIMIT); // stands for any blocking call
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
