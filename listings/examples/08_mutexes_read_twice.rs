//! A thread reads, and reads again while it still reads. In between a writer has come: nobody gets on.

use std::sync::RwLock;
use std::thread;

// ANCHOR: main
fn main() {
    let prices = RwLock::new(vec![120, 250]);

    thread::scope(|shop| {
        let all = prices.read().unwrap();
        shop.spawn(|| prices.write().unwrap().push(80)); // waits for `all`
        while prices.try_read().is_ok() {
            thread::yield_now(); // until the writer stands in line
        }
        println!("the writer waits");
        let first = prices.read().unwrap()[0]; // waits for the writer
        println!("{first} of {all:?}");
    });
}
