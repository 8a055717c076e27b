//! A reference to what the lock owns cannot outlive the guard.

use std::sync::Mutex;

// ANCHOR: main
fn main() {
    let sales = Mutex::new(vec![120, 250]);

    let last = sales.lock().unwrap().last_mut().unwrap(); // the guard ends here
    *last += 10;
}
