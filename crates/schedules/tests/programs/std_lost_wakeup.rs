//! The notification comes before the wait, and nobody looks at a predicate.
//! Ends: finished "woken\n" | deadlock.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let shared = Arc::new((Mutex::new(()), Condvar::new()));
    let notifier = {
        let shared = shared.clone();
        thread::spawn(move || shared.1.notify_one())
    };
    let guard = shared.0.lock().unwrap();
    drop(shared.1.wait(guard).unwrap());
    println!("woken");
    notifier.join().unwrap();
}
