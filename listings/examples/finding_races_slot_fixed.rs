//! Mended: `Release` publishes what was written before, `Acquire` sees it.

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

// SAFETY: the price is written before the flag is set, and read after that was seen.
unsafe impl Sync for Slot {}

impl Slot {
    fn publish(&self, price: u32) {
        // SAFETY: nobody reads before the flag is set.
        unsafe { *self.price.get() = price };
        self.ready.store(true, Ordering::Release); // what I wrote before is ready
    }

    fn wait(&self) -> u32 {
        while !self.ready.load(Ordering::Acquire) {
            hint::spin_loop(); // once true, what was written before is seen
        }
        // SAFETY: the flag was seen, and nobody writes after it.
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
