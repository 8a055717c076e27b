//! main reads the result before the scope has waited, while the thread still borrows it.

use std::thread;

// ANCHOR: main
fn main() {
    let mut loaves = 0;
    thread::scope(|bakery| {
        bakery.spawn(|| loaves = 10);
        println!("loaves: {loaves}"); // too early
    });
}
// ANCHOR_END: main
