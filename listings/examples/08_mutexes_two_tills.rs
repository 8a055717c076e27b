//! Two tills read the number of sales and write it back, so one sale may be lost: the order of four steps decides.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

// ANCHOR: main
fn main() {
    let sold = AtomicU32::new(0);

    thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| {
                let before = sold.load(SeqCst);
                sold.store(before + 1, SeqCst); // the other till may have sold something since
            });
        }
    });
    println!("sold: {}", sold.load(SeqCst));
}
