//! A future that holds a std guard across an `.await` is not `Send`, so it cannot be spawned.

extern crate tokio;

use std::sync::{Arc, Mutex};
use tokio::task::yield_now;

// ANCHOR: main
async fn book(sales: Arc<Mutex<u32>>) {
    let mut sales = sales.lock().unwrap();
    yield_now().await;
    *sales += 1;
}

#[tokio::main]
async fn main() {
    let sales = Arc::new(Mutex::new(0));
    tokio::spawn(book(Arc::clone(&sales))).await.unwrap();
}
