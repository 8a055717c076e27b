//! No data race, and still a race: the look and the taking are two visits to the lock.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: main
fn main() {
    let breads = Mutex::new(1);
    let both_looked = Barrier::new(2); // the unlucky schedule, every time

    thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| {
                let there = *breads.lock().unwrap() > 0; // unlocked again
                both_looked.wait();
                if there {
                    *breads.lock().unwrap() -= 1;
                }
            });
        }
    });
    println!("breads: {}", breads.into_inner().unwrap());
}
