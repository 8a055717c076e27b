//! Fixed: a thread that loads the flag with `Acquire` sees what was written before the `Release` store.

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

// SAFETY: the price is written before the flag is set, and it is read only after the flag was seen.
unsafe impl Sync for Slot {}

impl Slot {
    fn publish(&self, price: u32) {
        // SAFETY: no thread reads the price before the flag is set.
        unsafe { *self.price.get() = price };
        self.ready.store(true, Ordering::Release); // publishes the price, too
    }

    fn wait(&self) -> u32 {
        while !self.ready.load(Ordering::Acquire) {
            hint::spin_loop(); // once the flag is true, the price is visible
        }
        // SAFETY: the flag was seen, and no thread writes the price after setting it.
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
