//! `park_timeout` does not say why it returned, so the loop checks a flag and a deadline.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: main
fn wait(done: &AtomicBool, limit: Duration) -> bool {
    let deadline = Instant::now() + limit;
    // Acquire: a thread that sees the flag also sees everything written before it.
    while !done.load(Ordering::Acquire) {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        thread::park_timeout(left); // may return without a reason
    }
    true
}

fn main() {
    let done = AtomicBool::new(false);
    println!("baked: {}", wait(&done, Duration::from_millis(10)));

    let desk = thread::current();
    thread::scope(|s| {
        s.spawn(|| {
            done.store(true, Ordering::Release); // pairs with the Acquire above
            desk.unpark();
        });
        println!("baked: {}", wait(&done, Duration::from_secs(3600)));
    });
}
// ANCHOR_END: main
