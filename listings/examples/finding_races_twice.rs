//! Two tills make two sales each, and read and write the number of sales in separate steps: how many sales may be lost?

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

// ANCHOR: main
fn main() {
    let sold = AtomicU32::new(0);

    thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| {
                for _ in 0..2 {
                    let before = sold.load(SeqCst);
                    sold.store(before + 1, SeqCst);
                }
            });
        }
    });
    println!("sold: {}", sold.load(SeqCst));
}
