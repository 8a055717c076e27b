//! Two threads each set their own flag and then look at the flag of the other thread.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

// ANCHOR: main
fn main() {
    let (ann, bob) = (AtomicBool::new(false), AtomicBool::new(false));

    let (ann_sees, bob_sees) = thread::scope(|shop| {
        let first = shop.spawn(|| {
            ann.store(true, SeqCst);
            bob.load(SeqCst)
        });
        let second = shop.spawn(|| {
            bob.store(true, SeqCst);
            ann.load(SeqCst)
        });
        (first.join().unwrap(), second.join().unwrap())
    });
    println!("ann sees bob: {ann_sees}, bob sees ann: {bob_sees}");
}
