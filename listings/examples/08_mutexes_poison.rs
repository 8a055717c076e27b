//! A panic under a std lock poisons it: the next one is told, looks, mends, and clears.

use std::sync::Mutex;
use std::thread;

// ANCHOR: main
fn main() {
    let shelves = Mutex::new((10, 0)); // together always 10

    let moved = thread::scope(|shop| {
        let clerk = shop.spawn(|| {
            let mut shelves = shelves.lock().unwrap();
            shelves.0 -= 4;
            panic!("dropped the tray"); // before the 4 have arrived
        });
        clerk.join()
    });
    assert!(moved.is_err());

    println!("poisoned: {}", shelves.is_poisoned());
    let mut guard = match shelves.lock() {
        Ok(guard) => guard,
        Err(poisoned) => {
            let mut guard = poisoned.into_inner(); // locked all the same
            println!("found {guard:?}");
            guard.1 = 10 - guard.0;
            shelves.clear_poison();
            guard
        }
    };
    guard.0 += 1;
    guard.1 -= 1;
    println!("mended {guard:?}, poisoned: {}", shelves.is_poisoned());
}
