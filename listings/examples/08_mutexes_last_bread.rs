//! A race condition without a data race: the check and the change lock the mutex separately.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: main
fn main() {
    let breads = Mutex::new(1);
    let both_looked = Barrier::new(2); // makes the bad schedule happen in every run

    thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| {
                let there = *breads.lock().unwrap() > 0; // released here
                both_looked.wait();
                if there {
                    *breads.lock().unwrap() -= 1;
                }
            });
        }
    });
    println!("breads: {}", breads.into_inner().unwrap());
}
