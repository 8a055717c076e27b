//! A reader-writer lock has many readers at the same time, or one writer.

use std::sync::{Barrier, RwLock};
use std::thread;

// ANCHOR: main
fn main() {
    let prices = RwLock::new(vec![120, 250]);
    let all_read = Barrier::new(4);

    thread::scope(|shop| {
        for _ in 0..4 {
            shop.spawn(|| {
                let reader = prices.read().unwrap();
                // When `wait` returns, all four threads hold a read guard.
                if all_read.wait().is_leader() {
                    println!("4 read {reader:?}");
                    println!("a writer may: {}", prices.try_write().is_ok());
                }
            });
        }
    });

    let mut writer = prices.write().unwrap();
    writer[0] += 10;
    println!("a reader may: {}", prices.try_read().is_ok());
}
