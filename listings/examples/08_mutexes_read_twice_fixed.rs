//! The thread locks once for reading and passes the data, not the lock, to the function that needs it.

use std::sync::RwLock;
use std::thread;

// ANCHOR: main
fn first(prices: &[u32]) -> u32 {
    prices[0] // gets the data, not the lock
}

fn main() {
    let prices = RwLock::new(vec![120, 250]);

    thread::scope(|shop| {
        let all = prices.read().unwrap();
        shop.spawn(|| prices.write().unwrap().push(80));
        while prices.try_read().is_ok() {
            thread::yield_now();
        }
        println!("the writer waits");
        println!("{} of {all:?}", first(&all));
    });
    println!("then {:?}", prices.into_inner().unwrap());
}
