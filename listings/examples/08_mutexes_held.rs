//! Two futures on one thread hold a std lock across an `.await`: the second blocks the thread that the first needs.

extern crate tokio;

use std::sync::Mutex;
use tokio::task::yield_now;

// ANCHOR: main
#[expect(clippy::await_holding_lock, reason = "this is the trap")]
async fn book(till: &str, sales: &Mutex<u32>) {
    println!("{till} locks");
    let mut sales = sales.lock().unwrap(); // blocks the thread, not only the task
    yield_now().await; // yields while it holds the lock
    *sales += 1;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let sales = Mutex::new(0);
    tokio::join!(book("first", &sales), book("second", &sales));
    println!("{} sales", sales.into_inner().unwrap());
}
