//! The std lock is released before the `.await`, so the task can be spawned and no other task waits long.

extern crate tokio;

use std::sync::{Arc, Mutex};
use tokio::task::{JoinSet, yield_now};

// ANCHOR: main
async fn book(sales: Arc<Mutex<u32>>) {
    {
        let mut sales = sales.lock().unwrap();
        *sales += 1;
    } // the guard is dropped here
    yield_now().await;
}

#[tokio::main]
async fn main() {
    let sales = Arc::new(Mutex::new(0));
    let mut tills = JoinSet::new();
    for _ in 0..100 {
        tills.spawn(book(Arc::clone(&sales)));
    }
    tills.join_all().await;
    println!("{} sales", sales.lock().unwrap());
}
