//! Broken: `unsafe` shares a price, and a `Relaxed` flag orders nothing. On x86 it prints the right price, every time.

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

// SAFETY: wrong. It would be right if the flag ordered the write before the read.
unsafe impl Sync for Slot {}

impl Slot {
    fn publish(&self, price: u32) {
        // SAFETY: nobody reads before the flag is set.
        unsafe { *self.price.get() = price };
        self.ready.store(true, Ordering::Relaxed); // too weak: publishes nothing else
    }

    fn wait(&self) -> u32 {
        while !self.ready.load(Ordering::Relaxed) {
            hint::spin_loop(); // too weak: sees nothing else
        }
        // SAFETY: wrong, see above.
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
