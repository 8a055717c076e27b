//! A panic releases a parking_lot mutex without poisoning it, and the next thread gets no warning.

extern crate parking_lot;

use parking_lot::Mutex;
use std::thread;

// ANCHOR: main
fn main() {
    let shelves = Mutex::new((10, 0)); // always 10 together

    let moved = thread::scope(|shop| {
        let clerk = shop.spawn(|| {
            let mut shelves = shelves.lock(); // the guard itself, no `Result`
            shelves.0 -= 4;
            panic!("dropped the tray");
        });
        clerk.join()
    });
    assert!(moved.is_err());

    println!("found {:?}", *shelves.lock());
}
