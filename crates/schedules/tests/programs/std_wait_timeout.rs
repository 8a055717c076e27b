//! A wait with a time limit ends in both ways.
//! Ends: finished "notified true\n" | finished "timed out false\n" | finished "timed out true\n".
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let notifier = {
        let shared = shared.clone();
        thread::spawn(move || {
            *shared.0.lock().unwrap() = true;
            shared.1.notify_one();
        })
    };
    let guard = shared.0.lock().unwrap();
    let (done, result) = shared.1.wait_timeout(guard, Duration::from_millis(5)).unwrap();
    println!("{} {done}", if result.timed_out() { "timed out" } else { "notified" });
    drop(done);
    notifier.join().unwrap();
}
