//! A panic poisons a std mutex. The next thread gets an `Err`, repairs the data, and clears the poison.

use std::sync::Mutex;
use std::thread;

// ANCHOR: main
fn main() {
    let shelves = Mutex::new((10, 0)); // always 10 together

    let moved = thread::scope(|shop| {
        let clerk = shop.spawn(|| {
            let mut shelves = shelves.lock().unwrap();
            shelves.0 -= 4;
            panic!("dropped the tray"); // before it adds the 4
        });
        clerk.join()
    });
    assert!(moved.is_err());

    println!("poisoned: {}", shelves.is_poisoned());
    let mut guard = match shelves.lock() {
        Ok(guard) => guard,
        Err(poisoned) => {
            let mut guard = poisoned.into_inner(); // the guard: the mutex is locked
            println!("found {guard:?}");
            guard.1 = 10 - guard.0;
            shelves.clear_poison();
            guard
        }
    };
    guard.0 += 1;
    guard.1 -= 1;
    println!("repaired {guard:?}, poisoned: {}", shelves.is_poisoned());
}
