//! A reference to the data in a mutex cannot outlive the guard.

use std::sync::Mutex;

// ANCHOR: main
fn main() {
    let sales = Mutex::new(vec![120, 250]);

    let last = sales.lock().unwrap().last_mut().unwrap(); // drops the guard
    *last += 10;
}
