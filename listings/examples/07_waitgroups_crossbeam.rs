//! A `WaitGroup` counts its clones: a thread that starts another hands on a clone of its own.

extern crate crossbeam_utils;

use crossbeam_utils::sync::WaitGroup;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static LOAVES: AtomicU32 = AtomicU32::new(0);

// ANCHOR: main
fn main() {
    let bakery = WaitGroup::new();
    for _ in 0..3 {
        let bakery = bakery.clone(); // Add: before the thread starts
        thread::spawn(move || {
            let apprentice = bakery.clone();
            thread::spawn(move || bake(1, apprentice));
            bake(10, bakery);
        });
    }
    bakery.wait(); // consumes main's own, waits for the others
    // Relaxed is enough: the wait does the ordering.
    println!("total: {}", LOAVES.load(Ordering::Relaxed));
}

fn bake(loaves: u32, _bakery: WaitGroup) {
    // Relaxed is enough: a bare count.
    LOAVES.fetch_add(loaves, Ordering::Relaxed);
} // Done: `_bakery` is dropped here, in a panic too
// ANCHOR_END: main
