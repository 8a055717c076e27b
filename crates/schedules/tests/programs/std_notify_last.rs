//! A thread ends right after a choice of the system: which of two waiters it wakes.
//! Ends: finished "one was woken\n".
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let shared = Arc::new((Mutex::new(0), Condvar::new(), Condvar::new()));
    for _ in 0..2 {
        let shared = shared.clone();
        thread::spawn(move || {
            let mut number = shared.0.lock().unwrap();
            *number += 1;
            shared.2.notify_one();
            let mut number = shared.1.wait(number).unwrap();
            *number = 10;
            shared.2.notify_one();
        });
    }
    let number = shared.0.lock().unwrap();
    drop(shared.2.wait_while(number, |number| *number < 2).unwrap());
    let waker = {
        let shared = shared.clone();
        thread::spawn(move || shared.1.notify_one())
    };
    waker.join().unwrap();
    let number = shared.0.lock().unwrap();
    drop(shared.2.wait_while(number, |number| *number < 10).unwrap());
    println!("one was woken");
}
