//! A panic under a parking_lot lock unlocks it, and nobody is told.

extern crate parking_lot;

use parking_lot::Mutex;
use std::thread;

// ANCHOR: main
fn main() {
    let shelves = Mutex::new((10, 0)); // together always 10

    let moved = thread::scope(|shop| {
        let clerk = shop.spawn(|| {
            let mut shelves = shelves.lock(); // the guard: no `Result`
            shelves.0 -= 4;
            panic!("dropped the tray");
        });
        clerk.join()
    });
    assert!(moved.is_err());

    println!("found {:?}", *shelves.lock());
}
