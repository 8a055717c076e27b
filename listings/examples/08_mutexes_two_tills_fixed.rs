//! Each till adds its sale in a single step, so no sale is lost in any order.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

// ANCHOR: main
fn main() {
    let sold = AtomicU32::new(0);

    thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| sold.fetch_add(1, SeqCst));
        }
    });
    println!("sold: {}", sold.load(SeqCst));
}
