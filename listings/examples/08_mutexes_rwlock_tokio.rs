//! tokio's reader-writer lock is fair: a reader that comes after a waiting writer waits behind it.

extern crate futures;
extern crate tokio;

use futures::poll;
use std::pin::pin;
use tokio::sync::RwLock;

// ANCHOR: main
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let prices = RwLock::new(120);

    let reader = prices.read().await;
    println!("second reader may: {}", prices.try_read().is_ok());

    let mut writer = pin!(prices.write());
    assert!(poll!(&mut writer).is_pending()); // after one poll it is in the queue
    println!("third reader may: {}", prices.try_read().is_ok());

    drop(reader);
    *writer.await += 10;
    println!("price {}", prices.read().await);
}
