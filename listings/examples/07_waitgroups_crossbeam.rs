//! A `WaitGroup` counts its clones: a thread that starts another thread gives it a clone.

extern crate crossbeam_utils;

use crossbeam_utils::sync::WaitGroup;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

static LOAVES: AtomicU32 = AtomicU32::new(0);

// ANCHOR: main
fn main() {
    let bakery = WaitGroup::new();
    for _ in 0..3 {
        let bakery = bakery.clone(); // like Add, before the thread starts
        thread::spawn(move || {
            let apprentice = bakery.clone();
            thread::spawn(move || bake(1, apprentice));
            bake(10, bakery);
        });
    }
    bakery.wait(); // drops main's own, and waits for the clones
    // Relaxed is enough, because `wait` orders the threads.
    println!("total: {}", LOAVES.load(Ordering::Relaxed));
}

fn bake(loaves: u32, _bakery: WaitGroup) {
    // Relaxed is enough, because this is only a count.
    LOAVES.fetch_add(loaves, Ordering::Relaxed);
} // like Done: `_bakery` is dropped here, also in a panic
// ANCHOR_END: main
