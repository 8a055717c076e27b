//! A loop waits with a time limit until a condition is true, so a lost notification only costs time.
//! Ends: finished "done\n".
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

fn main() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let setter = {
        let shared = shared.clone();
        thread::spawn(move || *shared.0.lock().unwrap() = true)
    };
    let mut done = shared.0.lock().unwrap();
    while !*done {
        done = shared.1.wait_timeout(done, Duration::from_millis(5)).unwrap().0;
    }
    println!("done");
    drop(done);
    setter.join().unwrap();
}
