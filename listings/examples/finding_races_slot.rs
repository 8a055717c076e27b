//! Broken: a `Relaxed` flag does not order the write of the price before the read, so this is a data race.

use std::cell::UnsafeCell;
use std::hint;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

// ANCHOR: main
#[derive(Default)]
struct Slot {
    price: UnsafeCell<u32>,
    ready: AtomicBool,
}

// SAFETY: this is wrong, because the flag does not order the write before the read.
unsafe impl Sync for Slot {}

impl Slot {
    fn publish(&self, price: u32) {
        // SAFETY: no thread reads the price before the flag is set.
        unsafe { *self.price.get() = price };
        self.ready.store(true, Ordering::Relaxed); // too weak: it publishes only the flag
    }

    fn wait(&self) -> u32 {
        while !self.ready.load(Ordering::Relaxed) {
            hint::spin_loop(); // too weak: it sees only the flag
        }
        // SAFETY: this is wrong, as above.
        unsafe { *self.price.get() }
    }
}

fn main() {
    let slot = Slot::default();
    thread::scope(|shop| {
        let office = shop.spawn(|| slot.publish(250));
        println!("price: {}", slot.wait());
        office.join().unwrap();
    });
}
