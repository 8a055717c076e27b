//! A thread holds a read guard and asks for a second one. A writer came in between, so both wait forever.

use std::sync::RwLock;
use std::thread;

// ANCHOR: main
fn main() {
    let prices = RwLock::new(vec![120, 250]);

    thread::scope(|shop| {
        let all = prices.read().unwrap();
        shop.spawn(|| prices.write().unwrap().push(80)); // waits for `all`
        while prices.try_read().is_ok() {
            thread::yield_now(); // until the writer is in the queue
        }
        println!("the writer waits");
        let first = prices.read().unwrap()[0]; // waits for the writer
        println!("{first} of {all:?}");
    });
}
