//! `park_timeout` does not say why it returned: a flag and a deadline do.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

// ANCHOR: main
fn wait(done: &AtomicBool, limit: Duration) -> bool {
    let deadline = Instant::now() + limit;
    // Acquire: whoever sees the flag sees what was baked before it.
    while !done.load(Ordering::Acquire) {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        thread::park_timeout(left); // may also return for no reason
    }
    true
}

fn main() {
    let done = AtomicBool::new(false);
    println!("baked: {}", wait(&done, Duration::from_millis(10)));

    let desk = thread::current();
    thread::scope(|s| {
        s.spawn(|| {
            done.store(true, Ordering::Release); // pairs with Acquire
            desk.unpark();
        });
        println!("baked: {}", wait(&done, Duration::from_secs(3600)));
    });
}
// ANCHOR_END: main
