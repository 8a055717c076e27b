//! Two clerks lock the same two shelves in different orders, and both wait forever.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: main
fn main() {
    let (bread, cakes) = (Mutex::new(10), Mutex::new(10));
    let both_hold_one = Barrier::new(2); // makes the deadlock happen in every run

    let swap = |from: &Mutex<i32>, to: &Mutex<i32>| {
        let mut from = from.lock().unwrap();
        if both_hold_one.wait().is_leader() {
            println!("both clerks hold a shelf");
        }
        let mut to = to.lock().unwrap(); // the other clerk holds it
        *from -= 1;
        *to += 1;
    };
    thread::scope(|shop| {
        shop.spawn(|| swap(&bread, &cakes));
        shop.spawn(|| swap(&cakes, &bread));
    });
    println!("swapped");
}
