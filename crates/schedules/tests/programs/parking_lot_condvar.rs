//! A condition variable of parking_lot keeps the guard.
//! Ends: finished "ready: 3\n".
extern crate parking_lot;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::sync::Arc;
use std::thread;

fn main() {
    let shared = Arc::new((Mutex::new(0), Condvar::new()));
    let workers: Vec<_> = (0..3)
        .map(|_| {
            let shared = shared.clone();
            thread::spawn(move || {
                *shared.0.lock() += 1;
                shared.1.notify_one();
            })
        })
        .collect();
    let mut ready = shared.0.lock();
    while *ready < 3 {
        shared.1.wait(&mut ready);
    }
    let count = MutexGuard::map(ready, |ready| ready);
    println!("ready: {count}");
    drop(count);
    for worker in workers {
        worker.join().unwrap();
    }
}
