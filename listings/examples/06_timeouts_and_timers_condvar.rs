//! Waits for a condition with a time limit; `wait_timeout_while` checks the condition itself.

use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

// ANCHOR: main
fn main() {
    let (loaves, baked) = (Mutex::new(0), Condvar::new());
    let wait = |limit: Duration| {
        let shelf = loaves.lock().unwrap();
        let (shelf, end) = baked
            .wait_timeout_while(shelf, limit, |loaves| *loaves == 0)
            .unwrap();
        println!("loaves: {shelf}, timed out: {}", end.timed_out());
    };

    wait(Duration::from_millis(10)); // no other thread bakes

    thread::scope(|s| {
        s.spawn(|| {
            *loaves.lock().unwrap() = 6;
            baked.notify_one();
        });
        wait(Duration::from_secs(3600)); // returns when it is baked
    });
}
// ANCHOR_END: main
