//! The check and the change use one guard: what the thread sees stays true until the guard is dropped.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: main
fn main() {
    let breads = Mutex::new(1);
    let both_come = Barrier::new(2);

    thread::scope(|shop| {
        for _ in 0..2 {
            shop.spawn(|| {
                both_come.wait();
                let mut breads = breads.lock().unwrap();
                if *breads > 0 {
                    *breads -= 1;
                }
            });
        }
    });
    println!("breads: {}", breads.into_inner().unwrap());
}
